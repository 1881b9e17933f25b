import assert from "node:assert/strict";
import { conditionFor, withCondition } from "../../../src/webview/localFilter.ts";

const field = (path: string, kind: "text" | "integer" | "boolean" | "instant" | "object", list?: true) => ({
  path,
  label: path,
  kind,
  description: "",
  ...(list && { list }),
});

suite("Filter by a cell", () => {
  test("writes the value as a literal of its kind", () =>
    assert.deepEqual(
      [
        conditionFor(field("appDisplayName", "text"), "O'Neil's app", true),
        conditionFor(field("status/errorCode", "integer"), 50126, false),
        conditionFor(field("isInteractive", "boolean"), true, true),
        conditionFor(field("createdDateTime", "instant"), "2026-11-18T09:14:02Z", true),
        conditionFor(field("appDisplayName", "text"), null, true),
      ],
      [
        "appDisplayName eq 'O''Neil''s app'",
        "status/errorCode ne 50126",
        "isInteractive eq true",
        "createdDateTime eq 2026-11-18T09:14:02Z",
        "appDisplayName eq null",
      ],
    ));

  test("lists and objects cannot be compared with a value", () =>
    assert.deepEqual(
      [field("targetResources/[]/displayName", "text"), field("names", "text", true), field("status", "object")].map((one) =>
        conditionFor(one, "[]", true),
      ),
      [undefined, undefined, undefined],
    ));

  test("adds to a condition, takes the place of words", () =>
    assert.deepEqual(
      ["", "portal", "a eq 1", "a eq 1 or b eq 2", "contains(a, 'x')"].map((filter) => withCondition(filter, "c ne 3")),
      ["c ne 3", "c ne 3", "a eq 1 and c ne 3", "(a eq 1 or b eq 2) and c ne 3", "contains(a, 'x') and c ne 3"],
    ));
});
