import type { Expression, Literal } from "./expression.ts";
import type { Query } from "./query.ts";
import { rewrite } from "./rewrite.ts";

/** Stands in a text of the condition for something known only when the query runs: `${me}`, `${tenant}`, `${input:Label}`, `${pick:field}`. */
export interface Variable {
  /** As written between the braces; the key of the values for `substitute`. */
  readonly name: string;
  readonly kind: "me" | "tenant" | "input" | "pick";
  /** What to ask for, or the path of the field to pick from. */
  readonly argument?: string;
}

const shape = /\$\{(?:(me|tenant)|(input|pick):([^{}]+))\}/g;

/** The variables of one text, in order. */
export function variablesIn(text: string): Variable[] {
  return Array.from(text.matchAll(shape), ([whole, alone, kind, argument]) => ({
    name: whole.slice(2, -1),
    kind: (alone ?? kind) as Variable["kind"],
    ...(argument !== undefined && { argument }),
  }));
}

/** The variables of a query, each once, in the order in which they stand. */
export function variablesOf(query: Query): Variable[] {
  const found = new Map<string, Variable>();
  if (query.where) {
    forEachText(query.where, ({ text }) => {
      for (const variable of variablesIn(text)) found.set(variable.name, variable);
      return undefined;
    });
  }
  return [...found.values()];
}

/** Puts values in place of variables, by their names. A value becomes part of a text, whatever it holds; a variable without a value stays. */
export function substitute(query: Query, values: ReadonlyMap<string, string>): Query {
  if (!query.where) return query;
  const where = forEachText(query.where, (literal) => ({ ...literal, text: substituted(literal.text, (name) => values.get(name)) }));
  return { ...query, where };
}

/** One text with values in place of its variables. */
export const substituted = (text: string, valueOf: (name: string) => string | undefined): string =>
  text.replace(shape, (whole) => valueOf(whole.slice(2, -1)) ?? whole);

function forEachText(expression: Expression, change: (literal: Literal) => Literal | undefined): Expression {
  return rewrite(expression, (part) => (part.type === "literal" && part.kind === "string" ? change(part) : undefined));
}
