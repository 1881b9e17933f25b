import type { Expression, Query, RangeOptions } from "../query/index.ts";
import type { ReportId } from "../reports/index.ts";

/** How many requests a source takes in how much time. */
export interface Limit {
  readonly requests: number;
  readonly windowMs: number;
  /** Two requests may reach it closer together than they were sent. */
  readonly marginMs: number;
}

/** What a source is asked of a query, for one stretch of its time after the other. Plain JSON: a run can be gone on from with it. */
export interface SourceRequest {
  /** The same for the same question, and for no other of its plan. */
  readonly key: string;
  /** The kinds of events that it asks for, where they have names. */
  readonly types?: readonly string[];
  /** Rows of a full page. */
  readonly pageSize: number;
  /** How much time a page is asked of at first, in ms. */
  readonly widthMs: number;
}

/** How a source answers a query. */
export interface SourcePlan<Request extends SourceRequest = SourceRequest> {
  /** None: it has nothing in this range. More than one: their records belong together, each id once. */
  readonly requests: readonly Request[];
  /** Both ends belong to the range. */
  readonly from: Date;
  readonly to: Date;
  /** What each of its records must still meet. */
  readonly here?: Expression;
  /**
   * The whole condition: what the source answers and `here` together mean the same, up to letter case, as whether a source minds it is known of some fields only. This is
   * to prove it (`compile` with `asGuard`), and then lets through what differs in letter case alone: it is never stricter than the source.
   */
  readonly guard?: Expression;
  /** What it answers itself and what is evaluated here, and why; a sentence each. */
  readonly notes: readonly string[];
}

/** A page that is asked for. */
export interface Ask<Request extends SourceRequest = SourceRequest> {
  readonly request: Request;
  /** Milliseconds since 1970; both ends belong to the answer. */
  readonly from: number;
  readonly to: number;
  /** What a page before gave as `next`. */
  readonly next?: string;
}

/** Records, newest first as far as the source keeps to that: as JSON text, or in columns. */
export type Page = TextPage | ColumnPage;

/** Records as they came in a JSON list. */
export interface TextPage extends PageEnd {
  /** The buffer in which they stand, as it came: UTF-8. */
  readonly body: ArrayBuffer;
  /** Where in it the JSON list of them begins and ends, in bytes; missing: it has nothing else. */
  readonly list?: readonly [start: number, end: number];
  /** The list's items, in their positions; nothing is taken for granted of them. */
  readonly records: readonly unknown[];
}

/** Records of a source that answers with a table. */
export interface ColumnPage extends PageEnd {
  readonly columns: readonly PageColumn[];
}

export interface PageColumn {
  /** Members joined by `/`, as of a field: `status/errorCode`. Of a list it is that of the whole list. */
  readonly path: string;
  /** One for each record, all columns alike: what JSON can say, or undefined where a record does not have the member. */
  readonly values: readonly unknown[];
}

/** What follows a page. */
export interface PageEnd {
  /** Where it goes on; missing means that nothing follows, unless there is a problem. A short or empty page does not. */
  readonly next?: string;
  /** The records hold, but more may follow to which nothing leads: what kept it from being a whole page. A `SourceError`. */
  readonly problem?: Error;
  /** The source's clock as it answered: milliseconds since 1970. */
  readonly servedAt?: number;
}

/** What to ask in place of a request that was refused. */
export interface Instead<Request extends SourceRequest = SourceRequest> {
  readonly request: Request;
  /** A sentence: why, and what it costs. */
  readonly note: string;
}

/** Where records come from. It answers a part of a query in its own dialect and says what is left for us; it knows nothing of runs. */
export interface Source<Request extends SourceRequest = SourceRequest> {
  /** Tells it from others, in states and logs. */
  readonly id: string;
  /** Missing: it may be asked as often as one likes. */
  readonly limit?: Limit;
  /** Whom the tokens must be for that it is asked with; empty: it needs none. */
  readonly audiences: readonly string[];
  /** Never changes the meaning of the query. Variables must have been substituted. */
  plan(query: Query, options: RangeOptions): SourcePlan<Request>;
  /** Rejects with a `SourceError`, or with the signal's reason. */
  page(ask: Ask<Request>, signal: AbortSignal): Promise<Page>;
  /** For a request that was refused before any was answered; undefined: there is nothing else to try. */
  instead?(request: Request, error: unknown): Instead<Request> | undefined;
  /** For how long it keeps events, in ms; undefined: for ever. */
  retention(report: ReportId): number | undefined;
  /** How long after an event its record may still be on its way, in ms. */
  lateness(report: ReportId, type?: string): number;
  /** What is asked, in its own dialect, for people. No token. */
  describe(ask: Ask<Request>): string;
}
