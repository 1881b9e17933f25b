// Letters that have one small form each and are in their normal form already, accents that stand alone left out: most texts have no others.
const simple =
  // eslint-disable-next-line no-control-regex -- all of ASCII
  /^[\u0000-\u00b4\u00b6-\u00de\u00e0-\u012f\u0132-\u0148\u014a-\u017e\u0180-\u01ef\u01f1-\u024f\u0400-\u0482\u048a-\u052f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/;
// A dot above an i is all that is left of the Turkish İ; other marks may stand before it.
const dottedI = /i\p{M}*\u0307\p{M}*/gu;

/**
 * What texts are searched by: the same for texts that differ only in case or in how their accents are written. `ß` is as `ss`, `İ` and `ı` are as `i`,
 * and each sigma is as any other. A text that has another has it folded too, but for an accent behind its end.
 */
export function foldText(text: string): string {
  if (simple.test(text)) return text.toLowerCase();
  // Through capitals and back: some letters have several small forms. The last normal form joins what that has taken apart.
  return text
    .normalize("NFC")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFD")
    .replace(dottedI, (marked) => marked.replaceAll("\u0307", ""))
    .replaceAll("ς", "σ")
    .normalize("NFC");
}
