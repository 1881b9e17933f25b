import type { Report } from "../reports/report.ts";
import type { ReportSummary } from "../reports/summaryParts.ts";

/** What is known of the rows beside the answers: whoever holds them fills it in. */
export interface SummaryContext {
  /** Whose clock and calendar count: an IANA name, or `utc`. */
  readonly zone: string;
  readonly now: Date;
  /** Rows loaded, and those of them that the view shows: all numbers are of the latter. */
  readonly loaded: number;
  readonly matching: number;
  /** The queried stretch of time, or the part of it that the view shows; ISO 8601 instants. */
  readonly range?: { readonly from: string; readonly to: string };
  /** The service said that nothing follows, and all of the range is there. */
  readonly complete: boolean;
  /** Stretches of the range that are not loaded, or not to their end. */
  readonly missing: number;
  /** Late events are still expected in some stretch. */
  readonly settling: boolean;
  /** Rows are coming. */
  readonly running: boolean;
  /** The view shows a part of the rows only: a filter, or a query that was narrowed since it ran. */
  readonly narrowed: boolean;
  /** What an error code of a sign-in means, in a sentence; undefined for one that is not known. Missing: codes are not explained. */
  readonly describe?: (code: number) => string | undefined;
}

/** What a part is asked and told with. */
export interface SummaryWorld {
  readonly report: Report;
  readonly words: ReportSummary;
  readonly context: SummaryContext;
}
