import type { Stretch } from "./coverage.ts";
import { idOf, isKept, type Sift, type Verdict } from "./sift.ts";
import type { ActivityRecord } from "../reports/report.ts";

/** An answer that waits to be handed on. */
export interface Held {
  readonly records: readonly unknown[];
  readonly times: Float64Array;
  /** What the sift says of each record. */
  readonly verdicts?: readonly Verdict[] | undefined;
}

/** Of several questions' answers, the `take` newest records: an answer must wait until no question can bring newer ones. */
export class Newest<Answer extends Held> {
  readonly held: Answer[] = [];
  readonly #take: number;
  readonly #sift: Sift;
  /** Set when all that is wanted is held: time of the oldest record wanted, and how many of that very time. */
  #last: { readonly time: number; ties: number } | undefined;

  constructor(take: number, sift: Sift) {
    this.#take = take;
    this.#sift = sift;
  }

  /** All that is wanted is held, or was handed on: nothing more need be asked for. */
  get isDecided(): boolean {
    return this.#last !== undefined || this.#sift.counts.records >= this.#take;
  }

  get isReached(): boolean {
    return this.isDecided && this.held.length === 0;
  }

  /** Whether a new record of this time is one of the newest. */
  readonly wants = (time: number): boolean =>
    this.#last === undefined || time > this.#last.time || (time === this.#last.time && this.#last.ties-- > 0);

  /** The next answer to hand on, which stays held. `horizon`: everything newer has been asked for, and some of the millisecond before. */
  next(horizon: number, range: Stretch): Answer | undefined {
    this.#last ??= this.#lastWanted(this.#take - this.#sift.counts.records, horizon, range);
    if (!this.#last && this.held[0]?.times.some((time) => time >= range.from && time < horizon - 1)) return undefined;
    return this.held[0];
  }

  #lastWanted(take: number, horizon: number, range: Stretch): { time: number; ties: number } | undefined {
    if (take <= 0) return { time: Infinity, ties: 0 };
    const ids = new Set<string>();
    const times: number[] = [];
    for (const { records, times: all, verdicts } of this.held) {
      const twins = new Map<string, number>();
      for (const [position, record] of records.entries()) {
        const time = all[position] ?? NaN;
        if (!(time >= horizon - 1) || !isKept(verdicts?.[position] ?? this.#sift.judge(record, time, range))) continue;
        const id = idOf(record as ActivityRecord, twins);
        if (ids.has(id) || this.#sift.isKnown(id)) continue;
        ids.add(id);
        times.push(time);
      }
    }
    const time = times.sort((a, b) => b - a)[take - 1];
    return time === undefined ? undefined : { time, ties: take - times.indexOf(time) };
  }
}
