import type { ColumnLayout, Report } from "./report.ts";

/** Paths of columns in ways that a person may choose from: first the report's own. */
export const columnLayouts = ({ columns, layouts }: Report): readonly ColumnLayout[] => [{ name: "Report's columns", columns }, ...layouts];

interface Shown {
  readonly path: string;
  readonly width?: number;
}

/** Columns for these paths; those that were shown before stay as wide as a person made them. */
export function laidOut(paths: readonly string[], before: readonly Shown[]): readonly Shown[] {
  const widths = new Map(before.map(({ path, width }) => [path, width]));
  return paths.map((path) => {
    const width = widths.get(path);
    return { path, ...(width !== undefined && { width }) };
  });
}

/** The columns are those of the layout, in its order. */
export const isLaidOut = ({ columns }: ColumnLayout, shown: readonly Shown[]): boolean =>
  columns.length === shown.length && columns.every((path, at) => shown[at]?.path === path);
