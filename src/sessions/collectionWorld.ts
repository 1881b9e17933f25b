import type { Connection } from "../auth/connection.ts";
import type { Report } from "../reports/index.ts";
import type { ResultsApi } from "../results/api.ts";
import type { Remote } from "../rpc.ts";
import type { Budget, Clock, Lateness, ServiceTime } from "../run/index.ts";
import type { Sourced } from "./sourced.ts";

/** What a collection needs of the world around it. */
export interface CollectionWorld {
  results(): Remote<ResultsApi>;
  /** `listener` is called when all results are lost. Answers with how to end that. */
  onResultsLost?(listener: (reason: string) => void): () => void;
  /** Where its records come from; missing: from Graph. */
  sources?(connection: Connection): readonly Sourced[];
  /** Shared by all runs of the connection. */
  budget(connection: Connection): Budget;
  /** What the runs of the connection have learned of the service's clock, and of how late its records come. */
  learned?(connection: Connection): { readonly time: ServiceTime; readonly lateness: Lateness };
  /** How long at least a record may be on its way after its event, in ms: what the person set. */
  readonly settleMs: number;
  readonly clock: Clock;
  random(): number;
  /** A report could not be read, or a request for it is tried again, or it is read again: then without an error. */
  reached?(report: Report["id"], error?: unknown): void;
  /** A stretch of loading has ended. */
  ended?(run: EndedRun): void;
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
