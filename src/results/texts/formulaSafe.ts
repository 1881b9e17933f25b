// Readers split a line where they choose to, at any of these, whatever stands in quotes; some take all of these for line breaks.
const ends = String.raw`,;\|\t\n\v\f\r\x1C-\x1E\x85\u2028\u2029`;
// What they drop from the start of a cell, do not show, or take away as quotes.
const unseen = String.raw`[[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800"]--[${ends}]]`;
// Full-width and small forms are signs of formulas to spreadsheets of East Asia.
const signs = String.raw`=+\-@＝＋－＠﹦﹢﹣﹫`;
// Some drop a tab or a carriage return at the start, and read what follows as a formula then.
const start = String.raw`${unseen}*(?:[${signs}\t]|\r(?!\n))`;

const risky = new RegExp(String.raw`(?:^|[${ends}])${start}|^[\r\n]`, "v");
const places = new RegExp(String.raw`(?<=^|[${ends}])(?=${start})|^(?=[\r\n])`, "gv");
const trimmed = new RegExp(String.raw`^(?:${unseen}|\t)$`, "v");
const end = new RegExp(String.raw`^[${ends}]$`, "v");

const listOrObject = /^[[{]/;
const literals = /"(?:[^"\\]|\\.)*"/g;
const signsInLiteral = new RegExp(String.raw`(?<=(?:^"|[${ends}])${unseen}*)[${signs}]`, "gv");
// A reader that splits before it ends the cell behind it, or finds a bracket there, with which nothing is a formula.
const numbersInJson = /(?<=[[,:])-?\d[\d.eE+-]*(?=[\]},])/g;

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The same JSON value, with signs of formulas as escapes; undefined when the text is no list and no object in JSON. */
function safeJson(text: string): string | undefined {
  if (!listOrObject.test(text)) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const safe = text.replaceAll(literals, (literal) => literal.replaceAll(signsInLiteral, escape));
  return risky.test(safe.replaceAll(literals, '"').replaceAll(numbersInJson, "0")) ? undefined : safe;
}

/**
 * A text that no spreadsheet takes for a formula, and of which none takes a part for one, when it splits the text at another separator than was meant.
 *
 * A part begins with the text, and behind `,`, `;`, `|`, a tab or a line break. It gets an apostrophe before it when it begins with `=`, `+`, `-`, `@`, one
 * of their wide forms, a tab or a carriage return; what cannot be seen before that (white space, control characters, zero-width marks, quotes) does not
 * count. In the JSON text of a list or an object the sign is written as its escape instead (`\u003d`): it stays the JSON text of the same value.
 */
export function formulaSafe(text: string): string {
  if (!risky.test(text)) return text;
  return safeJson(text) ?? text.replaceAll(places, "'");
}

/** Whether a reader that splits at another separator, and trims, finds the start of a cell behind this beginning of a line. */
export function isStart(line: string): boolean {
  let at = line.length;
  while (at > 0 && trimmed.test(line.charAt(at - 1))) at--;
  return at === 0 || end.test(line.charAt(at - 1));
}
