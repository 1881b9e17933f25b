import type { GridField } from "../../protocol/grid.ts";

/**
 * The columns of a table with all fields of a report, in the report's order. Fields inside a list are left out, as the list has them, and objects whose
 * members are fields of their own.
 */
export function allFields(fields: readonly GridField[]): { readonly path: string; readonly label: string }[] {
  const isTold = ({ path, kind, list }: GridField) =>
    path.includes("[]") || (kind === "object" && !list && fields.some((field) => field.path.startsWith(`${path}/`)));
  return fields.filter((field) => !isTold(field)).map(({ path, label }) => ({ path, label }));
}
