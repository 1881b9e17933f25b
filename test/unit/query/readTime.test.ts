import assert from "node:assert/strict";
import { readTime, writtenTime } from "../../../src/query/readTime.ts";

const near = new Date("2026-11-18T23:30:00Z");
const read = (...texts: string[]) => texts.map((text) => readTime(text, near, "Europe/Berlin"));

suite("A time that a person types", () => {
  test("is on the clock and in the calendar of the zone, unless it says otherwise", () =>
    assert.deepEqual(
      read(
        "2026-11-18 09:14",
        "2026-11-18T09:14:02",
        "2026-07-18",
        "2026-11-18T09:14:02Z",
        "2026-11-18 09:14+05:45",
        " 2026-11-18T09:14:02.5Z ",
      ),
      [
        "2026-11-18T08:14:00.000Z",
        "2026-11-18T08:14:02.000Z",
        "2026-07-17T22:00:00.000Z",
        "2026-11-18T09:14:02.000Z",
        "2026-11-18T03:29:00.000Z",
        "2026-11-18T09:14:02.500Z",
      ],
    ));

  test("without a date it is on the day that one looks at", () =>
    assert.deepEqual(read("09:14", "9:14:30"), ["2026-11-19T08:14:00.000Z", "2026-11-19T08:14:30.000Z"]));

  test("is as fine as it is written: what the service sends finds the record again", () =>
    assert.deepEqual(
      read(
        "2026-11-18T09:14:02.1234567Z",
        "2026-11-18 09:14:02.9999999",
        "2026-11-18T09:14:02.5000000Z",
        "1960-11-18 09:14:02.1234567+05:45",
      ),
      ["2026-11-18T09:14:02.1234567Z", "2026-11-18T08:14:02.9999999Z", "2026-11-18T09:14:02.500Z", "1960-11-18T03:29:02.1234567Z"],
    ));

  test("is the first moment of a date alone, whatever the clock does at midnight", () =>
    assert.deepEqual(
      [writtenTime("2026-09-06", near, "America/Santiago"), writtenTime("2026-11-01", near, "America/Havana")],
      [
        { instant: "2026-09-06T04:00:00.000Z", date: "2026-09-06", isSkipped: false, isTwice: false },
        { instant: "2026-11-01T04:00:00.000Z", date: "2026-11-01", isSkipped: false, isTwice: false },
      ],
    ));

  test("is nothing when it is none", () =>
    assert.deepEqual(
      new Set(
        read(
          "2026-11-18 09:14+99:99",
          "9999-12-31T23:59:59-14:00",
          "0000-01-01T00:00:00+14:00",
          "2016-12-31T23:59:60Z",
          "24:00",
          "",
          " ",
          "yesterday",
          "25:99",
          "2026-13-01",
          "2026-11-31",
          "2026-11-18 where",
          "18 Nov",
          "T09:14",
          "Z",
          "2026-11-1809:14",
        ),
      ),
      new Set([undefined]),
    ));
});
