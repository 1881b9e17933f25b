import assert from "node:assert/strict";
import { typedValue } from "../../../src/query/index.ts";
import { fieldOf, reportById, type Field } from "../../../src/reports/index.ts";

const now = new Date("2026-11-23T16:00:00Z");
const typed = (path: string, ...texts: string[]) =>
  texts.map((text) => {
    const field = fieldOf(reportById("signIns"), path) ?? fieldOf(reportById("directoryAudits"), path);
    const read = typedValue(field as Field, text, { now, zone: "Europe/Berlin" });
    return "value" in read ? read.value : read.problem;
  });

suite("A value that is typed for a field", () => {
  test("of numbers is a number, and nothing near to one", () =>
    assert.deepEqual(typed("status/errorCode", " 50126 ", "-0", "5e4", "0x10", "12abc", "", "1.5", "99999999999999999999"), [
      50_126,
      0,
      ...Array<string>(4).fill("Error code is a number: write one such as 50126."),
      ...Array<string>(2).fill("Error code is a whole number of at most 15 digits."),
    ]));

  test("of times is read on the clock of the zone, and one that the clock never showed is refused", () =>
    assert.deepEqual(
      typed("createdDateTime", "2026-11-18 09:14", "2026-11-18", "09:14", "2026-11-18T09:14:02Z", "2026-11-18 09", "2026-03-29 02:30"),
      [
        "2026-11-18T08:14:00Z",
        "2026-11-17T23:00:00Z",
        "2026-11-23T08:14:00Z",
        "2026-11-18T09:14:02Z",
        "Write a time such as 2026-11-18 09:14, 2026-11-18 or 09:14.",
        "The clock of Berlin was put forward over this time. It went on at 03:00: write that or a later one.",
      ],
    ));

  test("of members is one of them, in whatever case", () =>
    assert.deepEqual(typed("result", "Failure", "failur"), ["failure", "Result has no value “failur”. Did you mean “failure”?"]));

  test("of truths and texts is what it says, blanks of a text included", () => {
    assert.deepEqual(typed("isInteractive", "Yes", "false", "perhaps"), [true, false, "Interactive is true or false."]);
    assert.deepEqual(typed("appDisplayName", " Portal "), [" Portal "]);
  });
});
