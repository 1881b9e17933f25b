const longest = 20_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
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
  const value = parsed(text);
  if (typeof value === "string") return isPlain(value) ? value : text;
  if (!Array.isArray(value) || value.length === 0 || !value.every(isPlain)) return text;
  const lines = value.map(String);
  // An item with line breaks would look like several; a number of many digits comes out of JSON as another.
  const isFaithful =
    (lines.length === 1 || !lines.some((line) => /[\r\n]/.test(line))) &&
    lines.every((line, at) => typeof value[at] === "string" || text.includes(line));
  return isFaithful ? lines.join("\n") : text;
}
