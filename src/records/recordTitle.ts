import type { Zone } from "../query/zone.ts";
import type { ActivityRecord, Field, Outcome, Report } from "../reports/report.ts";
import { valueAt } from "../reports/valueAt.ts";
import { fileName } from "./fileName.ts";
import { fileInstant, namedInstant } from "./formatInstant.ts";
import { outcomes } from "./outcome.ts";
import { cellLimit, cellText } from "./valueText.ts";
import { cut, visible } from "./visible.ts";

/** `sign-in 2026-11-18 09.14 alex 50126`: what a document of one record is called. The code of a success says nothing. */
export function recordTitle(record: ActivityRecord, report: Report, zone: Zone): string {
  const time = record[report.timeField];
  const code = valueAt(record, report.outcomePath);
  const actor = report.actor(record).replace(/@.*$/, "");
  const parts = [
    report.noun,
    typeof time === "string" ? fileInstant(time, zone) : "",
    actor,
    (typeof code === "string" && code !== "0") || (typeof code === "number" && code !== 0) ? String(code) : "",
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

/** Nothing around a title tells the zone. */
const timeText = (cell: Titled["cells"][number], zone: Zone, now: Date): string =>
  cell === null ? "" : visible(cut(namedInstant(String(cell), zone, now), cellLimit));

/** `Failure`, `50126`, `alex@contoso.com`, `18 Nov 09:14:02 UTC`: what heads the details of a row, as far as its columns have it. */
export function rowTitle({ outcome, cells }: Titled, { report, columns, fields, zone }: Titling, now: Date): string[] {
  const shown = columns.map(({ path }, at) => {
    const field = fields.get(path);
    const cell = cells[at] ?? null;
    return { path, kind: field?.kind, text: path === report.timeField ? timeText(cell, zone, now) : cellText(cell, field, zone, now) };
  });
  const code = shown.find(({ path }) => path === report.outcomePath)?.text ?? "";
  const when = shown.find(({ path }) => path === report.timeField)?.text;
  const who = shown.find(({ path, kind, text }) => path !== report.outcomePath && kind === "text" && text !== "")?.text;
  return [outcomes[outcome].word, ...(/^[1-9]\d*$/.test(code) ? [code] : []), ...(who ? [who] : []), ...(when ? [when] : [])];
}
