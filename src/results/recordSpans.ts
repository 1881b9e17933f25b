const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Where the next byte stands that is no white space. */
function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++;
  return at;
}

/** Where the string that begins at `start` has ended. */
function skipString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (let code = bytes[at]; code !== quote && at < bytes.length; code = bytes[at]) at += code === backslash ? 2 : 1;
  return at + 1;
}

/** Where the value that begins at `start` has ended. */
function skipValue(bytes: Uint8Array, start: number): number {
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
    const code = bytes[at++];
    if (code === quote) {
      // Most bytes of a page are passed here.
      for (let inside = bytes[at++]; inside !== quote && at < end; inside = bytes[at++]) if (inside === backslash) at++;
    } else if (code === openBrace || code === openBracket) depth++;
    else if ((code === closeBrace || code === closeBracket) && --depth === 0) break;
  }
  return at;
}

/**
 * Where the items of the list `value` of a JSON object stand in its UTF-8 text: the first byte of each, and the byte after its last.
 * The text must be known to be JSON.
 */
export function recordSpans(bytes: Uint8Array): Uint32Array {
  let spans: number[] = [];
  let at = bytes.indexOf(openBrace) + 1; // behind a byte order mark, white space
  for (at = skipSpace(bytes, at); at < bytes.length && bytes[at] !== closeBrace; at = skipSpace(bytes, at)) {
    const nameEnd = skipString(bytes, at);
    const name: unknown = JSON.parse(Buffer.from(bytes.subarray(at, nameEnd)).toString());
    at = skipSpace(bytes, bytes.indexOf(colon, nameEnd) + 1);
    if (name === "value" && bytes[at] === openBracket) [spans, at] = itemSpans(bytes, at);
    else at = skipValue(bytes, at);
    at = skipSpace(bytes, at);
    if (bytes[at] === comma) at++;
  }
  return Uint32Array.from(spans);
}

/** The spans of the items of the list that begins at `start`, and where it has ended. */
function itemSpans(bytes: Uint8Array, start: number): [spans: number[], end: number] {
  const spans: number[] = [];
  let at = skipSpace(bytes, start + 1);
  while (at < bytes.length && bytes[at] !== closeBracket) {
    const end = skipValue(bytes, at);
    spans.push(at, end);
    at = skipSpace(bytes, end);
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1);
  }
  return [spans, at + 1];
}
