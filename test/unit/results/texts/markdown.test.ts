import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownHead, markdownLine, markdownText } from "../../../../src/results/texts/markdown.ts";
import { hostileTables } from "./hostileTables.ts";

/** The cells of a line as every reader splits it: at bars, whether or not something escapes one. */
const cellsOf = (line: string): string[] => line.slice(2, -2).split(" | ");

/** What a cell shows: pieces of code as they are, entities and words between them; undefined where something is outside of code that could be markup. */
function shownText(cell: string): string | undefined {
  let shown = "";
  for (let rest = cell; rest !== "";) {
    const [bar] = /^&#124;/.exec(rest) ?? [];
    const [marks] = /^`+/.exec(rest) ?? [];
    if (bar) {
      shown += "|";
      rest = rest.slice(bar.length);
    } else if (marks) {
      const end = new RegExp(`(?<!\`)${marks}(?!\`)`).exec(rest.slice(marks.length));
      if (!end) return undefined;
      const inner = rest.slice(marks.length, marks.length + end.index);
      shown += /^ .*[^ ].* $/.test(inner) || /^ [^ ] $/.test(inner) ? inner.slice(1, -1) : inner;
      rest = rest.slice(2 * marks.length + end.index);
    } else {
      const [words] = /^[^`&|<>*_~[\]!@#\\$:/]+|^(?<=\d):(?=\d)|^:(?=\d)/.exec(rest) ?? [];
      if (!words) return undefined;
      shown += words;
      rest = rest.slice(words.length);
    }
  }
  return shown;
}

suite("A table of Markdown", () => {
  test("leaves words, numbers and times as they are, and puts all else into code", () =>
    assert.deepEqual(
      ["Azure Portal", "2026-11-18T09:14:02Z", "18 Nov 09:14:02", "Łódź, Poland", "Other.", "198.51.100.77", "alex@contoso.com", ""].map(
        markdownText,
      ),
      ["Azure Portal", "2026-11-18T09:14:02Z", "18 Nov 09:14:02", "Łódź, Poland", "Other.", "198.51.100.77", "`alex@contoso.com`", ""],
    ));

  test("whoever chose the text: no link, picture, markup, name, number of an issue or further cell comes of it", () =>
    assert.deepEqual(
      [
        "a|b",
        "|",
        "two\r\nlines\nand\u2028more",
        "[click](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "<img src=x onerror=alert(1)>",
        "https://evil.example",
        "www.evil.example",
        "evil.example",
        "@octocat",
        "#12",
        "AB#12",
        "see GH-12",
        ":rocket:",
        "`code`",
        "a``b",
        "**bold**",
        "- item",
        "\u202eevil\u202c",
        "&lt;b&gt;",
        "a\\|b",
        "$x$",
      ].map(markdownText),
      [
        "`a`&#124;`b`",
        "&#124;",
        "`two⏎lines⏎and⏎more`",
        "`[click](https://evil.example)`",
        "`![x](https://evil.example/x.png)`",
        "`<img src=x onerror=alert(1)>`",
        "`https://evil.example`",
        "`www.evil.example`",
        "`evil.example`",
        "`@octocat`",
        "`#12`",
        "`AB#12`",
        "`see GH-12`",
        "`:rocket:`",
        "`` `code` ``",
        "```a``b```",
        "`**bold**`",
        "`- item`",
        "`\\u202eevil\\u202c`",
        "`&lt;b&gt;`",
        "`a\\`&#124;`b`",
        "`$x$`",
      ],
    ));

  test("begins with the names of the columns", () =>
    assert.deepEqual(
      [...markdownHead(["Time", "User"]), markdownLine(["2026-11-18T09:14:02Z", null]), markdownLine([-5, true])],
      ["| Time | User |", "| --- | --- |", "| 2026-11-18T09:14:02Z |  |", "| -5 | true |"],
    ));

  test("whatever the texts, each line has its cells, and each cell its text", () => {
    fc.assert(
      fc.property(hostileTables, (rows) => {
        for (const cells of rows) {
          const line = markdownLine(cells);
          assert.doesNotMatch(line, /[\n\r]/);
          const read = cellsOf(line);
          assert.equal(line.split("|").length, cells.length + 2);
          for (const [at, cell] of cells.entries())
            if (typeof cell === "string" && !/[^\n -~]/.test(cell)) assert.equal(shownText(read[at] ?? ""), cell.replaceAll("\n", "⏎"));
        }
      }),
    );
  });
});
