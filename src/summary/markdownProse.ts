import { issueKey, markdownText } from "../results/texts/markdown.ts";

/**
 * A word that no renderer takes for anything but text: letters, digits and the signs that sentences have, and nothing that is markup or that trackers make a link, a picture or
 * a name to notify of. Full stops and colons stand at its end or between digits, so that it is no address.
 */
const plainWord = /^(?:[\p{L}\p{M}\p{N},'’()“”%→–…]|(?<=\d)[.:](?=\d)|(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}]))*[.:;?!]?$/u;
/** At the beginning of a line this would begin a list. */
const listMark = /^(\d+)([.)])$/;

/** Words of a sentence or a table's cell, some of them of records: the same text to whoever reads it, and no markup, whatever it is. Words that could be any stand as code. */
export function markdownProse(text: string): string {
  const pieces: { text: string; readonly isPlain: boolean }[] = [];
  for (const [index, word] of text
    .replaceAll(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/g, "⏎")
    .split(" ")
    .entries()) {
    const isMark = index === 0 && listMark.test(word);
    const isPlain = isMark || (plainWord.test(word) && !issueKey.test(word));
    const last = pieces.at(-1);
    const written = isMark ? word.replace(listMark, "$1\\$2") : word;
    if (last?.isPlain === isPlain) last.text += ` ${written}`;
    else pieces.push({ text: written, isPlain });
  }
  return pieces.map((piece) => (piece.isPlain ? piece.text : code(piece.text))).join(" ");
}

// Quotation marks around a name and what ends a sentence do not belong to the code, as long as some is left.
function code(text: string): string {
  const [, before = "", inner = "", after = ""] = /^(“*)(.*?)(”*[,.;:]*)$/su.exec(text) ?? [];
  const shown = markdownText(inner);
  return shown === inner ? markdownText(text) : `${before}${shown}${after}`;
}
