import type { Field, Report } from "./report.ts";

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
