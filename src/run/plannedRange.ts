import type { SourcePlan } from "../sources/source.ts";
import type { Clock } from "./clock.ts";
import { ownOf, type Lane } from "./lane.ts";
import { largeSkewNote, wrongClockNote } from "./skewNotes.ts";
import { toleratedMs } from "./serviceTime.ts";

/** A run's range as this machine's clock has it, until the first answer says what time it is at the service. */
export class PlannedRange {
  /** Milliseconds since 1970, both inclusive. */
  readonly range: { from: number; to: number };
  readonly #lanes: readonly Lane[];
  readonly #clock: Clock;
  readonly #notes: string[];
  /** No answer has come, so that the range can still become another one. */
  #isFresh: boolean;
  /** When the range was planned, on this machine's clock, and by how much that was then thought to be ahead. */
  readonly #planned: { readonly at: number; readonly aheadMs: number };
  /** An answer said what no other had said of the time. */
  #hasDoubted = false;
  #epoch = 0;

  /** The first of the lanes is the one by whose clock the range goes. `known`: the range of a run that is gone on from. */
  constructor(
    lanes: readonly Lane[],
    { known, clock, notes }: { readonly known: { from: number; to: number } | undefined; readonly clock: Clock; readonly notes: string[] },
  ) {
    this.#lanes = lanes;
    this.#clock = clock;
    this.#notes = notes;
    this.#isFresh = known === undefined;
    this.#planned = { at: clock.now(), aheadMs: lanes[0]?.time.aheadMs ?? 0 };
    this.range = known ? { from: known.from, to: known.to } : rangeOf(lanes.map(({ part }) => part.plan));
  }

  /** Counts ranges: an answer for an older one is dropped. */
  get epoch(): number {
    return this.#epoch;
  }

  /** What an answer says of the time. `again`: it is to be asked for again; `elsewhen`: the range has become another one, which everybody begins anew. */
  heard(
    lane: Lane,
    { isAgreed, servedAt }: { readonly isAgreed: boolean; readonly servedAt: number | undefined },
  ): "same" | "again" | "elsewhen" {
    if (this.#isFresh && lane === this.#lanes[0]) {
      // Asked again, so that another answer says what time it is; the rows come again with it.
      if (!isAgreed && !this.#hasDoubted) {
        this.#hasDoubted = true;
        return "again";
      }
      if (this.#isElsewhen(lane, servedAt)) return "elsewhen";
    }
    this.#isFresh = false;
    return "same";
  }

  /** By the service's clock the range is another one than was planned by this machine's: begins again with that. */
  #isElsewhen({ time }: Lane, servedAt: number | undefined): boolean {
    const { aheadMs } = time;
    const now = this.#clock.now();
    for (const note of [wrongClockNote(servedAt, now), largeSkewNote(aheadMs)]) if (note !== undefined) this.#notes.push(note);
    if (Math.abs(aheadMs - this.#planned.aheadMs) <= toleratedMs) return false;
    if (this.#lanes.every(({ part }) => !part.rangeAt)) return false;
    const plannedAt = new Date(this.#planned.at - aheadMs);
    const owns = this.#lanes.map(({ part }) => part.rangeAt?.(plannedAt) ?? part.plan);
    this.#isFresh = false;
    this.#epoch++;
    Object.assign(this.range, rangeOf(owns));
    for (const [at, { part, questions }] of this.#lanes.entries())
      for (const question of questions) question.beginAnew(ownOf(owns[at] ?? part.plan));
    return true;
  }
}

/** From the first moment of them to the last; of those that have none, where the first one would begin. */
function rangeOf(plans: readonly Pick<SourcePlan, "from" | "to">[]): { from: number; to: number } {
  const some = plans.filter(({ from, to }) => from <= to);
  const counted = some.length > 0 ? some : plans.slice(0, 1);
  return {
    from: Math.min(...counted.map(({ from }) => from.getTime())),
    to: Math.max(...counted.map(({ to }) => to.getTime())),
  };
}
