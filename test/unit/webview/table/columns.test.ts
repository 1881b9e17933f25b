import assert from "node:assert/strict";
import { moveColumn, nextSort, pinOffsets, resizeColumn, toggleColumn, togglePin, widthOf } from "../../../../src/webview/table/columns.ts";

const columns = ["a", "b", "c"].map((path) => ({ path }));
const paths = (list: readonly { readonly path: string }[]): string => list.map(({ path }) => path).join("");

suite("Columns", () => {
  test("a column is put before another, or last", () =>
    assert.deepEqual([moveColumn(columns, 0, 2), moveColumn(columns, 0, 3), moveColumn(columns, 2, 0)].map(paths), ["bac", "bca", "cab"]));

  test("a column put where it is leaves the same list", () =>
    assert.deepEqual(
      [moveColumn(columns, 1, 1), moveColumn(columns, 1, 2), moveColumn(columns, 1, 9), moveColumn(columns, 7, 0)].map(
        (list) => list === columns,
      ),
      [true, true, true, true],
    ));

  const withPins = [{ path: "a", pinned: true }, { path: "b", pinned: true, width: 90 }, { path: "c" }, { path: "d" }] as const;

  test("pinned columns stay among themselves, and so do the others", () =>
    assert.deepEqual(
      [moveColumn(withPins, 0, 4), moveColumn(withPins, 3, 0), moveColumn(withPins, 1, 0), moveColumn(withPins, 1, 3)].map(paths),
      ["bacd", "abdc", "bacd", "abcd"],
    ));

  test("a column is pinned behind the pinned ones, and comes back before the others", () =>
    assert.deepEqual(
      [togglePin(withPins, "d"), togglePin(withPins, "a"), togglePin(withPins, "x")],
      [
        [withPins[0], withPins[1], { path: "d", pinned: true }, withPins[2]],
        [withPins[1], { path: "a" }, withPins[2], withPins[3]],
        withPins,
      ],
    ));

  test("as many pinned columns stay as leave room for the others", () =>
    assert.deepEqual(
      [300, 190, 100, 90].map((room) => pinOffsets(withPins, [100, 90, 50, 50], room)),
      [[0, 100], [0, 100], [0], []],
    ));

  test("a field is shown last, hidden, and never the only one hidden", () =>
    assert.deepEqual([toggleColumn(columns, "d"), toggleColumn(columns, "b"), toggleColumn([{ path: "a" }], "a")].map(paths), [
      "abcd",
      "ac",
      "a",
    ]));

  test("a width is at least what a finger finds", () =>
    assert.deepEqual(resizeColumn(columns, 1, -20), [{ path: "a" }, { path: "b", width: 40 }, { path: "c" }]));

  test("the outcome has room for icon, word and code unless the person says otherwise", () => {
    const field = { path: "a", label: "A", kind: "integer", description: "", width: 90 } as const;
    assert.deepEqual(
      [widthOf({ path: "a" }, field), widthOf({ path: "a" }, field, true), widthOf({ path: "a", width: 60 }, field, true)],
      [90, 130, 60],
    );
  });

  test("a click sorts one way, the other way, not at all; newest first for instants", () => {
    const clicks = (kind: "text" | "instant") => {
      const first = nextSort([], "a", kind, false);
      const second = nextSort(first, "a", kind, false);
      return [first, second, nextSort(second, "a", kind, false)].map((sort) => sort[0]?.direction);
    };
    assert.deepEqual(
      [clicks("text"), clicks("instant")],
      [
        ["asc", "desc", undefined],
        ["desc", "asc", undefined],
      ],
    );
  });

  test("with Shift other keys stay in their places", () => {
    const sort = [
      { path: "a", direction: "asc" },
      { path: "b", direction: "asc" },
    ] as const;
    assert.deepEqual(
      [
        nextSort(sort, "c", "text", true),
        nextSort(sort, "a", "text", true),
        nextSort([{ path: "a", direction: "desc" }, sort[1]], "a", "text", true),
      ],
      [[...sort, { path: "c", direction: "asc" }], [{ path: "a", direction: "desc" }, sort[1]], [sort[1]]],
    );
    assert.deepEqual(nextSort(sort, "b", "text", false), [{ path: "b", direction: "desc" }]);
  });
});
