import type { Cell } from "../protocol.ts";

// What a spreadsheet takes for a formula, its wide forms included.
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const negative = /^-\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A cell for a spreadsheet: never a formula, and on one line. */
function tsvCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const safe = formula.test(cell) && !negative.test(cell) ? `'${cell}` : cell;
  return safe.replaceAll(/\r\n|[\t\r\n\u2028\u2029]/g, " ");
}

export const tsvLine = (cells: readonly Cell[]): string => cells.map(tsvCell).join("\t");
