import assert from "node:assert/strict";
import fc from "fast-check";
import { formatJson } from "../../../src/records/formatJson.ts";

suite("formatJson", () => {
  test("lays out as JSON.stringify does, whatever the text looked like before", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), fc.constantFrom(0, 2), (value, before, after) => {
        assert.equal(formatJson(JSON.stringify(value, null, before), " ".repeat(after)), JSON.stringify(value, null, after));
      }),
    );
  });

  test("keeps digits, escapes and doubled members as they came", () => {
    const text = '{"big":12345678901234567890,"small":1.10e-400,"text":"\\u0041\\/\\\\","a":1,"a":2}';
    assert.equal(formatJson(formatJson(text, "  ")), text);
  });

  test("sets a margin before every line but the first", () => {
    assert.equal(formatJson('{"a":[1]}', "  ", "> "), '{\n>   "a": [\n>     1\n>   ]\n> }');
  });

  test("takes ten thousand levels and a text of a megabyte", () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const long = JSON.stringify({ text: '"\\'.repeat(500_000) });
    assert.equal(formatJson(formatJson(deep, "  ")), deep);
    assert.equal(formatJson(long), long);
  });
});
