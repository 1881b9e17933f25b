const quote = 0x22;
const backslash = 0x5c;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;

/** Where the next byte stands that is no white space. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++;
  return at;
}

/** Where the string that begins at `start` has ended. */
export function skipString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (let code = bytes[at]; code !== quote && at < bytes.length; code = bytes[at]) at += code === backslash ? 2 : 1;
  return at + 1;
}

/** Four bytes in one, as far as the memory under a text has them so. */
export interface Words {
  readonly values: Uint32Array;
  /** Bytes before the first of them. */
  readonly from: number;
}

export function wordsOf({ buffer, byteOffset, length }: Uint8Array): Words {
  const from = Math.min(-byteOffset & 3, length);
  return { values: from === length ? new Uint32Array(0) : new Uint32Array(buffer, byteOffset + from, (length - from) >> 2), from };
}

/** Of four bytes: in a byte that is zero, and in no other one before it, the subtraction sets the highest bit. */
function hasQuoteOrBackslash(four: number): boolean {
  const quotes = four ^ 0x22222222;
  const backslashes = four ^ 0x5c5c5c5c;
  return ((((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes)) & 0x80808080) !== 0;
}

/** Where the value that begins at `start` has ended. */
export function skipValue(bytes: Uint8Array, { values, from }: Words, start: number): number {
  const first = bytes[start];
  if (first === quote) return skipString(bytes, start);
  let at = start;
  if (first !== openBrace && first !== openBracket) {
    for (let code = first ?? 0; code > 0x20 && code !== comma && code !== closeBrace && code !== closeBracket; code = bytes[at] ?? 0) at++;
    return at;
  }
  const end = bytes.length;
  let depth = 0;
  while (at < end) {
    const code = bytes[at++] ?? 0;
    if (code === quote) {
      // Most bytes of a page are passed here: four at a time, as long as none of them is a quote or a backslash.
      for (let inside = bytes[at]; inside !== quote && at < end; inside = bytes[at]) {
        at += inside === backslash ? 2 : 1;
        if (((at - from) & 3) !== 0) continue;
        let word = (at - from) >> 2;
        while (word < values.length && !hasQuoteOrBackslash(values[word] as number)) word++;
        at = from + 4 * word;
      }
      at++;
    } else if (code < openBracket) continue;
    else if (code === openBrace || code === openBracket) depth++;
    else if ((code === closeBrace || code === closeBracket) && --depth === 0) break;
  }
  return at;
}
