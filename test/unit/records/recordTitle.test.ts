import assert from "node:assert/strict";
import { fileInstant } from "../../../src/records/formatInstant.ts";
import { idTitle, recordTitle, rowTitle } from "../../../src/records/recordTitle.ts";
import { reportById, type Outcome } from "../../../src/reports/index.ts";

const signIn = (createdDateTime: string) => ({ createdDateTime, userPrincipalName: "alex@contoso.com", status: { errorCode: 50126 } });
const title = (createdDateTime: string, zone: string) => recordTitle(signIn(createdDateTime), reportById("signIns"), zone);

suite("The title of a record's document", () => {
  test("has the time that the zone's clock shows", () =>
    assert.deepEqual(
      ["utc", "Europe/Berlin", "Asia/Kathmandu"].map((zone) => title("2026-11-18T20:14:02Z", zone)),
      ["sign-in 2026-11-18 20.14 alex 50126", "sign-in 2026-11-18 21.14 +01.00 alex 50126", "sign-in 2026-11-19 01.59 +05.45 alex 50126"],
    ));

  test("has the code of what failed, and none of what worked", () =>
    assert.deepEqual(
      [0, "0", 50126, "50126", null].map((errorCode) =>
        recordTitle({ ...signIn("2026-11-18T20:14:02Z"), status: { errorCode } }, reportById("signIns"), "utc"),
      ),
      ["", "", " 50126", " 50126", ""].map((end) => `sign-in 2026-11-18 20.14 alex${end}`),
    ));

  test("says which of two it is in an hour that comes twice", () =>
    assert.deepEqual(
      ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((time) => title(time, "Europe/Berlin")),
      ["sign-in 2026-10-25 02.30 +02.00 alex 50126", "sign-in 2026-10-25 02.30 +01.00 alex 50126"],
    ));

  test("keeps a text that is no time", () => assert.equal(fileInstant("soon", "Europe/Berlin"), "soon"));

  test("has the id when the record has yet to be asked for, whatever its characters", () =>
    assert.equal(idTitle("Directory_1/2\\3", reportById("directoryAudits")), "directory audit Directory_1 2 3"));
});

suite("The title of a row", () => {
  const report = reportById("signIns");
  const fields = new Map(report.fields.map((field) => [field.path, field]));
  const titled = (paths: readonly string[], cells: readonly (string | number | null)[], outcome: Outcome) =>
    rowTitle(
      { outcome, cells },
      { report, columns: paths.map((path) => ({ path })), fields, zone: "utc" },
      new Date("2026-11-23T16:00:00Z"),
    );

  test("says how it ended, with which code, whose it is and when, as far as the columns tell", () =>
    assert.deepEqual(
      [
        titled(
          ["createdDateTime", "status/errorCode", "userPrincipalName"],
          ["2026-11-18T09:14:02Z", 50126, "alex@contoso.com"],
          "failure",
        ),
        titled(["userPrincipalName", "appDisplayName", "status/errorCode"], [null, "Portal\u202e", 0], "success"),
        titled([], [], "other"),
      ],
      [["Failure", "50126", "alex@contoso.com", "18 Nov 09:14:02 UTC"], ["Success", "Portal\\u202e"], ["Other"]],
    ));
});
