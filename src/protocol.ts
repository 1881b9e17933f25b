import type { Problem, SortKey } from "./query/query.ts";
import type { Field, Outcome, ReportId } from "./reports/report.ts";

/** A cell: what the record has at the column's path. Lists and objects come as JSON text; a missing member as null. */
export type Cell = string | number | boolean | null;

export interface Row {
  /** Number of the record in the result: stable while the result lives, whatever the view's order. */
  readonly record: number;
  readonly outcome: Outcome;
  /** One cell per column of the state, in its order. */
  readonly cells: readonly Cell[];
}

/** Rows of a view; `revision` tells of which one. An answer for an older revision is dropped. */
export interface Rows {
  readonly revision: number;
  readonly from: number;
  readonly rows: readonly Row[];
}

/** Positions in the view, `to` exclusive. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

export interface Column {
  readonly path: string;
  /** CSS pixels; none means the field's default. */
  readonly width?: number;
}

/** What the grid needs to know of a field: header, tooltip, chooser, formatting. */
export type GridField = Pick<Field, "path" | "label" | "kind" | "list" | "description" | "mono" | "width">;

/**
 * - `idle`: nothing asked yet (a new or restored panel)
 * - `running`: pages are coming
 * - `paused`: the service has more; the limit was reached or the person cancelled
 * - `complete`: the service said that nothing follows
 * - `failed`: an error ended the run; what came is kept
 */
export type Phase = "idle" | "running" | "paused" | "complete" | "failed";

export interface Banner {
  readonly severity: "error" | "warning" | "info";
  /** What happened, to what, and what the person can do. Text, never markup. */
  readonly message: string;
  /** Offered as buttons, the first one primary. */
  readonly actions: readonly BannerAction[];
}
export type BannerAction = "retry" | "run" | "widen" | "showLog" | "signIn" | "checkAccess";

/** A stretch of the queried range, `to` exclusive; ISO 8601 instants. */
export interface CoveredStretch {
  readonly from: string;
  readonly to: string;
  /**
   * - `complete`: all records are there
   * - `settling`: asked to the end, but so soon after the events that late ones are still expected
   * - `partial`: not asked yet, or not to the end
   * - `failed`: the service kept failing
   */
  readonly state: "complete" | "settling" | "partial" | "failed";
  readonly rows: number;
}

/** What is still to come, estimated from what came. */
export interface RunForecast {
  readonly rows: number;
  readonly requests: number;
  readonly ms: number;
}

export interface RunStatus {
  readonly pages: number;
  readonly requests: number;
  readonly elapsedMs: number;
  /** The queried stretch, ISO 8601 instants. */
  readonly from?: string;
  readonly to?: string;
  /** How far back the pages have come: nothing older is loaded. */
  readonly reached?: string;
  /** Rows dropped because they came twice. */
  readonly duplicates: number;
  /** Rows of the service that a condition evaluated here excluded. */
  readonly excluded: number;
  /** Records of the service that were not asked for, and dropped; and items that are no records. */
  readonly strays: number;
  readonly oddities: number;
  /** The whole queried range, newest first; empty before a run. */
  readonly coverage: readonly CoveredStretch[];
  readonly forecast?: RunForecast;
  /** What is asked of the service and what is evaluated here, and why; a sentence each. */
  readonly notes: readonly string[];
  /** Set while the run waits for the service's limit: when it goes on, ISO 8601. */
  readonly waitingUntil?: string;
}

/** All that the grid shows. Plain JSON. */
export interface GridState {
  /** Changes whenever rows already fetched are no longer right: another order, filter, column list or result. Appending rows does not change it. */
  readonly revision: number;
  readonly title: string;
  readonly report: {
    readonly id: ReportId;
    readonly title: string;
    readonly noun: string;
    readonly timeField: string;
    readonly outcomePath: string;
  };
  readonly connection: { readonly id: string; readonly name: string };
  readonly queryText: string;
  readonly fields: readonly GridField[];
  readonly columns: readonly Column[];
  readonly sort: readonly SortKey[];
  /** Filter over the loaded rows: a condition, or words to look for in all columns. */
  readonly filter: string;
  readonly filterProblem?: string;
  /** Rows in the view, and records loaded. */
  readonly rows: number;
  readonly loaded: number;
  readonly phase: Phase;
  readonly run: RunStatus;
  readonly banner?: Banner;
  readonly zone: "utc" | "local";
  readonly rowHeight: 22 | 28;
  /** Sent along while the grid has no rows yet, which saves it a question. */
  readonly firstRows?: Rows;
}

/** What the grid may ask of the extension host. */
export interface HostApi {
  /** First call, and again after every reload: the whole state. */
  ready(): GridState;
  rows(argument: { readonly revision: number; readonly from: number; readonly count: number }): Rows;
  /** The whole record as indented JSON text. */
  record(argument: { readonly record: number }): string;
  /** `preview`: reuse the preview tab, keep focus in the grid. `beside`: in the next editor group. */
  openRecord(argument: { readonly record: number; readonly beside: boolean }): void;
  /** Several rows in one document. */
  openRecords(argument: { readonly ranges: readonly RowRange[]; readonly format: "json" | "ndjson" }): void;
  /** Writes rows to the clipboard; answers with how many. */
  copy(argument: { readonly ranges: readonly RowRange[]; readonly format: "tsv" | "json" }): number;
  copyText(argument: { readonly text: string }): void;
  sort(argument: { readonly sort: readonly SortKey[] }): void;
  filter(argument: { readonly text: string }): void;
  columns(argument: { readonly columns: readonly Column[] }): void;
  checkQuery(argument: { readonly text: string }): readonly Problem[];
  /** Runs the text in this panel; answers with what is wrong with it, in which case nothing was sent. */
  run(argument: { readonly text: string }): readonly Problem[];
  loadMore(): void;
  /** Everything that is missing, gaps too. */
  loadAll(): void;
  /** Asks only for what is new or was settling. */
  refresh(): void;
  cancel(): void;
  act(argument: { readonly action: BannerAction }): void;
  saveQuery(argument: { readonly text: string }): void;
}

/** What the extension host may ask of the grid. */
export interface GridApi {
  show(state: GridState): void;
  /** The focused record and the selected rows, for commands of the palette. */
  selection(): { readonly record?: number; readonly ranges: readonly RowRange[] };
  /** Puts the focus there. */
  focus(argument: { readonly part: "query" | "filter" | "rows" | "details" }): void;
}

/** What the webview keeps for a restart (`setState`); the serializer reads it. */
export interface GridMemory {
  readonly title: string;
  /** A grid comes back on its own connection, whichever is active then. */
  readonly connectionId: string;
  readonly queryText: string;
  readonly columns: readonly Column[];
  readonly sort: readonly SortKey[];
  readonly filter: string;
  readonly scrollTop: number;
  /** `size`: the share of the panel that the details take, 0 to 1. */
  readonly details: { readonly open: boolean; readonly size: number };
  /** Position of the focused cell. */
  readonly focus?: { readonly row: number; readonly column: number };
}
