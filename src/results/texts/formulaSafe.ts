// Readers split a line where they choose to, at any of these, whatever stands in quotes; some take all of these for line breaks.
const ends = String.raw`,;\|\t\n\v\f\r\x1C-\x1E\x85\u2028\u2029`;
const end = new RegExp(`[${ends}]`, "g");
// What they drop from the start of a cell, do not show, or take away as quotes.
const unseen = new RegExp(String.raw`[[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800"]--[${ends}]]`, "v");
// Full-width and small forms are signs of formulas to spreadsheets of East Asia. Some drop a tab, and read what follows as a formula then.
const signs = new Set("=+-@＝＋－＠﹦﹢﹣﹫\t");

// Most texts are so; this is told sooner than the rest.
const isOnePart = new RegExp(`^[A-Za-z0-9][^${ends}]*$`);

const listOrObject = /^[[{]/;
const negativeInJson = /-\d[\d.eE+-]*(?=[\]},])/y;
const quote = 0x22;
const backslash = 0x5c;
const tab = 0x09;

/** A part of a text that could be taken for a formula: where it starts, and where the sign is. */
interface Risk {
  readonly start: number;
  readonly sign: number;
}

// Loops and no longer expressions: those keep on a stack how far they came, and a text of some ten million marks is too much for it.
function risksIn(text: string): Risk[] {
  const risks: Risk[] = [];
  for (let start: number | undefined = 0; start !== undefined; start = nextStart(text, start)) {
    let at = start;
    for (let point = text.codePointAt(at); point !== undefined && isUnseen(point); point = text.codePointAt(at))
      at += point > 0xffff ? 2 : 1;
    if (isSign(text, at) || (start === 0 && /^[\r\n]/.test(text))) risks.push({ start, sign: at });
  }
  return risks;
}

function nextStart(text: string, from: number): number | undefined {
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : undefined;
}

// Letters and digits of most texts need no look into the tables.
const isUnseen = (point: number): boolean =>
  !(point > 0x22 && point < 0x7f) && !Number.isNaN(point) && unseen.test(String.fromCodePoint(point));

const isSign = (text: string, at: number): boolean =>
  signs.has(text.charAt(at)) || (text.charAt(at) === "\r" && text.charAt(at + 1) !== "\n");

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The same JSON value, with signs of formulas as escapes; undefined when the text is no list and no object in JSON. */
function safeJson(text: string, risks: readonly Risk[]): string | undefined {
  if (!listOrObject.test(text)) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let safe = "";
  let done = 0;
  let at = 0;
  let isInText = false;
  for (const { start, sign } of risks) {
    for (; at < sign; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) isInText = !isInText;
      else if (code === backslash) at++;
    }
    if (isInText) {
      safe += text.slice(done, sign) + escaped(text.charAt(sign));
      done = sign + 1;
    } else if (start !== sign || !isNegative(text, sign)) return undefined;
  }
  return safe + text.slice(done);
}

/** A reader that splits before such a number ends the cell behind it, or finds a bracket there, with which nothing is a formula. */
function isNegative(text: string, at: number): boolean {
  negativeInJson.lastIndex = at;
  return text.charAt(at - 1) === "," && negativeInJson.test(text);
}

/**
 * A text that no spreadsheet takes for a formula, and of which none takes a part for one, when it splits the text at another separator than was meant.
 *
 * A part begins with the text, and behind `,`, `;`, `|`, a tab or a line break. It gets an apostrophe before it when it begins with `=`, `+`, `-`, `@`, one
 * of their wide forms, a tab or a carriage return; what cannot be seen before that (white space, control characters, zero-width marks, quotes) does not
 * count. In the JSON text of a list or an object the sign is written as its escape instead (`\u003d`): it stays the JSON text of the same value.
 */
export function formulaSafe(text: string): string {
  if (isOnePart.test(text)) return text;
  const risks = risksIn(text);
  if (risks.length === 0) return text;
  return (
    safeJson(text, risks) ?? [0, ...risks.map(({ start }) => start)].map((from, index) => text.slice(from, risks[index]?.start)).join("'")
  );
}

/** Whether a reader that splits at another separator, and trims, finds the start of a cell behind this beginning of a line. */
export function isStart(line: string): boolean {
  let at = line.length;
  for (let point = pointBefore(line, at); point === tab || isUnseen(point); point = pointBefore(line, at)) at -= point > 0xffff ? 2 : 1;
  return at === 0 || nextStart(line, at - 1) === at;
}

/** NaN at the beginning. */
function pointBefore(text: string, at: number): number {
  const pair = at > 1 ? (text.codePointAt(at - 2) ?? 0) : 0;
  return pair > 0xffff ? pair : text.charCodeAt(at - 1);
}
