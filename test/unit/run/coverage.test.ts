import assert from "node:assert/strict";
import fc from "fast-check";
import { claim, cover, intersect, noClaims, reach, subtract, union, type Stretches } from "../../../src/run/coverage.ts";

const stretch = fc.tuple(fc.nat(60), fc.nat(20)).map(([from, ms]) => ({ from, to: from + ms }));
const stretches = fc.array(stretch, { maxLength: 6 }).map((list) => list.reduce<Stretches>(union, []));
const moments = (list: Stretches): number[] => list.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));

suite("stretches of time", () => {
  test("are sets of moments, disjoint and in order", () => {
    fc.assert(
      fc.property(stretches, stretches, (one, other) => {
        const [a, b] = [new Set(moments(one)), new Set(moments(other))];
        assert.deepEqual(
          moments(other.reduce(union, one)),
          [...new Set([...a, ...b])].sort((x, y) => x - y),
        );
        assert.deepEqual(
          moments(subtract(one, other)),
          moments(one).filter((at) => !b.has(at)),
        );
        assert.deepEqual(
          moments(intersect(one, other)),
          moments(one).filter((at) => b.has(at)),
        );
      }),
      { seed: 1 },
    );
  });

  test("reach back from a moment as far as there is no gap", () => {
    const list = [
      { from: 0, to: 10 },
      { from: 20, to: 30 },
    ];
    assert.deepEqual(
      [30, 25, 31, 10, 15].map((top) => reach(list, top)),
      [20, 20, 31, 0, 15],
    );
  });
});

suite("coverage", () => {
  test("is settling where it was asked for too soon, and complete once it was asked for later", () => {
    const soon = claim(noClaims, { from: 0, to: 100 }, 100, 30);
    assert.deepEqual(soon, { complete: [{ from: 0, to: 70 }], settling: [{ from: 70, to: 100 }] });
    assert.deepEqual(claim(soon, { from: 70, to: 100 }, 120, 30), { complete: [{ from: 0, to: 90 }], settling: [{ from: 90, to: 100 }] });
    assert.deepEqual(claim(soon, { from: 60, to: 100 }, 200, 30), { complete: [{ from: 0, to: 100 }], settling: [] });
  });

  test("is for each moment the worst that a question says of it, newest first", () => {
    const users = { complete: [{ from: 0, to: 80 }], settling: [{ from: 80, to: 100 }], failed: [] };
    const workloads = { complete: [{ from: 40, to: 100 }], settling: [], failed: [{ from: 10, to: 20 }] };
    assert.deepEqual(cover({ from: 0, to: 100 }, [users, workloads]), [
      { from: 80, to: 100, state: "settling" },
      { from: 40, to: 80, state: "complete" },
      { from: 20, to: 40, state: "partial" },
      { from: 10, to: 20, state: "failed" },
      { from: 0, to: 10, state: "partial" },
    ]);
  });
});
