import type { GridRow, Row } from "../../../src/protocol/grid.ts";

/** Rows without the heads of groups. */
export const recordsOf = (rows: readonly GridRow[]): Row[] => rows.filter((row) => "record" in row);
