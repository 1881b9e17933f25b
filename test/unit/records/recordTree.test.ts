import assert from "node:assert/strict";
import { readJson } from "../../../src/records/readJson.ts";
import { treeLines, type TreeShape } from "../../../src/records/recordTree.ts";
import { copyableJson, copyableText, valueText } from "../../../src/records/valueText.ts";

const shape: TreeShape = { open: () => undefined, limit: () => 100, hideEmpty: false };
const record = {
  id: "1",
  status: { errorCode: 50126, detail: null },
  policies: [{ name: "a" }, { name: "b" }],
  empty: {},
};

suite("Record tree", () => {
  test("has a line for each member, with the path as queries write it", () =>
    assert.deepEqual(
      treeLines(record, shape).map(({ path, fieldPath, name, depth, open }) => [path, fieldPath, name, depth, open]),
      [
        ["id", "id", "id", 0, undefined],
        ["status", "status", "status", 0, true],
        ["status/errorCode", "status/errorCode", "errorCode", 1, undefined],
        ["status/detail", "status/detail", "detail", 1, undefined],
        ["policies", "policies", "policies", 0, true],
        ["policies/0", "policies/[]", "[0]", 1, true],
        ["policies/0/name", "policies/[]/name", "name", 2, undefined],
        ["policies/1", "policies/[]", "[1]", 1, true],
        ["policies/1/name", "policies/[]/name", "name", 2, undefined],
        ["empty", "empty", "empty", 0, undefined],
      ],
    ));

  test("a closed branch hides its members, whatever is open below it", () =>
    assert.deepEqual(
      treeLines(record, { ...shape, open: (path) => path !== "policies" }).map(({ path }) => path),
      ["id", "status", "status/errorCode", "status/detail", "policies", "empty"],
    ));

  test("empty members can be left out", () =>
    assert.deepEqual(
      treeLines({ ...record, nothing: [null, { a: "" }] }, { ...shape, hideEmpty: true, open: () => false }).map(({ path }) => path),
      ["id", "status", "policies"],
    ));

  test("a long list shows its first items and says how many more there are", () =>
    assert.deepEqual(
      treeLines(
        { list: Array.from({ length: 10_000 }, (_, at) => at) },
        { ...shape, open: () => true, limit: (path) => (path === "list" ? 2 : 100) },
      ).map(({ path, more }) => [path, more]),
      [
        ["list", undefined],
        ["list/0", undefined],
        ["list/1", undefined],
        ["list/…", 9_998],
      ],
    ));

  test("what is no record has no lines", () =>
    assert.deepEqual(
      [null, 5, "x", []].map((value) => treeLines(value, shape)),
      [[], [], [], []],
    ));

  test("values and branches in words", () =>
    assert.deepEqual(["a", "", null, 5, false, [], {}, [1], [1, 2], { a: 1 }, { a: 1, b: 2, c: 3, d: 4 }].map(valueText), [
      "a",
      '""',
      "null",
      "5",
      "false",
      "[]",
      "{}",
      "1 item",
      "2 items",
      "a",
      "a, b, c, …",
    ]));

  test("a string is copied as it is, the rest as JSON", () =>
    assert.deepEqual(["a\nb", 5, null, { a: [1] }].map(copyableText), ["a\nb", "5", "null", '{\n  "a": [\n    1\n  ]\n}']));

  test("shows every member as it came: digits, order, and those of the same name", () => {
    const json = readJson('{"2":1.10,"1":9223372036854775807,"dup":1,"dup":{"a":1e400},"__proto__":{"strings":[]},"_$litType$":1}');
    const lines = treeLines(json.value, shape, (parent) => json.members(parent));
    assert.deepEqual(
      lines.map(({ name, text, isReplaced = false }) => [name, text, isReplaced]),
      [
        ["2", "1.10", false],
        ["1", "9223372036854775807", false],
        ["dup", "1", true],
        ["dup", '{"a":1e400}', false],
        ["a", "1e400", false],
        ["__proto__", '{"strings":[]}', false],
        ["strings", "[]", false],
        ["_$litType$", "1", false],
      ],
    );
    assert.equal(new Set(lines.map(({ path }) => path)).size, lines.length);
    assert.deepEqual(lines.map(({ value, text }) => copyableJson(value, text)).slice(0, 4), [
      "1.10",
      "9223372036854775807",
      "1",
      '{\n  "a": 1e400\n}',
    ]);
  });

  test("twenty thousand levels can be opened, left out and copied", () => {
    const levels = 20_000;
    const text = '{"a":'.repeat(levels) + "null" + "}".repeat(levels);
    const json = readJson(text);
    for (const hideEmpty of [false, true])
      assert.equal(
        treeLines(json.value, { ...shape, open: () => true, hideEmpty }, (parent) => json.members(parent)).length,
        levels - (hideEmpty ? 10 : 0),
      );
    assert.equal(copyableJson(json.value, text).replaceAll(/\s/g, ""), text);
  });
});
