import assert from "node:assert/strict";
import fc from "fast-check";
import { tsvLine } from "../../../../src/results/texts/tsv.ts";
import { hostileTables } from "./hostileTables.ts";
import { formulas, separators, splitCells, spreadsheetCells } from "./naiveReaders.ts";

suite("tsvLine", () => {
  test("keeps what a spreadsheet would take for a formula from being one", () => {
    const risky = ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"];
    assert.equal(tsvLine(risky), "'=cmd|' /C calc'!A0\t'+1\t'-2+3\t'@SUM(A1)\t' =1\t' =1\t' =1\t'＝1");
  });

  test("keeps negative numbers as they are, and takes a text that looks like one for a text", () => {
    assert.equal(tsvLine(["a", -5, -122.33, -1.5e-7, "-5", "-"]), "a\t-5\t-122.33\t-1.5e-7\t'-5\t'-");
  });

  test("as it is, keeps the signs", () => {
    assert.equal(tsvLine([-5, "=1", "a;-2", "-5"], "plain"), "-5\t=1\ta;-2\t-5");
  });

  test("quotes a cell that begins with a quote, which would else swallow the cells and lines behind it", () => {
    assert.equal(tsvLine(['"a"', 'b "c"', '"=1']), '"""a"""\tb "c"\t\'"=1');
  });

  test("keeps a cell on one line and in one column", () => {
    assert.equal(tsvLine(["a\tb", "c\r\nd\ne", "f\u2028g", null, true, 0]), "a b\tc d e\tf g\t\ttrue\t0");
  });

  test("whatever the texts, no reader at any separator finds a formula, and one at tabs finds every cell", () => {
    fc.assert(
      fc.property(hostileTables, (rows) => {
        const text = rows.map((cells) => tsvLine(cells)).join("\n");
        if (rows.length > 0)
          assert.deepEqual(
            text.split("\n").map((line) => line.split("\t").length),
            rows.map((cells) => cells.length),
          );
        for (const other of separators) {
          assert.deepEqual(formulas(splitCells(text, other)), [], `split at ${other}`);
          assert.deepEqual(formulas(spreadsheetCells(text, other)), [], `read at ${other}`);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
