import assert from "node:assert/strict";
import { reportById } from "../../../src/reports/index.ts";
import { conditionTerms, rowsOf } from "../../../src/summary/conditions.ts";

suite("Rows that a summary leads to", () => {
  test("are of one value that one can go on from, or not", () => {
    const goesOn = (condition: string): boolean => {
      const rows = rowsOf(reportById("signIns"), conditionTerms(condition));
      return rows?.kind === "condition" && rows.goesOn === true;
    };
    assert.deepEqual(
      [
        "status/errorCode eq 50126",
        "status/errorCode ne 0 and userPrincipalName eq 'o''neil@contoso.com'",
        "status/errorCode ne 0",
        "appId in ('a', 'b')",
        "appId eq null",
        "appId eq ''",
        "tolower(clientAppUsed) eq 'imap4'",
        "createdDateTime ge 2026-11-18T12:00:00Z",
        "appliedConditionalAccessPolicies/any(x: x/id eq 'a' and x/result eq 'failure')",
      ].map(goesOn),
      [true, true, false, false, false, false, false, false, false],
    );
  });
});
