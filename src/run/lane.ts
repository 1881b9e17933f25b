import type { ReportId } from "../reports/index.ts";
import { reportById } from "../reports/index.ts";
import type { Source, SourcePlan } from "../sources/source.ts";
import { Breaker } from "./breaker.ts";
import type { Budget } from "./budget.ts";
import type { Stretch } from "./coverage.ts";
import { Lateness } from "./lateness.ts";
import { Pace } from "./pace.ts";
import type { Trouble } from "./progress.ts";
import { Question, type QuestionState } from "./question.ts";
import { ServiceTime } from "./serviceTime.ts";
import type { Tests } from "./sift.ts";
import type { Slice } from "./slice.ts";

/** One source's part of a run: a stretch of its range, or all of it. */
export interface RunPart {
  readonly source: Source;
  readonly plan: Pick<SourcePlan, "requests" | "from" | "to" | "here" | "guard">;
  /** Missing: the source may be asked as often as one likes. */
  readonly budget?: Budget | undefined;
  /** The plan's stretch as it is when it is `now`, for one that ends so; missing: it stays what it is. */
  rangeAt?(now: Date): Pick<SourcePlan, "from" | "to">;
  /** What is known of the source's clock; shared by runs. */
  readonly time?: ServiceTime | undefined;
  /** How long after an event its record may still be on its way; shared by runs. */
  readonly lateness?: Lateness | undefined;
}

/** What a run knows of a source: one that fails leaves the others alone. */
export class Lane {
  readonly part: RunPart;
  readonly source: Source;
  readonly budget: Budget | undefined;
  readonly time: ServiceTime;
  readonly lateness: Lateness;
  readonly questions: readonly Question[];
  readonly pace: Pace;
  breaker = new Breaker(0);
  inFlight = 0;
  /** Ends the requests under way. */
  stop = new AbortController();
  fatal: { readonly error: unknown } | undefined;
  trouble: Trouble | undefined;
  /** By now, for conditions that name it. */
  tests: Tests = { here: undefined, guard: undefined };

  constructor(report: ReportId, part: RunPart, states: readonly QuestionState[] = []) {
    const { source, plan, budget, time = new ServiceTime(), lateness = new Lateness() } = part;
    this.part = part;
    this.source = source;
    this.budget = budget;
    this.time = time;
    this.lateness = lateness;
    this.pace = new Pace(source.limit);
    const own = ownOf(plan);
    this.questions = plan.requests.map((request, at) => new Question(reportById(report), source, request, own, states[at]));
  }

  get slices(): readonly Slice<Question>[] {
    return this.questions.flatMap(({ slices }) => slices);
  }

  /** Nothing of it is under way or will be. */
  get isIdle(): boolean {
    return this.fatal !== undefined || (this.inFlight === 0 && this.questions.every(({ slices }) => slices.length === 0));
  }

  /** Before a stretch of asking. */
  begin(now: number): void {
    if (this.stop.signal.aborted) this.stop = new AbortController();
    this.fatal = this.trouble = undefined;
    this.breaker = new Breaker(now);
    for (const slice of this.slices) slice.startAfresh();
  }
}

/** With the last moment, which belongs to it. */
export const ownOf = ({ from, to }: Pick<SourcePlan, "from" | "to">): Stretch => ({ from: from.getTime(), to: to.getTime() + 1 });
