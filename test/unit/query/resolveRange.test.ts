import assert from "node:assert/strict";
import { resolveRange, type Range, type Zone } from "../../../src/query/index.ts";

const from = (range: Range, now: string, zone: Zone) => resolveRange(range, { now: new Date(now), zone }).from.toISOString();
const last = (amount: number, unit: "m" | "h" | "d" | "w" | "mo"): Range => ({ kind: "last", amount, unit });

suite("A time range", () => {
  const before = process.env["TZ"];
  suiteSetup(() => {
    process.env["TZ"] = "Europe/Berlin";
  });
  suiteTeardown(() => {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  });

  test("counts minutes and hours on the clock in either zone", () => {
    for (const zone of ["utc", "local"] as const) {
      assert.equal(from(last(90, "m"), "2026-03-29T01:30:00Z", zone), "2026-03-29T00:00:00.000Z");
      assert.equal(from(last(24, "h"), "2026-03-29T12:00:00Z", zone), "2026-03-28T12:00:00.000Z");
    }
  });

  test("keeps the wall clock over a change to summer time, in local time only", () => {
    assert.equal(from(last(1, "d"), "2026-03-29T10:00:00Z", "local"), "2026-03-28T11:00:00.000Z");
    assert.equal(from(last(1, "w"), "2026-10-28T09:00:00Z", "local"), "2026-10-21T08:00:00.000Z");
    assert.equal(from(last(1, "d"), "2026-03-29T10:00:00Z", "utc"), "2026-03-28T10:00:00.000Z");
    assert.equal(from(last(1, "w"), "2026-10-28T09:00:00Z", "utc"), "2026-10-21T09:00:00.000Z");
  });

  test("ends a month back on the last day of a shorter month", () => {
    assert.equal(from(last(1, "mo"), "2026-03-31T10:00:00Z", "utc"), "2026-02-28T10:00:00.000Z");
    assert.equal(from(last(13, "mo"), "2025-03-31T10:00:00Z", "utc"), "2024-02-29T10:00:00.000Z");
    assert.equal(from(last(1, "mo"), "2026-03-30T22:30:00Z", "local"), "2026-02-27T23:30:00.000Z");
  });

  test("takes a date for its first moment in the zone, an instant as it is, and now for no end", () => {
    const now = new Date("2026-11-23T12:00:00Z");
    const range: Range = { kind: "between", from: "2026-07-01", to: "2026-11-08T12:00:00+02:00" };
    assert.deepEqual(resolveRange(range, { now, zone: "utc" }), {
      from: new Date("2026-07-01T00:00:00Z"),
      to: new Date("2026-11-08T10:00:00Z"),
    });
    assert.deepEqual(resolveRange(range, { now, zone: "local" }), {
      from: new Date("2026-06-30T22:00:00Z"),
      to: new Date("2026-11-08T10:00:00Z"),
    });
    assert.deepEqual(resolveRange({ kind: "between", from: "2026-11-01" }, { now, zone: "utc" }), {
      from: new Date("2026-11-01T00:00:00Z"),
      to: now,
    });
  });

  test("leaves nothing out at ends that are finer than a millisecond", () => {
    const now = new Date("2026-11-23T12:00:00Z");
    const ends = (first: string, last: string) => {
      const { from: begins, to } = resolveRange({ kind: "between", from: first, to: last }, { now, zone: "utc" });
      return [begins.toISOString(), to.toISOString()];
    };
    assert.deepEqual(
      [
        ends("2026-11-07T23:59:59.9999999Z", "2026-11-08T23:59:59.9999999Z"),
        ends("2026-11-08T00:00:00.1230000Z", "2026-11-08T00:00:00.1240000Z"),
        ends("2026-11-08T00:00:00.1231Z", "2026-11-08T05:45:00.1239999+05:45"),
      ],
      [
        ["2026-11-07T23:59:59.999Z", "2026-11-09T00:00:00.000Z"],
        ["2026-11-08T00:00:00.123Z", "2026-11-08T00:00:00.124Z"],
        ["2026-11-08T00:00:00.123Z", "2026-11-08T00:00:00.124Z"],
      ],
    );
  });
});
