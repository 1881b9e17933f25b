// What a file's name must not hold on some system, what draws nothing or turns the direction around, and halves of characters.
const unsafe = /[\\/:*?"<>|#%\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]+/gu;
/** Devices of Windows: no file there can have one of these names, whatever follows after a dot. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\s*(?:\.|$))/i;
/** File systems take 255 bytes; a character has up to four, and the rest of the name wants its part. */
const mostCharacters = 48;

// Windows drops dots and spaces at the end; a dot at the beginning hides the file elsewhere.
const ends = /^[\s.]+|[\s.]+$/g;

/** A part of a file's name, from any text; empty when nothing is left of it. */
export function fileName(text: string): string {
  const safe = text.replaceAll(unsafe, " ").replaceAll(/\s+/g, " ").replaceAll(ends, "");
  const short = [...safe].slice(0, mostCharacters).join("").replaceAll(ends, "");
  return short.replace(device, "$&_");
}
