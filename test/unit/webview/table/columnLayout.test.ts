import assert from "node:assert/strict";
import { columnLayout, scrollLeftFor } from "../../../../src/webview/table/columnLayout.ts";

const columns = [{ path: "a", pinned: true }, { path: "b" }, { path: "c" }, { path: "d" }] as const;
const layout = columnLayout(columns, [100, 200, 300, 900], 500);

suite("Column layout", () => {
  test("pinned columns stay while they leave room for the others", () =>
    assert.deepEqual([layout.pins, layout.pinnedWidth, columnLayout(columns, [400, 200, 300, 900], 500).pins], [[0], 100, []]));

  test("scrolls no further than it takes to see a column beside the pinned ones", () =>
    assert.deepEqual(
      [0, 1, 2].map((column) => [scrollLeftFor(layout, column, 0, 500), scrollLeftFor(layout, column, 450, 500)]),
      [
        [0, 450],
        [0, 0],
        [100, 200],
      ],
    ));

  test("a column wider than the view is seen from its beginning", () => assert.equal(scrollLeftFor(layout, 3, 0, 500), 500));
});
