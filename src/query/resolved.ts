import { fieldOf, reportById } from "../reports/index.ts";
import type { Expression, Literal } from "./expression.ts";
import { pathNamed } from "./otherNames.ts";
import { textOperand } from "./picks.ts";
import { printFilter } from "./printFilter.ts";
import type { Query } from "./query.ts";
import { rewrite } from "./rewrite.ts";
import { tokenize } from "./tokens.ts";
import { substituted, variablesIn, type Variable } from "./variables.ts";

/** Answers to the variables of a query, by what stands between their braces: `input:User`, `me`. */
export type Answers = Readonly<Record<string, string>>;

const known = (answers: Answers, name: string): string | undefined => (Object.hasOwn(answers, name) ? answers[name] : undefined);

/** What stands for a text once its variables are answered; undefined where it has none. An answer that looks like a variable is none. */
function operandOf(literal: Pick<Literal, "text">, answers: Answers): Expression | undefined {
  const variables = variablesIn(literal.text);
  if (variables.length === 0) return undefined;
  const text = substituted(literal.text, (name) => known(answers, name));
  if (variables.some(({ name }) => known(answers, name) === undefined)) return { type: "literal", kind: "string", text };
  return textOperand(text, /\$\{[^{}]*\}/.test(text));
}

/** The query that is meant once its variables are answered: a query without variables, which reads back from its text as the same. What has no answer stays. */
export function resolved(query: Query, answers: Answers): Query {
  if (!query.where) return query;
  return {
    ...query,
    where: rewrite<Expression>(query.where, (part) =>
      part.type === "literal" && part.kind === "string" ? operandOf(part, answers) : undefined,
    ),
  };
}

/** The same in a text, of which all else stays as it is written. */
export function resolvedText(text: string, answers: Answers): string {
  const parts: string[] = [];
  let at = 0;
  for (const { kind, literal, text: value, problem, start, end } of tokenize(text)) {
    if (kind !== "literal" || literal !== "string" || problem || text[start] !== "'") continue;
    const operand = operandOf({ text: value }, answers);
    if (!operand) continue;
    parts.push(text.slice(at, start), printFilter(operand));
    at = end;
  }
  return parts.join("") + text.slice(at);
}

/** The path of the field that a variable is compared with, with `[]` for the items of lists; undefined where it is compared with something else. */
export function fieldAsked({ report: id, where }: Query, { name, kind, argument }: Variable): string | undefined {
  const report = reportById(id);
  if (kind === "pick" && argument !== undefined) {
    const path = fieldOf(report, argument)?.path ?? pathNamed(report, argument);
    if (path !== undefined) return path;
  }
  const isAsked = (part: Expression): boolean =>
    part.type === "literal"
      ? part.kind === "string" && variablesIn(part.text).some((variable) => variable.name === name)
      : part.type === "call" && part.arguments.some(isAsked);
  const pathIn = (part: Expression, scope: ReadonlyMap<string, string>): string | undefined => {
    if (part.type === "call") return part.arguments[0] && pathIn(part.arguments[0], scope);
    if (part.type !== "path") return undefined;
    const [first = "", ...others] = part.members;
    const list = scope.get(first);
    const path = list === undefined ? part.members.join("/") : [list, ...others].join("/");
    return fieldOf(report, path)?.path ?? fieldOf(report, path.replace(/\/\[\]$/, ""))?.path;
  };
  const look = (part: Expression, scope: ReadonlyMap<string, string>): string | undefined => {
    switch (part.type) {
      case "unary":
        return look(part.operand, scope);
      case "binary": {
        const { left, right } = part;
        if (isAsked(right)) return pathIn(left, scope);
        return isAsked(left) ? pathIn(right, scope) : (look(left, scope) ?? look(right, scope));
      }
      case "in":
        return part.list.type === "list" && part.list.items.some(isAsked) ? pathIn(part.left, scope) : undefined;
      case "call":
        return isAsked(part) && part.arguments[0] ? pathIn(part.arguments[0], scope) : undefined;
      case "lambda": {
        const source = pathIn(part.source, scope) ?? part.source.members.join("/");
        return part.predicate && look(part.predicate, new Map(scope).set(part.variable ?? "", `${source}/[]`));
      }
      default:
        return undefined;
    }
  };
  return where && look(where, new Map());
}
