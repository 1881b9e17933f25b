import assert from "node:assert/strict";
import fc from "fast-check";
import { foldText } from "../../../src/query/foldText.ts";

suite("Folded text", () => {
  test("is the same for what people take to be the same", () => {
    const same = [
      ["José García", "Jose\u0301 Garci\u0301a", "JOSÉ GARCÍA", "JOSE\u0301 GARCI\u0301A"],
      ["İSTANBUL", "istanbul", "Istanbul", "i\u0307stanbul", "ıstanbul"],
      ["Straße", "STRASSE", "strasse", "STRAẞE"],
      ["ΣΊΣΥΦΟΣ", "σίσυφος", "σίσυφοσ", "Σι\u0301συφος"],
      ["\u212aelvin", "KELVIN", "kelvin"],
      ["가", "\u1100\u1161"],
    ];
    for (const texts of same) assert.equal(new Set(texts.map(foldText)).size, 1, texts.join());
  });

  test("accents count, and so do letters that only look alike", () =>
    assert.equal(new Set(["jose", "josé", "josè", "jоse", "Ł", "L"].map(foldText)).size, 6));

  test("is folded already, and is the same whatever the case and the normal form", () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(..."aIıİißẞΣσςéK\u0301\u0307\u0327"), fc.string({ unit: "grapheme", maxLength: 1 })),
    });
    fc.assert(
      fc.property(text, (one) => {
        const folded = foldText(one);
        assert.equal(foldText(folded), folded);
        assert.equal(foldText(one.normalize("NFD")), folded);
        assert.equal(foldText(one.toUpperCase()), folded);
      }),
      { seed: 20261128, numRuns: 2000 },
    );
  });

  test("is the same for every letter, whether it stands alone or beside one that has to be looked at closely", () => {
    const other: string[] = [];
    for (let code = 0; code < 0xd800; code++) {
      const letter = String.fromCharCode(code);
      // The space parts them, so that nothing joins.
      if (foldText(letter) !== foldText(`${letter} ß`).slice(0, -3)) other.push(letter);
    }
    assert.deepEqual(other, []);
  });

  test("halves of characters and ten million of them are no trouble", () => {
    assert.equal(foldText("\ud800A\udc00"), "\ud800a\udc00");
    assert.equal(foldText("É".repeat(1_000_000)).length, 1_000_000);
  });
});
