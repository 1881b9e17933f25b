import { reportById, type ReportId } from "../../reports/index.ts";
import { clauseWords, type ClauseWord } from "../clauseWords.ts";
import type { Reader } from "../reader.ts";
import type { Token } from "../tokens.ts";
import { isClause, keyOf } from "./clauseLike.ts";

/** In an inquiry, the clauses before the last one. */
export function passOverClauses(reader: Reader, seen: Set<string>): void {
  const places = clausePlaces(reader.tokens, reader.read);
  for (const key of keysAt(reader.tokens, places.slice(0, -1))) seen.add(key);
  const last = places.at(-1);
  if (last !== undefined) reader.jump(last);
}

/** Those that may still be written. */
export function freeClauses(report: ReportId, seen: ReadonlySet<string>, after: readonly Token[]): ClauseWord[] {
  const used = new Set([...seen, ...keysAt(after, clausePlaces(after, 0))]);
  return clauseWords.filter((clause) => !used.has(keyOf(clause)) && (clause !== "types" || reportById(report).types));
}

/** Where clauses begin among tokens: a word that has a slash or a colon beside it, or an operator behind it, is a name. */
function clausePlaces(tokens: readonly Token[], from: number): number[] {
  const places: number[] = [];
  for (let at = from; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as Token;
    if (kind !== "word" || !isClause(text.toLowerCase())) continue;
    const next = tokens[at + 1]?.text ?? "";
    if (next !== "/" && next !== ":" && tokens[at - 1]?.text !== "/" && !/^(eq|ne|g[te]|l[te]|in|has)$/i.test(next)) places.push(at);
  }
  return places;
}

const keysAt = (tokens: readonly Token[], places: readonly number[]): string[] =>
  places.map((at) => keyOf((tokens[at] as Token).text.toLowerCase() as ClauseWord));
