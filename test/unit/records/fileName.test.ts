import assert from "node:assert/strict";
import fc from "fast-check";
import { fileName } from "../../../src/records/fileName.ts";

suite("A part of a file's name", () => {
  test("has nothing that a system refuses, hides or takes for something else", () =>
    assert.deepEqual(
      [
        "Failed sign-ins",
        "../../etc/passwd",
        "..",
        ".hidden",
        "ends with dots. . .",
        "con",
        "NUL.txt",
        "Com1",
        "lpt³ .x",
        "CONIN$",
        "Contoso",
        "com10",
        'a<b>c:d"e/f\\g|h?i*j#k%l',
        "two\nlines",
        "evil\u202egnp.exe",
        "zero\u200bwidth\u3164",
        "half \ud83d",
        "",
        "\u202e",
      ].map(fileName),
      [
        "Failed sign-ins",
        "etc passwd",
        "",
        "hidden",
        "ends with dots",
        "con_",
        "NUL_.txt",
        "Com1_",
        "lpt³_ .x",
        "CONIN$_",
        "Contoso",
        "com10",
        "a b c d e f g h i j k l",
        "two lines",
        "evil gnp.exe",
        "zero width",
        "half",
        "",
        "",
      ],
    ));

  test("of whatever text is short, whole characters, and a part of its own", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(fc.constantFrom(".", " ", "/", "\\", "con", "nul", "😀", "\u202e"), fc.string({ unit: "binary" })) }),
        (text) => {
          const name = fileName(text);
          assert.ok(Buffer.byteLength(name) <= 200);
          assert.doesNotMatch(name, /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]|^[.\s]|[.\s]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu);
          assert.equal(fileName(name), name);
        },
      ),
    ));
});
