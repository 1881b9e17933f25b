import type { Zone } from "../query/zone.ts";
import type { ActivityRecord, Field, Outcome, Report } from "../reports/report.ts";
import { valueAt } from "../reports/valueAt.ts";
import { fileName } from "./fileName.ts";
import { fileInstant } from "./formatInstant.ts";
import { outcomes } from "./outcome.ts";
import { cellText } from "./valueText.ts";

/** `sign-in 2026-11-18 09.14 alex 50126`: what a document of one record is called. */
export function recordTitle(record: ActivityRecord, report: Report, zone: Zone): string {
  const time = record[report.timeField];
  const code = valueAt(record, report.outcomePath);
  const actor = report.actor(record).replace(/@.*$/, "");
  const parts = [
    report.noun,
    typeof time === "string" ? fileInstant(time, zone) : "",
    actor,
    typeof code === "string" || typeof code === "number" ? String(code) : "",
  ];
  return parts.map(fileName).filter(Boolean).join(" ");
}

/** `sign-in 1a2b…`: what a document is called whose record has yet to be asked for. */
export const idTitle = (id: string, { noun }: Pick<Report, "noun">): string => `${noun} ${id}`.replaceAll(/[\\/]/g, " ");

/** What the columns of a row show, with what they are about. */
export interface Titled {
  readonly outcome: Outcome;
  readonly cells: readonly (string | number | boolean | null)[];
}
export interface Titling {
  readonly report: Pick<Report, "outcomePath" | "timeField">;
  readonly columns: readonly Pick<Field, "path">[];
  readonly fields: ReadonlyMap<string, Pick<Field, "path" | "kind" | "list">>;
  readonly zone: Zone;
}

/** `Failure`, `50126`, `alex@contoso.com`, `18 Nov 09:14:02`: what heads the details of a row, as far as its columns have it. */
export function rowTitle({ outcome, cells }: Titled, { report, columns, fields, zone }: Titling, now: Date): string[] {
  const shown = columns.map(({ path }, at) => {
    const field = fields.get(path);
    return { path, kind: field?.kind, text: cellText(cells[at] ?? null, field, zone, now) };
  });
  const code = shown.find(({ path }) => path === report.outcomePath)?.text ?? "";
  const when = shown.find(({ path }) => path === report.timeField)?.text;
  const who = shown.find(({ path, kind, text }) => path !== report.outcomePath && kind === "text" && text !== "")?.text;
  return [outcomes[outcome].word, ...(/^[1-9]\d*$/.test(code) ? [code] : []), ...(who ? [who] : []), ...(when ? [when] : [])];
}
