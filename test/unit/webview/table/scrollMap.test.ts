import assert from "node:assert/strict";
import fc from "fast-check";
import { ScrollMap } from "../../../../src/webview/table/scrollMap.ts";

const viewport = 600;
function mapOf(extent: number): ScrollMap {
  const map = new ScrollMap();
  map.resize(extent, viewport);
  return map;
}

suite("Scroll position", () => {
  test("is the same in the list and on the page up to ten million pixels", () => {
    const map = mapOf(2_200_000);
    map.scrolled(1_234_567);
    assert.deepEqual([map.height, map.top, map.settle()], [2_200_000, 1_234_567, undefined]);
  });

  test("of a longer list reaches both ends", () => {
    const map = mapOf(220_000_000);
    assert.equal(map.height, 10_000_000);
    map.scrolled(map.height - viewport);
    assert.equal(map.top, 220_000_000 - viewport);
    map.scrolled(0);
    assert.equal(map.top, 0);
  });

  test("a step of the wheel is a step of the same size in a longer list, and the scroll bar follows when it rests", () => {
    const map = mapOf(220_000_000);
    map.scrolled(5_000_000);
    const before = map.top;
    for (let at = 1; at <= 10; at++) map.scrolled(5_000_000 + at * 100);
    assert.equal(map.top, before + 1_000);
    const settled = map.settle();
    assert.ok(settled !== undefined && settled > 5_000_000 && settled < 5_000_100, String(settled));
    assert.deepEqual([map.top, map.settle()], [before + 1_000, undefined]);
  });

  test("wheel steps from a place near the start reach the first row", () => {
    const map = mapOf(220_000_000);
    let physical = map.go(3_000);
    while (physical > 0) map.scrolled((physical = Math.max(0, physical - 100)));
    assert.equal(map.top, 0);
  });

  test("stays where it is when rows are appended", () => {
    const map = mapOf(9_000_000);
    map.scrolled(4_000_000);
    map.resize(90_000_000, viewport);
    map.settle();
    assert.equal(map.top, 4_000_000);
  });

  test("goes to the end of a list that became shorter", () => {
    const map = mapOf(90_000_000);
    map.go(80_000_000);
    map.resize(2_200, viewport);
    assert.deepEqual([map.top, map.settle()], [1_600, 1_600]);
  });

  test("never leaves the list, and settles where it says it is", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400_000_000 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
        (extent, places) => {
          const map = mapOf(extent);
          for (const place of places) {
            map.scrolled(place * Math.max(0, map.height - viewport));
            assert.ok(map.top >= 0 && map.top <= Math.max(0, extent - viewport));
            const { top } = map;
            map.settle();
            assert.equal(map.settle(), undefined);
            assert.equal(map.top, top);
          }
        },
      ),
    ));
});
