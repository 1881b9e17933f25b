import type { SortKey } from "../query/query.ts";
import type { ReportId } from "../reports/report.ts";
import type { Basis } from "./filters/basis.ts";
import type { Measure, Measured } from "./measures.ts";
import type {
  Facet,
  FacetQuestion,
  FindQuestion,
  Found,
  GridRow,
  GroupCounts,
  Histogram,
  Replacement,
  RowRange,
  SelectionSummary,
} from "./rows.ts";
import type { Target } from "./texts/target.ts";

/** What the extension host may ask of the results worker. Results and views are named by numbers; a number not known is an error. */
export interface ResultsApi {
  /** A new, empty result. */
  create(argument: { readonly report: ReportId }): number;
  /**
   * Adds one page of a source. `body` is what came, transferred, and `list` where in it the UTF-8 JSON list of records begins and ends, in bytes;
   * missing: it is an answer as Graph gives it. `skip`: positions in the list that are not to be added (duplicates, records the query excludes), ascending.
   * `replace`: those of the skipped that take the place of a record the result has, or gets with this page. Its number stays; of several, the last counts.
   * Answers with the number of records in the result, and with what became of its views. A record that cannot be read, whatever it is like, is there
   * all the same: without cells, its text as it came. An append that fails changes nothing.
   */
  append(argument: {
    readonly result: number;
    readonly body: ArrayBuffer;
    readonly list?: readonly [start: number, end: number];
    readonly skip: readonly number[];
    readonly replace?: readonly Replacement[];
  }): Appended;
  /**
   * Orders, filters and groups. An empty `sort` is the order in which the records came; equal rows keep that order, and a missing value is the least.
   * Groups come largest first, equally large ones in the order of their values, those inside others likewise; all are closed at first, and the sort orders
   * the rows within each. Repeats fold into lines, which come in the order of their latest records.
   * Replaces the view `replaces`, which is forgotten. Takes its time in small steps: other calls are answered meanwhile. Another view asked for in place
   * of the same one ends it: it then fails with a `Superseded`.
   * `patienceMs`: for how long words wait for lists, and members without a column, to be read. What is not read by then is left to `findMore`, and the
   * view says so by its basis. Missing: until all is read.
   */
  view(argument: ViewOrder & { readonly result: number; readonly replaces?: number; readonly patienceMs?: number }): View | Promise<View>;
  /**
   * Goes on with a view that has a basis: reads for some `patienceMs`, and looks anew at the rows that were read. Rows come, none goes; groups stay open.
   * Fails when another view has come in its place.
   */
  findMore(argument: { readonly result: number; readonly view: number; readonly patienceMs: number }): FoundMore | Promise<FoundMore>;
  /** Forgets a view. A number not known has nothing to forget. */
  endView(argument: { readonly result: number; readonly view: number }): void;
  /**
   * Puts a view in order where new records or pages have left it without, counts what the heads of groups at `count` positions say, and lets other calls
   * pass meanwhile.
   */
  settle(argument: {
    readonly result: number;
    readonly view: number;
    readonly from?: number;
    readonly count?: number;
  }): void | Promise<void>;
  /** A view that is not in order is put so first; the thread settles it before. */
  rows(argument: {
    readonly result: number;
    readonly view: number;
    readonly from: number;
    readonly count: number;
    readonly columns: readonly string[];
  }): GridRow[];
  /** Looks for rows of a view; behind its end it goes on at the beginning, and the other way around. */
  find(argument: FindQuestion & { readonly result: number; readonly view: number }): Found | Promise<Found>;
  /** Opens or closes a group of a view, or all of them. */
  openGroups(argument: { readonly result: number; readonly view: number; readonly group?: number; readonly open: boolean }): {
    readonly rows: number;
  };
  /** The values of fields over the rows of a view; for each field, clauses that are picks of that field are left aside. */
  facets(argument: {
    readonly result: number;
    readonly view: number;
    readonly facets: readonly FacetQuestion[];
  }): Facet[] | Promise<Facet[]>;
  /**
   * Rows of a view along the time, clauses that are bounds of the time left aside. `edges`: milliseconds since 1970, ascending. `by`: path of a field by whose
   * values they are parted, too.
   */
  histogram(argument: {
    readonly result: number;
    readonly view: number;
    readonly edges: readonly number[];
    readonly by?: string;
  }): Histogram | Promise<Histogram>;
  /**
   * What a summary counts over the rows of a view: its filter and all clauses hold; groups and order do not matter. One answer for each measure, in their
   * order, all of rows as they were at one moment: those that come meanwhile are not counted, and when some are replaced the count begins anew. Takes its
   * time in small steps, as a view does. A path that no record has is no error: its values are missing. A `where` that cannot be read and a zone that is not
   * known are errors.
   * `patienceMs`: for how long to wait for lists, members without a column and fields that are made here to be read. A measure that needs what is not read
   * by then is taken over the rows that were, and says so by its basis; the others count all. Missing: until all is read.
   * What a view that has a basis itself has not found yet is not counted, and the answers do not say so: the view does.
   */
  measure(argument: {
    readonly result: number;
    readonly view: number;
    readonly measures: readonly Measure[];
    readonly patienceMs?: number;
  }): Measured[] | Promise<Measured[]>;
  /** Of the records at positions of a view; a closed group's head stands for all its records. */
  selectionSummary(argument: {
    readonly result: number;
    readonly view: number;
    readonly ranges: readonly RowRange[];
    readonly path: string;
  }): SelectionSummary | Promise<SelectionSummary>;
  /** One record as the service sent it, digit by digit, as JSON text indented by two spaces. */
  record(argument: { readonly result: number; readonly record: number }): string;
  /**
   * Rows as text. `tsv`: header line of `columns` labels, tab-separated, in a `form`; `markdown`: a table; `json`: an indented array of whole records; `ndjson`: a whole record per line.
   * `limitBytes`: an error that says so instead of a text beyond it.
   */
  text(argument: {
    readonly result: number;
    readonly view: number;
    readonly ranges: readonly RowRange[];
    readonly columns: readonly string[];
    readonly format: "tsv" | "markdown" | "json" | "ndjson";
    readonly limitBytes: number;
    /** `tsv`; `spreadsheetSafe` unless told. */
    readonly form?: TextForm;
    /**
     * `tsv` and `markdown`: when heads of groups are selected and no records, a table of what the heads say; closed lines of repeats have their number beside
     * the cells of the latest. Without it heads stand for nothing, and closed lines of repeats for the latest; as whole records, for all of them.
     */
    readonly groups?: boolean;
  }): string;
  /**
   * Begins to write records into a file, in the order of a view, and answers with a number for `continueExport`. Nothing stands under the name `file`
   * before the last step: the parts go to a file beside it, which `endExport` removes.
   */
  startExport(argument: ExportOrder): number;
  /** Writes on for some 50 ms. */
  continueExport(argument: { readonly export: number }): ExportProgress | Promise<ExportProgress>;
  /** Gives an export up, or forgets one that is done. A number not known has nothing to end. */
  endExport(argument: { readonly export: number }): void | Promise<void>;
  /** Gives all exports up. Answers when nothing is left of their files. */
  endExports(): void | Promise<void>;
  /** Frees all that the result holds; a view that is being made fails. A number not known has nothing to free. */
  release(argument: { readonly result: number }): void;
}

export interface ExportOrder {
  readonly result: number;
  readonly view: number;
  /** Positions of the view, heads of groups standing for nothing; missing: every record of the view, those of closed groups included. */
  readonly ranges?: readonly RowRange[];
  /** In place of records: a line for each innermost group, or line of repeats, with what its head says. */
  readonly groups?: boolean;
  readonly format: ExportFormat;
  /** `csv` and `md`: which fields, and their names in the first line. */
  readonly columns: readonly { readonly path: string; readonly label: string }[];
  /** `csv`: begins with a byte order mark, by which Excel knows UTF-8. */
  readonly byteOrderMark: boolean;
  /** `csv`; commas, and safe for spreadsheets, unless told. */
  readonly style?: CsvStyle;
  /** Path in the file system. */
  readonly file: string;
  /** What stood there when the person agreed to it; something else is not replaced. */
  readonly target?: Target;
}

/** Ends of the files' names. `json`: a list of whole records; `ndjson`: a whole record in each line; `md`: a table of Markdown. */
export type ExportFormat = "csv" | "md" | "json" | "ndjson";

/** How texts stand in a table: so that a spreadsheet takes none for a formula, or exactly as they are. */
export type TextForm = "spreadsheetSafe" | "plain";

/** What stands between the cells of a line. */
export type Separator = "comma" | "semicolon" | "tab";

export interface CsvStyle {
  readonly separator: Separator;
  readonly form: TextForm;
}

export interface ExportProgress {
  readonly records: number;
  readonly of: number;
  readonly bytes: number;
  /** Set when the file is there, whole: SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256?: string;
}

/** What a view orders, filters and groups by. */
export interface ViewOrder {
  readonly sort: readonly SortKey[];
  readonly filter: string;
  /** Conditions that all must hold, beside the filter; one that cannot be read is an error. */
  readonly clauses?: readonly ViewClause[];
  /** Path of the field whose values make the groups. */
  readonly group?: string;
  /** Path of another field, whose values part each group once more. */
  readonly thenGroup?: string;
  /** In place of groups: rows that repeat each other, as the report has it, fold into one line. */
  readonly fold?: boolean;
}

/** A condition of a view. */
export interface ViewClause {
  /** OData. */
  readonly condition: string;
  /** It picks values of this field, or bounds it: the field's own facet and histogram do without. */
  readonly path?: string;
}

export interface FoundMore {
  /** Positions, heads of groups included. */
  readonly rows: number;
  /** Records, those of closed groups included. */
  readonly matching: number;
  /** Rows already answered may now be at another position. */
  readonly moved: boolean;
  readonly grouped?: GroupCounts;
  /** Missing: nothing is left to be looked through. */
  readonly basis?: Basis;
}

export interface View {
  readonly view: number;
  /** Positions, heads of groups included. */
  readonly rows: number;
  /** Records, those of closed groups included. */
  readonly matching: number;
  /** Missing where rows are not grouped. */
  readonly grouped?: GroupCounts;
  /** Not all was looked through: every row matches, but more may. */
  readonly basis?: Basis;
  /** What is wrong with the filter, in words with the place; the view is then unfiltered. */
  readonly problem?: string;
}

export interface Appended {
  readonly records: number;
  /** How many of the page's records cannot be read; missing: none. */
  readonly unreadable?: number;
  /** `moved`: rows already answered may now be at another position, have other cells or be gone (a sorted view, replaced records): ask for them again. */
  readonly views: readonly {
    readonly view: number;
    readonly rows: number;
    readonly matching: number;
    readonly grouped?: GroupCounts;
    readonly moved: boolean;
  }[];
}
