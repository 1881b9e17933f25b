import assert from "node:assert/strict";
import fc from "fast-check";
import {
  extendTo,
  isSelected,
  nothingSelected,
  selectAll,
  selectedCount,
  selectOne,
  toggle,
  within,
  type Selection,
} from "../../../../src/webview/table/selection.ts";

suite("Selection", () => {
  test("extends from its anchor in both directions", () =>
    assert.deepEqual(
      [extendTo(selectOne(5), 8), extendTo(extendTo(selectOne(5), 8), 2)],
      [
        { anchor: 5, ranges: [{ from: 5, to: 9 }] },
        { anchor: 5, ranges: [{ from: 2, to: 6 }] },
      ],
    ));

  test("rows that touch become one range, a row taken out leaves two", () => {
    const three = [3, 5, 4].reduce<Selection>(toggle, nothingSelected);
    assert.deepEqual(
      [three.ranges, toggle(three, 4).ranges],
      [
        [{ from: 3, to: 6 }],
        [
          { from: 3, to: 4 },
          { from: 5, to: 6 },
        ],
      ],
    );
  });

  test("of all rows of an empty view is empty", () =>
    assert.deepEqual([selectAll(0, 0).ranges, selectAll(3, 1).ranges], [[], [{ from: 0, to: 3 }]]));

  test("loses what the view no longer has", () =>
    assert.deepEqual(
      within(
        {
          anchor: 9,
          ranges: [
            { from: 1, to: 3 },
            { from: 4, to: 9 },
          ],
        },
        5,
      ),
      {
        anchor: 4,
        ranges: [
          { from: 1, to: 3 },
          { from: 4, to: 5 },
        ],
      },
    ));

  test("holds what was toggled an odd number of times, in ranges that ascend and do not touch", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 }), (rows) => {
        const selection = rows.reduce<Selection>(toggle, nothingSelected);
        const odd = new Set<number>();
        for (const row of rows) if (!odd.delete(row)) odd.add(row);
        assert.deepEqual(
          Array.from({ length: 31 }, (_, row) => row).filter((row) => isSelected(selection, row)),
          [...odd].sort((a, b) => a - b),
        );
        assert.equal(selectedCount(selection), odd.size);
        for (const [at, { from, to }] of selection.ranges.entries())
          assert.ok(from < to && (at === 0 || from > (selection.ranges[at - 1]?.to ?? 0)));
      }),
    ));
});
