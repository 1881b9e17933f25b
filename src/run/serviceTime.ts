/** A difference that the second of a `Date` header and the way of the answer explain. */
export const toleratedMs = 5000;
/** The longest that an answer can have taken. */
const longestAnswerMs = 300_000;

/** When an answer was asked for and came, on this machine's clock, and what the service's clock said then. */
export interface Answered {
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Missing: the answer did not say. To the second, cut. */
  readonly servedAt?: number | undefined;
}

/** The service's clock, learned from its answers: which records are there is a matter of that one, not of this machine's. Milliseconds since 1970. */
export class ServiceTime {
  #aheadMs = 0;

  /** How much this machine's clock is ahead of the service's, in ms; 0 while it is not known, or hardly. */
  get aheadMs(): number {
    return Math.abs(this.#aheadMs) <= toleratedMs ? 0 : this.#aheadMs;
  }

  /** The service's time at `now` of this machine's clock. */
  at(now: number): number {
    return now - this.aheadMs;
  }

  learn({ receivedAt, servedAt }: Answered): void {
    if (servedAt !== undefined) this.#aheadMs = receivedAt - servedAt;
  }

  /** When the service was asked, on its own clock: never later than it was. */
  askedAt({ sentAt, receivedAt, servedAt }: Answered): number {
    if (servedAt === undefined) return this.at(sentAt);
    const tookMs = receivedAt - sentAt;
    // A clock that was set back meanwhile tells nothing of how long it took.
    return servedAt - (tookMs >= 0 ? tookMs : longestAnswerMs);
  }
}
