import type { Cell } from "../../protocol.ts";
import { formulaSafe } from "./formulaSafe.ts";

/** A cell for a spreadsheet: never a formula, and on one line. */
function tsvCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  return formulaSafe(cell).replaceAll(/\r\n|[\t\r\n\u2028\u2029]/g, " ");
}

export const tsvLine = (cells: readonly Cell[]): string => cells.map(tsvCell).join("\t");
