import type { Span } from "../../query/expression.ts";
import { rangeUnits } from "../../query/query.ts";
import type { ClauseWord } from "../../query/clauseWords.ts";
import { tokenize, type Token } from "../../query/tokens.ts";

export const tokenColours = ["clause", "field", "function", "operator", "text", "number", "comment"] as const;
export type TokenColour = (typeof tokenColours)[number];

export interface ColouredSpan extends Span {
  readonly colour: TokenColour;
}

const clauses: Readonly<Record<ClauseWord | "to" | "asc" | "desc", true>> = {
  last: true,
  from: true,
  to: true,
  types: true,
  where: true,
  columns: true,
  sort: true,
  asc: true,
  desc: true,
  take: true,
};
const operators = new Set("eq ne gt ge lt le has in add sub mul div divby mod and or not true false null".split(" "));

/** What each part of a query text is, by its form alone: the page knows no fields. Whatever is not named is a sign, or a blank. */
export function colouredSpans(text: string): ColouredSpan[] {
  const spans: ColouredSpan[] = [];
  const tokens = tokenize(text);
  let depth = 0;
  let end = 0;
  for (const [at, token] of tokens.entries()) {
    for (const comment of comments(text.slice(end, token.kind === "end" ? text.length : token.start)))
      spans.push({ colour: "comment", start: end + comment.start, end: end + comment.end });
    end = token.end;
    if (token.text === "(" && token.kind === "symbol") depth++;
    else if (token.text === ")" && token.kind === "symbol") depth--;
    const colour = colourOf(token, tokens[at - 1], tokens[at + 1], depth > 0);
    if (colour) spans.push({ colour, start: token.start, end: token.end });
  }
  return spans;
}

function comments(gap: string): Span[] {
  return gap.includes("//")
    ? Array.from(gap.matchAll(/\/\/[^\n]*/g), ({ index, 0: found }) => ({ start: index, end: index + found.length }))
    : [];
}

function colourOf(token: Token, before: Token | undefined, next: Token | undefined, isWithin: boolean): TokenColour | undefined {
  const { kind, literal, text } = token;
  if (kind === "end" || kind === "symbol") return undefined;
  if (kind === "foreign") return "operator";
  if (kind === "literal")
    return literal === "string" || literal === "enum" || literal === "binary" || literal === "guid" ? "text" : "number";
  const word = text.toLowerCase();
  const isCalled = next?.text === "(" && next.kind === "symbol";
  if (before?.text === "/" && before.kind === "symbol") return isCalled ? "function" : "field";
  if (next?.text === "/" && next.kind === "symbol") return "field";
  if (before?.literal === "integer" && before.end === token.start && rangeUnits.some((unit) => unit === word)) return "number";
  if (operators.has(word)) return "operator";
  if (before === undefined || (!isWithin && Object.hasOwn(clauses, word))) return "clause";
  return isCalled ? "function" : "field";
}
