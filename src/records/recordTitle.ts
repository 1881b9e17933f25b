import type { Zone } from "../query/zone.ts";
import type { ActivityRecord, Report } from "../reports/report.ts";
import { valueAt } from "../reports/valueAt.ts";
import { fileName } from "./fileName.ts";
import { instantText } from "./instantText.ts";

/** `sign-in 2026-11-18 09.14 alex 50126`: what a document of one record is called. */
export function recordTitle(record: ActivityRecord, report: Report, zone: Zone): string {
  const time = record[report.timeField];
  const code = valueAt(record, report.outcomePath);
  const actor = report.actor(record).replace(/@.*$/, "");
  const parts = [
    report.noun,
    typeof time === "string" ? instantText(time, zone) : "",
    actor,
    typeof code === "string" || typeof code === "number" ? String(code) : "",
  ];
  return parts.map(fileName).filter(Boolean).join(" ");
}
