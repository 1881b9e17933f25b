import { agoAt, instantIn, mayBeTime, startOf } from "../calendar.ts";
import type { BinaryOperator, Expression, Literal } from "../expression.ts";
import { printFilter } from "../printFilter.ts";
import { placed, type Reader } from "../reader.ts";
import { nameMeant } from "./nameMeant.ts";
import { momentHere, timeMeant } from "./timeMeant.ts";

/** A comparison with a time of words; the operator is read. A day stands for all of it, wherever the operator would have its first moment alone. */
export function comparedWithTime(reader: Reader, operator: BinaryOperator, left: Expression): Expression | undefined {
  const { start } = reader.token;
  if (!mayBeTime(reader.token, reader.peek(1))) return undefined;
  const begins = left.at?.start ?? start;
  const day = agoAt(reader.text, start) ? undefined : momentHere(reader);
  // What 'not' denies stands in parentheses: here the comparison is meant.
  const isDenied = left.type === "unary" && left.operator === "not";
  const compared = isDenied ? left.operand : left;
  if (day?.stretch && compared.type === "path" && /^(?:eq|ne|gt|le)$/.test(operator)) {
    const { from, until, isOver } = day.stretch;
    const subject = nameMeant(compared, reader.report);
    const at = (date: string): Literal =>
      day.isRelative
        ? { type: "literal", kind: "dateTimeOffset", text: instantIn(startOf(date, reader.calendar.zone), "utc") }
        : { type: "literal", kind: "date", text: date };
    const bound = (by: BinaryOperator, date: string): Expression => ({ type: "binary", operator: by, left: subject, right: at(date) });
    const since = bound("ge", operator === "gt" && isOver ? until : from);
    const before = bound("lt", until);
    const isBoth = operator === "ne" || (operator === "eq" && isOver);
    const asked: Expression =
      operator === "ne"
        ? { type: "binary", operator: "or", left: bound("lt", from), right: bound("ge", until) }
        : isBoth
          ? { type: "binary", operator: "and", left: since, right: before }
          : operator === "le"
            ? before
            : since;
    const meant: Expression = isDenied ? { type: "unary", operator: "not", operand: asked } : asked;
    const written = printFilter(meant);
    const words = reader.text.slice(start, day.end);
    reader.problem(
      { start: begins, end: day.end },
      `With '${words}' this is written ${written}`,
      isBoth && !isDenied ? `(${written})` : written,
    );
    reader.passTo(day.end);
    return placed(meant, begins, day.end);
  }
  const right = timeMeant(reader);
  return right && placed({ type: "binary", operator, left, right }, begins, reader.end);
}
