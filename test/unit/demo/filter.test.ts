import assert from "node:assert/strict";
import { demoToken } from "../../../src/demo/index.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { evaluate, parseFilter } from "../../../src/query/index.ts";
import { all, ask, noon, page, refusal, tenantAt, texts } from "./tenant.ts";

const tenant = tenantAt();
const at = (record: ActivityRecord, path: string): unknown => valueAt(record, path);
const targets = (record: ActivityRecord): ActivityRecord[] => record["targetResources"] as ActivityRecord[];

/** What a filter gives, and that it gives something. */
async function matches(report: string, filter: string, holds: (record: ActivityRecord) => boolean, version = "beta"): Promise<void> {
  const { value } = await page(tenant, `/${version}/auditLogs/${report}?$top=50&$filter=${encodeURIComponent(filter)}`);
  assert.deepEqual({ some: value.length > 0, wrong: value.filter((record) => !holds(record)) }, { some: true, wrong: [] }, filter);
}

const invalid = { status: 400, code: "BadRequest", message: "Invalid filter clause" };
const refuses = async (report: string, filter: string, version = "beta"): Promise<void> =>
  assert.deepEqual(await refusal(tenant, `/${version}/auditLogs/${report}?$filter=${encodeURIComponent(filter)}`), invalid, filter);

suite("filters of sign-ins", () => {
  const accepted: readonly (readonly [string, (record: ActivityRecord) => boolean])[] = [
    [
      "createdDateTime ge 2026-11-17T00:00:00Z and createdDateTime le 2026-11-17T09:00:00Z",
      (r) => String(r["createdDateTime"]) >= "2026-11-17T00" && String(r["createdDateTime"]) <= "2026-11-17T09:00:00Z",
    ],
    ["createdDateTime ge 2026-11-16 and createdDateTime lt 2026-11-17", (r) => String(r["createdDateTime"]).startsWith("2026-11-16")],
    ["startswith(userPrincipalName,'a')", (r) => String(r["userPrincipalName"]).startsWith("a")],
    ["startsWith(appDisplayName, 'Azure')", (r) => String(r["appDisplayName"]).startsWith("Azure")],
    ["status/errorCode eq 50126", (r) => at(r, "status/errorCode") === 50126],
    ["status/errorCode ne 0", (r) => at(r, "status/errorCode") !== 0],
    [
      "STATUS/errorcode ne 0 and appid eq 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c'",
      (r) => at(r, "status/errorCode") !== 0 && r["appDisplayName"] === "Azure Portal",
    ],
    [
      "(appDisplayName eq 'Azure Portal' or appDisplayName eq 'ServiceNow')",
      (r) => ["Azure Portal", "ServiceNow"].includes(String(r["appDisplayName"])),
    ],
    ["location/city eq 'Munich' and location/countryOrRegion eq 'DE'", (r) => at(r, "location/city") === "Munich"],
    ["startswith(deviceDetail/operatingSystem,'mac')", (r) => String(at(r, "deviceDetail/operatingSystem")).startsWith("mac")],
    ["conditionalAccessStatus eq 'failure'", (r) => r["conditionalAccessStatus"] === "failure"],
    ["clientAppUsed eq 'Exchange ActiveSync'", (r) => r["clientAppUsed"] === "Exchange ActiveSync"],
    ["riskDetail ne 'none'", (r) => r["riskDetail"] !== "none"],
    ["riskState eq 'atRisk'", (r) => r["riskState"] === "atRisk"],
    ["riskEventTypes_v2/any(t: t eq 'passwordSpray')", (r) => (r["riskEventTypes_v2"] as string[]).includes("passwordSpray")],
    ["flaggedForReview eq true", (r) => r["flaggedForReview"] === true],
    ["signInEventTypes/any(t: t eq 'interactiveUser')", (r) => r["isInteractive"] === true],
    ["signInEventTypes/any(t: t eq 'nonInteractiveUser')", (r) => String(r["signInEventTypes"]) === "nonInteractiveUser"],
    [
      "signInEventTypes/any(t:t eq 'servicePrincipal') and servicePrincipalName eq 'Terraform Runner'",
      (r) => r["servicePrincipalName"] === "Terraform Runner",
    ],
    ["signInEventTypes/any(t: t eq 'managedIdentity')", (r) => String(r["signInEventTypes"]) === "managedIdentity"],
    ["signInEventTypes/any(t: t ne 'interactiveUser')", (r) => String(r["signInEventTypes"]) !== "interactiveUser"],
  ];
  for (const [filter, holds] of accepted) test(filter, () => matches("signIns", filter, holds));

  test("both user kinds come when both are asked for", async () => {
    const filter = "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')";
    const { value } = await page(tenant, `/beta/auditLogs/signIns?$filter=${filter}`);
    assert.deepEqual(
      new Set(value.map((record) => String(record["signInEventTypes"]))),
      new Set(["interactiveUser", "nonInteractiveUser"]),
    );
  });

  test("only interactive ones come when no kind is asked for", async () => {
    const { value } = await page(tenant, "/beta/auditLogs/signIns");
    assert.deepEqual(new Set(value.map((record) => String(record["signInEventTypes"]))), new Set(["interactiveUser"]));
  });

  const refused = [
    "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'servicePrincipal')",
    "signInEventTypes/any(t: t eq 'nonInteractiveUser') or signInEventTypes/any(t: t eq 'managedIdentity')",
    "createdDateTime ge '2026-11-17T00:00:00Z'",
    "createdDateTime ge 2026-10-01T00:00:00Z",
    "createdDateTime ne 2026-11-17T00:00:00Z",
    "contains(userPrincipalName,'alex')",
    "endswith(userPrincipalName,'contoso.com')",
    "startswith(appId,'c44b')",
    "startswith(tolower(userDisplayName),'a')",
    "not (status/errorCode eq 0)",
    "status/errorCode in (50126,50053)",
    "status/errorCode gt 0",
    "status/errorCode eq '0'",
    "status/failureReason eq 'Other.'",
    "status eq null",
    "authenticationDetails/any(a: a/succeeded eq true)",
    "riskEventTypes_v2 eq 'passwordSpray'",
    "signInEventTypes eq 'interactiveUser'",
    "riskEventTypes eq 'generic'",
    "department eq 'Sales'",
    "'a' eq 'a'",
    "true",
    "userPrincipalName eq alex",
    "userPrincipalName eq 'it''s",
    "",
  ];
  for (const filter of refused) test(`refused: ${filter}`, () => refuses("signIns", filter));

  test("v1.0 does not know the kind of sign-in", () => refuses("signIns", "signInEventTypes/any(t: t eq 'interactiveUser')", "v1.0"));

  test("texts are compared with regard to case", async () => {
    const upper = await page(tenant, "/beta/auditLogs/signIns?$filter=userPrincipalName eq 'Alex@contoso.com'");
    assert.equal(upper.value.length, 0);
    await matches("signIns", "userPrincipalName eq 'alex@contoso.com'", (record) => record["userDisplayName"] === tenant.me.displayName);
  });

  test("a doubled quote is one", () =>
    matches("signIns", "startswith(userDisplayName,'Liam O''Brien') or startswith(userDisplayName,'Isabella')", (r) =>
      /^(Liam O'Brien|Isabella)/.test(String(r["userDisplayName"])),
    ));

  test("a filter without `$filter=` is no filter, and comes back in the next link", async () => {
    const { value, "@odata.nextLink": next } = await page(tenant, "/beta/auditLogs/signIns?$top=3&createdDateTime ge 2026-11-18T12:00:00Z");
    assert.equal(value.length, 3);
    assert.ok(next?.includes("createdDateTime+ge+2026-11-18T12%3a00%3a00Z="));
  });
});

suite("filters and the query language", () => {
  const since = "createdDateTime ge 2026-11-17T20:00:00Z";
  const everything = all(tenant, `/beta/auditLogs/signIns?$filter=${since}`);
  for (const filter of [
    "status/errorCode ne 0 and startswith(userAgent,'Mozilla')",
    "riskEventTypes_v2/any(t: startswith(t,'pass')) or location/countryOrRegion eq 'JP'",
    "(clientAppUsed eq 'Browser' or clientAppUsed eq 'IMAP4') and conditionalAccessStatus eq 'failure'",
    "riskDetail ne 'none' or deviceDetail/browser eq null or resourceDisplayName eq 'Microsoft Graph'",
    "createdDateTime le 2026-11-18T03:00:00Z and (createdDateTime ge 2026-11-18T00:30:00.5Z or status/errorCode eq 50126)",
  ]) {
    test(`agree on what meets ${filter}`, async () => {
      const { expression, errors } = parseFilter(filter);
      assert.ok(expression, JSON.stringify(errors));
      const { records } = await all(tenant, `/beta/auditLogs/signIns?$filter=${since} and (${filter})`);
      const expected = (await everything).records.filter((record) => evaluate(expression, record, { now: noon }));
      assert.deepEqual(texts(records, "id"), texts(expected, "id"));
      assert.ok(records.length > 0);
    });
  }
});

suite("filters of directory audits", () => {
  const accepted: readonly (readonly [string, (record: ActivityRecord) => boolean])[] = [
    ["activityDisplayName eq 'Add member to group'", (r) => r["activityDisplayName"] === "Add member to group"],
    ["startswith(activityDisplayName,'Add member')", (r) => String(r["activityDisplayName"]).startsWith("Add member")],
    [
      "activityDateTime ge 2026-11-16T00:00:00Z and activityDateTime le 2026-11-17T00:00:00Z",
      (r) => String(r["activityDateTime"]).startsWith("2026-11-16"),
    ],
    ["loggedByService eq 'Core Directory'", (r) => r["loggedByService"] === "Core Directory"],
    ["startswith(initiatedBy/user/userPrincipalName,'a')", (r) => String(at(r, "initiatedBy/user/userPrincipalName")).startsWith("a")],
    ["initiatedBy/app/displayName eq 'Terraform Runner'", (r) => at(r, "initiatedBy/app/displayName") === "Terraform Runner"],
    ["targetResources/any(t: t/displayName eq 'ServiceNow')", (r) => targets(r).some((each) => each["displayName"] === "ServiceNow")],
    [
      "targetResources/any(t: startswith(t/displayName,'Sales'))",
      (r) => targets(r).some((each) => String(each["displayName"]).startsWith("Sales")),
    ],
    ["category eq 'RoleManagement'", (r) => r["category"] === "RoleManagement"],
    ["result eq 'failure'", (r) => r["result"] === "failure"],
    [
      "activityDisplayName eq 'Add group' or activityDisplayName eq 'Delete group'",
      (r) => /^(Add|Delete) group$/.test(String(r["activityDisplayName"])),
    ],
  ];
  for (const [filter, holds] of accepted) test(filter, () => matches("directoryAudits", filter, holds, "v1.0"));

  for (const filter of [
    "createdDateTime ge 2026-11-17T00:00:00Z",
    "contains(activityDisplayName,'member')",
    "targetResources/all(t: t/displayName eq 'x')",
    "targetResources/any(t: t/type eq 'User')",
    "targetResources/displayName eq 'x'",
    "targetResources/any(t: displayName eq 'x')",
    "targetResources/any()",
    "operationType eq 'Add'",
  ]) {
    test(`refused: ${filter}`, () => refuses("directoryAudits", filter));
  }

  test("a lower bound before the days that are kept is refused with the first day that is", async () => {
    assert.deepEqual(await refusal(tenant, "/v1.0/auditLogs/directoryAudits?$filter=activityDateTime ge 2026-10-01T00:00:00Z"), {
      status: 400,
      code: "UnknownError",
      message:
        "Specified argument was out of the range of valid values. (Parameter 'Minimum allowed time for activityDateTime is 10/19/2026 12:00:00 AM')",
    });
    const { value } = await page(
      tenant,
      "/v1.0/auditLogs/directoryAudits?$filter=activityDateTime ge 2026-10-19T00:00:00Z&$orderby=activityDateTime&$top=1",
    );
    assert.ok(String(value[0]?.["activityDateTime"]).startsWith("2026-10-19"));
  });
});

suite("filters of provisioning", () => {
  const accepted: readonly (readonly [string, (record: ActivityRecord) => boolean])[] = [
    [
      "provisioningAction eq 'create' and provisioningStatusInfo/status eq 'failure'",
      (r) => r["provisioningAction"] === "create" && at(r, "provisioningStatusInfo/status") === "failure",
    ],
    ["contains(targetSystem/displayName, 'ServiceNow')", (r) => at(r, "targetSystem/displayName") === "ServiceNow"],
    ["contains(provisioningAction,'elete')", (r) => String(r["provisioningAction"]).toLowerCase().includes("delete")],
    ["activityDateTime gt 2026-11-17 and activityDateTime lt 2026-11-18", (r) => String(r["activityDateTime"]).startsWith("2026-11-17")],
    ["durationInMilliseconds gt 10000", (r) => Number(r["durationInMilliseconds"]) > 10_000],
    ["statusInfo/status eq 'skipped'", (r) => at(r, "statusInfo/status") === "skipped"],
    ["sourceIdentity/identityType eq 'Role'", (r) => at(r, "sourceIdentity/identityType") === "Role"],
  ];
  for (const [filter, holds] of accepted) test(filter, () => matches("provisioning", filter, holds));

  test("contains(tolower(servicePrincipal/id), '…') as a tutorial writes it", async () => {
    const { value } = await page(tenant, "/beta/auditLogs/provisioning?$top=1");
    const id = String(at(value[0] ?? {}, "servicePrincipal/id"));
    await matches(
      "provisioning",
      `contains(tolower(servicePrincipal/id), '${id}')`,
      (record) => at(record, "servicePrincipal/id") === id,
      "v1.0",
    );
  });

  for (const filter of [
    "startswith(targetSystem/displayName,'S')",
    "durationInMilliseconds ge 5",
    "contains(tolower(targetSystem/displayName),'s')",
  ]) {
    test(`refused: ${filter}`, () => refuses("provisioning", filter));
  }
  test("v1.0 does not have the old status", () => refuses("provisioning", "statusInfo/status eq 'skipped'", "v1.0"));
});

suite("other options", () => {
  const says = async (path: string): Promise<string> => (await refusal(tenant, path)).message;

  test("$skip and its like are refused by name", async () => {
    assert.deepEqual(
      await Promise.all(["$skip=1", "$count=true", "$search=x", "$expand=x"].map((option) => says(`/beta/auditLogs/signIns?${option}`))),
      [
        ...["Skip", "Count", "Search", "Expand"].map(
          (name) =>
            `Query option '${name}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.`,
        ),
      ],
    );
  });

  test("only the time can be ordered by", async () => {
    assert.deepEqual(
      await Promise.all(
        ["userPrincipalName", "createdDatetime up", "nothing"].map((order) => says(`/beta/auditLogs/signIns?$orderby=${order}`)),
      ),
      [
        "The property 'userPrincipalName' cannot be used in the $orderby query option.",
        "Syntax error at position 15 in 'createdDatetime up'.",
        "Could not find a property named 'nothing' on type 'microsoft.graph.signIn'.",
      ],
    );
  });

  test("$select gives these members only, and is refused by name where nobody is so called", async () => {
    const { value } = await page(tenant, "/beta/auditLogs/signIns?$top=2&$select=createdDateTime,STATUS/errorCode");
    assert.deepEqual(
      value.map((record) => Object.keys(record)),
      [
        ["createdDateTime", "status"],
        ["createdDateTime", "status"],
      ],
    );
    assert.equal(
      await says("/beta/auditLogs/signIns?$select=id,nothing"),
      "Could not find a property named 'nothing' on type 'microsoft.graph.signIn'.",
    );
  });

  test("an option may come without its dollar, and once only", async () => {
    assert.equal((await page(tenant, "/beta/auditLogs/signIns?top=2")).value.length, 2);
    assert.equal(
      await says("/beta/auditLogs/signIns?$top=2&top=3"),
      "Query option '$top' was specified more than once, but it must be specified at most once.",
    );
  });

  test("a page is a thousand records, however many are asked for", async () => {
    const sizes = ["", "?$top=5000", "?$top=7"].map(
      async (options) => (await page(tenant, `/v1.0/auditLogs/directoryAudits${options}`)).value.length,
    );
    assert.deepEqual(await Promise.all(sizes), [1000, 1000, 7]);
    assert.match(await says("/beta/auditLogs/signIns?$top=-1"), /requires a non-negative integer/);
  });

  test("unknown paths, versions and methods are refused", async () => {
    assert.deepEqual(
      await Promise.all(
        ["/v2.0/auditLogs/signIns", "/beta/users", "/v1.0/auditLogs/directoryProvisioning", "/beta/auditLogs/signIns/x/y"].map(says),
      ),
      [
        "Invalid version: v2.0",
        "Resource not found for the segment 'users'.",
        "Resource not found for the segment 'directoryProvisioning'.",
        "Resource not found for the segment 'y'.",
      ],
    );
    const post = await tenant.fetch(
      new Request("https://graph.microsoft.com/beta/auditLogs/signIns", {
        method: "POST",
        headers: { authorization: `Bearer ${demoToken}` },
      }),
    );
    assert.deepEqual([post.status, post.headers.get("allow")], [405, "GET"]);
  });

  test("segments are found in any case, and provisioning by its old name in beta", async () => {
    const contexts = ["/V1.0/AuditLogs/signins", "/beta/auditlogs/directoryaudits", "/beta/auditLogs/directoryProvisioning"].map(
      async (path) => (await page(tenant, `${path}?$top=1`))["@odata.context"],
    );
    assert.deepEqual(await Promise.all(contexts), [
      "https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns",
      "https://graph.microsoft.com/beta/$metadata#auditLogs/directoryAudits",
      "https://graph.microsoft.com/beta/$metadata#auditLogs/provisioning",
    ]);
  });

  test("an answer names the request, and echoes the client's name for it", async () => {
    const { headers } = await ask(tenant, "/beta/auditLogs/signIns?$top=1", { "client-request-id": "mine" });
    assert.equal(headers.get("client-request-id"), "mine");
    assert.match(headers.get("request-id") ?? "", /^[\da-f]{8}-[\da-f]{4}-4/);
  });
});
