import type { EventTypes, Report } from "../reports/report.ts";
import { compile } from "./compile.ts";
import type { Expression, Lambda } from "./expression.ts";
import { conjuncts, disjuncts, rewrite } from "./rewrite.ts";

const isTypesPath = (members: readonly string[], { path }: EventTypes): boolean =>
  members
    .filter((member) => member !== "$it")
    .join("/")
    .toLowerCase() === path.toLowerCase();

/** `signInEventTypes/any(…)` or `/all(…)`. */
export const isTypesLambda = (term: Expression, types: EventTypes): term is Lambda =>
  term.type === "lambda" && isTypesPath(term.source.members, types);

const typeOf = (literal: Expression, { names }: EventTypes): string | undefined =>
  literal.type === "literal" && literal.kind === "string"
    ? names.find((type) => type.toLowerCase() === literal.text.toLowerCase())
    : undefined;

/** The types that `signInEventTypes/any(t: t eq 'a' or t eq 'b')`, or an `or` of such, asks for; undefined when the term asks something else, or the report has none. */
export function typesAsked(term: Expression, { types: known }: Pick<Report, "types">): readonly string[] | undefined {
  if (!known) return undefined;
  const types = new Set<string>();
  for (const lambda of disjuncts(term)) {
    if (!isTypesLambda(lambda, known) || lambda.operator !== "any" || !lambda.predicate) return undefined;
    for (const option of disjuncts(lambda.predicate)) {
      const named = namedIn(option, lambda.variable, known);
      if (!named) return undefined;
      for (const type of named) types.add(type);
    }
  }
  return [...types];
}

/** The types in `t eq 'a'`, `'a' eq t` or `t in ('a', 'b')`. */
function namedIn(option: Expression, variable: string | undefined, known: EventTypes): readonly string[] | undefined {
  const isItem = (side: Expression) => side.type === "path" && side.members.length === 1 && side.members[0] === variable;
  const values =
    option.type === "binary" && option.operator === "eq"
      ? isItem(option.left)
        ? [option.right]
        : isItem(option.right)
          ? [option.left]
          : undefined
      : option.type === "in" && option.list.type === "list" && isItem(option.left)
        ? option.list.items
        : undefined;
  const types = values?.map((value) => typeOf(value, known));
  return types?.every((type) => type !== undefined) ? types : undefined;
}

/**
 * Types of which a record must have one, for the condition to hold: what need not be asked for is left out. Undefined: the condition says nothing of types.
 * Every record has a type, where the report has some.
 */
export function typesNeeded(condition: Expression, report: Report, isDenied = false): readonly string[] | undefined {
  const { types: known } = report;
  if (!known) return undefined;
  if (condition.type === "unary" && condition.operator === "not") return typesNeeded(condition.operand, report, !isDenied);
  if (condition.type === "binary" && (condition.operator === "and" || condition.operator === "or")) {
    const isAnd = condition.operator === "and";
    const parts = (isAnd ? conjuncts : disjuncts)(condition).map((part) => typesNeeded(part, report, isDenied));
    if (isAnd !== isDenied) {
      // Each of them holds: the one that asks for the fewest is enough.
      return parts.filter((part) => part !== undefined).toSorted((one, other) => one.length - other.length)[0];
    }
    return parts.every((part) => part !== undefined) ? known.names.filter((type) => parts.some((part) => part.includes(type))) : undefined;
  }
  if (condition.type === "in" && condition.list.type === "path" && isTypesPath(condition.list.members, known)) {
    const type = typeOf(condition.left, known);
    return type === undefined ? undefined : known.names.filter((one) => (one === type) !== isDenied);
  }
  if (!isTypesLambda(condition, known)) return undefined;
  const { predicate, variable = "" } = condition;
  if (!predicate) return isDenied ? [] : known.names;
  if (readsMore(predicate, variable)) return undefined;
  // What is asked of the type alone has the same answer whenever it is asked.
  const holds = compile({ ...condition, operator: "any" }, { now: new Date(0), report });
  return known.names.filter((type) => holds({ [known.path]: [type] }) !== isDenied);
}

function readsMore(predicate: Expression, variable: string): boolean {
  let found = false;
  rewrite(predicate, (part) => {
    found ||=
      part.type === "lambda" ||
      (part.type === "call" && (part.name === "now" || part.name === "matchespattern")) ||
      (part.type === "path" && (part.members.length !== 1 || part.members[0] !== variable));
    return undefined;
  });
  return found;
}
