/** Nobody is made to wait for longer than this by one answer; then one request asks whether it still holds. */
export const longestWaitMs = 600_000;

// A date has a comma behind the name of its day.
const listed = /(?<!\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*),/i;

/**
 * Milliseconds of a `Retry-After` header, up to `longestWaitMs`: seconds, possibly fractional (2.128 has been seen), or an HTTP date; the longest where several
 * on the way have said one each, which comes as a list.
 * `now`: the time of whoever sent it, see `timeOf`. Undefined: there is none, or it is no time.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const said = (header?.split(listed) ?? []).map((text) => msOf(text.trim(), now)).filter((ms) => ms !== undefined);
  return said.length > 0 ? Math.min(Math.max(...said), longestWaitMs) : undefined;
}

function msOf(text: string, now: number): number | undefined {
  const seconds = /^\d+(\.\d*)?$/.test(text) ? Number(text) : undefined;
  const date = seconds === undefined && /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  const ms = seconds !== undefined ? Math.ceil(seconds * 1000) : Math.max(0, date - now);
  return Number.isNaN(ms) ? undefined : ms;
}

/** When an answer was given, by the clock of whoever gave it; by ours where it does not say. */
export function timeOf(headers: Headers, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now : date;
}

/** How long an answer asks to be waited for. */
export const waitAskedFor = (headers: Headers, now: number): number | undefined =>
  retryAfterMs(headers.get("retry-after"), timeOf(headers, now));
