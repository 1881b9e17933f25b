import assert from "node:assert/strict";
import type { ViewOrder } from "../../../../src/results/api.ts";
import { Columns } from "../../../../src/results/columns/columns.ts";
import { ViewFilter } from "../../../../src/results/filters/viewFilter.ts";
import { createResults } from "../../../../src/results/results.ts";
import { failing, Injected } from "../failing.ts";
import { now } from "../naive.ts";
import { pageOf } from "../pages.ts";

const inColumn = { id: "c", appDisplayName: "Portal" };
const inList = { id: "l", appDisplayName: "Mail", authenticationMethodsUsed: ["Portal"] };
const inUnknown = { id: "u", appDisplayName: "Mail", newMember: { text: "portal" } };
const inNone = { id: "n", appDisplayName: "Mail" };

/** A result with a page that nobody had time to read yet. */
function unread(...records: readonly object[]) {
  // Nothing is read at leisure while a view is made, however slow the machine is.
  const results = createResults({ now: () => now, msAtOnce: 60_000 });
  const result = results.create({ report: "signIns" });
  results.append({ result, body: pageOf(...records), skip: [] });
  const view = (order: Partial<ViewOrder> & { readonly patienceMs?: number; readonly replaces?: number }) =>
    results.view({ result, sort: [], filter: "portal", ...order });
  const ids = (number: number) =>
    results.rows({ result, view: number, from: 0, count: 99, columns: ["id"] }).map((row) => ("cells" in row ? row.cells[0] : row.value));
  return { results, result, view, ids };
}

suite("Words that do not wait", () => {
  test("are answered from the columns first, with the basis, and from all when that is read", async () => {
    const { results, result, view, ids } = unread(inList, inColumn, inUnknown, inNone);
    const { view: number, ...first } = await view({ patienceMs: 0 });
    assert.deepEqual([first, ids(number)], [{ rows: 1, matching: 1, basis: { read: 0, of: 4 } }, ["c"]]);
    const found = await results.findMore({ result, view: number, patienceMs: 60_000 });
    assert.deepEqual([found, ids(number)], [{ rows: 3, matching: 3, moved: true }, ["l", "c", "u"]]);
    const appended = results.append({ result, body: pageOf(inUnknown, inNone, inList), skip: [] });
    assert.deepEqual([appended.views, ids(number)], [[{ view: number, rows: 5, matching: 5, moved: false }], ["l", "c", "u", "u", "l"]]);
  });

  test("find the rows of a page that comes meanwhile too", async () => {
    const { results, result, view, ids } = unread(inColumn);
    const { view: number } = await view({ patienceMs: 0 });
    const finding = results.findMore({ result, view: number, patienceMs: 0 });
    results.append({ result, body: pageOf(inList, inColumn), skip: [] });
    let { basis } = await finding;
    while (basis) ({ basis } = await results.findMore({ result, view: number, patienceMs: 60_000 }));
    assert.deepEqual(ids(number), ["c", "l", "c"]);
  });

  test("wait as before where nobody says for how long, and where a condition reads lists anyway", async () => {
    const { view } = unread(inList, inColumn);
    assert.deepEqual((await view({})).matching, 2);
    const { view: other } = unread(inList, inColumn);
    const clauses = [{ condition: "authenticationMethodsUsed/any(m: m eq 'Portal')" }];
    assert.deepEqual(await other({ clauses, patienceMs: 0 }), { view: 1, rows: 1, matching: 1 });
  });

  test("have no basis when they are in no doubt: no words, or all read in time", async () => {
    const { view } = unread(inList, inColumn);
    assert.deepEqual(await view({ filter: "appDisplayName eq 'Mail'", patienceMs: 0 }), { view: 1, rows: 1, matching: 1 });
    assert.deepEqual(await view({ patienceMs: 60_000 }), { view: 2, rows: 2, matching: 2 });
  });

  test("leave groups open in which more is found", async () => {
    const { results, result, view, ids } = unread(inList, inColumn, inUnknown, inColumn);
    const { view: number, ...first } = await view({ patienceMs: 0, group: "appDisplayName" });
    results.openGroups({ result, view: number, open: true });
    assert.deepEqual([first.basis, ids(number)], [{ read: 0, of: 4 }, ["Portal", "c", "c"]]);
    await results.findMore({ result, view: number, patienceMs: 60_000 });
    assert.deepEqual(ids(number), ["Mail", "Portal", "c", "c"]);
  });

  test("fail to go on in a view that another one has replaced", async () => {
    const { results, result, view } = unread(inList, inColumn);
    const { view: replaces } = await view({ patienceMs: 0 });
    await view({ patienceMs: 0, filter: "mail", replaces });
    await assert.rejects(async () => results.findMore({ result, view: replaces, patienceMs: 0 }), /View 1 is not known/);
  });

  test("are all found after an append that failed, and its view could not be put in order again; that rows have moved is told", async () => {
    const { results, result, view, ids } = unread(inList, inColumn, inUnknown, inNone);
    const { view: number } = await view({ patienceMs: 0 });
    const step = { owner: ViewFilter.prototype, method: "test" };
    const append = (record: object) => results.append({ result, body: pageOf(record), skip: [] });
    failing(step, { at: 0, isLate: false, lasts: true }, () => {
      assert.throws(() => append(inColumn), Injected);
      assert.throws(() => ids(number), Injected);
    });
    const appended = append(inColumn);
    assert.deepEqual([appended.views, ids(number)], [[{ view: number, rows: 2, matching: 2, moved: true }], ["c", "c"]]);
    const found = await results.findMore({ result, view: number, patienceMs: 60_000 });
    assert.deepEqual([found, ids(number)], [{ rows: 4, matching: 4, moved: true }, ["l", "c", "u", "c"]]);
  });

  test("tell that rows have come in when an append that failed has made the filter look anew in what was read since", async () => {
    const { results, result, view, ids } = unread(inList, inColumn, inNone);
    const { view: number } = await view({ patienceMs: 0 });
    const before = ids(number);
    await view({ filter: "nothing like it" }); // reads all
    failing({ owner: Columns.prototype, method: "append" }, { at: 0, isLate: false, lasts: false }, () => {
      assert.throws(() => results.append({ result, body: pageOf(inColumn), skip: [] }), Injected);
    });
    const found = await results.findMore({ result, view: number, patienceMs: 0 });
    assert.deepEqual([before, found, ids(number)], [["c"], { rows: 2, matching: 2, moved: true }, ["l", "c"]]);
  });

  test("are found by a search in the rows as the filter finds more of them", async () => {
    const { results, result, view } = unread(inList, inColumn, inUnknown, inNone);
    const { view: number } = await view({ patienceMs: 0 });
    const find = () => results.find({ result, view: number, words: "portal", start: 1, step: 1 });
    const first = await find();
    await results.findMore({ result, view: number, patienceMs: 60_000 });
    assert.deepEqual(
      [first, await find()],
      [
        { count: 1, index: 0, position: 0 },
        { count: 3, index: 1, position: 1 },
      ],
    );
  });
});
