import { readAddress } from "../address.ts";
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { exchange, faultBehind, Silence, timeOf, waitAskedFor, type Exchanged, type Fault } from "../network/index.ts";

export type LoginFetch = (url: string, init: RequestInit) => Promise<Response>;

/** The last answer of the login host that was none of 2xx, or what kept it from answering. */
export interface LoginFailure {
  /** 0: there was no answer. */
  readonly status: number;
  readonly error: string;
  readonly numbers: readonly number[];
  readonly subError: string | undefined;
  readonly description: string;
  readonly claims: string | undefined;
  readonly correlationId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** It was not Entra that failed. */
  readonly fault?: Fault;
}

/** msal gives a POST no limit of its own; without one a silent login host would hold up every token after it. */
const answerWithinMs = 30_000;
/** What msal waits where the service does not say how long. */
const usualWaitMs = 60_000;

interface LoginBody {
  readonly error?: string;
  readonly error_codes?: readonly (number | string)[];
  readonly error_description?: string;
  readonly suberror?: string;
  readonly claims?: string;
  readonly correlation_id?: string;
}

/** Takes msal's requests to the login host and to no other, and keeps what msal's errors leave out: status, wait, clock. */
export class LoginWire implements INetworkModule {
  readonly #origin: string;
  readonly #fetch: LoginFetch;
  readonly #now: () => number;
  readonly #signal: AbortSignal | undefined;
  failure: LoginFailure | undefined;
  /** How far this machine's clock is ahead of the login host's. */
  skewMs = 0;
  /** The login host asked to be left alone until then; msal forgets it together with its memory. */
  #blocked: { readonly from: number; readonly until: number; readonly failure: LoginFailure } | undefined;

  constructor(origin: string, fetch: LoginFetch, now: () => number, signal?: AbortSignal) {
    this.#origin = origin;
    this.#fetch = fetch;
    this.#now = now;
    this.#signal = signal;
  }

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions, timeoutMs = answerWithinMs): Promise<NetworkResponse<T>> {
    return this.#send<T>(url, { method: "GET" }, options, timeoutMs);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#send<T>(url, { method: "POST", body: options?.body ?? "" }, options, answerWithinMs);
  }

  async #send<T>(
    url: string,
    init: RequestInit,
    options: NetworkRequestOptions | undefined,
    timeoutMs: number,
  ): Promise<NetworkResponse<T>> {
    const address = readAddress(url);
    if (address?.origin !== this.#origin) throw new Error(`Refused to send a sign-in to ${address?.host ?? "an odd address"}`);
    const now = this.#now();
    // A clock that was set back would make a minute of waiting hours: whether it still holds, the next request asks.
    if (this.#blocked && now >= this.#blocked.from && now < this.#blocked.until) {
      const { failure, until } = this.#blocked;
      this.failure = { ...failure, retryAfterMs: until - now };
      if (failure.status === 0) throw new Error("Asked to wait");
      return { headers: {}, status: failure.status, body: bodyOf(failure) as T };
    }
    this.failure = undefined;
    let answer: Exchanged;
    try {
      const send = (signal: AbortSignal) => this.#fetch(url, { ...init, headers: options?.headers ?? {}, signal, redirect: "error" });
      answer = await exchange(send, { answerWithinMs: timeoutMs }, this.#signal);
    } catch (cause) {
      this.failure = awayBy(faultOfSilence(cause, url) ?? faultBehind(cause, url));
      throw cause;
    }
    const { status, headers } = answer.response;
    const text = new TextDecoder().decode(answer.body);
    const value = readJson(text);
    if (status >= 200 && status < 300) {
      this.#learnSkew(headers);
      if (value !== undefined) return { headers: Object.fromEntries(headers), status, body: paced(value) as T };
    }
    // Entra marks its answers, and says its errors in a form of its own. Anything else on the way can answer with any status.
    const isOwn = headers.has("x-ms-request-id") || typeof value?.error === "string";
    const retryAfterMs = waitAskedFor(headers, this.#now());
    if (!isOwn) {
      const fault: Fault = {
        kind: status === 407 ? "proxySignIn" : status < 400 ? "webPage" : "gateway",
        host: new URL(url).host,
        status,
      };
      const failure = status < 500 ? { ...awayBy(fault), retryAfterMs } : { ...readFailure(status, {}, retryAfterMs), fault };
      this.failure = failure;
      if (retryAfterMs !== undefined) this.#block(retryAfterMs, failure);
      if (status < 500) throw new Error(`Something on the way answered ${status}`);
      return { headers: {}, status, body: bodyOf(failure) as T };
    }
    this.#learnSkew(headers);
    const failure = readFailure(status, value ?? {}, retryAfterMs);
    this.failure = failure;
    if (status === 429 || status >= 500 || retryAfterMs !== undefined) this.#block(failure.retryAfterMs ?? usualWaitMs, failure);
    // Without its Retry-After msal would block by real time what is counted here.
    return { headers: {}, status, body: bodyOf(failure) as T };
  }

  #block(ms: number, failure: LoginFailure): void {
    const from = this.#now();
    this.#blocked = { from, until: from + ms, failure };
  }

  #learnSkew(headers: Headers): void {
    const now = this.#now();
    if (headers.has("date")) this.skewMs = now - timeOf(headers, now);
  }
}

/** The object of a JSON text; undefined when it is none. */
function readJson(text: string): LoginBody | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined; // a proxy's page
  }
}

/** Between two questions whether a code was used, where the answer does not say: RFC 8628, 3.5. msal would ask without a pause. */
const usualIntervalSeconds = 5;
const mostIntervalSeconds = 300;

interface PacedBody extends LoginBody {
  readonly device_code?: unknown;
  readonly interval?: unknown;
}

const paced = (body: PacedBody): PacedBody =>
  body.device_code === undefined || (Number(body.interval) > 0 && Number(body.interval) <= mostIntervalSeconds)
    ? body
    : { ...body, interval: usualIntervalSeconds };

/** There was no answer of the login host. */
const awayBy = (fault: Fault): LoginFailure => ({
  status: 0,
  error: "network_error",
  numbers: [],
  subError: undefined,
  description: "",
  claims: undefined,
  correlationId: undefined,
  retryAfterMs: undefined,
  fault,
});

function faultOfSilence(error: unknown, url: string): Fault | undefined {
  if (!(error instanceof Silence)) return undefined;
  return { kind: error.isInBody ? "stalled" : "silent", host: new URL(url).host, afterMs: error.afterMs };
}

function readFailure(status: number, body: LoginBody, retryAfterMs: number | undefined): LoginFailure {
  return {
    status,
    error: typeof body.error === "string" ? body.error : status >= 500 ? "temporarily_unavailable" : "unknown_error",
    numbers: numbersOf(body),
    subError: typeof body.suberror === "string" ? body.suberror : undefined,
    description: typeof body.error_description === "string" ? body.error_description : `The login host answered ${status}`,
    claims: typeof body.claims === "string" ? body.claims : undefined,
    correlationId: typeof body.correlation_id === "string" ? body.correlation_id : undefined,
    retryAfterMs,
  };
}

function numbersOf({ error_codes, error_description = "" }: LoginBody): readonly number[] {
  const named = Array.isArray(error_codes) ? error_codes.map(Number).filter(Number.isInteger) : [];
  if (named.length > 0) return named;
  const found = /AADSTS(\d+)/.exec(error_description)?.[1];
  return found === undefined ? [] : [Number(found)];
}

const bodyOf = ({ error, numbers, subError, description, claims, correlationId }: LoginFailure): object => ({
  error,
  error_codes: numbers,
  error_description: description,
  ...(subError === undefined ? {} : { suberror: subError }),
  ...(claims === undefined ? {} : { claims }),
  ...(correlationId === undefined ? {} : { correlation_id: correlationId }),
});
