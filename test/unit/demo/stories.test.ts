import assert from "node:assert/strict";
import { valueAt } from "../../../src/reports/valueAt.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { all, tenantAt } from "./tenant.ts";

const tenant = tenantAt();
const week = "2026-11-11T00:00:00Z";
const read = async (report: string, time: string, filter: string): Promise<ActivityRecord[]> =>
  (
    await all(
      tenant,
      `/beta/auditLogs/${report}?$filter=${time} ${report === "provisioning" ? "gt" : "ge"} ${week} and ${filter}&$orderby=${time}`,
    )
  ).records;
const signIns = (filter: string): Promise<ActivityRecord[]> => read("signIns", "createdDateTime", filter);
const audits = (filter: string): Promise<ActivityRecord[]> => read("directoryAudits", "activityDateTime", filter);
const provisioning = (filter: string): Promise<ActivityRecord[]> => read("provisioning", "activityDateTime", filter);

const at = valueAt;
const activities = (records: readonly ActivityRecord[]): unknown[] => records.map((record) => record["activityDisplayName"]);
const codes = (records: readonly ActivityRecord[]): unknown[] => records.map((record) => at(record, "status/errorCode"));
const bothKinds = "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')";

suite("stories of the last seven days", () => {
  test("a password spray fails for many, and gets one account, which is then locked out", async () => {
    const spray = (await signIns("startswith(ipAddress,'198.51.100.')")).filter((record) => record["userAgent"] === "BAV2ROPC");
    const failed = spray.filter((record) => at(record, "status/errorCode") !== 0);
    const taken = spray.filter((record) => at(record, "status/errorCode") === 0);
    assert.ok(new Set(failed.map((record) => record["userId"])).size > 100);
    assert.equal(taken.length, 1);
    const victim = String(taken[0]?.["userId"]);
    const later = await audits(
      `targetResources/any(t: t/id eq '${victim}') and activityDateTime ge ${String(taken[0]?.["createdDateTime"])}`,
    );
    assert.deepEqual(activities(later).slice(0, 4), [
      "User registered security info",
      "Disable account",
      "Reset user password",
      "Update StsRefreshTokenValidFrom Timestamp",
    ]);
  });

  test("consent phishing: interrupted sign-in, consent and grants under one correlation id, then the mailbox read from elsewhere", async () => {
    const [asked] = await signIns("appDisplayName eq 'Mail Backup Pro' and status/errorCode eq 65001");
    const correlation = `correlationId eq '${String(asked?.["correlationId"])}'`;
    assert.deepEqual(codes(await signIns(correlation)), [65001, 0]);
    assert.deepEqual(
      new Set(activities(await audits(correlation))),
      new Set([
        "Add service principal",
        "Add delegated permission grant",
        "Add app role assignment grant to user",
        "Consent to application",
      ]),
    );
    const read = await signIns("appDisplayName eq 'Mail Backup Pro' and signInEventTypes/any(t: t eq 'nonInteractiveUser')");
    assert.deepEqual(new Set(read.map((record) => at(record, "location/countryOrRegion"))), new Set(["MD"]));
  });

  test("MFA fatigue: refused push after push, then one approved, and a new method", async () => {
    const [first] = await signIns("status/errorCode eq 500121 and ipAddress eq '192.0.2.66'");
    const correlation = `correlationId eq '${String(first?.["correlationId"])}'`;
    assert.deepEqual(codes(await signIns(correlation)), [...Array.from({ length: 14 }, () => 500121), 0]);
    assert.deepEqual(activities(await audits(correlation)), ["User registered security info"]);
  });

  test("a stolen token is used in Lagos twenty minutes after Munich, in the same session", async () => {
    const [thief] = await signIns(`location/city eq 'Lagos' and ${bothKinds}`);
    const user = `userId eq '${String(thief?.["userId"])}' and createdDateTime ge 2026-11-16 and createdDateTime lt 2026-11-17`;
    const session = (await signIns(`${user} and ${bothKinds}`)).filter((record) => record["sessionId"] === thief?.["sessionId"]);
    const cities = session.map((record) => at(record, "location/city"));
    assert.deepEqual([cities[0], new Set(cities)], ["Munich", new Set(["Munich", "Lagos"])]);
    const linked = (await audits("startswith(activityDisplayName,'Add service principal cred')")).filter(
      (record) => at(record, "initiatedBy/linkableIdentifiers/sessionId") === thief?.["sessionId"],
    );
    assert.equal(linked.length, 1);
  });

  test("somebody is put among the administrators, signs in to the portal, and is taken out again", async () => {
    const moves = (
      await audits("startswith(activityDisplayName,'Add member to') or startswith(activityDisplayName,'Remove member from')")
    ).filter((record) => JSON.stringify(record["targetResources"]).match(/Tier 0 Admins|Global Administrator/));
    const told = moves.filter((record) => String(record["activityDateTime"]).startsWith("2026-11-14T16"));
    assert.deepEqual(activities(told), [
      "Add member to group",
      "Add member to role",
      "Remove member from role",
      "Remove member from group",
    ]);
    const friend = (told[0]?.["targetResources"] as ActivityRecord[])[0]?.["id"];
    const portal = await signIns(
      `userId eq '${String(friend)}' and appDisplayName eq 'Azure Portal' and createdDateTime lt 2026-11-15 and createdDateTime ge 2026-11-14T16:02:00Z`,
    );
    assert.ok(portal.length > 0);
  });

  test("a burst of self-service resets, some of them failed, after sign-ins with expired passwords", async () => {
    const resets = await audits(
      "activityDisplayName eq 'Reset password (self-service)' and activityDateTime ge 2026-11-17T08:00:00Z and activityDateTime le 2026-11-17T09:00:00Z",
    );
    const expired = await signIns(
      "status/errorCode eq 50055 and createdDateTime ge 2026-11-17T08:00:00Z and createdDateTime le 2026-11-17T09:00:00Z",
    );
    assert.ok(resets.length >= 40 && expired.length >= 40 && resets.some((record) => record["result"] === "failure"));
    const flows = new Set(expired.map((record) => record["correlationId"]));
    assert.equal(resets.filter((record) => flows.has(record["correlationId"])).length, 40);
  });

  test("a newly acquired app: added, assigned, and day by day more people sign in", async () => {
    const uses = await signIns("appDisplayName eq 'Fabrikam Expenses'");
    const days = uses
      .filter((record) => at(record, "status/errorCode") === 0)
      .map((record) => String(record["createdDateTime"]).slice(0, 10));
    assert.deepEqual(
      [...new Set(days)].map((day) => days.filter((each) => each === day).length),
      [3, 7, 12, 18, 26, 34],
    );
    assert.ok(codes(uses).includes(50105));
    const made = await audits("targetResources/any(t: t/displayName eq 'Fabrikam Expenses')");
    assert.equal(activities(made)[0], "Add service principal");
  });

  test("groups are made here and created in ServiceNow", async () => {
    const created = await provisioning(
      "provisioningAction eq 'create' and provisioningStatusInfo/status eq 'success' and targetIdentity/identityType eq 'Group' and contains(targetSystem/displayName,'ServiceNow')",
    );
    const names = new Set(created.map((record) => at(record, "sourceIdentity/displayName")));
    const made = await audits("activityDisplayName eq 'Add group' and targetResources/any(t: t/displayName eq 'Major Incident')");
    assert.ok(["Service Desk L1", "Change Advisory Board", "Onboarding"].every((name) => names.has(name)) && !names.has("Facilities"));
    const source = created.find((record) => at(record, "sourceIdentity/displayName") === "Major Incident");
    assert.equal((made[0]?.["targetResources"] as ActivityRecord[])[0]?.["id"], at(source ?? {}, "sourceIdentity/id"));
  });

  test("roles are imported from Amazon Web Services", async () => {
    const roles = await provisioning(
      "provisioningAction eq 'create' and sourceIdentity/identityType eq 'Role' and contains(sourceSystem/displayName,'Amazon Web Services')",
    );
    assert.deepEqual(
      roles.map((record) => at(record, "sourceIdentity/displayName")),
      ["PowerUserAccess", "ReadOnlyAccess", "BillingViewer", "SecurityAudit", "DatabaseAdministrator", "NetworkAdministrator"],
    );
    assert.ok(
      (await audits("activityDisplayName eq 'Update service principal' and targetResources/any(t: t/displayName eq 'Amazon Web Services')"))
        .length > 0,
    );
  });

  test("users fail to be created from Workday, and two succeed after the data is mended", async () => {
    const failed = await provisioning(
      "provisioningAction eq 'create' and provisioningStatusInfo/status eq 'failure' and contains(sourceSystem/displayName,'Workday') and activityDateTime gt 2026-11-17T05:00:00Z and activityDateTime lt 2026-11-17T07:00:00Z",
    );
    const people = new Set(failed.map((record) => at(record, "sourceIdentity/id")));
    const mended = (
      await provisioning(
        "provisioningStatusInfo/status eq 'success' and contains(sourceSystem/displayName,'Workday') and activityDateTime gt 2026-11-17T12:30:00Z and activityDateTime lt 2026-11-17T12:31:00Z",
      )
    ).filter((record) => people.has(at(record, "sourceIdentity/id")));
    assert.ok(failed.length >= 21);
    assert.equal(mended.length, 2);
    assert.ok((await audits("activityDisplayName eq 'Export' and result eq 'failure'")).length === 7);
  });

  test("old mail protocols: a ticket system and scanners get in, an old phone is blocked, a stored password is wrong all night", async () => {
    const old = await signIns(`appDisplayName eq 'Office 365 Exchange Online' and ${bothKinds}`);
    const outcomes: Record<string, Set<unknown>> = {};
    for (const record of old) (outcomes[String(record["clientAppUsed"])] ??= new Set()).add(at(record, "status/errorCode"));
    assert.deepEqual(outcomes, {
      POP3: new Set([0]),
      "Authenticated SMTP": new Set([0]),
      IMAP4: new Set([53003]),
      "Exchange Web Services": new Set([50126, 50053]),
    });
    const blocked = old.filter((record) => record["clientAppUsed"] === "IMAP4");
    assert.deepEqual(new Set(blocked.map((record) => record["conditionalAccessStatus"])), new Set(["failure"]));
  });

  const changeOf = (record: ActivityRecord, name: string): ActivityRecord | undefined =>
    (record["targetResources"] as ActivityRecord[])
      .flatMap((target) => target["modifiedProperties"] as ActivityRecord[])
      .find(({ displayName }) => displayName === name);

  test("an added key: the service principal signs in with it, from an address that nobody had seen", async () => {
    const [added] = (await audits("activityDisplayName eq 'Add service principal credentials'")).filter(
      (record) => at(record, "initiatedBy/user/ipAddress") === "192.0.2.77",
    );
    const change = changeOf(added ?? {}, "KeyDescription");
    const keys = (side: string): string[] =>
      (JSON.parse(String(change?.[side])) as string[]).map((text) => /KeyIdentifier=([^,]+)/.exec(text)?.[1] ?? "");
    const [fresh, ...more] = keys("newValue").filter((key) => !keys("oldValue").includes(key));
    assert.deepEqual([keys("oldValue").length, more], [1, []]);
    const uses = await signIns("signInEventTypes/any(t: t eq 'servicePrincipal') and ipAddress eq '192.0.2.78'");
    assert.deepEqual(
      [codes(uses), new Set(uses.map((record) => record["servicePrincipalCredentialKeyId"]))],
      [[7000215, 0, 0, 0, 0, 0, 0, 0, 0], new Set([fresh])],
    );
    const before = await signIns(
      `signInEventTypes/any(t: t eq 'servicePrincipal') and servicePrincipalName eq 'Payroll Export' and createdDateTime lt ${String(added?.["activityDateTime"])}`,
    );
    assert.deepEqual(new Set(before.map((record) => record["servicePrincipalCredentialKeyId"])), new Set(keys("oldValue")));
  });

  test("a weakened policy: whole policies before and after, an exclusion of who uses POP3, and an hour without a second factor", async () => {
    interface Policy {
      readonly displayName: string;
      readonly state: string;
      readonly conditions: { readonly users: { readonly excludeUsers: readonly string[] } };
    }
    const policyOf = (record: ActivityRecord, side: string): Policy | null =>
      JSON.parse(String(changeOf(record, "ConditionalAccessPolicy")?.[side])) as Policy | null;
    const changes = (await audits("loggedByService eq 'Conditional Access'")).map((record) => ({
      record,
      before: policyOf(record, "oldValue"),
      after: policyOf(record, "newValue"),
    }));
    const helped = changes.filter(({ record }) => at(record, "initiatedBy/user/ipAddress") === "203.0.113.40");
    assert.deepEqual(
      helped.map(({ record, before, after }) => [record["activityDisplayName"], before?.state, after?.state]),
      [
        ["Add conditional access policy", undefined, "enabledForReportingButNotEnforced"],
        ["Update conditional access policy", "enabled", "enabled"],
        ["Update conditional access policy", "enabledForReportingButNotEnforced", "enabled"],
        ["Delete conditional access policy", "enabledForReportingButNotEnforced", undefined],
      ],
    );
    const [mailbox] = await signIns("ipAddress eq '192.0.2.110'");
    assert.deepEqual(
      [helped[1]?.before?.conditions.users.excludeUsers, helped[1]?.after?.conditions.users.excludeUsers],
      [[], [mailbox?.["userId"]]],
    );
    const weakened = changes.find(
      ({ before, after }) => before?.state === "enabled" && after?.state === "enabledForReportingButNotEnforced",
    );
    const through = await signIns("ipAddress eq '192.0.2.90'");
    assert.ok(through.every((record) => String(record["createdDateTime"]) > String(weakened?.record["activityDateTime"])));
    assert.deepEqual(
      [codes(through), new Set(through.map((record) => record["authenticationRequirement"]))],
      [[0, 0, 0], new Set(["singleFactorAuthentication"])],
    );
  });

  test("a spike of failures in one hour, between two changes of ServiceNow", async () => {
    const failed = await signIns("status/errorCode ne 0 and createdDateTime ge 2026-11-16 and createdDateTime lt 2026-11-17");
    const hours = Array.from({ length: 24 }, (_, hour) =>
      failed.filter((one) => new Date(String(one["createdDateTime"])).getUTCHours() === hour),
    );
    const [spike, second] = hours.toSorted((one, other) => other.length - one.length);
    assert.ok((spike?.length ?? 0) > 3 * (second?.length ?? 0), hours.map(({ length }) => length).join());
    const times = spike?.filter((one) => at(one, "status/errorCode") === 50105).map((one) => String(one["createdDateTime"])) ?? [];
    const [began, ended] = (
      await audits("activityDisplayName eq 'Update service principal' and targetResources/any(t: t/displayName eq 'ServiceNow')")
    )
      .filter((record) => at(record, "initiatedBy/user/ipAddress") === "203.0.113.61")
      .map((record) => String(record["activityDateTime"]));
    assert.ok(times.length > 200 && String(began) < String(times[0]) && String(times.at(-1)) < String(ended));
  });

  test("a roll call: members and groups by their names", async () => {
    const added = await audits(
      "activityDisplayName eq 'Add member to group' and targetResources/any(t: t/displayName eq 'Project Borealis')",
    );
    const names = added.map((record) =>
      (record["targetResources"] as ActivityRecord[]).map(({ type, displayName }) => [type, displayName]),
    );
    const members = new Set(added.map((record) => (record["targetResources"] as ActivityRecord[])[0]?.["id"]));
    assert.equal(members.size, 24);
    assert.ok(names.every(([user, group]) => user?.[0] === "User" && user[1] && group?.[0] === "Group" && group[1] === "Project Borealis"));
    assert.deepEqual(new Set(added.map((record) => changeOf(record, "Group.DisplayName")?.["newValue"])), new Set(['"Project Borealis"']));
  });

  test("granted permissions: app roles, scopes for everybody, and the consent, under one correlation id", async () => {
    const [installed] = await audits("targetResources/any(t: t/displayName eq 'Northwind Archive Connector')");
    const granted = await audits(`correlationId eq '${String(installed?.["correlationId"])}'`);
    const said = (name: string): unknown[] =>
      granted.flatMap((record) => {
        const change = changeOf(record, name);
        return change ? [change["newValue"] ?? `gone ${String(change["oldValue"])}`] : [];
      });
    assert.deepEqual(said("AppRole.Value"), [
      '"Mail.Read"',
      '"Files.Read.All"',
      '"RoleManagement.ReadWrite.Directory"',
      'gone "RoleManagement.ReadWrite.Directory"',
    ]);
    assert.deepEqual(said("DelegatedPermissionGrant.Scope"), ['" User.Read.All Group.Read.All Files.Read.All offline_access"']);
    assert.deepEqual(said("DelegatedPermissionGrant.ConsentType"), ['"AllPrincipals"']);
    assert.match(String(said("ConsentAction.Permissions")), /^"\[\] => \[\[Id: .*ConsentType: AllPrincipals, Scope: User\.Read\.All /);
  });

  test("agents and AI clients: by themselves, for somebody, with an account of their own, and one that only has the name", async () => {
    const workloads = await signIns("signInEventTypes/any(t: t eq 'servicePrincipal') and servicePrincipalName eq 'Travel Desk Agent'");
    const users = await signIns(`appDisplayName eq 'Travel Desk Agent' and ${bothKinds}`);
    const subjects = (records: readonly ActivityRecord[]): unknown[] => [
      ...new Set(records.map((record) => `${String(at(record, "agent/agentType"))} ${String(at(record, "agent/agentSubjectType"))}`)),
    ];
    assert.deepEqual(
      [subjects(workloads), subjects(users)],
      [["agenticAppInstance notAgentic"], ["agenticAppInstance notAgentic", "agenticAppInstance agentIDuser"]],
    );
    const clients = await signIns(
      `(appId eq 'e0476654-c1d5-430b-ab80-70cbd947616a' or appId eq '08ad6f98-a4f8-4635-bb8d-f1a3044760f0' or appDisplayName eq 'Claude') and ${bothKinds}`,
    );
    assert.deepEqual([...new Set(clients.map((record) => record["appDisplayName"]))].toSorted(), [
      "ChatGPT",
      "Claude",
      "M365 MCP Client for Claude",
    ]);
    const performed = (await audits("activityDisplayName eq 'Add member to group'")).filter(
      (record) => at(record, "performedBy/identityType") === "agent",
    );
    assert.equal(performed.length, 1);
  });
});
