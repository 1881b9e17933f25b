import assert from "node:assert/strict";
import { filterable } from "../../../src/records/filterable.ts";
import { reportById } from "../../../src/reports/index.ts";

const asked = (path: string, value?: string | number | boolean | null) => {
  const found = filterable({ path, ...(value !== undefined && { value }) }, reportById("signIns"));
  return found && [found.field.path, found.value];
};

suite("Values of a record that a grid can be filtered for", () => {
  test("are those of fields, in any case, and the texts in a list", () =>
    assert.deepEqual(
      [
        asked("STATUS/errorcode", 50126),
        asked("userPrincipalName", "alex@contoso.com"),
        asked("isInteractive", false),
        asked("signInEventTypes/[]", "interactiveUser"),
        asked("appliedConditionalAccessPolicies/[]/result", "failure"),
      ],
      [
        ["status/errorCode", 50126],
        ["userPrincipalName", "alex@contoso.com"],
        ["isInteractive", false],
        ["signInEventTypes", "interactiveUser"],
        ["appliedConditionalAccessPolicies/[]/result", "failure"],
      ],
    ));

  test("are of the field's kind: no condition asks for others", () =>
    assert.deepEqual(
      [asked("status/errorCode", "50126"), asked("appId", 5), asked("isInteractive", "true"), asked("createdDateTime", "soon")],
      Array.from({ length: 4 }, () => undefined),
    ));

  test("are no empty ones, no objects, no members without a field and none that are made here", () =>
    assert.deepEqual(
      [
        asked("userId", ""),
        asked("userId", null),
        asked("status"),
        asked("fresh", "x"),
        asked("initiator", "x"),
        asked("constructor", "x"),
      ],
      Array.from({ length: 6 }, () => undefined),
    ));
});
