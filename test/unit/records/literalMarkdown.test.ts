import assert from "node:assert/strict";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { literalMarkdown } from "../../../src/records/literalMarkdown.ts";

// Links without brackets, and HTML: more than VS Code reads of it.
const markdown = new MarkdownIt({ html: true, linkify: true });

suite("Text of a record in a hover", () => {
  const hostile = [
    "[x](command:workbench.action.quit)",
    "https://evil.example/?q=1 www.evil.example alex@contoso.com",
    "![](https://evil.example/pixel.png)",
    "<img src=x onerror=alert(1)> <a href='command:x'>y</a>",
    "`$(zap)` **bold** ~~gone~~ # head",
    "&lt;b&gt; \\[x]\\(y)",
    "- item\n\n    code\n\n| a | b |\n|---|---|",
    "<https://evil.example>",
  ];
  test("is text: no link, no picture, no mark, in one line", () => {
    for (const text of hostile) {
      const rendered = markdown.render(literalMarkdown(text));
      assert.doesNotMatch(rendered.replaceAll(/<\/?p>/g, ""), /</, rendered);
    }
  });
  test("is text whatever it is", () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."[](){}<>!`*_~#&;:/.@wht sp\\\n|-+1") }), (text) =>
        assert.doesNotMatch(markdown.render(literalMarkdown(text)).replaceAll(/<\/?p>/g, ""), /</),
      ),
    ));
});
