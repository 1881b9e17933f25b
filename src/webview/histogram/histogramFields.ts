import type { GridField, GridState } from "../../protocol/grid.ts";
import { facetFields } from "../facets/facetFields.ts";

/** Longer than any screen. */
const most = 24;

/**
 * The fields by which the bars of the histogram can be parted: those that tell most of the report, those whose facets are unfolded, those of the columns, and those
 * of few values. The outcome is what they are parted by without one. A list has several values in a row, which would stand in a bar more than once.
 */
export function histogramFields(
  { fields, columns, report }: Pick<GridState, "fields" | "columns" | "report">,
  unfolded: readonly string[],
): readonly GridField[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const named = [...(report.tellingFields ?? []), ...unfolded].flatMap((path) => byPath.get(path) ?? []);
  const ordered = [...named, ...facetFields(fields, columns, report.outcomePath)];
  return [...new Set(ordered)].filter(isParting).slice(0, most);
}

/** Whether each row has one value of it, and several rows may have the same. */
export const isParting = ({ list, path, kind }: GridField): boolean =>
  !list && !path.includes("[]") && kind !== "object" && kind !== "instant";
