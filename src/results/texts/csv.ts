import type { Cell } from "../../protocol.ts";
import { formulaSafe } from "./formulaSafe.ts";

// Some readers drop white space at the ends of what is not quoted.
const needsQuotes = /[",\r\n]|^\s|\s$/;

const escaped = (surrogate: string): string => `\\u${surrogate.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** As the grid shows half characters: UTF-8 has none, and the encoder would replace them all by the same one. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, escaped);

function csvCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = wellFormed(formulaSafe(cell));
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of RFC 4180 with its end; no cell is a formula to a spreadsheet. A missing value and an empty text are both nothing. */
export function csvLine(cells: readonly Cell[]): string {
  const line = cells.map(csvCell).join(",");
  // An empty line would be no line to most readers.
  return `${line === "" ? '""' : line}\r\n`;
}
