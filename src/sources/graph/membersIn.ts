import { closeBrace, colon, comma, openBrace, skipSpace, skipString, skipValue, wordsOf } from "../../jsonBytes.ts";

/** A member of an object in JSON, and where in its bytes the value begins and ends. */
export interface Member {
  /** As a parser reads it, however it is written; undefined: it cannot be read. */
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** All members of an object as UTF-8 JSON, doubled ones too, of which a parser drops all but the last without a word; undefined when it is none, or breaks off. */
export function membersIn(bytes: Uint8Array): readonly Member[] | undefined {
  const words = wordsOf(bytes);
  const members: Member[] = [];
  const first = bytes.indexOf(openBrace); // behind a byte order mark, white space
  if (first < 0) return undefined;
  let at = skipSpace(bytes, first + 1);
  while (at < bytes.length && bytes[at] !== closeBrace) {
    const nameEnd = skipString(bytes, at);
    const behind = bytes.indexOf(colon, nameEnd);
    if (behind < 0) return undefined;
    const start = skipSpace(bytes, behind + 1);
    const end = Math.max(start + 1, skipValue(bytes, words, start));
    members.push({ name: nameAt(bytes, at, nameEnd), start, end });
    at = skipSpace(bytes, end);
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1);
  }
  return bytes[at] === closeBrace ? members : undefined;
}

function nameAt(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return String(JSON.parse(Buffer.from(bytes.subarray(start, end)).toString()));
  } catch {
    return undefined;
  }
}
