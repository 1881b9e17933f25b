import type { ReportId } from "../reports/report.ts";
import type { Expression, Span } from "./expression.ts";

export const rangeUnits = ["m", "h", "d", "w", "mo"] as const;
/** Minutes, hours, calendar days, weeks, months. */
export type RangeUnit = (typeof rangeUnits)[number];

/** `last 7d`, or `from 2026-11-01 to 2026-11-08T12:00:00Z`: dates and instants as canonically written; no `to` means now. */
export type Range =
  | { readonly kind: "last"; readonly amount: number; readonly unit: RangeUnit }
  | { readonly kind: "between"; readonly from: string; readonly to?: string };

export interface SortKey {
  readonly path: string;
  readonly direction: "asc" | "desc";
}

/** What to ask of a report. A value with a text form: see `parseQuery` and `printQuery`. */
export interface Query {
  readonly report: ReportId;
  readonly range: Range;
  /** Of reports that have some; none means what the service gives without being asked: of sign-ins interactive users. */
  readonly types?: readonly string[];
  readonly where?: Expression;
  /** Field paths; none means the report's default columns. */
  readonly columns?: readonly string[];
  readonly sort?: readonly SortKey[];
  /** At most so many records, newest first. */
  readonly take?: number;
}

/** Only errors keep a query from running; an info says how something is read. */
export type Severity = "error" | "warning" | "info";

/** What is wrong with a text, where, and what would be right. */
export interface Problem extends Span {
  readonly severity: Severity;
  readonly message: string;
  /** A text to put in place of `start`..`end`. */
  readonly replacement?: string;
  /** The replacement is of the whole text, with each of its errors put right. */
  readonly fixesAll?: true;
}
