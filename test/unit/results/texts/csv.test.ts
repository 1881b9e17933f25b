import assert from "node:assert/strict";
import fc from "fast-check";
import { csvLine } from "../../../../src/results/texts/csv.ts";
import { readCsv } from "./csvReader.ts";

suite("csvLine", () => {
  test("quotes what RFC 4180 wants quoted, and ends in CRLF", () => {
    assert.equal(csvLine(["a", 'b "c"', "d,e", "f\ng", " h", null, true, -1.5]), 'a,"b ""c""","d,e","f\ng"," h",,true,-1.5\r\n');
  });

  test("keeps what a spreadsheet would take for a formula from being one, also in a cell that is quoted", () => {
    assert.equal(
      csvLine(["=cmd|'/c calc'!A1", "+1", "-2+3", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "\r=1", "＝1"]),
      '\'=cmd|\'/c calc\'!A1,\'+1,\'-2+3,-5,\'@SUM(A1),"\'=HYPERLINK(""http://x"",""y"")",\'\t=1,"\'\r=1",\'＝1\r\n',
    );
  });

  test("writes half characters so that none of them is lost", () => {
    assert.equal(csvLine(["\ud83d", "a\udca9b", "💩"]), "\\ud83d,a\\udca9b,💩\r\n");
  });

  test("a line of one empty cell is no empty line", () => {
    assert.equal(csvLine([null]), '""\r\n');
  });

  test("any cells come back from a reader", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", " ", "a") }),
      fc.double(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 })), (rows) => {
        const unsafe = /^[=+\-@\t\r\n＝＋－＠]/;
        const expected = rows.map((cells) =>
          cells.map((value) =>
            typeof value === "string" && unsafe.test(value) && !/^-\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)
              ? `'${value}`
              : String(value),
          ),
        );
        assert.deepEqual(readCsv(rows.map(csvLine).join("")), expected);
      }),
    );
  });
});
