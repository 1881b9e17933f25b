import assert from "node:assert/strict";
import fc from "fast-check";
import { readJson } from "../../../src/records/readJson.ts";

suite("readJson", () => {
  test("reads what JSON.parse reads, however it is laid out, and every part has its text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const json = readJson(text);
        assert.deepEqual(json.value, JSON.parse(text));
        const open = [json.value];
        for (let part = open.pop(); part !== undefined; part = open.pop()) {
          if (typeof part !== "object" || part === null) continue;
          assert.deepEqual(JSON.parse(json.textOf(part) ?? ""), part);
          for (const member of json.members(part)) {
            assert.deepEqual(JSON.parse(member.text), member.value);
            open.push(member.value ?? false);
          }
        }
      }),
    );
  });

  test("tells the digits, the order and the doubled members that came", () => {
    const json = readJson('{ "2": 9223372036854775807, "1": 1e400, "d": 1.10, "d": [ -0 ], "d": "\\u0041" }');
    assert.deepEqual(
      json.members(json.value as object).map(({ name, text, isReplaced }) => [name, text, isReplaced]),
      [
        ["2", "9223372036854775807", false],
        ["1", "1e400", false],
        ["d", "1.10", true],
        ["d", "[ -0 ]", true],
        ["d", '"\\u0041"', false],
      ],
    );
    assert.deepEqual(json.value, { 1: Infinity, 2: 2 ** 63, d: "A" });
  });

  test("members may be called as every object's are", () => {
    const text = '{"__proto__":{"polluted":true},"constructor":1,"toString":"x","then":"y"}';
    const json = readJson(text);
    assert.deepEqual(Object.entries(json.value as object), Object.entries(JSON.parse(text) as object));
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });

  test("takes a hundred thousand levels", () => {
    const text = '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000);
    const json = readJson(text);
    assert.equal(json.textOf(json.value as object), text);
  });

  test("what is no JSON is refused", () => {
    for (const text of ["", "{", "[1 2]", "nope", '{"a":1}}']) assert.throws(() => readJson(text), SyntaxError);
  });
});
