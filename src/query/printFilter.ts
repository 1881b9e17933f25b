import type { Expression, Literal } from "./expression.ts";
import { functions } from "./functions.ts";
import { precedence, unaryPrecedence } from "./precedence.ts";
import { quoted } from "./tokens.ts";

/** The canonical text of an expression: one space between words, no parentheses but those that are needed. `parseFilter` gives back an equal expression. */
export function printFilter(expression: Expression): string {
  switch (expression.type) {
    case "literal":
      return printLiteral(expression);
    case "path":
      return expression.members.join("/");
    case "unary": {
      const operand = printOperand(expression.operand, expression.operand.type === "unary" ? unaryPrecedence : unaryPrecedence + 1);
      // a minus directly before a digit would become part of the number
      if (expression.operator === "neg") return /^[\dI]/.test(operand) ? `-(${operand})` : `-${operand}`;
      return `not ${operand}`;
    }
    case "binary": {
      const own = precedence[expression.operator];
      return `${printOperand(expression.left, own)} ${expression.operator} ${printOperand(expression.right, own + 1)}`;
    }
    case "in": {
      return `${printOperand(expression.left, precedence.in)} in ${printFilter(expression.list)}`;
    }
    case "list":
      return `(${expression.items.map(printFilter).join(", ")})`;
    case "call":
      return `${functions.get(expression.name)?.spelling ?? expression.name}(${expression.arguments.map(printFilter).join(", ")})`;
    case "lambda": {
      const { source, operator, variable, predicate } = expression;
      return `${printFilter(source)}/${operator}(${predicate ? `${variable ?? "item"}: ${printFilter(predicate)}` : ""})`;
    }
  }
}

/** An operand: in parentheses when it binds weaker than its place demands. */
export function printOperand(expression: Expression, least: number): string {
  const own =
    expression.type === "binary"
      ? precedence[expression.operator]
      : expression.type === "in"
        ? precedence.in
        : expression.type === "unary"
          ? unaryPrecedence
          : 9;
  const text = printFilter(expression);
  return own < least ? `(${text})` : text;
}

function printLiteral({ kind, text }: Literal): string {
  if (kind === "string") return quoted(text);
  return kind === "duration" || kind === "binary" ? `${kind}'${text}'` : text;
}
