import assert from "node:assert/strict";
import { instantText } from "../../../src/records/instantText.ts";
import { recordTitle } from "../../../src/records/recordTitle.ts";
import { reportById } from "../../../src/reports/index.ts";

const signIn = (createdDateTime: string) => ({ createdDateTime, userPrincipalName: "alex@contoso.com", status: { errorCode: 50126 } });
const title = (createdDateTime: string, zone: string) => recordTitle(signIn(createdDateTime), reportById("signIns"), zone);

suite("The title of a record's document", () => {
  test("has the time that the zone's clock shows", () =>
    assert.deepEqual(
      ["utc", "Europe/Berlin", "Asia/Kathmandu"].map((zone) => title("2026-11-18T20:14:02Z", zone)),
      ["sign-in 2026-11-18 20.14 alex 50126", "sign-in 2026-11-18 21.14 alex 50126", "sign-in 2026-11-19 01.59 alex 50126"],
    ));

  test("says which of two it is in an hour that comes twice", () =>
    assert.deepEqual(
      ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((time) => title(time, "Europe/Berlin")),
      ["sign-in 2026-10-25 02.30 +02.00 alex 50126", "sign-in 2026-10-25 02.30 +01.00 alex 50126"],
    ));

  test("keeps a text that is no time", () => assert.equal(instantText("soon", "Europe/Berlin"), "soon"));
});
