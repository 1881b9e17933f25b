import assert from "node:assert/strict";
import fc from "fast-check";
import { Density } from "../../../src/run/density.ts";

const hourMs = 3_600_000;
const day = { from: 0, to: 24 * hourMs };

suite("the density of rows", () => {
  test("gives back what it learned, and guesses between and beyond it", () => {
    const density = new Density(day);
    assert.equal(density.isBlank, true);
    density.learn({ from: 20 * hourMs, to: 24 * hourMs }, 4000);
    density.learn({ from: 0, to: 4 * hourMs }, 400);
    const rows = (from: number, to: number): number => Math.round(density.rows({ from: from * hourMs, to: to * hourMs }));
    assert.deepEqual([rows(22, 24), rows(0, 2)], [2000, 200]);
    assert.ok(rows(4, 6) < rows(10, 12) && rows(10, 12) < rows(18, 20), "in between it rises");
    assert.ok(Math.abs(rows(11, 13) - 1100) < 60);
  });

  test("cuts a stretch at a share of its rows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(23), fc.integer({ min: 1, max: 5000 })), { minLength: 1 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (learned, share) => {
          const density = new Density(day);
          for (const [hour, rows] of learned) density.learn({ from: hour * hourMs, to: (hour + 1) * hourMs }, rows);
          const at = density.after(day, share);
          const above = density.rows({ from: at, to: day.to }) / density.rows(day);
          assert.ok(Math.abs(above - share) < 0.001, `${above} instead of ${share}`);
        },
      ),
      { seed: 1 },
    );
  });

  test("survives being written down, and a range that grows", () => {
    const density = new Density(day);
    density.learn({ from: hourMs, to: 3 * hourMs }, 500);
    const again = new Density({ from: 0, to: 48 * hourMs }, JSON.parse(JSON.stringify(density.state)) as typeof density.state);
    density.extend(48 * hourMs);
    for (const stretch of [day, { from: hourMs, to: 2 * hourMs }, { from: 30 * hourMs, to: 40 * hourMs }])
      assert.ok(Math.abs(again.rows(stretch) - density.rows(stretch)) <= 0.01 * density.rows(stretch), JSON.stringify(stretch));
  });
});
