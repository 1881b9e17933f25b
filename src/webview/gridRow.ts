import type { GridRow, GroupRow, Row } from "../protocol.ts";

export const isHead = (row: GridRow | undefined): row is GroupRow => row !== undefined && "group" in row;

export const recordIn = (row: GridRow | undefined): Row | undefined => (row === undefined || "group" in row ? undefined : row);

/** Names a row across the orders of a view: a record by its number, a group by its value, as its number is its place. */
export const rowKey = (row: GridRow): number | string => ("group" in row ? JSON.stringify(row.value) : row.record);
