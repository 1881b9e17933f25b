import type { Rest } from "../columns/rest.ts";
import type { FilterSource } from "../filters/localFilter.ts";
import { clauseFilter } from "../filters/viewClauses.ts";
import type { Measure, Measured } from "../measures.ts";
import { steadily, type Work } from "../steps.ts";
import type { ViewRows } from "../views/viewRows.ts";
import type { AttemptSource } from "./attempts.ts";
import { checkMeasures, Measuring, needsRest, pathsOf, type WhereFilter } from "./measure.ts";

export interface MeasureQuestion {
  readonly measures: readonly Measure[];
  readonly patienceMs?: number;
}

export interface ViewMeasureSource extends AttemptSource {
  readonly rest: Rest;
  /** How many the result has. */
  records(): number;
  /** Changes when rows have become others. */
  version(): unknown;
  /** Those of the paths, and of the fields that conditions may name, that are made here. */
  made(conditions: readonly string[], paths: readonly string[]): readonly string[];
  derive(paths: readonly string[]): Work<void>;
  /** For a condition that looks at rows only for which the fields that are made here are made. */
  filterSource(): FilterSource & { readonly readsRest: boolean };
}

/** Takes measures of the rows of a view, once what they need is read, or for so many of the rows as it is after some time. */
export function* measureView(view: ViewRows, { measures, patienceMs }: MeasureQuestion, source: ViewMeasureSource): Work<Measured[]> {
  checkMeasures(measures);
  const filters = filtersOf(measures, source);
  const paths = measures.flatMap(pathsOf);
  // As rows come, members come that none before had.
  const made = () => source.made([...filters.keys()], paths).filter((path) => !source.columns.isAbsent(path));
  const readsRest = () => [...filters.values()].some((filter) => filter.readsRest) || paths.some((path) => needsRest(path, source));
  if (patienceMs !== undefined) {
    // Each gets its share: one measure may need this, and another that.
    const share = made().length > 0 && readsRest() ? patienceMs / 2 : patienceMs;
    if (made().length > 0) yield* forSoLong(source.derive(made()), share);
    if (readsRest()) yield* forSoLong(source.rest.extend(source.records()), share);
  }
  return yield* steadily(take, source.version);

  function* take(): Work<Measured[]> {
    const isBehind = () => source.columns.rowsMade(made()) < source.records() || (readsRest() && source.rest.rows < source.records());
    while (patienceMs === undefined && isBehind()) {
      yield* source.derive(made());
      if (readsRest()) yield* source.rest.extend(source.records());
    }
    const rowsRead = source.rest.rows;
    if (view.seen < source.records()) view.extend(source.records());
    const rows = yield* view.ascending();
    return yield* new Measuring(rows, { ...source, filters, rowsRead }).take(measures);
  }
}

/** Throws an `UnreadableClause` for a condition that cannot be read. */
function filtersOf(measures: readonly Measure[], source: ViewMeasureSource): ReadonlyMap<string, WhereFilter> {
  const filters = new Map<string, WhereFilter>();
  for (const { where } of measures) {
    if (where === undefined || filters.has(where)) continue;
    const rowSource = source.filterSource();
    const filter = clauseFilter(where, rowSource);
    filters.set(where, { filter, readsRest: rowSource.readsRest, made: source.made([where], []) });
  }
  return filters;
}

function* forSoLong(work: Work<void>, ms: number): Work<void> {
  for (const end = performance.now() + ms; performance.now() < end && !work.next().done;) yield;
}
