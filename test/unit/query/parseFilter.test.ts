import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter, type Expression, type Literal } from "../../../src/query/index.ts";
import { expression } from "./arbitraries.ts";
import { leastMs } from "./leastMs.ts";
import { printFilter } from "../../../src/query/index.ts";

const path = (text: string): Expression => ({ type: "path", members: text.split("/") });
const literal = (kind: Literal["kind"], text: string): Expression => ({ type: "literal", kind, text });
const read = (text: string) => {
  const { expression: node, errors } = parseFilter(text);
  assert.deepEqual(errors, [], text);
  return node;
};
const complaints = (text: string) =>
  parseFilter(text).errors.map(({ start, end, message, replacement }) => [
    text.slice(start, end),
    message,
    ...(replacement === undefined ? [] : [replacement]),
  ]);

suite("A filter", () => {
  test("has all literals of OData", () => {
    const literals: Record<string, readonly [Literal["kind"], string]> = {
      null: ["null", "null"],
      true: ["boolean", "true"],
      "'O''Neil'": ["string", "O'Neil"],
      "''": ["string", ""],
      "'// no comment'": ["string", "// no comment"],
      "-42": ["integer", "-42"],
      "9223372036854775807": ["integer", "9223372036854775807"],
      "3.14159265358979323846": ["decimal", "3.14159265358979323846"],
      "1E-7": ["decimal", "1e-7"],
      "-INF": ["decimal", "-INF"],
      NaN: ["decimal", "NaN"],
      "01234567-89AB-cdef-0123-456789abcdef": ["guid", "01234567-89ab-cdef-0123-456789abcdef"],
      "2000-02-29": ["date", "2000-02-29"],
      "2012-12-03T07:16Z": ["dateTimeOffset", "2012-12-03T07:16Z"],
      "2012-12-03T07:16:23.1234567-08:00": ["dateTimeOffset", "2012-12-03T07:16:23.1234567-08:00"],
      "07:59:59.999": ["timeOfDay", "07:59:59.999"],
      "duration'P12DT23H59M59.999999999999S'": ["duration", "P12DT23H59M59.999999999999S"],
      "binary'T0RhdGE'": ["binary", "T0RhdGE"],
      "Sales.Pattern'Yellow,Solid'": ["enum", "Sales.Pattern'Yellow,Solid'"],
    };
    for (const [text, [kind, value]] of Object.entries(literals)) {
      assert.deepEqual(read(`a eq ${text}`), { type: "binary", operator: "eq", left: path("a"), right: literal(kind, value) });
    }
  });

  test("binds its operators as the standard says", () => {
    const equal: Record<string, string> = {
      "a or b and c": "a or (b and c)",
      "a and b eq c": "a and (b eq c)",
      "a eq b gt c": "a eq (b gt c)",
      "a gt b add c": "a gt (b add c)",
      "a add b mul c": "a add (b mul c)",
      "a sub b sub c": "(a sub b) sub c",
      "-a mul b": "(-a) mul b",
      "not a eq b": "(not a) eq b",
      "not a has b": "not (a has b)",
      "-a in (1)": "-(a in (1))",
      "a eq b has c": "a eq (b has c)",
      "a mul -b": "a mul (-b)",
    };
    for (const [bare, grouped] of Object.entries(equal)) assert.deepEqual(read(bare), read(grouped), bare);
  });

  test("has lambdas within lambdas, counts and lists", () => {
    assert.deepEqual(
      read("targetResources/any(t: t/modifiedProperties/all(p: p/x ne t/y)) and list/$count gt 1 and $it/a in (1, 'b') and list/any()"),
      {
        type: "binary",
        operator: "and",
        left: {
          type: "binary",
          operator: "and",
          left: {
            type: "binary",
            operator: "and",
            left: {
              type: "lambda",
              operator: "any",
              source: path("targetResources"),
              variable: "t",
              predicate: {
                type: "lambda",
                operator: "all",
                source: path("t/modifiedProperties"),
                variable: "p",
                predicate: { type: "binary", operator: "ne", left: path("p/x"), right: path("t/y") },
              },
            },
            right: { type: "binary", operator: "gt", left: path("list/$count"), right: literal("integer", "1") },
          },
          right: { type: "in", left: path("$it/a"), list: { type: "list", items: [literal("integer", "1"), literal("string", "b")] } },
        },
        right: { type: "lambda", operator: "any", source: path("list") },
      },
    );
  });

  test("tells where its parts stand", () => {
    const node = read(" a/b eq 1 and not (c)");
    assert.deepEqual(node?.type === "binary" && [node.at, node.left.at, node.right.at], [
      { start: 1, end: 21 },
      { start: 1, end: 9 },
      { start: 14, end: 21 },
    ]);
  });

  test("lets members be called like operators", () => {
    assert.deepEqual(read("in eq 1 and a/not eq 2"), read("(in eq 1) and (a/not eq 2)"));
    assert.deepEqual(read("and/x eq 1"), { type: "binary", operator: "eq", left: path("and/x"), right: literal("integer", "1") });
  });

  test("is decoded when it makes sense only so", () => {
    assert.deepEqual(read("appDisplayName%20eq%20%27a%2Bb%27"), read("appDisplayName eq 'a+b'"));
    assert.deepEqual(read("a+eq+1"), read("a eq 1"));
    assert.deepEqual(read("a eq '100%25+'"), { type: "binary", operator: "eq", left: path("a"), right: literal("string", "100%25+") });
  });

  test("says what is wrong, where, and what would be right", () => {
    const wrong: Record<string, readonly (readonly string[])[]> = {
      "": [["", "Expected a field, a value or a function"]],
      "a eq": [["", "Expected a field, a value or a function"]],
      "(a eq 1": [["", "Expected ')'"]],
      "a eq 1)": [[")", "There is no '(' for this ')'", ""]],
      "a eq 'x": [["'x", "Expected ' at the end of the text", "'x'"]],
      'a = 1 && b != "x"': [
        ["=", "OData writes '=' as 'eq'", "eq"],
        ["&&", "OData writes '&&' as 'and'", "and"],
        ["!=", "OData writes '!=' as 'ne'", "ne"],
        ['"x"', "Text stands in single quotes", "'x'"],
      ],
      "a eq 1 b eq 2": [["b", "Expected 'and', 'or' or the end of the condition, found 'b'"]],
      "startwith(a, 'x')": [["startwith", "Unknown function 'startwith'. Did you mean 'startswith'?", "startswith"]],
      "contains(a)": [["contains(a)", "contains takes 2 arguments, not 1"]],
      "a ge 2026-02-30": [["2026-02-30", "There is no such date: 2026-02-30"]],
      "a ge 2026-02-03T10:00:00+24:00": [["2026-02-03T10:00:00+24:00", "There is no such date: 2026-02-03T10:00:00+24:00"]],
      "a ge 2026-2-3": [["2026-2-3", "Expected a date such as 2026-11-08 or a time such as 2026-11-08T12:00:00Z", "2026-02-03"]],
      "a ge 2026-02-03T10:00": [
        ["2026-02-03T10:00", "Expected a date such as 2026-11-08 or a time such as 2026-11-08T12:00:00Z", "2026-02-03T10:00:00Z"],
      ],
      "a ge datetime'2026-02-03T10:00:00Z'": [
        ["datetime'2026-02-03T10:00:00Z'", "OData 4 writes this without datetime and quotes", "2026-02-03T10:00:00Z"],
      ],
      "a/any(b eq 1)": [["b", "Expected a name for the item and a colon, such as any(item: item eq 'value')"]],
      "a/all()": [["a/all()", "all() needs a condition, such as all(item: item/name eq 'value')"]],
      "a/[]/b eq 1": [["[]", "The items of a list are asked with any: list/any(item: item/name eq 'value')"]],
      "a in 'x'": [["'x'", "Expected a list in parentheses, such as ('a', 'b')"]],
    };
    assert.deepEqual(Object.fromEntries(Object.keys(wrong).map((text) => [text, complaints(text)])), wrong);
  });

  test("goes on after an error", () => {
    assert.deepEqual(complaints('a eq and fo(b) or c eq "d"'), [
      ["and", "Expected a field, a value or a function, found 'and'"],
      ["fo", "Unknown function 'fo'"],
      ['"d"', "Text stands in single quotes", "'d'"],
    ]);
  });

  test("never throws, whatever the text", () => {
    const pieces = fc.constantFrom(
      "a",
      "/",
      "(",
      ")",
      "'",
      "not ",
      " and ",
      " eq ",
      "any(",
      "x:",
      "-",
      "1",
      "2026-01-01",
      "T",
      ",",
      "in",
      "[]",
      "${",
      "%27",
      "//",
      "\n",
      "=",
      "duration'",
    );
    const mutated = fc.tuple(expression, fc.nat(), fc.nat(3), pieces).map(([node, at, length, piece]) => {
      const text = printFilter(node);
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + piece + text.slice(cut + length);
    });
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
      mutated,
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { expression: node, errors } = parseFilter(text);
        assert.equal(node === undefined, errors.length > 0);
        for (const { start, end } of errors) assert.ok(start >= 0 && start <= end && end <= text.length);
      }),
      { numRuns: 2000 },
    );
  });

  test("of 10,000 characters is read in a moment, even when it means to hurt", () => {
    const pieces = [
      "(",
      "not ",
      "-",
      "a(",
      "a/any(x:",
      "a eq 1 and ",
      "a or b and ",
      "a add ",
      "a b ",
      "a in (",
      "'",
      "'a",
      "''",
      "a'",
      "1-",
      "1:1:",
      "/",
      "a/",
      "!",
      ")",
      "a,",
      "12345678-",
      '"',
      "=",
      "[",
      "😀",
      "//\n",
      " ",
      "%",
      "%20",
      "+",
      "2026-01-01T",
      "1e",
      "0123456789abcdef",
      "x:",
      "${",
      "a.",
      "'\n",
      "\u0000",
    ];
    const slow = pieces.flatMap((piece) => {
      const text = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000);
      const best = leastMs(() => parseFilter(text), 50);
      return best < 50 ? [] : [`${piece}: ${Math.round(best)} ms`];
    });
    assert.deepEqual(slow, []);
  });

  test("has a limit to its depth that nobody reaches, and says so", () => {
    assert.deepEqual(parseFilter(`${"(".repeat(150)}a${")".repeat(150)}`).errors, []);
    assert.deepEqual(complaints("(".repeat(10_000)).at(0)?.at(1), "The condition is too deeply nested to be read");
    assert.deepEqual(parseFilter(Array.from({ length: 1500 }, (_, index) => `id eq '${index}'`).join(" or ")).errors, []);
  });
});
