import { readJson } from "../../records/readJson.ts";

// Behind what a value may follow: sixteen digits, or an exponent of three.
const longNumber = /[:,[]\s*-?\d[\d.]*(?:\d{15}|[eE][+-]?\d{3})/;

/** The number, or the text as it came when a double would make another number of it: an integer beyond 2^53, one too large, or too small. */
function exactNumber(token: string): number | string {
  const value = Number(token);
  const isOther = /^-?\d+$/.test(token) && !Number.isSafeInteger(value) && String(value) !== token;
  const isGone = value === 0 && /^[^eE]*[1-9]/.test(token);
  return isOther || isGone || !Number.isFinite(value) ? token : value;
}

/** Whether the JSON text may have numbers that a double cannot hold. */
export const hasLongNumbers = (text: string): boolean => longNumber.test(text);

/** Reads the JSON text of a record. Numbers that a double cannot hold become texts: they are shown and written, and found, with the digits that came. */
export const parseRecord = (text: string): unknown => (hasLongNumbers(text) ? readJson(text, exactNumber).value : JSON.parse(text));
