import type { Report } from "../../reports/report.ts";
import type { CellReader } from "../columns/cellReader.ts";
import { fieldOf } from "../../reports/fieldOf.ts";
import type { Cell, GroupAnswers } from "../rows.ts";
import type { GroupLine } from "../views/groups/groupPlace.ts";

/** Lines that are no records: what is counted of groups. */
export interface GroupTable {
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  /** Lines. */
  readonly length: number;
  /** Of the lines from `from` up to `to`, a cell for each column. */
  cells(from: number, to: number): Cell[][];
}

const instant = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const timeColumns = [
  { key: "first", label: "First" },
  { key: "last", label: "Last" },
];

/** A line for each group: its values, and what its head says. `paths`: of the fields grouped by. */
export function groupTable(lines: readonly GroupLine[], paths: readonly string[], report: Report): GroupTable {
  return {
    columns: [
      ...paths.map((path) => ({ key: fieldOf(report, path)?.path ?? path, label: fieldOf(report, path)?.label ?? path })),
      { key: "rows", label: "Rows" },
      { key: "success", label: "Success" },
      { key: "failure", label: "Failure" },
      { key: "interrupted", label: "Interrupted" },
      { key: "other", label: "Other" },
      ...report.people.map(({ many }) => ({ key: many, label: capital(many) })),
      ...timeColumns,
    ],
    length: lines.length,
    cells: (from, to) =>
      lines.slice(from, to).map(({ values, records, answers }) => {
        const { outcomes, people, first, last } = answers();
        const { success, failure, interrupt, other } = outcomes;
        // The head of a group that others are in has nothing at the field that parts those.
        const named = paths.map((_, at) => values[at] ?? null);
        return [...named, records.length, success, failure, interrupt, other, ...people, instant(first), instant(last)];
      }),
  };
}

/** A line for each line of repeats, the latest of them, and how many they are; a row without repeats is one of itself. */
export function repeatsTable(
  lines: readonly GroupLine[],
  columns: readonly { readonly path: string; readonly label: string }[],
  cells: CellReader,
): GroupTable {
  const times = ({ first, last }: GroupAnswers): Cell[] => [instant(first), instant(last)];
  return {
    columns: [...columns.map(({ path, label }) => ({ key: path, label })), { key: "times", label: "Times" }, ...timeColumns],
    length: lines.length,
    cells(from, to) {
      const some = lines.slice(from, to);
      const latest = cells.cells(
        Uint32Array.from(some, (line) => line.latest ?? 0),
        columns.map(({ path }) => path),
      );
      return some.map(({ records, answers }, at) => [...(latest[at] ?? []), records.length, ...times(answers())]);
    },
  };
}
