import type { ActivityRecord, Report } from "../reports/report.ts";
import { Fruitless, MalformedAnswer } from "../sources/errors.ts";
import type { Ask as Asking, Source, SourceRequest, TextPage } from "../sources/source.ts";
import { Chain } from "./chain.ts";
import {
  claim,
  claimed,
  isWithin,
  noClaims,
  reach,
  reopen,
  subtract,
  union,
  withdraw,
  type Claims,
  type Stretch,
  type Stretches,
} from "./coverage.ts";
import { Density, type DensityState } from "./density.ts";
import type { Lateness } from "./lateness.ts";
import type { Scan } from "./scan.ts";
import type { ServiceTime } from "./serviceTime.ts";
import { recordKey } from "./recordKey.ts";
import { ownId } from "./sift.ts";
import { Slice, type Sliced } from "./slice.ts";

/** A chain that goes on without end and without coming further. */
const mostFruitless = 100;

/** A question's part of what a run can be gone on from; plain JSON. */
export interface QuestionState {
  /** Of the source. */
  readonly source: string;
  readonly key: string;
  /** The same as the source takes it. */
  readonly asked: SourceRequest;
  /** Its own stretch of the range, both ends inclusive. */
  readonly from: number;
  readonly to: number;
  readonly claims: Claims;
  readonly density: DensityState;
}

/** One request as it was sent. */
export interface Ask extends Stretch {
  readonly asking: Asking;
  /** By what the page before gave as the way on. */
  readonly isContinued: boolean;
  /** On this machine's clock. */
  readonly sentAt: number;
}

/** An answer's part of what can be claimed once its records are stored. */
export interface Advance {
  readonly chain: Chain;
  /** What speaks against the chain's order meanwhile takes it back. */
  stretches: Stretches;
  /** What is wrong with the way on. */
  readonly problem?: Error;
}

/** One of a source's requests over its stretch of the range: its slices, what it has, what it knows of where the rows are. */
export class Question implements Sliced {
  readonly report: Report;
  readonly source: Source;
  readonly slices: Slice<Question>[] = [];
  readonly density: Density;
  /** As the source takes it. */
  #request: SourceRequest;
  /** The source has answered it: then nothing else is tried in its place. */
  #isTaken = false;
  /** Asked to the end, whether already handed on or not. */
  had: Stretches = [];
  /** Asked to the end and handed on. */
  claims: Claims = noClaims;
  failed: Stretches = [];
  error: unknown;
  readonly #key: string;
  #largestPage = 0;
  /** Answers whose records are not stored yet. */
  readonly #pending = new Set<Advance>();
  /** A record came after an older one: from then on a chain counts when it has ended. */
  #isDisordered = false;
  /** What is had for the sake of the order of chains that broke. */
  #unproven: Stretches = [];
  /** What is its own of the range. */
  #own: Stretch;

  constructor(report: Report, source: Source, request: SourceRequest, own: Stretch, state?: QuestionState) {
    const known = state?.key === request.key && state.source === source.id ? state : undefined;
    this.report = report;
    this.source = source;
    this.#key = request.key;
    this.#request = known?.asked ?? request;
    this.#own = known ? { from: known.from, to: known.to + 1 } : own;
    this.claims = known?.claims ?? noClaims;
    this.had = claimed(this.claims);
    this.density = new Density(this.#own, known?.density);
  }

  /** What it asks for of the range, with the last moment. */
  get own(): Stretch {
    return this.#own;
  }

  get types(): SourceRequest["types"] {
    return this.#request.types;
  }

  /** Rows of a full page: the service may give fewer than it is asked for. */
  get pageSize(): number {
    return this.#largestPage || this.#request.pageSize;
  }

  /** Makes slices of what is neither had nor being asked for. */
  open(): void {
    this.failed = [];
    this.error = undefined;
    this.#openGaps();
  }

  #openGaps(): void {
    const { from, to } = this.#own;
    for (const gap of subtract(from < to ? [this.#own] : [], [...this.had, ...this.failed, ...this.slices]))
      this.slices.push(new Slice(this, gap, this.#request.widthMs));
  }

  /** The stretch is another one, and nothing of it has been asked. */
  beginAnew(own: Stretch): void {
    this.slices.length = 0;
    this.#pending.clear();
    this.had = claimed(this.claims);
    this.density.extend(own.to);
    this.#own = own;
    this.open();
  }

  ask(slice: Slice, sentAt: number): Ask {
    const { chain, asked } = slice;
    const request = this.#request;
    if (chain?.url !== undefined) {
      const { from, top: to, url: next } = chain;
      return { from, to, asking: { request, from, to: this.#until(to), next }, isContinued: true, sentAt };
    }
    // Both bounds belong to the answer: what comes twice at a border is dropped by its id.
    const { from, to } = asked;
    return { from, to, asking: { request, from, to: this.#until(to) }, isContinued: false, sentAt };
  }

  /** The last moment of the range belongs to it. */
  #until(to: number): number {
    return Math.min(to, this.#own.to - 1);
  }

  /** Something else is asked from now on in place of what was refused; a sentence why, or nothing where that was said before. Undefined: there is nothing else. */
  askInstead({ asking: { request } }: Ask, error: unknown): readonly string[] | undefined {
    const other = this.source.instead?.(request, error);
    if (!other) return undefined;
    // Another slice may have been refused for it before.
    if (request !== this.#request) return [];
    if (this.#isTaken) return undefined;
    this.#request = other.request;
    return [other.note];
  }

  /** Takes note of an answer: how far the slice has come, and where it goes on. */
  answered(slice: Slice, ask: Ask, { next, problem, records }: Omit<TextPage, "body">, scan: Scan, askedAt: number): Advance {
    this.#isTaken = true;
    if (next !== undefined) this.#largestPage = Math.max(this.#largestPage, scan.times.length);
    const isContinued = slice.chain !== undefined;
    const chain = (slice.chain ??= new Chain({ from: ask.from, to: slice.to }, askedAt));
    const { url } = chain;
    if (!scan.isOrdered) this.#disproved(slice, chain);
    chain.took(scan);
    const isLast = next === undefined && problem === undefined;
    // At the oldest moment of a page more may follow on the next one. What others have had meanwhile is not claimed again.
    const from = isLast ? ask.from : this.#isDisordered ? Infinity : downTo(chain, slice);
    const stretch = from < slice.to ? { from, to: slice.to } : undefined;
    if (stretch) {
      let rows = 0;
      for (const time of scan.times) if (time >= stretch.from && time < stretch.to) rows++;
      this.density.learn(stretch, rows);
      this.had = union(this.had, stretch);
    }
    slice.answered(stretch !== undefined, keysOf(records, scan.times, ask));
    if (!isContinued && !stretch && chain.oldest === slice.to - 1) slice.isStuck = true;
    chain.url = undefined;
    const wrong = problem ?? this.#wrongWith(next, slice, chain, [ask.asking.next, url]);
    if (isLast) {
      slice.widthMs *= 4;
      slice.chain = undefined;
    } else if (!wrong && next !== undefined) {
      chain.seen.add(next);
      chain.url = next;
    }
    this.#trim();
    const advance = { chain, stretches: stretch ? [stretch] : [], ...(wrong && { problem: wrong }) };
    this.#pending.add(advance);
    return advance;
  }

  #wrongWith(next: string | undefined, { fruitless }: Slice, { seen }: Chain, before: readonly unknown[]): Error | undefined {
    if (next === undefined) return undefined;
    if (before.includes(next) || seen.has(next)) return new MalformedAnswer("The service repeats the same page for ever");
    return fruitless > mostFruitless ? new Fruitless(fruitless) : undefined;
  }

  /** A record is newer than one before it: what was claimed of the chain for the sake of its order does not hold. */
  #disproved(slice: Slice, chain: Chain): void {
    this.#isDisordered = true;
    this.#withdraw({ from: chain.oldest, to: chain.top });
    slice.to = chain.top;
    for (const stretch of this.#unproven) this.#withdraw(stretch);
    this.#unproven = [];
    this.#openGaps();
  }

  #withdraw(stretch: Stretch): void {
    this.had = subtract(this.had, [stretch]);
    this.claims = withdraw(this.claims, stretch);
    for (const advance of this.#pending) advance.stretches = subtract(advance.stretches, [stretch]);
  }

  /** The slice's chain leads no further: it goes on by time, and first over what the chain may have kept back. */
  breakOff(slice: Slice): void {
    const { chain } = slice;
    slice.chain = undefined;
    // One that is done has had its chain noted when it ended.
    if (!chain || !this.slices.some((one) => one === slice)) return;
    const { isOrdered, sure, oldest, top } = chain;
    const to = isOrdered ? Math.min(sure, top) : top;
    if (to > slice.to) this.#withdraw({ from: slice.to, to });
    slice.to = Math.max(slice.to, to);
    this.#unproven = union(this.#unproven, { from: slice.to, to: top });
    if (slice.to > oldest + 1) slice.widthMs = Math.min(slice.widthMs, slice.to - oldest - 1);
  }

  /** The slice ends at `at`, and a new one asks for what is before. */
  cut(slice: Slice, at: number): void {
    this.slices.push(new Slice(this, { from: slice.from, to: at }, slice.widthMs));
    slice.from = at;
  }

  giveUp(slice: Slice, error: unknown): void {
    this.failed = union(this.failed, slice.leaveOut());
    this.error ??= error;
    this.#trim();
  }

  /** Nothing before `from` is to be had. */
  clip(from: number): void {
    if (from <= this.#own.from) return;
    this.#own = { ...this.#own, from };
    for (const slice of this.slices) {
      slice.from = Math.max(slice.from, from);
      if ((slice.chain?.from ?? from) < from) this.breakOff(slice);
    }
    this.#trim();
  }

  /** Asks again from `from` on, up to `to`, which its stretch then reaches. What it had there stays claimed until the answer is there. */
  reopen({ from, to }: Stretch): void {
    this.density.extend(to);
    this.#own = { ...this.#own, to: Math.max(this.#own.to, to) };
    this.had = subtract(this.had, [{ from, to }]);
  }

  /** An answer's records are stored. `added`: times of those that were not there before; answers with the places in `added` of those that came late. */
  stored(advance: Advance, added: readonly number[], time: ServiceTime, lateness: Lateness, now: number): readonly number[] {
    const { chain, stretches } = advance;
    const { complete } = this.claims;
    const late = complete.length > 0 ? [...added.keys()].filter((at) => isWithin(complete, added[at] ?? NaN)) : [];
    this.#pending.delete(advance);
    for (const stretch of stretches) this.claims = claim(this.claims, stretch, chain.askedAt, lateness.settleMs(this));
    if (late.length > 0) {
      const first = late.reduce((least, at) => Math.min(least, added[at] ?? Infinity), Infinity);
      this.claims = reopen(this.claims, { from: first, to: chain.top });
      lateness.learn(this, time.at(now) - first);
    }
    return late;
  }

  /** Everything of its own from here on is had. */
  get reached(): number {
    return this.#reachOf(this.had);
  }

  /** Everything of its own from here on is had, and handed on. */
  get reachedStored(): number {
    return this.#reachOf(claimed(this.claims));
  }

  /** What is not its own it need not have. */
  #reachOf(stretches: Stretches): number {
    const { from, to } = this.#own;
    if (from >= to) return -Infinity;
    const at = reach(stretches, to);
    return at <= from ? -Infinity : at;
  }

  get state(): QuestionState {
    const { density } = this;
    // Who goes on from it does not have the links.
    const claims = this.slices.reduce(
      (kept, { chain, to }) => (chain && chain.sure > to ? withdraw(kept, { from: to, to: chain.sure }) : kept),
      this.claims,
    );
    const { from, to } = this.#own;
    return { source: this.source.id, key: this.#key, asked: this.#request, from, to: to - 1, claims, density: density.state };
  }

  /** A slice need not ask for what another one's last page has brought. */
  #trim(): void {
    for (let at = this.slices.length - 1; at >= 0; at--) {
      const slice = this.slices[at] as Slice<Question>;
      slice.to = Math.min(slice.to, reach(this.had, slice.to));
      if (slice.to > slice.from) continue;
      this.slices.splice(at, 1);
      // Others have the rest of what its chain would bring.
      if (slice.chain) this.#unproven = union(this.#unproven, { from: slice.to, to: slice.chain.top });
    }
  }
}

/** What is outside of what was asked brings nobody further. */
function* keysOf(records: readonly unknown[], times: Float64Array, { from, to }: Stretch): Generator<string> {
  for (const [at, record] of records.entries()) {
    const time = times[at] ?? NaN;
    if (time < from || time > to || typeof record !== "object" || record === null) continue;
    yield ownId(record as ActivityRecord) ?? recordKey(record);
  }
}

/** A chain that is older than its slice, as others ask for the rest, is left there: then the order is to be sure. */
const downTo = ({ from, oldest, steady }: Chain, slice: Stretch): number =>
  slice.from > from && oldest < slice.from ? Math.max(oldest + 1, Math.min(steady, slice.to)) : oldest + 1;
