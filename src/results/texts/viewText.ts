import { fieldOf } from "../../reports/index.ts";
import type { ExportOrder } from "../api.ts";
import type { RowRange } from "../rows.ts";
import type { StoredRecords } from "../storedRecords.ts";
import type { ViewRows } from "../views/viewRows.ts";
import type { ExportSource } from "./export.ts";
import { groupTable, repeatsTable, type GroupTable } from "./groupTable.ts";
import { tableOf, textOf, type TextFormat } from "./textOf.ts";

/** Selected rows of a view as text. */
export function viewText(rows: ViewRows, ranges: readonly RowRange[], format: TextFormat, stored: StoredRecords): string {
  const isTable = format.format === "tsv" || format.format === "markdown";
  const columns = format.columns.map((path) => ({ path, label: fieldOf(stored.report, path)?.label ?? path }));
  const table = isTable && format.groups ? tableOfRows(rows, columns, stored, ranges) : undefined;
  if (table) return tableOf(table, format);
  // A line of repeats is a record to whoever sees it: it stands for the latest in a cell, and whole records are all of them.
  const lines = rows.isFolded && isTable ? rows.lines(ranges) : undefined;
  const records = lines ? Uint32Array.from(lines, ({ latest = 0 }) => latest) : rows.records(ranges, rows.isFolded ? "whole" : "none");
  return textOf(records, format, stored);
}

/** The records that an export means, in their order as it is now, and where it gets them. */
export interface Exported {
  readonly records: Uint32Array;
  readonly source: ExportSource;
}

export function exportedRows(rows: ViewRows, order: Pick<ExportOrder, "ranges" | "columns" | "groups">, stored: StoredRecords): Exported {
  const source: ExportSource = {
    pages: stored.pages,
    areInMemory: (paths) => paths.every((path) => stored.columns.at(path)?.odd === 0),
    cells: (some, paths) => stored.cells.cells(some, paths),
  };
  const table = order.groups ? tableOfRows(rows, order.columns, stored) : undefined;
  if (table) return { records: new Uint32Array(0), source: { ...source, table } };
  return { records: rows.records(order.ranges, rows.isFolded ? "whole" : "none").slice(), source };
}

/** Of groups, all or those selected; `undefined` when it is records that are selected. */
function tableOfRows(
  rows: ViewRows,
  columns: readonly { readonly path: string; readonly label: string }[],
  { report, cells }: StoredRecords,
  ranges?: readonly RowRange[],
): GroupTable | undefined {
  const lines = rows.lines(ranges);
  if (!lines) return undefined;
  return rows.isFolded ? repeatsTable(lines, columns, cells) : groupTable(lines, rows.paths, report);
}
