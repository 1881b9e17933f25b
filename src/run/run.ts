import { setImmediate } from "node:timers/promises";
import {
  FilterRefused,
  ForeignLink,
  GraphError,
  isAway,
  longestWaitMs,
  NotFound,
  ReportMissing,
  RequestRefused,
  SkipTokenDead,
  Throttled,
  TooOld,
  waitOf,
  type GraphPage,
} from "../sources/graph/index.ts";
import { Effort, judge, type Plan } from "../query/index.ts";
import { reportById } from "../reports/index.ts";
import { Bell } from "./bell.ts";
import { Breaker } from "./breaker.ts";
import type { Grant } from "./budget.ts";
import { claimed, cover, reach, type Stretch } from "./coverage.ts";
import { Lateness } from "./lateness.ts";
import { Newest, type Held } from "./newest.ts";
import { Pace } from "./pace.ts";
import type { Covered, Forecast, Progress } from "./progress.ts";
import { Question, type Advance, type Ask } from "./question.ts";
import { scan } from "./scan.ts";
import { Miscounted, type LateRecord, type RunOptions, type RunPage, type RunState } from "./runOptions.ts";
import { longestSkewMs, ServiceTime, toleratedMs } from "./serviceTime.ts";
import { Sift, type Sifted, type Test, type Verdict } from "./sift.ts";
import type { Slice } from "./slice.ts";
import { choose, type Choice } from "./slicer.ts";
import { Tally } from "./tally.ts";
import { inVersion1 } from "./version1.ts";

interface Answer extends Held {
  readonly body: ArrayBuffer;
  readonly question: Question;
  /** Its slice's own part: what is outside was asked for by others too. */
  readonly own: Stretch;
  readonly advance: Advance;
  /** This machine's clock. */
  readonly sentAt: number;
  /** Its records being judged, and what came of that. */
  judging?: Generator<void, readonly Verdict[]>;
  verdicts?: readonly Verdict[];
}

/** What the consumer has been given and has not stored yet. */
interface Offered extends Sifted {
  readonly answer: Answer;
  readonly page: RunPage;
  isLost: boolean;
}

const hourMs = 3_600_000;
/** A refresh asks again for so much of what is complete: records have been seen to come hours late. Usually that is one page. */
export const askedAgainMs = 2 * hourMs;
/** A difference of clocks from which on a person is told. */
const largeSkewMs = 2 * 60_000;
/** Answers to a link that say no more than that it leads nowhere, whatever their code and words. */
const deadLink: readonly (number | undefined)[] = [400, 404, 410];
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
  readonly #range: { from: number; to: number };
  readonly #questions: Question[];
  readonly #time: ServiceTime;
  readonly #lateness: Lateness;
  /** What the conditions cost. */
  readonly #effort = new Effort();
  readonly #sift: Sift;
  readonly #tally = new Tally();
  /** Of records that came late. */
  readonly #late = new Tally();
  readonly #pace = new Pace();
  readonly #bell = new Bell();
  readonly #newest: Newest<Answer> | undefined;
  #arrived: Answer[] = [];
  #offered: Offered | undefined;
  /** No answer has come, so that the range can still become another one. */
  #isFresh: boolean;
  /** When the range was planned, on this machine's clock, and by how much that was then thought to be ahead. */
  readonly #planned: { readonly at: number; readonly aheadMs: number };
  /** Counts ranges: an answer for an older one is dropped. */
  #epoch = 0;
  /** An answer said what no other had said of the time. */
  #hasDoubted = false;
  #askedAt: number | undefined;
  #inFlight = 0;
  /** Ends the requests under way. */
  #stop = new AbortController();
  #isRunning = false;
  #call = 0;
  #fatal: { readonly error: unknown } | undefined;
  #breaker = new Breaker(0);
  #wanted = Infinity;
  #rowsPerPage: number;
  /** Every page so far was older than those before. */
  #isInOrder = true;
  #oldest = Infinity;
  /** Requests that are under way; and when one last ended. */
  readonly #sent = new Set<Ask>();
  #heardAt = 0;

  constructor(options: RunOptions) {
    const { plan, client, take, resume, settleMs = 0 } = options;
    const report = reportById(plan.report);
    this.#options = options;
    this.#time = options.time ?? new ServiceTime();
    this.#lateness = options.lateness ?? new Lateness(() => settleMs);
    this.#isFresh = resume === undefined;
    this.#planned = { at: options.clock.now(), aheadMs: this.#time.aheadMs };
    this.#range = resume ? { from: resume.state.from, to: resume.state.to } : { from: plan.from.getTime(), to: plan.to.getTime() };
    this.notes.push(...(resume?.state.notes ?? []));
    this.#sift = new Sift(...this.#tests(), this.#effort);
    const known: number[] = [];
    for (const { id, time } of resume?.known ?? []) {
      this.#sift.know(id);
      known.push(time);
    }
    this.#tally.add(known);
    this.progress = Object.assign(this.#sift.counts, { pages: 0, requests: 0 });
    this.#rowsPerPage = report.pageSize;
    this.#questions = plan.requests.map((request, at) => {
      const question = new Question(report, client.host, request, this.#all, resume?.state.questions[at]);
      question.older =
        question.version === "v1.0"
          ? undefined
          : inVersion1(report, { ...request, condition: request.surely ?? request.condition }, plan.guard);
      return question;
    });
    if (take !== undefined) this.#newest = new Newest(take, this.#sift);
    this.#note();
  }

  /** Nothing is missing: all of the range was asked to its end, or the newest records that were wanted are there. */
  get done(): boolean {
    const isStored = this.#arrived.length === 0 && !this.#offered;
    return this.#isTaken || (isStored && this.#cover().every(({ state }) => state === "complete" || state === "settling"));
  }

  /** The pages came newest first, so that the order in which their records came is one of time. */
  get isInOrder(): boolean {
    return this.#isInOrder && this.#questions.length < 2;
  }

  /** Newest first. Only what was stored counts. */
  get coverage(): readonly Covered[] {
    return this.#cover().map((part) => {
      const late = this.#late.count(part);
      return { ...part, rows: this.#tally.count(part), ...(late > 0 && { late }) };
    });
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
    return new Date(this.#time.at(this.#options.clock.now()));
  }

  get forecast(): Forecast | undefined {
    if (this.#questions.some(({ density }) => density.isBlank)) return undefined;
    const open = this.#questions.flatMap(({ slices }) =>
      slices.map((slice) => ({ rows: slice.density.rows(slice), pageSize: slice.pageSize })),
    );
    const requests = open.reduce((sum, { rows, pageSize }) => sum + Math.max(1, Math.ceil(rows / pageSize)), 0);
    const rows = Math.round(open.reduce((sum, part) => sum + part.rows, 0));
    return { rows, requests, ms: this.#pace.leftMs(requests, this.#options.budget.state.limit) };
  }

  get state(): RunState {
    return { ...this.#range, questions: this.#questions.map(({ state }) => state), notes: [...this.notes] };
  }

  /** The next `pages` asks again for what was settling and for the last two hours of what is complete, and for what is new up to `to`. */
  refresh(to: Date): void {
    const { from, to: before } = this.#range;
    this.#range.to = Math.max(before, to.getTime());
    for (const question of this.#questions) {
      const since = Math.min(before, ...question.claims.settling.map((stretch) => stretch.from)) - askedAgainMs;
      question.reopen({ from: Math.max(from, since), to: this.#range.to + 1 });
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
    const stop = (this.#stop = this.#stop.signal.aborted ? new AbortController() : this.#stop);
    const call = ++this.#call;
    const onAbort = (): void => {
      // What is under way after a pause is this signal's until somebody else goes on.
      if (call === this.#call) stop.abort(signal.reason);
      halt.abort();
      this.#bell.ring();
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#fatal = undefined;
    this.#breaker = new Breaker(this.#options.clock.now());
    this.#wanted = limit;
    for (const slice of this.#questions.flatMap(({ slices }) => slices)) slice.startAfresh();
    if (!this.#isTaken) for (const question of this.#questions) question.open(this.#all);
    void this.#work(halt.signal);
    try {
      while (this.#wanted > 0) {
        // From now on: what comes while a page is judged must not be missed.
        const heard = this.#bell.heard();
        const page = await this.#next(signal);
        if (page) {
          yield page;
          if (this.#offered?.isLost) break;
          this.#stored();
          // There is room for another one.
          this.#bell.ring();
          continue;
        }
        signal.throwIfAborted();
        this.#throwIfFatal();
        if (this.#isIdle) break;
        await heard;
      }
    } finally {
      this.#isRunning = false;
      if (this.#offered && !this.#offered.isLost) this.#stored();
      halt.abort();
      this.#bell.ring();
      delete this.progress.waitingUntil;
      delete this.progress.trouble;
    }
    const failed = this.#questions.find(({ error }) => error !== undefined);
    if (failed && this.#isIdle && !this.#isTaken) throw failed.error;
  }

  #throwIfFatal(): void {
    if (this.#fatal) throw this.#fatal.error;
  }

  /** The range with its last moment. */
  get #all(): Stretch {
    return { from: this.#range.from, to: this.#range.to + 1 };
  }

  get #isTaken(): boolean {
    return this.#offered === undefined && this.#newest?.isReached === true;
  }

  get #isIdle(): boolean {
    return (
      this.#isTaken ||
      (this.#inFlight === 0 && this.#arrived.length === 0 && !this.#offered && this.#questions.every(({ slices }) => slices.length === 0))
    );
  }

  /** Spends the budget until halted. */
  async #work(halt: AbortSignal): Promise<void> {
    const { budget, clock, priority } = this.#options;
    while (!halt.aborted && !this.#isIdle) {
      const choice = this.#choose();
      if (choice.kind === "wait") {
        await this.#bell.heardBefore(Math.min(choice.until, this.#pace.risesAt(clock.now())), clock);
        continue;
      }
      let grant: Grant;
      try {
        const { waitMs } = budget.state;
        if (waitMs > 0) this.#changed({ waitingUntil: clock.now() + waitMs });
        grant = await budget.take(halt, priority);
      } catch {
        return;
      }
      delete this.progress.waitingUntil;
      // What is best now, not what was best before the wait.
      const now = this.#choose();
      if (now.kind === "cut") now.slice.question.cut(now.slice, now.at);
      const slice = now.kind === "cut" ? now.slice.question.slices.at(-1) : now.kind === "ask" ? now.slice : undefined;
      if (halt.aborted || !slice) grant.giveBack();
      else void this.#ask(slice);
    }
  }

  #choose(): Choice<Slice> {
    const { clock, take } = this.#options;
    const now = clock.now();
    const slices = this.#questions.flatMap((question) => question.slices);
    // So long nobody is made to wait: the clock was set back.
    for (const slice of slices) if (slice.readyAt - now > longestWaitMs) slice.readyAt = now;
    const { trouble } = this.progress;
    if (trouble && isAway(trouble.error)) {
      // One request at a time finds out as well whether there is a way again.
      const until = Math.min(trouble.retryAt, now + longestWaitMs);
      if (this.#inFlight > 0 || until > now) return { kind: "wait", until: this.#inFlight > 0 ? Infinity : until };
    }
    const waiting = [...(this.#offered ? [this.#offered.answer] : []), ...this.#arrived].reduce(
      (sum, { records }) => sum + records.length,
      0,
    );
    const pagesWanted = Math.ceil((this.#wanted - waiting) / this.#rowsPerPage) - this.#inFlight;
    return choose(slices, {
      now,
      // Which records are the newest is known from the top down only.
      sideBySide: take === undefined ? this.#pace.sideBySide(now) : 1,
      pagesWanted:
        this.#fatal || this.#newest?.isDecided || this.#arrived.length >= (take === undefined ? mostWaiting : 1) ? 0 : pagesWanted,
    });
  }

  async #ask(slice: Slice): Promise<void> {
    const { client, clock } = this.#options;
    const { signal } = this.#stop;
    const ask = slice.question.ask(slice, this.#range.to, clock.now());
    const epoch = this.#epoch;
    slice.isBusy = true;
    this.#inFlight++;
    this.progress.requests++;
    this.#pace.asked(ask, ask.sentAt);
    this.#isUnanswered(ask, true);
    this.#changed();
    let isAnswer = false;
    try {
      const page = await client.page(ask.url, signal);
      isAnswer = true;
      if (epoch === this.#epoch) this.#answered(slice, ask, page);
    } catch (error) {
      if (!signal.aborted && (epoch === this.#epoch || error instanceof Throttled)) this.#failed(slice, ask, error);
    } finally {
      slice.isBusy = false;
      this.#inFlight--;
      this.#pace.answered(ask, clock.now(), isAnswer);
      this.#isUnanswered(ask, false);
      this.#bell.ring();
      this.#changed();
    }
  }

  #answered(slice: Slice, ask: Ask, page: GraphPage): void {
    const { question } = slice;
    const answered = { sentAt: ask.sentAt, receivedAt: this.#options.clock.now(), servedAt: page.servedAt };
    const isAgreed = this.#time.learn(answered);
    // Asked again, so that another answer says what time it is; the rows come again with it.
    if (this.#isFresh && !isAgreed && !this.#hasDoubted) {
      this.#hasDoubted = true;
      return;
    }
    if (this.#isFresh && this.#isElsewhen(page.servedAt)) return;
    this.#isFresh = false;
    const own = { from: slice.from, to: ask.to };
    const seen = scan(page.records, question.report.timeField, ask, slice.chain?.oldest ?? ask.to);
    const advance = question.answered(slice, ask, page, seen, this.#time.askedAt(answered));
    this.#arrived.push({ body: page.body, records: page.records, times: seen.times, question, own, advance, sentAt: ask.sentAt });
    if (advance.problem) this.#failed(slice, ask, advance.problem);
    else {
      this.#breaker.answered(this.#options.clock.now());
      delete this.progress.trouble;
    }
  }

  /** By the service's clock the range is another one than was planned by this machine's: begins again with that. */
  #isElsewhen(servedAt: number | undefined): boolean {
    const { aheadMs } = this.#time;
    const now = this.#options.clock.now();
    if (servedAt !== undefined && Math.abs(now - servedAt) > longestSkewMs)
      this.notes.push(
        `The service says that it is ${dayOf(servedAt)}, the clock of this computer says ${dayOf(now)}: one of them is wrong. The range goes by this computer's.`,
      );
    if (Math.abs(aheadMs) >= largeSkewMs) this.notes.push(skewNote(aheadMs));
    if (Math.abs(aheadMs - this.#planned.aheadMs) <= toleratedMs) return false;
    const { from, to } = this.#options.rangeAt?.(new Date(this.#planned.at - aheadMs)) ?? {};
    if (!from || !to) return false;
    this.#isFresh = false;
    this.#epoch++;
    Object.assign(this.#range, { from: from.getTime(), to: to.getTime() });
    this.#sift.judgeBy(...this.#tests());
    for (const question of this.#questions) question.beginAnew(this.#all);
    return true;
  }

  /** `now()` in a condition is the service's. */
  #tests(): [here: Test | undefined, guard: Test | undefined] {
    const { here, guard } = this.#options.plan;
    const report = reportById(this.#options.plan.report);
    const test = (condition: Plan["here"], asGuard: boolean) =>
      condition && judge(condition, { now: this.serviceNow, report, asGuard, effort: this.#effort });
    return [test(here, false), test(guard, true)];
  }

  /** Takes note of a request that was sent, or that has ended. */
  #isUnanswered(ask: Ask, isUnderWay: boolean): void {
    if (isUnderWay) this.#sent.add(ask);
    else {
      this.#sent.delete(ask);
      this.#heardAt = this.#options.clock.now();
    }
    if (this.#sent.size === 0) delete this.progress.unansweredSince;
    else this.progress.unansweredSince = Math.max(Math.min(...[...this.#sent].map(({ sentAt }) => sentAt)), this.#heardAt);
  }

  #failed(slice: Slice, ask: Ask, failure: unknown): void {
    const { clock, budget, random } = this.#options;
    const isDead = ask.isContinued && failure instanceof GraphError && deadLink.includes(failure.facts.status);
    const error =
      isDead && !(failure instanceof SkipTokenDead) ? new SkipTokenDead(failure.message, { ...failure.facts, cause: failure }) : failure;
    const { question } = slice;
    const now = clock.now();
    if (error instanceof Throttled) {
      const usualMs = this.#breaker.throttled(now);
      budget.throttled(error.retryAfterMs ?? usualMs);
      delete this.progress.trouble;
      if (this.#breaker.isOpen(now)) this.#end(slice, ask, error);
      return;
    }
    if (!isAway(error) && waitOf(error) > 0) budget.pause(waitOf(error));
    if (error instanceof TooOld && error.minimum.getTime() > ask.from) {
      this.#clip(error.minimum);
      return;
    }
    if ((error instanceof FilterRefused || error instanceof RequestRefused) && question.askSurely(ask)) {
      const note = "The service refused a condition that only some published queries use: it is evaluated here.";
      if (!this.notes.includes(note)) this.notes.push(note);
      return;
    }
    const isRefused = error instanceof ReportMissing || error instanceof NotFound || error instanceof RequestRefused;
    if (isRefused && question.older !== undefined) {
      this.notes.push(`This cloud does not answer for the report in beta: it was asked in v1.0, which knows fewer fields.`);
      question.condition = question.older;
      question.version = "v1.0";
      question.older = undefined;
      return;
    }
    const after = slice.failed(error, now, random());
    if (!(error instanceof SkipTokenDead || error instanceof ForeignLink)) this.#breaker.failed(isAway(error));
    if (after === "givenUp") {
      question.giveUp(slice, error);
      this.#breaker.gaveUp();
    }
    if (after === "fatal" || this.#breaker.isOpen(now)) this.#end(slice, ask, error, after === "givenUp");
    else this.progress.trouble = { error, since: this.progress.trouble?.since ?? ask.sentAt, retryAt: slice.readyAt };
  }

  /** Nothing more is asked. */
  #end(slice: Slice, ask: Ask, error: unknown, isGivenUp = false): void {
    const { question } = slice;
    question.failed = [...question.failed, ...(isGivenUp ? [] : [{ from: Math.max(slice.from, ask.from), to: slice.to }])];
    delete this.progress.trouble;
    this.#fatal ??= { error };
    this.#stop.abort(error);
  }

  /** The service keeps nothing from before `minimum`. */
  #clip(minimum: Date): void {
    if (minimum.getTime() <= this.#range.from) return;
    this.#range.from = minimum.getTime();
    for (const question of this.#questions) question.clip(this.#range.from);
    this.notes.push(`The service keeps nothing from before ${minimum.toISOString()}: the range begins there.`);
    this.#note();
    this.#changed();
  }

  /** Hands on what has arrived, and again what was not stored. */
  async #next(signal: AbortSignal): Promise<RunPage | undefined> {
    if (this.#offered) {
      this.#offered.isLost = false;
      return this.#offered.page;
    }
    // It may grow meanwhile. What has arrived keeps its place until it is decided what to hand on: a place left is an invitation to ask for more.
    for (const answer of this.#newest ? this.#arrived : this.#arrived.slice(0, 1)) await this.#judge(answer, signal);
    const newest = this.#newest;
    if (!newest) return this.#offer(this.#arrived[0], () => this.#arrived.shift());
    const arrived = this.#arrived.splice(0);
    newest.held.push(...arrived);
    if (arrived.length > 0) this.#bell.ring();
    const horizon = Math.max(...this.#questions.map((question) => question.reached(this.#range.to + 1)));
    return this.#offer(newest.next(horizon, this.#range), () => newest.held.shift(), newest.wants);
  }

  /** However long it takes, others have their turn, and it goes on where an abort ended it. */
  async #judge(answer: Answer, signal: AbortSignal): Promise<void> {
    answer.judging ??= this.#sift.judgeInSteps(answer.records, answer.times, this.#range);
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
    const { body, records, times, own, verdicts } = answer;
    const sifted = this.#sift.sift(records, times, { range: this.#range, own, wants, ...(verdicts && { verdicts }) });
    leave();
    const { skip, replace, added } = sifted;
    const offered: Offered = {
      ...sifted,
      answer,
      isLost: false,
      page: {
        body,
        skip,
        replace,
        added: added.length,
        stored: (records) => {
          if (records !== undefined && records !== this.progress.records) throw new Miscounted(records, this.progress.records);
          return this.#offered === offered ? this.#stored() : [];
        },
        lost: () => {
          offered.isLost = true;
        },
      },
    };
    this.#offered = offered;
    return offered.page;
  }

  /** The page that was handed on is in the result. */
  #stored(): readonly LateRecord[] {
    if (!this.#offered) return [];
    const { added, answer } = this.#offered;
    const { question, advance, sentAt } = answer;
    this.#offered = undefined;
    this.#tally.add(added);
    const late = question.stored(advance, added, this.#time, this.#lateness, this.#options.clock.now());
    this.#late.add(late.map((at) => added[at] ?? NaN));
    this.#askedAt = Math.max(this.#askedAt ?? -Infinity, sentAt);
    this.#wanted -= added.length;
    this.#rowsPerPage = Math.max(1, 0.5 * this.#rowsPerPage + 0.5 * added.length);
    for (const time of added) {
      if (time > this.#oldest) this.#isInOrder = false;
      else this.#oldest = time;
    }
    this.progress.pages++;
    this.#note();
    this.#changed();
    const [first, now] = [this.progress.records - added.length, this.serviceNow.getTime()];
    return late.map((at) => ({ record: first + at, lateMs: now - (added[at] ?? now) }));
  }

  #note(): void {
    const { from, to } = this.#all;
    const oldest = Math.max(from, ...this.#questions.map(({ claims }) => reach(claimed(claims), to)));
    if (oldest < to) this.progress.reached = new Date(oldest).toISOString();
  }

  #cover(): ReturnType<typeof cover> {
    return cover(
      this.#all,
      this.#questions.map(({ claims, failed }) => ({ ...claims, failed })),
    );
  }

  #changed(progress: Partial<Progress> = {}): void {
    Object.assign(this.progress, progress);
    this.#options.onChange?.();
  }
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function skewNote(aheadMs: number): string {
  const difference = `${Math.round(Math.abs(aheadMs) / 60_000)} min ${aheadMs > 0 ? "ahead of" : "behind"}`;
  return `The clock of this computer is ${difference} Entra's: the range and what is complete go by Entra's clock.`;
}
