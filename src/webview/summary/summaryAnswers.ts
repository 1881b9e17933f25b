import type { ReactiveControllerHost } from "lit";
import type { GridState, HostApi, SummaryAnswer } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { Summary } from "../../summary/summary.ts";
import { Answers, type LastQuestion } from "../shared/answers.ts";

/** While rows arrive all of them are counted anew no more often than this, and no more than a third of the time. */
const throttleMs = 1_000;
const restFactor = 2;
/** So long the worker has for others before what was still unread is asked for again. */
const partialRestMs = 250;

/** Who shows the summary: it is drawn anew when one comes. */
type SummaryAsker = Pick<ReactiveControllerHost, "addController" | "requestUpdate"> & {
  readonly state: GridState;
  /** It is looked at. */
  readonly shown: boolean;
  readonly host: () => Pick<Remote<HostApi>, "summary">;
};

/** What the host says of the rows of the view: asked again when they are others, and not while nobody looks. */
export class SummaryAnswers {
  /** What came last; it stays until the next answer. */
  summary: Summary | undefined;
  /** Why none came. */
  failure: string | undefined;
  private readonly pane: SummaryAsker;
  private readonly answers: Answers<{ readonly revision: number }, SummaryAnswer>;

  constructor(pane: SummaryAsker) {
    this.pane = pane;
    this.answers = new Answers(pane, {
      hasRows: () => pane.state.loaded > 0,
      question: () => (pane.shown ? { revision: pane.state.revision } : undefined),
      rows: () => rowsOf(pane.state),
      waitMs: (_, last, isSame) => (isSame || pane.state.phase === "running" ? restOf(last) : 0),
      send: (question) => pane.host().summary(question),
      take: (answer) => this.take(answer),
      forget: () => {
        this.summary = this.failure = undefined;
      },
      failed: (error) => {
        this.failure = error instanceof Error ? error.message : String(error);
        pane.requestUpdate();
      },
    });
  }

  /** One question for the rows as they are, unless its answer is there. */
  ask(): void {
    this.answers.ask();
  }

  /** After a failure. */
  again(): void {
    this.failure = undefined;
    this.pane.requestUpdate();
    this.answers.again();
  }

  private take(answer: SummaryAnswer): boolean {
    if (answer.revision !== this.pane.state.revision) return false;
    this.summary = answer.summary;
    this.failure = undefined;
    this.pane.requestUpdate();
    return answer.isPartial === true;
  }
}

/** What is left of the rest after an answer, in milliseconds. */
function restOf(last: LastQuestion<unknown> | undefined): number {
  if (last?.answeredAt === undefined) return 0;
  const restMs = last.isPartial ? partialRestMs : Math.max(throttleMs, restFactor * (last.answeredAt - last.at));
  return last.answeredAt + restMs - performance.now();
}

/** All that a summary says something of. */
function rowsOf({ loaded, matching, phase, zone, run, filterBasis }: GridState): unknown {
  const coverage = run.coverage.map(({ from, to, state }) => [from, to, state]);
  return [loaded, matching, phase, zone, coverage, filterBasis];
}
