import assert from "node:assert/strict";
import fc from "fast-check";
import { barsOf, brushOf, countWords, spanOf, spanWords, tickWords, timeWords } from "../../../../src/webview/histogram/histogramBars.ts";

const at = (text: string): number => Date.parse(text);
const now = new Date("2026-11-23T16:00:00Z");
const edges = [at("2026-11-18T09:00:00Z"), at("2026-11-18T10:00:00Z"), at("2026-11-18T11:00:00Z"), at("2026-11-18T12:00:00Z")];
const bars = barsOf(edges, { outcomes: { failure: [3, 0, 1], interrupt: [0, 0, 2], other: [0, 0, 0], success: [9, 0, 4] } });

suite("The bars of a histogram", () => {
  test("have what stands between two edges", () => {
    assert.deepEqual(bars[0], {
      from: edges[0],
      to: edges[1],
      rows: 12,
      outcomes: { failure: 3, interrupt: 0, other: 0, success: 9 },
    });
    assert.deepEqual(
      bars.map(({ rows }) => rows),
      [12, 0, 7],
    );
  });

  test("say their time, their rows and what went wrong", () => {
    assert.equal(spanWords(bars, { first: 0, last: 0 }, "utc", now), "18 Nov 09:00 – 10:00: 12 rows, 3 failed");
    assert.equal(spanWords(bars, { first: 1, last: 1 }, "utc", now), "18 Nov 10:00 – 11:00: 0 rows");
    assert.equal(spanWords(bars, { first: 0, last: 2 }, "utc", now), "18 Nov 09:00 – 12:00: 19 rows, 4 failed, 2 interrupted");
    assert.equal(countWords([]), "0 rows");
  });

  test("of less than a minute say seconds", () => {
    const from = at("2026-11-18T09:00:10Z");
    assert.equal(timeWords(from, from + 5_000, "utc", now), "18 Nov 09:00:10 – 09:00:15");
    assert.equal(timeWords(at("2026-11-18T00:00:00Z"), at("2026-11-19T00:00:00Z"), "utc", now), "18 Nov 00:00 – 19 Nov 00:00");
  });

  test("an axis says the day where it begins, else the time", () => {
    assert.equal(tickWords(at("2026-11-18T00:00:00Z"), 3_600_000, false, "utc", now), "18 Nov");
    assert.equal(tickWords(at("2026-11-18T09:00:00Z"), 3_600_000, false, "utc", now), "09:00");
    assert.equal(tickWords(at("2026-11-18T09:00:00Z"), 3_600_000, true, "utc", now), "18 Nov 09:00");
    assert.equal(tickWords(at("2026-11-18T09:00:05Z"), 5_000, false, "utc", now), "09:00:05");
    assert.equal(tickWords(at("2025-11-18T00:00:00Z"), 3_600_000, false, "utc", now), "18 Nov 2025");
  });

  test("a brush of some bars is found again as these bars", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 2, maxLength: 200 }),
        fc.nat(),
        fc.nat(),
        (steps, one, other) => {
          let ms = at("2026-11-01T00:00:00Z");
          const places = steps.map((step) => (ms += step));
          const none = steps.map(() => 0);
          const all = barsOf(places, { outcomes: { failure: none, interrupt: none, other: none, success: none } });
          const [a, b] = [one % all.length, other % all.length];
          const span = { first: Math.min(a, b), last: Math.max(a, b) };
          assert.deepEqual(spanOf(all, brushOf(all, span)), span);
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  test("a brush beside all bars is none", () => {
    assert.equal(spanOf(bars, { from: "2026-11-17T00:00:00Z", to: "2026-11-18T09:00:00Z" }), undefined);
    assert.equal(spanOf(bars, undefined), undefined);
    assert.equal(spanOf([], { from: "2026-11-17T00:00:00Z", to: "2026-11-19T09:00:00Z" }), undefined);
  });
});
