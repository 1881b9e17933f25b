import assert from "node:assert/strict";
import fc from "fast-check";
import { foldText } from "../../../../src/query/foldText.ts";
import type { Cell, Facet, FacetQuestion, GridRow, Histogram, HistogramParts, SelectionSummary } from "../../../../src/protocol.ts";
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
  group: fc.oneof(fc.constant(undefined), path),
});
const question = fc.record({
  path,
  search: fc.constantFrom("", "", "o", "POR", "5", "true", "\ud800"),
  by: fc.constantFrom("count" as const, "value" as const),
  from: fc.constantFrom(0, 0, 2),
  count: fc.constantFrom(0, 3, 100),
});
const toggle = fc.record({ group: fc.oneof(fc.constant(undefined), fc.nat(4)), open: fc.boolean() });

interface Order {
  readonly sort: readonly SortKey[];
  readonly filter: string;
  readonly clauses: readonly ViewClause[];
  readonly group: string | undefined;
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
  readonly value: Cell;
  readonly records: readonly number[];
}

function naiveGroups(all: readonly unknown[], order: Order, path: string): NaiveGroup[] {
  const groups = new Map<Cell, number[]>();
  for (const record of naiveRecords(all, order)) {
    const value = naiveCell(all[record], path);
    groups.set(value, [...(groups.get(value) ?? []), record]);
  }
  return [...groups]
    .map(([value, records]) => ({ value, records }))
    .sort((a, b) => b.records.length - a.records.length || naiveOrderOfCells(a.value, b.value, path));
}

function naiveRows(all: readonly unknown[], order: Order, open: ReadonlySet<Cell>): GridRow[] {
  const row = (record: number): GridRow => ({
    record,
    outcome: report.outcome(naiveValue(all[record], report.outcomePath.split("/"))),
    cells: paths.map((path) => naiveCell(all[record], path)),
  });
  const { group } = order;
  if (group === undefined) return naiveRecords(all, order).map(row);
  return naiveGroups(all, order, group).flatMap(({ value, records }, number) => [
    { group: number, value, records: records.length, open: open.has(value) },
    ...(open.has(value) ? records.map(row) : []),
  ]);
}

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

function naiveParts(all: readonly unknown[], order: Order, edges: readonly number[], by: string): HistogramParts {
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
          const { group, ...others } = wanted;
          const make = () => results.view({ result, ...others, ...(group !== undefined && { group }) });
          const all: unknown[] = [];
          const early = await make();
          const open = new Set<Cell>();
          const turn = (view: number, step: number) => {
            const choice = toggles[step];
            if (!choice || group === undefined) return;
            const groups = naiveGroups(all, wanted, group);
            const chosen = choice.group === undefined ? groups : groups.slice(choice.group, choice.group + 1);
            if (chosen.length === 0) return;
            for (const { value } of chosen)
              if (choice.open) open.add(value);
              else open.delete(value);
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
              appended.views.map(({ rows, matching }) => ({ rows, matching })),
              [{ rows: naiveRows(all, wanted, open).length, matching: naiveRecords(all, wanted).length }],
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
          for (const [view, opened] of [[early.view, open], [late.view, new Set<Cell>()]] as const) {
            const rows = naiveRows(all, wanted, opened);
            assert.deepEqual(results.rows({ result, view, from: 0, count: rows.length + 1, columns: paths }), rows);
            assert.deepEqual(
              await results.facets({ result, view, facets }),
              facets.map((facet) => naiveFacet(all, wanted, facet)),
            );
            assert.deepEqual(await results.histogram({ result, view, edges }), naiveHistogram(all, wanted, edges));
            for (const { path: by } of facets)
              assert.deepEqual(await results.histogram({ result, view, edges, by }), {
                ...naiveHistogram(all, wanted, edges),
                by: naiveParts(all, wanted, edges, by),
              });
            const some = rows.slice(1, 6);
            const closed = group === undefined ? [] : naiveGroups(all, wanted, group);
            const records = some.flatMap((row) => ("record" in row ? [row.record] : row.open ? [] : (closed[row.group]?.records ?? [])));
            for (const { path } of facets)
              assert.deepEqual(
                await results.selectionSummary({ result, view, ranges: [{ from: 1, to: 3 }, { from: 3, to: 6 }], path }),
                naiveSelectionSummary(all, records, path),
              );
            assert.equal(
              results.text({ result, view, ranges: [{ from: 1, to: 6 }], columns: [], format: "ndjson", limitBytes: Infinity }),
              some.map((row) => ("record" in row ? `${JSON.stringify(all[row.record])}\n` : "")).join(""),
            );
          } // prettier-ignore
        },
      ),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});
