import { setImmediate as turn } from "node:timers/promises";
import { activityTypesPage } from "./activityTypes.ts";
import { errorText, failure, Failure, success, ticketOf, type Ticket } from "./answers.ts";
import { authenticate, type Admit, type Refusal } from "./authenticate.ts";
import type { Clock } from "./clock.ts";
import type { Directory } from "./directory.ts";
import type { DemoEvent } from "./events.ts";
import { faultHappens, type Fault, type Faults, type Occasion } from "./faults.ts";
import { search } from "./list.ts";
import type { Log } from "./log.ts";
import { bad, optionRefused, readOptions, type Options } from "./options.ts";
import { mix } from "./random.ts";
import { skipTokens } from "./skipToken.ts";
import { Throttle } from "./throttle.ts";
import { ticksOfTime, ticksPerDay, ticksPerSecond, timeOfTicks } from "./ticks.ts";
import { trimmer } from "./versions.ts";
import type { GraphVersion } from "../reports/index.ts";

export interface Service {
  readonly seed: number;
  readonly logs: readonly Log[];
  readonly directory: Directory;
  readonly faults: Faults;
  readonly clock: Clock;
  /** The tenant's time: nothing later can be read. */
  now(): Date;
  /** Judges tokens in place of the demo's own. */
  readonly admit?: Admit;
}

const isVersion = (text: string): text is GraphVersion => text === "v1.0" || text === "beta";
const lateBySeconds = 1200;
const changesForSeconds = 7200;
/** Between them whoever shares the thread gets a turn: some 10 ms. */
const recordsAtOnce = 100;

/** Answers as Microsoft Graph does for the activity reports. Only the counters of the limit and of requests are kept between requests. */
export function endpoint({ seed, logs, directory, faults, clock, now, admit }: Service): (request: Request) => Promise<Response> {
  const tokens = skipTokens(seed);
  const throttle = new Throttle(faults.throttleAfter ?? 5);
  const happens = faultHappens(faults, seed);
  let asked = 0;
  let before: Promise<unknown> = Promise.resolve();

  /** One page is computed after the other, so that the first one asked for is there first: there is only one thread. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = before.then(work);
    before = mine.catch(() => undefined);
    return mine;
  }

  return async (request) => {
    const ordinal = asked++;
    const occasion: Occasion = { request, ordinal };
    const fails = (fault: Fault, id?: string): boolean => happens(fault, id === undefined ? occasion : { ...occasion, id });
    const ticket = ticketOf(request, mix(seed, 400), ordinal, now());
    request.signal.throwIfAborted();
    if (fails("droppedConnections"))
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
    if (fails("slowAnswers")) await clock.sleep(faults.slowMs ?? 3000, request.signal);
    try {
      return await answer(request, ticket, fails);
    } catch (error) {
      if (error instanceof Failure) return failure(ticket, error);
      throw error;
    }
  };

  async function answer(request: Request, ticket: Ticket, fails: (fault: Fault, id?: string) => boolean): Promise<Response> {
    const url = new URL(request.url);
    const asked = directory.has(url) ? "directory" : route(url, logs);
    const caller = authenticate(request, admit);
    if ("status" in caller) {
      throw new Failure(
        caller.status,
        caller.code,
        caller.message,
        caller.status === 401 ? { "www-authenticate": challengeOf(caller) } : {},
      );
    }
    if (request.method !== "GET") {
      throw new Failure(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.", { allow: "GET" });
    }
    // Counted apart from what is asked of the reports.
    if (asked === "directory") return success(ticket, Buffer.from(JSON.stringify(directory.answer(url))));
    const waitMs = throttle.ask(caller.app, clock.now());
    if (waitMs > 0) throw throttled(ticket, waitMs);
    if (fails("serverErrors")) throw serverError(mix(seed, hashOf(ticket)));
    if (fails("licenceErrors")) {
      throw new Failure(
        403,
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "Neither tenant is B2C or tenant doesn't have premium license",
      );
    }
    if (asked === "activityTypes") {
      if (fails("activityTypesRefused"))
        throw new Failure(403, "Authentication_RequestFromUnsupportedUserRole", "User is not in the allowed roles");
      return success(ticket, Buffer.from(JSON.stringify(activityTypesPage(url, seed))));
    }
    const { version, log, id } = asked;
    const context = `${url.origin}/${version}/$metadata#${log.report.graph.endpoint}`;
    const body = id === undefined ? await inTurn(() => page(request, url, log, version, context, fails)) : one(log, version, context, id);
    if (!fails("brokenJson")) return success(ticket, body);
    return success(
      ticket,
      Buffer.concat([body.subarray(0, Math.floor(body.length * 0.6)), Buffer.from(errorText(ticket, "UnknownError", ""))]),
    );
  }

  function one(log: Log, version: GraphVersion, context: string, id: string): Buffer<ArrayBuffer> {
    const event = log.find(id);
    const members = log.members(version);
    if (!event || event.ticks > ticksOfTime(now().getTime()) || (version === "v1.0" && !log.isUsual(event))) {
      throw new Failure(404, "ResourceNotFound", `Resource '${id}' does not exist.`);
    }
    return Buffer.from(
      JSON.stringify({ "@odata.context": `${context}/$entity`, ...trimmer(log.report, version)(log.record(event, members)) }),
    );
  }

  async function page(
    request: Request,
    url: URL,
    log: Log,
    version: GraphVersion,
    context: string,
    fails: (fault: Fault, id?: string) => boolean,
  ): Promise<Buffer<ArrayBuffer>> {
    const { report } = log;
    const options = readOptions(url.searchParams, log, version);
    if (options.select && fails("selectRefused")) throw optionRefused("Select");
    const present = ticksOfTime(now().getTime());
    const oldest = retained(options, log, present);
    const start = options.skipToken === undefined ? undefined : tokens.read(log.source.skipTokenEnd, options.question, options.skipToken);
    if (options.skipToken !== undefined && (!start || fails("deadSkipTokens"))) throw new Failure(400, "", "Invalid Skip Token");

    const id = log.recorder(["id"]);
    const idOf = (event: DemoEvent): string => String(id(event)["id"]);
    const { test, types } = options.filter;
    const part = log.recorder(options.filter.members);
    const matches = (event: DemoEvent): boolean => !test || test(part(event));
    const times = (event: DemoEvent): number => {
      if (
        faults.lateEvents !== undefined &&
        present < event.ticks + (event.key % lateBySeconds) * ticksPerSecond &&
        fails("lateEvents", idOf(event))
      )
        return 0;
      return faults.duplicates !== undefined && fails("duplicates", idOf(event)) ? 2 : 1;
    };
    const count = fails("emptyPages") ? 0 : fails("shortPages") ? Math.ceil(options.top * 0.9) : options.top;
    const found = await search(log, {
      from: Math.max(options.filter.from, oldest),
      to: Math.min(options.filter.to, present),
      descending: options.descending,
      parts: log.partsOf(types),
      start,
      matches,
      times,
      count,
      signal: request.signal,
    });
    const members = log.members(version).filter((member) => !options.select || options.select.has(member));
    const trim = version === "v1.0" ? trimmer(report, version) : undefined;
    const recorder = log.recorder(members);
    const { early } = log.source;
    // Record by record, so that few are alive at a time, and to bytes, as one long string costs more than its parts.
    const value: Buffer[] = [];
    for (const [index, { event, again }] of found.events.entries()) {
      if (index % recordsAtOnce === recordsAtOnce - 1) await turn();
      const whole = recorder(event);
      const fresh =
        faults.changingRecords !== undefined &&
        early !== undefined &&
        !again &&
        present < event.ticks + changesForSeconds * ticksPerSecond &&
        fails("changingRecords", idOf(event));
      const record = fresh ? { ...whole, ...Object.fromEntries(Object.entries(early ?? {}).filter(([member]) => member in whole)) } : whole;
      value.push(Buffer.from((index > 0 ? "," : "") + JSON.stringify(trim ? trim(record) : record)));
    }
    const envelope = JSON.stringify({
      "@odata.context": context,
      ...(!options.select && {
        "@microsoft.graph.tips": `Use $select to choose only the properties your app needs, as this can lead to performance improvements. For example: GET ${report.graph.endpoint}?$select=${report.columns[0]},${report.columns[1]}`,
      }),
      ...(found.next &&
        options.top > 0 && {
          "@odata.nextLink": nextLink(url, options, tokens.write(log.source.skipTokenEnd, options.question, found.next)),
        }),
    });
    return Buffer.concat([Buffer.from(`${envelope.slice(0, -1)},"value":[`), ...value, Buffer.from("]}")]);
  }
}

const challengeOf = ({ claims }: Refusal): string =>
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"' +
  (claims === undefined ? "" : `, error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`);

function route(url: URL, logs: readonly Log[]): { version: GraphVersion; log: Log; id?: string } | "activityTypes" {
  const [version = "", folder = "", name = "", id, ...more] = url.pathname.split("/").slice(1);
  const asked = version.toLowerCase();
  if (!isVersion(asked)) throw bad(`Invalid version: ${version}`);
  const inside = folder.toLowerCase();
  if (!logs.some(({ report }) => report.graph.endpoint.toLowerCase().startsWith(`${inside}/`)))
    throw bad(`Resource not found for the segment '${folder}'.`);
  const segment = name.toLowerCase();
  if (asked === "beta" && inside === "auditlogs" && segment === "auditactivitytypes" && id === undefined) return "activityTypes";
  const log = logs.find(
    ({ report: { graph } }) =>
      graph.endpoint.toLowerCase() === `${inside}/${segment}` ||
      (asked === "beta" && graph.sameInBeta?.some((other) => other.toLowerCase() === `${inside}/${segment}`)),
  );
  const isThere = log?.report.fields.some(({ graph }) => graph.versions.includes(asked));
  if (!log || !isThere || more.length > 0) throw bad(`Resource not found for the segment '${more[0] ?? name}'.`);
  try {
    return { version: asked, log, ...(id !== undefined && id !== "" && { id: decodeURIComponent(id) }) };
  } catch {
    throw bad("The request URI is not valid.");
  }
}

/** The oldest instant that can be read; asking for older ones is refused where the service refuses it. */
function retained({ filter }: Options, { report, source }: Log, present: number): number {
  const oldest = Math.floor(present / ticksPerDay - report.retentionDays) * ticksPerDay;
  if (filter.from >= oldest || filter.from === Number.NEGATIVE_INFINITY || !source.tooOld) return oldest;
  throw source.tooOld(new Date(timeOfTicks(oldest)));
}

const hashOf = (ticket: Ticket): number => Number.parseInt(ticket.requestId.slice(0, 8), 16);

/** The wait in seconds, now and then with a fraction. */
function throttled(ticket: Ticket, waitMs: number): Failure {
  const kind = hashOf(ticket) % 3;
  const wait = { "retry-after": kind === 0 ? String(Math.ceil(waitMs) / 1000) : String(Math.ceil(waitMs / 1000)) };
  return kind === 2
    ? new Failure(429, "TooManyRequests", "Please retry again later.", wait)
    : new Failure(
        429,
        kind === 0 ? "UnknownError" : "",
        `This request is throttled. Please try again after the value specified in the Retry-After header. CorrelationId: ${ticket.requestId}`,
        wait,
      );
}

const serverError = (key: number): Failure =>
  [
    new Failure(500, "UnknownError", ""),
    new Failure(503, "ServiceUnavailable", "Service is unavailable.", { "retry-after": "2" }),
    new Failure(504, "GatewayTimeout", "The gateway timed out."),
  ][key % 3] as Failure;

/** The other options come back in another encoding than they were sent in: a space as `+`, a comma as `%2c`. */
function nextLink(url: URL, { others }: Options, token: string): string {
  const encode = (text: string): string =>
    encodeURIComponent(text)
      .replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase())
      .replaceAll("%20", "+")
      .replaceAll("'", "%27");
  const options = [...others, ["$skiptoken", token] as const].map(
    ([name, value]) => `${encode(name).replace(/^%24/, "$")}=${encode(value)}`,
  );
  return `${url.origin}${url.pathname}?${options.join("&")}`;
}
