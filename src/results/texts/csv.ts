import type { Cell } from "../rows.ts";
import type { CsvStyle, Separator } from "../api.ts";
import { formulaSafe, isStart } from "./formulaSafe.ts";

const characters: Readonly<Record<Separator, string>> = { comma: ",", semicolon: ";", tab: "\t" };

// Some readers drop white space at the ends of what is not quoted.
const needsQuotes: Readonly<Record<Separator, RegExp>> = {
  comma: /[",\r\n]|^\s|\s$/,
  semicolon: /[";\r\n]|^\s|\s$/,
  tab: /["\t\r\n]|^\s|\s$/,
};

const escaped = (surrogate: string): string => `\\u${surrogate.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** As the grid shows half characters: UTF-8 has none, and the encoder would replace them all by the same one. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, escaped);

/**
 * Whether a number at this place could begin a formula: a reader that splits at another separator takes what follows into the same cell (`-5,5+1` is
 * `-5.5+1` where numbers have a decimal comma). That is so at the beginning of a line, and behind a tab: a tab does not part the number from the separator
 * that ends the text before it.
 */
export function isExposed(cells: readonly Cell[], index: number, line: string, separator: Separator): boolean {
  const cell = cells[index];
  if (typeof cell !== "number" || cell >= 0 || cells.length === 1) return false;
  return index === 0 || (separator === "tab" && isStart(line));
}

/**
 * Makes lines of RFC 4180, or of its like with another separator, each with its end. A missing value and an empty text are both nothing.
 *
 * `spreadsheetSafe`: no text is a formula to a spreadsheet, see `formulaSafe`. What counts is what the record has, not what it looks like: a number is
 * written as it is, `-5` being none, a text `-5` gets an apostrophe. Only a number below zero that begins a line of several cells gets one too.
 * `plain`: a reader finds exactly the values, in the texts' own characters; it is for programs.
 */
export function csvLines({ separator, form }: CsvStyle): (cells: readonly Cell[]) => string {
  const character = characters[separator];
  const quoted = needsQuotes[separator];
  const isSafe = form === "spreadsheetSafe";
  const written = (text: string): string => (quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return (cells) => {
    let line = "";
    for (const [index, cell] of cells.entries()) {
      if (index > 0) line += character;
      if (typeof cell === "string") line += written(wellFormed(isSafe ? formulaSafe(cell) : cell));
      else if (cell !== null) line += `${isSafe && isExposed(cells, index, line, separator) ? "'" : ""}${String(cell)}`;
    }
    // An empty line would be no line to most readers.
    return `${line === "" ? '""' : line}\r\n`;
  };
}

const usual = csvLines({ separator: "comma", form: "spreadsheetSafe" });

/** A line with commas, safe for spreadsheets. */
export const csvLine = (cells: readonly Cell[]): string => usual(cells);
