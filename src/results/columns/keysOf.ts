import type { Cell } from "../rows.ts";
import type { StoredColumn } from "./storedColumn.ts";
import type { Compare } from "./compareCells.ts";
import { comparePlaces } from "./comparePlaces.ts";
import { wholes, type Keys } from "./encoding.ts";
import { sortInSteps } from "../views/sortInSteps.ts";
import type { Work } from "../steps.ts";

const keysAtOnce = 16_384;
const cellsAtOnce = 1024;

/** Keys in the order of a column's values, for rows none of which is odd. */
export function* keysOf(column: StoredColumn, rows: Uint32Array): Work<Keys> {
  const values = new Float64Array(rows.length);
  let exact = true;
  let before = stateOf(column);
  for (let from = 0; from < rows.length;) {
    // Those of instants count from the first of all.
    if (column.instants) return column.keys(rows);
    const part = column.keys(rows.subarray(from, from + keysAtOnce));
    values.set(part.values, from);
    exact &&= part.exact;
    from += part.values.length;
    yield;
    const state = stateOf(column);
    if (state.every((one, index) => one === before[index])) continue;
    // A page came with other values: keys are not what they were.
    before = state;
    from = 0;
    exact = true;
  }
  return { values, exact };
}

const stateOf = ({ dictionary, spread }: StoredColumn): readonly unknown[] => [dictionary ?? spread, dictionary?.values.length];

/** Keys in the order of cells that no column has, or not for all rows. */
export function* keysOfCells(rows: Uint32Array, cellsOf: (rows: Uint32Array) => readonly Cell[], compare: Compare): Work<Keys> {
  const values = new Float64Array(rows.length);
  const places = new Map<Cell, number>();
  for (let from = 0; from < rows.length; from += cellsAtOnce) {
    for (const [index, cell] of cellsOf(rows.subarray(from, from + cellsAtOnce)).entries()) {
      const place = places.get(cell) ?? places.size;
      places.set(cell, place);
      values[from + index] = place;
    }
    yield;
  }
  const byValue = comparePlaces([...places.keys()], compare);
  const sorted = yield* sortInSteps(wholes(0, places.size), (a, b) => byValue(a, b) || a - b);
  const ranks = new Float64Array(sorted.length);
  for (let index = 1; index < sorted.length; index++) {
    const [before = 0, place = 0] = [sorted[index - 1], sorted[index]];
    ranks[place] = (ranks[before] ?? 0) + (byValue(before, place) === 0 ? 0 : 1);
  }
  for (let index = 0; index < values.length; index++) values[index] = ranks[values[index] ?? 0] ?? 0;
  return { values, exact: true };
}
