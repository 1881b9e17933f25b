import assert from "node:assert/strict";
import {
  fileInstant,
  formatInstant,
  formatStretch,
  namedInstant,
  sortableInstant,
  toldInstant,
} from "../../../src/records/formatInstant.ts";

const now = new Date("2026-11-23T16:00:00Z");

suite("Instants", () => {
  test("an instant of this year has no year, another one has", () =>
    assert.deepEqual(
      ["2026-11-18T09:14:02Z", "2026-01-03T00:00:00.1234567Z", "2025-12-31T23:59:59Z", "0001-01-01T00:00:00Z"].map((text) =>
        formatInstant(text, "utc", now),
      ),
      ["18 Nov 09:14:02", "3 Jan 00:00:00", "31 Dec 2025 23:59:59", "1 Jan 0001 00:00:00"],
    ));

  test("what is no instant stays as it is", () =>
    assert.deepEqual(
      ["", "soon", "2026", "2026-13-45T99:99:99Z"].map((text) => formatInstant(text, "utc", now)),
      ["", "soon", "2026", "2026-13-45T99:99:99Z"],
    ));

  test("local time is that of the machine", () => {
    const at = new Date(2026, 5, 7, 8, 9, 10);
    assert.equal(formatInstant(at.toISOString(), "local", now), "7 Jun 08:09:10");
  });

  test("an hour that comes twice says which of the two it is", () => {
    const shown = (text: string) => formatInstant(text, "America/New_York", now);
    assert.deepEqual(["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-11-01T07:30:00Z"].map(shown), [
      "1 Nov 01:30:00 -04:00",
      "1 Nov 01:30:00 -05:00",
      "1 Nov 02:30:00",
    ]);
    assert.equal(
      formatStretch("2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "America/New_York", now),
      "1 Nov 01:30 -04:00 – 01:30 -05:00",
    );
  });

  test("the year left out is that of the zone's calendar", () => {
    const newYear = new Date("2026-12-31T23:30:00Z");
    assert.deepEqual(
      ["Europe/Berlin", "America/New_York"].map((zone) => formatInstant("2026-12-31T23:30:00Z", zone, newYear)),
      ["1 Jan 00:30:00", "31 Dec 18:30:00"],
    );
    assert.equal(formatInstant("2026-12-31T22:30:00Z", "Europe/Berlin", newYear), "31 Dec 2026 23:30:00");
  });

  test("a stretch within a day says the day once", () =>
    assert.deepEqual(
      [
        formatStretch("2026-11-17T09:14:00Z", "2026-11-24T10:00:00Z", "utc", now),
        formatStretch("2026-11-17T09:14:00Z", "2026-11-17T10:00:00Z", "utc", now),
      ],
      ["17 Nov 09:14 – 24 Nov 10:00", "17 Nov 09:14 – 10:00"],
    ));

  test("where nothing around it tells the zone, it stands behind an instant: UTC, or how far the clock is from it", () =>
    assert.deepEqual(
      [
        namedInstant("2026-11-18T09:14:02Z", "utc", now),
        namedInstant("2026-11-18T09:14:02Z", "Europe/Berlin", now),
        namedInstant("2026-07-18T09:14:02Z", "Europe/Berlin", now),
        namedInstant("2026-11-01T05:30:00Z", "America/New_York", now),
        namedInstant("soon", "utc", now),
        namedInstant("soon", "Europe/Berlin", now),
      ],
      ["18 Nov 09:14:02 UTC", "18 Nov 10:14:02 +01:00", "18 Jul 11:14:02 +02:00", "1 Nov 01:30:00 -04:00", "soon", "soon"],
    ));

  test("one that is told has seconds where a minute does not say all", () =>
    assert.deepEqual(
      ["2026-11-18T20:14:00Z", "2026-11-18T20:14:02.5Z", "2026-10-25T00:30:59Z", "soon"].map((text) => toldInstant(text, "Europe/Berlin")),
      ["2026-11-18 21:14", "2026-11-18 21:14:02", "2026-10-25 02:30:59 +02:00", "soon"],
    ));

  test("one that sorts as a text has all digits, and none of its colons in the name of a file", () =>
    assert.deepEqual(
      ["2026-11-18T20:14:02Z", "2026-10-25T00:30:00Z", "0099-01-02T03:04:05Z", "+275760-09-13T00:00:00Z", "18.11.2026"].map((text) => [
        sortableInstant(text, "Europe/Berlin"),
        fileInstant(text, "Europe/Berlin"),
      ]),
      [
        ["2026-11-18 21:14", "2026-11-18 21.14 +01.00"],
        ["2026-10-25 02:30 +02:00", "2026-10-25 02.30 +02.00"],
        ["0099-01-02 03:57", "0099-01-02 03.57 +00.53"],
        ["+275760-09-13T00:00:00Z", "+275760-09-13T00.00.00Z"],
        ["18.11.2026", "18.11.2026"],
      ],
    ));
});
