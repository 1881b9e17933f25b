import { setImmediate } from "node:timers/promises";
import type { Answer } from "./answer.ts";
import type { Bell } from "./bell.ts";
import type { Stretch } from "./coverage.ts";
import type { Lane } from "./lane.ts";
import type { Newest } from "./newest.ts";
import { Miscounted, type LateRecord, type RunPage } from "./runOptions.ts";
import type { Sift, Sifted } from "./sift.ts";

/** What the consumer has been given and has not stored yet. */
interface Offered extends Sifted {
  readonly answer: Answer;
  readonly page: RunPage;
  isLost: boolean;
}

export interface HandOverOptions {
  readonly lanes: readonly Lane[];
  /** May change. */
  readonly range: Stretch;
  readonly sift: Sift;
  /** Only where the newest are wanted. */
  readonly newest: Newest<Answer> | undefined;
  readonly bell: Bell;
  /** The consumer says that it has the page, which is still to be taken. */
  readonly onStored: () => readonly LateRecord[];
}

/** Answers on their way to the consumer: what has arrived, and the page that it was given. */
export class HandOver {
  readonly #options: HandOverOptions;
  #arrived: Answer[] = [];
  #offered: Offered | undefined;

  constructor(options: HandOverOptions) {
    this.#options = options;
  }

  arrive(answer: Answer): void {
    this.#arrived.push(answer);
  }

  /** Answers that nobody has come for yet. */
  get arrived(): number {
    return this.#arrived.length;
  }

  /** Records of answers that are not stored. */
  get waiting(): number {
    return [...(this.#offered ? [this.#offered.answer] : []), ...this.#arrived].reduce((sum, { records }) => sum + records.length, 0);
  }

  get isEmpty(): boolean {
    return this.#arrived.length === 0 && !this.#offered;
  }

  /** The newest records that were wanted are stored. */
  get isTaken(): boolean {
    return this.#offered === undefined && this.#options.newest?.isReached === true;
  }

  /** The consumer has said that it does not have the page. */
  get isLost(): boolean {
    return this.#offered?.isLost === true;
  }

  /** What was handed on is in the result. Undefined: it was taken before. */
  take(): Pick<Offered, "added" | "answer"> | undefined {
    const offered = this.#offered;
    this.#offered = undefined;
    return offered;
  }

  /** Hands on what has arrived, and again what was not stored. */
  async next(signal: AbortSignal): Promise<RunPage | undefined> {
    if (this.#offered) {
      this.#offered.isLost = false;
      return this.#offered.page;
    }
    const { newest, lanes, range, bell } = this.#options;
    // It may grow meanwhile. What has arrived keeps its place until it is decided what to hand on: a place left is an invitation to ask for more.
    for (const answer of newest ? this.#arrived : this.#arrived.slice(0, 1)) await this.#judge(answer, signal);
    if (!newest) return this.#offer(this.#arrived[0], () => this.#arrived.shift());
    const arrived = this.#arrived.splice(0);
    newest.held.push(...arrived);
    if (arrived.length > 0) bell.ring();
    const horizon = Math.max(...lanes.flatMap(({ questions }) => questions).map(({ reached }) => reached));
    return this.#offer(newest.next(horizon, range), () => newest.held.shift(), newest.wants);
  }

  /** However long it takes, others have their turn, and it goes on where an abort ended it. */
  async #judge(answer: Answer, signal: AbortSignal): Promise<void> {
    answer.judging ??= this.#options.sift.judgeInSteps(answer.records, answer.times, this.#options.range, answer.lane.tests);
    while (!answer.verdicts) {
      const step = answer.judging.next();
      if (step.done) answer.verdicts = step.value;
      else {
        await setImmediate();
        signal.throwIfAborted();
      }
    }
  }

  /** Only what could be read leaves its queue. */
  #offer(answer: Answer | undefined, leave: () => void, wants?: (time: number) => boolean): RunPage | undefined {
    if (!answer) return undefined;
    const { lanes, range, sift, onStored } = this.#options;
    const { body, list, records, times, own, verdicts, lane } = answer;
    const source = lanes.length > 1 ? { source: lanes.indexOf(lane) } : {};
    const sifted = sift.sift(records, times, { range, own, wants, ...(verdicts && { verdicts }), ...source });
    leave();
    const { skip, replace, added } = sifted;
    const offered: Offered = {
      ...sifted,
      answer,
      isLost: false,
      page: {
        body,
        list,
        skip,
        replace,
        added: added.length,
        stored: (records) => {
          const counted = sift.counts.records;
          if (records !== undefined && records !== counted) throw new Miscounted(records, counted);
          return this.#offered === offered ? onStored() : [];
        },
        lost: () => {
          offered.isLost = true;
        },
      },
    };
    this.#offered = offered;
    return offered.page;
  }
}
