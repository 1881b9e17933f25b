import { argsortInSteps } from "../argsort.ts";
import type { RowTimes } from "../../columns/rowTimes.ts";
import { looksAtOnce, type Work } from "../../steps.ts";
import type { GroupLevel } from "./groupLevels.ts";

const slowRowsAtOnce = 1024;

/** The groups of a view in their order, each with its records: as they were at one moment. A group's number is its place, those inside others behind all outer ones. */
export interface GroupOrder {
  /** By group, at its level. */
  readonly codes: Uint32Array;
  /** How many are outer ones. */
  readonly outer: number;
  /** By outer group, the first of those inside it, and one more entry for the end; missing where there is one level. */
  readonly inside?: Uint32Array;
  /** By group inside another: that one. */
  readonly parents?: Uint32Array;
  /** All records, one innermost group behind the other, in each the order of the view. */
  readonly records: Uint32Array;
  /** By innermost group, counted from the first of them: where its records begin, and one more entry for the end. */
  readonly starts: Uint32Array;
  /** Of each group of repeats, the latest record. */
  readonly latest?: Uint32Array;
}

/** The records of a group, one behind the other. */
export function recordsOf({ outer, inside, records, starts }: GroupOrder, group: number): Uint32Array {
  const [first, end] =
    !inside ? [group, group + 1]
    : group < outer ? [(inside[group] ?? 0) - outer, (inside[group + 1] ?? 0) - outer]
    : [group - outer, group - outer + 1]; // prettier-ignore
  return records.subarray(starts[first] ?? 0, starts[end] ?? 0);
}

/** The codes that have rows, those with most rows first, equal ones as they were. */
export function* bySize(codes: Uint32Array, sizes: Uint32Array): Work<Uint32Array<ArrayBuffer>> {
  const filled = new Uint32Array(codes.length);
  const keys = new Float64Array(codes.length);
  let count = 0;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (!sizes[code]) continue;
    keys[count] = -(sizes[code] ?? 0);
    filled[count++] = code;
    if (count % looksAtOnce === 0) yield;
  }
  const places = yield* argsortInSteps(keys.subarray(0, count));
  const sorted = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    sorted[index] = filled[places[index] ?? 0] ?? 0;
    if (index % looksAtOnce === 0) yield;
  }
  return sorted;
}

/** Groups inside others, brought behind each other in the order of those: they keep their own order. */
export function* inParents(
  outer: Uint32Array,
  inner: Uint32Array,
  level: GroupLevel,
  outerCodes: number,
): Work<Required<Pick<GroupOrder, "codes" | "outer" | "inside" | "parents">>> {
  const placeOf = new Uint32Array(outerCodes);
  for (let place = 0; place < outer.length; place++) {
    placeOf[outer[place] ?? 0] = place;
    if (place % looksAtOnce === 0) yield;
  }
  const inside = new Uint32Array(outer.length + 1);
  for (let index = 0; index < inner.length; index++) {
    const end = (placeOf[level.parentOf(inner[index] ?? 0)] ?? 0) + 1;
    inside[end] = (inside[end] ?? 0) + 1;
    if (index % looksAtOnce === 0) yield;
  }
  inside[0] = outer.length;
  for (let place = 1; place < inside.length; place++) {
    inside[place] = (inside[place] ?? 0) + (inside[place - 1] ?? 0);
    if (place % looksAtOnce === 0) yield;
  }
  const next = inside.slice();
  const codes = new Uint32Array(outer.length + inner.length);
  const parents = new Uint32Array(inner.length);
  codes.set(outer);
  for (let index = 0; index < inner.length; index++) {
    if (index % looksAtOnce === 0) yield;
    const code = inner[index] ?? 0;
    const parent = placeOf[level.parentOf(code)] ?? 0;
    const group = next[parent] ?? 0;
    next[parent] = group + 1;
    codes[group] = code;
    parents[group - outer.length] = parent;
  }
  return { codes, outer: outer.length, inside, parents };
}

/** Rows parted by their codes: those of one group behind those of another, in the order in which they are given. */
export function* parted(
  rows: Uint32Array,
  rowCodes: Uint32Array,
  groups: Uint32Array,
  sizes: Uint32Array,
): Work<Pick<GroupOrder, "records" | "starts">> {
  const starts = new Uint32Array(groups.length + 1);
  const next = new Uint32Array(sizes.length);
  let length = 0;
  for (let place = 0; place < groups.length; place++) {
    const code = groups[place] ?? 0;
    next[code] = starts[place] = length;
    length += sizes[code] ?? 0;
    if (place % looksAtOnce === 0) yield;
  }
  starts[groups.length] = length;
  const records = new Uint32Array(length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const code = rowCodes[row] ?? 0;
    const place = next[code] ?? 0;
    records[place] = row;
    next[code] = place + 1;
    if (index % looksAtOnce === 0) yield;
  }
  return { records, starts };
}

/**
 * The latest row of each code, codes in the order in which those rows stand. Of rows of one time, and of those without any, the first is the latest.
 */
export function* byLatest(
  rows: Uint32Array,
  rowCodes: Uint32Array,
  count: number,
  times: Pick<RowTimes, "isSlow" | "read">,
): Work<{ readonly codes: Uint32Array; readonly latest: Uint32Array }> {
  const bestTime = new Float64Array(count).fill(NaN);
  /** Behind the place of the latest row. */
  const bestPlace = new Uint32Array(count);
  for (let from = 0; from < rows.length;) {
    const some = rows.subarray(from, from + (times.isSlow ? slowRowsAtOnce : looksAtOnce));
    const ms = new Float64Array(some.length);
    times.read(some, ms);
    for (let index = 0; index < some.length; index++) {
      const code = rowCodes[some[index] ?? 0] ?? 0;
      const [time, best] = [ms[index] ?? NaN, bestTime[code] ?? NaN];
      if (bestPlace[code] !== 0 && !(time > best) && !(Number.isNaN(best) && !Number.isNaN(time))) continue;
      bestTime[code] = time;
      bestPlace[code] = from + index + 1;
    }
    from += some.length;
    yield;
  }
  const codes = new Uint32Array(count);
  const latest = new Uint32Array(count);
  let found = 0;
  for (let place = 0; place < rows.length; place++) {
    if (place % looksAtOnce === 0) yield;
    const row = rows[place] ?? 0;
    const code = rowCodes[row] ?? 0;
    if (bestPlace[code] !== place + 1) continue;
    codes[found] = code;
    latest[found++] = row;
  }
  yield;
  return { codes: codes.slice(0, found), latest: latest.slice(0, found) };
}
