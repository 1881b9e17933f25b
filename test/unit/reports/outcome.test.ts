import assert from "node:assert/strict";
import { reportById, type ActivityRecord, type ReportId } from "../../../src/reports/index.ts";

const outcomes = (id: ReportId, values: readonly unknown[]) => values.map((value) => reportById(id).outcome(value));
const actor = (id: ReportId, record: ActivityRecord) => reportById(id).actor(record);

suite("The outcome", () => {
  test("of a sign-in follows its error code, as a number or as text; an unknown code is a failure", () =>
    assert.deepEqual(outcomes("signIns", [0, 50126, 50140, 123456789, null, undefined, "50126", "0", "x"]), [
      "success",
      "failure",
      "interrupt",
      "failure",
      "other",
      "other",
      "failure",
      "success",
      "other",
    ]));

  test("of an audit follows its result, in any case; a time-out is a failure", () =>
    assert.deepEqual(outcomes("directoryAudits", ["success", "Failure", "timeout", "unknownFutureValue", null]), [
      "success",
      "failure",
      "failure",
      "other",
      "other",
    ]));

  test("of provisioning follows its status, in any case", () =>
    assert.deepEqual(outcomes("provisioning", ["Success", "failure", "skipped", "warning", "constructor", 1]), [
      "success",
      "failure",
      "other",
      "other",
      "other",
      "other",
    ]));
});

suite("The actor", () => {
  test("of a sign-in is the user, else the service principal", () => {
    assert.equal(actor("signIns", { userPrincipalName: "alex@contoso.com", servicePrincipalName: "" }), "alex@contoso.com");
    assert.equal(
      actor("signIns", { userPrincipalName: "", userId: "00000000-0000-0000-0000-000000000000", servicePrincipalName: "Backup" }),
      "Backup",
    );
  });

  test("of an audit is the user or the application that started it", () => {
    assert.equal(
      actor("directoryAudits", { initiatedBy: { user: { userPrincipalName: "alex@contoso.com" }, app: null } }),
      "alex@contoso.com",
    );
    assert.equal(
      actor("directoryAudits", { initiatedBy: { user: null, app: { displayName: "Device Registration Service" } } }),
      "Device Registration Service",
    );
  });

  test("of provisioning is who set it off, else the application", () => {
    assert.equal(actor("provisioning", { initiatedBy: { displayName: "Azure AD Provisioning Service" } }), "Azure AD Provisioning Service");
    assert.equal(actor("provisioning", { initiatedBy: null, servicePrincipal: { displayName: "Workday" } }), "Workday");
  });

  test("is an empty text when the record does not say, or does not fit the schema", () => {
    for (const record of [{}, { initiatedBy: "somebody" }, { initiatedBy: { user: 7, displayName: ["x"] }, userPrincipalName: { a: 1 } }])
      assert.deepEqual([actor("signIns", record), actor("directoryAudits", record), actor("provisioning", record)], ["", "", ""]);
  });
});
