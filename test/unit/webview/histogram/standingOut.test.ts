import assert from "node:assert/strict";
import fc from "fast-check";
import { sequence } from "../../../../src/demo/random.ts";
import type { CoveredStretch } from "../../../../src/protocol/grid.ts";
import type { Bar } from "../../../../src/webview/histogram/histogramBars.ts";
import { markWords, standingOut } from "../../../../src/webview/histogram/standingOut.ts";

const hourMs = 3_600_000;
const monday = Date.parse("2026-11-02T00:00:00Z");

const barsFrom = (counts: readonly { readonly rows: number; readonly failure: number }[], stepMs = hourMs, start = monday): Bar[] =>
  counts.map(({ rows, failure }, at) => ({
    from: start + at * stepMs,
    to: start + (at + 1) * stepMs,
    rows,
    outcomes: { failure, success: rows - failure, interrupt: 0, other: 0 },
  }));
const covering = (bars: readonly Bar[], state: CoveredStretch["state"] = "complete"): CoveredStretch[] => [
  { from: new Date(bars[0]?.from ?? 0).toISOString(), to: new Date(bars.at(-1)?.to ?? 0).toISOString(), state, rows: 1 },
];
const marked = (bars: readonly Bar[], coverage = covering(bars), zone = "utc") => [...standingOut(bars, { coverage, zone })];
/** Rows of each hour of a week: more by day, less at the weekend. */
const usual = (at: number): number => (Math.floor(at / 24) % 7 > 4 ? 10 : 20) + (at % 24 > 7 && at % 24 < 18 ? 60 : 0);
const week = (days: number) => Array.from({ length: 24 * days }, (_, at) => ({ rows: usual(at), failure: 2 }));

suite("Bars that stand out", () => {
  test("are those far above what is usual at the time, failures first", () => {
    const counts = week(7);
    counts[50] = { rows: 110, failure: 31 };
    counts[60] = { rows: 400, failure: 2 };
    assert.deepEqual(marked(barsFrom(counts)), [
      [50, { of: "failures", count: 31, usual: 2 }],
      [60, { of: "rows", count: 400, usual: 80 }],
    ]);
    assert.deepEqual(
      [markWords({ of: "failures", count: 31, usual: 2 }), markWords({ of: "rows", count: 1, usual: 80.5 })],
      ["31 failed, usually 2 at this time", "1 row, usually 81 at this time"],
    );
  });

  test("are compared with the same weekday where there are weeks enough, so that a usual Monday is none", () => {
    const counts = week(35).map((count, at) => (Math.floor(at / 24) % 7 === 0 && at % 24 === 9 ? { rows: 900, failure: 90 } : count));
    assert.deepEqual(marked(barsFrom(counts)), []);
    const fewer = counts.slice(0, 24 * 7);
    assert.deepEqual(
      marked(barsFrom(fewer)).map(([at]) => at),
      [9],
    );
  });

  test("need something to be compared with: of a weekend in one week, or of one day, there is nothing", () => {
    const counts = week(7);
    counts[24 * 5 + 12] = { rows: 9_000, failure: 9_000 };
    assert.deepEqual(marked(barsFrom(counts)), []);
    assert.deepEqual(marked(barsFrom(week(1).with(12, { rows: 9_000, failure: 9_000 }))), []);
    assert.deepEqual(marked([]), []);
    assert.deepEqual(marked(barsFrom(week(7), 2 * 24 * hourMs)), []);
  });

  test("small numbers are left alone", () => {
    const counts = week(7).map(() => ({ rows: 1, failure: 0 }));
    counts[50] = { rows: 9, failure: 9 };
    assert.deepEqual(marked(barsFrom(counts)), []);
  });

  test("what misses is told only where all is fetched and nothing is late", () => {
    const counts = week(7);
    counts[60] = { rows: 0, failure: 0 };
    const bars = barsFrom(counts);
    const from = new Date(bars[60]?.from ?? 0).toISOString();
    const to = new Date(bars[60]?.to ?? 0).toISOString();
    assert.deepEqual(marked(bars), [[60, { of: "rows", count: 0, usual: 80 }]]);
    for (const state of ["settling", "partial", "failed"] as const)
      assert.deepEqual(marked(bars, [...covering(bars), { from, to, state, rows: 0 }]), []);
    assert.deepEqual(marked(bars, covering(bars, "partial")), []);
  });

  test("a clock that is put back moves no bar to another time of the day", () => {
    // In Berlin at 3 in the morning of 25 October 2026.
    const start = Date.parse("2026-10-18T22:00:00Z");
    const bars = Array.from({ length: 24 * 14 }, (_, at) => {
      const from = start + at * hourMs;
      const hour = Number(new Intl.DateTimeFormat("en", { hour: "2-digit", hourCycle: "h23", timeZone: "Europe/Berlin" }).format(from));
      const rows = hour === 9 ? 300 : 5;
      return { from, to: from + hourMs, rows, outcomes: { failure: 0, success: rows, interrupt: 0, other: 0 } };
    });
    assert.deepEqual(marked(bars, covering(bars), "Europe/Berlin"), []);
  });

  test("no bar of independent events at a steady rate, however many weeks one looks at", () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 30 }), fc.integer({ min: 1, max: 800 }), fc.integer(), (days, tenths, seed) => {
        const rate = tenths / 10;
        const random = sequence(seed);
        const poisson = (mean: number): number => {
          let count = 0;
          for (let left = Math.exp(-mean), sum = left, at = random(); at > sum && count < 400; sum += left) left *= mean / ++count;
          return count;
        };
        const counts = Array.from({ length: 24 * days }, () => {
          const failure = poisson(rate / 10);
          return { rows: failure + poisson(rate), failure };
        });
        assert.deepEqual(marked(barsFrom(counts)), []);
      }),
      { numRuns: 40 },
    );
  });

  test("a mark is always far above or far below, and what is unmarked does not depend on it", () => {
    const count = fc.record({ failure: fc.nat(40), success: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(count, { minLength: 24 * 7, maxLength: 24 * 9 }), (counts) => {
        const bars = barsFrom(counts.map(({ failure, success }) => ({ failure, rows: failure + success })));
        for (const [at, { of, count: had, usual: median }] of marked(bars)) {
          const bar = bars[at];
          assert.equal(had, of === "failures" ? bar?.outcomes.failure : bar?.rows);
          assert.ok(Math.abs(had - median) >= 10 && (had >= 3 * median || 3 * had <= median));
          assert.ok(of === "rows" || had > median);
        }
      }),
    );
  });
});
