import type { Literal } from "../expression.ts";
import type { Reader } from "../reader.ts";
import { writtenAs } from "./writtenAs.ts";

const addressShape = /[\p{L}\p{N}_][\p{L}\p{N}_.+-]{0,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,9}/uy;
const ipShape = /\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/y;

/** An address without quotes. */
export function readAddress(reader: Reader): Literal | undefined {
  const { start, end } = reader.token;
  const near = reader.peek(1);
  // What touches a text in quotes is the rest of it.
  if (near.start !== end || near.kind === "end" || reader.text[start - 1] === "'" || reader.isSymbol("/", 1) || reader.isSymbol("(", 1))
    return undefined;
  addressShape.lastIndex = start;
  const [text] = addressShape.exec(reader.text) ?? [];
  if (text === undefined) return undefined;
  const meant: Literal = { type: "literal", kind: "string", text };
  return writtenAs(reader, meant, start, start + text.length, "Text stands in single quotes:");
}

/** `10.0.0.1` without quotes. */
export function readIpAddress(reader: Reader): Literal | undefined {
  const { start } = reader.token;
  ipShape.lastIndex = start;
  const [text] = ipShape.exec(reader.text) ?? [];
  return text === undefined
    ? undefined
    : writtenAs(reader, { type: "literal", kind: "string", text }, start, start + text.length, "Text stands in single quotes:");
}
