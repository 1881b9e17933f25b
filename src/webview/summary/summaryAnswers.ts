import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GridState, HostApi, SummaryAnswer } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { Summary } from "../../summary/summary.ts";
import { unlessStale } from "../shared/unlessStale.ts";

/** While rows arrive all of them are counted anew no more often than this, and no more than a third of the time. */
const throttleMs = 1_000;
const restFactor = 2;
/** So long the worker has for others before what was still unread is asked for again. */
const partialRestMs = 250;

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
  /** What was answered to that is of a part of what the rows have. */
  private isPartial = false;
  /** Set for a while after each answer. */
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(pane: SummarizingPane) {
    this.pane = pane;
    pane.addController(this);
  }

  hostDisconnected(): void {
    this.rest(undefined);
  }

  /** One question for the rows as they are, unless its answer is there. */
  ask(): void {
    const { state, shown } = this.pane;
    if (state.loaded === 0) {
      // There is nothing to count, and what was counted before is of another query.
      this.summary = this.failure = undefined;
      this.asked = "";
      return;
    }
    const key = keyOf(state);
    const isSame = key === this.asked;
    if (!shown || this.asking || (isSame && !this.isPartial)) return;
    if (this.resting !== undefined && (isSame || state.phase === "running")) return;
    const begun = performance.now();
    this.asked = key;
    this.asking = true;
    this.isPartial = false;
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
        this.asking = false;
        this.rest(this.isPartial ? partialRestMs : Math.max(throttleMs, restFactor * (performance.now() - begun)));
        this.pane.requestUpdate();
        this.ask();
      });
  }

  /** After a failure. */
  again(): void {
    this.asked = "";
    this.failure = undefined;
    this.pane.requestUpdate();
    this.ask();
  }

  private rest(ms: number | undefined): void {
    clearTimeout(this.resting);
    this.resting =
      ms === undefined
        ? undefined
        : setTimeout(() => {
            this.resting = undefined;
            this.ask();
          }, ms);
  }

  private take(answer: SummaryAnswer | undefined): void {
    if (!answer || answer.revision !== this.pane.state.revision) return;
    this.summary = answer.summary;
    this.failure = undefined;
    this.isPartial = answer.isPartial === true;
  }
}

/** All that a summary says something of. */
function keyOf({ revision, loaded, matching, phase, zone, run, filterBasis }: GridState): string {
  const coverage = run.coverage.map(({ from, to, state }) => [from, to, state]);
  return JSON.stringify([revision, loaded, matching, phase, zone, coverage, filterBasis]);
}
