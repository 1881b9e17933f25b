import type { Cell } from "../rows.ts";
import { argsortInSteps } from "./argsort.ts";
import type { Compare } from "../columns/compareCells.ts";
import { wholes, type Keys } from "../columns/encoding.ts";
import { sortInSteps } from "./sortInSteps.ts";
import { atOnce, looksAtOnce, type Work } from "../steps.ts";
import { comparePlaces } from "../columns/comparePlaces.ts";

const rowsAtOnce = 2048;

/** One level of an order. */
export interface SortLevel {
  readonly descending: boolean;
  readonly compare: Compare;
  keysInSteps(rows: Uint32Array): Work<Keys>;
  cells(rows: Uint32Array): Cell[];
}

/** Rows in order; those equal at all levels keep theirs. */
export const sortRows = (rows: Uint32Array, levels: readonly SortLevel[]): Uint32Array => atOnce(sortRowsInSteps(rows, levels));

export function* sortRowsInSteps(rows: Uint32Array, levels: readonly SortLevel[]): Work<Uint32Array> {
  let sorted = rows;
  // Each row is its own place, until a level has moved some.
  let areAll = rows.length === (rows.at(-1) ?? -1) + 1 && isAscending(rows);
  for (const level of levels.toReversed()) {
    sorted = yield* sortByLevel(sorted, level, areAll);
    areAll = false;
  }
  return sorted;
}

function isAscending(rows: Uint32Array): boolean {
  for (let index = 1; index < rows.length; index++) if ((rows[index] ?? 0) <= (rows[index - 1] ?? 0)) return false;
  return true;
}

function* sortByLevel(rows: Uint32Array, level: SortLevel, areAll: boolean): Work<Uint32Array> {
  const { values, exact } = yield* level.keysInSteps(rows);
  yield;
  if (level.descending)
    for (let index = 0; index < values.length; index++) {
      values[index] = -(values[index] ?? 0);
      if (index % looksAtOnce === 0) yield;
    }
  const places = yield* argsortInSteps(values);
  const sorted = areAll ? places.slice() : new Uint32Array(rows.length);
  if (!areAll)
    for (let index = 0; index < places.length; index++) {
      sorted[index] = rows[places[index] ?? 0] ?? 0;
      if (index % looksAtOnce === 0) yield;
    }
  yield;
  if (exact) return sorted;
  const keyAt = (place: number) => values[places[place] ?? 0];
  for (let start = 0; start < sorted.length;) {
    const key = keyAt(start);
    let end = start + 1;
    while (end < sorted.length && keyAt(end) === key) end++;
    // Missing values, which have an infinite key, are all the same.
    if (end - start > 1 && Number.isFinite(key)) yield* sortEquals(sorted.subarray(start, end), level);
    start = end;
  }
  return sorted;
}

/** Rows whose keys do not part them, by their cells. */
function* sortEquals(rows: Uint32Array, { cells: cellsOf, compare, descending }: SortLevel): Work<void> {
  const cells: Cell[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    for (const cell of cellsOf(rows.subarray(from, from + rowsAtOnce))) cells.push(cell);
    yield;
  }
  const byCell = comparePlaces(cells, compare);
  const places = yield* sortInSteps(wholes(0, rows.length), (a, b) => (descending ? byCell(b, a) : byCell(a, b)) || a - b);
  const before = rows.slice();
  for (let index = 0; index < places.length; index++) rows[index] = before[places[index] ?? 0] ?? 0;
}
