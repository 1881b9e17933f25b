import assert from "node:assert/strict";
import fc from "fast-check";
import { rangeEdges, timeEdges } from "../../../../src/webview/histogram/timeEdges.ts";

const hour = 3_600_000;
const at = (text: string): number => Date.parse(text);
const texts = (edges: readonly number[]): string[] => edges.map((ms) => new Date(ms).toISOString());

suite("The edges of a histogram's bars", () => {
  const before = process.env["TZ"];
  teardown(() => {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  });

  test("begin at round times, and at the ends of the stretch", () => {
    assert.deepEqual(texts(timeEdges(at("2026-11-18T09:17:00Z"), at("2026-11-18T14:40:00Z"), 6, "utc")), [
      "2026-11-18T09:17:00.000Z",
      "2026-11-18T10:00:00.000Z",
      "2026-11-18T11:00:00.000Z",
      "2026-11-18T12:00:00.000Z",
      "2026-11-18T13:00:00.000Z",
      "2026-11-18T14:00:00.000Z",
      "2026-11-18T14:40:00.000Z",
    ]);
  });

  test("have the last moment of a range in the last bar, as the range has it", () => {
    assert.deepEqual(texts(rangeEdges(at("2026-11-18T00:00:00Z"), at("2026-11-20T00:00:00Z"), 2, "utc")), [
      "2026-11-18T00:00:00.000Z",
      "2026-11-19T00:00:00.000Z",
      "2026-11-20T00:00:00.001Z",
    ]);
    assert.deepEqual(rangeEdges(NaN, NaN, 2, "utc"), []);
  });

  test("leave no sliver at an end", () => {
    assert.deepEqual(texts(timeEdges(at("2026-11-18T08:59:00Z"), at("2026-11-18T12:01:00Z"), 4, "utc")), [
      "2026-11-18T08:59:00.000Z",
      "2026-11-18T10:00:00.000Z",
      "2026-11-18T11:00:00.000Z",
      "2026-11-18T12:01:00.000Z",
    ]);
  });

  test("come at midnight of the zone on days of 23 and of 25 hours", () => {
    process.env["TZ"] = "Europe/Berlin";
    assert.deepEqual(texts(timeEdges(at("2026-10-23T22:00:00Z"), at("2026-10-26T23:00:00Z"), 4, "local")), [
      "2026-10-23T22:00:00.000Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
      "2026-10-26T23:00:00.000Z",
    ]);
    const spring = timeEdges(at("2026-03-28T23:00:00Z"), at("2026-03-30T22:00:00Z"), 15, "local");
    assert.deepEqual(
      spring.map((ms) => new Date(ms).getHours()),
      // At 2 o'clock it is 3.
      [0, 4, 8, 12, 16, 20, 0, 4, 8, 12, 16, 20, 0],
    );
  });

  test("are every hour that passes, also one that comes twice", () => {
    process.env["TZ"] = "Europe/Berlin";
    const edges = timeEdges(at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z"), 25, "local");
    assert.deepEqual(new Set(edges.slice(1).map((ms, index) => ms - (edges[index] ?? 0))), new Set([hour]));
  });

  test("an empty stretch has none", () => {
    assert.deepEqual(timeEdges(5, 5, 100, "utc"), []);
  });

  const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Asia/Kathmandu"];

  test("cover the stretch, ascend, are no more than asked for, and days begin at midnight", () => {
    const stretch = fc.record({
      from: fc.integer({ min: at("2000-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") }),
      ms: fc.oneof(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 90 * 24 * hour }),
        fc.integer({ min: 1, max: 5_000 * 24 * hour }),
      ),
      bars: fc.integer({ min: 1, max: 240 }),
      zone: fc.constantFrom(...zones),
    });
    fc.assert(
      fc.property(stretch, ({ from, ms, bars, zone }) => {
        process.env["TZ"] = zone;
        for (const kind of ["utc", "local", zone]) {
          const edges = timeEdges(from, from + ms, bars, kind);
          assert.equal(edges[0], from);
          assert.equal(edges.at(-1), from + ms);
          assert.ok(edges.length <= bars + 1, `${String(edges.length)} edges`);
          assert.ok(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? 0)));
          const inner = edges.slice(1, -1);
          // Bars of a day and more: each begins with the day's first moment.
          if (inner.length > 1 && inner.every((edge, index) => index === 0 || edge - (inner[index - 1] ?? 0) >= 23 * hour))
            for (const edge of inner) {
              const day = (moment: number) => (kind === "utc" ? new Date(moment).getUTCDate() : new Date(moment).getDate());
              assert.notEqual(day(edge), day(edge - 1), new Date(edge).toISOString());
            }
        }
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  test("the bars are neither few nor many: round steps lose at most two thirds of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 200_000, max: 40 * 24 * hour }), fc.integer({ min: 60, max: 200 }), (ms, bars) => {
        const from = at("2026-11-01T00:00:00Z");
        const { length } = timeEdges(from, from + ms, bars, "utc");
        assert.ok(length - 1 >= bars / 3, `${String(length - 1)} of ${String(bars)} bars for ${String(ms)} ms`);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
