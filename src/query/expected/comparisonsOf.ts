import type { Field } from "../../reports/index.ts";
import type { Answered, Answering } from "../answering.ts";
import type { Known } from "../checks/known.ts";

const comparisons = ["eq", "ne"] as const;
/** Of values that have an order. */
export const orders = ["gt", "ge", "lt", "le"] as const;
type Comparison = (typeof comparisons)[number] | (typeof orders)[number];

const ranks: Readonly<Record<Answered, number>> = { documented: 0, observed: 1, tried: 2 };

/** Those that the service answers for the field come first. `other`: the field that it is compared with. */
export function comparisonsOf({ kind, field }: Known, other: Field | undefined, answering: Answering | undefined): readonly Comparison[] {
  const isUnordered =
    other?.values !== undefined ||
    kind === "boolean" ||
    kind === "list" ||
    kind === "object" ||
    kind === "null" ||
    field?.values !== undefined;
  const all: readonly Comparison[] = isUnordered ? comparisons : [...comparisons, ...orders];
  const place = (operator: Comparison) => {
    const answered = field && answering?.(field, operator);
    return answered ? ranks[answered] : Infinity;
  };
  return all.toSorted((one, other) => place(one) - place(other) || 0);
}
