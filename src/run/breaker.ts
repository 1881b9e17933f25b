const mostFailures = 12;
const leastMs = 30_000;
const mostGivenUp = 50;

/** Tells when the service fails whatever is asked, so that a run ends. */
export class Breaker {
  #inARow = 0;
  #givenUp = 0;
  #throttled = 0;
  #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  answered(now: number): void {
    this.#inARow = 0;
    this.#throttled = 0;
    this.#since = now;
  }

  failed(): void {
    this.#inARow++;
  }

  gaveUp(): void {
    this.#givenUp++;
  }

  /** How long to wait when the service says 429 and no time. */
  throttledMs(): number {
    return 1000 * 2 ** Math.min(5, this.#throttled++);
  }

  isOpen(now: number): boolean {
    return this.#givenUp > mostGivenUp || (this.#inARow >= mostFailures && now - this.#since >= leastMs);
  }
}
