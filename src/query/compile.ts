import { derivedValue, isGiven } from "../reports/derived.ts";
import { fieldOf, type Field, type Report } from "../reports/index.ts";
import type { ActivityRecord } from "../reports/report.ts";
import { call } from "./callFunction.ts";
import { arithmetic } from "./arithmetic.ts";
import { compare, type Test } from "./compare.ts";
import { Effort, readingCost } from "./effort.ts";
import type { Binary, Expression, In, Lambda, Path } from "./expression.ts";
import { textKey } from "./letterCase.ts";
import { instantOf, temporal, type Temporal } from "./temporal.ts";
import type { Value } from "./value.ts";

export interface EvaluateOptions {
  /** What `now()` gives. */
  readonly now: Date;
  /** Whose records they are: what is known of its fields decides how texts are compared. None: by their characters. */
  readonly report?: Report;
  /**
   * To prove what the service has answered rather than to choose among records. Nobody knows of each field whether the service minds upper and lower case, so a record
   * is let through when it meets the condition in either way: equal up to letter case where one reading would have dropped it. The guard is never stricter than the service.
   */
  readonly asGuard?: boolean;
  /** Counts what the records cost. */
  readonly effort?: Effort;
}

/**
 * How texts that differ in case alone are taken: as they are meant, or, in a guard, so that the part at hand is true when either way makes it so (`wide`),
 * or false when either way makes it so (`narrow`, below a `not`).
 */
type Reading = "meant" | "wide" | "narrow";
const opposite: Record<Reading, Reading> = { meant: "meant", wide: "narrow", narrow: "wide" };

interface Variable {
  /** Stands here while the predicate is asked. */
  item: unknown;
  /** Path of the list with its items: `targetResources/[]`; undefined when nothing is known of it. */
  readonly path: string | undefined;
}

interface Scope {
  readonly now: Temporal;
  readonly report: Report | undefined;
  readonly reading: Reading;
  readonly effort: Effort;
  /** Of each lambda, by name. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** What the condition asks of fields that are derived. */
  readonly derivations: Map<Field, Value>;
}

/** In steps of an `Effort`: a walk through some lists. */
const derivingCost = 100;

/**
 * Turns a condition into a function that tells whether a record meets it: the semantics of OData 4.01 over plain JSON.
 *
 * - A missing member is null. `and`, `or`, `not` know true, false and unknown; a record is met by true only.
 * - Member names are found as written, or else in any case, as at the service. Text is compared by its characters. Where the report says that upper and lower case make
 *   no difference in a field (enumerations, identifiers, sign-in names) they make none in comparisons, `in`, `contains`, `startswith`, `endswith` and `indexof` of it;
 *   nor do they in GUIDs.
 * - Text of a record that is compared with an instant, a date, a time of day or a duration is read as one, exact to the last fraction digit.
 *   A date stands for its first moment in UTC. Guids and named enumeration members are compared without regard to case.
 * - A number that a record holds as text is compared with a number as one where the report says that it is a number.
 * - Values of kinds that cannot be compared are not equal, and none is greater. Lists that are null are empty; what is no list stands for a list of itself.
 * - A record that takes too long to judge is let through; `judge` tells of it.
 */
export function compile(expression: Expression, options: EvaluateOptions): (record: ActivityRecord) => boolean {
  const judged = judge(expression, options);
  return (record) => judged(record) ?? true;
}

/** As `compile`; undefined stands for a record that would take too long. What needs `matchesPattern` throws unless `loadPatterns` was awaited. */
export function judge(
  expression: Expression,
  { now, report, asGuard = false, effort = new Effort() }: EvaluateOptions,
): (record: ActivityRecord) => boolean | undefined {
  const reading = asGuard ? "wide" : "meant";
  const value = compileValue(expression, { now: instantOf(now), report, reading, effort, variables: new Map(), derivations: new Map() });
  return (record) => effort.limit(() => value(record) === true);
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
      const operand = compileValue(expression.operand, { ...scope, reading: opposite[scope.reading] });
      if (expression.operator === "neg") return (record) => negate(operand(record));
      return (record) => {
        const value = operand(record);
        return typeof value === "boolean" ? !value : null;
      };
    }
    case "binary":
      return compileBinary(expression, scope);
    case "in":
      return compileIn(expression, scope);
    case "list":
      return () => null;
    case "call":
      return compileCall(expression, scope);
    case "lambda":
      return compileLambda(expression, scope);
  }
}

/** What counts of a text that is compared with what an expression stands for; undefined: all of it. */
function keyOf(sides: readonly Expression[], scope: Scope): ((text: string) => string) | undefined {
  if (!scope.report) return undefined;
  const fields = sides.map((side) => fieldAt(side, scope));
  const field = fields.find((one) => one?.caseless) ?? fields.find(Boolean);
  return (text) => textKey(text, field);
}

const lowered = (text: string): string => text.toLowerCase();

/** A test of two texts with `key`; in a guard also of their letters alone. */
function inEitherCase(make: (key?: (text: string) => string) => Test, key: ((text: string) => string) | undefined, reading: Reading): Test {
  const meant = make(key);
  if (reading === "meant") return meant;
  const others = [make(undefined), make(lowered)];
  const wanted = reading === "wide";
  return (one, other) => {
    const answer = meant(one, other);
    if (answer !== !wanted) return answer;
    return others.some((test) => test(one, other) === wanted) ? wanted : answer;
  };
}

function compileIn({ left, list }: In, scope: Scope): Value {
  const { effort } = scope;
  if (list.type === "path") {
    const [one, many] = [compileValue(left, scope), compilePath(list, scope)];
    const equal = inEitherCase((key) => compare("eq", undefined, undefined, key), keyOf([left, list], scope), scope.reading);
    return (record) => {
      const items = many(record);
      const value = one(record);
      // It is read once for each of them.
      if (Array.isArray(items)) effort.spend(items.length * textCost(value));
      return Array.isArray(items) && items.some((item) => equal(value, item));
    };
  }
  const texts = list.items.flatMap((item) => (item.type === "literal" && item.kind === "string" ? [item.text] : []));
  if (texts.length === list.items.length && left.type === "path") {
    const meant = keyOf([left], scope) ?? ((text: string) => text);
    const key = scope.reading === "wide" ? lowered : scope.reading === "narrow" ? (text: string) => text : meant;
    const [one, set] = [compilePath(left, scope), new Set<unknown>(texts.map(key))];
    return (record) => {
      const value = one(record);
      effort.spend(textCost(value));
      return set.has(typeof value === "string" ? key(value) : value);
    };
  }
  return some(
    list.items.map((right) => compileBinary({ type: "binary", operator: "eq", left, right }, scope)),
    true,
    effort,
  );
}

/** Steps for a text that is compared: what counts of it is made, and read. */
const textCost = (value: unknown): number => (typeof value === "string" ? 2 + readingCost(value.length) : 1);

/** What compares texts as `eq` does, but a part of them. */
const partTests = new Set(["contains", "startswith", "endswith", "indexof"]);

function compileCall({ name, arguments: given }: Extract<Expression, { type: "call" }>, scope: Scope): Value {
  const values = given.map((argument) => compileValue(argument, { ...scope, reading: "meant" }));
  const [subject] = given;
  if (!partTests.has(name) || !scope.report || !subject) return call(name, values, scope);
  const withKey = (key: ((text: string) => string) | undefined) =>
    call(name, key ? values.map((value) => keyed(value, key)) : values, scope);
  const meant = withKey(keyOf([subject], scope));
  if (scope.reading === "meant" || name === "indexof") return meant;
  const others = [withKey(undefined), withKey(lowered)];
  const wanted = scope.reading === "wide";
  return (record) => {
    const answer = meant(record);
    if (answer !== !wanted) return answer;
    return others.some((test) => test(record) === wanted) ? wanted : answer;
  };
}

const keyed =
  (value: Value, key: (text: string) => string): Value =>
  (record) => {
    const found = value(record);
    return typeof found === "string" ? key(found) : found;
  };

function compileBinary(expression: Binary, scope: Scope): Value {
  const { operator, left: one, right: other } = expression;
  if (operator === "and" || operator === "or") {
    return some(
      chain(expression).map((term) => compileValue(term, scope)),
      operator === "or",
      scope.effort,
    );
  }
  // What is true or false itself may become so by its letter case: a guard lets it pass.
  if (scope.reading !== "meant" && (isCondition(one) || isCondition(other))) {
    const answer = scope.reading === "wide";
    return () => answer;
  }
  const operands: Scope = { ...scope, reading: "meant" };
  const left = compileValue(one, operands);
  const right = compileValue(other, operands);
  switch (operator) {
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "divby":
    case "mod": {
      const calculate = arithmetic(operator, isFractional(one) || isFractional(other));
      return (record) => calculate(left(record), right(record));
    }
    default: {
      const test = inEitherCase((key) => compare(operator, one, other, key), keyOf([one, other], scope), scope.reading);
      const { effort } = scope;
      const asNumber = numbersOf([one, other], scope);
      const compared = (value: unknown) => {
        if (typeof value !== "string") return value;
        effort.spend(textCost(value));
        return asNumber ? asNumber(value) : value;
      };
      if (other.type !== "literal") return (record) => test(compared(left(record)), compared(right(record)));
      const constant = literalValue(other.kind, other.text);
      return (record) => test(compared(left(record)), constant);
    }
  }
}

const isCondition = (expression: Expression): boolean => {
  switch (expression.type) {
    case "binary":
      return !["add", "sub", "mul", "div", "divby", "mod"].includes(expression.operator);
    case "unary":
      return expression.operator === "not";
    case "call":
      return ["contains", "startswith", "endswith"].includes(expression.name);
    case "in":
    case "lambda":
      return true;
    default:
      return false;
  }
};

/** Reads numbers that a record holds as text, where a number field is compared with a number. */
function numbersOf(sides: readonly [Expression, Expression], scope: Scope): ((text: string) => unknown) | undefined {
  const isNumber = (side: Expression) => side.type === "literal" && (side.kind === "integer" || side.kind === "decimal");
  const isField = (side: Expression) => ["integer", "double"].includes(fieldAt(side, scope)?.kind ?? "");
  if (!sides.some(isNumber) || !sides.some(isField)) return undefined;
  return (text) => (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text);
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
function some(terms: readonly Value[], wanted: boolean, effort: Effort): Value {
  return (record) => {
    let answer: boolean | null = !wanted;
    for (const term of terms) {
      effort.spend(1);
      const value = term(record);
      if (value === wanted) return wanted;
      if (value !== !wanted) answer = null;
    }
    return answer;
  };
}

/** The field that an expression reads, as far as the report knows it. */
function fieldAt(expression: Expression, { report, variables }: Scope): Field | undefined {
  if (expression.type !== "path" || !report) return undefined;
  const path = pathAt(expression, variables);
  // The items of a list of texts are the list's own: `signInEventTypes/[]`.
  return path === undefined ? undefined : (fieldOf(report, path) ?? fieldOf(report, path.replace(/\/\[\]$/, "")));
}

function pathAt({ members }: Path, variables: Scope["variables"]): string | undefined {
  const [first = "", ...others] = members;
  const names = (first === "$it" ? others : members).filter((name) => !name.includes("."));
  const variable = variables.get(first);
  if (!variable) return names.join("/");
  return variable.path === undefined ? undefined : [variable.path, ...others].join("/");
}

function compilePath({ members }: Path, scope: Scope): Value {
  const [first = "", ...others] = members;
  const variable = scope.variables.get(first);
  const own = variable || first === "$it" ? others : members;
  const derived = variable ? undefined : derivedAt(own, scope);
  const names = derived ? own.slice(1) : own;
  const base: Value = derived ?? (variable ? () => variable.item : (record) => record);
  const steps = names.map((name) => (name === "$count" ? count : memberOf(name)));
  const [one, two] = steps;
  if (!one) return base;
  if (!two) return (record) => one(base(record));
  if (steps.length === 2) return (record) => two(one(base(record)));
  return (record) => steps.reduce((value, step) => step(value), base(record));
}

/** What a derived field has that the path begins with. A condition may ask for it many times: of each record it is found out once. */
function derivedAt([name = ""]: readonly string[], { report, effort, derivations }: Scope): Value | undefined {
  const field = report && fieldOf(report, name);
  if (!field?.derived) return undefined;
  const known = derivations.get(field);
  if (known) return known;
  let last: { readonly record: ActivityRecord; readonly value: unknown } | undefined;
  const value: Value = (record) => {
    if (isGiven(record)) return derivedValue(field, record) ?? null;
    if (last?.record !== record) {
      effort.spend(derivingCost);
      last = { record, value: derivedValue(field, record) ?? null };
    }
    return last.value;
  };
  derivations.set(field, value);
  return value;
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
  const { effort } = scope;
  const list = compilePath(source, scope);
  const path = pathAt(source, scope.variables);
  const slot: Variable = { item: null, path: path === undefined ? undefined : `${path}/[]` };
  const meets = predicate && compileValue(predicate, { ...scope, variables: new Map(scope.variables).set(variable, slot) });
  const test = (items: readonly unknown[], record: ActivityRecord): boolean => {
    if (!meets) return items.length > 0;
    const isMet = (item: unknown) => {
      effort.spend(1);
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
