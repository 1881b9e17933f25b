import type { Expression, In, Path } from "../expression.ts";
import type { Reader } from "../reader.ts";

/** Reads the parts of a condition: what those need of the grammar who read what another language writes between them. */
export interface PartReader {
  readonly reader: Reader;
  /** `least`: operators that bind less end it. */
  expression(least?: number): Expression;
  /** The list behind `in`; `start`: where `left` begins. */
  membership(left: Expression, start: number): In;
  /** What stands within something else; not for ever. */
  nested<Node extends Expression>(read: () => Node | Path): Node | Path;
}
