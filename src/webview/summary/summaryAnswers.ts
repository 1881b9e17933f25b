import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GridState, HostApi, SummaryAnswer } from "../../protocol.ts";
import type { Remote } from "../../rpc.ts";
import type { Summary } from "../../summary/summary.ts";
import { unlessStale } from "../unlessStale.ts";

/** While rows arrive all of them are counted anew no more often than this, and no more than a third of the time. */
const throttleMs = 1_000;
const restFactor = 2;
/** So long one waits before what was still unread is asked for again. */
const partialMs = 500;

/** The pane that shows the answers. */
export interface SummarizingPane extends ReactiveControllerHost {
  readonly state: GridState;
  /** It is looked at. */
  readonly shown: boolean;
  readonly host: () => Pick<Remote<HostApi>, "summary">;
}

/** What the host says of the rows of the view: asked again when they are others, one question at a time, and not while nobody looks. */
export class SummaryAnswers implements ReactiveController {
  /** What came last; it stays until the next answer. */
  summary: Summary | undefined;
  /** Why none came. */
  failure: string | undefined;
  private readonly pane: SummarizingPane;
  private asked = "";
  private asking = false;
  private restUntil = -Infinity;
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(pane: SummarizingPane) {
    this.pane = pane;
    pane.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.later);
  }

  /** One question for the rows as they are, unless its answer is there. */
  ask(): void {
    const { state, shown } = this.pane;
    clearTimeout(this.later);
    if (state.loaded === 0) {
      // There is nothing to count, and what was counted before is of another query.
      this.summary = this.failure = undefined;
      this.asked = "";
      return;
    }
    const key = keyOf(state);
    if (!shown || key === this.asked || this.asking) return;
    const waitMs = state.phase === "running" && this.summary ? this.restUntil - performance.now() : 0;
    if (waitMs > 0) {
      this.wait(waitMs);
      return;
    }
    const begun = performance.now();
    this.asked = key;
    this.asking = true;
    void unlessStale(this.pane.host().summary({ revision: state.revision }))
      .then(
        (answer) => {
          this.take(answer);
        },
        (error: unknown) => {
          this.failure = error instanceof Error ? error.message : String(error);
        },
      )
      .finally(() => {
        const now = performance.now();
        this.asking = false;
        this.restUntil = now + Math.max(throttleMs, restFactor * (now - begun));
        this.pane.requestUpdate();
        if (this.asked === "") this.wait(partialMs);
        else this.ask();
      });
  }

  /** After a failure. */
  again(): void {
    this.asked = "";
    this.ask();
  }

  private wait(ms: number): void {
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      this.ask();
    }, ms);
  }

  private take(answer: SummaryAnswer | undefined): void {
    if (!answer || answer.revision !== this.pane.state.revision) return;
    this.summary = answer.summary;
    this.failure = undefined;
    if (answer.isPartial) this.asked = "";
  }
}

/** All that a summary says something of. */
function keyOf({ revision, loaded, matching, phase, zone, run, filterBasis }: GridState): string {
  const coverage = run.coverage.map(({ from, to, state }) => [from, to, state]);
  return JSON.stringify([revision, loaded, matching, phase, zone, coverage, filterBasis]);
}
