import assert from "node:assert/strict";
import { cut, cutMiddle, visible } from "../../../src/records/visible.ts";

suite("Texts of others", () => {
  test("a long text loses its middle, never half a character", () =>
    assert.deepEqual(
      ["short", "status/errorCode ne 50126", "aaaaa😀bbbbb", "aaaa😀bbbb😀bbb"].map((text) => cutMiddle(text, 10)),
      ["short", "statu…50126", "aaaaa…bbbbb", "aaaa…😀bbb"],
    ));

  test("a cut leaves no half character", () =>
    assert.deepEqual([cut("abc", 3), cut("abcd", 3), cut("ab😀", 3), cut("x".repeat(1_000_000), 5)], ["abc", "abc…", "ab…", "xxxxx…"]));

  test("characters that hide or turn text are written out", () =>
    assert.equal(visible("invoice\u202Efdp.exe\u0000\u200b <b> \ud800 😀"), "invoice\\u202efdp.exe\\u0000\\u200b <b> \\ud800 😀"));

  test("joiners are letters where a script or an emoji joins, and escapes where they only hide", () => {
    const letters = [
      "می‌خواهم",
      "क्‍ष क्‌ष",
      "👩‍💻 👩🏽‍🚀 ❤️‍🔥",
      "ශ්‍රී",
      "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
      "naïve Ünal 안녕 שלום",
    ];
    assert.deepEqual(letters.map(visible), letters);
    assert.deepEqual(
      [
        "pay\u200dpal",
        "pay\u200cpal",
        "\u200d",
        "a\u{e0041}b",
        "a\u061cb",
        "soft\u00adhyphen",
        "\ufeffa",
        "\u3164",
        "\u2066a\u2069",
        "x\u0085\u2060",
      ].map(visible),
      [
        "pay\\u200dpal",
        "pay\\u200cpal",
        "\\u200d",
        "a\\u{e0041}b",
        "a\\u061cb",
        "soft\\u00adhyphen",
        "\\ufeffa",
        "\\u3164",
        "\\u2066a\\u2069",
        "x\\u0085\\u2060",
      ],
    );
  });
});
