import assert from "node:assert/strict";
import fc from "fast-check";
import { recordSpans } from "../../../src/results/recordSpans.ts";

function slices(text: string): string[] {
  const bytes = Buffer.from(text);
  const spans = recordSpans(bytes);
  return Array.from({ length: spans.length / 2 }, (_, index) => bytes.toString("utf8", spans[2 * index], spans[2 * index + 1]));
}

suite("recordSpans", () => {
  test("finds each item of the list as it stands in the text", () => {
    const items = ['{"a": "}]\\"", "é": [1, {"b": []}]}', "12345678901234567890.0", "null", '"x,\\\\"', "[ ]", "{\n}"];
    assert.deepEqual(
      slices(
        `\uFEFF {"@odata.nextLink": "https://x/?value=[1]", "other": {"value": [7]}, "value" : [ ${items.join(" ,\n")} ], "z": -1e5 }`,
      ),
      items,
    );
  });

  test("takes the last of doubled lists, however its name is written", () => {
    assert.deepEqual(slices('{"value":[1,2],"v\\u0061lue":[3]}'), ["3"]);
  });

  test("finds nothing where there is nothing", () => {
    assert.deepEqual(["{}", '{"value":[]}', '{"value":{"value":[1]}}', '{"values":[1]}'].map(slices), [[], [], [], []]);
  });

  test("agrees with JSON.parse on any list", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), fc.nat(3), (value, other, indent) => {
        assert.deepEqual(
          slices(JSON.stringify({ other, value }, null, indent)).map((text) => JSON.parse(text) as unknown),
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });
});
