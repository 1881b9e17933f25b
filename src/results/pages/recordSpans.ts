import { closeBracket, comma, openBracket, skipSpace, skipValue, wordsOf } from "../../jsonBytes.ts";

/**
 * Where the items of a JSON list stand in its UTF-8 text: the first byte of each, and the byte after its last.
 * The text must be known to be JSON.
 */
export function recordSpans(bytes: Uint8Array): Uint32Array {
  const words = wordsOf(bytes);
  const spans: number[] = [];
  const start = bytes.indexOf(openBracket); // behind a byte order mark, white space
  if (start < 0) return new Uint32Array(0);
  let at = skipSpace(bytes, start + 1);
  while (at < bytes.length && bytes[at] !== closeBracket) {
    const end = skipValue(bytes, words, at);
    spans.push(at, end);
    at = skipSpace(bytes, end);
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1);
  }
  return Uint32Array.from(spans);
}
