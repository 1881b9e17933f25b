import type { Expression, Path } from "../../query/expression.ts";

/** The paths of an expression that begin at the record, not at the variable of a lambda. */
export function* pathsIn(expression: Expression, variables: readonly string[] = []): Generator<Path> {
  switch (expression.type) {
    case "path":
      if (!variables.includes(expression.members[0] ?? "")) yield expression;
      break;
    case "lambda": {
      const { source, variable, predicate } = expression;
      yield* pathsIn(source, variables);
      if (predicate) yield* pathsIn(predicate, variable === undefined ? variables : [...variables, variable]);
      break;
    }
    case "unary":
      yield* pathsIn(expression.operand, variables);
      break;
    case "binary":
      yield* pathsIn(expression.left, variables);
      yield* pathsIn(expression.right, variables);
      break;
    case "in":
      yield* pathsIn(expression.left, variables);
      yield* pathsIn(expression.list, variables);
      break;
    case "list":
      for (const item of expression.items) yield* pathsIn(item, variables);
      break;
    case "call":
      for (const argument of expression.arguments) yield* pathsIn(argument, variables);
      break;
    case "literal":
      break;
  }
}
