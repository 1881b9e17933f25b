import { instantText } from "./instantText.ts";
import type { ActivityRecord, Report } from "../reports/index.ts";
import { valueAt } from "../reports/valueAt.ts";

/** Characters that a file name must not hold on some system, and control characters. */
// eslint-disable-next-line no-control-regex -- those are the ones to take out
const unsafe = /[\\/:*?"<>|#%\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** `sign-in 2026-11-18 09.14 alex 50126`: what a document of one record is called. */
export function recordTitle(record: ActivityRecord, report: Report, zone: "utc" | "local"): string {
  const time = record[report.timeField];
  const code = valueAt(record, report.outcomePath);
  const actor = report.actor(record).replace(/@.*$/, "");
  const parts = [
    report.noun,
    typeof time === "string" ? instantText(time, zone) : "",
    actor,
    typeof code === "string" || typeof code === "number" ? String(code) : "",
  ];
  return parts
    .map((part) => part.replaceAll(unsafe, " ").trim().slice(0, 60))
    .filter(Boolean)
    .join(" ");
}
