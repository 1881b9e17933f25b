import type { ReportId } from "../reports/index.ts";
import type { Replacement } from "../results/rows.ts";
import type { Priority } from "./budget.ts";
import type { Clock } from "./clock.ts";
import type { RunPart } from "./lane.ts";
import type { QuestionState } from "./question.ts";

export interface RunOptions {
  readonly report: ReportId;
  /** One for each source, which may overlap: of equal records the fuller one counts, the first part's where they say as much. The run's clock is the first one's. */
  readonly parts: readonly RunPart[];
  /** Only the newest so many records. */
  readonly take?: number;
  readonly priority?: Priority;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
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

/** One page of a source, and what of it is new. */
export interface RunPage {
  /** As it came, UTF-8. */
  readonly body: ArrayBuffer;
  /** Where in it the JSON list of records begins and ends, in bytes. */
  readonly list: readonly [start: number, end: number];
  /** Positions in the list that are not to be added, ascending. */
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
