import type { ActivityRecord } from "../reports/report.ts";
import { call } from "./callFunction.ts";
import { arithmetic } from "./arithmetic.ts";
import { compare } from "./compare.ts";
import type { Binary, Expression, Lambda, Path } from "./expression.ts";
import { instantOf, temporal, type Temporal } from "./temporal.ts";

export interface EvaluateOptions {
  /** What `now()` gives. */
  readonly now: Date;
}

/** The value of an expression for a record: a value of JSON, or a `Temporal`. Missing members and unknown answers are null. */
export type Value = (record: ActivityRecord) => unknown;

interface Scope {
  readonly now: Temporal;
  /** Where the item of each lambda stands while its predicate is asked. */
  readonly variables: ReadonlyMap<string, { item: unknown }>;
}

/**
 * Turns a condition into a function that tells whether a record meets it: the semantics of OData 4.01 over plain JSON.
 *
 * - A missing member is null. `and`, `or`, `not` know true, false and unknown; a record is met by true only.
 * - Member names are found as written, or else in any case, as at the service. Text is compared by its characters.
 * - Text of a record that is compared with an instant, a date, a time of day or a duration is read as one, exact to the last fraction digit.
 *   A date stands for its first moment in UTC. Guids and named enumeration members are compared without regard to case.
 * - Values of kinds that cannot be compared are not equal, and none is greater. Lists that are null are empty; what is no list stands for a list of itself.
 */
export function compile(expression: Expression, { now }: EvaluateOptions): (record: ActivityRecord) => boolean {
  const value = compileValue(expression, { now: instantOf(now), variables: new Map() });
  return (record) => value(record) === true;
}

/** Whether the record meets the condition; see `compile`, which is the one to use for many records. */
export function evaluate(expression: Expression, record: ActivityRecord, options: EvaluateOptions): boolean {
  return compile(expression, options)(record);
}

function compileValue(expression: Expression, scope: Scope): Value {
  switch (expression.type) {
    case "literal": {
      const value = literalValue(expression.kind, expression.text);
      return () => value;
    }
    case "path":
      return compilePath(expression, scope);
    case "unary": {
      const operand = compileValue(expression.operand, scope);
      if (expression.operator === "neg") return (record) => negate(operand(record));
      return (record) => {
        const value = operand(record);
        return typeof value === "boolean" ? !value : null;
      };
    }
    case "binary":
      return compileBinary(expression, scope);
    case "in": {
      const { left, list } = expression;
      if (list.type === "path") {
        const [one, many] = [compileValue(left, scope), compilePath(list, scope)];
        const equal = compare("eq", undefined, undefined);
        return (record) => {
          const items = many(record);
          const value = one(record);
          return Array.isArray(items) && items.some((item) => equal(value, item));
        };
      }
      const texts = list.items.flatMap((item) => (item.type === "literal" && item.kind === "string" ? [item.text] : []));
      if (texts.length === list.items.length && left.type === "path") {
        const [one, set] = [compilePath(left, scope), new Set<unknown>(texts)];
        return (record) => set.has(one(record));
      }
      return some(
        list.items.map((right) => compileBinary({ type: "binary", operator: "eq", left, right }, scope)),
        true,
      );
    }
    case "list":
      return () => null;
    case "call": {
      const values = expression.arguments.map((argument) => compileValue(argument, scope));
      return call(expression.name, values, scope.now);
    }
    case "lambda":
      return compileLambda(expression, scope);
  }
}

function compileBinary(expression: Binary, scope: Scope): Value {
  const { operator } = expression;
  if (operator === "and" || operator === "or") {
    return some(
      chain(expression).map((term) => compileValue(term, scope)),
      operator === "or",
    );
  }
  const left = compileValue(expression.left, scope);
  const right = compileValue(expression.right, scope);
  switch (operator) {
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "divby":
    case "mod": {
      const calculate = arithmetic(operator, isFractional(expression.left) || isFractional(expression.right));
      return (record) => calculate(left(record), right(record));
    }
    default: {
      const test = compare(operator, expression.left, expression.right);
      if (expression.right.type !== "literal") return (record) => test(left(record), right(record));
      const constant = literalValue(expression.right.kind, expression.right.text);
      return (record) => test(left(record), constant);
    }
  }
}

/** The terms that one operator joins, from the left; the parser makes long chains, which must not become deep calls. */
function chain({ operator, left, right }: Binary): Expression[] {
  const terms = [right];
  let rest = left;
  while (rest.type === "binary" && rest.operator === operator) {
    terms.push(rest.right);
    rest = rest.left;
  }
  return [...terms, rest].reverse();
}

/** Whether some term is `wanted`: `or` looks for true, `and` for false. Unknown when one is unknown and none is `wanted`. */
function some(terms: readonly Value[], wanted: boolean): Value {
  return (record) => {
    let answer: boolean | null = !wanted;
    for (const term of terms) {
      const value = term(record);
      if (value === wanted) return wanted;
      if (value !== !wanted) answer = null;
    }
    return answer;
  };
}

function compilePath({ members }: Path, scope: Scope): Value {
  const [first = "", ...others] = members;
  const variable = scope.variables.get(first);
  const names = variable || first === "$it" ? others : members;
  const base: Value = variable ? () => variable.item : (record) => record;
  const steps = names.map((name) => (name === "$count" ? count : memberOf(name)));
  const [one, two] = steps;
  if (!one) return base;
  if (!two) return (record) => one(base(record));
  if (steps.length === 2) return (record) => two(one(base(record)));
  return (record) => steps.reduce((value, step) => step(value), base(record));
}

const count = (value: unknown) => (Array.isArray(value) ? value.length : 0);

/** Reads a member; names that every object has are looked for among its own only. */
function memberOf(name: string): (value: unknown) => unknown {
  const isInherited = name in Object.prototype;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const found = isInherited ? undefined : (value as ActivityRecord)[name];
    return found === undefined ? memberInAnyCase(value as ActivityRecord, name) : found;
  };
}

function memberInAnyCase(value: ActivityRecord, name: string): unknown {
  if (Object.hasOwn(value, name)) return value[name] ?? null;
  const wanted = name.toLowerCase();
  for (const key of Object.keys(value)) if (key.length === name.length && key.toLowerCase() === wanted) return value[key] ?? null;
  // a name with a dot is a type to which the value is cast
  return name.includes(".") && !name.startsWith("@") ? value : null;
}

function compileLambda({ operator, source, variable = "", predicate }: Lambda, scope: Scope): Value {
  const list = compilePath(source, scope);
  const slot: { item: unknown } = { item: null };
  const meets = predicate && compileValue(predicate, { ...scope, variables: new Map(scope.variables).set(variable, slot) });
  const test = (items: readonly unknown[], record: ActivityRecord): boolean => {
    if (!meets) return items.length > 0;
    const isMet = (item: unknown) => {
      slot.item = item;
      return meets(record) === true;
    };
    return operator === "any" ? items.some(isMet) : items.every(isMet);
  };
  return (record) => {
    const items = list(record);
    return test(Array.isArray(items) ? items : (items ?? null) === null ? [] : [items], record);
  };
}

function literalValue(kind: Parameters<typeof temporal>[1], text: string): unknown {
  if (kind === "null") return null;
  if (kind === "boolean") return text === "true";
  if (kind === "integer" || kind === "decimal") return Number(text.replace("INF", "Infinity"));
  return temporal(text, kind) ?? text;
}

function negate(value: unknown): unknown {
  if (typeof value === "number") return -value;
  const { kind, ticks } = (value ?? {}) as Partial<Temporal>;
  return kind === "duration" && ticks !== undefined ? { kind, ticks: -ticks, offset: 0 } : null;
}

/** Division of two integers is whole; a record's own number is taken for what it looks like. */
function isFractional(expression: Expression): boolean {
  if (expression.type === "literal") return expression.kind === "decimal";
  if (expression.type === "unary") return isFractional(expression.operand);
  return (
    expression.type === "binary" && (expression.operator === "divby" || isFractional(expression.left) || isFractional(expression.right))
  );
}
