import { setImmediate } from "node:timers/promises";
import { longestWaitMs } from "../network/index.ts";
import { Effort, judge, type Expression } from "../query/index.ts";
import { reportById, type Report } from "../reports/index.ts";
import { againOf, isAway, sourceErrorOf, waitOf } from "../sources/errors.ts";
import type { SourcePlan, TextPage } from "../sources/source.ts";
import { Bell } from "./bell.ts";
import type { Turn } from "./budget.ts";
import { cover, type Stretch } from "./coverage.ts";
import { Lane, ownOf } from "./lane.ts";
import { Newest, type Held } from "./newest.ts";
import type { Covered, Forecast, Progress, Trouble } from "./progress.ts";
import type { Advance, Ask, Question } from "./question.ts";
import { scan } from "./scan.ts";
import { Miscounted, type LateRecord, type RunOptions, type RunPage, type RunState } from "./runOptions.ts";
import { longestSkewMs, toleratedMs } from "./serviceTime.ts";
import { Sift, type Sifted, type Tests, type Verdict } from "./sift.ts";
import type { Slice } from "./slice.ts";
import { choose, type Choice } from "./slicer.ts";
import { Tally } from "./tally.ts";
import { textPage } from "./textPage.ts";

interface Answer extends Held {
  readonly body: ArrayBuffer;
  readonly list: readonly [start: number, end: number];
  readonly lane: Lane;
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
  readonly #range: { from: number; to: number };
  readonly #lanes: readonly Lane[];
  /** By whose clock the range goes. */
  readonly #first: Lane | undefined;
  /** What the conditions cost. */
  readonly #effort = new Effort();
  readonly #sift: Sift;
  readonly #tally = new Tally();
  /** Of records that came late. */
  readonly #late = new Tally();
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
  #isRunning = false;
  #call = 0;
  #wanted = Infinity;
  #rowsPerPage: number;
  /** Every page so far was older than those before. */
  #isInOrder = true;
  #oldest = Infinity;
  /** Requests that are under way; and when one last ended. */
  readonly #sent = new Set<Ask>();
  #heardAt = 0;

  constructor(options: RunOptions) {
    const { report, parts, take, resume } = options;
    this.#options = options;
    this.#report = reportById(report);
    this.#isFresh = resume === undefined;
    const states = [...(resume?.state.questions ?? [])];
    this.#lanes = parts.map((part) => new Lane(report, part, states.splice(0, part.plan.requests.length)));
    this.#first = this.#lanes[0];
    this.#planned = { at: options.clock.now(), aheadMs: this.#first?.time.aheadMs ?? 0 };
    this.#range = resume ? { from: resume.state.from, to: resume.state.to } : rangeOf(parts.map(({ plan }) => plan));
    this.notes.push(...(resume?.state.notes ?? []));
    this.#sift = new Sift(undefined, undefined, this.#effort);
    this.#makeTests();
    const known: number[] = [];
    for (const { id, time } of resume?.known ?? []) {
      this.#sift.know(id);
      known.push(time);
    }
    this.#tally.add(known);
    this.progress = Object.assign(this.#sift.counts, { pages: 0, requests: 0 });
    this.#rowsPerPage = this.#lanes[0]?.questions[0]?.pageSize ?? 1;
    if (take !== undefined) this.#newest = new Newest(take, this.#sift);
    this.#note();
  }

  get #questions(): readonly Question[] {
    return this.#lanes.flatMap(({ questions }) => questions);
  }

  get #inFlight(): number {
    return this.#lanes.reduce((sum, { inFlight }) => sum + inFlight, 0);
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
    const now = this.#options.clock.now();
    return new Date(this.#first?.time.at(now) ?? now);
  }

  get forecast(): Forecast | undefined {
    if (this.#questions.some(({ density, own }) => density.isBlank && own.from < own.to)) return undefined;
    const lanes = this.#lanes.map(({ slices, pace, budget }) => {
      const open = slices.map((slice) => ({ rows: slice.density.rows(slice), pageSize: slice.pageSize }));
      const requests = open.reduce((sum, { rows, pageSize }) => sum + Math.max(1, Math.ceil(rows / pageSize)), 0);
      return { requests, rows: open.reduce((sum, part) => sum + part.rows, 0), ms: pace.leftMs(requests, budget?.state.limit) };
    });
    return {
      rows: Math.round(lanes.reduce((sum, { rows }) => sum + rows, 0)),
      requests: lanes.reduce((sum, { requests }) => sum + requests, 0),
      ms: Math.max(0, ...lanes.map(({ ms }) => ms)),
    };
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
        if (this.#isIdle) {
          this.#throwIfFatal();
          break;
        }
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
    const failed = this.#lanes.find(({ fatal }) => fatal !== undefined);
    if (failed?.fatal) throw failed.fatal.error;
  }

  /** The range with its last moment. */
  get #all(): Stretch {
    return { from: this.#range.from, to: this.#range.to + 1 };
  }

  get #isTaken(): boolean {
    return this.#offered === undefined && this.#newest?.isReached === true;
  }

  get #isIdle(): boolean {
    return this.#isTaken || (this.#arrived.length === 0 && !this.#offered && this.#lanes.every(({ isIdle }) => isIdle));
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

  #choose(lane: Lane): Choice<Slice> {
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
    const waiting = [...(this.#offered ? [this.#offered.answer] : []), ...this.#arrived].reduce(
      (sum, { records }) => sum + records.length,
      0,
    );
    const pagesWanted = Math.ceil((this.#wanted - waiting) / this.#rowsPerPage) - this.#inFlight;
    return choose(slices, {
      now,
      // Which records are the newest is known from the top down only.
      sideBySide: take === undefined ? lane.pace.sideBySide(now) : 1,
      pagesWanted:
        lane.fatal || this.#isBehind(lane) || this.#newest?.isDecided || this.#arrived.length >= (take === undefined ? mostWaiting : 1)
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

  async #ask(lane: Lane, slice: Slice): Promise<void> {
    const { clock } = this.#options;
    const { signal } = lane.stop;
    const ask = slice.question.ask(slice, clock.now());
    const epoch = this.#epoch;
    slice.isBusy = true;
    lane.inFlight++;
    this.progress.requests++;
    lane.pace.asked(ask, ask.sentAt);
    this.#isUnanswered(ask, true);
    this.#changed();
    let isAnswer = false;
    try {
      const page = textPage(await lane.source.page(ask.asking, signal));
      isAnswer = true;
      if (epoch === this.#epoch) this.#answered(lane, slice, ask, page);
    } catch (error) {
      if (!signal.aborted && (epoch === this.#epoch || againOf(error) === "told")) this.#failed(lane, slice, ask, error);
    } finally {
      slice.isBusy = false;
      lane.inFlight--;
      lane.pace.answered(ask, clock.now(), isAnswer);
      this.#isUnanswered(ask, false);
      this.#bell.ring();
      this.#changed();
    }
  }

  #answered(lane: Lane, slice: Slice, ask: Ask, page: TextPage): void {
    const { question } = slice;
    const { time } = lane;
    const answered = { sentAt: ask.sentAt, receivedAt: this.#options.clock.now(), servedAt: page.servedAt };
    const isAgreed = time.learn(answered);
    // Asked again, so that another answer says what time it is; the rows come again with it.
    if (this.#isFresh && lane === this.#first && !isAgreed && !this.#hasDoubted) {
      this.#hasDoubted = true;
      return;
    }
    if (this.#isFresh && lane === this.#first && this.#isElsewhen(lane, page.servedAt)) return;
    this.#isFresh = false;
    const own = { from: slice.from, to: ask.to };
    const seen = scan(page.records, question.report.timeField, ask, slice.chain?.oldest ?? ask.to);
    const advance = question.answered(slice, ask, page, seen, time.askedAt(answered));
    const { body, list = [0, body.byteLength], records } = page;
    this.#arrived.push({ body, list, records, times: seen.times, lane, question, own, advance, sentAt: ask.sentAt });
    if (advance.problem) this.#failed(lane, slice, ask, advance.problem);
    else {
      lane.breaker.answered(this.#options.clock.now());
      this.#isTroubled(lane, undefined);
    }
  }

  /** By the service's clock the range is another one than was planned by this machine's: begins again with that. */
  #isElsewhen({ time }: Lane, servedAt: number | undefined): boolean {
    const { aheadMs } = time;
    const now = this.#options.clock.now();
    if (servedAt !== undefined && Math.abs(now - servedAt) > longestSkewMs)
      this.notes.push(
        `The service says that it is ${dayOf(servedAt)}, the clock of this computer says ${dayOf(now)}: one of them is wrong. The range goes by this computer's.`,
      );
    if (Math.abs(aheadMs) >= largeSkewMs) this.notes.push(skewNote(aheadMs));
    if (Math.abs(aheadMs - this.#planned.aheadMs) <= toleratedMs) return false;
    if (this.#lanes.every(({ part }) => !part.rangeAt)) return false;
    const plannedAt = new Date(this.#planned.at - aheadMs);
    const owns = this.#lanes.map(({ part }) => part.rangeAt?.(plannedAt) ?? part.plan);
    this.#isFresh = false;
    this.#epoch++;
    Object.assign(this.#range, rangeOf(owns));
    this.#makeTests();
    for (const [at, { part, questions }] of this.#lanes.entries())
      for (const question of questions) question.beginAnew(ownOf(owns[at] ?? part.plan));
    return true;
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

  #failed(lane: Lane, slice: Slice, ask: Ask, error: unknown): void {
    const { clock, random } = this.#options;
    const { question } = slice;
    const { budget, breaker } = lane;
    const now = clock.now();
    const { kind, facts } = sourceErrorOf(error) ?? {};
    if (againOf(error) === "told") {
      const usualMs = breaker.throttled(now);
      if (budget) budget.throttled(facts?.retryAfterMs ?? usualMs);
      else slice.readyAt = now + (facts?.retryAfterMs ?? usualMs);
      this.#isTroubled(lane, undefined);
      if (breaker.isOpen(now)) this.#end(lane, slice, ask, error);
      return;
    }
    if (!isAway(error) && waitOf(error) > 0) budget?.pause(waitOf(error));
    // What is said to begin in times to come is nonsense: nothing is left out for it.
    const isPast = facts?.minimum !== undefined && facts.minimum.getTime() <= this.serviceNow.getTime() + longestSkewMs;
    if (kind === "tooOld" && isPast && facts.minimum.getTime() > ask.from) {
      this.#clip(lane, facts.minimum);
      return;
    }
    const notes = question.askInstead(ask, error);
    if (notes) {
      this.notes.push(...notes.filter((note) => !this.notes.includes(note)));
      return;
    }
    const after = slice.failed(error, now, random());
    if (againOf(error) !== "byTime") breaker.failed(isAway(error));
    if (after === "givenUp") {
      question.giveUp(slice, error);
      breaker.gaveUp();
    }
    if (after === "fatal" || breaker.isOpen(now)) this.#end(lane, slice, ask, error, after === "givenUp");
    else this.#isTroubled(lane, { error, since: lane.trouble?.since ?? ask.sentAt, retryAt: slice.readyAt });
  }

  /** Of several sources' troubles the first one's is shown. */
  #isTroubled(lane: Lane, trouble: Trouble | undefined): void {
    lane.trouble = trouble;
    const shown = this.#lanes.find((other) => other.trouble !== undefined)?.trouble;
    if (shown) this.progress.trouble = shown;
    else delete this.progress.trouble;
  }

  /** Nothing more is asked of the source. */
  #end(lane: Lane, slice: Slice, ask: Ask, error: unknown, isGivenUp = false): void {
    const { question } = slice;
    question.failed = [...question.failed, ...(isGivenUp ? [] : [{ from: Math.max(slice.from, ask.from), to: slice.to }])];
    this.#isTroubled(lane, undefined);
    lane.fatal ??= { error };
    lane.stop.abort(error);
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
    const horizon = Math.max(...this.#questions.map(({ reached }) => reached));
    return this.#offer(newest.next(horizon, this.#range), () => newest.held.shift(), newest.wants);
  }

  /** However long it takes, others have their turn, and it goes on where an abort ended it. */
  async #judge(answer: Answer, signal: AbortSignal): Promise<void> {
    answer.judging ??= this.#sift.judgeInSteps(answer.records, answer.times, this.#range, answer.lane.tests);
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
    const { body, list, records, times, own, verdicts, lane } = answer;
    const source = this.#lanes.length > 1 ? { source: this.#lanes.indexOf(lane) } : {};
    const sifted = this.#sift.sift(records, times, { range: this.#range, own, wants, ...(verdicts && { verdicts }), ...source });
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
    const { lane, question, advance, sentAt } = answer;
    this.#offered = undefined;
    this.#tally.add(added);
    const late = question.stored(advance, added, lane.time, lane.lateness, this.#options.clock.now());
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

/** From the first moment of them to the last; of those that have none, where the first one would begin. */
function rangeOf(plans: readonly Pick<SourcePlan, "from" | "to">[]): { from: number; to: number } {
  const some = plans.filter(({ from, to }) => from <= to);
  const counted = some.length > 0 ? some : plans.slice(0, 1);
  return {
    from: Math.min(...counted.map(({ from }) => from.getTime())),
    to: Math.max(...counted.map(({ to }) => to.getTime())),
  };
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function skewNote(aheadMs: number): string {
  const difference = `${Math.round(Math.abs(aheadMs) / 60_000)} min ${aheadMs > 0 ? "ahead of" : "behind"}`;
  return `The clock of this computer is ${difference} Entra's: the range and what is complete go by Entra's clock.`;
}
