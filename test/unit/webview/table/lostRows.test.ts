import assert from "node:assert/strict";
import type { Row } from "../../../../src/protocol/grid.ts";
import { LostRows } from "../../../../src/webview/table/lostRows.ts";

const row = (record: number): Row => ({ record, outcome: "success", cells: [] });
const answers = { outcomes: { success: 3, failure: 0, interrupt: 0, other: 0 }, people: [1] };
const head = { group: 4, value: "Portal", records: 3, open: true, at: 5, of: 9, answers };

test("Lost rows are found by what they are, once each, and not when they were given up", () => {
  const lost = new LostRows();
  lost.lose("focus", row(7));
  lost.lose("top", head);
  const first = lost.find([
    [0, row(3)],
    [12, { ...head, group: 12 }],
  ]);
  const then = lost.find([
    [20, row(7)],
    [21, head],
  ]);
  lost.lose("top", head);
  lost.lose("top");
  assert.deepEqual([first, then, lost.find([[21, head]])], [{ top: 12 }, { focus: 20 }, {}]);
});
