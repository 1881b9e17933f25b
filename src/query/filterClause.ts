import type { Field, FieldKind } from "../reports/index.ts";
import type { Answering } from "./answering.ts";
import type { Call, ComparisonOperator, Expression, Literal, Path } from "./expression.ts";
import { literalKind, not, operandOf, pickTerms, stepsTo, within, type PickedValue } from "./picks.ts";
import { printFilter } from "./printFilter.ts";
import { conjunction } from "./rewrite.ts";

/** How a clause that is put together by hand compares a field. */
export const filterOperators = [
  "is",
  "isAny",
  "isNot",
  "isNone",
  "contains",
  "containsNot",
  "starts",
  "startsNot",
  "ends",
  "has",
  "least",
  "more",
  "most",
  "less",
  "empty",
  "filled",
] as const;
export type FilterOperator = (typeof filterOperators)[number];

/** How many values an operator takes. */
export type ValuesTaken = "none" | "one" | "several";

export interface OperatorWords {
  readonly label: string;
  /** Of the language. */
  readonly text: string;
  readonly takes: ValuesTaken;
}

const words: Readonly<Record<FilterOperator, OperatorWords>> = {
  is: { label: "is", text: "eq", takes: "one" },
  isAny: { label: "is any of", text: "in", takes: "several" },
  isNot: { label: "is not", text: "ne", takes: "one" },
  isNone: { label: "is none of", text: "ne … and ne", takes: "several" },
  contains: { label: "contains", text: "contains", takes: "one" },
  containsNot: { label: "does not contain", text: "not contains", takes: "one" },
  starts: { label: "starts with", text: "startswith", takes: "one" },
  startsNot: { label: "does not start with", text: "not startswith", takes: "one" },
  ends: { label: "ends with", text: "endswith", takes: "one" },
  has: { label: "has all of", text: "has", takes: "several" },
  least: { label: "is at least", text: "ge", takes: "one" },
  more: { label: "is more than", text: "gt", takes: "one" },
  most: { label: "is at most", text: "le", takes: "one" },
  less: { label: "is less than", text: "lt", takes: "one" },
  empty: { label: "is empty", text: "eq null", takes: "none" },
  filled: { label: "is not empty", text: "ne null", takes: "none" },
};
const instantLabels: Readonly<Partial<Record<FilterOperator, string>>> = {
  least: "is at or after",
  more: "is after",
  most: "is at or before",
  less: "is before",
};

const ofTexts: readonly FilterOperator[] = [
  ...(["is", "isAny", "isNot", "isNone", "contains", "containsNot", "starts", "startsNot", "ends", "empty", "filled"] as const),
];
const ofNumbers: readonly FilterOperator[] = ["is", "isAny", "isNot", "isNone", "least", "more", "most", "less", "empty", "filled"];
const byKind: Readonly<Record<FieldKind, readonly FilterOperator[]>> = {
  text: ofTexts,
  enum: ["is", "isAny", "isNot", "isNone", "empty", "filled"],
  flags: ["has", "is", "isNot", "empty", "filled"],
  integer: ofNumbers,
  double: ofNumbers,
  boolean: ["is", "empty", "filled"],
  instant: ["least", "less", "more", "most", "is", "empty", "filled"],
  // A filter can ask for its members only.
  object: [],
};

/** What a field can be asked, in words; those that nearly everybody wants first. */
export const operatorsOf = (field: Field): readonly FilterOperator[] => byKind[field.kind];

export function operatorWords(operator: FilterOperator, { kind }: Field): OperatorWords {
  const found = words[operator];
  const label = kind === "instant" ? instantLabels[operator] : undefined;
  return label === undefined ? found : { ...found, label };
}

const comparisons: Readonly<Partial<Record<FilterOperator, ComparisonOperator>>> = { least: "ge", more: "gt", most: "le", less: "lt" };

/**
 * The terms that say it, to be joined by `and`: values are literals, whatever they hold. Of a list, a record is meant when one item meets it; what is denied is denied of all items.
 * `answering`: of whoever is asked. Undefined: the operator cannot be used with the field, or has too few values or too many.
 */
export function filterTerms(
  field: Field,
  operator: FilterOperator,
  values: readonly PickedValue[],
  answering: Answering,
): readonly Expression[] | undefined {
  const kind = literalKind[field.kind];
  const { takes } = words[operator];
  if (!kind || !operatorsOf(field).includes(operator)) return undefined;
  if (takes === "none" ? values.length > 0 : takes === "one" ? values.length !== 1 : values.length === 0) return undefined;
  const [value = null] = values;
  const steps = stepsTo(field);
  const each = (condition: (path: Path) => Expression): Expression => within(steps, condition);
  switch (operator) {
    case "is":
    case "isAny":
      return pickTerms(field, "include", values);
    case "isNot":
    case "isNone":
      return pickTerms(field, "exclude", values);
    case "empty":
      return pickTerms(field, "include", nothingIn(field));
    case "filled":
      return pickTerms(field, "exclude", nothingIn(field));
    case "has":
      return values.map((one) => each((left) => ({ type: "binary", operator: "has", left, right: operandOf(one, kind) })));
    case "contains":
      return [each(containing(field, String(value), answering))];
    case "containsNot":
      return [denied(steps, each(containing(field, String(value), answering)))];
    case "starts":
      return [each(called("startswith", String(value)))];
    case "startsNot":
      return [denied(steps, each(called("startswith", String(value))))];
    case "ends":
      return [each(called("endswith", String(value)))];
    default: {
      const comparison = comparisons[operator];
      return comparison && [each((left) => ({ type: "binary", operator: comparison, left, right: operandOf(value, kind) }))];
    }
  }
}

/** The same as one condition. */
export function filterClause(
  field: Field,
  operator: FilterOperator,
  values: readonly PickedValue[],
  answering: Answering,
): string | undefined {
  const condition = conjunction(filterTerms(field, operator, values, answering) ?? []);
  return condition && printFilter(condition);
}

/** What is not there has no part of a text, either: without a word of it, such a record would meet neither the condition nor its contrary. */
function denied(steps: readonly string[], condition: Expression): Expression {
  if (steps.length > 1) return not(condition);
  const isNothing = within(steps, (left) => ({
    type: "binary",
    operator: "eq",
    left,
    right: { type: "literal", kind: "null", text: "null" },
  }));
  return { type: "binary", operator: "or", left: not(condition), right: isNothing };
}

/** A text that is there and has no characters says as little as one that is missing. */
const nothingIn = ({ kind, list }: Field): readonly PickedValue[] => (kind === "text" && !list ? ["", null] : [null]);

/** Where upper and lower case would count, they do not: who looks for a part of a text seldom knows how it is written. */
function containing(field: Field, value: string, answering: Answering): (path: Path) => Expression {
  if (field.caseless || answering(field, "contains") === "documented") return called("contains", value);
  return (path) => ({
    type: "call",
    name: "contains",
    arguments: [{ type: "call", name: "tolower", arguments: [path] }, text(value.toLowerCase())],
  });
}

const called =
  (name: string, value: string) =>
  (path: Path): Expression => ({ type: "call", name, arguments: [path, text(value)] });

const text = (value: string): Literal | Call => operandOf(value, "string");

/** What a condition begins with that asks for a value of a field, up to where the value stands: `list/any(x: x/member eq `. */
export function valuePlace(field: Field): string {
  const stand = "\u0001";
  const whole = printFilter(within(stepsTo(field), (left) => ({ type: "binary", operator: "eq", left, right: text(stand) })));
  return whole.slice(0, whole.indexOf(`'${stand}'`));
}
