import type { Cell } from "../rows.ts";
import type { TextForm } from "../api.ts";
import { isExposed } from "./csv.ts";
import { formulaSafe } from "./formulaSafe.ts";

/** A cell is on one line and in one column. */
const onOneLine = (text: string): string => text.replaceAll(/\r\n|[\t\v\f\r\n\u0085\u2028\u2029]/g, " ");

/** Spreadsheets take a quote at the start for one around the cell, and what follows it, lines too, into that cell. */
const quoted = (text: string): string => (text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text);

/** A line for the clipboard. `spreadsheetSafe`: as in CSV files, nothing in it is a formula. */
export function tsvLine(cells: readonly Cell[], form: TextForm = "spreadsheetSafe"): string {
  const isSafe = form === "spreadsheetSafe";
  let line = "";
  for (const [index, cell] of cells.entries()) {
    if (index > 0) line += "\t";
    if (typeof cell === "string") line += quoted(isSafe ? formulaSafe(onOneLine(cell)) : onOneLine(cell));
    else if (cell !== null) line += `${isSafe && isExposed(cells, index, line, "tab") ? "'" : ""}${String(cell)}`;
  }
  return line;
}
