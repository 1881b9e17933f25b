import { fieldOf } from "../reports/index.ts";
import type { Field, Report } from "../reports/report.ts";
import { nearest } from "./nearest.ts";

/** The field of a column: `targetResources/displayName` also stands for `targetResources/[]/displayName`. */
export function columnField(report: Report, path: string): Field | undefined {
  return (
    fieldOf(report, path) ??
    report.fields.find((field) => field.path.includes("/[]") && field.path.replaceAll("/[]", "").toLowerCase() === path.toLowerCase())
  );
}

/** An object whose members no schema names: any may be there. */
export function isOpen(report: Report, { path, kind }: Field): boolean {
  return kind === "object" && !report.fields.some((field) => field.path.startsWith(`${path}/`));
}

/** The path that `path` was probably meant to be: the same last member elsewhere, or a near spelling. */
export function nearestPath(report: Report, path: string): string | undefined {
  const last = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const paths = report.fields.filter((field) => !field.path.includes("[]")).map((field) => field.path);
  return paths.find((known) => known.toLowerCase().endsWith(`/${last}`)) ?? nearest(path, paths);
}
