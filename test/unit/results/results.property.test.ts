import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cell } from "../../../src/protocol.ts";
import { compile, parseFilter, type SortKey } from "../../../src/query/index.ts";
import { reportById } from "../../../src/reports/index.ts";
import { createResults } from "../../../src/results/results.ts";
import { pageOf } from "./pages.ts";

const report = reportById("signIns");
const now = new Date("2026-11-18T12:00:00Z");

// Arbitrary records: mostly as the service sends them, now and then as nobody should.

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>("\ud800", "=cmd", "x".repeat(1500), { __proto__: null, errorCode: 1 }, ["Portal"], "", -0.5, 1e21, "true"),
);
const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: usual, weight: 8 }, { arbitrary: fc.constant(null), weight: 1 }, { arbitrary: hostile, weight: 1 });
const text = (...texts: string[]) => mostly(fc.constantFrom(...texts));
const sometimes = { requiredKeys: [] };
const signIn = fc.record(
  {
    id: mostly(fc.uuid()),
    createdDateTime: mostly(
      fc
        .tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom("", ".5", ".50", ".1234567", ".1234568"))
        .map(([second, fraction]) => `${new Date(1_760_000_000_000 + second * 1000).toISOString().slice(0, 19)}${fraction}Z`),
    ),
    appDisplayName: text("Azure Portal", "azure portal", "Microsoft Teams", "Ünal's App", "Exchange"),
    userPrincipalName: mostly(fc.nat(30).map((number) => `user${number}@contoso.com`)),
    isInteractive: mostly(fc.boolean()),
    status: mostly(
      fc.record(
        { errorCode: mostly(fc.constantFrom(0, 50126, 50058, 65001)), failureReason: text("Other.", "Invalid password") },
        sometimes,
      ),
    ),
    location: mostly(
      fc.record(
        {
          city: text("Oslo", "Bergen"),
          geoCoordinates: mostly(fc.record({ latitude: mostly(fc.double({ noNaN: true, noDefaultInfinity: true })) })),
        },
        sometimes,
      ),
    ),
    appliedConditionalAccessPolicies: mostly(
      fc.array(fc.record({ displayName: text("Require MFA", "Block legacy"), result: text("success", "failure") }), { maxLength: 3 }),
    ),
    newMember: hostile,
  },
  sometimes,
);
const records = fc.array(fc.oneof({ arbitrary: signIn, weight: 20 }, { arbitrary: hostile, weight: 1 }), { maxLength: 12 });
const replacements = fc.array(fc.record({ position: fc.nat(11), record: fc.nat(150) }), { maxLength: 4 });
const pages = fc
  .tuple(
    fc.array(fc.tuple(records, fc.array(fc.nat(11), { maxLength: 3 }), fc.oneof(fc.constant([]), replacements)), { maxLength: 6 }),
    fc.constantFrom(1, 12),
  )
  // A large first page, with many equals: those after it are then put in their places one by one.
  .map(([list, times]) =>
    list.map(([items, ...rest], index) => [index === 0 ? new Array(times).fill(items).flat() : items, ...rest] as const),
  );

const columns = [
  "createdDateTime",
  "appDisplayName",
  "status/errorCode",
  "location/geoCoordinates/latitude",
  "appliedConditionalAccessPolicies",
  "appliedConditionalAccessPolicies/[]/displayName",
  "isInteractive",
  "id",
  "status",
  "newMember",
  "newMember/x",
  "constructor",
];
const sorts = fc.uniqueArray(
  fc.record({ path: fc.constantFrom(...columns), direction: fc.constantFrom("asc" as const, "desc" as const) }),
  { maxLength: 3, selector: ({ path }) => path },
);
const filters = fc.constantFrom(
  "",
  "status/errorCode ne 0",
  "status/errorCode eq 50126 and contains(tolower(appDisplayName), 'portal')",
  "not (status/errorCode gt 50100) or appDisplayName eq 'Exchange' or location/city eq 'Oslo'",
  "createdDateTime ge 2025-10-09T12:00:00.1234568Z",
  "appliedConditionalAccessPolicies/any(p: p/result eq 'failure') and isInteractive",
  "not isInteractive or location/city eq null",
  "status/failureReason eq location/city or location eq null",
  "portal",
  "portal 50126",
  "block LEGACY",
  "user1 true",
  "ünal's",
);

// The same by the simplest means.

function naiveValue(value: unknown, path: readonly string[]): unknown {
  const [member, ...rest] = path;
  if (member === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (member === "[]") {
    const found = Array.isArray(value)
      ? value.map((item) => naiveValue(item, rest)).filter((item) => item !== undefined && item !== null)
      : [];
    return found.length > 0 ? found : undefined;
  }
  return Object.hasOwn(value, member) ? naiveValue((value as Record<string, unknown>)[member], rest) : undefined;
}

function naiveCell(record: unknown, path: string): Cell {
  const value = naiveValue(record, path.split("/"));
  return value === undefined || value === null ? null : typeof value === "object" ? JSON.stringify(value) : (value as Cell);
}

/** Something that orders as the cell does when compared member by member. */
function naiveKey(cell: Cell, path: string): (number | bigint | string)[] {
  if (cell === null) return [0];
  if (typeof cell === "boolean") return [1, Number(cell)];
  if (typeof cell === "number") return [2, cell];
  const instant = path === "createdDateTime" && /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(cell);
  return instant
    ? [3, BigInt(Date.parse(`${instant[1]}Z`)) * 10_000_000n + BigInt((instant[2] ?? "").padEnd(10, "0"))]
    : [4, cell.toLowerCase(), cell];
}

function naiveOrder(a: unknown, b: unknown, sort: readonly SortKey[]): number {
  for (const { path, direction } of sort) {
    const [left, right] = [naiveKey(naiveCell(a, path), path), naiveKey(naiveCell(b, path), path)];
    for (const [index, one] of left.entries()) {
      const other = right[index]!;
      if (one !== other) return one < other === (direction === "asc") ? -1 : 1;
    }
  }
  return 0;
}

function naiveTexts(value: unknown): string[] {
  if (value === null) return [];
  return typeof value === "object" ? Object.values(value as object).flatMap(naiveTexts) : [String(value).toLowerCase()];
}

function naiveMatches(record: unknown, filter: string): boolean {
  const { expression } = parseFilter(filter);
  const isWords = expression === undefined || expression.type === "path";
  if (!isWords)
    return compile(expression, { now })((typeof record === "object" && record !== null ? record : {}) as Record<string, unknown>);
  return filter
    .toLowerCase()
    .split(" ")
    .filter(Boolean)
    .every((word) => naiveTexts(record).some((text) => text.includes(word)));
}

const naiveView = (all: readonly unknown[], sort: readonly SortKey[], filter: string): number[] =>
  [...all.keys()].filter((record) => naiveMatches(all[record], filter)).sort((a, b) => naiveOrder(all[a], all[b], sort) || a - b);

function naiveRows(all: readonly unknown[], order: readonly number[]) {
  return order.map((record) => ({
    record,
    outcome: report.outcome(naiveValue(all[record], report.outcomePath.split("/"))),
    cells: columns.map((path) => naiveCell(all[record], path)),
  }));
}

suite("results", () => {
  // Long enough for a machine that is busy with something else.
  test("views equal a naive computation over the parsed records, made before, between, during and after the pages, some of which replace records", async () => {
    await fc.assert(
      fc.asyncProperty(pages, sorts, filters, fc.constantFrom(3, 100_000), async (pages, sort, filter, dictionaryLimit) => {
        const results = createResults({ now: () => now, dictionaryLimit, msAtOnce: 0 });
        const result = results.create({ report: "signIns" });
        const all: unknown[] = [];
        const views = [await results.view({ result, sort, filter })];
        let shown: unknown[] = [];
        for (const [index, [items, positions, wanted]] of pages.entries()) {
          const skip = [...new Set([...positions, ...wanted.map(({ position }) => position)])]
            .sort((a, b) => a - b)
            .filter((position) => position < items.length);
          const parsed = JSON.parse(JSON.stringify(items)) as unknown[];
          all.push(...parsed.filter((_, position) => !skip.includes(position)));
          const replace = wanted
            .filter(({ position }) => position < items.length && all.length > 0)
            .map(({ position, record }) => ({ position, record: record % all.length }));
          for (const { position, record } of replace) all[record] = parsed[position];
          const making = index === 2 ? results.view({ result, sort, filter }) : undefined;
          const appended = results.append({ result, body: pageOf(...items), skip, replace });
          const order = naiveView(all, sort, filter);
          assert.equal(appended.records, all.length);
          assert.deepEqual(
            appended.views.map(({ view, rows }) => ({ view, rows })),
            views.map(({ view }) => ({ view, rows: order.length })),
          );
          const rows = naiveRows(all, order);
          for (const { moved } of appended.views) if (!moved) assert.deepEqual(rows.slice(0, shown.length), shown);
          shown = rows;
          if (making) views.push(await making);
          if (index === 1) views.push(await results.view({ result, sort, filter }));
          if (index % 2 === 0) assert.deepEqual(results.rows({ result, view: 1, from: 0, count: 3, columns }), rows.slice(0, 3));
        }
        views.push(await results.view({ result, sort, filter }));
        const order = naiveView(all, sort, filter);
        const expected = naiveRows(all, order);
        for (const { view, problem } of views) {
          assert.equal(problem, undefined);
          assert.deepEqual(results.rows({ result, view, from: 0, count: all.length + 1, columns }), expected);
        }
        const ranges = [{ from: 0, to: order.length }];
        const asText = (format: "json" | "ndjson") => results.text({ result, view: 1, ranges, columns: [], format, limitBytes: Infinity });
        const ordered = order.map((record) => all[record]);
        assert.equal(asText("json"), JSON.stringify(ordered, null, 2));
        assert.equal(asText("ndjson"), ordered.map((record) => `${JSON.stringify(record)}\n`).join(""));
        for (const [record, whole] of all.entries()) assert.equal(results.record({ result, record }), JSON.stringify(whole, null, 2));
      }),
      { numRuns: 120 },
    );
  }).timeout(30_000);
});
