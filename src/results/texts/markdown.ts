import type { Cell } from "../rows.ts";

// Words, numbers and times that no renderer takes for anything but text: no sign of markup, and nothing that trackers make a link, a picture, a name
// to notify or a number of an issue of, which they do after the markup was read, so that no escape keeps them from it.
const plain = /^(?![\p{P}\s])(?:[\p{L}\p{M}\p{N} ,'()]|(?<=\d)[.:](?=\d)|(?<=\p{L})\.(?= |$)|(?<=[\p{L}\p{N} ])-(?=[\p{L}\p{N} ]))*$/u;
/** `GH-12`, `OPS-7`: trackers make a link of such a key of an issue. */
export const issueKey = /(?<![\p{L}\p{N}-])\p{L}[\p{L}\p{N}]*-\d+(?![\p{L}\p{N}-])/u;

// What draws nothing or turns the direction around would change how the cells beside it are read.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const lineBreaks = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g;
const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
};

/** As code: there nothing is markup but the marks that end it, and those are more than the text has in a row. */
function code(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  const marks = "`".repeat(longest + 1);
  // A renderer takes one space from both ends when there is one at both.
  const isPadded = /^`|`$|^ .* $/.test(text) && text.trim() !== "";
  return `${marks}${isPadded ? ` ${text} ` : text}${marks}`;
}

/** A cell's text as it stands in a table of Markdown: the same text to whoever reads the table, and no markup, whatever it is. */
export function markdownText(text: string): string {
  const shown = text.replaceAll(lineBreaks, "⏎").replaceAll(unseen, escaped);
  if (plain.test(shown) && !issueKey.test(shown)) return shown;
  // A bar ends a cell, in code too, and not all readers take the same escape for one: it stands between pieces of code.
  return shown
    .split("|")
    .map((piece) => (piece === "" ? "" : code(piece)))
    .join("&#124;");
}

/** A line of a table. */
export const markdownLine = (cells: readonly Cell[]): string =>
  `| ${cells.map((cell) => (typeof cell === "string" ? markdownText(cell) : cell === null ? "" : String(cell))).join(" | ")} |`;

/** The first two lines: the names of the columns, and the line that makes it a table. */
export const markdownHead = (labels: readonly string[]): readonly [string, string] => [
  markdownLine(labels),
  `| ${labels.map(() => "---").join(" | ")} |`,
];
