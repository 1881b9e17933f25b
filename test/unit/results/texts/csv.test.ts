import assert from "node:assert/strict";
import fc from "fast-check";
import { csvLine, csvLines } from "../../../../src/results/texts/csv.ts";
import { readCsv } from "./csvReader.ts";
import { hostileTables } from "./hostileTables.ts";
import { formulas, separators, splitCells, spreadsheetCells, type Character } from "./naiveReaders.ts";

const named = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;
const linesWith = (separator: Character, form: "spreadsheetSafe" | "plain") => csvLines({ separator: named[separator], form });

suite("csvLine", () => {
  test("quotes what RFC 4180 wants quoted, and ends in CRLF", () => {
    assert.equal(csvLine(["a", 'b "c"', "d,e", "f\ng", " h", null, true, -1.5]), 'a,"b ""c""","d,e","f\ng"," h",,true,-1.5\r\n');
  });

  test("keeps what a spreadsheet would take for a formula from being one, also in a cell that is quoted", () => {
    assert.equal(
      csvLine(["=cmd|'/c calc'!A1", "+1", "-2+3", -5, "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "\r=1", "＝1"]),
      "'=cmd|'/c calc'!A1,'+1,'-2+3,-5,'@SUM(A1),\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",'\t'=1,\"'\r'=1\",'＝1\r\n",
    );
  });

  test("writes half characters so that none of them is lost", () => {
    assert.equal(csvLine(["\ud83d", "a\udca9b", "💩"]), "\\ud83d,a\\udca9b,💩\r\n");
  });

  test("a line of one empty cell is no empty line", () => {
    assert.equal(csvLine([null]), '""\r\n');
  });

  test("keeps a part of a text from being a formula where another separator, or a line break, makes a cell of it", () => {
    assert.equal(
      csvLine(["a;=cmd|'/C calc'!A0;b", "a\t@x", "a|+1", "a\n-1", 'a;\u200b"=1', "a,b;c - d"]),
      'a;\'=cmd|\'/C calc\'!A0;b,a\t\'@x,a|\'+1,"a\n\'-1","a;\'\u200b""=1","a,b;c - d"\r\n',
    );
  });

  test("sees through marks that nobody sees at the start of a text", () => {
    const marks = ["\0", "\ufeff", "\u200b", "\u00ad", "\u2060", "\u00a0", "\u3164", "\u2800", '"', " \u202e"];
    assert.deepEqual(
      marks.map((mark) => readCsv(csvLine([`${mark}=1`]))),
      marks.map((mark) => [[`'${mark}=1`]]),
    );
  });

  test("goes by what the record has: a number is written as one, a text that looks like one is a text", () => {
    assert.equal(csvLine(["a", -5, "-5", -1.5e-7, "+49 30 1234", 1]), "a,-5,'-5,-1.5e-7,'+49 30 1234,1\r\n");
  });

  test("a number below zero that begins a line is no start of a formula to a reader with a decimal comma", () => {
    const semicolons = csvLines({ separator: "semicolon", form: "spreadsheetSafe" });
    assert.deepEqual(
      [csvLine([-5, "5+cmd|' /C calc'!A0"]), csvLine([-5]), csvLine([-5, null, 3]), semicolons([-5, null, "x"])],
      ["'-5,5+cmd|' /C calc'!A0\r\n", "-5\r\n", "'-5,,3\r\n", "'-5;;x\r\n"],
    );
  });

  test("behind a tab, a number below zero is exposed by a separator before marks that nobody sees", () => {
    const tabs = csvLines({ separator: "tab", form: "spreadsheetSafe" });
    assert.deepEqual(
      [tabs(["a", -5, "x"]), tabs([null, -5, "x"]), tabs(["a,\u{e0001}\u200b", -5, "x"]), tabs(["a,b", -5, "x"])],
      ["a\t-5\tx\r\n", "\t'-5\tx\r\n", "a,\u{e0001}\u200b\t'-5\tx\r\n", "a,b\t-5\tx\r\n"],
    );
  });

  test("keeps JSON text of lists and objects JSON text of the same value", () => {
    const list = ["ok", "=1", "a;-2", { "@odata.type": ",+x" }, -5, "\u200b@"];
    const [[cell = ""] = []] = readCsv(csvLine([JSON.stringify(list)]));
    assert.equal(cell, '["ok","\\u003d1","a;\\u002d2",{"@odata.type":",\\u002bx"},-5,"\u200b\\u0040"]');
    assert.deepEqual(JSON.parse(cell), list);
    assert.equal(csvLine(["[=1,=2]"]), '"[=1,\'=2]"\r\n');
  });

  test("takes long texts of separators and marks in its stride", () => {
    // Work that grows with the square of their length would not end in the time that a test has.
    for (const part of ["\t", ",", " ", ", ", '"', "[", '",'])
      for (const last of ["x", "="])
        for (const form of ["spreadsheetSafe", "plain"] as const) linesWith("\t", form)([part.repeat(200_000) + last, -1, "x"]);
    // More than an expression can keep on its stack.
    const marks = "\u200b".repeat(12_000_000);
    assert.ok(csvLine([`${marks}=`]).startsWith("'"));
  });

  test("whatever the texts, no reader at any separator finds a formula, and a strict one finds every cell", () => {
    fc.assert(
      fc.property(hostileTables, fc.constantFrom(...separators), (rows, separator) => {
        const text = rows.map(linesWith(separator, "spreadsheetSafe")).join("");
        const read = readCsv(text, separator);
        assert.deepEqual(
          read.map((cells) => cells.length),
          rows.map((cells) => cells.length),
        );
        assert.deepEqual(formulas(read.flat()), []);
        for (const other of separators) {
          assert.deepEqual(formulas(splitCells(text, other)), [], `split at ${other}`);
          assert.deepEqual(formulas(spreadsheetCells(text, other)), [], `read at ${other}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("the plain form reads back to exactly the values", () => {
    const half = (surrogate: string) => `\\u${surrogate.charCodeAt(0).toString(16)}`;
    fc.assert(
      fc.property(hostileTables, fc.constantFrom(...separators), (rows, separator) => {
        assert.deepEqual(
          readCsv(rows.map(linesWith(separator, "plain")).join(""), separator),
          rows.map((cells) => cells.map((value) => (value === null ? "" : String(value).replaceAll(/\p{Surrogate}/gu, half)))),
        );
      }),
    );
  });
});
