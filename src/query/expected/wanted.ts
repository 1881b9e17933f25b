import type { Field } from "../../reports/index.ts";
import type { Known } from "../checks/known.ts";
import type { Expression } from "../expression.ts";
import { functions, type ValueKind } from "../functions.ts";
import type { Within } from "../inquiry.ts";

/** What an operand must be. `isCondition`: true or false, or the beginning of a comparison. */
export interface Wanted {
  readonly isCondition?: true;
  /** Undefined: any. */
  readonly kinds?: readonly ValueKind[];
  readonly field?: Field | undefined;
  /** The literal that it is compared with. */
  readonly text?: string | undefined;
  readonly isOrdered?: boolean;
  readonly isComparison?: boolean;
  /** Whether a field in place of another one has a list of values. */
  readonly hasMembers?: boolean;
  readonly list?: Within & { readonly in: "list" };
}

/** What may be calculated with a value of a kind, and the kinds of what stands behind the operator. */
export const calculations: Partial<Record<ValueKind, Partial<Record<string, readonly ValueKind[]>>>> = {
  number: { add: ["number"], sub: ["number"], mul: ["number"], div: ["number"], mod: ["number"] },
  instant: { sub: ["duration", "instant"], add: ["duration"] },
  duration: { add: ["duration", "instant"], sub: ["duration"], mul: ["number"], div: ["number"] },
};

const condition: Wanted = { isCondition: true };

type KnownOf = (expression: Expression) => Known;

/** What an operand must be where so much is open. */
export function wantedWithin(within: Within | undefined, known: KnownOf): Wanted {
  switch (within?.in) {
    case undefined:
    case "lambda":
    case "not":
    case "logic":
      return condition;
    case "group":
      return wantedWithin(within.outer, known);
    case "minus":
      return { kinds: ["number", "duration"] };
    case "comparison": {
      const { operator, left } = within;
      const isOrdered = !["eq", "ne", "has"].includes(operator);
      return { ...alike(left, known), isOrdered, isComparison: true };
    }
    case "list":
      return { ...alike(within.left, known), isComparison: true, list: within };
    case "arithmetic": {
      const kinds = calculations[known(within.left).kind as ValueKind]?.[within.operator.replace("divby", "div")];
      return { kinds: kinds ?? ["number", "duration", "instant"] };
    }
    case "call": {
      const kinds = functions.get(within.name)?.takes[within.item];
      const compared = within.first && known(within.first).field;
      return kinds ? { kinds, field: compared } : {};
    }
  }
}

/** What can be compared with an expression. */
function alike(left: Expression, known: KnownOf): Wanted {
  const { kind, field } = known(left);
  const text = left.type === "literal" && (left.kind === "string" || left.kind === "enum") ? left.text : undefined;
  if (kind === "null" || kind === "unknown" || kind === "object") return { field };
  return { kinds: [kind], field, text };
}

/** Whether what is known of a value is what is wanted. */
export function fitsInto({ kinds }: Wanted, { kind }: Known): boolean {
  return kinds === undefined || kind === "null" || (kind !== "unknown" && kind !== "object" && kinds.includes(kind));
}
