import assert from "node:assert/strict";
import { groupName, outcomeShares, peopleText, timesText } from "../../../../src/webview/table/groupHead.ts";
import { repeatsText } from "../../../../src/webview/table/repeatsMark.ts";
import { rowKey } from "../../../../src/webview/table/gridRow.ts";

const now = new Date("2026-11-24T10:00:00Z");
const [first, last] = [Date.parse("2026-11-17T09:12:30Z"), Date.parse("2026-11-23T18:01:00Z")];
const answers = (success: number, failure: number, people: readonly number[] = []) => ({
  outcomes: { success, failure, interrupt: 0, other: 0 },
  people,
  first,
  last,
});
const people = [
  { one: "person", many: "people" },
  { one: "service principal", many: "service principals" },
];

suite("Head of a group", () => {
  test("never says 100 % of what is not all, nor 0 % of what is some", () =>
    assert.deepEqual(
      [answers(999_999, 1), answers(3, 1), answers(0, 2)].map((one) =>
        outcomeShares({ answers: one, records: one.outcomes.success + one.outcomes.failure }),
      ),
      [`${(999_999).toLocaleString()} success (>99 %), 1 failure (<1 %)`, "3 success (75 %), 1 failure (25 %)", "2 failure (100 %)"],
    ));

  test("counts people and service principals apart, and nobody not at all", () =>
    assert.deepEqual(
      [
        [12, 0],
        [1, 3],
        [0, 1],
        [0, 0],
      ].map((counts) => peopleText({ answers: answers(1, 0, counts) }, { people })),
      ["12 people", "1 person, 3 service principals", "1 service principal", ""],
    ));

  test("says the first and the last time in the zone of the grid, and none where there is none", () =>
    assert.deepEqual(
      [
        timesText({ answers: answers(1, 0) }, { zone: "utc", now }),
        timesText({ answers: { outcomes: answers(1, 0).outcomes, people: [] } }, { zone: "utc", now }),
      ],
      ["17 Nov 09:12 – 23 Nov 18:01", ""],
    ));

  test("is named by its own field, inside another group by that of its level", () => {
    const fields = ["outer", "inner"].map((label) => ({ label, text: (cell: unknown) => `${label} ${String(cell)}` }));
    assert.deepEqual(
      [{ value: 5 }, { value: 5, within: { group: 0, value: 1 } }, { value: null }, { value: "" }].map((row) => groupName(row, { fields })),
      ["outer 5", "inner 5", "(none)", "(empty)"],
    );
  });

  test("is found again by its value and the value of the group that it is in; a line of repeats by its latest", () => {
    const head = { group: 3, value: "Portal", records: 2, open: false, at: 1, of: 1, answers: answers(1, 1) };
    const keys = [
      head,
      { ...head, group: 9 },
      { ...head, within: { group: 0, value: "alex" } },
      { ...head, within: { group: 1, value: "sam" } },
      { ...head, latest: { record: 7, outcome: "failure" as const, cells: [] } },
    ].map(rowKey);
    assert.deepEqual([keys[0] === keys[1], new Set(keys).size], [true, 4]);
  });

  test("of repeats says how many they are, from when to when, and which is shown", () =>
    assert.equal(
      repeatsText({ records: 34, answers: answers(0, 34) }, now),
      "34 rows that repeat each other, from 17 Nov 09:12:30 UTC to 23 Nov 18:01:00 UTC: this is the latest",
    ));
});
