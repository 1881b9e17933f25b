import { GraphError, LicenceMissing, MalformedAnswer, Offline, ServiceFailing, Throttled, TokenRefused } from "./errors.ts";

/** Milliseconds of a `Retry-After` header: seconds, possibly fractional (2.128 has been seen), or an HTTP date. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const mostAttempts = 5;

/**
 * How long to wait before asking again, or undefined when asking again is of no use.
 * `attempt` counts from 1; `random` in [0, 1) spreads clients that failed together.
 * Throttling is obeyed without end: the service says itself when to come back.
 */
export function waitBeforeRetry(error: unknown, attempt: number, random: number): number | undefined {
  const backoffMs = Math.round(1000 * 2 ** Math.min(attempt - 1, 5) * (0.75 + random / 2));
  if (error instanceof Throttled) return error.retryAfterMs ?? backoffMs;
  if (!(error instanceof GraphError)) return undefined;
  // A refused token is renewed once; the licence error has been reported to come and go.
  if (error instanceof TokenRefused) return attempt === 1 ? 0 : undefined;
  if (error instanceof LicenceMissing) return attempt === 1 ? backoffMs : undefined;
  if (error instanceof ServiceFailing || error instanceof MalformedAnswer || error instanceof Offline)
    return attempt < mostAttempts ? backoffMs : undefined;
  return undefined;
}
