import assert from "node:assert/strict";
import fc from "fast-check";
import { listIn } from "../../../../src/sources/graph/listIn.ts";
import { recordSpans } from "../../../../src/results/pages/recordSpans.ts";

/** The list of Graph's answer. */
const listOf = (bytes: Buffer): Buffer => bytes.subarray(...(listIn(bytes) ?? [0, 0]));

function slices(text: string): string[] {
  const bytes = listOf(Buffer.from(text));
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

  test("finds quotes and backslashes wherever they stand in memory", () => {
    const piece = fc.constantFrom('"', "\\", "a", "abcdefgh", "\u00a2\u00dc\u0122", "{", "}]");
    const long = fc.array(piece, { minLength: 5, maxLength: 40 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(fc.array(fc.record({ long, other: long }, { noNullPrototype: true })), fc.nat(7), (value, offset) => {
        const text = JSON.stringify({ value });
        const whole = Buffer.alloc(offset + Buffer.byteLength(text)).subarray(offset);
        whole.write(text);
        const bytes = listOf(whole);
        const spans = recordSpans(bytes);
        assert.deepEqual(
          Array.from(
            { length: spans.length / 2 },
            (_, at) => JSON.parse(bytes.toString("utf8", spans[2 * at], spans[2 * at + 1])) as unknown,
          ),
          value,
        );
      }),
    );
  });
});
