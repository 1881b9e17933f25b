import assert from "node:assert/strict";
import { knownId } from "../../../src/records/knownIds.ts";
import { isMentionable, valueMeaning } from "../../../src/records/valueMeaning.ts";
import { reportById } from "../../../src/reports/index.ts";
import { describeErrorCode } from "../../../src/reports/errorCodes.ts";

const portal = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";
const microsoft = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
const foreign = "11111111-2222-4333-8444-555555555555";

const meaning = (path: string, value: string | number | null, record: object = {}) =>
  valueMeaning(
    { path, value },
    { report: reportById("signIns"), record, zone: "utc", now: new Date("2026-11-18T12:00:00Z"), explain: describeErrorCode },
  );

suite("What a value means", () => {
  test("of an error code is its explanation with what to do; of an unknown one the record's own reason, never a guess", () => {
    const known = meaning("status/errorCode", 50126);
    assert.equal(known?.short, "InvalidUserNameOrPassword");
    assert.ok((known?.lines.length ?? 0) >= 2);
    assert.deepEqual(meaning("status/errorCode", 987654321, { status: { failureReason: "It rained." } }), {
      lines: ["Not in our list. Entra says: “It rained.”"],
    });
    assert.deepEqual(meaning("status/errorCode", "50126")?.short, known?.short);
    assert.equal(meaning("other/errorCode", 50126), undefined);
  });

  test("of an application of Microsoft is its name when Microsoft's tenant owns it, else a warning that says who does, or that nobody says", () =>
    assert.deepEqual(
      [
        meaning("appId", portal, { appOwnerTenantId: microsoft })?.short,
        meaning("appId", portal.toUpperCase(), { appOwnerTenantId: foreign }),
        meaning("appId", portal),
        meaning("appId", foreign),
      ],
      [
        "Azure Portal",
        {
          short: "listed as Azure Portal, but of another owner",
          lines: [
            `Warning: the id is listed as Azure Portal, an application of Microsoft, but the record says that the tenant ${foreign} owns it.`,
          ],
        },
        {
          short: "listed as Azure Portal",
          lines: [
            "Warning: the id is listed as Azure Portal, an application of Microsoft, but this record does not say which tenant owns it.",
          ],
        },
        undefined,
      ],
    ));

  test("of an application is told by its owner wherever the record names it, and of an id in quotes of JSON, too", () =>
    assert.deepEqual(
      [
        meaning("conditionalAccessAudiences/[]", portal, { resourceId: portal.toUpperCase(), resourceOwnerTenantId: microsoft })?.short,
        meaning("appId", portal, { AppId: portal, AppOwnerTenantId: foreign })?.short,
        meaning("x/appId", portal, { x: [{ appId: portal, appOwnerOrganizationId: microsoft }] })?.short,
        meaning("appId", portal, { a: { appId: portal, appOwnerTenantId: microsoft }, b: { appId: portal, appOwnerTenantId: foreign } })
          ?.short,
        meaning("x", portal, { appId: foreign, appOwnerTenantId: microsoft })?.short,
        meaning("x", portal, { appId: portal, appOwnerTenantId: [microsoft] })?.short,
        meaning("targetResources/[]/modifiedProperties/[]/newValue", '"62e90394-69f5-4237-9190-012177145e10"')?.short,
      ],
      [
        "Azure Portal",
        "listed as Azure Portal, but of another owner",
        "Azure Portal",
        "listed as Azure Portal, but of another owner",
        "listed as Azure Portal",
        "listed as Azure Portal",
        "Global Administrator",
      ],
    ));

  test("of a code that a policy led to names the tab of policies and those that failed, whatever they are called", () => {
    const policies = [
      { displayName: "Require MFA", result: "failure" },
      { displayName: "Block", result: "reportOnlyFailure" },
      { id: "6", result: "Failure" },
      { displayName: 3, result: "failure" },
      null,
    ];
    assert.deepEqual(
      [
        meaning("status/errorCode", 53003, { appliedConditionalAccessPolicies: policies })?.lines.slice(2),
        meaning("status/errorCode", 53003, { appliedConditionalAccessPolicies: "none" })?.lines.slice(2),
        meaning("status/errorCode", 50126, { appliedConditionalAccessPolicies: policies })?.lines.slice(3),
      ],
      [
        ["See which policies failed under Conditional Access.", "The policies that failed: “Require MFA”, “6”, “”."],
        ["See which policies failed under Conditional Access."],
        [],
      ],
    );
  });

  test("of a role and a permission is their name", () =>
    assert.deepEqual(
      ["62e90394-69f5-4237-9190-012177145e10", "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"].map((id) => knownId(id)),
      [
        { kind: "role", name: "Global Administrator" },
        { kind: "permission", name: "RoleManagement.ReadWrite.Directory" },
      ],
    ));

  test("of a time is the zone's and how long ago it was; one to come has no age", () =>
    assert.deepEqual(
      [
        meaning("createdDateTime", "2026-11-18T09:00:00Z")?.lines,
        meaning("x", "2026-11-19T09:00:00Z")?.lines,
        meaning("x", "2026-99-99T99:99:99Z"),
      ],
      [["18 Nov 09:00:00 UTC, 3 h ago"], ["19 Nov 09:00:00 UTC"], undefined],
    ));

  test("of a user agent is first what Entra took it for, then what it calls itself", () =>
    assert.deepEqual(
      meaning("userAgent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", {
        deviceDetail: { browser: "Edge 131.0", operatingSystem: "Windows11" },
      })?.lines,
      ["Entra took it for Edge 131.0 on Windows11.", "It calls itself Edge 131 on Windows 10 or 11. Anybody can write that."],
    ));

  test("of an address is its sort; of wrong types and of what every object has nothing", () =>
    assert.deepEqual(
      [
        meaning("ipAddress", "203.0.113.7")?.lines,
        meaning("ipAddress", "40.1.2.3"),
        meaning("constructor", "toString"),
        meaning("appId", null),
        meaning("userAgent", "x"),
        valueMeaning(
          { path: "appId", value: portal },
          { report: reportById("signIns"), record: [1], zone: "utc", now: new Date(0), explain: describeErrorCode },
        )?.short,
      ],
      [["An address of documentation, never used on the internet."], undefined, undefined, undefined, undefined, "listed as Azure Portal"],
    ));

  test("can be in other records when it is an id, an address or a sign-in name", () =>
    assert.deepEqual(
      [portal, "10.0.0.1", "a@b", "Alex", 3, null, `${"a".repeat(400)}@b`].filter((value) => isMentionable(value)),
      [portal, "10.0.0.1", "a@b"],
    ));
});
