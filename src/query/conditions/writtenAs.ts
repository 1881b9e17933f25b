import type { Expression } from "../expression.ts";
import { printFilter } from "../printFilter.ts";
import { placed, type Reader } from "../reader.ts";

/** Notes how a part of the text is written in OData, and passes over it. */
export function writtenAs<Node extends Expression>(reader: Reader, meant: Node, start: number, end: number, what: string): Node {
  const written = printFilter(meant);
  reader.problem({ start, end }, `${what} ${written}`, written);
  reader.passTo(end);
  return placed(meant, start, end);
}
