import type { ComparisonOperator, Expression } from "../../query/expression.ts";
import type { StoredColumn } from "../columns/storedColumn.ts";
import { momentOf, type Moment } from "../columns/instants.ts";
import type { RowFilter } from "./rowFilter.ts";

/** Whether a comparison holds for a value before the literal, at it, after it, and for a missing one. */
interface Answers {
  readonly before: 0 | 1;
  readonly at: 0 | 1;
  readonly after: 0 | 1;
  readonly missing: 0 | 1;
}

const answers: Readonly<Partial<Record<string, Answers>>> = {
  eq: { before: 0, at: 1, after: 0, missing: 0 },
  ne: { before: 1, at: 0, after: 1, missing: 1 },
  gt: { before: 0, at: 0, after: 1, missing: 0 },
  ge: { before: 0, at: 1, after: 1, missing: 0 },
  lt: { before: 1, at: 0, after: 0, missing: 0 },
  le: { before: 1, at: 1, after: 0, missing: 0 },
} satisfies Record<Exclude<ComparisonOperator, "has">, Answers>;

/** A comparison of an instant with a literal in UTC, which needs no text of any row. Undefined: another expression. */
export function instantFilter(expression: Expression, column: StoredColumn, others: RowFilter): RowFilter | undefined {
  if (expression.type !== "binary" || expression.left.type !== "path" || expression.right.type !== "literal") return undefined;
  const { operator, right } = expression;
  const test = answers[operator];
  const moment = right.kind === "dateTimeOffset" && right.text.endsWith("Z") ? momentOf(right.text) : undefined;
  if (!test || !moment) return undefined;
  return {
    test(from, mask) {
      const { instants } = column;
      if (!instants) return others.test(from, mask);
      compareAll(instants.times, instants.ticks, { moment, test, from, mask });
      if (instants.odd === 0) return;
      const odd = mask.map((_, index) => Number(instants.times[from + index] === -Infinity && mask[index] === unclear));
      others.test(from, odd);
      for (let index = 0; index < mask.length; index++) if (mask[index] === unclear) mask[index] = odd[index] ?? 0;
    },
  };
}

/** Stands in a mask for a row whose value is odd. */
const unclear = 2;

interface Comparison {
  readonly moment: Moment;
  readonly test: Answers;
  readonly from: number;
  readonly mask: Uint8Array;
}

function compareAll(times: Float64Array, ticks: Uint32Array, { moment, test, from, mask }: Comparison): void {
  const { ms, ticks: tick } = moment;
  for (let index = 0; index < mask.length; index++) {
    if (!mask[index]) continue;
    const time = times[from + index] ?? NaN;
    if (time < ms) mask[index] = time === -Infinity ? unclear : test.before;
    else if (time > ms) mask[index] = test.after;
    else if (time === ms) {
      const rest = (ticks[from + index] ?? 0) >> 3;
      mask[index] = rest < tick ? test.before : rest > tick ? test.after : test.at;
    } else mask[index] = test.missing;
  }
}
