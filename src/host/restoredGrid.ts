import type { Column, GridMemory } from "../protocol.ts";
import type { SortKey } from "../query/index.ts";
import { reportIds, type ReportId } from "../reports/index.ts";
import type { SavedQuery } from "./queryEntries.ts";
import { readQueryKey, type QueryRef } from "../sessions/queryRef.ts";
import type { SavedAs, SessionStart } from "../sessions/sessionWorld.ts";

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

/** What a grid begins with after a restart, from what its webview kept: it may be of another version, or nothing. `title`: that of its tab. */
export function restoredGrid(memory: unknown, title: string, from: RestoringFrom): RestoredGrid {
  const kept = (typeof memory === "object" && memory !== null ? memory : {}) as Readonly<Partial<Record<keyof GridMemory, unknown>>>;
  const { columns, sort, filter, group } = kept;
  const queryText = typeof kept.queryText === "string" ? kept.queryText : "signIns";
  const connectionId = typeof kept.connectionId === "string" ? kept.connectionId : from.active();
  const shown = typeof kept.title === "string" ? kept.title : title;
  const saved = savedAs(kept.savedQuery, shown, queryText, from);
  return {
    connectionId,
    start: {
      title: saved ? gridTitle(saved.ref.name, connectionId, from) : shown,
      queryText,
      ...(saved && { saved }),
      ...(Array.isArray(columns) ? { columns: columns as Column[] } : {}),
      ...(Array.isArray(sort) ? { sort: sort as SortKey[] } : {}),
      ...(typeof filter === "string" ? { filter } : {}),
      ...(typeof group === "string" ? { group } : {}),
    },
  };
}

/** What a grid of a saved query is called: on another connection than the active one that is said, too. */
export function gridTitle(
  name: string,
  connectionId: string,
  { active, connectionName }: Pick<RestoringFrom, "active" | "connectionName">,
): string {
  const other = connectionId === active() ? undefined : connectionName(connectionId);
  return other === undefined ? name : `${name} · ${other}`;
}

/** The saved query that the grid began as, if there still is one. */
function savedAs(key: unknown, title: string, queryText: string, from: RestoringFrom): SavedAs | undefined {
  const report = reportIds.find((id) => queryText.trimStart().toLowerCase().startsWith(id.toLowerCase()));
  const ref = readQueryKey(key) ?? (key === undefined && report ? from.firstNamed(report, title) : undefined);
  const query = ref && from.savedQuery(ref);
  return query && { ref: query.ref, text: query.text };
}
