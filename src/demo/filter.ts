import { parseFilter } from "../query/parseFilter.ts";
import type { Expression, Literal, Path } from "../query/expression.ts";
import { fieldOf, type Field, type FieldOperator, type GraphVersion, type Report } from "../reports/index.ts";
import type { DemoRecord } from "./log.ts";
import { ticksOfLiteral } from "./ticks.ts";

type Test = (record: DemoRecord) => boolean;
type Value = string | number | boolean | null;

export interface Filter {
  /** Bounds of the time field that every match keeps, in ticks, inclusive. */
  readonly from: number;
  readonly to: number;
  /** What else a record has to meet; none: nothing. */
  readonly test?: Test;
  /** Members of the record that `test` reads. */
  readonly members: readonly string[];
  /** The kinds of events that are asked for; none: the service's own choice. */
  readonly types?: readonly string[];
}

/** The service does not take this filter. */
export class FilterRefused extends Error {
  override readonly name = "FilterRefused";
}

const refuse = (why: string): never => {
  throw new FilterRefused(why);
};

const userTypes: readonly string[] = ["interactiveUser", "nonInteractiveUser"];

/** Takes a `$filter` only as far as the service does: fields of the version, each with its own operators. */
export function acceptFilter(text: string, report: Report, version: GraphVersion): Filter {
  const { expression, errors } = parseFilter(text);
  if (!expression || errors.length > 0) return refuse(errors[0]?.message ?? "empty");
  const members = new Set<string>();
  const named = new Set<string>();
  const { types: known } = report;
  let types: readonly string[] = known?.names ?? [];
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  const reader = new Acceptance(report, version, members, named);
  const tests: Test[] = [];
  for (const part of conjuncts(expression)) {
    const bounds = reader.bounds(part);
    if (bounds) {
      from = Math.max(from, bounds[0]);
      to = Math.min(to, bounds[1]);
      continue;
    }
    const test = reader.test(part);
    if (known && part.type === "lambda" && members.has(known.path)) types = types.filter((type) => test({ [known.path]: [type] }));
    else tests.push(test);
  }
  if ([...named].some((type) => userTypes.includes(type)) && [...named].some((type) => !userTypes.includes(type))) {
    refuse("user and workload types in one filter");
  }
  return {
    from,
    to,
    members: [...members],
    ...(known && members.has(known.path) && { types }),
    ...(tests.length > 0 && { test: (record) => tests.every((test) => test(record)) }),
  };
}

const conjuncts = (expression: Expression): Expression[] =>
  expression.type === "binary" && expression.operator === "and"
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];

const comparisons: Readonly<Record<"eq" | "ne" | "gt" | "ge" | "lt" | "le", (one: number, other: number) => boolean>> = {
  eq: (one, other) => one === other,
  ne: (one, other) => one !== other,
  gt: (one, other) => one > other,
  ge: (one, other) => one >= other,
  lt: (one, other) => one < other,
  le: (one, other) => one <= other,
};
const isComparison = (operator: string): operator is keyof typeof comparisons => Object.hasOwn(comparisons, operator);

const textTests: Readonly<Record<string, (value: string, part: string) => boolean>> = {
  startswith: (value, part) => value.startsWith(part),
  contains: (value, part) => value.includes(part),
};

/** A lambda's variable stands for the items of this list. */
interface Scope {
  readonly variable: string;
  readonly list: Field;
}

class Acceptance {
  readonly #report: Report;
  readonly #version: GraphVersion;
  readonly #members: Set<string>;
  readonly #types: Set<string>;

  constructor(report: Report, version: GraphVersion, members: Set<string>, types: Set<string>) {
    this.#report = report;
    this.#version = version;
    this.#members = members;
    this.#types = types;
  }

  /** Ticks between which a comparison of the time field holds; undefined when it is something else. */
  bounds(expression: Expression): readonly [number, number] | undefined {
    if (expression.type !== "binary" || expression.left.type !== "path" || !isComparison(expression.operator)) return undefined;
    if (expression.left.members.join("/").toLowerCase() !== this.#report.timeField.toLowerCase() || expression.operator === "ne")
      return undefined;
    const field = this.#field(expression.left, expression.operator);
    const ticks = this.#literal(expression.right, field) as number;
    return {
      eq: [ticks, ticks],
      ge: [ticks, Number.POSITIVE_INFINITY],
      gt: [ticks + 1, Number.POSITIVE_INFINITY],
      le: [Number.NEGATIVE_INFINITY, ticks],
      lt: [Number.NEGATIVE_INFINITY, ticks - 1],
    }[expression.operator] as [number, number];
  }

  test(expression: Expression, scope?: Scope): Test {
    switch (expression.type) {
      case "binary": {
        const { operator, left, right } = expression;
        if (operator === "and" || operator === "or") {
          const [one, other] = [this.test(left, scope), this.test(right, scope)];
          return operator === "and" ? (record) => one(record) && other(record) : (record) => one(record) || other(record);
        }
        if (!isComparison(operator)) return refuse(operator);
        const { field, read } = this.#operand(left, operator, scope);
        const wanted = this.#literal(right, field);
        if (field.path === this.#report.types?.path && operator === "eq") this.#types.add(String(wanted));
        if (operator === "eq") return (record) => read(record) === wanted;
        if (operator === "ne") return (record) => read(record) !== wanted;
        if (typeof wanted !== "number") return refuse("order of texts");
        const holds = comparisons[operator];
        return (record) => {
          const value = read(record);
          return typeof value === "number" && holds(value, wanted);
        };
      }
      case "call": {
        const { name, arguments: given } = expression;
        const holds = Object.hasOwn(textTests, name) ? textTests[name] : undefined;
        const [source, part] = given;
        if (!holds || !source || part?.type !== "literal" || part.kind !== "string") return refuse(name);
        const { read } = this.#operand(source, name as FieldOperator, scope);
        return (record) => {
          const value = read(record);
          return typeof value === "string" && holds(value, part.text);
        };
      }
      case "lambda": {
        const { operator, source, variable, predicate } = expression;
        if (scope || operator !== "any" || variable === undefined || !predicate) return refuse("lambda");
        const list = this.#known(source.members.join("/"));
        if (!list.list) return refuse("no list");
        const holds = this.test(predicate, { variable, list });
        const read = reader(list.path);
        this.#members.add(list.path.split("/")[0] as string);
        return (record) => {
          const items = read(record);
          return Array.isArray(items) && items.some((item) => holds({ item: item as unknown }));
        };
      }
      default:
        return refuse(expression.type);
    }
  }

  #known(path: string): Field {
    const field = fieldOf(this.#report, path);
    return field?.graph.versions.includes(this.#version) ? field : refuse(`no property ${path}`);
  }

  #field(path: Path, operator: FieldOperator, scope?: Scope): Field {
    const [first, ...rest] = path.members;
    const field = this.#known(scope ? [scope.list.path, ...(rest.length > 0 ? ["[]", ...rest] : [])].join("/") : path.members.join("/"));
    if (scope ? first !== scope.variable : field.list) return refuse("a list outside of any()");
    return [...field.graph.operators, ...(field.graph.observed ?? []), ...(field.graph.tried ?? [])].includes(operator)
      ? field
      : refuse(`${operator} on ${field.path}`);
  }

  /** A property, or its lower case where published queries ask so. */
  #operand(expression: Expression, operator: FieldOperator, scope?: Scope): { field: Field; read: (record: DemoRecord) => unknown } {
    if (expression.type === "call" && expression.name === "tolower") {
      const { field, read } = this.#operand(expression.arguments[0] as Expression, operator, scope);
      if (!field.graph.observed?.includes(operator)) refuse(`tolower on ${field.path}`);
      return { field, read: (record) => String(read(record) ?? "").toLowerCase() };
    }
    if (expression.type !== "path") return refuse("no property");
    const field = this.#field(expression, operator, scope);
    const path = scope ? ["item", ...field.path.slice(scope.list.path.length).split("/").slice(2)].join("/") : field.path;
    if (!scope) this.#members.add(field.path.split("/")[0] as string);
    const read = reader(path);
    return field.kind === "instant" ? { field, read: (record) => ticksOfLiteral(String(read(record))) } : { field, read };
  }

  #literal(expression: Expression, { kind }: Field): Value {
    if (expression.type !== "literal") return refuse("no literal");
    return this.#value(expression, kind);
  }

  #value(literal: Literal, kind: Field["kind"]): Value {
    if (literal.kind === "null") return kind === "instant" ? refuse("null") : null;
    if (kind === "instant") {
      const ticks = ticksOfLiteral(literal.kind === "date" || literal.kind === "dateTimeOffset" ? literal.text : "");
      return Number.isNaN(ticks) ? refuse("no instant") : ticks;
    }
    if (kind === "integer" || kind === "double")
      return literal.kind === "integer" || literal.kind === "decimal" ? Number(literal.text) : refuse("no number");
    if (kind === "boolean") return literal.kind === "boolean" ? literal.text === "true" : refuse("no boolean");
    return literal.kind === "string" ? literal.text : refuse("no text");
  }
}

function reader(path: string): (record: DemoRecord) => unknown {
  const members = path.split("/");
  const [first, second] = members as [string, string?];
  if (second === undefined) return (record) => record[first];
  return (record) => {
    let value: unknown = record;
    for (const member of members) {
      if (typeof value !== "object" || value === null) return null;
      value = (value as DemoRecord)[member];
    }
    return value ?? null;
  };
}
