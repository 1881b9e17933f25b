import type { ActivityRecord, GraphVersion, Report } from "../reports/report.ts";
import { MalformedAnswer, Offline, TimedOut, TokenRefused } from "./errors.ts";
import { failureOf } from "./failure.ts";
import { assertOwnLink, recordUrl } from "./url.ts";

export type Fetch = (request: Request) => Promise<Response>;

export interface GraphOptions {
  /** Scheme and host: `https://graph.microsoft.com`. The token goes there and nowhere else. */
  readonly host: string;
  readonly fetch: Fetch;
  /** A bearer token, asked for just before each request and not kept. `claims`: what the last token lacked. */
  getToken(claims: string | undefined, signal: AbortSignal): Promise<string>;
  /** Longest time for one answer, in milliseconds. */
  readonly timeoutMs?: number;
  readonly newId?: () => string;
  readonly now?: () => number;
}

export interface GraphPage {
  /** The answer as it came: UTF-8 JSON. */
  readonly body: ArrayBuffer;
  /** The items of `value`, in their positions; a client takes nothing for granted of them. */
  readonly records: readonly unknown[];
  /** Missing means that nothing follows; a short or empty page does not. */
  readonly nextLink?: string;
}

/** The service was seen to answer wide filters after minutes; its own gateway gives up at five. */
const defaultTimeoutMs = 300_000;

const isRecord = (value: unknown): value is ActivityRecord => typeof value === "object" && value !== null && !Array.isArray(value);

/** One request to Graph at a time, GET only. Fails with a GraphError; an abort rejects with the signal's reason. */
export class GraphClient {
  readonly #options: GraphOptions;
  #claims: string | undefined;

  constructor(options: GraphOptions) {
    this.#options = options;
  }

  get host(): string {
    return this.#options.host;
  }

  async page(url: string, signal: AbortSignal): Promise<GraphPage> {
    const { body, value, facts } = await this.#get(url, signal);
    if (!isRecord(value) || !Array.isArray(value["value"])) {
      // Seen: a 200 whose page broke off and went on as an error object.
      throw new MalformedAnswer("The answer is no page of records", facts);
    }
    const nextLink = value["@odata.nextLink"];
    if (typeof nextLink === "string") assertOwnLink(this.host, nextLink);
    return { body, records: value["value"] as unknown[], ...(typeof nextLink === "string" ? { nextLink } : {}) };
  }

  /** The JSON text of one record, as it came, by its id; the service has no single-record request for some, which then is NotFound. */
  async record(report: Report, version: GraphVersion, id: string, signal: AbortSignal): Promise<string> {
    const { body, value, facts } = await this.#get(recordUrl(this.host, report, version, id), signal);
    if (!isRecord(value)) throw new MalformedAnswer("The answer is no record", facts);
    return new TextDecoder().decode(body);
  }

  async #get(
    url: string,
    signal: AbortSignal,
  ): Promise<{ body: ArrayBuffer; value: unknown; facts: { status: number; requestId?: string } }> {
    const { host, getToken, newId = () => crypto.randomUUID(), now = Date.now } = this.#options;
    assertOwnLink(host, url);
    signal.throwIfAborted();
    const token = await getToken(this.#claims, signal);
    this.#claims = undefined;
    const request = new Request(url, {
      method: "GET",
      redirect: "error",
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        "client-request-id": newId(),
        // Without it members added to an enum later come as unknownFutureValue.
        prefer: "include-unknown-enum-members",
      },
    });
    const { response, body } = await this.#send(request, signal);
    const text = new TextDecoder().decode(body);
    if (!response.ok) {
      const failure = failureOf(response, text, now());
      if (failure instanceof TokenRefused) this.#claims = failure.claims;
      throw failure;
    }
    const requestId = response.headers.get("request-id");
    const facts = { status: response.status, ...(requestId === null ? {} : { requestId }) };
    try {
      return { body, value: JSON.parse(text) as unknown, facts };
    } catch (cause) {
      throw new MalformedAnswer("The answer is no JSON", { ...facts, cause });
    }
  }

  async #send(request: Request, signal: AbortSignal): Promise<{ response: Response; body: ArrayBuffer }> {
    const { fetch, timeoutMs = defaultTimeoutMs } = this.#options;
    const late = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(new Request(request, { signal: AbortSignal.any([signal, late]) }));
      return { response, body: await response.arrayBuffer() };
    } catch (cause) {
      signal.throwIfAborted();
      if (late.aborted) throw new TimedOut(`Graph did not answer in ${timeoutMs} ms`, { cause });
      throw new Offline("Graph could not be reached", { cause });
    }
  }
}
