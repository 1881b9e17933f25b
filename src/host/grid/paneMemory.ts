import type * as vscode from "vscode";
import type { GridPanes } from "../../protocol/grid.ts";
import { reportById, reportIds, type ReportId } from "../../reports/index.ts";

const key = "panes";
const mostPaths = 50;

const first: GridPanes = {
  details: { open: false, size: 0.4 },
  facets: { open: false, size: 260, paths: [] },
  histogram: { open: true },
};

type Kept = GridPanes & {
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  readonly fields?: Readonly<Record<string, string>>;
};

/** Which parts of a grid were open last, and how large, and of each report which facets were unfolded and by what the histogram was parted: a new grid begins so. Sizes and paths only, no content of the tenant. */
export class PaneMemory {
  readonly #state: Pick<vscode.Memento, "get" | "update">;

  constructor(state: Pick<vscode.Memento, "get" | "update">) {
    this.#state = state;
  }

  of(report: ReportId): GridPanes {
    const { details, facets, histogram, summary, paths, fields } = this.#kept;
    const field = fields?.[report];
    return {
      details,
      facets: { ...facets, paths: paths?.[report] ?? reportById(report).tellingFields },
      histogram: { open: histogram.open, ...(field !== undefined && { field }) },
      ...(summary && { summary }),
    };
  }

  async keep(report: ReportId, said: unknown): Promise<void> {
    const panes = readPanes(said);
    if (!panes) return;
    const { paths, fields } = this.#kept;
    const { [report]: _, ...others } = fields ?? {};
    const { open, field } = panes.histogram;
    await this.#state.update(key, {
      ...panes,
      histogram: { open },
      paths: { ...paths, [report]: panes.facets.paths },
      fields: { ...others, ...(field !== undefined && { [report]: field }) },
    } satisfies Kept);
  }

  /** What another version has kept may be anything. */
  get #kept(): Kept {
    const kept = this.#state.get<unknown>(key);
    const panes = readPanes(kept);
    if (!panes) return first;
    const paths = isRecord(kept) && isRecord(kept["paths"]) ? kept["paths"] : {};
    const fields = isRecord(kept) && isRecord(kept["fields"]) ? kept["fields"] : {};
    return {
      ...panes,
      paths: Object.fromEntries(reportIds.flatMap((id) => (isPaths(paths[id]) ? [[id, paths[id]]] : []))),
      fields: Object.fromEntries(reportIds.flatMap((id) => (isPath(fields[id]) ? [[id, fields[id]]] : []))),
    };
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
const isPath = (value: unknown): value is string => typeof value === "string" && value.length < 300;
const isPaths = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= mostPaths && value.every(isPath);
const isBetween = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && value >= least && value <= most;

/** Undefined for what is none. */
function readPanes(said: unknown): GridPanes | undefined {
  if (!isRecord(said)) return undefined;
  const { details, facets, histogram } = said;
  if (!isRecord(details) || !isRecord(facets) || !isRecord(histogram)) return undefined;
  if (typeof details["open"] !== "boolean" || typeof facets["open"] !== "boolean" || typeof histogram["open"] !== "boolean")
    return undefined;
  if (!isBetween(details["size"], 0, 1) || !isBetween(facets["size"], 0, 4_000) || !isPaths(facets["paths"])) return undefined;
  const { tab } = details;
  // Memories of earlier versions have none.
  const summary = isRecord(said["summary"]) ? said["summary"] : undefined;
  return {
    details: { open: details["open"], size: details["size"], ...(typeof tab === "string" && tab.length < 100 && { tab }) },
    facets: { open: facets["open"], size: facets["size"], paths: facets["paths"] },
    histogram: { open: histogram["open"], ...(isPath(histogram["field"]) && { field: histogram["field"] }) },
    ...(summary && { summary: { open: summary["open"] === true, ...(summary["behind"] === true && { behind: true }) } }),
  };
}
