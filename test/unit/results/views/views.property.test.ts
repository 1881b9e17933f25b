import assert from "node:assert/strict";
import fc from "fast-check";
import { foldText } from "../../../../src/query/foldText.ts";
import type {
  Cell,
  Facet,
  FacetQuestion,
  GridRow,
  GroupAnswers,
  GroupRow,
  Histogram,
  HistogramParts,
  Row,
  SelectionSummary,
} from "../../../../src/protocol/grid.ts";
import { parseFilter, type SortKey } from "../../../../src/query/index.ts";
import { fieldOf, reportById, type Outcome } from "../../../../src/reports/index.ts";
import type { ViewClause } from "../../../../src/results/api.ts";
import { createResults } from "../../../../src/results/results.ts";
import { firstMs, pages } from "../arbitraryPages.ts";
import { naiveAt, naiveCell, naiveHolds, naiveKey, naiveMatches, naiveOrder, naiveValue, now } from "../naive.ts";
import { pageOf } from "../pages.ts";

const report = reportById("signIns");

const paths = [
  "createdDateTime",
  "appDisplayName",
  "status/errorCode",
  "location/geoCoordinates/latitude",
  "appliedConditionalAccessPolicies",
  "appliedConditionalAccessPolicies/[]/displayName",
  "authenticationMethodsUsed",
  "isInteractive",
  "userPrincipalName",
  "servicePrincipalId",
  "id",
  "status",
  "newMember",
  "failureReason",
  "blockingPolicies",
];
const path = fc.constantFrom(...paths);
const clause = fc.constantFrom<ViewClause>(
  { condition: "appDisplayName eq 'Azure Portal' or appDisplayName eq 'Exchange'", path: "appDisplayName" },
  { condition: "appDisplayName ne 'Exchange'", path: "APPDISPLAYNAME" },
  { condition: "status/errorCode ne 0", path: "status/errorCode" },
  { condition: "authenticationMethodsUsed/any(m: m eq 'SMS')", path: "authenticationMethodsUsed" },
  { condition: "createdDateTime ge 2025-10-09T08:53:21Z", path: "createdDateTime" },
  { condition: "createdDateTime lt 2025-10-09T08:53:24.5Z", path: "createdDateTime" },
  { condition: "blockingPolicies/any(p: p eq 'Require MFA' or p eq 'Block legacy')", path: "blockingPolicies" },
  { condition: "failureReason ne 'Invalid password'", path: "failureReason" },
  { condition: "isInteractive" },
  { condition: "not (location/city eq 'Oslo')" },
);
const sort = fc.array(fc.record({ path, direction: fc.constantFrom("asc" as const, "desc" as const) }), { maxLength: 1 });
const order = fc.record({
  sort,
  filter: fc.constantFrom("", "", "portal", "status/errorCode gt 50100"),
  clauses: fc.array(clause, { maxLength: 3 }),
  grouping: fc.oneof(
    fc.constant<Grouping>({}),
    fc.constant<Grouping>({ fold: true }),
    fc.record({ group: path }),
    fc.record({ group: path, thenGroup: path }),
  ),
});
const question = fc.record({
  path,
  search: fc.constantFrom("", "", "o", "POR", "5", "true", "\ud800"),
  by: fc.constantFrom("count" as const, "value" as const),
  from: fc.constantFrom(0, 0, 2),
  count: fc.constantFrom(0, 3, 100),
});
const toggle = fc.record({ group: fc.oneof(fc.constant(undefined), fc.nat(8)), open: fc.boolean() });

interface Grouping {
  readonly group?: string;
  readonly thenGroup?: string;
  readonly fold?: true;
}

interface Order {
  readonly sort: readonly SortKey[];
  readonly filter: string;
  readonly clauses: readonly ViewClause[];
  readonly grouping: Grouping;
}

function naiveRecords(all: readonly unknown[], { sort, filter, clauses }: Order, leftAside?: string): number[] {
  const conditions = clauses.filter((clause) => clause.path?.toLowerCase() !== leftAside?.toLowerCase() || leftAside === undefined);
  return [...all.keys()]
    .filter(
      (record) => naiveMatches(all[record], filter) && conditions.every(({ condition }) => naiveHolds(all[record], parseFilter(condition))),
    )
    .sort((a, b) => naiveOrder(all[a], all[b], sort) || a - b);
}

function naiveOrderOfCells(a: Cell, b: Cell, path: string): number {
  const keys = [path, ""].map((path) => [naiveKey(a, path), naiveKey(b, path)] as const);
  for (const [left, right] of keys)
    for (const [index, one] of left.entries()) {
      const other = right[index]!;
      if (one !== other) return one < other ? -1 : 1;
    }
  return 0;
}

interface NaiveGroup {
  /** Tells it apart, wherever it stands. */
  readonly key: string;
  readonly value: Cell;
  readonly records: readonly number[];
  readonly inside: readonly NaiveGroup[];
  readonly latest?: number;
}

const naiveText = (cell: Cell, path: string): Cell =>
  typeof cell === "string" && (fieldOf(report, path)?.caseless || /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(cell))
    ? cell.toLowerCase()
    : cell;

/** The first that some record says at one of the paths, as it is compared. */
function naiveTold(record: unknown, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const cell = naiveText(naiveCell(record, path), path);
    if (cell !== null && String(cell).trim() !== "") return `${typeof cell} ${String(cell)}`;
  }
  return undefined;
}

/** Values of a field are written as most of all records of the view write them. */
function naiveSpelling(all: readonly unknown[], records: readonly number[], path: string): (text: Cell) => Cell {
  const spellings = new Map<Cell, Map<Cell, number>>();
  for (const record of records) {
    const cell = naiveCell(all[record], path);
    const text = naiveText(cell, path);
    const counts = spellings.get(text) ?? new Map<Cell, number>();
    spellings.set(text, counts.set(cell, (counts.get(cell) ?? 0) + 1));
  }
  return (text) => {
    const [best] = [...(spellings.get(text) ?? [])].sort(([a, most], [b, other]) => other - most || naiveOrderOfCells(a, b, ""));
    return best?.[0] ?? null;
  };
}

function naiveParts(all: readonly unknown[], records: readonly number[], path: string, spell: (text: Cell) => Cell): NaiveGroup[] {
  const groups = new Map<Cell, number[]>();
  for (const record of records) {
    const text = naiveText(naiveCell(all[record], path), path);
    groups.set(text, [...(groups.get(text) ?? []), record]);
  }
  return [...groups]
    .map(([text, members]) => ({ key: JSON.stringify(text), value: spell(text), records: members, inside: [] }))
    .sort((a, b) => b.records.length - a.records.length || naiveOrderOfCells(a.value, b.value, path));
}

function naiveGroups(all: readonly unknown[], order: Order): NaiveGroup[] {
  const records = naiveRecords(all, order);
  const { group, thenGroup, fold } = order.grouping;
  if (group !== undefined) {
    const groups = naiveParts(all, records, group, naiveSpelling(all, records, group));
    if (thenGroup === undefined) return groups;
    const spell = naiveSpelling(all, records, thenGroup);
    return groups.map((outer) => ({
      ...outer,
      inside: naiveParts(all, outer.records, thenGroup, spell).map((inner) => ({ ...inner, key: `${outer.key} ${inner.key}` })),
    }));
  }
  const folded = new Map<string, number[]>();
  for (const record of fold ? records : []) {
    const told = report.repeats.map(({ paths }) => naiveTold(all[record], paths));
    const key = told.every((one) => one === undefined) ? `record ${record}` : JSON.stringify(told.map((one) => one ?? null));
    folded.set(key, [...(folded.get(key) ?? []), record]);
  }
  const place = new Map(records.map((record, at) => [record, at]));
  const time = (record: number) => naiveTime(all[record]) || -Infinity;
  return [...folded]
    .map(([key, members]) => ({
      key,
      value: null,
      records: members,
      inside: [],
      latest: members.reduce((best, record) => (time(record) > time(best) ? record : best)),
    }))
    .sort((a, b) => place.get(a.latest)! - place.get(b.latest)!);
}

function naiveAnswers(all: readonly unknown[], records: readonly number[]): GroupAnswers {
  const times = records.map((record) => naiveTime(all[record])).filter((time) => !Number.isNaN(time));
  const outcomes = { success: 0, failure: 0, interrupt: 0, other: 0 };
  const people = report.people.map(() => new Set<string>());
  for (const record of records) {
    outcomes[report.outcome(naiveValue(all[record], report.outcomePath.split("/")))]++;
    const named = report.people.map(({ paths }) => naiveTold(all[record], paths));
    const kind = named.findIndex((name) => name !== undefined);
    if (kind >= 0) people[kind]!.add(named[kind]!);
  }
  return {
    outcomes,
    people: people.map(({ size }) => size),
    ...(times.length > 0 && { first: Math.min(...times), last: Math.max(...times) }),
  };
}

const isAlone = ({ records, latest }: NaiveGroup): boolean => latest !== undefined && records.length === 1;

/** Groups by their numbers. */
const naiveNumbered = (groups: readonly NaiveGroup[]): NaiveGroup[] => [...groups, ...groups.flatMap(({ inside }) => inside)];

function naiveRows(all: readonly unknown[], order: Order, open: ReadonlySet<string>): GridRow[] {
  const row = (record: number): Row => ({
    record,
    outcome: report.outcome(naiveValue(all[record], report.outcomePath.split("/"))),
    cells: paths.map((path) => naiveCell(all[record], path)),
  });
  const { group, thenGroup, fold } = order.grouping;
  if (group === undefined && !fold) return naiveRecords(all, order).map(row);
  const groups = naiveGroups(all, order);
  const numbers = new Map(naiveNumbered(groups).map((one, number) => [one, number]));
  const rowsOf = (one: NaiveGroup, beside: readonly NaiveGroup[], within?: NaiveGroup): GridRow[] => {
    const { key, value, records, inside, latest } = one;
    if (isAlone(one)) return records.map(row);
    const head: GroupRow = {
      group: numbers.get(one)!,
      value,
      records: records.length,
      open: open.has(key),
      at: beside.indexOf(one) + 1,
      of: beside.length,
      answers: naiveAnswers(all, records),
      ...(thenGroup !== undefined && !within && { inside: inside.length }),
      ...(within && { within: { group: numbers.get(within)!, value: within.value } }),
      ...(latest !== undefined && { latest: row(latest) }),
    };
    if (!head.open) return [head];
    if (inside.length > 0) return [head, ...inside.flatMap((inner) => rowsOf(inner, inside, one))];
    return [head, ...records.map((record) => ({ ...row(record), ...(latest !== undefined && { isRepeat: true as const }) }))];
  };
  return groups.flatMap((one) => rowsOf(one, groups));
}

const naiveCounts = (all: readonly unknown[], order: Order, open: ReadonlySet<string>) => {
  const { group, thenGroup, fold } = order.grouping;
  const groups = naiveGroups(all, order);
  return {
    rows: naiveRows(all, order, open).length,
    matching: naiveRecords(all, order).length,
    ...((group !== undefined || fold) && {
      grouped: { groups: groups.length, ...(thenGroup !== undefined && { inside: groups.flatMap(({ inside }) => inside).length }) },
    }),
  };
};

/** The different values that count for a row. */
function naiveValues(record: unknown, path: string): Cell[] {
  if (!path.includes("[]") && !fieldOf(report, path)?.list) return [naiveCell(record, path)];
  const value = naiveAt(record, path);
  const cells = (Array.isArray(value) ? value : [value]).map((item) => naiveCell({ item }, "item")).filter((cell) => cell !== null);
  return cells.length > 0 ? [...new Set(cells)] : [null];
}

function naiveFacet(all: readonly unknown[], order: Order, { path, search, by, from, count }: FacetQuestion): Facet {
  const records = naiveRecords(all, order, path);
  const counts = new Map<Cell, number>();
  for (const record of records) for (const value of naiveValues(all[record], path)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const found = [...counts]
    .map(([value, rows]) => ({ value, rows }))
    .filter(({ value }) => search === "" || (value !== null && foldText(String(value)).includes(foldText(search))))
    .sort((a, b) => (by === "count" ? b.rows - a.rows : 0) || naiveOrderOfCells(a.value, b.value, path));
  return { path, values: found.slice(from, from + count), distinct: found.length, rows: records.length };
}

function naiveTime(record: unknown): number {
  const value = naiveValue(record, ["createdDateTime"]);
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(Z|\+00:00)$/.test(value) ? Date.parse(value) : NaN;
}

function naiveHistogram(all: readonly unknown[], order: Order, edges: readonly number[]): Omit<Histogram, "revision"> {
  const bins = () => new Array<number>(edges.length - 1).fill(0);
  const outcomes: Record<Outcome, number[]> = { success: bins(), failure: bins(), interrupt: bins(), other: bins() };
  let outside = 0;
  for (const record of naiveRecords(all, order, "createdDateTime")) {
    const time = naiveTime(all[record]);
    const bin = edges.findIndex((edge, index) => time >= edge && time < (edges[index + 1] ?? -Infinity));
    if (bin < 0) outside++;
    else outcomes[report.outcome(naiveValue(all[record], report.outcomePath.split("/")))][bin]!++;
  }
  return { outcomes, outside };
}

function naiveHistogramParts(all: readonly unknown[], order: Order, edges: readonly number[], by: string): HistogramParts {
  const parts = new Map<Cell, number[]>();
  for (const record of naiveRecords(all, order, "createdDateTime")) {
    const time = naiveTime(all[record]);
    const bin = edges.findIndex((edge, index) => time >= edge && time < (edges[index + 1] ?? -Infinity));
    const value = naiveCell(all[record], by);
    const rows = parts.get(value) ?? new Array<number>(edges.length - 1).fill(0);
    if (bin >= 0) parts.set(value, rows.with(bin, rows[bin]! + 1));
  }
  const sum = (rows: readonly number[]) => rows.reduce((total, count) => total + count, 0);
  const found = [...parts]
    .map(([value, rows]) => ({ value, rows }))
    .sort((a, b) => sum(b.rows) - sum(a.rows) || naiveOrderOfCells(a.value, b.value, by));
  const rest = found.slice(5);
  const others = edges.slice(1).map((_, bin) => sum(rest.map(({ rows }) => rows[bin]!)));
  return { path: by, values: found.slice(0, 5), others, otherValues: rest.length };
}

function naiveSelectionSummary(all: readonly unknown[], records: readonly number[], path: string): SelectionSummary {
  const values = new Set(records.flatMap((record) => naiveValues(all[record], path)));
  values.delete(null);
  const times = records.map((record) => naiveTime(all[record])).filter((time) => !Number.isNaN(time));
  return {
    records: records.length,
    distinct: values.size,
    ...(times.length > 0 && { first: new Date(Math.min(...times)).toISOString(), last: new Date(Math.max(...times)).toISOString() }),
  };
}

suite("results: views", () => {
  test("groups, facets, histograms and summaries equal a naive computation over the parsed records, whatever came between", async () => {
    const edges = [firstMs, firstMs + 1000, firstMs + 1500, firstMs + 4000, firstMs + 5000];
    await fc.assert(
      fc.asyncProperty(
        pages,
        order,
        fc.array(question, { minLength: 1, maxLength: 4 }),
        fc.array(toggle, { maxLength: 3 }),
        fc.constantFrom(3, 100_000),
        fc.boolean(),
        async (pages, wanted, facets, toggles, dictionaryLimit, isPatient) => {
          const results = createResults({ now: () => now, dictionaryLimit, msAtOnce: 0 });
          const result = results.create({ report: "signIns" });
          const { grouping, ...others } = wanted;
          const isGrouped = Object.keys(grouping).length > 0;
          const make = () => results.view({ result, ...others, ...grouping });
          const all: unknown[] = [];
          const early = await make();
          const open = new Set<string>();
          const turn = (view: number, step: number) => {
            const choice = toggles[step];
            if (!choice || !isGrouped) return;
            const groups = naiveNumbered(naiveGroups(all, wanted));
            const chosen = choice.group === undefined ? groups : groups.slice(choice.group, choice.group + 1);
            if (chosen.length === 0) return;
            for (const { key } of chosen)
              if (choice.open) open.add(key);
              else open.delete(key);
            const { rows } = results.openGroups({
              result,
              view,
              open: choice.open,
              ...(choice.group !== undefined && { group: choice.group }),
            });
            assert.equal(rows, naiveRows(all, wanted, open).length);
          };
          for (const [index, [items, positions, replacing]] of pages.entries()) {
            const skip = [...new Set([...positions, ...replacing.map(({ position }) => position)])]
              .sort((a, b) => a - b)
              .filter((position) => position < items.length);
            const parsed = JSON.parse(JSON.stringify(items)) as unknown[];
            // Facets that are being counted while pages come, and rows change, must not be thrown off for later.
            const counting = isPatient ? undefined : results.facets({ result, view: early.view, facets });
            all.push(...parsed.filter((_, position) => !skip.includes(position)));
            const replace = replacing
              .filter(({ position }) => position < items.length && all.length > 0)
              .map(({ position, record }) => ({ position, record: record % all.length }));
            for (const { position, record } of replace) all[record] = parsed[position];
            const appended = results.append({ result, body: pageOf(...items), skip, replace });
            assert.deepEqual(
              appended.views.map(({ rows, matching, grouped }) => ({ rows, matching, ...(grouped && { grouped }) })),
              [naiveCounts(all, wanted, open)],
            );
            await counting;
            turn(early.view, index);
            assert.deepEqual(
              results.rows({ result, view: early.view, from: 1, count: 4, columns: paths }),
              naiveRows(all, wanted, open).slice(1, 5),
            );
          }
          // Time in which the result reads what its columns do not hold: from then on it is not taken from pages.
          for (let turns = isPatient ? 10 : 0; turns > 0; turns--) await new Promise(setImmediate);
          const late = await make();
          for (const [view, opened] of [[early.view, open], [late.view, new Set<string>()]] as const) {
            const rows = naiveRows(all, wanted, opened);
            assert.deepEqual(results.rows({ result, view, from: 0, count: rows.length + 1, columns: paths }), rows);
            assert.deepEqual(
              await results.facets({ result, view, facets }),
              facets.map((facet) => naiveFacet(all, wanted, facet)),
            );
            assert.deepEqual(await results.histogram({ result, view, edges }), naiveHistogram(all, wanted, edges));
            const records = [...all.keys()];
            const shown = rows.flatMap((row, at) => ("record" in row || (row.latest && !row.open) ? [at] : []));
            assert.deepEqual(await results.find({ result, view, records, start: 0, step: 1 }), {
              count: shown.length,
              ...(shown.length > 0 && { index: 0, position: shown[0] }),
            });
            for (const { path: by } of facets)
              assert.deepEqual(await results.histogram({ result, view, edges, by }), {
                ...naiveHistogram(all, wanted, edges),
                by: naiveHistogramParts(all, wanted, edges, by),
              });
            const some = rows.slice(1, 6);
            const closed = naiveNumbered(naiveGroups(all, wanted));
            const meant = some.flatMap((row) => ("record" in row ? [row.record] : row.open ? [] : (closed[row.group]?.records ?? [])));
            for (const { path } of facets)
              assert.deepEqual(
                await results.selectionSummary({ result, view, ranges: [{ from: 1, to: 3 }, { from: 3, to: 6 }], path }),
                naiveSelectionSummary(all, meant, path),
              );
            assert.equal(
              results.text({ result, view, ranges: [{ from: 1, to: 6 }], columns: [], format: "ndjson", limitBytes: Infinity }),
              // The head of a group stands for nothing, a closed line of repeats for all of them.
              some
                .flatMap((row) => ("record" in row ? row.record : "fold" in wanted.grouping && !row.open ? closed[row.group]!.records : []))
                .map((record) => `${JSON.stringify(all[record])}\n`)
                .join(""),
            );
          } // prettier-ignore
        },
      ),
      { numRuns: 200 },
    );
  }).timeout(240_000);
});
