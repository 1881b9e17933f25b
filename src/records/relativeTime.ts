import { formatSpan } from "./formatSpan.ts";

const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** `3 h ago`, `in 5 min`, from two of a unit on; undefined for a text that is no instant. */
export function relativeTime(text: string, now: Date): string | undefined {
  const ms = now.getTime() - Date.parse(text);
  if (!isInstant.test(text) || Number.isNaN(ms)) return undefined;
  if (Math.abs(ms) < 1_000) return "now";
  return ms > 0 ? `${formatSpan(ms)} ago` : `in ${formatSpan(-ms)}`;
}
