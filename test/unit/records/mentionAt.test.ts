import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonMembers } from "../../../src/records/jsonMembers.ts";
import { filterable } from "../../../src/records/filterable.ts";
import { memberLinks } from "../../../src/records/memberLinks.ts";
import { mentionAt } from "../../../src/records/mentionAt.ts";
import { unknownMembers } from "../../../src/records/unknownMembers.ts";
import { valueMeaning } from "../../../src/records/valueMeaning.ts";
import { clouds } from "../../../src/auth/clouds.ts";
import { reportById, reportIds, type ReportId } from "../../../src/reports/index.ts";

const guid = (digit: string): string => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;
const signIn = {
  id: guid("1"),
  userId: guid("2"),
  userDisplayName: "Alex",
  userPrincipalName: "alex@contoso.com",
  appId: guid("3"),
  appDisplayName: "Portal",
  resourceId: guid("0"),
  resourceDisplayName: "Graph",
  ipAddress: "10.0.0.1",
  deviceDetail: { deviceId: "{42}", displayName: "PC" },
  appliedConditionalAccessPolicies: [
    { id: guid("6"), displayName: "Same" },
    { id: guid("7"), displayName: "Same" },
    { id: "SecurityDefaults", displayName: "Defaults" },
  ],
  status: { errorCode: 50126, failureReason: "Alex" },
};
const at = (path: string, value: string | number | null, report: ReportId = "signIns", record: unknown = signIn) =>
  mentionAt({ path, value }, reportById(report), record);

suite("What other records may name of a value", () => {
  test("is an id, an address or a sign-in name, also an id of no usual form where the report has ids, and one in quotes of JSON", () =>
    assert.deepEqual(
      [
        at("userId", guid("2")),
        at("anything", "10.0.0.1"),
        at("DeviceDetail/DeviceId", "{42}"),
        at("appliedConditionalAccessPolicies/[]/id", "SecurityDefaults"),
        at("targetResources/[]/modifiedProperties/[]/newValue", `["${guid("5")}"]`, "directoryAudits", {}),
      ],
      [guid("2"), "10.0.0.1", "{42}", "SecurityDefaults", guid("5")],
    ));

  test("is the id beside a name, where one thing is called so", () =>
    assert.deepEqual(
      [
        at("userDisplayName", "Alex"),
        at("appDisplayName", "Portal"),
        at("deviceDetail/displayName", "PC"),
        at("appliedConditionalAccessPolicies/[]/displayName", "Defaults"),
        at("appliedConditionalAccessPolicies/[]/displayName", "Same"),
        at("status/failureReason", "Alex"),
        at("resourceDisplayName", "Graph"),
      ],
      [guid("2"), guid("3"), "{42}", "SecurityDefaults", undefined, undefined, undefined],
    ));

  test("is nothing for placeholders, numbers, long texts, and in what is no record", () =>
    assert.deepEqual(
      [
        at("resourceId", guid("0")),
        at("status/errorCode", 50126),
        at("userId", null),
        at("userDisplayName", "x".repeat(500)),
        at("userDisplayName", "Alex", "signIns", [1]),
        at("userDisplayName", "Alex", "signIns", null),
        at("constructor", "toString"),
        at("userDisplayName", ""),
      ],
      Array.from({ length: 8 }, () => undefined),
    ));
});

suite("What documents of records say", () => {
  const portals = { adminCenter: clouds.global.adminCenter, hasExplorer: true, tenant: guid("a") };
  const names = fc.constantFrom(
    ...Object.keys(signIn),
    "appOwnerTenantId",
    "targetResources",
    "modifiedProperties",
    "newValue",
    "__proto__",
    "",
  );
  const texts = fc.oneof(fc.constantFrom(guid("2"), "a@b", "10.0.0.1", "](x", "\u202e\n", "[[[["), fc.string());
  const { record: anyRecord } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      texts,
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      tie("record"),
      fc.array(tie("value"), { maxLength: 4 }),
    ),
    record: fc.dictionary(fc.oneof(names, fc.string()), tie("value"), { maxKeys: 8 }),
  }));

  for (const id of reportIds)
    test(`never fails, whatever a record has: ${id}`, () =>
      fc.assert(
        fc.property(fc.oneof(anyRecord, fc.jsonValue()), (record) => {
          const report = reportById(id);
          const text = JSON.stringify(record, undefined, 2);
          const members = jsonMembers(text);
          const read = JSON.parse(text) as unknown;
          const options = { report, record: read, zone: "utc", now: new Date("2026-11-18T12:00:00Z"), explain: () => ({}) } as const;
          for (const member of members) {
            for (const line of valueMeaning(member, options)?.lines ?? []) assert.equal(typeof line, "string");
            assert.ok((mentionAt(member, report, read) ?? "x").length > 0);
            filterable(member, report);
          }
          unknownMembers(members, report);
          for (const { link } of memberLinks(members, report, read, portals))
            assert.match(link.address, /^https:\/\/[\w.-]+\/[^\s()<>"'\\]*$/);
        }),
      ));
});
