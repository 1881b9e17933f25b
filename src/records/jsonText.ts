import { readJson, type JsonText } from "./readJson.ts";

const longest = 20_000;

function parsed(text: string): JsonText | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

const isPlain = (value: unknown): value is string | number | boolean =>
  (typeof value === "string" && value.trim() !== "") || typeof value === "number" || typeof value === "boolean";

/**
 * Audit events write the values of properties as JSON text: `"x"` and `["x"]` come back as `x`, longer lists of plain values with an item a line.
 * Everything else comes back as it is: objects, empty lists and texts, what is no JSON, and numbers that JSON would write otherwise.
 */
export function unwrapped(text: string): string {
  if (text.length > longest || !/^\s*["[]/.test(text)) return text;
  const json = parsed(text);
  const value = json?.value;
  if (typeof value === "string") return isPlain(value) ? value : text;
  if (!json || !Array.isArray(value) || value.length === 0 || !value.every(isPlain)) return text;
  const items = json.members(value);
  const lines = items.map((item) => String(item.value));
  // An item with line breaks would look like several; a number of many digits, or written in another way, comes out of JSON as another.
  const isFaithful =
    (lines.length === 1 || !lines.some((line) => /[\r\n]/.test(line))) &&
    items.every((item, at) => typeof item.value === "string" || item.text === lines[at]);
  return isFaithful ? lines.join("\n") : text;
}
