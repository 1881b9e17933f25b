import type { ICachePlugin, TokenCacheContext } from "@azure/msal-node";
import type { WindowLock } from "../windowLock.ts";
import { isSecretsError } from "./errors.ts";
import type { SecretVault } from "./secretVault.ts";
import { adopted, laidOver, merged, readSections, without, writeSections, type Entry, type Sections } from "./tokenSections.ts";

/**
 * Keeps msal's tokens in one secret.
 * msal lays its memory over what it reads, so that a window would store again what another has signed out: before every look at the cache
 * the memory is cleared, and storage alone is the truth. Every change is made to what is stored then, under a lock that all windows share.
 */
export class SecretCache implements ICachePlugin {
  readonly #vault: SecretVault;
  readonly #lock: WindowLock;
  readonly #key: string;
  readonly #clearMemory: () => void;
  #last: Sections = {};
  /** Of whoever uses the cache just now: an abort ends the wait for a silent store, so that it holds up nobody after it. */
  signal: AbortSignal | undefined;

  constructor(vault: SecretVault, lock: WindowLock, key: string, clearMemory: () => void = () => undefined) {
    this.#vault = vault;
    this.#lock = lock;
    this.#key = key;
    this.#clearMemory = clearMemory;
  }

  async beforeCacheAccess({ tokenCache }: TokenCacheContext): Promise<void> {
    this.#clearMemory();
    this.#last = readSections(await this.#vault.get(this.#key, this.signal));
    // msal keeps the last text to merge with, so that nothing too must be told.
    tokenCache.deserialize(JSON.stringify(this.#last));
  }

  async afterCacheAccess({ cacheHasChanged, tokenCache }: TokenCacheContext): Promise<void> {
    if (cacheHasChanged) await this.save(tokenCache.serialize());
  }

  /** Stores what became of the text that was read last. A token that was got is good also where the store just now fails. */
  async save(text: string): Promise<void> {
    const [base, mine] = [this.#last, readSections(text)];
    try {
      await this.#change((stored) => merged(base, mine, stored));
    } catch (error) {
      if (!isSecretsError(error)) throw error;
    }
    this.#last = mine;
  }

  /** Adds what another msal application got; older access tokens of the same account and tenant go. */
  async adopt(text: string, signal: AbortSignal): Promise<void> {
    const fresh = readSections(text);
    await this.#change((stored) => adopted(stored, fresh), { signal });
  }

  /** Takes out what `drop` names, or fails. */
  drop(drop: (entry: Entry, section: string) => boolean): Promise<void> {
    return this.#change((stored) => without(stored, drop), { mustReach: true });
  }

  async #change(change: (stored: Sections) => Sections, options: { mustReach?: boolean; signal?: AbortSignal } = {}): Promise<void> {
    const join = (stored: string | undefined, here: string): string | undefined =>
      writeSections(laidOver(readSections(stored), readSections(here)));
    await this.#lock.run(async (isLocked) => {
      const write = (): Promise<void> =>
        this.#vault.change(this.#key, (text) => writeSections(change(readSections(text))), { join, signal: this.signal, ...options });
      await write();
      // Another window may have read before and written after: what it did not see is done once more.
      if (!isLocked) await write();
    });
  }
}
