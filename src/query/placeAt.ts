import { tokenize, type Token } from "./tokens.ts";

/** A place in a text where somebody writes: the word at hand, from `start` to `end`, and the tokens around it. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
  /** With a token of kind `end` at `start`. */
  readonly before: readonly Token[];
  /** What stands from `start` to `end`: nothing, a literal, an operator, or a path. None of a text whose quotes are not closed. */
  readonly standing: readonly Token[];
  /** With the token of kind `end`. */
  readonly after: readonly Token[];
  /** All of the text, as it is read without a question. */
  readonly tokens: readonly Token[];
}

const isQuoted = ({ kind, text, literal, start, end }: Token) =>
  kind === "literal" &&
  (literal === "string" || literal === "duration" || literal === "binary" || literal === "enum") &&
  end - start >= text.length;
const isSlash = ({ kind, text }: Token) => kind === "symbol" && (text === "/" || text === "[]");
/** Parts of one word as people see it: `status/errorCode`, `7d`. */
const isPart = (token: Token) => token.kind === "word" || isSlash(token) || (token.kind === "literal" && !isQuoted(token));

/** Two neighbours: a path goes on over blanks before its slash. */
const isOneWord = (left: Token | undefined, right: Token | undefined): boolean =>
  left !== undefined && right !== undefined && isPart(left) && isPart(right) && (left.end === right.start || isSlash(right));

/** The place at an offset; undefined within a comment. */
export function placeAt(text: string, offset: number): TextPlace | undefined {
  const tokens = tokenize(text);
  const last = tokens.length - 1;
  const at = firstEndingAt(tokens, offset);
  const touched = [at, at + 1].find((index) => {
    const token = tokens[index];
    if (!token || token.kind === "end" || token.start > offset) return false;
    const isWritten = token.kind !== "symbol" || isSlash(token);
    if (token.end === offset) return isWritten && !(isQuoted(token) && isClosed(token, text));
    return isWritten;
  });
  if (touched === undefined) {
    const behind = at < last && (tokens[at] as Token).end <= offset ? at : at - 1;
    // Also between the two slashes.
    const gap = text.slice(behind < 0 ? 0 : tokens[behind]?.end, offset + 1);
    if (gap.includes("//", gap.lastIndexOf("\n") + 1)) return undefined;
    return { start: offset, end: offset, before: cut(tokens, behind + 1, offset), standing: [], after: tokens.slice(behind + 1), tokens };
  }
  const token = tokens[touched] as Token;
  if (isQuoted(token) && token.start < offset && !isMeant(token, text)) {
    // What follows the quote is probably not meant to be in it.
    const isWithin = text.slice(token.start, offset).includes("'");
    const end = offset + ((isWithin ? /^[^'\s]*'?/ : /^\S*/).exec(text.slice(offset))?.[0].length ?? 0);
    return { start: token.start, end, before: cut(tokens, touched, token.start), standing: [], after: tokenize(text.slice(end)), tokens };
  }
  let [first, behind] = [touched, touched + 1];
  if (isPart(token)) {
    while (first > 0 && isOneWord(tokens[first - 1], tokens[first])) first--;
    while (behind < last && isOneWord(tokens[behind - 1], tokens[behind])) behind++;
  }
  const standing = tokens.slice(first, behind);
  const start = standing[0]?.start ?? offset;
  return {
    start,
    end: standing.at(-1)?.end ?? offset,
    before: cut(tokens, first, start),
    standing,
    after: tokens.slice(behind),
    tokens,
  };
}

function cut(tokens: readonly Token[], count: number, at: number): Token[] {
  const before = tokens.slice(0, count);
  before.push({ kind: "end", text: "", start: at, end: at });
  return before;
}

function firstEndingAt(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isClosed({ start, end }: Token, whole: string): boolean {
  return /^[^'"“”‘’]*["“”‘’']/u.exec(whole.slice(start, end - 1)) !== null && /["“”‘’']/u.test(whole.charAt(end - 1));
}

/** A quote that is missing takes the next one that stands somewhere: then a word follows directly, or a line lies between. */
const isMeant = (token: Token, whole: string) =>
  isClosed(token, whole) && !token.text.includes("\n") && !/[\p{L}\p{N}_]/u.test(whole.charAt(token.end));
