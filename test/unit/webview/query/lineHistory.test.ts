import assert from "node:assert/strict";
import { LineHistory } from "../../../../src/webview/query/lineHistory.ts";

suite("The history of the query line", () => {
  test("leads to older queries and back to the draft, and no further", () => {
    const history = new LineHistory("draft", ["b", "draft", "a"]);
    assert.deepEqual(
      [history.step(true), history.step(true), history.step(true), history.step(false), history.step(false), history.step(false)],
      ["b", "a", undefined, "b", "draft", undefined],
    );
  });
});
