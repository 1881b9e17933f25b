import assert from "node:assert/strict";
import {
  cellText,
  counted,
  cut,
  cutMiddle,
  formatElapsed,
  formatInstant,
  formatSpan,
  formatStretch,
  relativeTime,
  visible,
} from "../../../src/webview/format.ts";

const now = new Date("2026-11-23T16:00:00Z");

suite("Text in the grid", () => {
  test("an instant of this year has no year, another one has", () =>
    assert.deepEqual(
      ["2026-11-18T09:14:02Z", "2026-01-03T00:00:00.1234567Z", "2025-12-31T23:59:59Z", "0001-01-01T00:00:00Z"].map((text) =>
        formatInstant(text, "utc", now),
      ),
      ["18 Nov 09:14:02", "3 Jan 00:00:00", "31 Dec 2025 23:59:59", "1 Jan 0001 00:00:00"],
    ));

  test("how far an instant is from now is told in one unit, before and after it", () =>
    assert.deepEqual(
      [
        "2026-11-23T15:59:59.5Z",
        "2026-11-23T15:59:20Z",
        "2026-11-23T13:00:00Z",
        "2025-11-23T16:00:00Z",
        "2026-11-23T16:05:00Z",
        "soon",
        "2026-99-99T00:00",
      ].map((text) => relativeTime(text, now)),
      ["now", "40 s ago", "3 h ago", "365 days ago", "in 5 min", undefined, undefined],
    ));

  test("a long text loses its middle, never half a character", () =>
    assert.deepEqual(
      ["short", "status/errorCode ne 50126", "aaaaa😀bbbbb", "aaaa😀bbbb😀bbb"].map((text) => cutMiddle(text, 10)),
      ["short", "statu…50126", "aaaaa…bbbbb", "aaaa…😀bbb"],
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

  test("one row, many rows", () =>
    assert.deepEqual(
      [counted(0, "row"), counted(1, "row"), counted(58300, "row")],
      ["0 rows", "1 row", `${(58300).toLocaleString()} rows`],
    ));

  test("elapsed time gets coarser as it grows", () =>
    assert.deepEqual([0, 840, 9949, 9950, 24_000, 59_600, 185_000].map(formatElapsed), [
      "0.0 s",
      "0.8 s",
      "9.9 s",
      "10 s",
      "24 s",
      "1 min 0 s",
      "3 min 5 s",
    ]));

  test("a length of time is in one unit, in which it is at least two", () =>
    assert.deepEqual([0, 20_000, 119_000, 120_000, 900_000, 5_400_000, 7_200_000, 172_800_000].map(formatSpan), [
      "1 s",
      "20 s",
      "119 s",
      "2 min",
      "15 min",
      "90 min",
      "2 h",
      "2 days",
    ]));

  test("a cut leaves no half character", () =>
    assert.deepEqual([cut("abc", 3), cut("abcd", 3), cut("ab😀", 3), cut("x".repeat(1_000_000), 5)], ["abc", "abc…", "ab…", "xxxxx…"]));

  test("characters that hide or turn text are written out", () =>
    assert.equal(visible("invoice\u202Efdp.exe\u0000\u200b <b> \ud800 😀"), "invoice\\u202efdp.exe\\u0000\\u200b <b> \\ud800 😀"));

  test("joiners are letters where a script or an emoji joins, and escapes where they only hide", () => {
    const letters = [
      "می‌خواهم",
      "क्‍ष क्‌ष",
      "👩‍💻 👩🏽‍🚀 ❤️‍🔥",
      "ශ්‍රී",
      "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
      "naïve Ünal 안녕 שלום",
    ];
    assert.deepEqual(letters.map(visible), letters);
    assert.deepEqual(
      [
        "pay\u200dpal",
        "pay\u200cpal",
        "\u200d",
        "a\u{e0041}b",
        "a\u061cb",
        "soft\u00adhyphen",
        "\ufeffa",
        "\u3164",
        "\u2066a\u2069",
        "x\u0085\u2060",
      ].map(visible),
      [
        "pay\\u200dpal",
        "pay\\u200cpal",
        "\\u200d",
        "a\\u{e0041}b",
        "a\\u061cb",
        "soft\\u00adhyphen",
        "\\ufeffa",
        "\\u3164",
        "\\u2066a\\u2069",
        "x\\u0085\\u2060",
      ],
    );
  });

  test("a text where an instant is due is as harmless as any other, and numbers of a list keep their digits", () =>
    assert.deepEqual(
      [
        cellText("\u202e2026\n", { kind: "instant", path: "createdDateTime" }, "utc", now),
        cellText("x".repeat(1_000_000), { kind: "instant", path: "createdDateTime" }, "utc", now).length,
        cellText('[1.10,9223372036854775807,null,"a"]', { kind: "text", path: "names", list: true }, "utc", now),
      ],
      ["\\u202e2026⏎", 301, "1.10, 9223372036854775807, a"],
    ));

  test("a cell is one line of text, whatever it holds", () =>
    assert.deepEqual(
      [
        cellText(null, undefined, "utc", now),
        cellText(50126, { kind: "integer", path: "status/errorCode" }, "utc", now),
        cellText(false, { kind: "boolean", path: "isInteractive" }, "utc", now),
        cellText("a\r\nb\nc", { kind: "text", path: "note" }, "utc", now),
        cellText('["a",null,"b"]', { kind: "text", path: "targetResources/[]/displayName" }, "utc", now),
        cellText('[{"a":1}]', { kind: "object", path: "policies", list: true }, "utc", now),
        cellText('["broken', { kind: "text", path: "names", list: true }, "utc", now),
        cellText("[a title]", { kind: "text", path: "note" }, "utc", now),
        cellText("2026-11-18T09:14:02Z", { kind: "instant", path: "createdDateTime" }, "utc", now),
      ],
      ["", "50126", "false", "a⏎b⏎c", "a, b", '[{"a":1}]', '["broken', "[a title]", "18 Nov 09:14:02"],
    ));
});
