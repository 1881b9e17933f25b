import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter, printFilter } from "../../../src/query/index.ts";
import { expression } from "./arbitraries.ts";

suite("A printed filter", () => {
  test("is read back as the same expression, whatever the expression", () => {
    fc.assert(
      fc.property(expression, (node) => {
        assert.deepEqual(parseFilter(printFilter(node)), { expression: node, errors: [] });
      }),
      { numRuns: 2000 },
    );
  });

  const canonical: Record<string, string> = {
    "((a eq 1))": "a eq 1",
    "(a eq 1) AND ((b EQ 2) Or c)": "a eq 1 and (b eq 2 or c)",
    "a and (b and c)": "a and (b and c)",
    "(a and b) and c": "a and b and c",
    "(a or b) and c": "(a or b) and c",
    "a or (b and c)": "a or b and c",
    "a sub (b sub c) sub d": "a sub (b sub c) sub d",
    "(a add b) mul c eq (d)": "(a add b) mul c eq d",
    "not (a eq 1)": "not (a eq 1)",
    "(not a) eq 1": "not a eq 1",
    "not (a in (1))": "not a in (1)",
    "(not a) in (1)": "(not a) in (1)",
    "- ( 5 )": "-(5)",
    "-5": "-5",
    "- -x": "--x",
    "STARTSWITH( a , 'x' )": "startswith(a, 'x')",
    "matchespattern(a,'^x')": "matchesPattern(a, '^x')",
    "t/ANY( x : x/y eq 'it''s' )": "t/any(x: x/y eq 'it''s')",
    "a ge 2026-01-01t00:00:00.120z": "a ge 2026-01-01T00:00:00.120Z",
    "a eq ABCDEF01-2345-6789-abcd-EF0123456789": "a eq abcdef01-2345-6789-abcd-ef0123456789",
    "a eq TRUE and b ne Null": "a eq true and b ne null",
    "a eq Duration'p1dt2h'": "a eq duration'P1DT2H'",
  };
  test("is canonical", () => {
    const printed = Object.keys(canonical).map((text) => {
      const { expression: node, errors } = parseFilter(text);
      return [text, node ? printFilter(node) : errors];
    });
    assert.deepEqual(Object.fromEntries(printed), canonical);
  });
});
