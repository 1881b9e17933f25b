import assert from "node:assert/strict";
import { tsvLine } from "../../../../src/results/texts/tsv.ts";

suite("tsvLine", () => {
  test("keeps what a spreadsheet would take for a formula from being one", () => {
    const risky = ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"];
    assert.equal(tsvLine(risky), "'=cmd|' /C calc'!A0\t'+1\t'-2+3\t'@SUM(A1)\t' =1\t' =1\t' =1\t'＝1");
  });

  test("keeps negative numbers as they are", () => {
    assert.equal(tsvLine([-5, "-5", "-122.33", "-1.5e-7", "-"]), "-5\t-5\t-122.33\t-1.5e-7\t'-");
  });

  test("keeps a cell on one line and in one column", () => {
    assert.equal(tsvLine(["a\tb", "c\r\nd\ne", "f\u2028g", null, true, 0]), "a b\tc d e\tf g\t\ttrue\t0");
  });
});
