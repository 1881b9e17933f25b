import {
  ForeignLink,
  MalformedAnswer,
  Offline,
  ServiceFailing,
  SkipTokenDead,
  Throttled,
  TimedOut,
  TokenRefused,
  type GraphPage,
} from "../../src/sources/graph/index.ts";
import type { VirtualClock } from "./virtualClock.ts";

export const simulatedHost = "https://graph.microsoft.com";

/** What goes wrong with one request. The last eight are answers, of an odd kind. */
export const troubles = [
  "serverError",
  "timeOut",
  "dropped",
  "broken",
  "deadToken",
  "throttled",
  "unauthorised",
  "clockJump",
  "emptyPage",
  "shortPage",
  "longPage",
  "repeatedLink",
  "strays",
  "twins",
  "errorBeside",
  "oddLink",
  "foreignLink",
] as const;
export type Trouble = (typeof troubles)[number];

export interface SimulatedOptions {
  /** Ascending: milliseconds since 1970. Each record's number makes its id, and the four further digits of its time. */
  readonly times: Float64Array;
  readonly clock: VirtualClock;
  readonly pageSize?: number;
  readonly latencyMs?: (request: number) => number;
  readonly trouble?: (request: number) => Trouble | undefined;
  /** How long after its event a record can be read. */
  readonly lateMs?: (record: number) => number;
  /** Requests allowed in 10 s. */
  readonly allowed?: number;
  /** The numbers of all records in the order, oldest first, in which the service believes that they happened. */
  readonly order?: Int32Array;
  /** Answers carry the service's time. */
  readonly tellsTime?: boolean;
}

const never = new AbortController().signal;
const windowMs = 10_000;

export interface SimulatedRecord {
  readonly id: string;
  readonly createdDateTime: string;
}

/** A service with nothing but ids and times, fast enough for thousands of runs. */
export class SimulatedService {
  readonly host = simulatedHost;
  /** When requests came. */
  readonly asked: number[] = [];
  readonly urls: string[] = [];
  /** Of each request, whether it was answered with a page. */
  readonly answered: boolean[] = [];
  /** Time spent in here, in ms: not the engine's. */
  ownMs = 0;
  readonly #options: SimulatedOptions;
  /** Of requests that were not refused. */
  #window: number[] = [];

  constructor(options: SimulatedOptions) {
    this.#options = options;
  }

  record(at: number): SimulatedRecord {
    const ms = this.#options.times[at] ?? 0;
    return { id: `r${at}`, createdDateTime: `${new Date(ms).toISOString().slice(0, -1)}${String(at % 10_000).padStart(4, "0")}Z` };
  }

  async page(url: string, signal: AbortSignal): Promise<GraphPage> {
    const started = performance.now();
    const { clock, latencyMs = () => 0, trouble = () => undefined, allowed = 5, tellsTime = false } = this.#options;
    const request = this.asked.length;
    const now = clock.now();
    this.asked.push(now);
    this.urls.push(url);
    const what = trouble(request);
    this.#window = this.#window.filter((at) => at > now - windowMs);
    let answer: GraphPage | Error;
    if (this.#window.length >= allowed) answer = new Throttled((this.#window[0] ?? now) + windowMs - now, { status: 429 });
    else {
      this.#window.push(now);
      if (what === "clockJump") clock.jump(3_600_000);
      answer = this.#fails(what, url) ?? this.#answer(url, what);
    }
    this.answered.push(!(answer instanceof Error));
    this.ownMs += performance.now() - started;
    const waitMs = what === "timeOut" ? 60_000 : latencyMs(request);
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    if (answer instanceof Error) throw answer;
    // What it looked at was there when it was asked, and it says when it has answered.
    return tellsTime ? { ...answer, servedAt: Math.floor(clock.now() / 1000) * 1000 } : answer;
  }

  /** As the client of a library that makes its own requests sees it. */
  async fetch(url: string): Promise<Response> {
    try {
      const { records, nextLink } = await this.page(url, never);
      const started = performance.now();
      const response = Response.json({ value: records, ...(nextLink !== undefined && { "@odata.nextLink": nextLink }) });
      this.ownMs += performance.now() - started;
      return response;
    } catch (error) {
      if (error instanceof Offline) throw new TypeError("fetch failed", { cause: error });
      if (error instanceof MalformedAnswer) return new Response('{"value":[{"id":', { headers: { "content-type": "application/json" } });
      const [status, headers] =
        error instanceof Throttled ? [429, { "retry-after": String((error.retryAfterMs ?? 0) / 1000) }] : [statusOf(error), {}];
      return Response.json({ error: { code: "UnknownError", message: String(error) } }, { status, headers });
    }
  }

  #fails(what: Trouble | undefined, url: string): Error | undefined {
    switch (what) {
      case "serverError":
        return new ServiceFailing("Graph answered 503", { status: 503 });
      case "timeOut":
        return new TimedOut("Graph did not answer");
      case "dropped":
        return new Offline("cut");
      case "broken":
        return new MalformedAnswer("The answer is no JSON");
      case "deadToken":
        return url.includes("skiptoken") ? new SkipTokenDead("gone", { status: 400 }) : undefined;
      case "throttled":
        return new Throttled(2128, { status: 429 });
      case "unauthorised":
        return new TokenRefused(undefined, { status: 401 });
      default:
        return undefined;
    }
  }

  /** The page of a link: `$skiptoken=<place of the newest record>.<oldest record>.<its number>.<half>.<newest record>`. */
  #answer(url: string, what: Trouble | undefined): GraphPage {
    const { times, pageSize = 1000, clock, lateMs = () => 0, order } = this.#options;
    const [place, oldest, number, half, newest] = this.#asked(decodeURIComponent(url));
    const size =
      what === "emptyPage"
        ? 0
        : what === "shortPage"
          ? Math.ceil(pageSize / 3)
          : what === "longPage"
            ? Math.ceil(pageSize * 1.04)
            : pageSize;
    const now = clock.now();
    const records: unknown[] = [];
    const recordAt = (at: number): number => order?.[at] ?? at;
    const isAsked = (record: number): boolean => record >= oldest && record <= newest && (half === 2 || record % 2 === half);
    const last = order ? 0 : oldest;
    let at = place;
    for (; at >= last && records.length < size; at--) {
      const record = recordAt(at);
      if (isAsked(record) && (times[record] ?? 0) + lateMs(record) <= now) records.push(this.record(record));
    }
    while (order && at >= last && !isAsked(recordAt(at))) at--;
    if (what === "twins" && records.length > 0) records.push(records[records.length - 1]);
    // Much too new, so that nobody can have asked for it.
    if (what === "strays") records.unshift({ id: "stray", createdDateTime: "2999-01-01T00:00:00Z" });
    const token =
      what === "repeatedLink" && url.includes("skiptoken")
        ? url
        : `${this.host}/beta/auditLogs/signIns?$skiptoken=${at}.${oldest}.${number + 1}.${half}.${newest}`;
    const problem = oddEnd(what);
    return { body: new ArrayBuffer(0), records, ...(problem ? { problem } : at >= last && { nextLink: token }) };
  }

  /** A condition `half eq 0` or `half eq 1` asks for the records with even or odd numbers. */
  #asked(url: string): [place: number, oldest: number, number: number, half: number, newest: number] {
    const token = /skiptoken=(-?\d+)\.(-?\d+)\.(\d+)\.(\d)\.(-?\d+)/.exec(url);
    if (token) return [Number(token[1]), Number(token[2]), Number(token[3]), Number(token[4]), Number(token[5])];
    const { times, order } = this.#options;
    const bound = (operator: string): number => Date.parse(new RegExp(` ${operator} (\\S+Z)`).exec(url)?.[1] ?? "");
    const [from, to] = [bound("ge"), bound("le")];
    let newest = below(times, to + 1) - 1;
    // At the upper bound itself only what has no further digits.
    while (newest >= 0 && times[newest] === to && newest % 10_000 > 0) newest--;
    return [order ? times.length - 1 : newest, below(times, from), 0, Number(/half eq (\d)/.exec(url)?.[1] ?? 2), newest];
  }
}

/** What keeps an answer's records from being a whole page. */
function oddEnd(what: Trouble | undefined): GraphPage["problem"] {
  if (what === "errorBeside") return new MalformedAnswer("The answer has records and an error");
  if (what === "oddLink") return new SkipTokenDead("The link to the next page cannot be read");
  return what === "foreignLink" ? new ForeignLink("graph.microsoft.com.evil.test") : undefined;
}

const statusOf = (error: unknown): number =>
  error instanceof TokenRefused ? 401 : error instanceof SkipTokenDead ? 400 : error instanceof TimedOut ? 504 : 503;

function below(sorted: Float64Array, time: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
