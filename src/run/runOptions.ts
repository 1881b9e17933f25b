import type { GraphClient } from "../sources/graph/index.ts";
import type { Plan } from "../query/index.ts";
import type { Replacement } from "../results/rows.ts";
import type { Budget, Priority } from "./budget.ts";
import type { Clock } from "./clock.ts";
import type { Lateness } from "./lateness.ts";
import type { QuestionState } from "./question.ts";
import type { ServiceTime } from "./serviceTime.ts";

export interface RunOptions {
  readonly plan: Pick<Plan, "report" | "requests" | "from" | "to" | "here" | "guard">;
  /** Only the newest so many records. */
  readonly take?: number;
  readonly client: Pick<GraphClient, "host" | "page">;
  readonly budget: Budget;
  readonly priority?: Priority;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** The plan's range as it is when it is `now`, for one that ends so; missing: it stays what it is. */
  readonly rangeAt?: (now: Date) => Pick<Plan, "from" | "to">;
  /** What is known of the service's clock; shared by the runs of a connection. */
  readonly time?: ServiceTime;
  /** How long after an event its record may still be on its way; shared by the runs of a connection. */
  readonly lateness?: Lateness;
  /** Without `lateness`: at least so long, in ms. */
  readonly settleMs?: number;
  /** `progress`, `coverage` or `notes` have changed. */
  readonly onChange?: () => void;
  /** Goes on from a run that ended or was cut off; `known`: the records that the result has of it, in the result's order. */
  readonly resume?: { readonly state: RunState; readonly known: Iterable<{ readonly id?: string; readonly time: number }> };
}

/** What a run can be gone on from; plain JSON, nothing of a record in it. */
export interface RunState {
  /** Milliseconds since 1970, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly questions: readonly QuestionState[];
  readonly notes: readonly string[];
}

/** One answer of the service, and what of it is new. */
export interface RunPage {
  /** UTF-8 JSON as it came. */
  readonly body: ArrayBuffer;
  /** Positions in its `value` that are not to be added, ascending. */
  readonly skip: readonly number[];
  /** Of those, later versions of records that are already there. */
  readonly replace: readonly Replacement[];
  readonly added: number;
  /**
   * To be called when the page is in the result; answers with its records that came late.
   * `records`: how many the result then has; throws a `Miscounted` when that is not what the run counts.
   */
  stored(records?: number): readonly LateRecord[];
  /** To be called when the page is not in the result: it comes again. */
  lost(): void;
}

/** A record that came where all were thought to be there. */
export interface LateRecord {
  /** Number in the result. */
  readonly record: number;
  /** From its event until it was seen, in ms. */
  readonly lateMs: number;
}

/** The result numbers its records otherwise than the run: what the run says of them would be said of others. Nothing can go on from there. */
export class Miscounted extends Error {
  override readonly name = "Miscounted";
  constructor(has: number, counted: number) {
    super(`The result has ${has} records where ${counted} were sent to it`);
  }
}
