import assert from "node:assert/strict";
import fc from "fast-check";
import { isUtc, wallAt } from "../../../src/query/index.ts";
import type { Heatmap } from "../../../src/results/measures.ts";
import { heatmapCells, stretchesOf } from "../../../src/summary/heatmapCells.ts";

const hourMs = 3_600_000;
const at = (text: string): number => Date.parse(text);
const texts = (stretches: readonly { readonly from: number; readonly to: number }[] | undefined): readonly string[] =>
  (stretches ?? []).map(({ from, to }) => `${new Date(from).toISOString()} ${new Date(to).toISOString()}`.replaceAll(":00.000Z", ""));

suite("The cells of a heatmap", () => {
  test("an hour of a weekday is one stretch a week, on the clock of the zone", () => {
    const stretches = stretchesOf(at("2026-11-02T00:00:00Z"), at("2026-11-16T12:00:00Z"), "Europe/Berlin");
    assert.deepEqual(texts(stretches?.[9]), [
      "2026-11-02T08:00 2026-11-02T09:00",
      "2026-11-09T08:00 2026-11-09T09:00",
      "2026-11-16T08:00 2026-11-16T09:00",
    ]);
  });

  test("where the clock is put back the hour that comes twice is one stretch of two, and where it is put forward there is none", () => {
    const sunday = 6 * 24;
    const autumn = stretchesOf(at("2026-10-24T00:00:00Z"), at("2026-10-26T00:00:00Z"), "Europe/Berlin");
    const spring = stretchesOf(at("2026-03-28T00:00:00Z"), at("2026-03-30T00:00:00Z"), "Europe/Berlin");
    assert.deepEqual(
      [texts(autumn?.[sunday + 2]), texts(spring?.[sunday + 2]), texts(spring?.[sunday + 3])],
      [["2026-10-25T00:00 2026-10-25T02:00"], [], ["2026-03-29T01:00 2026-03-29T02:00"]],
    );
  });

  test("all of the time is in one cell each, wherever the clock is put to", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("utc", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham"),
        fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2026-12-01T00:00:00Z") }),
        fc.integer({ min: 0, max: 30 * 24 * hourMs }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (zone, first, length, places) => {
          const stretches = stretchesOf(first, first + length, zone);
          for (const ms of places.map((share) => Math.floor(first + share * length))) {
            const wall = new Date(isUtc(zone) ? ms : wallAt(ms, zone));
            const place = ((wall.getUTCDay() + 6) % 7) * 24 + wall.getUTCHours();
            const having = (stretches ?? []).flatMap((own, index) => own.filter(({ from, to }) => from <= ms && ms < to).map(() => index));
            assert.deepEqual(having, [place]);
          }
        },
      ),
    ));

  test("of more than a month, and of rows without a time, cells have numbers and lead nowhere", () => {
    const outcomes = { success: [3, ...Array.from({ length: 167 }, () => 0)], failure: [1], interrupt: [], other: [] };
    const answer: Heatmap = { kind: "heatmap", events: 4, rows: 4, outcomes, without: 0 };
    const long: Heatmap = { ...answer, first: at("2026-01-05T00:00:00Z"), last: at("2026-11-16T00:00:00Z") };
    assert.deepEqual(
      [answer, long].map((one) => heatmapCells(one, "utc", "createdDateTime")[0]?.[0]),
      [
        { events: 4, failures: 1 },
        { events: 4, failures: 1 },
      ],
    );
  });
});
