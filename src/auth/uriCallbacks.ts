/** Answers that come back through VS Code's URI handler. There is one handler per extension; what nobody waits for is ignored. */
export class UriCallbacks {
  readonly #waiting = new Map<string, (parameters: URLSearchParams) => void>();

  /** Says whether somebody waited for it. */
  handle(uri: string): boolean {
    if (!URL.canParse(uri)) return false;
    const { searchParams } = new URL(uri);
    const nonce = searchParams.get("nonce") ?? "";
    const resolve = this.#waiting.get(nonce);
    this.#waiting.delete(nonce);
    resolve?.(searchParams);
    return resolve !== undefined;
  }

  wait(nonce: string, signal: AbortSignal): Promise<URLSearchParams> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#waiting.set(nonce, resolve);
      signal.addEventListener("abort", () => {
        this.#waiting.delete(nonce);
        reject(signal.reason as Error);
      });
    });
  }
}
