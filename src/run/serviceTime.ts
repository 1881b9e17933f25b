/** A difference that the second of a `Date` header and the way of the answer explain. */
export const toleratedMs = 5000;
/** A clock that is further off is no clock: nobody's computer is, and what says so is wrong. */
export const longestSkewMs = 7 * 24 * 3_600_000;
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
  /** What the last answer said, if it was something else: one answer alone may be wrong. */
  #doubtfulMs: number | undefined;

  /** How much this machine's clock is ahead of the service's, in ms; 0 while it is not known, or hardly. */
  get aheadMs(): number {
    return Math.abs(this.#aheadMs) <= toleratedMs ? 0 : this.#aheadMs;
  }

  /** The service's time at `now` of this machine's clock. */
  at(now: number): number {
    return now - this.aheadMs;
  }

  /** Takes note of what an answer says; false: it is something new, and another answer has to say the same before it counts. */
  learn({ sentAt, receivedAt, servedAt }: Answered): boolean {
    if (servedAt === undefined) return true;
    // It was said at some time between: a long answer on a slow way says nothing of the clocks.
    const [least, most] = [sentAt - servedAt, receivedAt - servedAt];
    if (Math.abs(most) > longestSkewMs) return true;
    const agrees = (known: number): boolean => known >= least - toleratedMs && known <= most + toleratedMs;
    if (!agrees(this.#aheadMs)) {
      const doubtfulMs = this.#doubtfulMs;
      this.#doubtfulMs = (least + most) / 2;
      if (doubtfulMs === undefined || !agrees(doubtfulMs)) return false;
      this.#aheadMs = doubtfulMs;
    }
    this.#doubtfulMs = undefined;
    return true;
  }

  /** When the service was asked, on its own clock: never later than it was. */
  askedAt({ sentAt, receivedAt, servedAt }: Answered): number {
    if (servedAt === undefined) return this.at(sentAt);
    const tookMs = receivedAt - sentAt;
    // A clock that was set back meanwhile tells nothing of how long it took. What is said against all that is known counts when it is the earlier.
    return Math.min(servedAt - (tookMs >= 0 ? tookMs : longestAnswerMs), this.at(sentAt) + toleratedMs);
  }
}
