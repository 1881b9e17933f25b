import { MalformedAnswer, pageUrl, type GraphPage } from "../graph/index.ts";
import { withinTime, type PlannedRequest } from "../query/index.ts";
import type { GraphVersion, Report } from "../reports/report.ts";
import { claim, claimed, noClaims, reach, subtract, union, type Claims, type Stretch, type Stretches } from "./coverage.ts";
import { Density, type DensityState } from "./density.ts";
import type { Scan } from "./scan.ts";
import { Slice } from "./slice.ts";

/** Microsoft's advice for sign-ins that time out: three days at first. A filter makes more bearable. */
const dayMs = 24 * 3600_000;
const firstWidthMs = (condition: string): number => (condition === "" ? 3 : 7) * dayMs;
/** A chain that goes on without end and without coming further. */
const mostFruitless = 100;

/** A question's part of what a run can be gone on from; plain JSON. */
export interface QuestionState {
  readonly condition: string;
  /** The same as the service takes it. */
  readonly asked: string;
  readonly version: GraphVersion;
  readonly claims: Claims;
  readonly density: DensityState;
}

/** One request as it was sent. */
export interface Ask extends Stretch {
  readonly url: string;
  /** When the chain that it belongs to began: a skip token may stand for what was there then. */
  readonly askedAt: number;
  /** With which its filter was made. */
  readonly condition: string;
}

/** What is now had for good, and what is wrong with the way on. */
export interface Advance {
  readonly stretch?: Stretch;
  readonly problem?: MalformedAnswer;
}

/** One of a plan's requests over the whole range: its slices, what it has, what it knows of where the rows are. */
export class Question {
  readonly report: Report;
  readonly slices: Slice[] = [];
  readonly density: Density;
  condition: string;
  version: GraphVersion;
  /** The same in v1.0, while that is still to be tried; see `inVersion1`. */
  older: string | undefined;
  /** The same without what the service is not known to take, until it has answered; see `PlannedRequest.surely`. */
  #surely: string | undefined;
  /** Asked to the end, whether already handed on or not. */
  had: Stretches = [];
  /** Asked to the end and handed on. */
  claims: Claims = noClaims;
  failed: Stretches = [];
  error: unknown;
  readonly #host: string;
  readonly #request: string;
  #largestPage = 0;

  constructor(report: Report, host: string, request: Pick<PlannedRequest, "condition" | "surely">, range: Stretch, state?: QuestionState) {
    const known = state?.condition === request.condition ? state : undefined;
    this.report = report;
    this.#host = host;
    this.#request = request.condition;
    this.condition = known?.asked ?? request.condition;
    this.#surely = this.condition === request.condition ? request.surely : undefined;
    this.version = known?.version ?? report.version;
    this.claims = known?.claims ?? noClaims;
    this.had = claimed(this.claims);
    this.density = new Density(range, known?.density);
  }

  /** Rows of a full page: the service may give fewer than it is asked for. */
  get pageSize(): number {
    return this.#largestPage || this.report.pageSize;
  }

  /** Makes slices of what is neither had nor being asked for. */
  open(range: Stretch): void {
    this.failed = [];
    this.error = undefined;
    for (const gap of subtract(range.from < range.to ? [range] : [], [...this.had, ...this.slices]))
      this.slices.push(new Slice(this, gap, firstWidthMs(this.condition)));
  }

  /** `top`: the last moment of the range, which belongs to it. */
  ask(slice: Slice, top: number, now: number): Ask {
    const { link, asked } = slice;
    if (link) return { ...asked, url: link.url, askedAt: link.askedAt, condition: this.condition };
    // Both bounds belong to the answer, as `lt` is not documented for sign-ins: what comes twice at a border is dropped by its id.
    const filter = withinTime(this.report, this.condition, new Date(asked.from), new Date(Math.min(asked.to, top)));
    const { timeField, pageSize } = this.report;
    const url = pageUrl(this.#host, this.report, { version: this.version, filter, orderby: `${timeField} desc`, top: pageSize });
    return { ...asked, url, askedAt: now, condition: this.condition };
  }

  /** The service has refused the filter: leaves out what it is not known to take. False: nothing of it can be left out. */
  askSurely({ condition }: Ask): boolean {
    // Another slice has been refused for it before.
    if (condition !== this.condition) return true;
    if (this.#surely === undefined) return false;
    this.condition = this.#surely;
    this.#surely = undefined;
    return true;
  }

  /** Takes note of an answer: how far the slice has come, and where it goes on. */
  answered(slice: Slice, ask: Ask, { nextLink }: GraphPage, { times, oldest, isOrdered }: Scan): Advance {
    this.older = undefined;
    this.#surely = undefined;
    if (nextLink !== undefined) this.#largestPage = Math.max(this.#largestPage, times.length);
    const before = slice.link;
    const isSure = isOrdered && (before?.isOrdered ?? true);
    // At the oldest moment of a page more may follow on the next one. What others have had meanwhile is not claimed again.
    const from = nextLink === undefined ? ask.from : isSure ? oldest + 1 : Infinity;
    const stretch = from < slice.to ? { from, to: slice.to } : undefined;
    if (stretch) {
      let rows = 0;
      for (const time of times) if (time >= stretch.from && time < stretch.to) rows++;
      this.density.learn(stretch, rows);
      this.had = union(this.had, stretch);
    }
    slice.answered(stretch !== undefined);
    if (!before && !stretch && oldest === slice.to - 1) slice.isStuck = true;
    slice.link = undefined;
    let problem: MalformedAnswer | undefined;
    if (nextLink === undefined) slice.widthMs *= 4;
    else if (nextLink === ask.url || before?.seen.has(nextLink) || slice.fruitless > mostFruitless)
      problem = new MalformedAnswer("The service repeats the same page for ever");
    else {
      const seen = (before?.seen ?? new Set<string>()).add(nextLink);
      slice.link = { url: nextLink, from: ask.from, askedAt: ask.askedAt, seen, oldest, isOrdered: isSure };
    }
    this.#trim();
    return { ...(stretch && { stretch }), ...(problem && { problem }) };
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
    for (const slice of this.slices) {
      slice.from = Math.max(slice.from, from);
      if ((slice.link?.from ?? from) < from) slice.link = undefined;
    }
    this.#trim();
  }

  /** Asks again from `from` on, up to `to`. What it had there stays claimed until the answer is there. */
  reopen({ from, to }: Stretch): void {
    this.density.extend(to);
    this.had = subtract(this.had, [{ from, to }]);
  }

  take(stretch: Stretch, askedAt: number, settleMs: number): void {
    this.claims = claim(this.claims, stretch, askedAt, settleMs);
  }

  /** Everything from here on is had. */
  reached(top: number): number {
    return reach(this.had, top);
  }

  get state(): QuestionState {
    const { condition, version, claims, density } = this;
    return { condition: this.#request, asked: condition, version, claims, density: density.state };
  }

  /** A slice need not ask for what another one's last page has brought. */
  #trim(): void {
    for (let at = this.slices.length - 1; at >= 0; at--) {
      const slice = this.slices[at] as Slice;
      slice.to = Math.min(slice.to, reach(this.had, slice.to));
      if (slice.to <= slice.from) this.slices.splice(at, 1);
    }
  }
}
