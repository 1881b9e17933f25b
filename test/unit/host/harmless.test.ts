import assert from "node:assert/strict";
import fc from "fast-check";
import { harmless } from "../../../src/host/harmless.ts";

suite("A name for VS Code's own parts", () => {
  test("is the text itself when it is harmless", () =>
    assert.deepEqual(["Failed sign-ins", "Zoë’s 80 % ($5)", "שלום", "⚠️ Risky", "a [b] (c) $ (d)", "C:\\logs"].map(harmless), [
      "Failed sign-ins",
      "Zoë’s 80 % ($5)",
      "שלום",
      "⚠️ Risky",
      "a [b] (c) $ (d)",
      "C:\\logs",
    ]));

  test("has no icon, no link, and no character that one cannot see", () =>
    assert.deepEqual(
      [
        "$(zap) all",
        "\\$(zap)",
        "$$(zap)",
        "[Fix](command:workbench.action.quit)",
        "![x](https://x.example/i.png)",
        "[a]](b)",
        "evil\u202egnp.exe",
        "zero\u200bwidth\u2060\ufeff",
        "$\u200b(zap)",
        "two\nlines\r\nand\ttab",
        "\u0000\u001b[31m",
        "half \ud83d",
        "tag \u{e0041}",
        "blank \u3164",
      ].map(harmless),
      [
        "$ (zap) all",
        "\\$ (zap)",
        "$$ (zap)",
        "[Fix] (command:workbench.action.quit)",
        "![x] (https://x.example/i.png)",
        "[a]] (b)",
        "evil\\u202egnp.exe",
        "zero\\u200bwidth\\u2060\\ufeff",
        "$\\u200b(zap)",
        "two lines and tab",
        "\\u0000\\u001b[31m",
        "half \\ud83d",
        "tag \\u{e0041}",
        "blank \\u3164",
      ],
    ));

  test("stays as it is when it is made harmless again, and is never more than text", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("$", "(", ")", "[", "]", "zap", "\u202e", "\u200d", "\n", "\ud800", "é", " ") }),
        (text) => {
          const once = harmless(text);
          assert.equal(harmless(once), once);
          assert.doesNotMatch(once, /\$\(|\]\(|[\p{Cc}\p{Cf}\p{Cs}]/u);
        },
      ),
    ));
});
