import { createHash } from "node:crypto";
import { exchange, faultBehind, Silence, type Exchanged } from "../../network/index.ts";
import type { ActivityRecord, Report } from "../../reports/report.ts";
import { ForeignLink, MalformedAnswer, Offline, SkipTokenDead, TimedOut, TokenRefused, type Facts, type GraphError } from "./errors.ts";
import { failureOf, interception, isOwn, isWebPage } from "./failure.ts";
import { membersIn } from "./membersIn.ts";
import { assertOwnLink, recordUrl } from "./url.ts";

export type Fetch = (request: Request) => Promise<Response>;

export interface GraphOptions {
  /** Scheme and host: `https://graph.microsoft.com`. The token goes there and nowhere else. */
  readonly host: string;
  readonly fetch: Fetch;
  /** A bearer token, asked for just before each request and not kept; the wish comes after one that was refused. */
  getToken(wish: TokenWish | undefined, signal: AbortSignal): Promise<string>;
  /** Longest time until the first byte of an answer's body, in milliseconds. */
  readonly timeoutMs?: number;
  /** Longest time between two bytes after that. */
  readonly stallMs?: number;
  readonly newId?: () => string;
  readonly now?: () => number;
  /** The service limits these requests first, before others of the same app. */
  readonly isLow?: boolean;
}

/** What a token must be besides good. */
export interface TokenWish {
  /** What the last token lacked. */
  readonly claims?: string | undefined;
  /** Fingerprint (SHA-256, hexadecimal) of the token that was refused: the same one again is of no use. */
  readonly refused?: string | undefined;
  /** Made now: older ones do not know of roles and permissions that were given since. */
  readonly anew?: boolean;
}

export interface GraphPage {
  /** The answer as it came: UTF-8 JSON. */
  readonly body: ArrayBuffer;
  /** The items of `value`, in their positions; a client takes nothing for granted of them. */
  readonly records: readonly unknown[];
  /** Missing means that nothing follows, unless there is a problem; a short or empty page does not. */
  readonly nextLink?: string;
  /** The records hold, but more may follow that no link leads to: what kept it from being a whole page. */
  readonly problem?: GraphError;
  /** The service's clock as it answered, to the second: milliseconds since 1970. */
  readonly servedAt?: number;
}

/** The service was seen to answer wide filters after minutes; its own gateway gives up at five. */
const defaultTimeoutMs = 300_000;

const isRecord = (value: unknown): value is ActivityRecord => typeof value === "object" && value !== null && !Array.isArray(value);

/** One request to Graph at a time, GET only. Fails with a GraphError; an abort rejects with the signal's reason. */
export class GraphClient {
  readonly #options: GraphOptions;
  #wish: TokenWish | undefined;

  constructor(options: GraphOptions) {
    this.#options = options;
  }

  /** The next request is made with a token that knows of what was granted a minute ago. */
  useFreshToken(): void {
    this.#wish = { anew: true };
  }

  get host(): string {
    return this.#options.host;
  }

  async page(url: string, signal: AbortSignal): Promise<GraphPage> {
    const { body, value, facts, servedAt } = await this.#get(url, signal);
    if (!isRecord(value) || !Array.isArray(value["value"])) {
      // Seen: a 200 whose page broke off and went on as an error object.
      throw new MalformedAnswer("The answer is no page of records", facts);
    }
    const names = (membersIn(new Uint8Array(body)) ?? []).flatMap(({ name }) => name ?? []);
    // Of a member that stands there twice the last one alone is read: a list of records would be lost.
    if (count(names, isList) > 1) throw new MalformedAnswer("The answer has two lists of records", facts);
    return {
      body,
      records: value["value"] as unknown[],
      ...wayOn(this.host, value, names, facts),
      ...(servedAt !== undefined && { servedAt }),
    };
  }

  /** The JSON text of one record, as it came, by its id; the service has no single-record request for some, which then is NotFound. */
  async record(report: Report, id: string, signal: AbortSignal): Promise<string> {
    const { body, value, facts } = await this.#get(recordUrl(this.host, report, report.graph.version, id), signal);
    if (!isRecord(value)) throw new MalformedAnswer("The answer is no record", facts);
    return new TextDecoder().decode(body);
  }

  async #get(
    url: string,
    signal: AbortSignal,
  ): Promise<{
    body: ArrayBuffer;
    value: unknown;
    facts: { status: number; requestId?: string };
    servedAt: number | undefined;
  }> {
    const { host, getToken, newId = () => crypto.randomUUID(), now = Date.now, isLow = false } = this.#options;
    assertOwnLink(host, url);
    signal.throwIfAborted();
    // A wish that could not be met is not made again: a person may have met it in the meantime, and else the service asks once more.
    const wish = this.#wish;
    this.#wish = undefined;
    const token = await getToken(wish, signal);
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "client-request-id": newId(),
      // Without it members added to an enum later come as unknownFutureValue.
      prefer: "include-unknown-enum-members",
      ...(isLow && { "x-ms-throttle-priority": "low" }),
    };
    const { response, body } = await this.#send(url, headers, signal);
    const text = new TextDecoder().decode(body);
    if (!response.ok) {
      const failure = failureOf(response, text, now(), new URL(host).host);
      if (failure instanceof TokenRefused)
        this.#wish = { claims: failure.claims, refused: createHash("sha256").update(token).digest("hex") };
      throw failure;
    }
    const requestId = response.headers.get("request-id");
    const facts = { status: response.status, ...(requestId === null ? {} : { requestId }) };
    const servedAt = Date.parse(response.headers.get("date") ?? "");
    try {
      return { body, value: JSON.parse(text), facts, servedAt: Number.isNaN(servedAt) ? undefined : servedAt };
    } catch (cause) {
      if (isWebPage(response, text) && !isOwn(response, text)) throw interception(response, text, now(), new URL(host).host);
      throw new MalformedAnswer("The answer is no JSON", { ...facts, cause });
    }
  }

  async #send(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Exchanged> {
    const { fetch, timeoutMs = defaultTimeoutMs, stallMs } = this.#options;
    // Held by `send` until the body is there.
    let request: Request | undefined;
    const send = (ending: AbortSignal): Promise<Response> =>
      fetch((request = new Request(url, { method: "GET", redirect: "error", headers, signal: ending })));
    try {
      return await exchange(send, { answerWithinMs: timeoutMs, ...(stallMs !== undefined && { bytesWithinMs: stallMs }) }, signal);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof Silence) {
        const { afterMs, isInBody } = cause;
        const fault = { kind: isInBody ? "stalled" : "silent", host: new URL(url).host, afterMs } as const;
        throw new TimedOut(isInBody ? `Graph's answer stopped for ${afterMs} ms` : `Graph did not answer in ${afterMs} ms`, {
          cause,
          fault,
        });
      }
      throw new Offline("Graph could not be reached", { cause, fault: faultBehind(cause, request?.url ?? url) });
    }
  }
}

const isList = (name: string): boolean => /^value$/i.test(name);
const isLink = (name: string): boolean => /nextlink$/i.test(name);
const isError = (name: string): boolean => /^(@?odata\.|@)?errors?$/i.test(name);

const count = (names: readonly string[], isOne: (name: string) => boolean): number =>
  names.reduce((sum, name) => sum + (isOne(name) ? 1 : 0), 0);

/** What follows a page. Whatever is odd about that, the records of the page have come. `names`: of all its members, also those of which `page` has another one. */
function wayOn(host: string, page: ActivityRecord, names: readonly string[], facts: Facts): Pick<GraphPage, "nextLink" | "problem"> {
  const errors = Object.keys(page).filter(isError);
  // Of two that are one member to who reads it, the other may have said something.
  if (errors.some((name) => page[name] !== null) || count(names, isError) > errors.length)
    return { problem: new MalformedAnswer("The answer has records and an error", facts) };
  const links = Object.keys(page).filter(isLink);
  if (count(names, isLink) > links.length) return { problem: new SkipTokenDead("The page has two links", facts) };
  const given = links.filter((name) => page[name] !== null);
  const [nextLink] = given.map((name) => page[name]);
  if (given.length === 0) return {};
  const url = typeof nextLink === "string" && URL.canParse(nextLink) ? nextLink : undefined;
  if (url === undefined || given.length > 1) return { problem: new SkipTokenDead("The link to the next page cannot be read", facts) };
  try {
    assertOwnLink(host, url);
    return { nextLink: url };
  } catch (problem) {
    if (problem instanceof ForeignLink) return { problem };
    throw problem;
  }
}
