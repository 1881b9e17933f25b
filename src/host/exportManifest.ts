import type { CoveredStretch, GridState } from "../protocol.ts";
import type { ExportFormat, ExportProgress } from "../results/api.ts";

/** Which rows of a grid: those selected, those that its view shows, or all that the query finds. */
export type ExportScope = "selection" | "view" | "all";

export interface Exported {
  readonly state: GridState;
  /** As it was run, in its canonical form. */
  readonly query: string;
  readonly tenant?: string;
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  readonly columns: readonly { readonly path: string; readonly label: string }[];
  readonly file: Required<ExportProgress>;
  readonly exportedAt: Date;
  /** Name and version of the extension. */
  readonly product: string;
  readonly version: string;
}

/** What stands beside an exported file: what was asked, what came, what of it was written, and what is missing. No token, no record. */
export function exportManifest({ state, query, tenant, scope, format, columns, file, exportedAt, product, version }: Exported) {
  const { report, connection, run, sort, filter, clauses, loaded, matching } = state;
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
    ...(format === "csv" && { columns }),
    rows: file.records,
    bytes: file.bytes,
    sha256: file.sha256,
    scope,
    view: {
      sort,
      filter: scope === "all" ? "" : filter,
      clauses: clauses.filter(({ added }) => added).map(({ text }) => text),
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
