import { clouds } from "./clouds.ts";
import { connectionOf, type ConnectionData } from "./connectionData.ts";
import { isSecretsError, SecretsLeft } from "./errors.ts";
import { withNames } from "./namePermissions.ts";
import { tokensKey, type Secrets } from "./secrets.ts";
import type { SignIns } from "./signIns.ts";
import { connectionsKey, namedIn, type State } from "./storedConnections.ts";

type Connections = readonly ConnectionData[];

/**
 * The connections that a person has made, in the order they were made. No secret is among them.
 * What is removed leaves the list last: as long as something of it is stored it stands there, marked, and can be removed again.
 */
export class ConnectionStore {
  readonly #state: State;
  readonly #secrets: Secrets;
  readonly #signIns: SignIns;

  constructor(state: State, secrets: Secrets, signIns: SignIns) {
    this.#state = state;
    this.#secrets = secrets;
    this.#signIns = signIns;
  }

  list(): Connections {
    return connectionsIn(this.#state.get(connectionsKey));
  }

  get(id: string): ConnectionData | undefined {
    return this.list().find((data) => data.id === id);
  }

  /** Adds a new connection. Where the list does not take it, its own secrets go; tokens of its account stay, as it is not known who else needs them. */
  async add(data: ConnectionData): Promise<void> {
    try {
      await this.put(data);
    } catch (error) {
      await secretsFailure(this.#signIns.signOut(data, { keepAccount: true, keepTenant: true })); // why it was not added counts
      throw error;
    }
  }

  /** Adds a connection, or keeps the new state of one. */
  put(data: ConnectionData): Promise<void> {
    return this.#change((list) => {
      const at = list.findIndex(({ id }) => id === data.id);
      return at < 0 ? [...list, data] : list.with(at, data);
    });
  }

  /** Keeps the new state of a connection under the name that it has by now, and with what it is allowed by now. False when it is gone: then nothing is kept. */
  async keep(data: ConnectionData): Promise<boolean> {
    let found = false;
    await this.#changeOne(data.id, ({ name, lookUpNames }) => {
      found = true;
      return lookUpNames === true ? { ...data, name, lookUpNames } : withNames({ ...data, name }, false);
    });
    return found;
  }

  rename(id: string, name: string): Promise<void> {
    return this.#changeOne(id, (data) => ({ ...data, name }));
  }

  /** Names may be looked up in the directory with the connection, or may not any more. */
  allowNames(id: string, isAllowed: boolean): Promise<void> {
    return this.#changeOne(id, (data) => withNames(data, isAllowed));
  }

  /** Forgets the tokens and that names may be looked up, keeps the connection. Fails with SecretsLeft; nothing is asked with the connection from then on in any case. */
  async signOut(id: string): Promise<void> {
    const data = this.get(id);
    if (data === undefined) return;
    // First: a program that has tokens of its own is not asked for them meanwhile.
    await this.#changeOne(id, (now) => ({ ...withNames(now, false), signedOut: true }));
    const failure = await secretsFailure(this.#signIns.signOut(data));
    if (failure !== undefined) throw new SecretsLeft([data.name], failure);
  }

  /** Forgets the connection; its account stays signed in where another connection of the same app uses it. Fails with SecretsLeft. */
  async remove(id: string): Promise<void> {
    const data = this.get(id);
    if (data === undefined) return;
    const sharing = this.list().filter((other) => other.id !== id && !other.leaving && sharesAccount(data, other));
    const keepTenant = sharing.some(({ tenantId }) => tenantId === data.tenantId);
    const failure = await secretsFailure(this.#signIns.signOut(data, { keepAccount: sharing.length > 0, keepTenant }));
    if (failure === undefined) return this.#change((list) => list.filter((other) => other.id !== id));
    await this.#changeOne(id, (now) => ({ ...withNames(now, false), leaving: true }));
    throw new SecretsLeft([data.name], failure, { marked: true });
  }

  /** Forgets every connection and every secret, also those that connections left behind. Fails with SecretsLeft after all were tried. */
  async forgetEverything(): Promise<void> {
    const all = this.list();
    const failures = new Map<string, unknown>();
    for (const data of all) {
      const failure = await secretsFailure(this.#signIns.signOut(data));
      if (failure !== undefined) failures.set(data.id, failure);
    }
    const rest: unknown[] = [];
    let listed: readonly string[] = [];
    if (this.#secrets.keys) {
      try {
        listed = (await this.#signIns.secretKeys()) ?? [];
      } catch (error) {
        if (!isSecretsError(error)) throw error;
        rest.push(error);
      }
    }
    const tokens = all.flatMap(({ clientId, tokenKeys = [] }) =>
      clientId === undefined ? [] : [...Object.keys(clouds).map((cloud) => tokensKey(cloud, clientId)), ...tokenKeys],
    );
    for (const key of new Set([...listed, ...tokens])) {
      const failure = await secretsFailure(this.#signIns.deleteSecret(key));
      if (failure !== undefined) rest.push(failure);
    }
    const isLeft = ({ id }: ConnectionData): boolean => failures.has(id);
    await this.#change((list) => list.filter(isLeft).map((data) => ({ ...withNames(data, false), leaving: true })));
    const [failure] = [...failures.values(), ...rest];
    if (failure !== undefined)
      throw new SecretsLeft(
        all.filter(isLeft).map(({ name }) => name),
        failure,
        { marked: true },
      );
  }

  #changeOne(id: string, change: (data: ConnectionData) => ConnectionData): Promise<void> {
    return this.#change((list) => list.map((data) => (data.id === id ? change(data) : data)));
  }

  /** To the list as it is then, whichever window wrote it. */
  async #change(change: (list: Connections) => Connections): Promise<void> {
    const changed = (stored: unknown): unknown => {
      const list = change(connectionsIn(stored));
      return list.length === 0 ? undefined : list;
    };
    if (this.#state.change) await this.#state.change(connectionsKey, changed);
    else await this.#state.update(connectionsKey, changed(this.#state.get(connectionsKey)));
  }
}

const connectionsIn = (stored: unknown): Connections => namedIn(stored).flatMap((one) => connectionOf(one) ?? []);

const sharesAccount = (one: ConnectionData, other: ConnectionData): boolean =>
  other.cloud === one.cloud &&
  other.clientId === one.clientId &&
  one.account !== undefined &&
  other.account?.homeAccountId === one.account.homeAccountId;

/** What the secret store failed with; undefined when it did what it was asked. */
async function secretsFailure(task: Promise<void>): Promise<unknown> {
  try {
    await task;
    return undefined;
  } catch (error) {
    if (!isSecretsError(error)) throw error;
    return error;
  }
}
