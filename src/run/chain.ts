import type { Stretch } from "./coverage.ts";
import type { Scan } from "./scan.ts";

/** A gap so many times longer than the others of its page may be one that a record from further below has made. */
const doubtfulTimes = 8;
/** The last records of a page, as a share, are looked at twice where its chain is not followed: others may have slipped behind them. */
const doubtfulShare = 0.1;
/** And so many at least for gaps. */
const doubtfulRecords = 3;

/** Pages that lead on to each other by their links, newest first. */
export class Chain {
  /** The lower bound that it was asked with. */
  readonly from: number;
  /** Up to where it was asked. */
  readonly top: number;
  /** When its first page was asked for, on the service's clock: a skip token may stand for what was there then. */
  readonly askedAt: number;
  /** Links that it has already given. */
  readonly seen = new Set<string>();
  /** Where it goes on; missing when no link can be followed. */
  url: string | undefined;
  /** Time of the oldest record so far. */
  oldest: number;
  /** False once a record came after an older one: then nothing is certain before the chain's end. */
  isOrdered = true;
  #sure: number;
  #steady: number;

  constructor({ from, to }: Stretch, askedAt: number) {
    this.from = from;
    this.top = to;
    this.askedAt = askedAt;
    this.oldest = to;
    this.#sure = to;
    this.#steady = to;
  }

  /**
   * How far down the order is sure should the chain break now. A gap at its end much longer than its page's other ones may be there because a record
   * came far too early: what lies in the gap would be on the page that is not to be had.
   */
  get sure(): number {
    return Math.max(this.#sure, this.#steady);
  }

  /** How far down the order is sure when records may be some places from their own. */
  get steady(): number {
    return this.#steady;
  }

  took({ times, oldest, isOrdered }: Scan): void {
    const before = this.oldest;
    const isFirst = before === this.top;
    this.isOrdered &&= isOrdered;
    this.oldest = oldest;
    const within = times.filter((time) => time <= before && time >= oldest);
    this.#sure = oldest + 1;
    this.#steady = (within[within.length - 1 - Math.floor(within.length * doubtfulShare)] ?? oldest) + 1;
    // What is above a chain's first record was asked for and is not there: no gap to doubt.
    const gaps = within.map((time, at) => (at > 0 ? (within[at - 1] ?? time) : isFirst ? time : before) - time);
    const tail = Math.max(doubtfulRecords, Math.ceil(within.length * doubtfulShare));
    const longest = gaps.lastIndexOf(Math.max(...gaps.slice(-tail)));
    const [gap = 0, below = oldest] = [gaps[longest], within[longest]];
    const others = gaps.filter((_, at) => at !== longest && !(isFirst && at === 0)).sort();
    if (gap > doubtfulTimes * (others[others.length >> 1] ?? 0)) this.#sure = below + gap + 1;
  }
}
