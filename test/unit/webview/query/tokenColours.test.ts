import assert from "node:assert/strict";
import fc from "fast-check";
import { colouredSpans, type TokenColour } from "../../../../src/webview/query/tokenColours.ts";
import { leastMs } from "../../query/leastMs.ts";

const coloured = (text: string) => {
  const words: Partial<Record<TokenColour, string[]>> = {};
  for (const { colour, start, end } of colouredSpans(text)) (words[colour] ??= []).push(text.slice(start, end));
  return words;
};

suite("Colours of a query text", () => {
  test("tell clauses, paths, functions, operators, texts and numbers apart", () =>
    assert.deepEqual(
      coloured(
        "signIns last 7d // a week\nwhere status/errorCode eq 50126 and not contains(tolower(appDisplayName), 'last') or t/any(x: x ge 2026-11-01) sort id desc",
      ),
      {
        clause: ["signIns", "last", "where", "sort", "desc"],
        number: ["7", "d", "50126", "2026-11-01"],
        comment: ["// a week"],
        field: ["status", "errorCode", "appDisplayName", "t", "x", "x", "id"],
        operator: ["eq", "and", "not", "or", "ge"],
        function: ["contains", "tolower", "any"],
        text: ["'last'"],
      },
    ));

  test("follow each other within any text", () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("'", "//", "\n", "(", ")", "where ", " eq ", "7d", "=="))),
        (pieces) => {
          const text = pieces.join("");
          let end = 0;
          for (const span of colouredSpans(text)) {
            assert.ok(span.start >= end && span.end > span.start && span.end <= text.length, text);
            ({ end } = span);
          }
        },
      ),
    ));

  test("of 2,000 characters take less than 1 ms", () => {
    const text = `signIns last 7d where ${"status/errorCode eq 50126 and appDisplayName ne 'Azure Portal' or ".repeat(30)}`.slice(0, 2_000);
    // As in a page that is in use: what odd texts have made slow is made fast again. The processor's time is told in ticks of some milliseconds.
    const turns = 100;
    const work = () => {
      for (let turn = 0; turn < turns; turn++) colouredSpans(text);
    };
    work();
    const ms = leastMs(work, turns) / turns;
    assert.ok(ms < 1, `${ms.toFixed(2)} ms`);
  });
});
