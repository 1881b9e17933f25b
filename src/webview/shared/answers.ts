import type { ReactiveController, ReactiveControllerHost } from "lit";
import { unlessStale } from "./unlessStale.ts";

/** What was asked last. Times as `performance.now()` has them. */
export interface LastQuestion<Question> {
  readonly question: Question;
  readonly at: number;
  /** Undefined while the answer is on its way. */
  readonly answeredAt: number | undefined;
  /** What came is of a part of the rows: the same is asked again. */
  readonly isPartial: boolean;
}

/** What a part of the page wants to know of the rows, and what it does with the answer. */
export interface Inquiry<Question, Answer> {
  /** There is something to ask about. Otherwise what was answered is of another query. */
  hasRows(): boolean;
  /** What is to be known now. Undefined: nothing is, and what came last stays. */
  question(): Question | undefined;
  /** What the answer depends on besides the question. */
  rows(): unknown;
  /** Milliseconds from now until the question may be asked. `isSame`: the last one, of the same rows. */
  waitMs(question: Question, last: LastQuestion<Question> | undefined, isSame: boolean): number;
  send(question: Question): Promise<Answer>;
  /** True: the answer is of a part of the rows. */
  take(answer: Answer, question: Question): boolean;
  forget(): void;
  /** Why no answer came. Where it is missing, the page tells so. */
  failed?(error: unknown): void;
}

/** Asks the host whenever rows or question are others: one question at a time, in peace while rows arrive, and none whose answer is there. */
export class Answers<Question, Answer> implements ReactiveController {
  private readonly inquiry: Inquiry<Question, Answer>;
  /** Of the last question and its rows; empty: whatever comes is of no use. */
  private key = "";
  private last: LastQuestion<Question> | undefined;
  private isAsking = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  /** The wait was over before the answer to the last question came. */
  private isDue = false;

  constructor(part: Pick<ReactiveControllerHost, "addController">, inquiry: Inquiry<Question, Answer>) {
    this.inquiry = inquiry;
    part.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.waiting);
  }

  /** Asks, unless the answer is there or on its way; later, where it is too early. */
  ask(): void {
    this.next(true);
  }

  /** The same once more. */
  again(): void {
    this.key = "";
    this.ask();
  }

  private next(waits: boolean): void {
    const { inquiry, last } = this;
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.isDue = false;
    if (!inquiry.hasRows()) {
      this.key = "";
      this.last = undefined;
      if (last) inquiry.forget();
      return;
    }
    const question = inquiry.question();
    if (question === undefined) return;
    const key = JSON.stringify([question, inquiry.rows()]);
    const isSame = key === this.key;
    if (isSame && (this.isAsking || last?.isPartial !== true)) return;
    const waitMs = waits ? inquiry.waitMs(question, last, isSame) : 0;
    if (waitMs > 0)
      this.waiting = setTimeout(() => {
        this.next(false);
      }, waitMs);
    else if (this.isAsking) this.isDue = !waits;
    else void this.send(question, key);
  }

  private async send(question: Question, key: string): Promise<void> {
    const { inquiry } = this;
    const asked = { question, at: performance.now(), answeredAt: undefined, isPartial: false };
    let isPartial = false;
    this.key = key;
    this.last = asked;
    this.isAsking = true;
    try {
      const answer = await unlessStale(inquiry.send(question));
      if (answer !== undefined && this.key !== "") isPartial = inquiry.take(answer, question);
    } catch (error) {
      if (!inquiry.failed) throw error;
      inquiry.failed(error);
    } finally {
      this.isAsking = false;
      if (this.last === asked) this.last = { ...asked, answeredAt: performance.now(), isPartial };
      if (this.isDue || this.waiting === undefined) this.next(!this.isDue);
    }
  }
}
