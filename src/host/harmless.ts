// What draws nothing or turns the direction of others around, and halves of characters. Variation selectors are left: they choose how a character is drawn.
const unseen = /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const lineBreaks = /\r\n?|[\n\t\u0085\u2028\u2029]/g;

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/**
 * A name or sentence from settings, a query or the service, for the parts of VS Code that read more than text in it: `$(icon)` in quick picks and
 * the status bar, `[text](command:…)` in messages and prompts. Both become text, and characters that one cannot see are written as escapes.
 */
export const harmless = (text: string): string =>
  text
    .replace(lineBreaks, " ")
    .replace(unseen, escaped)
    .replaceAll(/(?<=\$)\(|(?<=\])\(/g, " (");
