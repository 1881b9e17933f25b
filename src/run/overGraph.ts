import { reportById } from "../reports/index.ts";
import { GraphSource, graphLimit, type GraphClient, type Plan } from "../sources/graph/index.ts";
import { Budget as AnyBudget } from "./budget.ts";
import { Budgets as AnyBudgets } from "./budgets.ts";
import type { Clock } from "./clock.ts";
import type { RunPart } from "./lane.ts";
import { Lateness } from "./lateness.ts";
import type { LedgerStore } from "./lease.ts";
import { Run as AnyRun } from "./run.ts";
import type { RunOptions as AnyRunOptions } from "./runOptions.ts";
import type { ServiceTime } from "./serviceTime.ts";

// Runs, and budgets, for whoever reads Graph alone and knows nothing of sources: the one file of this folder that knows Graph.

/** A run that asks Graph. */
export interface RunOptions extends Omit<AnyRunOptions, "report" | "parts"> {
  readonly plan: Pick<Plan, "report" | "requests" | "from" | "to" | "here" | "guard">;
  readonly client: Pick<GraphClient, "host" | "page">;
  readonly budget: AnyBudget;
  /** The plan's range as it is when it is `now`, for one that ends so; missing: it stays what it is. */
  readonly rangeAt?: (now: Date) => Pick<Plan, "from" | "to">;
  /** What is known of the service's clock; shared by the runs of a connection. */
  readonly time?: ServiceTime;
  /** How long after an event its record may still be on its way; shared by the runs of a connection. */
  readonly lateness?: Lateness;
  /** Without `lateness`: at least so long, in ms. */
  readonly settleMs?: number;
}

export class Run extends AnyRun {
  constructor(options: RunOptions | AnyRunOptions) {
    super("parts" in options ? options : { ...options, report: reportById(options.plan.report).id, parts: [partOf(options)] });
  }
}

function partOf({ plan, client, budget, rangeAt, time, settleMs = 0, lateness = new Lateness(() => settleMs) }: RunOptions): RunPart {
  const source = new GraphSource(client);
  return { source, plan: source.requestsOf(plan), budget, ...(rangeAt && { rangeAt }), time, lateness };
}

/** Graph's limit of requests. */
export class Budget extends AnyBudget {
  constructor(clock: Clock, store?: LedgerStore) {
    super(clock, graphLimit, store);
  }
}

/** The same for each cloud, tenant and client id. */
export class Budgets extends AnyBudgets {
  constructor(clock: Clock, folder?: string, log?: (message: string) => void) {
    super(clock, graphLimit, folder, log);
  }
}
