import type { ActivityRecord } from "./activityRecord.ts";

/**
 * How an object writes the name of a member: as it is or else, as at the service and in conditions, in any case; `undefined` when it has none.
 * Names that every object has are looked for among its own only.
 */
export function nameIn(object: object, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const wanted = name.toLowerCase();
  for (const other in object) if (other.length === name.length && other.toLowerCase() === wanted) return other;
  return undefined;
}

/** The member of that name, written in whatever case. */
export function memberNamed(object: object, name: string): unknown {
  const written = nameIn(object, name);
  return written === undefined ? undefined : (object as ActivityRecord)[written];
}

/** What the record has at a path of single members; `undefined` when a member on the way is missing or no object. */
export function valueAt(record: ActivityRecord, path: string): unknown {
  let value: unknown = record;
  for (const member of path.split("/")) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = memberNamed(value, member);
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
