import {
  MalformedAnswer,
  Offline,
  ServiceFailing,
  SkipTokenDead,
  Throttled,
  TimedOut,
  TokenRefused,
  type GraphPage,
} from "../../src/graph/index.ts";
import type { VirtualClock } from "./virtualClock.ts";

export const simulatedHost = "https://graph.microsoft.com";

/** What goes wrong with one request. The last five are answers, of an odd kind. */
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
    const { clock, latencyMs = () => 0, trouble = () => undefined, allowed = 5 } = this.#options;
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
    this.ownMs += performance.now() - started;
    const waitMs = what === "timeOut" ? 60_000 : latencyMs(request);
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    if (answer instanceof Error) throw answer;
    return answer;
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

  /** The page of a link: `$skiptoken=<newest record>.<oldest record>.<its number>.<half>`. */
  #answer(url: string, what: Trouble | undefined): GraphPage {
    const { times, pageSize = 1000, clock, lateMs = () => 0 } = this.#options;
    const [newest, oldest, number, half] = this.#asked(decodeURIComponent(url));
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
    let at = newest;
    for (; at >= oldest && records.length < size; at--)
      if ((half === 2 || at % 2 === half) && (times[at] ?? 0) + lateMs(at) <= now) records.push(this.record(at));
    if (what === "twins" && records.length > 0) records.push(records[records.length - 1]);
    // Much too new, so that nobody can have asked for it.
    if (what === "strays") records.unshift({ id: "stray", createdDateTime: "2999-01-01T00:00:00Z" });
    const token =
      what === "repeatedLink" && url.includes("skiptoken")
        ? url
        : `${this.host}/beta/auditLogs/signIns?$skiptoken=${at}.${oldest}.${number + 1}.${half}`;
    return { body: new ArrayBuffer(0), records, ...(at >= oldest && { nextLink: token }) };
  }

  /** A condition `half eq 0` or `half eq 1` asks for the records with even or odd numbers. */
  #asked(url: string): [newest: number, oldest: number, number: number, half: number] {
    const token = /skiptoken=(-?\d+)\.(-?\d+)\.(\d+)\.(\d)/.exec(url);
    if (token) return [Number(token[1]), Number(token[2]), Number(token[3]), Number(token[4])];
    const { times } = this.#options;
    const bound = (operator: string): number => Date.parse(new RegExp(` ${operator} (\\S+Z)`).exec(url)?.[1] ?? "");
    const [from, to] = [bound("ge"), bound("le")];
    let newest = below(times, to + 1) - 1;
    // At the upper bound itself only what has no further digits.
    while (newest >= 0 && times[newest] === to && newest % 10_000 > 0) newest--;
    return [newest, below(times, from), 0, Number(/half eq (\d)/.exec(url)?.[1] ?? 2)];
  }
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
