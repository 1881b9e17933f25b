import type { ActivityRecord } from "./report.ts";

/** What the record has at a path of single members; `undefined` when a member on the way is missing or no object. */
export function valueAt(record: ActivityRecord, path: string): unknown {
  let value: unknown = record;
  for (const member of path.split("/")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, member)) return undefined;
    value = (value as ActivityRecord)[member];
  }
  return value;
}

/** The first of the paths at which the record has a text that is not blank; an empty string when there is none. */
export function firstText(record: ActivityRecord, paths: readonly string[]): string {
  for (const path of paths) {
    const value = valueAt(record, path);
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return "";
}
