import { clauseWords, type ClauseWord } from "../clauseWords.ts";
import { nearest } from "../nearest.ts";
import { otherClause } from "../otherClauses.ts";
import type { Reader } from "../reader.ts";

export const isClause = (word: string): word is ClauseWord => (clauseWords as readonly string[]).includes(word);

/** The clause that a word is, or was probably meant to be. */
export const clauseLike = (word: string) => (isClause(word) ? word : nearest(word, clauseWords));

/** The time range can be said in two ways, but once. */
export const keyOf = (clause: ClauseWord): string => (clause === "last" || clause === "from" ? "range" : clause);

/** A clause of another language, which ends the one at hand. */
export const isOther = (reader: Reader): boolean => reader.mayRepair && (reader.isPipe || otherClause(reader) !== undefined);

/** Passes over what stands before the next clause. */
export function skipToClause(reader: Reader): void {
  while (!reader.done && !clauseLike(reader.word()) && !isOther(reader)) reader.next();
}
