/** Nobody is made to wait for longer than this by one answer; then one request asks whether it still holds. */
export const longestWaitMs = 600_000;

/**
 * Milliseconds of a `Retry-After` header, up to `longestWaitMs`: seconds, possibly fractional (2.128 has been seen), or an HTTP date.
 * `now`: the time of whoever sent it, see `timeOf`. Undefined: there is none, or it is no time.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  const seconds = /^\d+(\.\d*)?$/.test(text) ? Number(text) : undefined;
  const date = seconds === undefined && /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  const ms = seconds !== undefined ? Math.ceil(seconds * 1000) : Math.max(0, date - now);
  return Number.isNaN(ms) ? undefined : Math.min(ms, longestWaitMs);
}

/** When an answer was given, by the clock of whoever gave it; by ours where it does not say. */
export function timeOf(headers: Headers, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now : date;
}

/** How long an answer asks to be waited for. */
export const waitAskedFor = (headers: Headers, now: number): number | undefined =>
  retryAfterMs(headers.get("retry-after"), timeOf(headers, now));
