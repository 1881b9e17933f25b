import type { Answered, Banner, GridField, GridState, Phase } from "../protocol/grid.ts";
import { columnLayouts } from "../reports/columnLayouts.ts";
import type { Report } from "../reports/index.ts";
import type { Arrangement } from "./arrangement.ts";
import type { Collection } from "./collection.ts";
import type { GridRows } from "./gridRows.ts";
import { pendingOf } from "./pendingOf.ts";
import { queryKey, type QueryRef } from "./queryRef.ts";
import { runStatus } from "./runStatus.ts";
import type { Shown } from "./shown.ts";

/** What the state of a grid is put together from. */
export interface GridParts extends Pick<GridState, "title" | "connection" | "queryText" | "zone" | "rowHeight"> {
  readonly answered: Answered | undefined;
  readonly saved: QueryRef | undefined;
  readonly report: Report;
  readonly shown: Shown | undefined;
  readonly arrangement: Arrangement;
  readonly rows: GridRows;
  readonly collection: Collection | undefined;
  readonly phase: Phase;
  readonly banner: Banner | undefined;
  /** As in the state. */
  readonly wider: string | undefined;
}

/** What the page is told of a report. */
export function reportState(report: Report): GridState["report"] {
  const { id, title, noun, timeField, outcomePath, outcomeCodes, outcomeReason, tellingFields, cascade } = report;
  return {
    ...{ id, title, noun, timeField, outcomePath, tellingFields, layouts: columnLayouts(report) },
    ...(outcomeCodes && { outcomeCodes }),
    ...(outcomeReason !== undefined && { outcomeReason }),
    ...(cascade && { cascade }),
  };
}

/** All that a grid shows. Nothing is read or printed anew for it: states come with every page. */
export function gridState(parts: GridParts): GridState {
  const { report, shown, arrangement, rows, collection, banner } = parts;
  const coverage = collection?.coverage ?? [];
  const loaded = collection?.loaded ?? 0;
  const isWhole = parts.phase === "complete" && coverage.every(({ state }) => state === "complete");
  const pending = shown && pendingOf(shown, { isWhole, loaded });
  return {
    revision: rows.revision,
    title: parts.title,
    ...(parts.saved && { savedQuery: queryKey(parts.saved) }),
    report: reportState(report),
    connection: parts.connection,
    queryText: parts.queryText,
    ...(parts.answered && { answered: parts.answered }),
    clauses: shown?.clauses ?? [],
    ...(pending && { pending }),
    ...(shown?.narrowing?.brush && { brush: shown.narrowing.brush }),
    ...(shown?.narrowing?.outcome && { outcome: shown.narrowing.outcome }),
    fields: fieldsOf(report),
    columns: arrangement.columns,
    sort: arrangement.sort,
    ...(arrangement.group !== undefined && { group: arrangement.group }),
    ...(arrangement.thenGroup !== undefined && { thenGroup: arrangement.thenGroup }),
    ...(arrangement.isFolded && { folded: true }),
    ...(rows.grouped && { grouped: rows.grouped, people: report.people }),
    filter: arrangement.filter,
    ...(rows.filterProblem === undefined ? {} : { filterProblem: rows.filterProblem }),
    ...(rows.filterBasis && { filterBasis: { read: rows.filterBasis.read, of: Math.max(rows.filterBasis.of, loaded) } }),
    rows: rows.count,
    matching: rows.matching,
    loaded,
    phase: parts.phase,
    run: runStatus(collection, coverage),
    ...(banner && { banner }),
    ...(parts.wider !== undefined && { wider: parts.wider }),
    zone: parts.zone,
    rowHeight: parts.rowHeight,
  };
}

const fields = new Map<Report, readonly GridField[]>();

function fieldsOf(report: Report): readonly GridField[] {
  const known = fields.get(report) ?? report.fields.map(gridField);
  fields.set(report, known);
  return known;
}

function gridField({ path, label, kind, list, description, mono, width, derived }: Report["fields"][number]): GridField {
  const marks = { ...(list && { list }), ...(mono && { mono }), ...(derived && { madeHere: true as const }) };
  return { path, label, kind, description, ...marks, ...(width !== undefined && { width }) };
}
