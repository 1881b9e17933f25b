import assert from "node:assert/strict";
import fc from "fast-check";
import { keyAt } from "../../../src/records/keyAt.ts";
import { valueAtKey } from "../../../src/records/subjects.ts";

suite("The member at a place of a record's text", () => {
  const text = JSON.stringify({ a: { b: ["x", { "c/d": "y" }], "": 1 }, e: "f" }, null, 2);
  const at = (part: string) => keyAt(text, text.indexOf(part) + 1);

  test("is the one whose name or value is written there", () =>
    assert.deepEqual(
      ['"a"', '"b"', '"x"', '"c/d"', '"y"', '""', '"e"', '"f"'].map((part) => at(part)?.key),
      ["a", "a/b", "a/b/0", "a/b/1/c~1d", "a/b/1/c~1d", "a/~2", "e", "e"],
    ));

  test("has a path as fields have theirs", () => assert.equal(at('"y"')?.path, "a/b/[]/c/d"));

  test("leads to what is written there, in whatever JSON", () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), fc.boolean(), (value, offset, isIndented) => {
        const json = JSON.stringify(value, null, isIndented ? 2 : 0);
        const place = keyAt(json, offset % (json.length + 1));
        if (place) assert.notEqual(valueAtKey(JSON.parse(json), place.key), undefined, `${json} ${place.key}`);
      }),
    ));

  test("a text that is no JSON is read to its end", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.nat(200), (json, offset) => void keyAt(json, offset)));
  });
});
