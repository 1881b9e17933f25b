import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, resolveRange } from "../../../src/query/index.ts";
import { reportById } from "../../../src/reports/index.ts";
import { pickedRange, pickRange } from "../../../src/sessions/pickedRange.ts";

const now = new Date("2026-11-23T16:00:00Z");
const report = reportById("signIns");
const picked = (from: string, to: string, zone = "UTC") => pickedRange({ from, to }, report, { now, zone });

suite("A range that a person writes", () => {
  test("is shown as the query says it, and in words", () =>
    assert.deepEqual(picked("2026-11-18 09:14", "2026-11-20"), {
      clause: "from 2026-11-18T09:14:00Z to 2026-11-20",
      range: { from: "2026-11-18T09:14:00Z", until: "2026-11-20" },
      stretch: "From 18 Nov 09:14:00 UTC until 20 Nov 00:00:00 UTC",
      problems: {},
      notes: [],
    }));

  test("ends now without an end, and has the zone's offset", () => {
    const { clause, stretch } = picked("10:00", "", "Europe/Berlin");
    assert.deepEqual([clause, stretch], ["from 2026-11-23T10:00:00+01:00", "From 23 Nov 10:00:00 +01:00 until now"]);
  });

  for (const [what, from, to, problems] of [
    ["nothing written", "", "", { from: "Write when it begins." }],
    [
      "half-typed times",
      "2026-11-1",
      "9:",
      {
        from: "Write a time such as 2026-11-18 09:14, 2026-11-18 or 09:14.",
        to: "Write a time such as 2026-11-18 09:14, 2026-11-18 or 09:14.",
      },
    ],
    ["an end before the beginning", "2026-11-20", "2026-11-18", { to: "The end has to be later than the beginning, 20 Nov 00:00:00 UTC." }],
    ["an end at the beginning", "2026-11-20", "2026-11-20", { to: "The end has to be later than the beginning, 20 Nov 00:00:00 UTC." }],
    ["a beginning to come, without an end", "2026-11-24", "", { from: "This is still to come: it is 23 Nov 16:00:00 UTC." }],
    ["a day that the calendar has not", "2026-11-31", "", { from: "Write a time such as 2026-11-18 09:14, 2026-11-18 or 09:14." }],
  ] as const)
    test(`is refused for ${what}`, () => assert.deepEqual(picked(from, to), { problems, notes: [] }));

  test("tells of clocks that are changed: no time that is skipped, and which of two is meant", () => {
    assert.deepEqual(picked("2026-03-29 02:30", "", "Europe/Berlin").problems, {
      from: "The clock of Berlin was put forward over this time. It went on at 03:00: write that or a later one.",
    });
    const { clause, notes } = picked("2026-10-25 02:30", "2026-10-25 02:30 +01:00", "Europe/Berlin");
    assert.equal(clause, undefined);
    assert.deepEqual(notes, []);
    const second = picked("2026-10-25 02:30", "2026-10-25 02:30+01:00", "Europe/Berlin");
    assert.equal(second.clause, "from 2026-10-25T02:30:00+02:00 to 2026-10-25T02:30:00+01:00");
    assert.equal(
      second.notes[0],
      "The clock of Berlin showed the time of the beginning twice: the first one is meant, at +02:00. Write the other offset behind it for the second.",
    );
  });

  test("takes a date that begins with another hour than midnight, as a query does, and digits beyond milliseconds", () => {
    const { clause, stretch, problems } = picked("2026-09-06", "2026-11-18T23:59:59.9999999Z", "America/Santiago");
    assert.deepEqual(
      { clause, stretch, problems },
      {
        clause: "from 2026-09-06 to 2026-11-18T23:59:59.9999999Z",
        stretch: "From 6 Sep 01:00:00 -03:00 until 18 Nov 20:59:59 -03:00",
        problems: {},
      },
    );
  });

  test("tells what the service no longer keeps, and what is still to come", () => {
    assert.deepEqual(picked("2026-09-01", "2026-09-02").notes, [
      "The service keeps sign-ins for 30 days: all of this is older, so nothing may be found.",
    ]);
    assert.deepEqual(picked("2026-10-01", "2026-11-30").notes, [
      "The service keeps sign-ins for 30 days: nothing before 24 Oct 16:00:00 UTC may be found.",
      "The end is still to come: what has happened is asked for.",
    ]);
  });

  test("around a record holds the record", async () => {
    const record = (time: unknown) => ({
      report,
      clock: { now, zone: "Europe/Berlin" },
      record: () => Promise.resolve(JSON.stringify({ createdDateTime: time })),
    });
    const asked = { from: "", to: "", around: { record: 3, ms: 300_000 } };
    const { clause, filled } = await pickRange(asked, record("2026-11-20T09:00:00.5Z"));
    assert.equal(clause, "from 2026-11-20T09:55:00+01:00 to 2026-11-20T10:05:01+01:00");
    assert.deepEqual(filled, { from: "2026-11-20T09:55:00+01:00", to: "2026-11-20T10:05:01+01:00" });
    assert.deepEqual((await pickRange(asked, record(null))).problems, { from: "The record does not say when it was." });
  });

  test("whatever is written, its clause is a range that means the times written, or a sentence says why not", () => {
    const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"));
    const day = fc.tuple(fc.constantFrom("2025", "2026", "9999", "0001"), two(13), two(32)).map((parts) => parts.join("-"));
    const time = fc.tuple(two(25), two(61)).map((parts) => parts.join(":"));
    const written = fc.oneof(
      day,
      time,
      fc.tuple(day, time, fc.constantFrom("", "Z", "+01:00", "+99:99", ":07", ":07.5")).map(([d, t, rest]) => `${d} ${t}${rest}`),
      fc.string({ maxLength: 12 }),
      fc.constantFrom("", "2026-11-01 where true", "now", "2026-11-01 to 2026-11-02"),
    );
    fc.assert(
      fc.property(written, written, zones, (from, to, zone) => {
        const { clause, range, problems } = picked(from, to, zone);
        if (clause === undefined) {
          assert.ok(Object.values(problems).some((problem) => problem.endsWith(".")));
          return;
        }
        assert.deepEqual(problems, {});
        const { query, errors } = parseQuery(`signIns ${clause}`);
        assert.ok(query, `${clause}: ${errors[0]?.message ?? ""}`);
        assert.deepEqual(query.range, { kind: "between", from: range?.from, ...(range?.until !== undefined && { to: range.until }) });
        const stretch = resolveRange(query.range, { now, zone });
        assert.ok(stretch.from < stretch.to, clause);
      }),
    );
  });
});
