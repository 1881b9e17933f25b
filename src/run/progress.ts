import type { CoverageState, Stretch } from "./coverage.ts";

/** A stretch of the range, `to` exclusive, and the records of the result in it. */
export interface Covered extends Stretch {
  readonly state: CoverageState;
  readonly rows: number;
  /** Records that came when the stretch was thought to be complete. */
  readonly late?: number;
}

/** What a run shows of itself; changed in place, `onChange` tells when. */
export interface Progress {
  /** Answers that were handed on. */
  pages: number;
  requests: number;
  /** Records of the result. */
  records: number;
  /** Records that the service sent twice. */
  duplicates: number;
  /** Records of the service that the part of the condition that is evaluated here excludes. */
  excluded: number;
  /** Records of the service that were not asked for: outside of the range, or against the condition. Dropped. */
  strays: number;
  /** Items of a page that are no records (dropped), and records without id or time (kept). */
  oddities: number;
  /** Records that took too long to judge, and were kept. */
  unjudged: number;
  /** ISO 8601 instant: everything newer is there. */
  reached?: string;
  /** Milliseconds since 1970: the run waits until then, as the service's limit has it. */
  waitingUntil?: number;
  /** Milliseconds since 1970: nothing has come since then, although something was asked. */
  unansweredSince?: number;
  /** What went wrong with the last request; gone with the next answer. */
  trouble?: Trouble;
}

export interface Trouble {
  readonly error: unknown;
  /** When the first request since the last answer was sent that failed, and when it is tried again; milliseconds since 1970. */
  readonly since: number;
  readonly retryAt: number;
}

/** What is still to come, by the densities learned so far; undefined before the first answer. */
export interface Forecast {
  readonly rows: number;
  readonly requests: number;
  readonly ms: number;
}
