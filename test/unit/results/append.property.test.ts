import assert from "node:assert/strict";
import fc from "fast-check";
import { CellCodes } from "../../../src/results/columns/cellCodes.ts";
import { StoredColumn } from "../../../src/results/columns/storedColumn.ts";
import { Columns } from "../../../src/results/columns/columns.ts";
import { DerivedColumn } from "../../../src/results/columns/derivedColumn.ts";
import { Dictionary } from "../../../src/results/columns/dictionary.ts";
import { Doubles } from "../../../src/results/columns/doubles.ts";
import { FieldCodes } from "../../../src/results/columns/fieldCodes.ts";
import { FirstSaid } from "../../../src/results/columns/firstSaid.ts";
import { Guids } from "../../../src/results/columns/guids.ts";
import { Instants } from "../../../src/results/columns/instants.ts";
import { PairCodes } from "../../../src/results/columns/pairCodes.ts";
import { Rest } from "../../../src/results/columns/rest.ts";
import { SpelledCodes } from "../../../src/results/columns/spelledCodes.ts";
import { Texts } from "../../../src/results/columns/texts.ts";
import { ViewFilter } from "../../../src/results/filters/viewFilter.ts";
import { codec } from "../../../src/results/pages/codec.ts";
import { Pages } from "../../../src/results/pages/pages.ts";
import { createResults } from "../../../src/results/results.ts";
import { Groups } from "../../../src/results/views/groups/groups.ts";
import { OrderedRows } from "../../../src/results/views/orderedRows.ts";
import { ViewRows } from "../../../src/results/views/viewRows.ts";
import { firstMs, pages } from "./arbitraryPages.ts";
import { failing, Injected, type Step } from "./failing.ts";
import { now } from "./naive.ts";
import { pageOf } from "./pages.ts";

type Page = Parameters<ReturnType<typeof createResults>["append"]>[0];

const columns = [
  "id",
  "createdDateTime",
  "appDisplayName",
  "status/errorCode",
  "location/geoCoordinates/latitude",
  "newMember",
  "failureReason",
];
const orders = [
  { sort: [], filter: "" },
  { sort: [{ path: "appDisplayName", direction: "desc" as const }], filter: "portal" },
  {
    sort: [{ path: "createdDateTime", direction: "asc" as const }],
    filter: "isInteractive or blockingPolicies/any() or failureReason ne null",
  },
  { sort: [{ path: "failureReason", direction: "asc" as const }], filter: "", group: "appDisplayName" },
  { sort: [], filter: "", group: "userPrincipalName", thenGroup: "appDisplayName" },
  { sort: [], filter: "", fold: true },
];

/** What an append does, one inside the other. */
const steps: readonly Step[] = [
  ...[Pages, Columns, StoredColumn, Dictionary, Doubles, Guids, Instants, Texts].map(({ prototype }) => ({
    owner: prototype,
    method: prototype === Pages.prototype ? "add" : "append",
  })),
  { owner: codec, method: "compress" },
  { owner: DerivedColumn.prototype, method: "extend" },
  { owner: DerivedColumn.prototype, method: "replace" },
  ...[Columns, StoredColumn, Dictionary, Texts, ViewRows, OrderedRows].map(({ prototype }) => ({ owner: prototype, method: "replace" })),
  ...[FieldCodes, CellCodes, Rest].map(({ prototype }) => ({ owner: prototype, method: "forget" })),
  ...[ViewRows, OrderedRows].map(({ prototype }) => ({ owner: prototype, method: "extend" })),
  { owner: ViewFilter.prototype, method: "test" },
  { owner: Rest.prototype, method: "upTo" },
  ...[CellCodes, SpelledCodes, PairCodes, FirstSaid].map(({ prototype }) => ({ owner: prototype, method: "take" })),
  { owner: Groups.prototype, method: "change" },
];

async function openResult(dictionaryLimit: number) {
  const results = createResults({ now: () => now, dictionaryLimit, msAtOnce: 0 });
  const result = results.create({ report: "signIns" });
  const views: number[] = [];
  for (const order of orders) views.push((await results.view({ result, ...order })).view);
  for (const view of views.slice(3)) results.openGroups({ result, view, open: true });
  const all = async () => {
    const answers: unknown[] = [];
    for (const view of views) {
      const rows = results.rows({ result, view, from: 0, count: 10_000, columns });
      const facets = await results.facets({
        result,
        view,
        facets: ["appDisplayName", "newMember"].map((path) => ({
          path,
          search: "",
          by: "value" as const,
          from: 0,
          count: 1000,
        })),
      });
      const ranges = [{ from: 0, to: rows.length }];
      answers.push(rows, facets, await results.histogram({ result, view, edges: [firstMs, firstMs + 3000, firstMs + 6000] }));
      answers.push(results.text({ result, view, ranges, columns, format: "ndjson", limitBytes: Infinity }));
    }
    return answers;
  };
  return { append: (page: Omit<Page, "result">) => results.append({ result, ...page, body: page.body.slice(0) }), all };
}

suite("Append", () => {
  test("whichever of its steps fails, nothing has changed; and the same page is taken in when it comes again", async () => {
    await fc.assert(
      fc.asyncProperty(
        pages,
        fc.constantFrom(...steps),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        fc.constantFrom(3, 100_000),
        fc.nat(5),
        async (lists, step, share, isLate, dictionaryLimit, failedPage) => {
          const [failed, other] = [await openResult(dictionaryLimit), await openResult(dictionaryLimit)];
          let records = 0;
          for (const [index, [items, positions, wanted]] of lists.entries()) {
            const skip = [...new Set([...positions, ...wanted.map(({ position }) => position)])]
              .filter((position) => position < items.length)
              .sort((a, b) => a - b);
            records += items.length - skip.length;
            const replace = wanted
              .filter(({ position }) => position < items.length && records > 0)
              .map(({ position, record }) => ({ position, record: record % records }));
            const page = { body: pageOf(...items), skip, replace };
            if (index !== failedPage % lists.length) {
              for (const { append } of [failed, other]) append(page);
              continue;
            }
            const before = await failed.all();
            const calls = failing(step, { at: -1, isLate, lasts: false }, () => void other.append(page));
            // Taking in again, one by one, what could not be read together calls it more often.
            const lasts = step.method === "append";
            const at = Math.floor(share * calls);
            let error: unknown;
            failing(step, { at, isLate, lasts }, () => {
              try {
                failed.append(page);
              } catch (thrown) {
                error = thrown;
              }
            });
            if (error !== undefined) {
              assert.ok(error instanceof Injected);
              assert.deepEqual(await failed.all(), before);
              failed.append(page);
            }
          }
          assert.deepEqual(await failed.all(), await other.all());
        },
      ),
      { numRuns: 100 },
    );
  }).timeout(120_000);

  test("rows that a failed append could not look at anew are back at the next look", async () => {
    const results = createResults({ now: () => now, dictionaryLimit: 3 });
    const result = results.create({ report: "signIns" });
    const { view } = await results.view({ result, sort: [{ path: "appDisplayName", direction: "desc" }], filter: "portal" });
    results.append({ result, body: pageOf({ appDisplayName: "Azure Portal", newMember: "" }), skip: [] });
    const rows = () => results.rows({ result, view, from: 0, count: 9, columns: ["appDisplayName"] });
    const before = rows();
    const step = { owner: Texts.prototype, method: "append" };
    const next = { result, body: pageOf({ newMember: "true" }), skip: [] };
    failing(step, { at: 0, isLate: false, lasts: true }, () => {
      assert.throws(() => results.append(next), Injected);
      assert.throws(rows, Injected);
    });
    assert.deepEqual(rows(), before);
  });

  test("a record that no column can take costs only its own cells: its text is kept, and the answer counts it", async () => {
    const results = createResults({ now: () => now });
    const result = results.create({ report: "signIns" });
    const { view } = await results.view({ result, sort: [], filter: "" });
    const records = ["a", "poison", "c"].map((id) => ({ id, appDisplayName: id }));
    const step = { owner: Dictionary.prototype, method: "append" };
    const own = step.owner as unknown as Record<string, (values: readonly unknown[]) => void>;
    const original = own["append"]!;
    own["append"] = function (values) {
      if (values.includes("poison")) throw new RangeError("No room for it");
      original.call(this, values);
    };
    let appended: unknown;
    try {
      appended = results.append({ result, body: pageOf(...records), skip: [] });
    } finally {
      own["append"] = original;
    }
    assert.deepEqual(appended, { records: 3, unreadable: 1, views: [{ view, rows: 3, matching: 3, moved: false }] });
    assert.deepEqual(
      results.rows({ result, view, from: 0, count: 9, columns: ["id", "appDisplayName"] }).map((row) => "cells" in row && row.cells),
      [
        ["a", "a"],
        [null, null],
        ["c", "c"],
      ],
    );
    assert.deepEqual(JSON.parse(results.record({ result, record: 1 })), records[1]);
  });

  test("a record on which a filter fails is shown, in views made before it and after it", async () => {
    const results = createResults({ now: () => now });
    const result = results.create({ report: "signIns" });
    // Longer than any text can be.
    const long = "x".repeat(2 ** 24);
    const doubled = (times: number): string => (times === 0 ? "userAgent" : `concat(${doubled(times - 1)}, ${doubled(times - 1)})`);
    const filter = `startswith(${doubled(5)}, 'y')`;
    const before = await results.view({ result, sort: [], filter });
    results.append({
      result,
      body: pageOf({ id: "1", userAgent: long }, { id: "2", userAgent: "y" }, { id: "3", userAgent: "z" }),
      skip: [],
    });
    const after = await results.view({ result, sort: [], filter });
    const shown = [before, after].map(({ view }) => results.rows({ result, view, from: 0, count: 9, columns: ["id"] }));
    assert.deepEqual(
      shown.map((rows) => rows.map((row) => "cells" in row && row.cells[0])),
      [
        ["1", "2"],
        ["1", "2"],
      ],
    );
  });
});
