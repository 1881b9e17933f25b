import type { Zone } from "../query/zone.ts";
import type { Field } from "../reports/report.ts";
import { formatInstant } from "./formatInstant.ts";
import { formatJson } from "./formatJson.ts";
import { readJson } from "./readJson.ts";
import { cut, visible } from "./visible.ts";

/** Has members of its own to show. */
export const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** What stands beside the name: the value, or what a branch holds. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `${String(value.length)} ${value.length === 1 ? "item" : "items"}`;
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value);
    return names.length === 0 ? "{}" : names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …`;
  }
  return value === "" ? '""' : String(value);
}

/** What is copied: strings as they are, everything else as JSON. */
export const copyableText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

/** The same of a value whose JSON text is known: token by token as it came, of any depth. */
export const copyableJson = (value: unknown, text: string | undefined): string =>
  typeof value === "string" || text === undefined ? copyableText(value) : formatJson(text, "  ");

export const cellLimit = 300;

/** Of a list of plain values, with the digits that numbers came with. */
function itemTexts(json: string): string[] {
  const list = readJson(json);
  const items = list.members(list.value as object).filter(({ value }) => value !== null);
  return items.map(({ value, text }) => (typeof value === "string" ? value : text));
}

/** Lists come as JSON text; a cell shows their items. Long ones stay as they are, they would be cut anyway. */
function listText(json: string): string {
  if (!json.startsWith("[") || json.length > 20 * cellLimit) return json;
  try {
    const list: unknown[] = JSON.parse(json);
    const items = list.filter((item) => item !== null);
    if (items.some((item) => typeof item === "object")) return json;
    return items.some((item) => typeof item === "number") ? itemTexts(json).join(", ") : items.join(", ");
  } catch {
    return json;
  }
}

/** What stands in a cell: one line, cut. */
export function cellText(
  cell: string | number | boolean | null,
  field: Pick<Field, "kind" | "path" | "list"> | undefined,
  zone: Zone,
  now: Date,
): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  if (field?.kind === "instant" && !cell.startsWith("["))
    return visible(cut(formatInstant(cell, zone, now), cellLimit).replace(/\r\n?|\n/g, "⏎"));
  const text = field?.list || field?.path.includes("[]") ? listText(cell) : cell;
  return visible(cut(text, cellLimit).replace(/\r\n?|\n/g, "⏎"));
}
