import type { Compared } from "../records/detailPart.ts";
import type { GridCommand } from "../commands/grid.ts";
import type { CompletionKind } from "../query/complete.ts";
import type { Span } from "../query/expression.ts";
import type { FilterOperator, OperatorWords } from "../query/filterClause.ts";
import type { Problem, RangeUnit, SortKey } from "../query/query.ts";
import type { ColumnLayout, Field, Outcome, ReportId, Told } from "../reports/report.ts";
import type {
  Cell,
  Facet,
  FacetQuestion,
  FindQuestion,
  Found,
  GridRow,
  GroupCounts,
  Histogram as ViewHistogram,
  RowRange,
  SelectionSummary,
} from "../results/rows.ts";
import type { Summary } from "../summary/summary.ts";

export type * from "../results/rows.ts";
export type { GridCommand };

/** Rows of a view; `revision` tells of which one. An answer for an older revision is dropped. */
export interface Rows {
  readonly revision: number;
  readonly from: number;
  readonly rows: readonly GridRow[];
}

export interface Column {
  readonly path: string;
  /** CSS pixels; none means the field's default. */
  readonly width?: number;
  /** Stays in sight at the left when the columns scroll; pinned columns come first. */
  readonly pinned?: true;
}

/** What the grid needs to know of a field: header, tooltip, chooser, formatting. */
export type GridField = Pick<Field, "path" | "label" | "kind" | "list" | "description" | "mono" | "width"> & {
  /** It is made here of other members of the record, which has none of this name. */
  readonly madeHere?: true;
};

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
export type BannerAction = "retry" | "run" | "widen" | "allKept" | "showLog" | "signIn" | "checkAccess" | "freshToken" | "loadAll";

/** A stretch of the queried range, `to` exclusive; ISO 8601 instants. */
export interface CoveredStretch {
  readonly from: string;
  readonly to: string;
  /**
   * - `complete`: all records are there
   * - `settling`: asked to the end, but so soon after the events that late ones are still expected, or late ones have come
   * - `partial`: not asked yet, or not to the end
   * - `failed`: the service kept failing
   */
  readonly state: "complete" | "settling" | "partial" | "failed";
  readonly rows: number;
  /** Of those, records that came when the stretch was thought to be complete. */
  readonly late?: number;
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
  /** When the newest of the answers was asked for, on this machine's clock, ISO 8601: what is said of coverage is as old. */
  readonly askedAt?: string;
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
  /** Something was asked, and nothing has come since then; on the scale of `elapsedMs`. */
  readonly quietSinceMs?: number;
  /** What went wrong with the last request, without a full stop, and when it is tried again, on the scale of `elapsedMs`. */
  readonly trouble?: { readonly what: string; readonly retryAtMs: number };
}

/** One clause of the query, as a chip shows it. */
export interface Clause {
  readonly kind: "range" | "types" | "condition" | "take";
  /** Canonical text: `last 7d`, `status/errorCode ne 0`. */
  readonly text: string;
  /** Who answers it when the query runs: the service fetches only what meets it, or each fetched record is tested here. */
  readonly answeredBy: "service" | "here";
  /** Why, in a sentence. */
  readonly note: string;
  /** Not part of what was fetched: until the query runs again it narrows the loaded rows here, at once. */
  readonly added: boolean;
  /** The query can do without it. */
  readonly removable: boolean;
}

/** How the text shown and the rows loaded differ. */
export interface Pending {
  /**
   * - `narrowed`: the rows are those of the text, as far as they are loaded
   * - `stale`: the text asks for more or other rows than were fetched; those shown are of the query run last
   */
  readonly kind: "narrowed" | "stale";
  /** A sentence: what is shown, and what running the query would change. */
  readonly message: string;
}

/** A part of the queried range, `to` exclusive; ISO 8601 instants. */
export interface Brush {
  readonly from: string;
  readonly to: string;
}

/** A gesture that edits the query. */
export type QueryChange =
  /** `only`: this value and no other; `include`, `exclude`: beside the values picked before; `none`: the value is no longer picked. */
  | {
      readonly kind: "value";
      readonly path: string;
      readonly value: Cell;
      readonly pick: "only" | "include" | "exclude" | "none";
      /** The value is what a cell holds: of a list all its items are meant, as JSON text. */
      readonly isCell?: true;
    }
  /** The range is the last so long. */
  | { readonly kind: "last"; readonly amount: number; readonly unit: RangeUnit }
  /** The range is narrowed; without `brush` it is again what was fetched. */
  | { readonly kind: "range"; readonly brush?: Brush }
  /** Records of this outcome and no other; without one, of all. */
  | { readonly kind: "outcome"; readonly outcome?: Outcome }
  /** An OData condition more, joined by `and`; with a `clause`, in place of that one of the state's. */
  | { readonly kind: "condition"; readonly condition: string; readonly clause?: number }
  /** The range begins and ends so: dates or instants, as a query text has them; without `until`, it ends now. */
  | { readonly kind: "between"; readonly from: string; readonly until?: string }
  /** `clause`: its place among the clauses of the state. */
  | { readonly kind: "remove"; readonly clause: number };

/** What a field can be asked when a filter is put together. */
export interface FilterChoice extends OperatorWords {
  readonly operator: FilterOperator;
  readonly answeredBy: Clause["answeredBy"];
}

/** A part of a filter that is put together: values of a field. */
export interface FilterPart {
  readonly path: string;
  readonly operator: FilterOperator;
  readonly values: readonly Cell[];
  /** A value as it was typed, in place of one to choose. */
  readonly written?: string;
}

/** A value to choose. */
export interface FilterValue {
  readonly value: Cell;
  /** What people call it, where that is another word. */
  readonly title?: string;
  /** Where it comes from, how often it occurs. */
  readonly detail?: string;
  readonly doc?: string;
}

export interface FilterValues {
  readonly values: readonly FilterValue[];
  /** More typed finds no others. */
  readonly isWhole: boolean;
}

/** What a filter put together would add to the query; or why it cannot be. */
export type FilterPreview =
  { readonly condition: string; readonly answeredBy: Clause["answeredBy"]; readonly note: string } | { readonly problem: string };

/** What the ends of a range mean that a person writes. */
export interface PickedRange {
  /** As the query says it; missing while there are problems. */
  readonly clause?: string;
  readonly range?: { readonly from: string; readonly until?: string };
  /** From when until when, in words. */
  readonly stretch?: string;
  /** Sentences. */
  readonly problems: { readonly from?: string; readonly to?: string };
  /** What is worth to know of it, in sentences. */
  readonly notes: readonly string[];
  /** Where they were asked for: what was filled in. */
  readonly filled?: { readonly from: string; readonly to: string };
}

/** A query that comes close to the one shown, which found nothing. */
export interface WayOut {
  /**
   * - `without`: it lacks a clause; `unfiltered`: the loaded rows without the filter
   * - `spelling`: a text of it is written otherwise; `anySpelling`: whether any other spelling is there is to be asked
   * - `anyCase`: a part of a text is looked for in any letter case
   */
  readonly kind: "without" | "unfiltered" | "spelling" | "anySpelling" | "anyCase";
  /** The clause or the filter that it lacks, the text or the clause as it would be written; of `anySpelling` as it is written. */
  readonly text: string;
  /** Of the field that has the text. */
  readonly label?: string;
  /** Missing: to be asked for, which sends a request. */
  readonly rows?: number;
  /** There may be more of them. */
  readonly isLeast?: true;
  /** Of a spelling that rows of another grid of the connection have, which are no rows of this query: how many of those that are loaded there. */
  readonly seen?: number;
  /** Shows its rows at once, as they are loaded. */
  readonly edit?: QueryChange;
  /** The text that, when it is run, fetches its rows. */
  readonly run?: string;
  /** Why it could not be counted, in sentences. */
  readonly problem?: string;
}

export interface WaysOut {
  readonly revision: number;
  readonly ways: readonly WayOut[];
}

export interface Edited {
  /** For a screen reader and the status line: what the gesture did, and who answers it. */
  readonly message: string;
  /** The query as text from now on; missing when this grid's query was not changed. */
  readonly text?: string;
  /** Set: the text given cannot be edited as it has errors; nothing was changed. */
  readonly problems?: readonly Problem[];
}

export interface Facets {
  readonly revision: number;
  /** Records loaded. */
  readonly loaded: number;
  readonly facets: readonly Facet[];
}

/** Rows of the view along the time. */
export interface Histogram extends ViewHistogram {
  readonly revision: number;
}

/** What is said of the rows of the view. */
export interface SummaryAnswer {
  readonly revision: number;
  readonly summary: Summary;
  /** Not all that the rows have was read yet: asked again, it says more. */
  readonly isPartial?: true;
}

/** Where a gesture leads to: a position of the view, and what is to be said of it; nothing when the person left. */
export interface Went {
  readonly position?: number;
  readonly message?: string;
}

/** What a sign-in's error code means; of one that is not known, what is known of its kind. */
export interface Explanation {
  readonly name?: string;
  /** Missing: the code is not known here. */
  readonly explanation?: string;
  readonly hint?: string;
  /** Id of the tab of the details that the hint leads to. */
  readonly tab?: string;
  /** Of a code that is not known: what codes of its number are about, and a known one that it refines. */
  readonly about?: string;
  readonly relative?: number;
}

/** A query whose variables were answered: what the grid shows and runs is without them. */
export interface Answered {
  /** The query text with its variables. */
  readonly template: string;
  /** By what stands between their braces: `input:User`, `me`. */
  readonly answers: Readonly<Record<string, string>>;
}

/** What may stand at a place of the query line. */
export interface LineSuggestion {
  readonly label: string;
  readonly insert: string;
  readonly kind: CompletionKind;
  /** What people call it, where that is another word. */
  readonly title?: string;
  /** What other programs call it, of that what begins as what is typed. */
  readonly names?: readonly string[];
  /** In a few words: what it is, where it comes from, how often it occurs. */
  readonly detail?: string;
  /** A sentence or two. */
  readonly doc?: string;
}

/** What may stand in place of `from`..`to` of the query line, best first. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly LineSuggestion[];
  /** There are no others: those that fit to more typed are among these. */
  readonly isWhole: boolean;
}

/** What there is to say of a part of the query line: a title, and sentences. */
export interface LineHover extends Span {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A name that the directory has today for what stands at a key of `Place`: no part of the record. */
export interface NameThere {
  readonly key: string;
  readonly text: string;
  /** With where it is from, and how old it is. */
  readonly origin: string;
}

/** All that the grid shows. Plain JSON. */
export interface GridState {
  /** Changes whenever rows already fetched are no longer right: another order, filter, column list or result. Appending rows does not change it. */
  readonly revision: number;
  readonly title: string;
  /** Names the saved query that this began as; for the extension host alone. */
  readonly savedQuery?: string;
  readonly report: {
    readonly id: ReportId;
    readonly title: string;
    readonly noun: string;
    readonly timeField: string;
    readonly outcomePath: string;
    /** The numbers there are error codes, which `explain` explains. */
    readonly outcomeCodes?: true;
    /** Path of the service's own sentence about them. */
    readonly outcomeReason?: string;
    /** Paths of the fields whose values tell most; missing: none is known. */
    readonly tellingFields?: readonly string[];
    /** Fields by which a filter is put together one after the other; missing: none belong together so. */
    readonly cascade?: { readonly label: string; readonly paths: readonly string[] };
    /** Columns to choose from: first the report's own; missing: none are known. */
    readonly layouts?: readonly ColumnLayout[];
  };
  readonly connection: { readonly id: string; readonly name: string };
  /** The query as text, gestures included, answers in place of variables. */
  readonly queryText: string;
  /** Where it has some: those that a person was asked for can be changed. */
  readonly answered?: Answered;
  /** Of that text, in its order: the range first. */
  readonly clauses: readonly Clause[];
  readonly pending?: Pending;
  /** Set when the text's range is a part of the range that was fetched. */
  readonly brush?: Brush;
  /** Set when the text asks for records of one outcome among those that were fetched. */
  readonly outcome?: Outcome;
  readonly fields: readonly GridField[];
  readonly columns: readonly Column[];
  readonly sort: readonly SortKey[];
  /** Path of the field whose values group the rows. */
  readonly group?: string;
  /** Path of the field whose values part each group once more. */
  readonly thenGroup?: string;
  /** Rows that repeat each other are folded into one line. */
  readonly folded?: true;
  /** How many groups there are, and how many inside them; or how many lines, once repeats are folded. */
  readonly grouped?: GroupCounts;
  /** Sent along where rows are grouped: whom the records are of, by kind, as the answers of groups count them. */
  readonly people?: readonly Told[];
  /** Filter over the loaded rows: a condition, or words to look for in all columns. */
  readonly filter: string;
  readonly filterProblem?: string;
  /** Set while words of the filter were looked for in lists, and in members without a column, of so many rows only: more rows may match. */
  readonly filterBasis?: { readonly read: number; readonly of: number };
  /** Positions in the view, heads of groups included. */
  readonly rows: number;
  /** Records that meet the filter and the added clauses, closed groups included; and records loaded. */
  readonly matching: number;
  readonly loaded: number;
  readonly phase: Phase;
  readonly run: RunStatus;
  readonly banner?: Banner;
  /** Set where nothing was found: the range, `last 7d`, up to which more can be looked through. Missing: the service keeps nothing older, or a condition bounds the time. */
  readonly wider?: string;
  /** Another number: `names` has another answer. */
  readonly namesKnown?: number;
  /** Whose clock and calendar all times are shown in: an IANA name. The page has none of its own. */
  readonly zone: string;
  readonly rowHeight: 22 | 28;
  /** Sent along with the fields: how a grid of this report begins that remembers nothing of its own. */
  readonly panes?: GridPanes;
  /** Sent along while the grid has no rows yet, which saves it a question. */
  readonly firstRows?: Rows;
}

/** What a person wants to go on from. The host looks ids up in the record: the page only says where. */
export type GoToFrom =
  /** `column`: its path. `key`: of a member, as `Place` has it. Neither: the record itself. */
  | { readonly kind: "record"; readonly record: number; readonly column?: string; readonly key?: string }
  /** A value of the facets. */
  | { readonly kind: "value"; readonly path: string; readonly value: Cell }
  /** Rows of the summary. */
  | { readonly kind: "condition"; readonly condition: string };

/** A loaded record in a few words. */
export interface NearRecord {
  readonly record: number;
  readonly outcome: Outcome;
  /** As the record has it. */
  readonly time: string;
  readonly who: string;
  readonly what: string;
}

/** What else is loaded of an operation or a session that a record is of. */
export interface NearTie {
  /** Of the record's field that has the id, which no other tie of the record has. */
  readonly path: string;
  /** Of that field. */
  readonly label: string;
  /** Records of the grid that have it, whatever its filter says, this one left aside. */
  readonly others: number;
  /** Where among them the record stands in the order of time, with those right before and after it. Missing while the store has not read it. */
  readonly order?: { readonly before: number; readonly after: number; readonly previous?: NearRecord; readonly next?: NearRecord };
  /** Not all was read yet: there may be more. */
  readonly isSoFar?: true;
  /** Records of other reports that have it: of that grid of the connection which has most of them. */
  readonly elsewhere: readonly { readonly report: ReportId; readonly noun: string; readonly rows: number }[];
}

export interface Near {
  /** One for each id by which the record is of an operation or a session; one may have no others. */
  readonly ties: readonly NearTie[];
}

/** What the grid may ask of the extension host. */
export interface HostApi {
  /** First call, and again after every reload: the whole state. `zone`: the IANA name of the zone of the person's own clock, which the page knows. */
  ready(argument: { readonly zone: string }): GridState;
  rows(argument: { readonly revision: number; readonly from: number; readonly count: number }): Rows;
  /** The whole record as indented JSON text. */
  record(argument: { readonly record: number }): string;
  /** `preview`: reuse the preview tab, keep focus in the grid. `beside`: in the next editor group. */
  openRecord(argument: { readonly record: number; readonly beside: boolean }): void;
  /** Several rows in one document. */
  openRecords(argument: { readonly ranges: readonly RowRange[]; readonly format: "json" | "ndjson" }): void;
  /** Writes rows to the clipboard, or of a table only one column, without its header; answers with how many. */
  copy(argument: { readonly ranges: readonly RowRange[]; readonly format: "tsv" | "markdown" | "json"; readonly column?: string }): number;
  /** Asks for other answers to the variables of the query, which then is run in a grid beside. */
  changeAnswers(): void;
  /** Texts of the queries run on this connection, the last first. */
  recentQueries(): readonly string[];
  /** Answers when the clipboard has it. */
  copyText(argument: { readonly text: string }): void;
  sort(argument: { readonly sort: readonly SortKey[] }): void;
  filter(argument: { readonly text: string }): void;
  columns(argument: { readonly columns: readonly Column[] }): void;
  checkQuery(argument: { readonly text: string }): readonly Problem[];
  /** What may stand at an offset of the query line. */
  complete(argument: { readonly text: string; readonly offset: number }): Completions;
  /** What stands there means; undefined: nothing is known of it. */
  hover(argument: { readonly text: string; readonly offset: number }): LineHover | undefined;
  /** Parts of the condition that the service does not answer. */
  answeredHere(argument: { readonly text: string }): readonly Span[];
  /** Puts the text into an editor. */
  openQuery(argument: { readonly text: string }): void;
  /** Runs the text in this panel; answers with what is wrong with it, in which case nothing was sent. */
  run(argument: { readonly text: string }): readonly Problem[];
  loadMore(): void;
  /** Everything that is missing, gaps too. */
  loadAll(): void;
  /** Asks for what is new or was settling, and for the last two hours of what is complete. */
  refresh(): void;
  cancel(): void;
  act(argument: { readonly action: BannerAction }): void;
  saveQuery(argument: { readonly text: string }): void;
  /** `text`: the query line as it stands. `beside`: the edited query runs in a grid of its own, and this one stays as it is. */
  edit(argument: { readonly text: string; readonly change: QueryChange; readonly beside: boolean }): Edited;
  /** What a field can be asked. */
  filterChoices(argument: { readonly path: string }): readonly FilterChoice[];
  /** Values of a field to choose from, as far as they fit to what is typed; counted are the rows that meet `given`, too. */
  filterValues(argument: { readonly path: string; readonly typed: string; readonly given: readonly FilterPart[] }): FilterValues;
  filterPreview(argument: { readonly parts: readonly FilterPart[] }): FilterPreview;
  /** `around`: the ends are so many milliseconds before and after a record. */
  pickRange(argument: {
    readonly from: string;
    readonly to: string;
    readonly around?: { readonly record: number; readonly ms: number };
  }): PickedRange;
  facets(argument: { readonly revision: number; readonly facets: readonly FacetQuestion[] }): Facets;
  /** `edges`: milliseconds since 1970, ascending. `field`: path of one by whose values the rows are parted, too. */
  histogram(argument: { readonly revision: number; readonly edges: readonly number[]; readonly field?: string }): Histogram;
  /** Where no row is shown: what would be found otherwise. Nothing is sent. */
  waysOut(argument: { readonly revision: number }): WaysOut;
  /** Counts the rows of one of them, given by its place, with one page of the service. `cancel` ends it. */
  askWayOut(argument: { readonly revision: number; readonly way: number }): WaysOut;
  summary(argument: { readonly revision: number }): SummaryAnswer;
  /** Shows it as a document, beside. */
  openSummary(): void;
  /** Writes it to the clipboard as Markdown; answers when it is there. */
  copySummary(): void;
  /** No path: no groups. `then`: path of the field that parts each group once more. */
  groupBy(argument: { readonly path?: string; readonly then?: string }): void;
  /** Folds repeats into lines, in place of groups, or shows each row again. */
  foldRepeats(argument: { readonly folded: boolean }): void;
  /** Opens or closes a group; all of them when none is named. */
  openGroups(argument: { readonly group?: number; readonly open: boolean }): void;
  selectionSummary(argument: { readonly ranges: readonly RowRange[]; readonly path: string }): SelectionSummary;
  /** Looks for rows among those of the view. */
  find(argument: FindQuestion): Found;
  /** Asks for a time and finds its row. `near`: the record that has the focus. */
  goToTime(argument: { readonly near?: number }): Went;
  /** Asks in which zone times are to be shown. */
  chooseZone(): void;
  /** What is open is now this, and so large. */
  panes(argument: GridPanes): void;
  explain(argument: { readonly code: number }): Explanation;
  /** Opens a web address in the browser, once VS Code has asked for its host: one that the record has at `path`, a text in which addresses may be opened. */
  openAddress(argument: { readonly record: number; readonly path: string; readonly address: string }): void;
  /** Opens a comparison in the diff editor: of the old and new values of a record, or of it with the last before it that worked. */
  compare(argument: { readonly record: number; readonly with: Compared }): void;
  /** Asks where to go from there. `here`: this grid goes there; otherwise one beside. */
  goTo(argument: { readonly from: GoToFrom; readonly here: boolean }): void;
  /** Where in the record something is named that one can go to, by an id or the name of one: keys of `Place`. */
  entityKeys(argument: { readonly record: number }): readonly string[];
  /** What the directory was found to call what the record names; nothing is asked for it. */
  names(argument: { readonly record: number }): readonly NameThere[];
  /** What else is loaded of the same operation and session. Nothing is sent. */
  near(argument: { readonly record: number }): Near;
  /**
   * Shows all that is loaded of a tie of the record, given by its path, and nothing else. `report`: whose records. `beside`: in a grid of its own, as rows of
   * another report always are.
   */
  showNear(argument: { readonly record: number; readonly path: string; readonly report: ReportId; readonly beside: boolean }): void;
  /** Asks what to export, in which format and where to. */
  exportRows(argument: { readonly ranges: readonly RowRange[] }): void;
}

/** The state without what the grid has already: the fields are those of the report shown before. */
export type GridUpdate = Omit<GridState, "fields"> & Partial<Pick<GridState, "fields">>;

/** What the extension host may ask of the grid. */
export interface GridApi {
  show(state: GridUpdate): void;
  /** The focused record and the selected rows, for commands of the palette. */
  selection(): { readonly record?: number; readonly ranges: readonly RowRange[] };
  /** Puts the focus there. */
  focus(argument: { readonly part: "query" | "filter" | "rows" | "details" | "facets" | "histogram" | "summary" }): void;
  /** `column`: a path, where another than the focused one is meant. */
  command(argument: { readonly command: GridCommand; readonly column?: string }): void;
  /** Asks where to go from what the person is at: in a part, or in that which has the focus. */
  goTo(argument: { readonly part?: "rows" | "details" | "facets" | "summary"; readonly here: boolean }): void;
}

/** Which parts of a grid are open, and how large. */
export type GridPanes = Pick<GridMemory, "details" | "facets" | "histogram" | "summary">;

/** What the webview keeps for a restart (`setState`); the serializer reads it. */
export interface GridMemory {
  readonly title: string;
  /** As in the state; memories of earlier versions have none. */
  readonly savedQuery?: string;
  /** A grid comes back on its own connection, whichever is active then. */
  readonly connectionId: string;
  readonly queryText: string;
  /** As in the state. */
  readonly answered?: Answered;
  readonly columns: readonly Column[];
  readonly sort: readonly SortKey[];
  readonly filter: string;
  readonly group?: string;
  readonly thenGroup?: string;
  readonly folded?: boolean;
  readonly scrollTop: number;
  /** `size`: the share of the panel that the details take, 0 to 1. `tab`: the one shown, the first unless it is given. */
  readonly details: { readonly open: boolean; readonly size: number; readonly tab?: string };
  /** `size`: CSS pixels. `paths`: fields whose values are unfolded. */
  readonly facets: { readonly open: boolean; readonly size: number; readonly paths: readonly string[] };
  /** `field`: path of the one by whose values the bars are parted; by outcome unless it is given. */
  readonly histogram: { readonly open: boolean; readonly field?: string };
  /** It shares a place with the details. `behind`: those are open, too, and shown there. Memories of earlier versions have none. */
  readonly summary?: { readonly open: boolean; readonly behind?: true };
  /** Numbers of the records that have a bookmark, as long as they are loaded. */
  readonly bookmarks?: readonly number[];
  /** Position of the focused cell. */
  readonly focus?: { readonly row: number; readonly column: number };
}
