import * as v from "valibot";
import type { GridMemory } from "../../protocol/grid.ts";
import { reportIds, type ReportId } from "../../reports/index.ts";
import { gridTitle } from "./gridTitle.ts";
import { columns, name, sort, text, truth } from "./messageParts.ts";
import type { SavedQuery } from "../queries/queryEntries.ts";
import { readQueryKey, type QueryRef } from "../../sessions/queryRef.ts";
import type { SavedAs, SessionStart } from "../../sessions/sessionWorld.ts";

/** What is known today of the connections and queries that a memory names. */
export interface RestoringFrom {
  /** The connection of grids that name none. */
  active(): string;
  connectionName(id: string): string | undefined;
  savedQuery(ref: QueryRef): SavedQuery | undefined;
  /** For memories of earlier versions, which have a name alone. */
  firstNamed(report: ReportId, name: string): QueryRef | undefined;
}

export interface RestoredGrid {
  readonly connectionId: string;
  readonly start: SessionStart;
}

/** More than anybody asks for in one query. */
const mostAnswers = 50;

/** A member that is not as it should be is as if it were not there. */
const orNothing = <const Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.optional(schema), undefined);

/** What of a memory is read here. */
const keptMembers = v.fallback(
  v.object({
    title: orNothing(text),
    savedQuery: v.optional(v.unknown()),
    connectionId: orNothing(name),
    queryText: orNothing(text),
    columns: orNothing(columns),
    sort: orNothing(sort),
    filter: orNothing(text),
    group: orNothing(name),
    thenGroup: orNothing(name),
    folded: orNothing(truth),
    answered: orNothing(v.object({ template: text, answers: v.pipe(v.record(name, text), v.maxEntries(mostAnswers)) })),
  } satisfies Partial<Record<keyof GridMemory, v.GenericSchema>>),
  {},
);

/** What a grid begins with after a restart, from what its webview kept: it may be of another version, or nothing. `title`: that of its tab. */
export function restoredGrid(memory: unknown, title: string, from: RestoringFrom): RestoredGrid {
  const kept = v.parse(keptMembers, memory);
  const { columns, sort, filter, group, thenGroup, folded, answered } = kept;
  const { title: shown = title, queryText = reportIds[0], connectionId = from.active() } = kept;
  const saved = savedAs(kept.savedQuery, shown, queryText, from);
  return {
    connectionId,
    start: {
      title: saved ? gridTitle(saved.ref.name, connectionId, from) : shown,
      queryText,
      ...(saved && { saved }),
      ...(answered && { answered }),
      ...(columns && { columns }),
      ...(sort && { sort }),
      ...(filter !== undefined && { filter }),
      ...(group !== undefined && { group }),
      ...(thenGroup !== undefined && { thenGroup }),
      ...(folded !== undefined && { folded }),
    },
  };
}

/** The saved query that the grid began as, if there still is one. */
function savedAs(key: unknown, title: string, queryText: string, from: RestoringFrom): SavedAs | undefined {
  const report = reportIds.find((id) => queryText.trimStart().toLowerCase().startsWith(id.toLowerCase()));
  const ref = readQueryKey(key) ?? (key === undefined && report ? from.firstNamed(report, title) : undefined);
  const query = ref && from.savedQuery(ref);
  return query && { ref: query.ref, text: query.text };
}
