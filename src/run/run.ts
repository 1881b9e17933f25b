import { longestWaitMs } from "../network/index.ts";
import { Effort, judge, type Expression } from "../query/index.ts";
import { reportById, type Report } from "../reports/index.ts";
import { againOf, isAway } from "../sources/errors.ts";
import type { TextPage } from "../sources/source.ts";
import type { Answer } from "./answer.ts";
import { Bell } from "./bell.ts";
import type { Turn } from "./budget.ts";
import { cover, type Stretch } from "./coverage.ts";
import { Failures } from "./failures.ts";
import { forecastOf } from "./forecastOf.ts";
import { HandOver } from "./handOver.ts";
import { Lane } from "./lane.ts";
import { Newest } from "./newest.ts";
import { PlannedRange } from "./plannedRange.ts";
import type { Covered, Forecast, Progress } from "./progress.ts";
import type { Ask, Question } from "./question.ts";
import type { LateRecord, RunOptions, RunPage, RunState } from "./runOptions.ts";
import { scan } from "./scan.ts";
import { Sift, type Tests } from "./sift.ts";
import type { Slice } from "./slice.ts";
import { choose, type Choice } from "./slicer.ts";
import { StoredTimes } from "./storedTimes.ts";
import { textPage } from "./textPage.ts";
import { Unanswered } from "./unanswered.ts";

const hourMs = 3_600_000;
/** A refresh asks again for so much of what is complete: records have been seen to come hours late. Usually that is one page. */
export const askedAgainMs = 2 * hourMs;
/** Answers that the consumer has not yet taken: more are not asked for. */
const mostWaiting = 8;

/**
 * A query being carried out: the range in slices, newest first, side by side as far as the budget goes.
 * `pages` can be called again after its end by limit, abort or error, and then asks for what is still missing.
 */
export class Run {
  readonly progress: Progress;
  /** What the person should know of how the query was carried out; a sentence each. */
  readonly notes: string[] = [];
  readonly #options: RunOptions;
  readonly #report: Report;
  readonly #planned: PlannedRange;
  readonly #lanes: readonly Lane[];
  /** By whose clock the range goes. */
  readonly #first: Lane | undefined;
  /** What the conditions cost. */
  readonly #effort = new Effort();
  readonly #sift: Sift;
  readonly #times = new StoredTimes();
  readonly #bell = new Bell();
  readonly #newest: Newest<Answer> | undefined;
  readonly #handOver: HandOver;
  readonly #failures: Failures;
  readonly #unanswered = new Unanswered();
  #askedAt: number | undefined;
  #isRunning = false;
  #call = 0;
  #wanted = Infinity;
  #rowsPerPage: number;

  constructor(options: RunOptions) {
    const { report, parts, take, resume, clock, random } = options;
    this.#options = options;
    this.#report = reportById(report);
    const states = [...(resume?.state.questions ?? [])];
    this.#lanes = parts.map((part) => new Lane(report, part, states.splice(0, part.plan.requests.length)));
    this.#first = this.#lanes[0];
    this.#planned = new PlannedRange(this.#lanes, { known: resume?.state, clock, notes: this.notes });
    this.notes.push(...(resume?.state.notes ?? []));
    this.#sift = new Sift(undefined, undefined, this.#effort);
    this.#makeTests();
    const known: number[] = [];
    for (const { id, time } of resume?.known ?? []) {
      this.#sift.know(id);
      known.push(time);
    }
    this.#times.know(known);
    this.progress = Object.assign(this.#sift.counts, { pages: 0, requests: 0 });
    this.#rowsPerPage = this.#lanes[0]?.questions[0]?.pageSize ?? 1;
    if (take !== undefined) this.#newest = new Newest(take, this.#sift);
    this.#handOver = new HandOver({
      lanes: this.#lanes,
      range: this.#planned.range,
      sift: this.#sift,
      newest: this.#newest,
      bell: this.#bell,
      onStored: () => this.#stored(),
    });
    this.#failures = new Failures({
      lanes: this.#lanes,
      progress: this.progress,
      notes: this.notes,
      clock,
      random,
      serviceNow: () => this.serviceNow,
      onTooOld: (lane, minimum) => {
        this.#clip(lane, minimum);
      },
    });
    this.#note();
  }

  /** May become another one; both inclusive. */
  get #range(): { from: number; to: number } {
    return this.#planned.range;
  }

  get #questions(): readonly Question[] {
    return this.#lanes.flatMap(({ questions }) => questions);
  }

  get #inFlight(): number {
    return this.#lanes.reduce((sum, { inFlight }) => sum + inFlight, 0);
  }

  /** Nothing is missing: all of the range was asked to its end, or the newest records that were wanted are there. */
  get done(): boolean {
    return this.#isTaken || (this.#handOver.isEmpty && this.#cover().every(({ state }) => state === "complete" || state === "settling"));
  }

  /** The pages came newest first, so that the order in which their records came is one of time. */
  get isInOrder(): boolean {
    return this.#times.isInOrder && this.#questions.length < 2;
  }

  /** Newest first. Only what was stored counts. */
  get coverage(): readonly Covered[] {
    return this.#cover().map((part) => ({ ...part, ...this.#times.count(part) }));
  }

  /** Milliseconds since 1970, both inclusive. A range that ends now ends so on the service's clock, which is known after the first answer. */
  get range(): Stretch {
    return { ...this.#range };
  }

  /** When the newest answer was asked for that is stored: this machine's clock. */
  get askedAt(): number | undefined {
    return this.#askedAt;
  }

  /** The service's clock. */
  get serviceNow(): Date {
    const now = this.#options.clock.now();
    return new Date(this.#first?.time.at(now) ?? now);
  }

  get forecast(): Forecast | undefined {
    return forecastOf(this.#lanes);
  }

  get state(): RunState {
    return { ...this.#range, questions: this.#questions.map(({ state }) => state), notes: [...this.notes] };
  }

  /** The next `pages` asks again for what was settling and for the last two hours of what is complete, and for what is new up to `to`. */
  refresh(to: Date): void {
    const { from, to: before } = this.#range;
    this.#range.to = Math.max(before, to.getTime());
    for (const question of this.#questions) {
      const { claims, own } = question;
      const settling = claims.settling.map((stretch) => stretch.from);
      // What ends before the range has nothing new after it.
      const isOpen = own.to > before;
      if (isOpen) question.reopen({ from: Math.max(from, Math.min(before, ...settling) - askedAgainMs), to: this.#range.to + 1 });
      else if (settling.length > 0) question.reopen({ from: Math.max(own.from, Math.min(...settling) - askedAgainMs), to: own.to });
    }
    this.#note();
    this.#changed();
  }

  /**
   * Pages as they come. A page counts as had once its `stored` is called, or the consumer comes for the next one or goes without a word; after `lost`
   * it comes again first. After `limit` records it pauses: what is under way then waits for the next call. An abort rejects with the signal's reason,
   * after what had come by then. Where the service kept failing the rest is fetched first; then it throws what the service said.
   */
  async *pages(signal: AbortSignal, { limit = Infinity }: { readonly limit?: number } = {}): AsyncGenerator<RunPage, void> {
    if (this.#isRunning) throw new Error("The run is already being carried out");
    signal.throwIfAborted();
    this.#isRunning = true;
    const halt = new AbortController();
    for (const lane of this.#lanes) lane.begin(this.#options.clock.now());
    const stops = this.#lanes.map(({ stop }) => stop);
    const call = ++this.#call;
    const onAbort = (): void => {
      // What is under way after a pause is this signal's until somebody else goes on.
      if (call === this.#call) for (const stop of stops) stop.abort(signal.reason);
      halt.abort();
      this.#bell.ring();
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#wanted = limit;
    if (!this.#isTaken) for (const question of this.#questions) question.open();
    for (const lane of this.#lanes) void this.#work(lane, halt.signal);
    try {
      while (this.#wanted > 0) {
        // From now on: what comes while a page is judged must not be missed.
        const heard = this.#bell.heard();
        const page = await this.#handOver.next(signal);
        if (page) {
          yield page;
          if (this.#handOver.isLost) break;
          this.#stored();
          // There is room for another one.
          this.#bell.ring();
          continue;
        }
        signal.throwIfAborted();
        if (this.#isIdle) {
          this.#throwIfFatal();
          break;
        }
        await heard;
      }
    } finally {
      this.#isRunning = false;
      if (!this.#handOver.isLost) this.#stored();
      halt.abort();
      this.#bell.ring();
      delete this.progress.waitingUntil;
      delete this.progress.trouble;
    }
    const failed = this.#questions.find(({ error }) => error !== undefined);
    if (failed && this.#isIdle && !this.#isTaken) throw failed.error;
  }

  #throwIfFatal(): void {
    const failed = this.#lanes.find(({ fatal }) => fatal !== undefined);
    if (failed?.fatal) throw failed.fatal.error;
  }

  /** The range with its last moment. */
  get #all(): Stretch {
    return { from: this.#range.from, to: this.#range.to + 1 };
  }

  get #isTaken(): boolean {
    return this.#handOver.isTaken;
  }

  get #isIdle(): boolean {
    return this.#isTaken || (this.#handOver.isEmpty && this.#lanes.every(({ isIdle }) => isIdle));
  }

  /** Spends a source's budget until halted. */
  async #work(lane: Lane, halt: AbortSignal): Promise<void> {
    const { clock, priority } = this.#options;
    const { budget, pace } = lane;
    while (!halt.aborted && !this.#isIdle) {
      const choice = this.#choose(lane);
      if (choice.kind === "wait") {
        await this.#bell.heardBefore(Math.min(choice.until, pace.risesAt(clock.now())), clock);
        continue;
      }
      let grant: Turn | undefined;
      if (budget) {
        try {
          const { waitMs } = budget.state;
          if (waitMs > 0) this.#changed({ waitingUntil: clock.now() + waitMs });
          grant = await budget.take(halt, priority);
        } catch {
          return;
        }
        delete this.progress.waitingUntil;
      }
      // What is best now, not what was best before the wait.
      const now = this.#choose(lane);
      if (now.kind === "cut") now.slice.question.cut(now.slice, now.at);
      const slice = now.kind === "cut" ? now.slice.question.slices.at(-1) : now.kind === "ask" ? now.slice : undefined;
      if (halt.aborted || !slice) grant?.giveBack();
      else void this.#ask(lane, slice);
    }
  }

  #choose(lane: Lane): Choice<Slice<Question>> {
    const { clock, take } = this.#options;
    const now = clock.now();
    const { slices, trouble } = lane;
    // So long nobody is made to wait: the clock was set back.
    for (const slice of slices) if (slice.readyAt - now > longestWaitMs) slice.readyAt = now;
    if (trouble && isAway(trouble.error)) {
      // One request at a time finds out as well whether there is a way again.
      const until = Math.min(trouble.retryAt, now + longestWaitMs);
      if (lane.inFlight > 0 || until > now) return { kind: "wait", until: lane.inFlight > 0 ? Infinity : until };
    }
    const pagesWanted = Math.ceil((this.#wanted - this.#handOver.waiting) / this.#rowsPerPage) - this.#inFlight;
    return choose(slices, {
      now,
      // Which records are the newest is known from the top down only.
      sideBySide: take === undefined ? lane.pace.sideBySide(now) : 1,
      pagesWanted:
        lane.fatal || this.#isBehind(lane) || this.#newest?.isDecided || this.#handOver.arrived >= (take === undefined ? mostWaiting : 1)
          ? 0
          : pagesWanted,
    });
  }

  /** Who wants some records wants the newest: another source is asked for newer ones first. */
  #isBehind(lane: Lane): boolean {
    if (this.#wanted === Infinity && !this.#newest) return false;
    const topOf = ({ slices }: Lane): number => slices.reduce((top, { to }) => Math.max(top, to), -Infinity);
    const top = topOf(lane);
    return this.#lanes.some((other) => other !== lane && !other.fatal && topOf(other) > top);
  }

  async #ask(lane: Lane, slice: Slice<Question>): Promise<void> {
    const { clock } = this.#options;
    const { signal } = lane.stop;
    const ask = slice.question.ask(slice, clock.now());
    const { epoch } = this.#planned;
    slice.isBusy = true;
    lane.inFlight++;
    this.progress.requests++;
    lane.pace.asked(ask, ask.sentAt);
    this.#unanswered.sent(ask);
    this.#noteUnanswered();
    this.#changed();
    let isAnswer = false;
    try {
      const page = textPage(await lane.source.page(ask.asking, signal));
      isAnswer = true;
      if (epoch === this.#planned.epoch) this.#answered(lane, slice, ask, page);
    } catch (error) {
      if (!signal.aborted && (epoch === this.#planned.epoch || againOf(error) === "told")) this.#failures.failed(lane, slice, ask, error);
    } finally {
      slice.isBusy = false;
      lane.inFlight--;
      lane.pace.answered(ask, clock.now(), isAnswer);
      this.#unanswered.heard(ask, clock.now());
      this.#noteUnanswered();
      this.#bell.ring();
      this.#changed();
    }
  }

  #answered(lane: Lane, slice: Slice<Question>, ask: Ask, page: TextPage): void {
    const { question } = slice;
    const { time } = lane;
    const answered = { sentAt: ask.sentAt, receivedAt: this.#options.clock.now(), servedAt: page.servedAt };
    const isAgreed = time.learn(answered);
    const range = this.#planned.heard(lane, { isAgreed, servedAt: page.servedAt });
    if (range === "elsewhen") this.#makeTests();
    if (range !== "same") return;
    const own = { from: slice.from, to: ask.to };
    const seen = scan(page.records, question.report.timeField, ask, slice.chain?.oldest ?? ask.to);
    const advance = question.answered(slice, ask, page, seen, time.askedAt(answered));
    const { body, list = [0, body.byteLength], records } = page;
    this.#handOver.arrive({ body, list, records, times: seen.times, lane, question, own, advance, sentAt: ask.sentAt });
    if (advance.problem) this.#failures.failed(lane, slice, ask, advance.problem);
    else {
      lane.breaker.answered(this.#options.clock.now());
      this.#failures.troubled(lane, undefined);
    }
  }

  /** `now()` in a condition is the service's. */
  #makeTests(): void {
    const report = this.#report;
    const test = (condition: Expression | undefined, asGuard: boolean) =>
      condition && judge(condition, { now: this.serviceNow, report, asGuard, effort: this.#effort });
    for (const lane of this.#lanes) {
      const { here, guard } = lane.part.plan;
      lane.tests = { here: test(here, false), guard: test(guard, true) } satisfies Tests;
    }
  }

  /** The service keeps nothing from before `minimum`. */
  #clip(lane: Lane, minimum: Date): void {
    const before = Math.min(...lane.questions.map(({ own }) => own.from));
    if (minimum.getTime() <= before) return;
    for (const question of lane.questions) question.clip(minimum.getTime());
    const left = this.#questions.filter(({ own }) => own.from < own.to).map(({ own }) => own.from);
    this.#range.from = left.length > 0 ? Math.min(...left) : minimum.getTime();
    this.notes.push(`The service keeps nothing from before ${minimum.toISOString()}: the range begins there.`);
    this.#note();
    this.#changed();
  }

  /** The page that was handed on is in the result. */
  #stored(): readonly LateRecord[] {
    const taken = this.#handOver.take();
    if (!taken) return [];
    const { added, answer } = taken;
    const { lane, question, advance, sentAt } = answer;
    const late = question.stored(advance, added, lane.time, lane.lateness, this.#options.clock.now());
    this.#times.add(added, late);
    this.#askedAt = Math.max(this.#askedAt ?? -Infinity, sentAt);
    this.#wanted -= added.length;
    this.#rowsPerPage = Math.max(1, 0.5 * this.#rowsPerPage + 0.5 * added.length);
    this.progress.pages++;
    this.#note();
    this.#changed();
    const [first, now] = [this.progress.records - added.length, this.serviceNow.getTime()];
    return late.map((at) => ({ record: first + at, lateMs: now - (added[at] ?? now) }));
  }

  #noteUnanswered(): void {
    const { since } = this.#unanswered;
    if (since === undefined) delete this.progress.unansweredSince;
    else this.progress.unansweredSince = since;
  }

  #note(): void {
    const { from, to } = this.#all;
    const oldest = Math.max(from, ...this.#questions.map(({ reachedStored }) => reachedStored));
    if (oldest < to) this.progress.reached = new Date(oldest).toISOString();
  }

  #cover(): ReturnType<typeof cover> {
    return cover(
      this.#all,
      this.#questions.map(({ claims, failed, own }) => ({ ...claims, failed, own })),
    );
  }

  #changed(progress: Partial<Progress> = {}): void {
    Object.assign(this.progress, progress);
    this.#options.onChange?.();
  }
}
