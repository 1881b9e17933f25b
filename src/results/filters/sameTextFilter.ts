import type { Expression } from "../../query/expression.ts";
import type { StoredColumn } from "../columns/storedColumn.ts";
import type { RowFilter } from "./rowFilter.ts";

// eslint-disable-next-line no-control-regex -- all of ASCII
const ascii = /^[\x00-\x7f]+$/;

/** A text that is asked for as it is, of a column without a dictionary: rows that cannot have it are left out by their bytes, `others` looks at those that are left. Undefined: another expression. */
export function sameTextFilter(expression: Expression, column: StoredColumn, others: RowFilter): RowFilter | undefined {
  if (expression.type !== "binary" || expression.operator !== "eq") return undefined;
  const { left, right } = expression;
  if (left.type !== "path" || right.type !== "literal" || right.kind !== "string" || !ascii.test(right.text)) return undefined;
  const text = right.text.toLowerCase();
  return {
    ...others,
    test(from, mask) {
      column.spread?.keepSame?.(text, from, mask);
      if (mask.includes(1)) others.test(from, mask);
    },
  };
}
