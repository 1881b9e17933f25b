import type { Expression } from "../expression.ts";
import type { Reader } from "../reader.ts";
import { nothing } from "./nothingMeant.ts";

/** `is`, `is not`, `equals`, `not equals`: read, with a word of how they are written. */
export function readWordedOperator(reader: Reader, left: Expression): "eq" | "ne" | undefined {
  if (left.type !== "path" || left.members.length === 0) return undefined;
  const { start } = reader.token;
  const [first, second] = [reader.word(), reader.word(1)];
  const words =
    first === "is" && second === "not" ? 2 : first === "not" && /^equals?$/.test(second) ? 2 : /^(?:is|equals?)$/.test(first) ? 1 : 0;
  if (words === 0 || nothing.test(reader.word(words)) || reader.peek(words).kind === "end" || reader.isSymbol("/", 1)) return undefined;
  const operator = words === 2 ? "ne" : "eq";
  const { end } = reader.peek(words - 1);
  for (let left = words; left > 0; left--) reader.next();
  reader.problem({ start, end }, `'${reader.text.slice(start, end)}' is written '${operator}'`, operator);
  return operator;
}
