import type { SortKey } from "../../query/query.ts";
import { fieldOf } from "../../reports/index.ts";
import type { ViewOrder } from "../api.ts";
import type { Cell } from "../rows.ts";
import { longestCell } from "../columns/cells.ts";
import { compareFor } from "../columns/compareCells.ts";
import { keysOf, keysOfCells } from "../columns/keysOf.ts";
import { GrowingBasis } from "../filters/basis.ts";
import { filterSource } from "../filters/filterSource.ts";
import { localFilter } from "../filters/localFilter.ts";
import { viewFilter } from "../filters/viewClauses.ts";
import type { StoredRecords } from "../storedRecords.ts";
import type { AnswerSource } from "./groups/groupAnswers.ts";
import { groupLevels, repeatLevels, type GroupField } from "./groups/groupLevels.ts";
import { Groups } from "./groups/groups.ts";
import { OrderedRows, type RowLevel } from "./orderedRows.ts";
import { ViewRows } from "./viewRows.ts";

/** A view before any row is in. */
export interface ViewPlan {
  readonly rows: ViewRows;
  /** Its filter looks at what the columns do not hold. */
  readonly readsRest: boolean;
  /** What is wrong with its filter. */
  readonly problem: string | undefined;
}

/** The rows of a view, before any is in, and what is wrong with its filter. `now`: for `now()` in it. */
export function planView(
  { sort, filter, clauses = [], patienceMs, ...grouping }: ViewOrder & { readonly patienceMs?: number },
  records: StoredRecords,
  now: Date,
): ViewPlan {
  const growing = patienceMs === undefined ? undefined : new GrowingBasis(records.rest);
  const source = filterSource(records, now, { basis: growing });
  const read = localFilter(filter, source);
  const whole = viewFilter(read.filter, clauses, source);
  const ordered = new OrderedRows(
    sort.map((key) => levelOf(key, records)),
    whole,
  );
  const paths = [grouping.group, grouping.thenGroup].filter((path) => path !== undefined);
  const rows = new ViewRows(ordered, whole, paths, groupsOf(ordered, grouping, records), growing?.isAsked ? growing : undefined);
  return { rows, readsRest: source.readsRest, problem: read.problem };
}

function groupsOf(
  rows: OrderedRows,
  { group, thenGroup, fold }: Pick<ViewOrder, "group" | "thenGroup" | "fold">,
  { report, columns, fields, outcomes, times }: StoredRecords,
): Groups | undefined {
  const fieldAt = (path: string): GroupField => {
    const canonical = columns.canonical(path);
    return { codes: fields.spelled(canonical), compare: compareFor(fieldOf(report, canonical)?.kind) };
  };
  const levels =
    fold ? repeatLevels(report.repeats.map((told) => fields.firstSaid([told])))
    : group === undefined ? undefined
    : groupLevels(fieldAt(group), thenGroup === undefined ? undefined : fieldAt(thenGroup)); // prettier-ignore
  if (!levels) return undefined;
  const source: AnswerSource = { outcomes, times, people: fields.people, kinds: report.people.length };
  return new Groups(rows, levels, source);
}

function levelOf({ path, direction }: SortKey, { report, columns, cells: reader }: StoredRecords): RowLevel {
  const column = columns.at(path);
  const compare = column?.compare ?? compareFor(fieldOf(report, path)?.kind);
  const cells = (rows: Uint32Array): Cell[] => reader.cells(rows, [path], longestCell).map(([cell = null]) => cell);
  return {
    descending: direction === "desc",
    compare,
    cells,
    cell: (row) => column?.get(row) ?? null,
    get inMemory() {
      return column?.odd === 0;
    },
    keysInSteps: (rows) => (column?.odd === 0 ? keysOf(column, rows) : keysOfCells(rows, cells, compare)),
  };
}
