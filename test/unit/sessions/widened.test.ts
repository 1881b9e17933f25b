import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, printRange } from "../../../src/query/index.ts";
import { reportById, reportIds } from "../../../src/reports/index.ts";
import { widened } from "../../../src/sessions/widened.ts";
import { plan } from "../../../src/sources/graph/plan.ts";

const now = new Date("2026-11-18T12:00:00Z");
const options = { now, zone: "utc" };

const widerOf = (text: string): string | undefined => {
  const { query } = parseQuery(text);
  const wider = query && widened(query, options);
  return wider && printRange(wider.range);
};

suite("A wider range", () => {
  for (const id of reportIds) {
    const { timeField, retentionDays } = reportById(id);
    test(`of ${id} ends at what the service keeps`, () => {
      assert.equal(retentionDays, 30);
      assert.deepEqual(
        [
          "last 5m",
          "last 24h",
          "last 2w",
          "last 29d",
          "last 30d",
          "last 1mo",
          "last 90d",
          "from 2026-11-17 to 2026-11-18",
          "from 2026-10-20",
          "from 2026-10-19T12:00:00Z",
          "from 2026-01-01",
          "from 2026-01-01 to 2026-02-01",
        ].map((range) => widerOf(`${id} ${range}`)),
        [
          "last 1h",
          "last 7d",
          "last 30d",
          "last 30d",
          undefined,
          undefined,
          undefined,
          "from 2026-11-16T00:00:00.000Z to 2026-11-18",
          "from 2026-10-19T12:00:00.000Z",
          undefined,
          undefined,
          undefined,
        ],
      );
    });

    test(`of ${id} is none where the condition bounds the time`, () => {
      assert.deepEqual(
        [
          `last 24h where ${timeField} ge 2026-11-18T00:00:00Z`,
          `last 1h where ${timeField} ge 2026-11-18T00:00:00Z`,
          `last 24h where ${timeField} lt 2026-11-01T00:00:00Z`,
        ].map((rest) => widerOf(`${id} ${rest}`)),
        [undefined, "last 24h", "last 30d"],
      );
    });
  }

  test("has the service asked for something older, always", () => {
    const ranges = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 5_000 }), fc.constantFrom("m", "h", "d", "w", "mo"))
        .map(([amount, unit]) => `last ${amount}${unit}`),
      fc.tuple(fc.integer({ min: -60 * 24, max: 48 }), fc.option(fc.integer({ min: -60 * 24, max: 48 }))).map(([from, to]) => {
        const at = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
        return `from ${at(from)}${to === null ? "" : ` to ${at(to)}`}`;
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...reportIds),
        ranges,
        fc.constantFrom("utc", "Asia/Kathmandu", "America/New_York"),
        (id, range, zone) => {
          const { query } = parseQuery(`${id} ${range}`);
          const wider = query && widened(query, { now, zone });
          if (!wider) return;
          assert.ok(plan(wider, { now, zone }).from < plan(query, { now, zone }).from);
        },
      ),
    );
  });
});
