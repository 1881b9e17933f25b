import type { Connection } from "../auth/connection.ts";
import type { Column } from "../protocol.ts";
import type { Query, SortKey } from "../query/index.ts";
import type { Report } from "../reports/index.ts";
import type { ResultsApi } from "../results/api.ts";
import type { Remote } from "../rpc.ts";
import type { Budget, Clock, Lateness, ServiceTime } from "../run/index.ts";
import type { QueryRef } from "./queryRef.ts";
import type { UserMessage } from "./userMessage.ts";

export interface GridSettings {
  /** IANA name, or `utc`. */
  readonly zone: string;
  readonly rowHeight: 22 | 28;
  /** Records after which a run pauses and offers to load more. */
  readonly loadLimit: number;
}

/** What a session needs of the world around it. */
export interface SessionWorld {
  readonly connectionId: string;
  readonly connectionName: string;
  connection(): Promise<Connection>;
  results(): Remote<ResultsApi>;
  /** `listener` is called when all results are lost. Answers with how to end that. */
  onResultsLost?(listener: (reason: string) => void): () => void;
  /** Shared by all runs of the connection. */
  budget(connection: Connection): Budget;
  /** What the runs of the connection have learned of the service's clock, and of how late its records come. */
  learned?(connection: Connection): { readonly time: ServiceTime; readonly lateness: Lateness };
  /** How long at least a record may be on its way after its event, in ms: what the person set. */
  readonly settleMs: number;
  readonly clock: Clock;
  random(): number;
  settings(): GridSettings;
  /** Resolves when the zone of the settings is that of the person: a range is read in it. */
  zoneKnown?(): Promise<void>;
  /** Puts values in place of `${…}` variables, asking the person where needed; undefined: the person would rather not run it. */
  substitute(query: Query, connection: Connection): Promise<Query | undefined>;
  /** Columns that the person last had for a saved query, or for the report without one. */
  columns(query: QueryRef): readonly Column[] | undefined;
  keepColumns(query: QueryRef, columns: readonly Column[]): void;
  /** A sentence for errors that only the way of signing in knows. */
  explain(error: unknown): UserMessage | undefined;
  /** A report could not be read, or a request for it is tried again, or it is read again: then without an error. */
  reached?(report: Report["id"], error?: unknown): void;
  /** A stretch of loading has ended. */
  ended(run: EndedRun): void;
  /** For the log: no record content, no token. */
  log(message: string): void;
}

/** What may be counted of a run. */
export interface EndedRun {
  readonly report: Report["id"];
  readonly outcome: "complete" | "partial" | "failed" | "cancelled";
  readonly rows: number;
  readonly durationMs: number;
}

/** A query that was saved, and its text as it was saved. */
export interface SavedAs {
  readonly ref: QueryRef;
  readonly text: string;
}

export interface SessionStart {
  readonly title: string;
  readonly queryText: string;
  /** The saved query that the title names: another text than the one saved then says that it is edited. */
  readonly saved?: SavedAs;
  readonly columns?: readonly Column[];
  readonly sort?: readonly SortKey[];
  readonly filter?: string;
  readonly group?: string;
}
