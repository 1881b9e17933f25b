/** How programs read a table that was made for another separator than theirs. */
export const separators = [",", ";", "\t"] as const;
export type Character = (typeof separators)[number];

// eslint-disable-next-line no-control-regex -- Python splits lines there
const lineBreak = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/u;

/** Knows no quotes. */
export const splitCells = (text: string, separator: Character): string[] => text.split(lineBreak).flatMap((line) => line.split(separator));

/** Takes a quote that begins a cell for one around it, as spreadsheets do, and what stands behind the closing one for more of the cell. */
export function spreadsheetCells(text: string, separator: Character): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at++) {
    let cell = "";
    if (text[at] === '"')
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') cell += text.charAt(at);
        else if (text[at + 1] === '"') cell += text.charAt(at++);
        else break;
      }
    if (text[at] === '"') at++;
    while (at < text.length && text[at] !== separator && !lineBreak.test(text.charAt(at))) cell += text.charAt(at++);
    cells.push(cell);
  }
  return cells;
}

/** What spreadsheets leave away, or do not show, before they look for the sign of a formula. */
const unseen = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800"]+/u;
const number = /^-\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** A number of a list in JSON text: with a bracket behind it nothing is a formula. */
const inList = /^-[\d.e+-]+[\]}]/i;

/** The cells that a spreadsheet would take for formulas; numbers are none. */
export const formulas = (cells: readonly string[]): string[] =>
  cells.filter((cell) => {
    const seen = cell.replace(unseen, "");
    return /^[=+\-@＝＋－＠]/u.test(seen) && !number.test(seen.trimEnd()) && !inList.test(seen);
  });
