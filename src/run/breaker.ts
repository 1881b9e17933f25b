const mostFailures = 12;
const leastMs = 30_000;
/** Without a network nothing is wrong with the service, and the network may come back by itself. */
const leastAwayMs = 180_000;
const mostGivenUp = 50;
/** Nothing but 429 for so long is an answer as well. */
const mostThrottledMs = 600_000;

/** Tells when the service fails whatever is asked, so that a run ends. */
export class Breaker {
  #inARow = 0;
  #givenUp = 0;
  #throttled = 0;
  #throttledSince = 0;
  #isAway = false;
  #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  answered(now: number): void {
    this.#inARow = 0;
    this.#throttled = 0;
    this.#since = now;
  }

  /** `isAway`: the service was not reached. */
  failed(isAway = false): void {
    this.#inARow++;
    this.#isAway = isAway;
  }

  gaveUp(): void {
    this.#givenUp++;
  }

  /** The service answered 429. How long to wait where it says no time. */
  throttled(now: number): number {
    if (this.#throttled === 0 || now < this.#throttledSince) this.#throttledSince = now;
    return 1000 * 2 ** Math.min(5, this.#throttled++);
  }

  isOpen(now: number): boolean {
    // The clock was set back.
    if (now < this.#since) this.#since = now;
    const failsForLong = this.#inARow >= mostFailures && now - this.#since >= (this.#isAway ? leastAwayMs : leastMs);
    const limitsForLong = this.#throttled > 1 && now - this.#throttledSince >= mostThrottledMs;
    return this.#givenUp > mostGivenUp || failsForLong || limitsForLong;
  }
}
