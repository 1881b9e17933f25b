import type { ICachePlugin, TokenCacheContext } from "@azure/msal-node";

/** Keeps msal's tokens in this window's memory. Its own memory would also keep what it was told of waits, which the wire knows better. */
export class MemoryCache implements ICachePlugin {
  readonly #clearMemory: () => void;
  #text = "{}";

  constructor(clearMemory: () => void) {
    this.#clearMemory = clearMemory;
  }

  beforeCacheAccess({ tokenCache }: TokenCacheContext): Promise<void> {
    this.#clearMemory();
    tokenCache.deserialize(this.#text);
    return Promise.resolve();
  }

  afterCacheAccess({ cacheHasChanged, tokenCache }: TokenCacheContext): Promise<void> {
    if (cacheHasChanged) this.#text = tokenCache.serialize();
    return Promise.resolve();
  }
}
