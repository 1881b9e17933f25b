import type { GridRow, GroupRow, Row } from "../../protocol/grid.ts";

export const isHead = (row: GridRow | undefined): row is GroupRow => row !== undefined && "group" in row;

/** The record that a row shows: of a line of repeats the latest. */
export const recordIn = (row: GridRow | undefined): Row | undefined => (isHead(row) ? row.latest : row);

/** A line into which repeats are folded: it shows a record, and heads the others. */
export const isFold = (row: GridRow | undefined): row is GroupRow & Required<Pick<GroupRow, "latest">> =>
  isHead(row) && row.latest !== undefined;

/** Names a row across the orders of a view: a record by its number, a group by its value, as its number is its place, and a line of repeats by its latest. */
export function rowKey(row: GridRow): number | string {
  if (!isHead(row)) return row.record;
  if (row.latest) return `repeats of ${String(row.latest.record)}`;
  return JSON.stringify(row.within ? [row.within.value, row.value] : row.value);
}
