import type { Expression } from "./expression.ts";
import type { Problem } from "./query.ts";
import { ExpressionReader } from "./conditions/expressionReader.ts";
import { Reader } from "./reader.ts";

export interface ParsedFilter {
  /** Only without errors. Its parts carry `at`, their places in the text, or in the decoded one. */
  readonly expression?: Expression;
  readonly errors: readonly Problem[];
}

/** Reads a `$filter` of OData 4.01. Text that was copied from a URL in its percent-encoded form is decoded when it makes sense only so. */
export function parseFilter(text: string): ParsedFilter {
  const parsed = parseExpression(text);
  if (parsed.errors.length > 0 && /%[\da-f]{2}|\+/i.test(text)) {
    const decoded = decode(text);
    const again = decoded === undefined ? parsed : parseExpression(decoded);
    if (again.errors.length === 0) return again;
  }
  return parsed;
}

/** Undoes the encoding of a query option; undefined when a percent sign does not belong to one. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(/\s/.test(text) ? text : text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** As `parseFilter`, of a text that is not encoded. */
export function parseExpression(text: string, options: { readonly hasComments?: boolean } = {}): ParsedFilter {
  const reader = new Reader(text, options);
  const expression = readCondition(reader);
  return reader.problems.length > 0 ? { errors: reader.problems } : { expression, errors: [] };
}

/**
 * Reads conditions up to the end, or up to a word that `ends` them; between two that nothing joins it asks for `and`, and goes on.
 * @param stops Whether a word also ends the condition where an operand is expected.
 */
export function readCondition(reader: Reader, stops: (word: string) => boolean = () => false, ends = stops): Expression {
  const expressions = new ExpressionReader(reader, stops);
  let condition = expressions.expression();
  while (!reader.done && !ends(reader.word())) {
    const before = reader.read;
    if (reader.isSymbol(")")) {
      reader.problem(reader.token, "There is no '(' for this ')'", "");
      reader.next();
    } else reader.expected("'and', 'or' or the end of the condition");
    const operator = expressions.operator();
    if (operator) reader.next();
    else if (reader.read > before) continue;
    if (!reader.done && !ends(reader.word()))
      condition = { type: "binary", operator: "and", left: condition, right: expressions.expression() };
    if (reader.read === before) reader.next();
  }
  return condition;
}
