import { SignInError } from "./errors.ts";
import { orAborted } from "./orAborted.ts";
import type { Secrets } from "./secrets.ts";

/** A person may have to type the password of a keyring; nobody waits longer than this for each answer. */
const usualAnswerMs = 10_000;

export interface VaultOptions {
  readonly log: (message: string) => void;
  /** Something could be kept for this window only. */
  readonly keptHere: (reason: SignInError) => void;
  /** Longest time for one answer, in ms. */
  readonly answerMs?: number | undefined;
}

export interface Change {
  /** What of the two counts while a text stands here: `stored` may have come from another window. */
  readonly join?: (stored: string | undefined, here: string) => string | undefined;
  /** Fails unless the store has it. Otherwise what cannot be stored is kept for this window. */
  readonly mustReach?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * VS Code's secret storage as it is: it fails (no keyring, a locked one), is silent (waits for a password), or forgets what it was given.
 * What it does not take lives on in this window's memory. Each question ends in time, with `secretsFailed` or `secretsSilent`.
 */
export class SecretVault {
  readonly #secrets: Secrets;
  readonly #options: VaultOptions;
  readonly #here = new Map<string, string>();
  /** The last question had no answer: until there is one again, the next ones wait a tenth, so that a list of them ends. */
  #isSilent = false;

  constructor(secrets: Secrets, options: VaultOptions) {
    this.#secrets = secrets;
    this.#options = options;
  }

  /** An abort ends the wait. */
  async get(key: string, signal?: AbortSignal): Promise<string | undefined> {
    const here = this.#here.get(key);
    return here ?? (await this.#stored(key, signal));
  }

  /** Undefined where VS Code is too old to tell. */
  async keys(): Promise<readonly string[] | undefined> {
    const { keys } = this.#secrets;
    return keys && (await this.#answer("list", async () => keys.call(this.#secrets)));
  }

  store(key: string, text: string): Promise<void> {
    return this.change(key, () => text);
  }

  /** Tries once more to store what is kept for this window only. */
  async settle(key: string): Promise<void> {
    if (this.#here.has(key)) await this.change(key, (text) => text);
  }

  /** Fails unless nothing is left of it. */
  async delete(key: string): Promise<void> {
    this.#here.delete(key);
    await this.#answer("delete", async () => this.#secrets.delete(key));
    if ((await this.#stored(key)) !== undefined) throw this.#failure("delete", "it is still there");
  }

  /** Reads, changes and writes; `change` gives undefined for nothing. To be called under a lock where others may do the same. */
  async change(
    key: string,
    change: (text: string | undefined) => string | undefined,
    { join = (_, here) => here, mustReach = false, signal }: Change = {},
  ): Promise<void> {
    const here = this.#here.get(key);
    let stored: string | undefined;
    let unread: SignInError | undefined;
    try {
      stored = await this.#stored(key, signal);
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      unread = error;
    }
    const after = change(here === undefined ? stored : unread ? here : join(stored, here));
    if (after === stored && here === undefined && !unread) return;
    let failure = unread;
    // Nothing is written over what cannot be read: it may be another window's, or another account's.
    if (!unread) {
      try {
        await (after === undefined ? this.delete(key) : this.#write(key, after));
        this.#here.delete(key);
        return;
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        failure = error;
      }
    }
    if (after === undefined) this.#here.delete(key);
    else this.#here.set(key, after);
    if (failure && (mustReach || after === undefined)) throw failure;
    if (failure) this.#options.keptHere(failure);
  }

  #stored(key: string, signal?: AbortSignal): Promise<string | undefined> {
    return this.#answer("read", async () => this.#secrets.get(key), signal);
  }

  async #write(key: string, text: string): Promise<void> {
    await this.#answer("write", async () => this.#secrets.store(key, text));
    // Seen: a store that resolves, and knows nothing afterwards.
    if ((await this.#stored(key)) !== text) throw this.#failure("write", "it was not kept");
  }

  async #answer<T>(what: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { answerMs: patienceMs = usualAnswerMs } = this.#options;
    const answerMs = this.#isSilent ? patienceMs / 10 : patienceMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#isSilent = true;
        this.#options.log(`Secret storage: no answer to ${what} in ${answerMs} ms`);
        reject(new SignInError("secretsSilent"));
      }, answerMs);
    });
    const answer = task()
      .finally(() => (this.#isSilent = false))
      .catch((error: unknown) => {
        throw this.#failure(what, error instanceof Error ? error.message : String(error));
      });
    answer.catch(() => undefined); // it may come too late for anybody
    try {
      const race = Promise.race([answer, late]);
      return await (signal ? orAborted(race, signal) : race);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The system's own words go to the log: they name buses and services. */
  #failure(what: string, said: string): SignInError {
    this.#options.log(`Secret storage: ${what} failed: ${said.split(/[\r\n]/)[0]?.slice(0, 200)}`);
    return new SignInError("secretsFailed");
  }
}
