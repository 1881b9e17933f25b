import { Effort } from "../query/index.ts";
import type { ActivityRecord } from "../reports/report.ts";
import type { Replacement } from "../results/rows.ts";
import type { Stretch } from "./coverage.ts";
import { fullness } from "./fullness.ts";
import { IdTable } from "./idTable.ts";
import { recordKey } from "./recordKey.ts";

/** Undefined: the record takes too long to judge. */
export type Test = (record: ActivityRecord) => boolean | undefined;

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
  /** What `judgeInSteps` said of each item; missing: it is asked now. */
  readonly verdicts?: readonly Verdict[];
  /** The place of its source among those of the run; missing: there is one. */
  readonly source?: number;
}

/** What a page's records are tested with: what only this side evaluates, and the whole condition. */
export interface Tests {
  readonly here: Test | undefined;
  readonly guard: Test | undefined;
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

/**
 * - `kept`: it belongs to the result; `unclear`: so it is treated, as a condition failed on it; `unjudged`: as it takes too long to judge
 * - `excluded`: by what only this side evaluates; `strays`: it was not asked for; `oddities`: it is no record
 */
export type Verdict = "kept" | "unclear" | "unjudged" | "excluded" | "strays" | "oddities";

/** Steps of a condition's evaluation, some 10 ms of them, after which others have their turn; a record whose condition is plain costs a few. */
const effortAtOnce = 200_000;
/** What a record costs apart from its condition, in such steps. */
const recordCost = 100;

const isRecord = (item: unknown): item is ActivityRecord => typeof item === "object" && item !== null && !Array.isArray(item);

export const isKept = (verdict: Verdict | undefined): boolean => verdict === "kept" || verdict === "unclear" || verdict === "unjudged";

/** Decides what of each page belongs to the result. */
export class Sift {
  readonly counts: SiftCounts = { records: 0, duplicates: 0, excluded: 0, strays: 0, oddities: 0, unjudged: 0 };
  #tests: Tests;
  readonly #rows = new IdTable();
  readonly #effort: Effort;
  /** Of each record, once there are several sources: which one gave it, and how much it says. */
  readonly #given: { readonly source: number; readonly fullness: number }[] = [];

  /** `here`: what only this side evaluates; `guard`: the whole condition; `effort`: what counts their cost. */
  constructor(here: Test | undefined, guard: Test | undefined, effort = new Effort()) {
    this.#tests = { here, guard };
    this.#effort = effort;
  }

  /** The same conditions at another time. */
  judgeBy(here: Test | undefined, guard: Test | undefined): void {
    this.#tests = { here, guard };
  }

  /** A record that the result has already, in its order. */
  know(id: string | undefined): void {
    if (id !== undefined) this.#rows.add(id, this.counts.records);
    this.counts.records++;
  }

  /** Whether the item belongs to the query, `range` inclusive at both ends. Never fails: a record of which that cannot be told is kept. */
  judge(item: unknown, time: number, range: Stretch, tests = this.#tests): Verdict {
    if (!isRecord(item)) return "oddities";
    if (time < range.from || time > range.to) return "strays";
    const here = answerOf(tests.here, item);
    if (here === false) return "excluded";
    const guard = answerOf(tests.guard, item);
    if (guard === false) return "strays";
    if (here === "failed" || guard === "failed") return "unclear";
    return here && guard ? "kept" : "unjudged";
  }

  /** As `judge`, with a pause after each 10 ms or so, whatever the condition and the records: who drives it may let others have their turn, or leave. */
  *judgeInSteps(
    records: readonly unknown[],
    times: Float64Array,
    range: Stretch,
    tests = this.#tests,
  ): Generator<void, readonly Verdict[]> {
    const verdicts: Verdict[] = [];
    let pause = this.#effort.spent + effortAtOnce;
    for (let position = 0; position < records.length; position++) {
      if (this.#effort.spent >= pause) {
        yield;
        pause = this.#effort.spent + effortAtOnce;
      }
      verdicts.push(this.judge(records[position], times[position] ?? NaN, range, tests));
      this.#effort.spend(recordCost);
    }
    return verdicts;
  }

  isKnown(id: string): boolean {
    return this.#rows.get(id) !== undefined;
  }

  sift(records: readonly unknown[], times: Float64Array, { range, own, wants, verdicts, source }: SiftOptions): Sifted {
    const { counts } = this;
    const [skip, replace, added]: [number[], Replacement[], number[]] = [[], [], []];
    const twins = new Map<string, number>();
    const judged = verdicts ?? records.map((item, position) => this.judge(item, times[position] ?? NaN, range));
    // All that can fail comes before anything is noted: a page of which a part was noted would not come again as it was.
    const ids = records.map((item, position) => (isKept(judged[position]) ? idOf(item as ActivityRecord, twins) : undefined));
    for (let position = 0; position < records.length; position++) {
      const item = records[position];
      const time = times[position] ?? NaN;
      const verdict = judged[position] ?? "oddities";
      const id = ids[position];
      if (verdict === "excluded" || verdict === "strays" || verdict === "oddities") counts[verdict]++;
      else if (id !== undefined) {
        if (!wants || this.isKnown(id) || wants(time)) {
          const row = this.#rows.add(id, counts.records);
          if (row === undefined) {
            if (verdict === "unclear" || Number.isNaN(time) || (item as ActivityRecord)["id"] !== id) counts.oddities++;
            if (verdict === "unjudged") counts.unjudged++;
            if (source !== undefined) this.#given[counts.records] = { source, fullness: fullness(item as object) };
            counts.records++;
            added.push(time);
            continue;
          }
          const of = source === undefined ? "same" : this.#isBetter(row, item as object, source);
          if (of !== "less") replace.push({ position, record: row });
          if (of === "same" && time < own.to && time >= own.from) counts.duplicates++;
        }
      }
      skip.push(position);
    }
    return { skip, replace, added };
  }

  /** Of a record of which another source has given one, the fuller one counts, and the first source's where they say as much; of one source's, the later. */
  #isBetter(row: number, item: object, source: number): "same" | "better" | "less" {
    const had = this.#given[row];
    const given = { source, fullness: fullness(item) };
    const isSame = had === undefined || had.source === source;
    if (!isSame && (given.fullness < had.fullness || (given.fullness === had.fullness && source > had.source))) return "less";
    this.#given[row] = given;
    return isSame ? "same" : "better";
  }
}

/** `undefined`: it takes too long; `failed`: the test fails on this record. */
function answerOf(test: Test | undefined, record: ActivityRecord): boolean | "failed" | undefined {
  try {
    return test ? test(record) : true;
  } catch {
    return "failed";
  }
}

/** The record's id. None that is empty, or of which bytes could not be read: two different ones would be the same. */
export function ownId({ id }: ActivityRecord): string | undefined {
  return typeof id === "string" && id !== "" && !id.includes("\ufffd") ? id : undefined;
}

/** A record without id is known by its text; equal ones of one page are counted, so that none is lost. */
export function idOf(record: ActivityRecord, twins: Map<string, number>): string {
  const own = ownId(record);
  if (own !== undefined) return own;
  const text = recordKey(record);
  const count = (twins.get(text) ?? 0) + 1;
  twins.set(text, count);
  return `${text}#${count}`;
}
