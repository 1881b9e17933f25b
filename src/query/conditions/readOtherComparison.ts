import { fieldOf, reports, type Report } from "../../reports/index.ts";
import type { BinaryOperator, Expression, In } from "../expression.ts";
import { functions } from "../functions.ts";
import { comparisonMeant, isOtherComparison, lowered, type OtherComparison } from "../otherComparisons.ts";
import { pathNamed } from "../otherNames.ts";
import { precedence } from "../precedence.ts";
import { printFilter } from "../printFilter.ts";
import { placed, type Reader } from "../reader.ts";
import { ifUnderstood } from "./ifUnderstood.ts";
import { nameMeant } from "./nameMeant.ts";
import { nothing, nothingMeant } from "./nothingMeant.ts";
import type { PartReader } from "./partReader.ts";
import { timeMeant } from "./timeMeant.ts";

type Name = OtherComparison | "in" | "is" | "between" | "has_any" | "has_all";

/** What another language writes between two operands that OData writes in another way: `user contains 'x'`. Undefined where nothing of that stands. */
export function readOtherComparison(parts: PartReader, left: Expression): Expression | undefined {
  const { reader } = parts;
  const first = reader.token;
  if (first.kind !== "word" && first.kind !== "foreign") return undefined;
  // What is compared already is compared with nothing else; and a condition that stood twice in what comes of it would soon be endless.
  if (left.type === "binary" || left.type === "in" || (left.type === "unary" && left.operand.type !== "path")) return undefined;
  const bang = first.kind === "foreign" && first.text === "!";
  const isTilde = (ahead: number) => reader.isSymbol("~", ahead) && reader.peek(ahead).start === reader.peek(ahead - 1).end;
  let denied = bang || reader.word() === "not";
  let ahead = denied ? 1 : 0;
  let name: Name | undefined;
  if (bang && isTilde(1)) [name, ahead] = ["=~", 2];
  else if (first.kind === "foreign" && (first.text === "=" || first.text === "==") && isTilde(1)) [name, ahead] = ["=~", 2];
  else {
    const word = reader.word(ahead);
    const isCalled = reader.isSymbol("(", ahead + 1) && reader.peek(ahead + 1).start === reader.peek(ahead).end;
    if (word === "in" && (denied || isTilde(1))) name = "in";
    else if (word === "is" && nothing.test(reader.word(reader.word(1) === "not" ? 2 : 1))) name = "is";
    else if (word === "between" || ((word === "has_any" || word === "has_all") && reader.isSymbol("(", ahead + 1))) name = word;
    else if (isOtherComparison(word) && !(functions.has(word) && isCalled) && (word !== "has" || denied)) name = word;
    if (name === undefined) return undefined;
    ahead++;
    if (name === "in" && isTilde(ahead)) ahead++;
    if (name === "notlike") denied = true;
    if (name === "matches" && reader.word(ahead) === "regex") ahead++;
  }
  const start = left.at?.start ?? first.start;
  const isLoose = name === "in" && reader.isSymbol("~", ahead - 1);
  for (; ahead > 0; ahead--) reader.next();
  // What 'not' denies stands in parentheses: here the comparison is meant.
  if (left.type === "unary" && left.operator === "not" && left.operand.type === "path") {
    denied = !denied;
    left = left.operand;
  }
  const subject = nameMeant(left, reader.report);
  const meant = readBehind(parts, name, subject, isLoose);
  if (!meant) return left;
  const whole = denied ? contraryOf(meant.comparison, subject, reader.report) : meant.comparison;
  const isJoined = whole.type === "binary" && whole.operator === "or";
  const written = isJoined ? `(${printFilter(whole)})` : printFilter(whole);
  const isLower = written.includes("tolower(");
  reader.problem(
    { start, end: reader.end },
    `OData writes this as ${written}${isLower ? ", lowered so that upper and lower case make no difference" : ""}`,
    ifUnderstood(reader, start, written),
  );
  return placed(whole, start, reader.end);
}

/** Elsewhere, what is not there does not contain anything; in OData neither that nor its contrary is true of it, and it would be lost. */
function contraryOf(comparison: Expression, subject: Expression, report: Report | undefined): Expression {
  const not: Expression = { type: "unary", operator: "not", operand: comparison };
  const isCalled = (part: Expression): boolean => part.type === "call" || (part.type === "binary" && isCalled(part.left));
  if (subject.type !== "path" || !isCalled(comparison)) return not;
  const field = (report ? [report] : reports).map((one) => fieldOf(one, subject.members.join("/"))).find(Boolean);
  if (field?.kind !== "text" || field.list || field.path.includes("[]")) return not;
  const isNothing: Expression = { type: "binary", operator: "eq", left: subject, right: { type: "literal", kind: "null", text: "null" } };
  return { type: "binary", operator: "or", left: not, right: isNothing };
}

/** What stands behind the word. */
function readBehind(
  parts: PartReader,
  name: Name,
  left: Expression,
  isLoose: boolean,
): { readonly comparison: Expression; readonly denied: boolean } | undefined {
  const { reader } = parts;
  const start = left.at?.start ?? reader.end;
  if (name === "is") {
    const denied = reader.word() === "not";
    if (denied) reader.next();
    const isEmpty = reader.word() !== "null";
    reader.next();
    return { comparison: nothingMeant(left, denied ? "ne" : "eq", isEmpty, reader.report).meant, denied };
  }
  const { length } = reader.problems;
  if (name === "in") {
    const read = parts.membership(left, start);
    if (!isWhole(reader, length)) return undefined;
    const texts: Expression =
      isLoose && read.list.type === "list"
        ? { ...read.list, items: read.list.items.map((item) => textMeant(item, reader.report)) }
        : read.list;
    const [subject, list] = isLoose && texts.type === "list" ? lowered(left, texts, reader.report) : [left, texts];
    return { comparison: { type: "in", left: subject, list: list as In["list"] }, denied: false };
  }
  if (name === "has_any" || name === "has_all") {
    const { list } = parts.membership(left, start);
    const items = list.type === "list" && isWhole(reader, length) ? list.items : [];
    const operator = name === "has_any" ? "or" : "and";
    const asked = items.map((item) => comparisonMeant("has", left, textMeant(item, reader.report), reader.report));
    const comparison =
      asked.length === 0 ? undefined : asked.reduce((one, other) => ({ type: "binary", operator, left: one, right: other }));
    return comparison && { comparison, denied: false };
  }
  const operand = () =>
    textMeant(
      parts.nested(() => timeMeant(reader) ?? parts.expression(precedence.add)),
      reader.report,
    );
  if (name !== "between") {
    const comparison = comparisonMeant(name, left, operand(), reader.report);
    return isWhole(reader, length) ? { comparison, denied: false } : undefined;
  }
  const isOpen = reader.takeSymbol("(");
  const low = operand();
  const before = reader.read;
  while (reader.isSymbol(".")) reader.next();
  if (reader.read === before && !reader.takeSymbol(",")) {
    if (reader.word() === "and") reader.next();
    else reader.expected("the other end: between (a .. b)");
  }
  const high = operand();
  if (isOpen) reader.expectSymbol(")");
  if (!isWhole(reader, length)) return undefined;
  const bound = (operator: BinaryOperator, right: Expression): Expression => ({ type: "binary", operator, left, right });
  return { comparison: { type: "binary", operator: "and", left: bound("ge", low), right: bound("le", high) }, denied: false };
}

/** A word that is no field's is a text without its quotes. */
function textMeant(part: Expression, report: Report | undefined): Expression {
  const [name = "", ...more] = part.type === "path" ? part.members : [];
  const isKnown = (report ? [report] : reports).some((one) => fieldOf(one, name) ?? pathNamed(one, name));
  if (name === "" || more.length > 0 || isKnown || /[$@]/.test(name)) return part;
  return { type: "literal", kind: "string", text: name };
}

/** Whatever was wrong with what was read since then has a replacement: it is known what is meant. */
function isWhole({ problems }: Reader, since: number): boolean {
  return problems.slice(since).every(({ replacement }) => replacement !== undefined);
}
