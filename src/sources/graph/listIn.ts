import { openBracket } from "../../jsonBytes.ts";
import { membersIn } from "./membersIn.ts";

/**
 * Where in an answer of Graph, an object as UTF-8 JSON, its list `value` begins and ends; undefined when it has none. Of several the last one counts, as to
 * whoever parses it. An answer that breaks off has none.
 */
export function listIn(bytes: Uint8Array): readonly [start: number, end: number] | undefined {
  const value = membersIn(bytes)?.findLast(({ name }) => name === "value");
  return value && bytes[value.start] === openBracket ? [value.start, value.end] : undefined;
}
