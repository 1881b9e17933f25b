import type { GridRow, Row } from "../results/rows.ts";

/** The record that a row shows: of a line of repeats the latest. Heads of groups show none. */
export const shownRecord = (row: GridRow | undefined): Row | undefined => (row && "group" in row ? row.latest : row);
