import type { Cell } from "../rows.ts";
import { derivedValue } from "../../reports/derived.ts";
import type { Field } from "../../reports/report.ts";
import { memberNamed } from "../../reports/valueAt.ts";

/** Longer JSON texts of lists and objects are cut in a row, and end in an ellipsis. */
export const longestCell = 10_000;

/** Compact JSON text; a record may be nested more deeply than `JSON.stringify` goes. */
function jsonText(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? "[…]" : "{…}";
  }
}

/** A value as it stands in a cell. `limit`: longest JSON text of a list or an object. */
export function cellOf(value: unknown, limit = Infinity): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return value as Cell;
  const text = jsonText(value);
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** What a record has at a path; where a field of that path is made here, what it is made of. */
export const valueOf = (record: unknown, path: string, field: Field | undefined): unknown =>
  field?.derived ? derivedValue(field, record) : memberAt(record, path);

/**
 * What a record has at a path; names are found in any case, as conditions find them. `[]` in it goes through the items of a list: the answer is then
 * the list of what they have there, without what is missing, and `undefined` when none has anything. What is no list stands for a list of itself.
 */
export function memberAt(record: unknown, path: string): unknown {
  return at(record, path.split("/"), 0);
}

function at(value: unknown, members: readonly string[], depth: number): unknown {
  const member = members[depth];
  if (member === undefined) return value;
  if (member === "[]") {
    if (value === undefined || value === null) return undefined;
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const found = items.map((item) => at(item, members, depth + 1)).filter((item) => item !== undefined && item !== null);
    const flat = members.includes("[]", depth + 1) ? found.flat() : found;
    return flat.length > 0 ? flat : undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return at(memberNamed(value, member), members, depth + 1);
}
