import assert from "node:assert/strict";
import fc from "fast-check";
import { timeTicks } from "../../../../src/webview/histogram/timeTicks.ts";
import { wallAt } from "../../../../src/query/zone.ts";
import { tickWords } from "../../../../src/webview/histogram/histogramBars.ts";

const hour = 3_600_000;
const at = (text: string): number => Date.parse(text);
const now = new Date("2026-11-23T16:00:00Z");

/** The axis as one reads it. */
const axis = (from: string, to: string, count: number, zone: string): string[] => {
  const ticks = timeTicks(at(from), at(to), count, zone);
  return ticks.map((tick) => tickWords(tick, Number(ticks[1]) - Number(ticks[0]), false, zone, now));
};

suite("The axis of the histogram", () => {
  test("has round times of the zone shown", () => {
    assert.deepEqual(axis("2026-11-17T12:00:00Z", "2026-11-18T12:00:00Z", 4, "utc"), ["12:00", "18:00", "18 Nov", "06:00", "12:00"]);
    assert.deepEqual(axis("2026-11-17T12:15:00Z", "2026-11-18T12:15:00Z", 4, "Asia/Kathmandu"), [
      "18:00",
      "18 Nov",
      "06:00",
      "12:00",
      "18:00",
    ]);
  });

  test("goes by the clock over a change of it", () => {
    assert.deepEqual(axis("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 4, "Europe/Berlin"), [
      "25 Oct",
      "06:00",
      "12:00",
      "18:00",
      "26 Oct",
    ]);
  });

  test("names a day that begins at one o'clock", () =>
    assert.deepEqual(axis("2026-09-04T04:00:00Z", "2026-09-08T03:00:00Z", 4, "America/Santiago"), [
      "4 Sep",
      "5 Sep",
      "6 Sep",
      "7 Sep",
      "8 Sep",
    ]));

  test("counts the time that passes in an hour that comes twice", () =>
    assert.deepEqual(axis("2026-10-25T00:15:00Z", "2026-10-25T01:45:00Z", 3, "Europe/Berlin"), ["02:30", "02:00", "02:30"]));

  test("ascends within the stretch", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: at("2011-12-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") }),
        fc.integer({ min: 1_000, max: 60 * 24 * hour }),
        fc.constantFrom("UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu"),
        (from, ms, zone) => {
          const ticks = timeTicks(from, from + ms, 8, zone);
          assert.ok(ticks.every((tick, index) => tick >= (ticks[index - 1] ?? from - 1) && tick <= from + ms));
          assert.equal(new Set(ticks).size, ticks.length);
          if (ms > 4 * hour) assert.ok(ticks.every((tick) => wallAt(tick, zone) % (15 * 60_000) === 0));
        },
      ),
      { numRuns: 300, seed: 5 },
    ));
});
