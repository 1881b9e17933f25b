import type { CountMeasure, Counted, CountedPart } from "../measures.ts";
import { compareFor } from "../columns/compareCells.ts";
import { compareDifferent } from "../columns/comparePlaces.ts";
import { fieldOf, type Report } from "../../reports/index.ts";
import type { Cell } from "../rows.ts";
import type { Work } from "../steps.ts";
import { firstInOrder } from "../views/sortInSteps.ts";
import { distinctOf } from "./distinct.ts";
import type { Events } from "./events.ts";
import { eventsIn, noPart, partsOf } from "./parts.ts";
import type { PathValues } from "./pathValues.ts";
import { outcomesIn, span, tallyOf } from "./tally.ts";
import { writtenAt } from "./valueNumbers.ts";

const atOnce = 1024;

export interface CountSource {
  readonly report: Report;
  valuesAt(path: string, rows: Uint32Array): Work<PathValues>;
}

type CountAnswer = Pick<Counted, "parts" | "distinct" | "without">;

/** Counts events by the values of fields. */
export function* countParts(events: Events, { by, distinct, top, order }: CountMeasure, source: CountSource): Work<CountAnswer> {
  const paths: PathValues[] = [];
  for (const path of by) paths.push(yield* source.valuesAt(path, events.rows));
  const parts = yield* partsOf(events, paths);
  const tally = yield* tallyOf(events, parts);
  // Of several paths: without a value at any of them.
  const isNothing = (part: number): boolean => by.length > 1 && by.every((_, place) => parts.valueOf(place, part) === 0);
  let without = by.length === 0 ? 0 : events.rows.length - (yield* eventsIn(parts));
  const all = new Uint32Array(parts.count);
  let count = 0;
  for (let part = 0; part < parts.count; part++) {
    if (isNothing(part)) without += tally.events[part] ?? 0;
    else if (by.length === 0 || (tally.events[part] ?? 0) > 0) all[count++] = part;
    if (part % (16 * atOnce) === 0) yield;
  }
  const written: ((part: number) => Cell)[] = [];
  const compares: ((a: number, b: number) => number)[] = [];
  for (const [place, path] of paths.entries()) {
    const counts = path.isFolded ? yield* path.timesIn(events.rows) : undefined;
    const byValue = compareDifferent(path.values, compareFor(fieldOf(source.report, by[place] ?? "")?.kind));
    const isMissing = (part: number): boolean => parts.valueOf(place, part) === 0;
    const placeOf = (part: number): number => writtenAt(parts.valueOf(place, part), path, counts);
    written.push((part) => (isMissing(part) ? null : (path.values[placeOf(part)] ?? null)));
    compares.push((a, b) => (isMissing(a) || isMissing(b) ? Number(isMissing(b)) - Number(isMissing(a)) : byValue(placeOf(a), placeOf(b))));
  }
  const inOrder = (a: number, b: number): number => {
    const first = order === "newest" ? newer(tally.firsts[a] ?? 0, tally.firsts[b] ?? 0) : 0;
    let least = first || (tally.events[b] ?? 0) - (tally.events[a] ?? 0);
    for (let place = 0; least === 0 && place < compares.length; place++) least = compares[place]?.(a, b) ?? 0;
    return least;
  };
  const wanted = Math.min(count, Math.max(0, Math.trunc(top) || 0));
  const answered = yield* firstInOrder(all.subarray(0, count), wanted, inOrder);
  const places = new Uint32Array(parts.count).fill(noPart);
  for (const [place, part] of answered.entries()) places[part] = place;
  const different: Uint32Array[] = [];
  for (const path of distinct) {
    const values = yield* source.valuesAt(path, events.rows);
    different.push(yield* distinctOf(events, parts, places, answered.length, values));
  }
  const list: CountedPart[] = [];
  for (const [place, part] of answered.entries()) {
    list.push({
      values: written.map((at) => at(part)),
      events: tally.events[part] ?? 0,
      rows: tally.rows[part] ?? 0,
      outcomes: outcomesIn(tally, part),
      distinct: different.map((counts) => counts[place] ?? 0),
      ...span(tally.firsts[part] ?? Infinity, tally.lasts[part] ?? -Infinity),
    });
    if (place % atOnce === atOnce - 1) yield;
  }
  return { parts: list, distinct: count, without };
}

/** Those without a time are the oldest. */
const newer = (a: number, b: number): number => (a === b ? 0 : a === Infinity ? 1 : b === Infinity ? -1 : b - a);
