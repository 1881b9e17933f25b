import assert from "node:assert/strict";
import { cloudOfGraph, clouds } from "../../../src/auth/clouds.ts";
import { explorerLink, recordLinks, subjectLinks, type Portals } from "../../../src/records/portalLinks.ts";
import { subjects } from "../../../src/records/subjects.ts";
import { readAddress } from "../../../src/address.ts";
import { reportById, type ReportId } from "../../../src/reports/index.ts";

const guid = (digit: string): string => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;
const tenant = guid("a");
const global: Portals = { adminCenter: clouds.global.adminCenter, hasExplorer: true, tenant };

const links = (report: ReportId, record: unknown, portals = global): string[] =>
  [
    ...subjects(reportById(report), record).flatMap((subject) => subjectLinks(subject, record, reportById(report), portals)),
    ...recordLinks(record, reportById(report), portals),
  ].map(({ address }) => address);

const signIn = {
  id: guid("1"),
  userId: guid("2"),
  appId: guid("3"),
  appOwnerTenantId: tenant,
  servicePrincipalId: guid("4"),
  deviceDetail: { deviceId: guid("5") },
  appliedConditionalAccessPolicies: [{ id: guid("6") }, { id: "SecurityDefaults" }],
  status: { errorCode: 50126 },
  managedServiceIdentity: {
    associatedResourceId: `/subscriptions/${guid("7")}/resourceGroups/rg-1/providers/Microsoft.Web/sites/site.one`,
  },
};
const audit = {
  id: `Directory_${guid("1")}_ABCDE_123456789`,
  targetResources: [
    { type: "User", id: guid("2") },
    { type: "Group", id: guid("3") },
    { type: "Device", id: guid("4") },
    { type: "Policy", id: guid("5") },
    { type: "ServicePrincipal", id: guid("6") },
    { type: "Application", id: guid("7") },
    { type: "Role", id: guid("8") },
  ],
};
const base = `https://entra.microsoft.com/${tenant}/#view`;

suite("Links to portals", () => {
  test("a sign-in has those of its user, own app, service principal and policy, its list, its request, resource and error", () =>
    assert.deepEqual(links("signIns", signIn), [
      `${base}/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${guid("2")}`,
      `${base}/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/${guid("4")}`,
      `${base}/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${guid("3")}`,
      `${base}/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${guid("6")}`,
      `${base}/Microsoft_AAD_IAM/SignInLogsList.ReactView/timeRangeType/last24hours/showApplicationSignIns~/true`,
      `https://developer.microsoft.com/en-us/graph/graph-explorer?request=auditLogs%2FsignIns%2F${guid("1")}&method=GET&version=beta&GraphUrl=https://graph.microsoft.com`,
      `https://portal.azure.com/#@${tenant}/resource/subscriptions/${guid("7")}/resourceGroups/rg-1/providers/Microsoft.Web/sites/site.one`,
      "https://login.microsoftonline.com/error?code=50126",
    ]));

  test("an audit has those of its targets, but for roles and for applications, which are known by another id there", () =>
    assert.deepEqual(links("directoryAudits", audit), [
      `${base}/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${guid("2")}`,
      `${base}/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/${guid("3")}`,
      `${base}/Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId/${guid("4")}`,
      `${base}/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${guid("5")}`,
      `${base}/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/${guid("6")}`,
      `${base}/Microsoft_AAD_IAM/AuditLogList.ReactView`,
      `https://developer.microsoft.com/en-us/graph/graph-explorer?request=auditLogs%2FdirectoryAudits%2FDirectory_${guid("1")}_ABCDE_123456789&method=GET&version=beta&GraphUrl=https://graph.microsoft.com`,
    ]));

  test("a record opens in Graph Explorer where its report is asked, and in the version in which it is asked", () => {
    const signIns = reportById("signIns");
    const graph = { ...signIns.graph, endpoint: "identityProtection/riskDetections", version: "v1.0" } as const;
    assert.equal(
      explorerLink({ id: guid("1") }, { ...signIns, graph }, global)?.address,
      `https://developer.microsoft.com/en-us/graph/graph-explorer?request=identityProtection%2FriskDetections%2F${guid("1")}&method=GET&version=v1.0&GraphUrl=https://graph.microsoft.com`,
    );
  });

  test("an id that is no GUID stands in no address, whatever it has", () => {
    const lists = (report: ReportId) => links(report, {});
    for (const end of ["'", "/", "#", "%", " ", "..", "%2e%2e", "?x", "\\", "\n", "​"]) {
      for (const id of [`${guid("2").slice(0, -end.length)}${end}`, `${guid("2")}${end}`, `${end}${guid("2")}`, end]) {
        const hostile = {
          id,
          userId: id,
          appId: id,
          appOwnerTenantId: tenant,
          servicePrincipalId: id,
          appliedConditionalAccessPolicies: [{ id }],
        };
        const resource = { managedServiceIdentity: { associatedResourceId: `/subscriptions/${id}/x${end}` } };
        assert.deepEqual(links("signIns", { ...hostile, ...resource, status: { errorCode: id } }), lists("signIns"), id);
        assert.deepEqual(
          links("directoryAudits", { id: `Directory_${id}`, targetResources: audit.targetResources.map(({ type }) => ({ type, id })) }),
          lists("directoryAudits"),
          id,
        );
        assert.deepEqual(links("signIns", signIn, { ...global, tenant: id }), []);
      }
    }
  });

  test("who is at home elsewhere, and an app of another tenant, have no page here", () => {
    const guest = links("signIns", { userId: guid("2"), homeTenantId: guid("b"), appId: guid("3"), appOwnerTenantId: guid("b") });
    assert.deepEqual(guest, links("signIns", {}));
  });

  test("each cloud has its own host; a custom one has no links", () => {
    const first = Object.values(clouds).map(({ graph }) => {
      const { adminCenter } = cloudOfGraph(graph) ?? {};
      return links("directoryAudits", audit, { tenant, ...(adminCenter !== undefined && { adminCenter }) })[0];
    });
    const page = `Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${guid("2")}`;
    assert.deepEqual(first, [
      `https://entra.microsoft.com/${tenant}/#view/${page}`,
      `https://entra.microsoft.us/${tenant}/#view/${page}`,
      `https://entra.microsoft.us/${tenant}/#view/${page}`,
      `https://portal.azure.cn/#@${tenant}/view/${page}`,
    ]);
    assert.deepEqual([cloudOfGraph("https://graph.example.com"), links("signIns", signIn, { tenant })], [undefined, []]);
  });

  test("each is an address that may be opened, as it stands", () => {
    for (const address of [...links("signIns", signIn), ...links("directoryAudits", audit)]) {
      assert.equal(readAddress(address)?.href, address);
    }
  });
});
