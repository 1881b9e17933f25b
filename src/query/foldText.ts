// eslint-disable-next-line no-control-regex -- all of ASCII
const ascii = /^[\u0000-\u007f]*$/;
// A dot above an i is all that is left of the Turkish İ.
const dottedI = /i\u0307/g;

/**
 * What texts are searched by: the same for texts that differ only in case or in how their accents are written. `ß` is as `ss`, `İ` and `ı` are as `i`,
 * and each sigma is as any other. A text that has another has it folded too, but for an accent behind its end.
 */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  // Through capitals and back: some letters have several small forms. The last normal form joins what that has taken apart.
  return text.normalize("NFC").toLowerCase().toUpperCase().toLowerCase().replace(dottedI, "i").replaceAll("ς", "σ").normalize("NFC");
}
