/** At most `limit` UTF-16 units, never half a character, with an ellipsis for the rest. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit)}…`;
}

/** At most `limit` UTF-16 units and an ellipsis for the middle, so that one sees what it begins with and what it ends in. */
export function cutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const isLow = (at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at));
  const [end, start] = [isLow(half) ? half - 1 : half, text.length - half];
  return `${text.slice(0, end)}…${text.slice(isLow(start) ? start + 1 : start)}`;
}

// Characters that draw nothing, move the cursor or turn the direction around, and halves of characters: a name must not look like another.
const unseen =
  // eslint-disable-next-line no-control-regex -- line breaks and tabs stay
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0001}]|\p{Cs}/u;
// Two more draw nothing by themselves, yet are letters in scripts that join theirs and in emoji; and so are tags behind a flag.
const joining =
  "[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}]";
const emoji = "(?:\\p{Extended_Pictographic}\\ufe0f?|\\p{Emoji_Modifier})";
const outOfPlace = `(?<!${joining}|${emoji})\\u200d|(?<!${joining})\\u200c|(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007f}]{0,7})[\\u{e0020}-\\u{e007f}]`;
const hidden = new RegExp(`${unseen.source}|${outOfPlace}`, "gu");
const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
};
const plain = /^[\t\n\u0020-\u007e]*$/;
/** Hostile text made visible: characters that hide or turn it are written as escapes; line breaks and tabs stay. */
export const visible = (text: string): string => (plain.test(text) ? text : text.replace(hidden, escaped));
