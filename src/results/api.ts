import type { Row, RowRange } from "../protocol.ts";
import type { SortKey } from "../query/query.ts";
import type { ReportId } from "../reports/report.ts";

/** What the extension host may ask of the results worker. Results and views are named by numbers; a number not known is an error. */
export interface ResultsApi {
  /** A new, empty result. */
  create(argument: { readonly report: ReportId }): number;
  /**
   * Adds one page of the service. `body` is the UTF-8 JSON of the answer as it came (`{"value":[…]}`), transferred.
   * `skip`: positions in `value` that are not to be added (duplicates, records the query excludes), ascending.
   * `replace`: those of the skipped that take the place of a record the result has, or gets with this page. Its number stays; of several, the last counts.
   * Answers with the number of records in the result, and with what became of its views. A page that is refused changes nothing.
   */
  append(argument: {
    readonly result: number;
    readonly body: ArrayBuffer;
    readonly skip: readonly number[];
    readonly replace?: readonly Replacement[];
  }): Appended;
  /**
   * Orders and filters. An empty `sort` is the order in which the records came; equal rows keep that order, and a missing value is the least.
   * Replaces the view `replaces`, which is forgotten. Takes its time in small steps: other calls are answered meanwhile.
   */
  view(argument: {
    readonly result: number;
    readonly sort: readonly SortKey[];
    readonly filter: string;
    readonly replaces?: number;
  }): View | Promise<View>;
  rows(argument: {
    readonly result: number;
    readonly view: number;
    readonly from: number;
    readonly count: number;
    readonly columns: readonly string[];
  }): Row[];
  /** One record as the service sent it, digit by digit, as JSON text indented by two spaces. */
  record(argument: { readonly result: number; readonly record: number }): string;
  /**
   * Rows as text. `tsv`: header line of `columns` labels, tab-separated, formula-safe; `json`: an indented array of whole records; `ndjson`: a whole record per line.
   * `limitBytes`: an error that says so instead of a text beyond it.
   */
  text(argument: {
    readonly result: number;
    readonly view: number;
    readonly ranges: readonly RowRange[];
    readonly columns: readonly string[];
    readonly format: "tsv" | "json" | "ndjson";
    readonly limitBytes: number;
  }): string;
  /** Frees all that the result holds; a view that is being made fails. A number not known has nothing to free. */
  release(argument: { readonly result: number }): void;
}

/** A later version of a record. */
export interface Replacement {
  /** In `value`. */
  readonly position: number;
  readonly record: number;
}

export interface View {
  readonly view: number;
  readonly rows: number;
  /** What is wrong with the filter, in words with the place; the view is then unfiltered. */
  readonly problem?: string;
}

export interface Appended {
  readonly records: number;
  /** `moved`: rows already answered may now be at another position, have other cells or be gone (a sorted view, replaced records): ask for them again. */
  readonly views: readonly { readonly view: number; readonly rows: number; readonly moved: boolean }[];
}
