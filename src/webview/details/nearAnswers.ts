import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GridState, HostApi, Near } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";

/** While rows arrive, and while some are still to be read, it is counted anew no more often than this. */
const restMs = 1_000;

/** Whoever shows the answers. */
export interface NearHost extends ReactiveControllerHost {
  readonly state: GridState;
  /** Number of the record shown. */
  readonly record: number | undefined;
  readonly host: () => Pick<Remote<HostApi>, "near">;
}

/** What else is loaded of the operation and session of a record: one question at a time, for the record shown last. Nobody waits for the answer. */
export class NearAnswers implements ReactiveController {
  private readonly pane: NearHost;
  private answer: { readonly record: number; readonly near?: Near; readonly failure?: string } | undefined;
  private asked = "";
  private asking = false;
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(pane: NearHost) {
    this.pane = pane;
    pane.addController(this);
  }

  /** Of the record shown; undefined while nothing is known of it. */
  get near(): Near | undefined {
    return this.answer && this.answer.record === this.pane.record ? this.answer.near : undefined;
  }

  /** Why it could not be counted. */
  get failure(): string | undefined {
    return this.answer && this.answer.record === this.pane.record ? this.answer.failure : undefined;
  }

  hostDisconnected(): void {
    clearTimeout(this.resting);
    this.resting = undefined;
  }

  /** Asks unless the answer is there, or on its way. `content`: tells the record from another one of its number. */
  ask(content: unknown): void {
    const { record, state } = this.pane;
    if (record === undefined || this.asking) return;
    const key = `${String(record)} ${String(state.loaded)} ${String(content)}`;
    if (key === this.asked) return;
    // The same record, and more rows: they keep coming.
    if (this.resting !== undefined && this.answer?.record === record && this.near !== undefined) return;
    this.asked = key;
    this.asking = true;
    void this.pane
      .host()
      .near({ record })
      .then(
        (near) => {
          this.answer = { record, near };
        },
        (error: unknown) => {
          this.answer = { record, failure: error instanceof Error ? error.message : String(error) };
        },
      )
      .finally(() => {
        this.asking = false;
        this.rest(this.near?.ties.some(({ isSoFar }) => isSoFar) === true);
        this.pane.requestUpdate();
      });
  }

  private rest(isSoFar: boolean): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = undefined;
      if (isSoFar) this.asked = "";
      this.pane.requestUpdate();
    }, restMs);
  }
}
