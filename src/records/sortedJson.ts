import { readJson, type JsonText } from "./readJson.ts";

/** Texts in texts: deeper ones stay as they are. */
const mostTexts = 4;
const longest = 1_000_000;

function textIn(value: string): JsonText | undefined {
  if (value.length > longest || !/^\s*["[{]/.test(value)) return undefined;
  try {
    return readJson(value);
  } catch {
    return undefined;
  }
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : 0;

/**
 * JSON text laid out with the members of each object by name, and texts that are JSON themselves unfolded: two of them can be compared line by line. Digits,
 * escapes and the order of lists stay. `margin` stands before every line but the first.
 */
export function sortedJson(text: string, margin = "", texts = 0): string {
  const json = readJson(text);
  const lines = (value: unknown, own: string, indent: string): string => {
    if (typeof value === "string") {
      const inner = texts < mostTexts ? textIn(value) : undefined;
      return inner && (typeof inner.value !== "string" || inner.value !== value) ? sortedJson(value, indent, texts + 1) : own;
    }
    if (typeof value !== "object" || value === null) return own;
    const isList = Array.isArray(value);
    const members = isList ? json.members(value) : json.members(value).toSorted(byName);
    const [start, end] = isList ? "[]" : "{}";
    if (members.length === 0) return `${start ?? ""}${end ?? ""}`;
    const inner = `${indent}  `;
    const all = members.map((member) => `${inner}${isList ? "" : `${member.nameText}: `}${lines(member.value, member.text, inner)}`);
    return `${start ?? ""}\n${all.join(",\n")}\n${indent}${end ?? ""}`;
  };
  return lines(json.value, text.trim(), margin);
}
