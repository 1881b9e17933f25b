import { parseQuery, printRange } from "../../query/index.ts";
import { membersOf, reportIn, type BrokenQuery, type EntryPlace, type QueryList, type SavedQuery } from "./queryEntries.ts";
import type { QueryRef } from "../../sessions/queryRef.ts";

/** Counts those that are equal in all but their place. */
function numbered(): (ref: Omit<QueryRef, "nth">) => QueryRef {
  const counts = new Map<string, number>();
  return (ref) => {
    const key = JSON.stringify([ref.report, ref.name]);
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    return { ...ref, nth };
  };
}

/** What a list says, entry for entry. */
export function readEntries(list: QueryList): readonly (SavedQuery | BrokenQuery)[] {
  const number = numbered();
  return list.entries.map((entry, index) => readEntry(entry, { list, index }, number));
}

function readEntry(entry: unknown, place: EntryPlace, number: ReturnType<typeof numbered>): SavedQuery | BrokenQuery {
  const { name, query: text, description } = membersOf(entry);
  const shown = typeof name === "string" && name.trim() !== "" ? name : `Entry ${place.index + 1}`;
  const report = typeof text === "string" ? reportIn(text) : undefined;
  const broken = (problem: string): BrokenQuery => ({ name: shown, problem, report, place });
  if (shown !== name) return broken("It has no name: give it a “name” that is a text.");
  if (typeof text !== "string") return broken("It has no “query”: give it a query text such as “signIns last 24h”.");
  const { query, errors } = parseQuery(text);
  if (query === undefined) {
    const [first] = errors;
    return broken(first ? `${first.message} (at character ${first.start + 1})` : "The query text cannot be read.");
  }
  const { scope, folder } = place.list;
  const ref = number({ origin: scope, ...(folder !== undefined && { folder }), report: query.report, name: shown });
  return { ref, text, range: printRange(query.range), place, ...(typeof description === "string" ? { description } : {}) };
}
