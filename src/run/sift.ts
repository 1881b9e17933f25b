import { Effort } from "../query/index.ts";
import type { ActivityRecord } from "../reports/report.ts";
import type { Stretch } from "./coverage.ts";
import { IdTable } from "./idTable.ts";

/** Undefined: the record takes too long to judge. */
export type Test = (record: ActivityRecord) => boolean | undefined;

/** A later version of a record that is already there. */
export interface Replacement {
  /** In the page's `value`. */
  readonly position: number;
  /** Number of the record in the result: pages are added in the order in which they were yielded, their records in theirs. */
  readonly record: number;
}

export interface Sifted {
  /** Positions in the page's `value` that are not to be added, ascending. */
  readonly skip: readonly number[];
  readonly replace: readonly Replacement[];
  /** Times of the added records, in ms since 1970, NaN without one. */
  readonly added: readonly number[];
}

export interface SiftOptions {
  /** Inclusive at both ends. */
  readonly range: Stretch;
  /** What came twice from outside of it was asked for by another slice too, which is no fault of the service. */
  readonly own: Stretch;
  /** Whether a new record of this time is to be added; missing means all are. */
  readonly wants?: ((time: number) => boolean) | undefined;
}

export interface SiftCounts {
  records: number;
  duplicates: number;
  excluded: number;
  strays: number;
  oddities: number;
  /** Records that took too long to judge, and were kept. */
  unjudged: number;
}

/** Steps of a condition's evaluation, some 10 ms of them, after which `siftInSteps` lets others have their turn; a record whose condition is plain costs a few. */
const effortAtOnce = 200_000;
/** What a record costs apart from its condition, in such steps. */
const recordCost = 100;

const isRecord = (item: unknown): item is ActivityRecord => typeof item === "object" && item !== null && !Array.isArray(item);

/** Decides what of each page belongs to the result. */
export class Sift {
  readonly counts: SiftCounts = { records: 0, duplicates: 0, excluded: 0, strays: 0, oddities: 0, unjudged: 0 };
  #here: Test | undefined;
  #guard: Test | undefined;
  readonly #rows = new IdTable();

  readonly #effort: Effort;
  /** Of the record judged last. */
  #isUnjudged = false;

  /** `here`: what only this side evaluates; `guard`: the whole condition; `effort`: what counts their cost. */
  constructor(here: Test | undefined, guard: Test | undefined, effort = new Effort()) {
    this.#here = here;
    this.#guard = guard;
    this.#effort = effort;
  }

  /** The same conditions at another time. */
  judgeBy(here: Test | undefined, guard: Test | undefined): void {
    this.#here = here;
    this.#guard = guard;
  }

  /** A record that the result has already, in its order. */
  know(id: string | undefined): void {
    if (id !== undefined) this.#rows.add(id, this.counts.records);
    this.counts.records++;
  }

  /** Whether the record belongs to the query, `range` inclusive at both ends. */
  judge(item: unknown, time: number, range: Stretch): "kept" | "excluded" | "strays" | "oddities" {
    if (!isRecord(item)) return "oddities";
    if (time < range.from || time > range.to) return "strays";
    const here = this.#here ? this.#here(item) : true;
    if (here === false) return "excluded";
    const guard = this.#guard ? this.#guard(item) : true;
    this.#isUnjudged = here === undefined || guard === undefined;
    return guard === false ? "strays" : "kept";
  }

  isKnown(id: string): boolean {
    return this.#rows.get(id) !== undefined;
  }

  sift(records: readonly unknown[], times: Float64Array, options: SiftOptions): Sifted {
    const work = this.siftInSteps(records, times, options);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  }

  /** As `sift`, with a pause after each 10 ms or so, whatever the condition and the records: who drives it may let others have their turn, or leave. */
  *siftInSteps(records: readonly unknown[], times: Float64Array, { range, own, wants }: SiftOptions): Generator<void, Sifted> {
    const { counts } = this;
    const [skip, replace, added]: [number[], Replacement[], number[]] = [[], [], []];
    const twins = new Map<string, number>();
    let pause = this.#effort.spent + effortAtOnce;
    for (let position = 0; position < records.length; position++) {
      if (this.#effort.spent >= pause) {
        yield;
        pause = this.#effort.spent + effortAtOnce;
      }
      const item = records[position];
      const time = times[position] ?? NaN;
      const verdict = this.judge(item, time, range);
      this.#effort.spend(recordCost);
      if (verdict !== "kept") counts[verdict]++;
      else {
        const isUnjudged = this.#isUnjudged;
        const id = idOf(item as ActivityRecord, twins);
        if (!wants || this.isKnown(id) || wants(time)) {
          const row = this.#rows.add(id, counts.records);
          if (row === undefined) {
            if (Number.isNaN(time) || (item as ActivityRecord)["id"] !== id) counts.oddities++;
            if (isUnjudged) counts.unjudged++;
            counts.records++;
            added.push(time);
            continue;
          }
          replace.push({ position, record: row });
          if (time < own.to && time >= own.from) counts.duplicates++;
        }
      }
      skip.push(position);
    }
    return { skip, replace, added };
  }
}

/** A record without id is known by its text; equal ones of one page are counted, so that none is lost. */
export function idOf(record: ActivityRecord, twins: Map<string, number>): string {
  if (typeof record["id"] === "string") return record["id"];
  const text = JSON.stringify(record);
  const count = (twins.get(text) ?? 0) + 1;
  twins.set(text, count);
  return `${text}#${count}`;
}
