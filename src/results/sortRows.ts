import type { Cell } from "../protocol.ts";
import { argsort } from "./argsort.ts";
import type { Compare } from "./compareCells.ts";
import type { Keys } from "./encoding.ts";

/** One level of an order. */
export interface SortLevel {
  readonly descending: boolean;
  readonly compare: Compare;
  keys(rows: Uint32Array): Keys;
  cells(rows: Uint32Array): Cell[];
}

/** Rows in order; those equal at all levels keep theirs. */
export function sortRows(rows: Uint32Array, levels: readonly SortLevel[]): Uint32Array {
  return levels.reduceRight(sortByLevel, rows);
}

function sortByLevel(rows: Uint32Array, level: SortLevel): Uint32Array {
  const { values, exact } = level.keys(rows);
  if (level.descending) for (let index = 0; index < values.length; index++) values[index] = -(values[index] ?? 0);
  const places = argsort(values);
  const sorted = new Uint32Array(rows.length);
  for (let index = 0; index < places.length; index++) sorted[index] = rows[places[index] ?? 0] ?? 0;
  if (exact) return sorted;
  const keyAt = (place: number) => values[places[place] ?? 0];
  for (let start = 0; start < sorted.length;) {
    const key = keyAt(start);
    let end = start + 1;
    while (end < sorted.length && keyAt(end) === key) end++;
    // Missing values, which have an infinite key, are all the same.
    if (end - start > 1 && Number.isFinite(key)) sortEquals(sorted.subarray(start, end), level);
    start = end;
  }
  return sorted;
}

/** Rows whose keys do not part them, by their cells. */
function sortEquals(rows: Uint32Array, { cells, compare, descending }: SortLevel): void {
  rows.set(sortBy(rows, rankCells(cells(rows), compare), descending));
}

function sortBy(rows: Uint32Array, ranks: Float64Array, descending: boolean): Uint32Array {
  return argsort(descending ? ranks.map((rank) => -rank) : ranks).map((place) => rows[place] ?? 0);
}

/** Numbers in the order of the cells, the same for cells that compare as equal. */
export function rankCells(cells: readonly Cell[], compare: Compare): Float64Array {
  const different = [...new Set(cells)].sort(compare);
  const ranks = new Map<Cell, number>();
  let rank = 0;
  for (const [index, cell] of different.entries()) {
    if (index > 0 && compare(different[index - 1] ?? null, cell) !== 0) rank++;
    ranks.set(cell, rank);
  }
  return Float64Array.from(cells, (cell) => ranks.get(cell) ?? 0);
}
