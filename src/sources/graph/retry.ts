import { faultOf, isLasting, isBetween } from "../../network/index.ts";
import { GraphError, LicenceMissing, MalformedAnswer, Offline, ServiceFailing, Throttled, TokenRefused } from "./errors.ts";

export { longestWaitMs, retryAfterMs } from "../../network/index.ts";

/** Nothing of what was asked for is to blame: the way to the service is, be it for the records or for the token. */
export function isAway(error: unknown): boolean {
  const fault = faultOf(error);
  return error instanceof Offline || (fault !== undefined && (isBetween(fault) || !(error instanceof GraphError)));
}

/** Asking again is of no use until somebody changes something. */
export function isHopeless(error: unknown): boolean {
  const fault = faultOf(error);
  return fault !== undefined && isLasting(fault);
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
  if (isHopeless(error)) return undefined;
  if (isAway(error)) return attempt < mostAttempts ? Math.max(backoffMs, waitOf(error)) : undefined;
  if (!(error instanceof GraphError)) return undefined;
  // A refused token is renewed once; the licence error has been reported to come and go.
  if (error instanceof TokenRefused) return attempt === 1 ? 0 : undefined;
  if (error instanceof LicenceMissing) return attempt === 1 ? backoffMs : undefined;
  if (error instanceof ServiceFailing || error instanceof MalformedAnswer)
    return attempt < mostAttempts ? Math.max(backoffMs, waitOf(error)) : undefined;
  return undefined;
}

/** How long the answer asked to be waited for; 0 when it did not. */
export const waitOf = (error: unknown): number => (error instanceof GraphError ? (error.facts.retryAfterMs ?? 0) : 0);
