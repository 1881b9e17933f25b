import type { Field, Report } from "../../reports/index.ts";
import { columnField, isOpen, nearestPath } from "../fieldPath.ts";
import { phraseAt } from "../otherNames.ts";
import type { Reader } from "../reader.ts";

export function readField(reader: Reader, report: Report | undefined): { path: string; field?: Field } | undefined {
  const { start } = reader.token;
  const named = reader.mayRepair && !reader.isSymbol("/", 1) ? phraseAt(reader.text, start, reader.token.text, report) : undefined;
  if (named) {
    const field = report && columnField(report, named.path);
    const shown = field?.path ?? named.path;
    reader.problem({ start, end: named.end }, `'${reader.text.slice(start, named.end)}' is what ${shown} is called elsewhere`, shown);
    reader.passTo(named.end);
    return { path: shown, ...(field && { field }) };
  }
  const path = readPath(reader);
  if (path === undefined) return undefined;
  if (!report) return { path };
  const field = columnField(report, path);
  if (field) return { path: field.path, field };
  const parents = path.split("/").map((_, index, members) => columnField(report, members.slice(0, index).join("/")));
  if (parents.some((parent) => parent && isOpen(report, parent))) return { path };
  const near = nearestPath(report, path);
  reader.problem({ start, end: reader.end }, `${report.id} has no field '${path}'${near ? `. Did you mean '${near}'?` : ""}`, near);
  const meant = near === undefined ? undefined : columnField(report, near);
  return meant && { path: meant.path, field: meant };
}

/** Undefined: it is not whole, or there is none. */
export function readPath(reader: Reader): string | undefined {
  if (reader.token.kind !== "word") {
    reader.next();
    return undefined;
  }
  let path = reader.next().text;
  while (reader.takeSymbol("/")) {
    if (reader.token.kind === "word" || reader.isSymbol("[]")) path += `/${reader.next().text}`;
    else {
      reader.expected("the name of a member after '/'");
      return undefined;
    }
  }
  return path;
}
