import type { ICachePlugin, TokenCacheContext } from "@azure/msal-node";
import type { Secrets } from "./secrets.ts";

type Sections = Record<string, Record<string, Readonly<Record<string, unknown>>>>;
const sectionsOf = (text: string | undefined): Sections => (text === undefined ? {} : (JSON.parse(text) as Sections));
const holdsNothing = (text: string): boolean =>
  ["Account", "AccessToken", "RefreshToken"].every((section) => Object.keys(sectionsOf(text)[section] ?? {}).length === 0);

/**
 * Keeps msal's tokens in one secret. Use it from one queue only.
 * msal lays its memory over what it reads, so that a window would store again what another has signed out: before every look at the cache
 * the memory is cleared, and storage alone is the truth.
 */
export class SecretCache implements ICachePlugin {
  readonly #secrets: Secrets;
  readonly #key: string;
  readonly #clearMemory: () => void;
  #last: string | undefined;

  constructor(secrets: Secrets, key: string, clearMemory: () => void) {
    this.#secrets = secrets;
    this.#key = key;
    this.#clearMemory = clearMemory;
  }

  async beforeCacheAccess({ tokenCache }: TokenCacheContext): Promise<void> {
    this.#clearMemory();
    this.#last = await this.#read();
    // msal keeps the last text to merge with, so that nothing too must be told.
    try {
      tokenCache.deserialize(this.#last ?? "{}");
    } catch {
      await this.#secrets.delete(this.#key);
      this.#last = undefined;
      this.#clearMemory();
      tokenCache.deserialize("{}");
    }
  }

  async afterCacheAccess({ cacheHasChanged, tokenCache }: TokenCacheContext): Promise<void> {
    if (cacheHasChanged) await this.save(tokenCache.serialize());
  }

  async save(text: string): Promise<void> {
    if (text === this.#last || (this.#last === undefined && holdsNothing(text))) return;
    if (holdsNothing(text)) await this.#secrets.delete(this.#key);
    else await this.#secrets.store(this.#key, text);
    this.#last = holdsNothing(text) ? undefined : text;
  }

  /** Adds what another msal application got; older access tokens of the same account and tenant go. */
  async adopt(text: string): Promise<void> {
    this.#last = await this.#read();
    const stored = sectionsOf(this.#last);
    const fresh = sectionsOf(text);
    const mine = (token: Readonly<Record<string, unknown>>): string => `${String(token["home_account_id"])} ${String(token["realm"])}`;
    const replaced = new Set(Object.values(fresh["AccessToken"] ?? {}).map(mine));
    const kept = Object.entries(stored["AccessToken"] ?? {}).filter(([, token]) => !replaced.has(mine(token)));
    const merged: Sections = { ...stored, AccessToken: Object.fromEntries(kept) };
    for (const [section, entries] of Object.entries(fresh)) merged[section] = { ...merged[section], ...entries };
    await this.save(JSON.stringify(merged));
  }

  /** Takes out the access tokens that `drop` names; for those of applications, which have no account to sign out. */
  async dropAccessTokens(drop: (token: Readonly<Record<string, unknown>>) => boolean): Promise<void> {
    this.#last = await this.#read();
    const stored = sectionsOf(this.#last);
    const kept = Object.entries(stored["AccessToken"] ?? {}).filter(([, token]) => !drop(token));
    await this.save(JSON.stringify({ ...stored, AccessToken: Object.fromEntries(kept) }));
  }

  /** A text that is no cache would stop every sign-in from now on: it goes. */
  async #read(): Promise<string | undefined> {
    const text = await this.#secrets.get(this.#key);
    try {
      const value = text === undefined ? {} : (JSON.parse(text) as unknown);
      if (
        typeof value === "object" &&
        value !== null &&
        Object.values(value).every((section) => typeof section === "object" && section !== null)
      )
        return text;
    } catch {
      // deleted below, as any other text that msal could not read
    }
    await this.#secrets.delete(this.#key);
    return undefined;
  }
}
