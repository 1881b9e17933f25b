import assert from "node:assert/strict";
import fc from "fast-check";
import { askables } from "../../../src/records/askables.ts";
import { reportById, type ReportId } from "../../../src/reports/index.ts";

const tenant = "29b3d384-c684-46c6-ad27-19c002b41e16";
const other = "11111111-2222-4333-8444-555555555555";
const guidOf = (letter: string) => `${letter.repeat(8)}-1111-4111-8111-111111111111`;
const [a, b, c, d] = ["a", "b", "c", "d"].map(guidOf) as [string, string, string, string];

const asked = (report: ReportId, record: unknown, of = tenant) =>
  askables(reportById(report), record, of).map(({ kind, id, keys, isNamed }) => [kind, id, keys.join(" "), isNamed]);

suite("The ids of a record that its tenant's directory may be asked for", () => {
  test("are those of users, groups, service principals and applications, as the directory numbers them, each once with its places", () => {
    const signIn = {
      id: guidOf("e"),
      correlationId: guidOf("f"),
      userId: a.toUpperCase(),
      userDisplayName: "Emma Miller",
      userPrincipalName: "emma@contoso.com",
      appId: b,
      conditionalAccessAudiences: [b, "00000003-0000-0000-c000-000000000000"],
      servicePrincipalId: c,
      deviceDetail: { deviceId: d },
      homeTenantId: tenant.toUpperCase(),
      resourceTenantId: tenant,
      appOwnerTenantId: other,
    };
    assert.deepEqual(asked("signIns", signIn), [
      ["user", a, "userId", true],
      ["servicePrincipal", c, "servicePrincipalId", false],
      ["application", b, "appId conditionalAccessAudiences/0", false],
    ]);
  });

  test("stand in the JSON of changes, too; the object of an application is asked for nowhere", () => {
    const policy = { conditions: { users: { includeUsers: ["All", a], includeGroups: [b], includeRoles: [guidOf("9")] } } };
    const audit = {
      initiatedBy: { user: { id: c, userPrincipalName: "x@contoso.com" } },
      targetResources: [
        { type: "Application", id: d, displayName: "App" },
        {
          type: "Policy",
          id: guidOf("8"),
          modifiedProperties: [{ displayName: "ConditionalAccessPolicy", newValue: JSON.stringify(policy) }],
        },
      ],
    };
    const at = "targetResources/1/modifiedProperties/0/newValue";
    assert.deepEqual(asked("directoryAudits", audit), [
      ["user", c, "initiatedBy/user/id", true],
      ["user", a, at, false],
      ["group", b, at, false],
    ]);
  });

  test("are none that the record says to be of another tenant, wherever else in the record they stand", () => {
    const guest = { userId: a, appId: b, homeTenantId: other, resourceTenantId: tenant };
    const abroad = { userId: a, appId: b, resourceServicePrincipalId: c, homeTenantId: tenant, resourceTenantId: other };
    const audit = {
      initiatedBy: { user: { id: a, homeTenantId: other } },
      targetResources: [
        { type: "User", id: a },
        { type: "User", id: b },
      ],
    };
    assert.deepEqual(
      [
        asked("signIns", guest),
        asked("signIns", abroad),
        asked("directoryAudits", audit),
        asked("provisioning", { tenantId: other, servicePrincipal: { id: a } }),
      ],
      [[["application", b, "appId", false]], [["user", a, "userId", false]], [["user", b, "targetResources/1/id", false]], []],
    );
  });

  test("are none of what a provisioning job copies, which may be of any system", () => {
    const event = {
      servicePrincipal: { id: a, displayName: "Workday" },
      sourceIdentity: { identityType: "User", id: b },
      targetIdentity: { identityType: "User", id: c },
    };
    assert.deepEqual(asked("provisioning", event), [["servicePrincipal", a, "servicePrincipal/id", true]]);
  });

  test("are none where the tenant is not known by its id, and none of a record that is no object", () => {
    const records: unknown[] = [null, "text", [{ userId: a }], { userId: tenant }, { userId: `${a}'` }, { userId: [a] }];
    assert.deepEqual(
      [
        asked("signIns", { userId: a }, "contoso.com"),
        asked("signIns", { userId: a }, ""),
        ...records.map((record) => asked("signIns", record)),
      ],
      [[], [], ...records.map(() => [])],
    );
  });

  test("are those of the tenant that is asked, of one record asked of two by turns", () => {
    const record = { userId: a, homeTenantId: tenant };
    const ids = [tenant, other, tenant.toUpperCase(), other, "no tenant"].map((of) => asked("signIns", record, of).length);
    assert.deepEqual(ids, [1, 0, 1, 0, 0]);
  });

  test("are GUIDs, never the tenant's own, a listed one or one beside another tenant, whatever the record", () => {
    const id = fc.constantFrom(a, b, c, tenant, other, "00000003-0000-0000-c000-000000000000", "x') or ('", "", a.toUpperCase());
    const tenantId = fc.constantFrom(tenant, other, "", null, undefined, tenant.toUpperCase(), "fabrikam.com");
    const record = fc.record(
      {
        userId: id,
        appId: id,
        servicePrincipalId: id,
        resourceId: id,
        resourceServicePrincipalId: id,
        homeTenantId: tenantId,
        resourceTenantId: tenantId,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(record, (made) => {
        const found = askables(reportById("signIns"), made, tenant);
        const isForeign = (value: unknown) => typeof value === "string" && value !== "" && value.toLowerCase() !== tenant;
        for (const { kind, id } of found) {
          assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
          assert.ok(id !== tenant && !id.startsWith("00000003"));
          assert.ok(!isForeign(kind === "user" ? made.homeTenantId : made.resourceTenantId));
        }
      }),
    );
  });
});
