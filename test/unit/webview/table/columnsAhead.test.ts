import assert from "node:assert/strict";
import { ColumnsAhead } from "../../../../src/webview/table/columnsAhead.ts";

suite("Columns ahead of the host's states", () => {
  const [first, second, third] = [["a"], ["a", "b"], ["b", "a"]].map((paths) => paths.map((path) => ({ path })));
  if (!first || !second || !third) throw new Error("Three orders are compared");

  test("stay while states from before the change come, and give way to later ones", () => {
    const ahead = new ColumnsAhead();
    assert.equal(ahead.follow(first), first);
    ahead.change(second);
    ahead.change(third);
    assert.equal(ahead.follow(first), third);
    assert.equal(ahead.follow(second), third);
    assert.deepEqual(ahead.follow(structuredClone(third)), third);
    assert.equal(ahead.follow(first), first);
  });

  test("give way after a second to a host that has others", () => {
    let now = 0;
    const ahead = new ColumnsAhead(() => now);
    ahead.change(second);
    now = 1_000;
    assert.equal(ahead.follow(first), second);
    now = 1_001;
    assert.equal(ahead.follow(first), first);
  });
});
