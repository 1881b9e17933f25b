import assert from "node:assert/strict";
import fc from "fast-check";
import { resolveRange, type Range } from "../../../src/query/index.ts";
import { beginningAt, firstAt, isTwice, knownZone, offsetText, wallAt, zoneLabel } from "../../../src/query/zone.ts";

const at = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const zones = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Pacific/Chatham",
  // The clock is changed by half an hour.
  "Australia/Lord_Howe",
  // Changed at midnight: days begin at 01:00, or have their last hour twice.
  "America/Santiago",
  "Africa/Cairo",
  "America/Havana",
  "Asia/Beirut",
  // Left out 30 December 2011.
  "Pacific/Apia",
  // Puts the clock back for Ramadan.
  "Africa/Casablanca",
  "Antarctica/Troll",
  "Europe/Dublin",
];
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: at("1975-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });
/** Most of these are near a change of the clock in one of the zones. */
const nearChange = fc
  .tuple(
    fc.constantFrom(
      "2011-12-30T10:00:00Z",
      "2026-03-08T07:00:00Z",
      "2026-03-29T01:00:00Z",
      "2026-04-04T15:00:00Z",
      "2026-04-05T03:00:00Z",
      "2026-04-23T22:00:00Z",
      "2026-09-06T04:00:00Z",
      "2026-10-03T15:30:00Z",
      "2026-10-25T01:00:00Z",
      "2026-10-29T21:00:00Z",
      "2026-11-01T06:00:00Z",
    ),
    fc.integer({ min: -40 * hour, max: 40 * hour }),
  )
  .map(([text, ms]) => at(text) + ms);
const moment = fc.oneof(instant, nearChange);

/** What Intl shows of an instant, as the milliseconds at which a clock of UTC shows the same. */
function shownByIntl(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(ms);
  const [year, month, date, hours, minutes, seconds] = (["year", "month", "day", "hour", "minute", "second"] as const).map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  return Date.UTC(year ?? 0, (month ?? 0) - 1, date, hours, minutes, seconds) + (((ms % 1000) + 1000) % 1000);
}

suite("The clock of a zone", () => {
  test("shows what Intl shows", () =>
    fc.assert(
      fc.property(moment, zone, (ms, name) => {
        assert.equal(iso(wallAt(ms, name)), iso(shownByIntl(ms, name)));
      }),
      { numRuns: 2_000, seed: 7 },
    ));

  test("knows times before zones were agreed on, to the second", () => {
    assert.equal(iso(wallAt(at("1840-06-01T12:00:00Z"), "Europe/London")), "1840-06-01T11:58:45.000Z");
    assert.equal(iso(wallAt(at("1880-06-01T12:00:00Z"), "Europe/Berlin")), "1880-06-01T12:53:28.000Z");
  });

  test("says of a time that comes twice that it does, and of no other", () => {
    const twice = (text: string, name: string) => isTwice(at(text), name);
    assert.deepEqual(
      [
        twice("2026-10-24T23:59:59Z", "Europe/Berlin"),
        twice("2026-10-25T00:00:00Z", "Europe/Berlin"),
        twice("2026-10-25T01:59:59.999Z", "Europe/Berlin"),
        twice("2026-10-25T02:00:00Z", "Europe/Berlin"),
        twice("2026-10-25T00:30:00Z", "UTC"),
        // Half an hour is put back at 02:00.
        twice("2026-04-04T14:29:59Z", "Australia/Lord_Howe"),
        twice("2026-04-04T14:30:00Z", "Australia/Lord_Howe"),
        twice("2026-04-04T15:29:59Z", "Australia/Lord_Howe"),
        twice("2026-04-04T15:30:00Z", "Australia/Lord_Howe"),
      ],
      [false, true, true, false, false, false, true, true, false],
    );
    assert.deepEqual(
      [offsetText(at("2026-10-25T00:30:00Z"), "Europe/Berlin"), offsetText(at("2026-10-25T01:30:00Z"), "Europe/Berlin")],
      ["+02:00", "+01:00"],
    );
    assert.deepEqual(
      [offsetText(at("2026-11-18T00:00:00Z"), "Asia/Kathmandu"), offsetText(at("2026-11-18T00:00:00Z"), "America/St_Johns")],
      ["+05:45", "-03:30"],
    );
  });

  test("tells every two instants apart, by the time or by the offset beside it", () =>
    fc.assert(
      fc.property(nearChange, fc.integer({ min: 1, max: 3 * hour }), zone, (ms, later, name) => {
        const told = (one: number) => `${iso(wallAt(one, name))} ${isTwice(one, name) ? offsetText(one, name) : ""}`;
        assert.notEqual(told(ms), told(ms + later));
      }),
      { numRuns: 2_000, seed: 7 },
    ));

  test("a day begins with the first moment that has its date, whatever the hour", () => {
    const begin = (date: string, name: string) => iso(firstAt(at(`${date}T00:00:00Z`), name));
    assert.deepEqual(
      [
        begin("2026-11-01", "Europe/Berlin"),
        // At midnight it is one o'clock.
        begin("2026-09-06", "America/Santiago"),
        begin("2026-04-24", "Africa/Cairo"),
        // At one o'clock it is midnight again.
        begin("2026-11-01", "America/Havana"),
        begin("2026-11-18", "Asia/Kathmandu"),
        begin("2011-12-30", "Pacific/Apia"),
        begin("2011-12-31", "Pacific/Apia"),
      ],
      [
        "2026-10-31T23:00:00.000Z",
        "2026-09-06T04:00:00.000Z",
        "2026-04-23T22:00:00.000Z",
        "2026-11-01T04:00:00.000Z",
        "2026-11-17T18:15:00.000Z",
        "2011-12-30T10:00:00.000Z",
        "2011-12-30T10:00:00.000Z",
      ],
    );
    fc.assert(
      fc.property(moment, zone, (ms, name) => {
        const date = Math.floor(shownByIntl(ms, name) / day);
        const first = firstAt(date * day, name);
        assert.equal(Math.floor(shownByIntl(first, name) / day), date);
        assert.ok(Math.floor(shownByIntl(first - 1, name) / day) < date, `${iso(first)} in ${name}`);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  test("finds an instant again by what it shows of it, the earlier of two", () =>
    fc.assert(
      fc.property(moment, zone, (ms, name) => {
        for (const find of [firstAt, beginningAt]) {
          const found = find(wallAt(ms, name), name);
          assert.equal(wallAt(found, name), wallAt(ms, name));
          assert.ok(found === ms || (found < ms && isTwice(ms, name)));
        }
      }),
      { numRuns: 2_000, seed: 7 },
    ));

  test("names are those that Intl knows, whatever their case", () =>
    assert.deepEqual(
      ["Europe/Berlin", "europe/berlin", "Asia/Kathmandu", "utc", "Etc/UTC", "Europe/Berln", "local", "", undefined, 7].map(knownZone),
      ["Europe/Berlin", "Europe/Berlin", "Asia/Kathmandu", "UTC", "UTC", undefined, undefined, undefined, undefined, undefined],
    ));

  test("a label is the place alone", () =>
    assert.deepEqual(["utc", "Europe/Berlin", "America/Argentina/Buenos_Aires", "+05:45"].map(zoneLabel), [
      "UTC",
      "Berlin",
      "Buenos Aires",
      "+05:45",
    ]));
});

suite("A time range in a named zone", () => {
  const resolved = (range: Range, now: number, name: string) => {
    const { from, to } = resolveRange(range, { now: new Date(now), zone: name });
    return { from: from.getTime(), to: to.getTime() };
  };
  const amount = fc.integer({ min: 1, max: 40 });

  test("some days ago it was the same time by the clock, unless the clock was put forward over it", () =>
    fc.assert(
      fc.property(moment, amount, zone, (now, days, name) => {
        const { from } = resolved({ kind: "last", amount: days, unit: "d" }, now, name);
        const wall = shownByIntl(now, name) - days * day;
        const skipped = wall - shownByIntl(from, name);
        if (skipped === 0) return;
        // What the clock showed then it shows at no instant: the range begins before the change, so that it loses nothing.
        assert.ok(skipped > 0 && skipped <= day, `${iso(from)} in ${name}`);
        for (let ms = from - day; ms < from + 2 * day; ms += 15 * minute)
          assert.notEqual(Math.floor(shownByIntl(ms, name) / minute / 15), Math.floor(wall / minute / 15));
      }),
      { numRuns: 600, seed: 7 },
    ));

  test("more days begin no later, and a day is never empty", () =>
    fc.assert(
      fc.property(moment, amount, zone, (now, days, name) => {
        const begin = (more: number) => resolved({ kind: "last", amount: days + more, unit: "d" }, now, name).from;
        assert.ok(begin(0) < now);
        assert.ok(begin(1) <= begin(0), `${iso(begin(1))} ${iso(begin(0))} in ${name}`);
      }),
      { numRuns: 2_000, seed: 7 },
    ));

  test("days written one after the other join without a gap or an overlap, and have the events of their date", () =>
    fc.assert(
      fc.property(moment, zone, (ms, name) => {
        const date = (number: number) => iso(number * day).slice(0, 10);
        const number = Math.floor(shownByIntl(ms, name) / day);
        const one = resolved({ kind: "between", from: date(number), to: date(number + 1) }, ms, name);
        const next = resolved({ kind: "between", from: date(number + 1), to: date(number + 2) }, ms, name);
        assert.equal(one.to, next.from);
        assert.ok(one.from <= ms && ms < one.to);
      }),
      { numRuns: 2_000, seed: 7 },
    ));

  test("a date that the zone left out is empty, and costs its neighbours nothing", () => {
    const days = ["2011-12-29", "2011-12-30", "2011-12-31", "2012-01-01"];
    const begins = days.map((from) => resolved({ kind: "between", from }, at("2012-01-02T00:00:00Z"), "Pacific/Apia").from);
    assert.deepEqual(begins.map(iso), [
      "2011-12-29T10:00:00.000Z",
      "2011-12-30T10:00:00.000Z",
      "2011-12-30T10:00:00.000Z",
      "2011-12-31T10:00:00.000Z",
    ]);
    assert.equal(
      iso(resolved({ kind: "last", amount: 1, unit: "d" }, at("2011-12-30T20:00:00Z"), "Pacific/Apia").from),
      "2011-12-29T20:00:00.000Z",
    );
  });

  test("a month ago is a date of the zone's calendar", () =>
    assert.deepEqual(
      [
        iso(resolved({ kind: "last", amount: 1, unit: "mo" }, at("2026-03-30T22:30:00Z"), "Europe/Berlin").from),
        iso(resolved({ kind: "last", amount: 1, unit: "mo" }, at("2026-03-31T02:00:00Z"), "America/New_York").from),
      ],
      // It is 31 March 00:30 in Berlin, and 30 March 22:00 in New York: February has 28 days.
      ["2026-02-27T23:30:00.000Z", "2026-03-01T03:00:00.000Z"],
    ));

  test("is the same whatever zone the process has", () => {
    const before = process.env["TZ"];
    try {
      const begins = ["UTC", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe"].map((own) => {
        process.env["TZ"] = own;
        return iso(resolved({ kind: "last", amount: 1, unit: "d" }, at("2026-03-30T00:00:00Z"), "Africa/Cairo").from);
      });
      assert.deepEqual(new Set(begins), new Set(["2026-03-29T00:00:00.000Z"]));
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
});
