import fc from "fast-check";
import { reportById, type Field, type Report, type ReportId } from "../../../src/reports/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { hostileNames } from "./hostileNames.ts";

/** Anything but what belongs there. */
const odd = fc.constantFrom<unknown>(null, undefined, "", " ", 0, 7, -1.5, true, [], {}, ["a"], { a: 1 }, '["a"]', '{"a":1}', "é");
const oddly = (usual: fc.Arbitrary<unknown>, weight = 8): fc.Arbitrary<unknown> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });

const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a@contoso.com", "A@Contoso.com", "b@contoso.com", "Azure Portal") },
  { weight: 1, arbitrary: fc.constantFrom(...hostileNames) },
);
const guid = fc.constantFrom(
  "5f0c9b7e-0000-4000-8000-00000000000a",
  "5F0C9B7E-0000-4000-8000-00000000000A",
  "5f0c9b7e-0000-4000-8000-00000000000b",
);
const time = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .integer({ min: Date.parse("2026-10-20T00:00:00Z"), max: Date.parse("2026-11-18T12:00:00Z") })
      .map((ms) => new Date(ms).toISOString()),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, null, "", "yesterday", 5, "2026-11-18") },
  { weight: 1, arbitrary: fc.constantFrom("0001-01-01T00:00:00Z", "1601-01-01T00:00:00Z", "9999-12-31T23:59:59Z") },
);
const code = fc.constantFrom<unknown>(0, 0, 50126, "50126", 50074, 53003, 65001, 99999, null, undefined);
const mixedCase = (values: readonly string[]) => fc.constantFrom(...values, ...values.map((value) => value.toUpperCase()));

const policy = oddly(
  fc.record(
    {
      id: oddly(guid, 20),
      displayName: oddly(name, 20),
      result: oddly(mixedCase(["success", "failure", "reportOnlyFailure", "reportOnlyInterrupted", "reportOnlySuccess"]), 20),
    },
    { requiredKeys: [] },
  ),
  20,
);

const signIn = fc.record(
  {
    id: fc.uuid(),
    createdDateTime: time,
    userPrincipalName: oddly(name.map((text) => text.toLowerCase())),
    userId: oddly(guid),
    servicePrincipalId: fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>("", null) }, { weight: 1, arbitrary: guid }),
    appId: oddly(guid),
    appDisplayName: oddly(name),
    ipAddress: oddly(fc.constantFrom("203.0.113.9", "2001:db8::1")),
    location: oddly(fc.record({ countryOrRegion: oddly(fc.constantFrom("DE", "US")) })),
    clientAppUsed: oddly(fc.constantFrom("Browser", "IMAP4", "imap4", "Other clients", "POP3 ")),
    authenticationRequirement: oddly(mixedCase(["singleFactorAuthentication", "multiFactorAuthentication"])),
    correlationId: fc.constantFrom<unknown>("c1", "c2", "c3", null, "", undefined),
    status: fc.record({ errorCode: code, failureReason: oddly(name) }, { requiredKeys: [] }),
    appliedConditionalAccessPolicies: oddly(fc.array(policy, { maxLength: 3 })),
  },
  { requiredKeys: ["id"] },
);

const change = oddly(
  fc.record(
    {
      displayName: oddly(
        fc.constantFrom("Role.DisplayName", "Group.DisplayName", "DelegatedPermissionGrant.Scope", "ConsentContext.OnBehalfOfAll"),
        20,
      ),
      oldValue: fc.constantFrom<unknown>(null, undefined, '"a"'),
      newValue: oddly(
        fc.constantFrom('"Global Administrator"', '"Tier 0 Admins"', '" Mail.Read offline_access"', '"True"', "[]", '["x","y"]'),
      ),
    },
    { requiredKeys: [] },
  ),
  20,
);
const audit = fc.record(
  {
    id: fc.uuid(),
    activityDateTime: time,
    activityDisplayName: oddly(
      fc.constantFrom(
        "Add member to role",
        "ADD MEMBER TO ROLE ",
        "Add eligible member to role in PIM completed (permanent)",
        "Add member to role completed (PIM activation)",
        "Add member to role requested (PIM activation)",
        "Add member to group",
        "Add owner to group",
        "Consent to application",
        "Add delegated permission grant",
        "Reset password (self-service)",
        "Reset user password",
        "Update user",
      ),
      30,
    ),
    result: oddly(mixedCase(["success", "failure", "timeout"]), 20),
    resultReason: oddly(name),
    correlationId: guid,
    initiatedBy: oddly(
      fc.oneof(
        fc.record({
          user: oddly(fc.record({ userPrincipalName: oddly(name), id: oddly(guid) }, { requiredKeys: [] })),
          app: fc.constant(null),
        }),
        fc.record({ user: fc.constant(null), app: fc.record({ displayName: oddly(name) }) }),
      ),
      20,
    ),
    targetResources: oddly(
      fc.array(
        oddly(
          fc.record(
            {
              type: oddly(fc.constantFrom("User", "Group", "Role", "ServicePrincipal")),
              displayName: oddly(name),
              userPrincipalName: oddly(name),
              id: guid,
              modifiedProperties: oddly(fc.array(change, { maxLength: 3 })),
            },
            { requiredKeys: [] },
          ),
          20,
        ),
        { maxLength: 2 },
      ),
      20,
    ),
  },
  { requiredKeys: ["id"] },
);

const identity = oddly(
  fc.record({ id: oddly(guid), displayName: oddly(name), identityType: oddly(mixedCase(["User", "Group", "Role"])) }, { requiredKeys: [] }),
  20,
);
const system = oddly(fc.record({ displayName: oddly(fc.constantFrom("Workday", "Microsoft Entra ID", "ServiceNow")) }), 20);
const provisioned = fc.record(
  {
    id: fc.uuid(),
    activityDateTime: time,
    provisioningAction: oddly(mixedCase(["create", "update", "delete", "stagedDelete"])),
    provisioningStatusInfo: fc.record(
      {
        status: oddly(mixedCase(["success", "failure", "skipped", "warning"]), 20),
        errorInformation: oddly(fc.record({ reason: oddly(name), errorCode: oddly(name) }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    ),
    sourceIdentity: identity,
    targetIdentity: identity,
    sourceSystem: system,
    targetSystem: system,
  },
  { requiredKeys: ["id"] },
);

/** Records as services, files and whoever else may send them: other spellings of values, wrong types, no times, hostile names. */
export const arbitraryRecords = (id: ReportId): fc.Arbitrary<readonly ActivityRecord[]> => shaped[id] ?? ofFields(reportById(id));

const shaped: Readonly<Partial<Record<ReportId, fc.Arbitrary<readonly ActivityRecord[]>>>> = {
  signIns: fc.array(signIn, { maxLength: 20 }),
  directoryAudits: fc.array(audit, { maxLength: 20 }),
  provisioning: fc.array(provisioned, { maxLength: 20 }),
  customSecurityAttributeAudits: fc.array(audit, { maxLength: 20 }),
};

const kinds: Readonly<Record<Field["kind"], fc.Arbitrary<unknown>>> = {
  text: name,
  integer: fc.integer(),
  double: fc.double(),
  boolean: fc.boolean(),
  instant: time,
  enum: name,
  flags: name,
  object: fc.constant({}),
};

/** Records of a report of which nothing else is known: its members that stand in no other. */
const ofFields = ({ fields, keyField, timeField }: Report): fc.Arbitrary<readonly ActivityRecord[]> => {
  const members = fields.filter(({ path, derived }) => !derived && !path.includes("/"));
  const valueOf = ({ path, kind, list, values, knownValues }: Field): fc.Arbitrary<unknown> => {
    if (path === keyField) return fc.uuid();
    if (path === timeField) return time;
    const words = values ?? knownValues;
    const one = words ? mixedCase(words) : kinds[kind];
    return oddly(list ? fc.array(one, { maxLength: 3 }) : one);
  };
  const record = fc.record(Object.fromEntries(members.map((field) => [field.path, valueOf(field)])), { requiredKeys: [keyField] });
  return fc.array(record, { maxLength: 20 });
};
