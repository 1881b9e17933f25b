import assert from "node:assert/strict";
import fc from "fast-check";
import { oldAndNew } from "../../../src/records/oldAndNew.ts";
import { sortedJson, sortedTexts } from "../../../src/records/sortedJson.ts";

/** Both sides, as they are laid out. */
const both = (left: unknown, right: unknown): string[] =>
  sortedTexts([left, right].map((value) => ({ text: JSON.stringify({ v: value }) }))).map(({ text }) =>
    text.slice('{\n  "v": '.length, -2),
  );

/** JSON text of a value, so many times in a text. */
const wrapped = (value: unknown, times: number): unknown => (times === 0 ? value : wrapped(JSON.stringify(value), times - 1));

suite("Texts that are JSON, on two sides", () => {
  test("are unfolded where the other side is one, too, has nothing, or what looks otherwise", () =>
    assert.deepEqual(
      [both('"x"', '"y"'), both('["x"]', "[]"), both('{"a":1}', null), both('"x"', 5), both('{"a":1}', "[broken")],
      [
        ['"x"', '"y"'],
        ['[\n    "x"\n  ]', "[]"],
        ['{\n    "a": 1\n  }', "null"],
        ['"x"', "5"],
        ['{\n    "a": 1\n  }', '"[broken"'],
      ],
    ));

  test("stay as they came where the other side has the same without being a text", () =>
    assert.deepEqual(
      [
        both("x", '"x"'),
        both("y", '"x"'),
        both({ a: 1 }, '{"a":1}'),
        both(["x"], '["x"]'),
        both([], "{}"),
        both("{}", JSON.stringify("{}")),
      ],
      [
        ['"x"', String.raw`"\"x\""`],
        ['"y"', String.raw`"\"x\""`],
        ['{\n    "a": 1\n  }', String.raw`"{\"a\":1}"`],
        ['[\n    "x"\n  ]', String.raw`"[\"x\"]"`],
        ["[]", '"{}"'],
        ["{}", '"{}"'],
      ],
    ));

  test("in one list stand for each other", () => assert.equal(sortedJson('["x","\\"x\\""]'), '[\n  "x",\n  "\\"x\\""\n]'));

  test("of old and new values tell a text from JSON of it", () => {
    const change = (oldValue: string, newValue: string) =>
      oldAndNew("provisioning", JSON.stringify({ modifiedProperties: [{ displayName: "p", oldValue, newValue }] }));
    assert.deepEqual(
      [change("x", '"x"'), change('"x"', '"y"')],
      [
        { old: '{\n  "p": "x"\n}', new: '{\n  "p": "\\"x\\""\n}' },
        { old: '{\n  "p": "x"\n}', new: '{\n  "p": "y"\n}' },
      ],
    );
  });

  test("look alike only when they are: texts in texts of any value", () => {
    const value = fc.oneof(fc.string(), fc.constant({}), fc.constant([]), fc.constant(["x"]), fc.constant({ x: "x" }), fc.integer());
    const side = fc.tuple(value, fc.nat(3)).map(([one, times]) => wrapped(one, times));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(side, side),
          value.chain((one) => fc.tuple(fc.nat(3), fc.nat(3)).map(([a, b]) => [wrapped(one, a), wrapped(one, b)])),
        ),
        ([left, right]) => {
          const [one, other] = both(left, right);
          // Texts that are unfolded on both sides may have been written otherwise: with other spaces.
          const isSame = JSON.stringify(left)?.replaceAll(/\s/g, "") === JSON.stringify(right)?.replaceAll(/\s/g, "");
          if (!isSame) assert.notEqual(one, other);
        },
      ),
    );
  });
});

suite("What is laid out for a comparison", () => {
  test("stand as they came where they have half a character, which no document can show", () => {
    const texts = ["\\ud800", "\\ud801"].map((half) => `{"x":"[\\"${half}\\"]"}`);
    assert.deepEqual(
      sortedTexts(texts.map((text) => ({ text }))).map(({ text }) => text),
      texts.map((text) => text.replace('{"x":', '{\n  "x": ').replace(/}$/, "\n}")),
    );
  });

  test("has each token that came: digits, zeros with a sign, doubled members, escapes", () =>
    assert.equal(
      sortedJson('{"b":-0,"a":1.0,"a":12345678901234567890,"\\u0041":"\\u0041","n":"-0"}'),
      '{\n  "\\u0041": "\\u0041",\n  "a": 1.0,\n  "a": 12345678901234567890,\n  "b": -0,\n  "n": "-0"\n}',
    ));

  test("has every value on its side: as it came or, of a text that is JSON, each of those in it", () => {
    const read = (text: string): unknown => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
    };
    const isShown = (value: unknown, shown: string): boolean => {
      if (typeof value === "object" && value !== null)
        return Object.entries(value).every(
          ([name, member]) => (Array.isArray(value) || shown.includes(`${JSON.stringify(name)}: `)) && isShown(member, shown),
        );
      if (shown.includes(JSON.stringify(value))) return true;
      const inner = typeof value === "string" ? read(value) : undefined;
      return inner !== undefined && isShown(inner, shown);
    };
    const value = fc.oneof(
      fc.jsonValue(),
      fc.tuple(fc.jsonValue(), fc.nat(6)).map(([one, times]) => ({ a: wrapped(one, times), b: [wrapped(one, times)] })),
    );
    fc.assert(
      fc.property(value, value, (left, right) => {
        const texts = sortedTexts([{ text: JSON.stringify(left) }, { text: JSON.stringify(right) }]);
        for (const [at, side] of [left, right].entries()) {
          const shown = texts[at]?.text ?? "";
          JSON.parse(shown);
          assert.ok(isShown(side, shown), `${JSON.stringify(side)} in ${shown}`);
        }
      }),
    );
  });

  test("keeps 50,000 members, on both sides of a change", () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`m${String(at)}`, at])));
    const changes = oldAndNew(
      "provisioning",
      JSON.stringify({ modifiedProperties: [{ displayName: "p", oldValue: many, newValue: "{}" }] }),
    );
    assert.deepEqual(
      [changes?.old.match(/"m\d+": \d+/g)?.length, changes?.new, changes?.notUnfolded],
      [50_000, '{\n  "p": {}\n}', undefined],
    );
  });

  test("leaves a text of more than a million characters folded, and counts it", () => {
    const [sorted] = sortedTexts([{ text: JSON.stringify({ long: `["${"x".repeat(1_000_000)}"]`, short: "[1]" }) }]);
    assert.deepEqual([sorted?.notUnfolded, sorted?.text.split("\n").slice(2)], [1, ['  "short": [', "    1", "  ]", "}"]]);
  });

  test("of 100,000 levels, and of no JSON, is what came", () => {
    const deep = `${"[".repeat(100_000)}1${"]".repeat(100_000)}`;
    assert.deepEqual([sortedJson(deep).replaceAll(/\s/g, "") === deep, sortedJson("{no"), sortedJson("")], [true, "{no", ""]);
  });

  test("leaves members out by their paths, never objects and lists, and counts them", () => {
    const text = '{"id":"1","list":[{"at":"t","x":1},{"at":{"odd":1}}],"inText":"{\\"id\\":2}"}';
    const left = new Set(["id", "list/[]/at", "inText/id"]);
    assert.deepEqual(sortedTexts([{ text, isLeftOut: (path) => left.has(path) }]), [
      {
        text: '{\n  "inText": {\n    "id": 2\n  },\n  "list": [\n    {\n      "x": 1\n    },\n    {\n      "at": {\n        "odd": 1\n      }\n    }\n  ]\n}',
        leftOut: 2,
        notUnfolded: 0,
      },
    ]);
  });
});
