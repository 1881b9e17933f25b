import type { ActivityRecord } from "../reports/report.ts";
import { isObject } from "./place.ts";

/** What a JSON text says, when that is a record; undefined for other JSON, and for what is none. */
export function recordOf(text: string): ActivityRecord | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
