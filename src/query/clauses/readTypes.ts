import { reports, type Report } from "../../reports/index.ts";
import { nearest } from "../nearest.ts";
import type { Reader } from "../reader.ts";
import type { Draft } from "./draft.ts";
import { readList } from "./readList.ts";

const reportsWithTypes = reports.filter(({ types }) => types);
/** Of whose events the clause `types` is. */
const ofTyped = (word: "id" | "title" | "noun"): string => reportsWithTypes.map((report) => report[word]).join(" and ");

export function readTypes(reader: Reader, draft: Draft, report: Report | undefined): void {
  const { token } = reader;
  const types = readList(reader, { noun: `a type of ${ofTyped("noun")}`, what: "type" }, (from) => {
    const { text, start, end } = from.next();
    const names = (report?.types ? [report] : reportsWithTypes).flatMap(({ types }) => types?.names ?? []);
    const type = names.find((known) => known.toLowerCase() === text.toLowerCase());
    const near = type ?? nearest(text, names);
    if (!type) {
      from.problem(
        { start, end },
        `Unknown type of ${ofTyped("noun")} '${text}'. ${near ? `Did you mean '${near}'?` : `Expected ${names.join(", ")}`}`,
        near,
      );
    }
    return near;
  });
  if (report && !report.types)
    reader.problem(token, `Only ${ofTyped("title").toLowerCase()} have types: this clause belongs to ${ofTyped("id")}`);
  draft.types = types;
}
