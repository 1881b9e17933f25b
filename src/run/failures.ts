import { againOf, isAway, sourceErrorOf, waitOf } from "../sources/errors.ts";
import type { Lane } from "./lane.ts";
import type { Progress, Trouble } from "./progress.ts";
import type { Ask, Question } from "./question.ts";
import type { RunOptions } from "./runOptions.ts";
import { longestSkewMs } from "./serviceTime.ts";
import type { Slice } from "./slice.ts";

export interface FailuresOptions extends Pick<RunOptions, "clock" | "random"> {
  readonly lanes: readonly Lane[];
  readonly progress: Progress;
  readonly notes: string[];
  /** By the service's clock. */
  readonly serviceNow: () => Date;
  /** The service keeps nothing from before `minimum`. */
  readonly onTooOld: (lane: Lane, minimum: Date) => void;
}

/** What becomes of a request that failed: it is asked again later, or otherwise, or nothing more is asked of its source. */
export class Failures {
  readonly #options: FailuresOptions;

  constructor(options: FailuresOptions) {
    this.#options = options;
  }

  failed(lane: Lane, slice: Slice<Question>, ask: Ask, error: unknown): void {
    const { clock, random, notes, serviceNow, onTooOld } = this.#options;
    const { question } = slice;
    const { budget, breaker } = lane;
    const now = clock.now();
    const { kind, facts } = sourceErrorOf(error) ?? {};
    if (againOf(error) === "told") {
      const usualMs = breaker.throttled(now);
      if (budget) budget.throttled(facts?.retryAfterMs ?? usualMs);
      else slice.readyAt = now + (facts?.retryAfterMs ?? usualMs);
      this.troubled(lane, undefined);
      if (breaker.isOpen(now)) this.#end(lane, slice, ask, error);
      return;
    }
    if (!isAway(error) && waitOf(error) > 0) budget?.pause(waitOf(error));
    // What is said to begin in times to come is nonsense: nothing is left out for it.
    const isPast = facts?.minimum !== undefined && facts.minimum.getTime() <= serviceNow().getTime() + longestSkewMs;
    if (kind === "tooOld" && isPast && facts.minimum.getTime() > ask.from) {
      onTooOld(lane, facts.minimum);
      return;
    }
    const said = question.askInstead(ask, error);
    if (said) {
      notes.push(...said.filter((note) => !notes.includes(note)));
      return;
    }
    const after = slice.failed(error, now, random());
    if (againOf(error) !== "byTime") breaker.failed(isAway(error));
    if (after === "givenUp") {
      question.giveUp(slice, error);
      breaker.gaveUp();
    }
    if (after === "fatal" || breaker.isOpen(now)) this.#end(lane, slice, ask, error, after === "givenUp");
    else this.troubled(lane, { error, since: lane.trouble?.since ?? ask.sentAt, retryAt: slice.readyAt });
  }

  /** Of several sources' troubles the first one's is shown. */
  troubled(lane: Lane, trouble: Trouble | undefined): void {
    const { lanes, progress } = this.#options;
    lane.trouble = trouble;
    const shown = lanes.find((other) => other.trouble !== undefined)?.trouble;
    if (shown) progress.trouble = shown;
    else delete progress.trouble;
  }

  /** Nothing more is asked of the source. */
  #end(lane: Lane, slice: Slice<Question>, ask: Ask, error: unknown, isGivenUp = false): void {
    const { question } = slice;
    question.failed = [...question.failed, ...(isGivenUp ? [] : [{ from: Math.max(slice.from, ask.from), to: slice.to }])];
    this.troubled(lane, undefined);
    lane.fatal ??= { error };
    lane.stop.abort(error);
  }
}
