import { closeBrace, colon, comma, openBrace, openBracket, skipSpace, skipString, skipValue, wordsOf } from "../../jsonBytes.ts";

/**
 * Where in an answer of Graph, an object as UTF-8 JSON, its list `value` begins and ends; undefined when it has none. Of several the last one counts, as to
 * whoever parses it. An answer that breaks off has none.
 */
export function listIn(bytes: Uint8Array): readonly [start: number, end: number] | undefined {
  const words = wordsOf(bytes);
  let list: readonly [number, number] | undefined;
  const first = bytes.indexOf(openBrace); // behind a byte order mark, white space
  if (first < 0) return undefined;
  let at = skipSpace(bytes, first + 1);
  while (at < bytes.length && bytes[at] !== closeBrace) {
    const nameEnd = skipString(bytes, at);
    const behind = bytes.indexOf(colon, nameEnd);
    if (behind < 0) return undefined;
    const start = skipSpace(bytes, behind + 1);
    const end = Math.max(start + 1, skipValue(bytes, words, start));
    if (nameAt(bytes, at, nameEnd) === "value") list = bytes[start] === openBracket ? [start, end] : undefined;
    at = skipSpace(bytes, end);
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1);
  }
  return bytes[at] === closeBrace ? list : undefined;
}

function nameAt(bytes: Uint8Array, start: number, end: number): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.subarray(start, end)).toString());
  } catch {
    return undefined;
  }
}
