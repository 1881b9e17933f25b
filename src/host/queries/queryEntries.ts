import { isDeepStrictEqual } from "node:util";
import { reportIds, type ReportId, type StarterTask, type StarterView } from "../../reports/report.ts";
import type { QueryRef } from "../../sessions/queryRef.ts";

/** The settings that people keep queries in. */
export type Scope = "user" | "workspace";

/** The list that one of the settings holds: its entries as they stand there, whatever they are. */
export interface QueryList {
  readonly scope: Scope;
  /** Address of the workspace whose setting it is. */
  readonly folder?: string;
  readonly entries: readonly unknown[];
}

/** An entry as it was when somebody looked: the list may be another one when something is to be done with it. */
export interface EntryPlace {
  readonly list: QueryList;
  /** Position in the list. */
  readonly index: number;
}

export interface SavedQuery {
  readonly ref: QueryRef;
  /** Query text. */
  readonly text: string;
  readonly description?: string;
  /** Of a starter: what it helps with. */
  readonly task?: StarterTask;
  /** Of a starter: how its grid begins. */
  readonly opens?: StarterView;
  /** The time that it asks for, as it is written in a query: "last 7d". */
  readonly range: string;
  /** None: it comes with its report. */
  readonly place?: EntryPlace;
}

/** An entry of the setting that cannot be run. */
export interface BrokenQuery {
  readonly name: string;
  /** What is wrong with it, with the place. */
  readonly problem: string;
  /** Where the tree shows it: under its report if that much can be read. */
  readonly report: ReportId | undefined;
  readonly place: EntryPlace;
}

/** What a person writes: an entry has this, and may have more. */
export interface QueryEntry {
  readonly name: string;
  readonly query: string;
}

export const isBroken = (entry: SavedQuery | BrokenQuery): entry is BrokenQuery => "problem" in entry;

/** Of an entry as it stands in the list: none where it is no object. */
export const membersOf = (entry: unknown): Readonly<Record<string, unknown>> =>
  typeof entry === "object" && entry !== null && !Array.isArray(entry) ? (entry as Record<string, unknown>) : {};

/** The report whose name a query text begins with; what was pasted from elsewhere names it in another way. */
export const reportIn = (text: string): ReportId | undefined => reportIds.find((id) => new RegExp(`^\\s*${id}\\b`, "i").test(text));

/** What the first query of that name in that report is known by, without reading any; undefined where there can be none. */
export function refOfFirst({ scope, folder, entries }: QueryList, report: ReportId, name: string): QueryRef | undefined {
  const isThere = entries.map(membersOf).some(({ name: own, query }) => own === name && (reportIn(String(query)) ?? report) === report);
  return isThere ? { origin: scope, ...(folder !== undefined && { folder }), report, name, nth: 0 } : undefined;
}

/**
 * Where the entry that somebody saw stands now. Undefined when that is not certain: it is gone or another one, or several are alike and
 * the list is no longer the same.
 */
function indexNow({ list: seen, index }: EntryPlace, now: readonly unknown[]): number | undefined {
  if (index in seen.entries && isDeepStrictEqual(seen.entries, now)) return index;
  const entry = seen.entries[index];
  const alike = (entries: readonly unknown[]) => entries.flatMap((one, at) => (isDeepStrictEqual(one, entry) ? [at] : []));
  const [at, ...more] = alike(now);
  return alike(seen.entries).length === 1 && more.length === 0 ? at : undefined;
}

/** A list after something was done with one entry, and where that stands. */
export interface Changed {
  readonly entries: readonly unknown[];
  readonly index: number;
}

/** The list with name or text of one entry changed; what else the entry has stays. Undefined: it is not certain which entry that is now. */
export function withChanged(now: readonly unknown[], place: EntryPlace, change: Partial<QueryEntry>): Changed | undefined {
  const index = indexNow(place, now);
  return index === undefined ? undefined : { entries: now.with(index, { ...membersOf(now[index]), ...change }), index };
}

/** The list without one entry. Undefined: it is not certain which entry that is now. */
export function withoutEntry(now: readonly unknown[], place: EntryPlace): Changed | undefined {
  const index = indexNow(place, now);
  return index === undefined ? undefined : { entries: now.toSpliced(index, 1), index };
}

/** The list with a deleted entry again, as it was, where it was or as near as the list now allows. */
export function withRestored(now: readonly unknown[], { list, index: before }: EntryPlace): Changed {
  const index = Math.min(before, now.length);
  return { entries: now.toSpliced(index, 0, list.entries[before]), index };
}

/** The list with one more entry. */
export const withAdded = (now: readonly unknown[], entry: QueryEntry): Changed => ({ entries: [...now, entry], index: now.length });
