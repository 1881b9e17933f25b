import { fieldOf } from "../reports/index.ts";
import type { Field, Report } from "../reports/report.ts";
import { nearest } from "./nearest.ts";
import { pathNamed } from "./otherNames.ts";

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

/** The path that `path` was probably meant to be: what is called so elsewhere, the same last member, or a near spelling. */
export const nearestPath = (report: Report, path: string): string | undefined => pathNamed(report, path) ?? nearestSpelling(report, path);

/** As `nearestPath`, of a word that may well be a value. */
export function nearestSpelling(report: Report, path: string): string | undefined {
  const last = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const paths = report.fields.filter((field) => !field.path.includes("[]")).map((field) => field.path);
  return paths.find((known) => known.toLowerCase().endsWith(`/${last}`)) ?? nearest(path, paths);
}
