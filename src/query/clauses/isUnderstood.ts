import type { Reader } from "../reader.ts";

/** Whatever is wrong since then is known how to be written. */
export const isUnderstood = (reader: Reader, since: number): boolean =>
  reader.problems.slice(since).every(({ replacement, severity }) => replacement !== undefined || severity !== "error");
