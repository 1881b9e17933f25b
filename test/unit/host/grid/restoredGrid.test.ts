import assert from "node:assert/strict";
import { isBroken, type SavedQuery } from "../../../../src/host/queries/queryEntries.ts";
import { readEntries } from "../../../../src/host/queries/readEntries.ts";
import { isSameQuery, queryKey, type QueryRef } from "../../../../src/sessions/queryRef.ts";
import { restoredGrid } from "../../../../src/host/grid/restoredGrid.ts";

const saved = readEntries({
  scope: "user",
  entries: [
    { name: "Errors", query: "signIns last 3d" },
    { name: "Errors", query: "signIns last 1h" },
  ],
}).filter((entry): entry is SavedQuery => !isBroken(entry));
const [first, second] = saved.map(({ ref }) => ref) as [QueryRef, QueryRef];
const from = {
  active: () => "one",
  connectionName: (id: string) => (id === "two" ? "Fabrikam" : undefined),
  savedQuery: (ref: QueryRef) => saved.find((query) => isSameQuery(query.ref, ref)),
  firstNamed: (report: string, name: string) => (report === "signIns" && name === "Errors" ? first : undefined),
};

suite("A grid after a restart", () => {
  test("is of the saved query that it was of, not of one with the same name", () =>
    assert.deepEqual(
      restoredGrid(
        { title: "Errors (edited)", savedQuery: queryKey(second), connectionId: "two", queryText: "signIns last 2h", filter: "x" },
        "tab",
        from,
      ),
      {
        connectionId: "two",
        start: {
          title: "Errors · Fabrikam",
          queryText: "signIns last 2h",
          saved: { ref: second, text: "signIns last 1h" },
          filter: "x",
        },
      },
    ));

  test("of an earlier version is of the first query of its title", () =>
    assert.deepEqual(restoredGrid({ title: "Errors", connectionId: "one", queryText: "signIns last 3d" }, "tab", from), {
      connectionId: "one",
      start: { title: "Errors", queryText: "signIns last 3d", saved: { ref: first, text: "signIns last 3d" } },
    }));

  test("knows what was answered, and nothing that is no answer", () => {
    const answered = { template: "signIns where userId eq '${input:User}'", answers: { "input:User": "a" } };
    const of = (kept: unknown) =>
      restoredGrid({ title: "A", queryText: "signIns where userId eq 'a'", answered: kept }, "tab", from).start.answered;
    assert.deepEqual([answered, { ...answered, answers: { "input:User": 7 } }, "x", undefined].map(of), [
      answered,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("of a query that is gone keeps its title and text", () =>
    assert.deepEqual(
      restoredGrid({ title: "Errors", savedQuery: queryKey({ ...second, nth: 2 }), queryText: "signIns last 3d" }, "tab", from),
      { connectionId: "one", start: { title: "Errors", queryText: "signIns last 3d" } },
    ));

  test("comes up empty from what is no memory", () =>
    assert.deepEqual(
      [undefined, null, 7, "x", [], { title: 7, queryText: {}, columns: "x", savedQuery: 7 }].map((memory) =>
        restoredGrid(memory, "tab", from),
      ),
      Array.from({ length: 6 }, () => ({ connectionId: "one", start: { title: "tab", queryText: "signIns" } })),
    ));

  test("leaves out of its memory what is not as it should be, and keeps the rest", () => {
    const memory = { title: "Errors", connectionId: "one", queryText: "signIns last 3d", filter: "x", group: "appId", sort: [] };
    const columns = [{ path: "id", width: 90, pinned: true }];
    const of = (change: object) =>
      restoredGrid({ ...memory, columns, savedQuery: 7, ...change, details: { open: 5 }, later: true }, "tab", from).start;
    const whole = { title: "Errors", queryText: "signIns last 3d", columns, sort: [], filter: "x", group: "appId" };
    const { columns: _, ...withoutColumns } = whole;
    const { sort: __, ...withoutSort } = whole;
    const { group: ___, ...withoutGroup } = whole;
    const { filter: ____, ...withoutFilter } = whole;
    assert.deepEqual(of({}), whole);
    for (const wrong of [null, {}, "id", [5], [{ path: 5 }], [{ path: "id", width: "90" }], [{ path: "id", width: null }], [[]], [null]])
      assert.deepEqual(of({ columns: wrong }), withoutColumns);
    for (const wrong of [null, "id", [{ path: "id" }], [{ path: "id", direction: "up" }], [null]])
      assert.deepEqual(of({ sort: wrong }), withoutSort);
    for (const wrong of [null, 5, {}]) assert.deepEqual(of({ group: wrong }), withoutGroup);
    assert.deepEqual(of({ thenGroup: "id", folded: false }), { ...whole, thenGroup: "id", folded: false });
    for (const wrong of [null, 5, {}]) assert.deepEqual(of({ thenGroup: wrong, folded: wrong }), whole);
    for (const wrong of [null, 5, []]) assert.deepEqual(of({ filter: wrong }), withoutFilter);
  });
});
