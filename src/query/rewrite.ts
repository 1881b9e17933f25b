import type { Expression } from "./expression.ts";

/** A copy in which `change` has replaced parts; a part for which it answers undefined is copied with its own parts changed. Places are not copied. */
export function rewrite<Node extends Expression>(expression: Node, change: (part: Expression) => Expression | undefined): Node;
export function rewrite(expression: Expression, change: (part: Expression) => Expression | undefined): Expression {
  const changed = change(expression);
  if (changed) return changed;
  switch (expression.type) {
    case "literal":
    case "path":
      return expression;
    case "unary":
      return { ...expression, operand: rewrite(expression.operand, change) };
    case "binary":
      return { ...expression, left: rewrite(expression.left, change), right: rewrite(expression.right, change) };
    case "in":
      return { ...expression, left: rewrite(expression.left, change), list: rewrite(expression.list, change) };
    case "list":
      return { ...expression, items: expression.items.map((item) => rewrite(item, change)) };
    case "call":
      return { ...expression, arguments: expression.arguments.map((argument) => rewrite(argument, change)) };
    case "lambda":
      return expression.predicate ? { ...expression, predicate: rewrite(expression.predicate, change) } : expression;
  }
}

/** The parts that `and` joins at the top of a condition. */
export function conjuncts(expression: Expression): Expression[] {
  return joined(expression, "and");
}

export const disjuncts = (expression: Expression): Expression[] => joined(expression, "or");

function joined(expression: Expression, operator: "and" | "or", terms: Expression[] = []): Expression[] {
  if (expression.type !== "binary" || expression.operator !== operator) terms.push(expression);
  else {
    joined(expression.left, operator, terms);
    joined(expression.right, operator, terms);
  }
  return terms;
}

/** Joins conditions with `and`; undefined when there is none. */
export function conjunction(terms: readonly Expression[]): Expression | undefined {
  return terms.length === 0 ? undefined : terms.reduce((left, right) => ({ type: "binary", operator: "and", left, right }));
}
