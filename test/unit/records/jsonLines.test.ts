import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonLines } from "../../../src/records/jsonLines.ts";
import { readJson } from "../../../src/records/readJson.ts";
import { treeLines, type TreeShape } from "../../../src/records/recordTree.ts";

const shape: TreeShape = { open: () => true, limit: () => Infinity, hideEmpty: false };

/** What the lines show, all of them open, one below the other. */
function shown(text: string, change: Partial<TreeShape> = {}): string {
  const json = readJson(text);
  const lines = jsonLines(treeLines(json.value, { ...shape, ...change }, (parent) => json.members(parent))).map((one) => {
    const comma = one.comma ? "," : "";
    if ("closes" in one) return one.closes + comma;
    const { nameText = "", value, text: token = "", open, more } = one.line;
    if (more !== undefined) return `…${String(more)}`;
    const opens = open === undefined ? token : open ? (Array.isArray(value) ? "[" : "{") : Array.isArray(value) ? "[…]" : "{…}";
    return `${nameText}${nameText === "" ? "" : ": "}${opens}${comma}`;
  });
  return ["{", ...lines, "}"].join("\n");
}

suite("The lines of a record's JSON", () => {
  test("have the brackets and commas of JSON, also where a part is folded or left out", () => {
    const text = '{"a":1.10,"l":[{"b":null},[],"\\u0041"],"o":{"p":{"q":""}},"z":true}';
    assert.equal(shown(text), '{\n"a": 1.10,\n"l": [\n{\n"b": null\n},\n[],\n"\\u0041"\n],\n"o": {\n"p": {\n"q": ""\n}\n},\n"z": true\n}');
    assert.equal(
      shown(text, { open: (path) => path === "l", limit: (path) => (path === "l" ? 1 : 9) }),
      '{\n"a": 1.10,\n"l": [\n{…},\n…2\n],\n"o": {…},\n"z": true\n}',
    );
    assert.equal(shown(text, { hideEmpty: true }), '{\n"a": 1.10,\n"l": [\n"\\u0041"\n],\n"z": true\n}');
  });

  test("are the JSON that came, whatever it is, when all is open", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (record) => {
        const text = JSON.stringify(record);
        assert.equal(JSON.stringify(JSON.parse(shown(text))), text);
      }),
    );
  });

  test("of twenty thousand levels are all closed again", () => {
    const levels = 20_000;
    const text = '{"a":'.repeat(levels) + "null" + "}".repeat(levels);
    assert.equal(shown(text).replaceAll(/\s/g, ""), text);
  });
});
