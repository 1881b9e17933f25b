import { directoryAudits } from "./directoryAudits.ts";
import { provisioning } from "./provisioning.ts";
import type { Field, Report, ReportId } from "./report.ts";
import { signIns } from "./signIns.ts";

export * from "./entityPlaces.ts";
export * from "./report.ts";

export const reports: readonly Report[] = [signIns, directoryAudits, provisioning];

const byId = Object.fromEntries(reports.map((report) => [report.id, report])) as Record<ReportId, Report>;

export const reportById = (id: ReportId): Report => byId[id];

const fieldsByPath = new WeakMap<Report, ReadonlyMap<string, Field>>();

/** The field at a path, in whatever case it is written: the service does not mind either. */
export function fieldOf(report: Report, path: string): Field | undefined {
  let known = fieldsByPath.get(report);
  if (!known) {
    known = new Map(report.fields.map((field) => [field.path.toLowerCase(), field]));
    fieldsByPath.set(report, known);
  }
  return known.get(path.toLowerCase());
}
