import { isConnectionData, type ConnectionData } from "./connectionData.ts";
import { SignInError } from "./errors.ts";
import { borrowedKey, credentialKey, type Secrets } from "./secrets.ts";
import type { SignIns } from "./signIns.ts";
import { connectionsKey, storedConnections, type State } from "./storedConnections.ts";

/** The connections that a person has made, in the order they were made. No secret is among them. */
export class ConnectionStore {
  readonly #state: State;
  readonly #secrets: Secrets;
  readonly #signIns: SignIns;

  constructor(state: State, secrets: Secrets, signIns: SignIns) {
    this.#state = state;
    this.#secrets = secrets;
    this.#signIns = signIns;
  }

  list(): readonly ConnectionData[] {
    return storedConnections(this.#state).filter(isConnectionData);
  }

  get(id: string): ConnectionData | undefined {
    return this.list().find((data) => data.id === id);
  }

  /** Adds a connection, or keeps the new state of one. */
  async put(data: ConnectionData): Promise<void> {
    const list = this.list();
    const at = list.findIndex(({ id }) => id === data.id);
    await this.#state.update(connectionsKey, at < 0 ? [...list, data] : list.with(at, data));
  }

  async rename(id: string, name: string): Promise<void> {
    const data = this.get(id);
    if (data) await this.put({ ...data, name });
  }

  /** Forgets the tokens, keeps the connection. */
  async signOut(id: string): Promise<void> {
    const data = this.get(id);
    if (data) await this.#signIns.signOut(data);
  }

  /** Forgets the connection; its account stays signed in where another connection of the same app uses it. */
  async remove(id: string): Promise<void> {
    const data = this.get(id);
    if (data === undefined) return;
    const rest = this.list().filter((other) => other.id !== id);
    const shared = rest.some(
      (other) =>
        other.cloud === data.cloud &&
        other.clientId === data.clientId &&
        data.account !== undefined &&
        other.account?.homeAccountId === data.account.homeAccountId,
    );
    await this.#state.update(connectionsKey, rest);
    for (const secret of [credentialKey(id), borrowedKey(id)]) await this.#secrets.delete(secret);
    if (!shared) await this.#signIns.signOut(data).catch(unlessCloudMissing);
  }

  /** Forgets every connection and every secret, also those that connections left behind. */
  async forgetEverything(): Promise<void> {
    const left = this.list();
    await this.#state.update(connectionsKey, undefined);
    for (const data of left) {
      for (const secret of [credentialKey(data.id), borrowedKey(data.id)]) await this.#secrets.delete(secret);
      await this.#signIns.signOut(data).catch(unlessCloudMissing);
    }
    for (const secret of (await this.#secrets.keys?.()) ?? []) await this.#secrets.delete(secret);
  }
}

/** Of a custom cloud that the settings no longer name there is no host to say goodbye to; `forgetEverything` finds its tokens. */
function unlessCloudMissing(error: unknown): void {
  if (!(error instanceof SignInError && error.kind === "cloudMissing")) throw error;
}
