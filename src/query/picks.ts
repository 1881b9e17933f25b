import type { Field } from "../reports/index.ts";
import type { Binary, Call, Expression, Lambda, Literal, Path } from "./expression.ts";
import { printFilter } from "./printFilter.ts";
import { disjuncts } from "./rewrite.ts";
import { variablesIn } from "./variables.ts";

/** What a cell can hold: lists and objects are JSON text. */
export type PickedValue = string | number | boolean | null;

/** A term that asks for values of one field, or leaves them out. */
export interface Pick {
  /** As the term writes it, items of lists as `[]`. */
  readonly path: string;
  readonly kind: "include" | "exclude";
  readonly values: readonly PickedValue[];
}

export const literalKind: Readonly<Record<Field["kind"], Literal["kind"] | undefined>> = {
  text: "string",
  enum: "string",
  flags: "string",
  integer: "integer",
  double: "decimal",
  boolean: "boolean",
  instant: "dateTimeOffset",
  object: undefined,
};

const nullLiteral: Literal = { type: "literal", kind: "null", text: "null" };

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const text = (value: string): Literal => ({ type: "literal", kind: "string", text: value });

/** What stands for a value in a term. What would be read as a variable in a text is put together from two. */
export function operandOf(value: PickedValue, kind: Literal["kind"]): Literal | Call {
  if (value === null) return nullLiteral;
  if (typeof value === "boolean") return { type: "literal", kind: "boolean", text: String(value) };
  if (typeof value === "number") return { type: "literal", kind: Number.isSafeInteger(value) ? "integer" : "decimal", text: String(value) };
  // A value of another kind than the field's is asked for as what it is.
  if (kind === "dateTimeOffset" && instant.test(value)) return { type: "literal", kind, text: value };
  return textOperand(value, variablesIn(value).length > 0);
}

/** A text; `isSplit`: put together so that nothing in it can be taken for a variable. */
export function textOperand(value: string, isSplit: boolean): Literal | Call {
  if (!isSplit) return text(value);
  const [before = "", ...after] = value.split("${");
  return after.reduce<Literal | Call>(
    (start, part) => ({
      type: "call",
      name: "concat",
      arguments: [
        start.type === "literal" ? text(`${start.text}$`) : { type: "call", name: "concat", arguments: [start, text("$")] },
        text(`{${part}`),
      ],
    }),
    text(before),
  );
}

/**
 * The term that asks for values of a field, or the terms that leave them out, to be joined by `and`. Of a list, a record is meant when one item has the value; null stands for a list
 * in which no item has any. Undefined: no comparison can ask for what the field holds.
 */
export function pickTerms(field: Field, kind: Pick["kind"], values: readonly PickedValue[]): Expression[] | undefined {
  const literal = literalKind[field.kind];
  if (!literal) return undefined;
  const present = values.filter((value) => value !== null).map((value) => operandOf(value, literal));
  const hasNull = values.includes(null);
  const steps = stepsTo(field);
  if (kind === "exclude") {
    return [
      ...present.map((value) =>
        steps.length > 1 ? not(within(steps, (path) => compared("eq", path, value))) : compared("ne", pathOf(steps[0]), value),
      ),
      ...(hasNull ? [within(steps, (path) => compared("ne", path, nullLiteral))] : []),
    ];
  }
  const options = [
    ...(present.length > 0 ? [within(steps, (path) => oneOf(path, present))] : []),
    ...(hasNull
      ? [steps.length > 1 ? not(within(steps, (path) => compared("ne", path, nullLiteral))) : compared("eq", pathOf(steps[0]), nullLiteral)]
      : []),
  ];
  return options.length === 0 ? [] : [options.reduce((left, right) => ({ type: "binary", operator: "or", left, right }))];
}

/** What a term picks; undefined when it asks for something else. `pickTerms` of it gives the term back. */
export function pickOf(term: Expression): Pick | undefined {
  const options = disjuncts(term).map(singlePick);
  const [first] = options;
  if (!first || options.length === 1) return first;
  if (!options.every((option) => option?.kind === "include" && option.path.toLowerCase() === first.path.toLowerCase())) return undefined;
  return { ...first, values: options.flatMap((option) => option?.values ?? []) };
}

function singlePick(term: Expression): Pick | undefined {
  if (term.type === "unary" && term.operator === "not") {
    const inner = singlePick(term.operand);
    if (!inner || !isOfItems(inner))
      return inner?.kind === "include" && term.operand.type === "in" ? { ...inner, kind: "exclude" } : undefined;
    // `not list/any(item: item/member ne null)`: nothing in the list has a value.
    if (inner.kind === "exclude") return inner.values.length === 1 && inner.values[0] === null ? { ...inner, kind: "include" } : undefined;
    return { ...inner, kind: "exclude" };
  }
  if (term.type === "lambda") return lambdaPick(term);
  if (term.type === "in") {
    if (term.left.type !== "path" || term.list.type !== "list") return undefined;
    const values = term.list.items.map(valueOf);
    return values.every((value) => value !== undefined) ? { path: term.left.members.join("/"), kind: "include", values } : undefined;
  }
  if (term.type !== "binary" || (term.operator !== "eq" && term.operator !== "ne") || term.left.type !== "path") return undefined;
  const value = valueOf(term.right);
  return value === undefined
    ? undefined
    : { path: term.left.members.join("/"), kind: term.operator === "eq" ? "include" : "exclude", values: [value] };
}

function lambdaPick({ operator, source, variable, predicate }: Lambda): Pick | undefined {
  if (operator !== "any" || !predicate || variable === undefined) return undefined;
  const inner = singlePick(predicate);
  if (!inner) return undefined;
  const [first, ...rest] = inner.path.split("/");
  if (first !== variable) return undefined;
  // Some item is another: that picks nothing, unless the other is null.
  if (inner.kind === "exclude" && !(inner.values.length === 1 && inner.values[0] === null)) return undefined;
  return { ...inner, path: [...source.members, "[]", ...rest].join("/") };
}

const isOfItems = ({ path }: Pick): boolean => path.split("/").includes("[]");

function valueOf(expression: Expression): PickedValue | undefined {
  if (expression.type === "call" && expression.name === "concat") {
    const parts = expression.arguments.map(valueOf);
    return parts.every((part) => typeof part === "string") ? parts.join("") : undefined;
  }
  if (expression.type !== "literal") return undefined;
  const { kind, text } = expression;
  switch (kind) {
    case "null":
      return null;
    case "boolean":
      return text === "true";
    case "integer":
    case "decimal":
      // Of a number with more digits than a double has, no cell is the value.
      return String(Number(text)) === text ? Number(text) : undefined;
    case "string":
    case "guid":
    case "dateTimeOffset":
      return text;
    default:
      return undefined;
  }
}

/** The lists that lead to a field, and what it is called in the items of the last one. */
export const stepsTo = ({ path, list }: Field): string[] => [...path.split("/[]/"), ...(list ? [""] : [])];

/** Goes into the lists that lead to a field, one `any` for each. */
export function within(steps: readonly string[], condition: (path: Path) => Expression, depth = 0): Expression {
  const [first = "", ...rest] = steps;
  const variable = depth === 0 ? undefined : variableAt(depth);
  const path = pathOf(first, variable);
  if (rest.length === 0) return condition(path);
  return { type: "lambda", operator: "any", source: path, variable: variableAt(depth + 1), predicate: within(rest, condition, depth + 1) };
}

const variableAt = (depth: number): string => ["x", "y", "z"][depth - 1] ?? `x${depth}`;

const pathOf = (path = "", variable?: string): Path => ({
  type: "path",
  members: [...(variable === undefined ? [] : [variable]), ...path.split("/").filter(Boolean)],
});

const compared = (operator: Binary["operator"], left: Path, right: Literal | Call): Expression => ({
  type: "binary",
  operator,
  left,
  right,
});

function oneOf(left: Path, values: readonly (Literal | Call)[]): Expression {
  const [only] = values;
  return values.length === 1 && only ? compared("eq", left, only) : { type: "in", left, list: { type: "list", items: values } };
}

export function not(operand: Expression): Expression {
  return { type: "unary", operator: "not", operand };
}

/** The same values in one writing. */
export const valueKey = (value: PickedValue): string => printFilter(operandOf(value, "string"));
