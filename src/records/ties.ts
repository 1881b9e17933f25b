import { termsOf, withPick, type Expression } from "../query/index.ts";
import { fieldOf, type Report, type ReportId } from "../reports/index.ts";
import type { EntityKind } from "../reports/entityPlaces.ts";
import { subjectDestinations, type GoToOptions } from "./goTo.ts";
import { subjects } from "./subjects.ts";

/** An id that a record shares with others of one operation or one session. */
export interface Tie {
  /** Of the record's own field that has it, which no other tie of the record has. */
  readonly path: string;
  /** Of that field. */
  readonly label: string;
  readonly id: string;
  /** What holds for the records of a report that have it, of the record's own report first. */
  readonly holds: readonly { readonly report: ReportId; readonly terms: readonly Expression[] }[];
}

/** The closer one first. */
const tying: readonly EntityKind[] = ["correlation", "session"];

/** What ties a record to others, each id once. A record may be any JSON, and its ids any texts. */
export function ties(report: Report, record: unknown, options: Pick<GoToOptions, "now" | "zone" | "answererOf">): Tie[] {
  const base = { report: report.id, range: { kind: "last", amount: 1, unit: "d" } } as const;
  const named = subjects(report, record);
  return tying
    .flatMap((kind) => named.filter((subject) => subject.kind === kind))
    .flatMap((subject): Tie[] => {
      const [{ path, id } = { path: "", id: "" }] = subject.entities;
      const field = fieldOf(report, path);
      const own = withPick(base, path, id, "include");
      if (!field || !own) return [];
      const elsewhere = subjectDestinations(report, record, subject, { ...options, offers: () => true })
        .filter(({ query }) => query.report !== report.id)
        .map(({ query }) => ({ report: query.report, terms: termsOf(query) }));
      return [{ path, label: field.label, id, holds: [{ report: report.id, terms: termsOf(own) }, ...elsewhere] }];
    });
}
