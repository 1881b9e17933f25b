import assert from "node:assert/strict";
import fc from "fast-check";
import { derivedPlaces, derivedValue, givenValues } from "../../../src/reports/derived.ts";
import { fieldOf, reportById, reports, type ReportId } from "../../../src/reports/index.ts";

const valueOf = (report: ReportId, path: string, record: unknown) =>
  derivedValue(fieldOf(reportById(report), path) ?? assert.fail(path), record);

/** An audit with these changes on its first target, each `name, oldValue, newValue`. */
const audit = (changes: readonly (readonly [unknown, unknown, unknown])[], ...others: readonly object[]) => ({
  targetResources: [
    {
      type: "User",
      userPrincipalName: "ada@contoso.com",
      modifiedProperties: changes.map(([displayName, oldValue, newValue]) => ({ displayName, oldValue, newValue })),
    },
    ...others,
  ],
});

suite("A derived field of an audit", () => {
  test("names the group that somebody came into or left, however the directory quotes it", () => {
    const group = (oldValue: unknown, newValue: unknown) =>
      valueOf("directoryAudits", "groupName", audit([["Group.DisplayName", oldValue, newValue]]));
    assert.deepEqual(
      [
        group(null, '"Tier 0 Admins"'),
        group(null, '["Tier 0 Admins"]'),
        group(null, "Tier 0 Admins"),
        group('"Gone"', null),
        group('"Gone"', '""'),
        group('"Gone"', '"\\"\\""'),
        group(null, '"Gr\\u00f6\\u00dfe \\"A\\""'),
        group(null, '"broken'),
        group(null, '{"name":"x"}'),
        group(null, "12345678901234567890"),
        group(null, "[12345678901234567890]"),
        group(null, ["A", "A"]),
        group(null, "null"),
        group(null, null),
        group(undefined, " "),
      ],
      [
        "Tier 0 Admins",
        "Tier 0 Admins",
        "Tier 0 Admins",
        "Gone",
        "Gone",
        '""',
        'Größe "A"',
        '"broken',
        '{"name":"x"}',
        "12345678901234567890",
        "[12345678901234567890]",
        "A",
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  test("takes the group from the targets where the changes name none, and several with commas between them", () => {
    const group = (...others: readonly object[]) => valueOf("directoryAudits", "groupName", audit([], ...others));
    assert.deepEqual(
      [
        group({ type: "Group", displayName: "Payroll" }),
        group({ TYPE: "group", displayname: "Payroll" }, { type: "Group", displayName: "Sales" }),
        group({ type: "Group", id: "5", displayName: null }),
        group({ type: "Role", displayName: "Global Reader" }),
      ],
      ["Payroll", "Payroll, Sales", "5", undefined],
    );
    assert.equal(
      valueOf("directoryAudits", "groupName", audit([["group.displayname ", null, '"A"']], { type: "Group", displayName: "B" })),
      "A",
    );
  });

  test("names the role, of the changes or of the targets that PIM writes", () => {
    assert.deepEqual(
      [
        audit([["Role.DisplayName", null, '"Global Reader"']], { type: "Role", displayName: "another" }),
        audit([["RoleDefinition.DisplayName", '"Global Reader"', null]]),
        audit([], { type: "Role", displayName: "Global Reader" }, { type: "Request", displayName: null }),
        audit([["Role.TemplateId", null, '"62e90394-69f5-4237-9190-012177145e10"']]),
      ].map((record) => valueOf("directoryAudits", "roleName", record)),
      ["Global Reader", "Global Reader", "Global Reader", "62e90394-69f5-4237-9190-012177145e10"],
    );
  });

  test("lists what was granted: what the new text has and the old one had not, or what a removal took away", () => {
    const scopes = (name: string, oldValue: unknown, newValue: unknown) =>
      valueOf("directoryAudits", "grantedScopes", audit([[name, oldValue, newValue]]));
    const consent = "ConsentAction.Permissions";
    assert.deepEqual(
      [
        scopes("DelegatedPermissionGrant.Scope", null, '" Mail.Read offline_access"'),
        scopes("DelegatedPermissionGrant.Scope", '"Mail.Read"', '"Mail.Read  Mail.Send"'),
        scopes("DelegatedPermissionGrant.Scope", '"Mail.Read"', null),
        scopes("AppRole.Value", null, '"Directory.Read.All"'),
        scopes(consent, null, '"[] => [[Id: 1, ConsentType: AllPrincipals, Scope: openid User.Read, CreatedDateTime: x]]; "'),
        scopes(consent, null, "[[Id: 1, Scope: openid]] => [[Id: 1, Scope: openid Mail.Send, ]], [Id: 2, Scope: Mail.Send]"),
        scopes(consent, null, '"[[Scope: openid]] => [[Scope: openid]]"'),
        scopes(consent, null, '"[] => []"'),
        scopes(consent, null, '"nobody knows"'),
      ],
      [
        ["Mail.Read", "offline_access"],
        ["Mail.Send"],
        ["Mail.Read"],
        ["Directory.Read.All"],
        ["openid", "User.Read"],
        ["Mail.Send"],
        undefined,
        undefined,
        ["nobody knows"],
      ],
    );
  });

  test("tells what changed in words and by name, summaries left out", () => {
    const record = audit([
      ["AccountEnabled", "[true]", "[false]"],
      ["Group.ObjectID", null, '"5"'],
      ["Department", '["Sales"]', "[]"],
      ["StsRefreshTokensValidFrom", '["a"]', '["a"]'],
      ["ConditionalAccessPolicy", null, `{"id":"${"x".repeat(100)}"}`],
      ["Included Updated Properties", null, '"AccountEnabled"'],
      ["TargetId.UserType", null, '"Member"'],
      ["", null, '"nameless"'],
      [7, null, null],
    ]);
    assert.deepEqual(valueOf("directoryAudits", "changedProperties", record), [
      "AccountEnabled",
      "Group.ObjectID",
      "Department",
      "StsRefreshTokensValidFrom",
      "ConditionalAccessPolicy",
    ]);
    assert.deepEqual(valueOf("directoryAudits", "changesInWords", record), [
      "Account enabled: true → false",
      "Group object ID: 5",
      "Department: Sales removed",
      "Sts refresh tokens valid from: a",
      `Conditional access policy: {"id":"${"x".repeat(73)}…`,
      "nameless",
    ]);
  });

  test("says who acted and whom it was done to, whoever that is", () => {
    const who = (initiatedBy: unknown) => valueOf("directoryAudits", "initiator", { initiatedBy });
    assert.deepEqual(
      [
        who({ user: { userPrincipalName: "", displayName: "Ada" }, app: null }),
        who({ user: null, app: { displayName: "MS-PIM" } }),
        who({ user: { id: "7" }, app: null }),
        who({ user: null, app: { displayName: null, servicePrincipalId: "9" } }),
        who(null),
      ],
      ["Ada", "MS-PIM", "7", "9", undefined],
    );
    assert.deepEqual(
      [
        audit([], { type: "Group", displayName: "Payroll" }),
        {
          targetResources: [
            { type: "Role", displayName: "R" },
            { type: "Device", displayName: "D" },
          ],
        },
        { targetResources: [{ type: "Group", displayName: "G" }] },
        { targetResources: { type: "User", displayName: "no list" } },
      ].map((record) => valueOf("directoryAudits", "affected", record)),
      ["ada@contoso.com", "D", "G", "no list"],
    );
  });
});

suite("A derived field of a sign-in", () => {
  test("says why it failed, and nothing of one that worked", () => {
    const why = (status: unknown) => valueOf("signIns", "failureReason", { status });
    assert.deepEqual(
      [
        why({ errorCode: 0, failureReason: "Other.", additionalDetails: "MFA requirement satisfied by claim in the token" }),
        why({ errorCode: "0", failureReason: "Other." }),
        why({ errorCode: 50126, failureReason: "Invalid password." }),
        why({ errorCode: 500121, failureReason: "Other.", additionalDetails: "MFA denied; user declined the authentication" }),
        why({ errorCode: 1, failureReason: "Other.", additionalDetails: null }),
        why(null),
      ],
      [undefined, undefined, "Invalid password.", "MFA denied; user declined the authentication", "Other.", undefined],
    );
  });

  test("lists the policies that blocked, and no others", () =>
    assert.deepEqual(
      valueOf("signIns", "blockingPolicies", {
        appliedConditionalAccessPolicies: [
          { displayName: "Require MFA", result: "failure" },
          { displayName: "Pilot", result: "reportOnlyFailure" },
          { id: "SecurityDefaults", displayName: "", result: "Failure" },
          { displayName: "Block", result: "success" },
        ],
      }),
      ["Require MFA", "SecurityDefaults"],
    ));

  test("says who signed in, person or workload", () =>
    assert.deepEqual(
      [
        { userPrincipalName: "ada@contoso.com", servicePrincipalName: "" },
        { userPrincipalName: "", servicePrincipalName: "Backup" },
        { userId: "00000000-0000-0000-0000-000000000000", servicePrincipalId: "5" },
      ].map((record) => valueOf("signIns", "initiator", record)),
      ["ada@contoso.com", "Backup", "5"],
    ));
});

suite("A derived field of a provisioning event", () => {
  const steps = [
    { name: "EntryImport", status: "success", description: "Received" },
    { name: "EntrySynchronizationScoping", status: "skipped", description: "Out of scope" },
  ];

  test("says which step failed and why, or was skipped", () => {
    const failed = [...steps, { name: "EntryExportAdd", status: "failure", description: "Failed to create" }];
    const reason = { status: "failure", errorInformation: { reason: "A duplicate", errorCode: "DuplicateTarget" } };
    assert.deepEqual(
      [
        { provisioningSteps: failed, provisioningStatusInfo: reason },
        { provisioningSteps: failed, provisioningStatusInfo: { errorInformation: null } },
        { provisioningSteps: steps },
        { provisioningSteps: steps.slice(0, 1) },
      ].map((record) => [valueOf("provisioning", "failedStep", record), valueOf("provisioning", "failureReason", record)]),
      [
        ["EntryExportAdd", "A duplicate"],
        ["EntryExportAdd", "Failed to create"],
        ["EntrySynchronizationScoping", "Out of scope"],
        [undefined, undefined],
      ],
    );
  });

  test("names the roles that were imported or assigned", () =>
    assert.deepEqual(
      [
        { sourceIdentity: { identityType: "Role", displayName: "ReadOnlyAccess" } },
        { sourceIdentity: { identityType: "User" }, modifiedProperties: [{ displayName: "roles", newValue: '["Admin","Reader"]' }] },
        { sourceIdentity: { identityType: "User", displayName: "Ada" } },
      ].map((record) => valueOf("provisioning", "roleNames", record)),
      [["ReadOnlyAccess"], ["Admin", "Reader"], undefined],
    ));
});

suite("Derived fields", () => {
  test("say nothing of what no record can be, and never throw, whatever a record holds", () => {
    const names = [
      "targetResources",
      "modifiedProperties",
      "displayName",
      "newValue",
      "oldValue",
      "initiatedBy",
      "user",
      "status",
      "errorCode",
      "failureReason",
      "provisioningSteps",
      "sourceIdentity",
      "identityType",
      "type",
      "__proto__",
    ];
    const texts = [
      "Group.DisplayName",
      "ConsentAction.Permissions",
      "DelegatedPermissionGrant.Scope",
      '"a"',
      "[[",
      '"\\ud800"',
      "Group",
      "=>[[Scope:",
    ];
    const hostile = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(...texts, null, 0, true, 1e21),
        fc.string(),
        fc.dictionary(fc.constantFrom(...names), tie("value"), { noNullPrototype: true }),
        fc.array(tie("value"), { maxLength: 3 }),
      ),
    }));
    const fields = reports.flatMap((report) => report.fields.filter(({ derived }) => derived));
    fc.assert(
      fc.property(hostile.value, (record) => {
        for (const field of fields) {
          const value = derivedValue(field, record);
          if (value === undefined) continue;
          const items = field.list ? value : [value];
          assert.ok(Array.isArray(items) && items.length > 0);
          assert.ok(items.every((item) => typeof item === "string" && item.trim() !== ""));
        }
      }),
      { numRuns: 500 },
    );
    let deep: unknown = "x";
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    for (const field of fields)
      for (const record of [{ targetResources: deep, initiatedBy: { user: { userPrincipalName: deep } }, status: deep }, deep, null, 5])
        derivedValue(field, record);
  });

  test("are those that a record carries which has some of its values only", () => {
    const field = fieldOf(reportById("directoryAudits"), "groupName") ?? assert.fail();
    const record = { [givenValues]: { groupName: "A" }, groupName: "own", targetResources: [{ type: "Group", displayName: "B" }] };
    assert.deepEqual([derivedValue(field, record), derivedValue(field, JSON.parse(JSON.stringify(record)))], ["A", "B"]);
  });

  test("stand where their table says; what cannot be read there is told", () => {
    for (const [text, message] of [
      ["xml targetResources", '"xml" is no way to read a value: xml targetResources'],
      ["", '"" is no path: '],
      ["json a//b", '"a//b" is no path: json a//b'],
      ["a/[b]", '"a/[b]" is no path: a/[b]'],
    ] as const)
      assert.throws(() => derivedPlaces(text), { name: "SyntaxError", message });
    assert.equal(derivedPlaces("a/[b=c/d]/e; json f").length, 2);
  });
});
