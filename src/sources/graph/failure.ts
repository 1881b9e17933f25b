import { waitAskedFor } from "../../network/index.ts";
import * as errors from "./errors.ts";

interface ErrorBody {
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}

/** `{"error":{"code","message",…}}`; anything else (HTML of a proxy, nothing) gives empty facts. */
function readBody(text: string): { code?: string; message?: string } {
  try {
    const { error } = JSON.parse(text) as ErrorBody;
    return {
      ...(typeof error?.code === "string" ? { code: error.code } : {}),
      ...(typeof error?.message === "string" ? { message: error.message } : {}),
    };
  } catch {
    return {};
  }
}

/** A page of HTML, by its type or its first character. */
export const isWebPage = ({ headers }: Response, text: string): boolean =>
  /\bhtml\b/i.test(headers.get("content-type") ?? "") || text.trimStart().startsWith("<");

/**
 * Whether the service itself gave the answer: it marks each with a `request-id`, says errors in its own form and asks for a token by `Bearer`.
 * Anything else on the way can answer with any status and any body.
 */
export const isOwn = ({ headers }: Response, text: string): boolean =>
  headers.has("request-id") || Object.keys(readBody(text)).length > 0 || /\bBearer\b/i.test(headers.get("www-authenticate") ?? "");

/** The error of an answer that something between here and `host` gave. */
export function interception(response: Response, text: string, now: number, host: string): errors.Intercepted {
  const { status } = response;
  const waitMs = waitAskedFor(response.headers, now);
  const kind = status === 407 ? "proxySignIn" : status < 400 && isWebPage(response, text) ? "webPage" : "gateway";
  return new errors.Intercepted("Something on the way answered in place of Graph", {
    status,
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    fault: { kind, host, status },
  });
}

/** `claims="<base64>"` of a `WWW-Authenticate` header, decoded. */
function claimsOf(headers: Headers): string | undefined {
  const encoded = /\bclaims="([^"]+)"/.exec(headers.get("www-authenticate") ?? "")?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8");
}

const forbidden: Record<string, new (message: string, facts: errors.Facts) => errors.GraphError> = {
  Authentication_RequestFromNonPremiumTenantOrB2CTenant: errors.LicenceMissing,
  Authentication_RequestFromUnsupportedUserRole: errors.RoleMissing,
  Authentication_MSGraphPermissionMissing: errors.ScopeMissing,
  Authentication_ApplicationHasNoDirectoryReadAccess: errors.LicenceCheckRefused,
};

/** The message names a US date: `… Minimum allowed time for activityDateTime is 6/12/2026 12:00:00 AM`, always midnight UTC. */
const minimumTime = /Minimum allowed time for \w+ is (\d{1,2})\/(\d{1,2})\/(\d{4})/;

/**
 * The error behind an answer that is not 2xx.
 * Branches on status and code; where the service gives `UnknownError` or no code (most 400s of the reporting service), on its text.
 */
export function failureOf(response: Response, text: string, now: number, host = "Graph"): errors.GraphError {
  const { status, headers } = response;
  // Of a record that is not there the service may say no more than its status.
  if (!isOwn(response, text) && (status !== 404 || isWebPage(response, text))) return interception(response, text, now, host);
  const { code, message } = readBody(text);
  const requestId = headers.get("request-id") ?? undefined;
  const waitMs = waitAskedFor(headers, now);
  const facts: errors.Facts = {
    status,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { serviceMessage: message.slice(0, 500) }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  const said = message ?? "";
  if (status === 429) return new errors.Throttled(waitMs, facts);
  if (status === 401) return new errors.TokenRefused(claimsOf(headers), facts);
  if (/Resource not found for the segment/i.test(said)) return new errors.ReportMissing("This cloud does not have the report", facts);
  if (status === 403) return new (forbidden[code ?? ""] ?? errors.Forbidden)("Graph refused access", facts);
  if (status === 404) return new errors.NotFound("Graph has no such record", facts);
  if (status === 400) {
    if (/skip token/i.test(said)) return new errors.SkipTokenDead("Graph no longer knows this page", facts);
    const oldest = minimumTime.exec(said);
    if (oldest) return new errors.TooOld(new Date(Date.UTC(Number(oldest[3]), Number(oldest[1]) - 1, Number(oldest[2]))), facts);
    const option = /Query option '(\w+)' is not allowed/i.exec(said)?.[1];
    if (option !== undefined) return new errors.OptionRefused(option, facts);
    if (/filter/i.test(said)) return new errors.FilterRefused("Graph refused the filter", facts);
  }
  if (status >= 500 || status === 408) return new errors.ServiceFailing(`Graph answered ${status}`, facts);
  return new errors.RequestRefused(`Graph answered ${status}`, facts);
}
