import type { CoveredStretch, GridState } from "../../protocol/grid.ts";
import type { CsvStyle, ExportFormat, ExportProgress } from "../../results/api.ts";

/** Which rows of a grid: those selected, those that its view shows, or all that the query finds; or what is counted of its groups. */
export type ExportScope = "selection" | "view" | "all" | "groups";

/** Which fields of a record: the columns of the grid, or all. */
export type ExportFields = "grid" | "all";

export interface Exported {
  readonly state: GridState;
  /** As it was run, in its canonical form. */
  readonly query: string;
  readonly tenant?: string;
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  readonly fields: ExportFields;
  /** `csv` and `md`; the style and the byte order mark are `csv` alone. */
  readonly columns: readonly { readonly path: string; readonly label: string }[];
  readonly style: CsvStyle;
  readonly byteOrderMark: boolean;
  readonly file: Required<ExportProgress>;
  readonly exportedAt: Date;
  /** Name and version of the extension. */
  readonly product: string;
  readonly version: string;
}

const forms: Readonly<Record<CsvStyle["form"], string>> = {
  spreadsheetSafe:
    "An apostrophe stands before each part of a text that a spreadsheet could take for a formula; in the JSON text of a list or an object the sign is written as an escape, such as \\u003d.",
  plain: "Texts are as the service sent them: a spreadsheet may take some of them for formulas.",
};

const lists =
  "A list or an object stands in its cell as its JSON text. A column inside lists, with [] in its path, has the list of what the items have there, without those that have nothing.";
const everyField =
  "All fields of the report have a column, but for those inside a list, which the list has, and objects whose members are fields of their own. What the report has no field for is in JSON and NDJSON only.";

/** How to read a table. */
const table = ({ fields, columns, style: { separator, form }, byteOrderMark }: Exported) => ({
  form,
  separator,
  byteOrderMark,
  fields,
  lists: "json",
  notes: [forms[form], lists, ...(fields === "all" ? [everyField] : [])],
  columns,
});

const markdownTable = ({ fields, columns }: Exported) => ({
  form: "markdown",
  fields,
  lists: "json",
  notes: [
    "What a renderer could take for markup stands in code marks; a bar is written as &#124;, a line break as ⏎, and a character that draws nothing as an escape, such as \\u202e.",
    lists,
  ],
  columns,
});

/** What is counted of groups: a line of the file for each. */
const groupsTable = ({ state: { folded }, format, file, style: { separator, form }, byteOrderMark }: Exported) => ({
  form: "counted",
  lines: file.records,
  ...(format === "csv" && { separator, byteOrderMark }),
  notes: [
    folded
      ? "Each line is the latest of records that repeat each other, with how many they are, and the times of the first and the last."
      : "Each line is a group: its values, how many records it has, how they ended, how many different ones they are of, and the times of the first and the last.",
    ...(format === "csv" ? [forms[form]] : []),
  ],
});

/** What stands beside an exported file: what was asked, what came, what of it was written, and what is missing. No token, no record. */
export function exportManifest(exported: Exported) {
  const { state, query, tenant, scope, format, file, exportedAt, product, version } = exported;
  const { report, connection, run, sort, filter, clauses, loaded, matching, group, thenGroup, folded } = state;
  const missing = missingFrom(state, scope, file.records);
  return {
    formatVersion: 1,
    product,
    version,
    exportedAt: exportedAt.toISOString(),
    query,
    report: report.id,
    connection: connection.name,
    ...(tenant !== undefined && { tenant }),
    range: { from: run.from, to: run.to },
    format,
    ...(scope === "groups"
      ? groupsTable(exported)
      : format === "csv"
        ? table(exported)
        : format === "md"
          ? markdownTable(exported)
          : { form: "asSent", fields: "all" }),
    rows: scope === "groups" ? matching : file.records,
    bytes: file.bytes,
    sha256: file.sha256,
    scope,
    view: {
      sort,
      filter: scope === "all" ? "" : filter,
      clauses: clauses.filter(({ added }) => added).map(({ text }) => text),
      ...(scope === "groups" && (folded ? { repeatsFolded: true } : { groupedBy: [group, thenGroup].filter(Boolean) })),
    },
    counts: { loaded, matching, excludedHere: run.excluded, duplicatesDropped: run.duplicates },
    coverage: run.coverage,
    complete: missing.length === 0,
    ...(missing.length > 0 && { missing: missing.join(" ") }),
  };
}

const stretches = (coverage: readonly CoveredStretch[]): string => coverage.map(({ from, to }) => `${from} to ${to}`).join(", ");

/** A sentence for each reason why the file is less than what the query finds; what a filter leaves out is no reason. */
function missingFrom({ phase, run, matching }: GridState, scope: ExportScope, rows: number): string[] {
  const of = (state: CoveredStretch["state"]) => run.coverage.filter((stretch) => stretch.state === state);
  const [partial, failed, settling] = [of("partial"), of("failed"), of("settling")];
  return [
    scope === "selection" && rows !== matching && `Only ${rows} selected rows of ${matching} were exported.`,
    failed.length > 0 && `The service kept failing for ${stretches(failed)}.`,
    partial.length > 0 && phase !== "complete" && `Not fetched to the end: ${stretches(partial)}.`,
    settling.length > 0 && `Late events may still come for ${stretches(settling)}.`,
    partial.length + failed.length === 0 && phase !== "complete" && "The run had not ended.",
  ].filter((sentence) => sentence !== false);
}
