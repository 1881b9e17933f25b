import assert from "node:assert/strict";
import fc from "fast-check";
import type { SortKey } from "../../../src/query/index.ts";
import { reportById } from "../../../src/reports/index.ts";
import { createResults } from "../../../src/results/results.ts";
import { pages } from "./arbitraryPages.ts";
import { naiveCell, naiveMatches, naiveOrder, naiveValue, now } from "./naive.ts";
import { pageOf } from "./pages.ts";

const report = reportById("signIns");

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
  "failureReason",
  "blockingPolicies",
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
  "failureReason eq 'invalid PASSWORD' or blockingPolicies/any(p: p eq 'Require MFA')",
  "contains(failureReason, 'Invalid') and isInteractive and not (appDisplayName eq failureReason)",
  "blockingPolicies/$count gt 1 or failureReason eq location/city",
  "not (FAILUREREASON ne null or blockingPolicies/any())",
  "portal",
  "portal 50126",
  "block LEGACY",
  "user1 true",
  "ünal's",
);

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
