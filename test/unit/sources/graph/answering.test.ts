import assert from "node:assert/strict";
import { fields } from "../../../../src/reports/fields.ts";
import { answering, operatorsAsked } from "../../../../src/sources/graph/answering.ts";

suite("What Graph answers of a field", () => {
  test("is told by how well it is known, and is asked in that order", () => {
    const [field] = fields("beta", "status | Status | text ?ne +startswith eq +eq | How it ended.")();
    assert.ok(field);
    assert.deepEqual(
      ["eq", "startswith", "ne", "gt", "constructor"].map((operator) => answering(field, operator)),
      ["documented", "observed", "tried", undefined, undefined],
    );
    assert.deepEqual(operatorsAsked(field), ["eq", "startswith", "ne"]);
  });

  test("is nothing of what is made here", () => {
    const [made] = fields("beta", "", "who | Who | text | Who it was. | userPrincipalName")();
    assert.ok(made);
    assert.deepEqual([answering(made, "eq"), operatorsAsked(made)], [undefined, []]);
  });
});
