import assert from "node:assert/strict";
import { unwrapped } from "../../../src/records/jsonText.ts";

suite("JSON text of a modified property", () => {
  test("a text, and a list of one, come without their JSON", () =>
    assert.deepEqual(['"Member"', '["Finance Approvers"]', "[true]", '["C:\\\\temp"]'].map(unwrapped), [
      "Member",
      "Finance Approvers",
      "true",
      "C:\\temp",
    ]));

  test("a longer list has an item a line", () => assert.equal(unwrapped('["a, b","c"]'), "a, b\nc"));

  test("what could be taken for something else stays as it is", () => {
    const raw = [
      "[]",
      '""',
      '[""]',
      '["  "]',
      '{"a":1}',
      '[{"a":1}]',
      "[null]",
      '["a\\nb","c"]',
      "[1e400]",
      "[1.10]",
      "[-0]",
      "[10000000000000000001]",
      "Member",
      "[a",
      '"a" "b"',
    ];
    assert.deepEqual(raw.map(unwrapped), raw);
  });

  test("a huge text is not parsed", () => {
    const text = JSON.stringify("x".repeat(1_000_000));
    assert.equal(unwrapped(text), text);
  });
});
