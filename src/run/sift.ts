import type { ActivityRecord } from "../reports/report.ts";
import type { Stretch } from "./coverage.ts";
import { IdTable } from "./idTable.ts";
import { recordKey } from "./recordKey.ts";

export type Test = (record: ActivityRecord) => boolean;

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
}

const isRecord = (item: unknown): item is ActivityRecord => typeof item === "object" && item !== null && !Array.isArray(item);

/** Decides what of each page belongs to the result. */
export class Sift {
  readonly counts: SiftCounts = { records: 0, duplicates: 0, excluded: 0, strays: 0, oddities: 0 };
  readonly #here: Test | undefined;
  readonly #guard: Test | undefined;
  readonly #rows = new IdTable();

  /** `here`: what only this side evaluates; `guard`: the whole condition. */
  constructor(here: Test | undefined, guard: Test | undefined) {
    this.#here = here;
    this.#guard = guard;
  }

  /** A record that the result has already, in its order. */
  know(id: string | undefined): void {
    if (id !== undefined) this.#rows.add(id, this.counts.records);
    this.counts.records++;
  }

  /** Whether the record belongs to the query, `range` inclusive at both ends. One of which that cannot be told is kept. */
  judge(item: unknown, time: number, range: Stretch): "kept" | "excluded" | "strays" | "oddities" {
    const verdict = this.#verdict(item, time, range);
    return verdict === "unclear" ? "kept" : verdict;
  }

  #verdict(item: unknown, time: number, range: Stretch): "kept" | "unclear" | "excluded" | "strays" | "oddities" {
    if (!isRecord(item)) return "oddities";
    if (time < range.from || time > range.to) return "strays";
    const here = answerOf(this.#here, item);
    if (here === false) return "excluded";
    const guard = answerOf(this.#guard, item);
    if (guard === false) return "strays";
    return here && guard ? "kept" : "unclear";
  }

  isKnown(id: string): boolean {
    return this.#rows.get(id) !== undefined;
  }

  sift(records: readonly unknown[], times: Float64Array, { range, own, wants }: SiftOptions): Sifted {
    const { counts } = this;
    const [skip, replace, added]: [number[], Replacement[], number[]] = [[], [], []];
    const twins = new Map<string, number>();
    for (let position = 0; position < records.length; position++) {
      const item = records[position];
      const time = times[position] ?? NaN;
      const verdict = this.#verdict(item, time, range);
      if (verdict !== "kept" && verdict !== "unclear") counts[verdict]++;
      else {
        const id = idOf(item as ActivityRecord, twins);
        if (!wants || this.isKnown(id) || wants(time)) {
          const row = this.#rows.add(id, counts.records);
          if (row === undefined) {
            if (verdict === "unclear" || Number.isNaN(time) || (item as ActivityRecord)["id"] !== id) counts.oddities++;
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

/** Undefined: the test fails on this record. */
function answerOf(test: Test | undefined, record: ActivityRecord): boolean | undefined {
  try {
    return test ? test(record) : true;
  } catch {
    return undefined;
  }
}

/** A record without id is known by its text; equal ones of one page are counted, so that none is lost. */
export function idOf(record: ActivityRecord, twins: Map<string, number>): string {
  if (typeof record["id"] === "string") return record["id"];
  const text = recordKey(record);
  const count = (twins.get(text) ?? 0) + 1;
  twins.set(text, count);
  return `${text}#${count}`;
}
