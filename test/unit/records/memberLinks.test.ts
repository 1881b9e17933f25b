import assert from "node:assert/strict";
import { clouds } from "../../../src/auth/clouds.ts";
import { jsonMembers } from "../../../src/records/jsonMembers.ts";
import { memberLinks } from "../../../src/records/memberLinks.ts";
import type { Portals } from "../../../src/records/portalLinks.ts";
import { reportById, type ReportId } from "../../../src/reports/index.ts";

const guid = (digit: string): string => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;
const tenant = guid("a");
const global: Portals = { adminCenter: clouds.global.adminCenter, hasExplorer: true, tenant };

const links = (report: ReportId, record: object, portals = global): string[] =>
  memberLinks(jsonMembers(JSON.stringify(record)), reportById(report), record, portals).map(
    ({ member, link }) => `${member.path}: ${link.label.replace(" (may change)", "")}`,
  );

suite("Values of a record that lead to a portal", () => {
  test("are the ids by which its pages are opened, the record itself, its error and its resource, and no names", () =>
    assert.deepEqual(
      links("signIns", {
        id: guid("1"),
        userId: guid("2"),
        userPrincipalName: "alex@contoso.com",
        appId: guid("3"),
        appOwnerTenantId: tenant,
        appliedConditionalAccessPolicies: [{ id: guid("6") }, { id: guid("7") }],
        status: { errorCode: 50126 },
        managedServiceIdentity: { associatedResourceId: `/subscriptions/${guid("7")}/resourceGroups/rg-1` },
      }),
      [
        "id: Open in Graph Explorer",
        "userId: Open user in the admin center",
        "appId: Open app registration in the admin center",
        "appliedConditionalAccessPolicies/[]/id: Open policy in the admin center",
        "appliedConditionalAccessPolicies/[]/id: Open policy in the admin center",
        "status/errorCode: Open the error's page",
        "managedServiceIdentity/associatedResourceId: Open the Azure resource",
      ],
    ));

  test("are none where no portal is known, for what has no form that is known, and for ids that are none", () =>
    assert.deepEqual(
      [
        links("signIns", { userId: guid("2") }, { tenant }),
        links("signIns", { userId: "../x", status: { errorCode: "50126" }, correlationId: guid("4"), ipAddress: "10.0.0.1" }),
        links("directoryAudits", { targetResources: [{ type: "Role", id: guid("8") }] }),
      ],
      [[], [], []],
    ));
});
