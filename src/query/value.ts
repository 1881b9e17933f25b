import type { ActivityRecord } from "../reports/index.ts";

/** The value of an expression for a record: a value of JSON, or a `Temporal`. Missing members and unknown answers are null. */
export type Value = (record: ActivityRecord) => unknown;
