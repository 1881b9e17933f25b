import type { Field, Report } from "../reports/report.ts";
import { termFor } from "../query/index.ts";
import type { TextMember } from "./jsonMembers.ts";

/** A value of a record that a grid can be filtered for. */
export interface Filterable {
  readonly field: Field;
  readonly value: string | number | boolean;
}

/** The field of a member, whatever its case; texts in a list have that of the list. */
function fieldAt(path: string, { fields }: Pick<Report, "fields">): Field | undefined {
  const own = path.toLowerCase();
  const list = own.replace(/\/\[\]$/, "");
  return (
    fields.find((field) => !field.derived && field.path.toLowerCase() === own) ??
    fields.find((field) => !field.derived && field.list === true && field.path.toLowerCase() === list)
  );
}

/** `undefined` for objects, lists, empty values, values of another kind than the report has there, and members that it has no field for. */
export function filterable({ path, value }: Pick<TextMember, "path" | "value">, report: Report): Filterable | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const field = fieldAt(path, report);
  return field && termFor(report, field.path, value) ? { field, value } : undefined;
}
