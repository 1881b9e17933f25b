import type { Binary, Expression, Literal, Path } from "../../query/expression.ts";
import { isGuid } from "../../query/letterCase.ts";
import { printFilter } from "../../query/printFilter.ts";
import { disjuncts } from "../../query/rewrite.ts";
import { quoted } from "../../query/tokens.ts";
import { fieldOf, type Field, type FieldOperator, type Report } from "../../reports/index.ts";
import { operatorsAsked } from "./answering.ts";

/** A term of a condition as Graph takes it in `$filter`. */
export interface Accepted {
  readonly text: string;
  /** The service's answer needs no check here. */
  readonly exact: boolean;
  /** The service is known to take it. */
  readonly isSure: boolean;
}

/** What of a term Graph takes: that its reference, or published queries, say that it is understood as here. Undefined: it is evaluated here, see `reason`. */
export function acceptedTerm(term: Expression, report: Report): Accepted | undefined {
  const options = disjuncts(term);
  if (options.length > 1) {
    const accepted = options.map((option) => acceptedTerm(option, report));
    if (!accepted.every((option) => option !== undefined)) return undefined;
    return {
      text: `(${accepted.map(({ text }) => text).join(" or ")})`,
      exact: accepted.every(({ exact }) => exact),
      isSure: accepted.every(({ isSure }) => isSure),
    };
  }
  if (term.type === "lambda") {
    const list = fieldOf(report, term.source.members.join("/"));
    if (
      term.operator !== "any" ||
      !term.predicate ||
      term.variable === undefined ||
      !list?.list ||
      !operatorsOf(list, report).includes("any") ||
      list.path === report.types?.path
    )
      return undefined;
    const item = acceptedLeaf(term.predicate, report, { name: term.variable, source: list.path });
    const isTried = list.graph.tried?.includes("any") ?? false;
    return (
      item && {
        text: `${list.path}/any(${term.variable}: ${item.text})`,
        exact: item.exact && !isTried,
        isSure: item.isSure && !isTried,
      }
    );
  }
  return acceptedLeaf(term, report);
}

interface Variable {
  readonly name: string;
  readonly source: string;
}

/** A condition on one field: a comparison with a literal, a function of the text, a list of values, or a boolean by itself. */
function acceptedLeaf(term: Expression, report: Report, variable?: Variable): Accepted | undefined {
  if (term.type === "path")
    return acceptedLeaf(
      { type: "binary", operator: "eq", left: term, right: { type: "literal", kind: "boolean", text: "true" } },
      report,
      variable,
    );
  if (term.type === "in") {
    const { left, list } = term;
    if (list.type !== "list" || variable) return undefined;
    const options = list.items.map((right) => acceptedLeaf({ type: "binary", operator: "eq", left, right }, report));
    if (options.length === 0 || !options.every((option) => option !== undefined)) return undefined;
    const text = options.map((option) => option.text).join(" or ");
    const isSure = options.every((option) => option.isSure);
    return { text: options.length > 1 ? `(${text})` : text, exact: options.every((option) => option.exact), isSure };
  }
  const found = leafParts(term);
  if (!found) return undefined;
  const field = fieldAt(found.path, report, variable);
  const isItem = variable !== undefined && found.path.members.length === 1;
  if (!field || (field.list && !isItem) || !operatorsOf(field, report).includes(found.operator)) return undefined;
  // Only published queries ask in lower case, and only so.
  if (found.isLowered && !field.graph.observed?.includes(found.operator)) return undefined;
  const text = literalText(found.literal, field);
  if (text === undefined) return undefined;
  const name = variable ? found.path.members.join("/") : field.path;
  const subject = found.isLowered ? `tolower(${name})` : name;
  const isFunction = found.operator === "startswith" || found.operator === "contains";
  const isTried = found.isLowered || (field.graph.tried?.includes(found.operator) ?? false);
  return {
    text: isFunction ? `${found.operator}(${subject},${text})` : `${subject} ${found.operator} ${text}`,
    exact: found.operator !== "ne" && !isTried,
    isSure: !isTried,
  };
}

const mirrored: Readonly<Partial<Record<Binary["operator"], FieldOperator>>> = {
  eq: "eq",
  ne: "ne",
  gt: "lt",
  ge: "le",
  lt: "gt",
  le: "ge",
};

interface Leaf {
  readonly path: Path;
  readonly operator: FieldOperator;
  readonly literal: Literal;
  /** `contains(tolower(path), 'text')`. */
  readonly isLowered: boolean;
}

function leafParts(term: Expression): Leaf | undefined {
  if (term.type === "call" && (term.name === "startswith" || term.name === "contains")) {
    const [subject, literal] = term.arguments;
    const isLowered = subject?.type === "call" && subject.name === "tolower";
    const path = isLowered ? subject.arguments[0] : subject;
    return path?.type === "path" && literal?.type === "literal" ? { path, operator: term.name, literal, isLowered } : undefined;
  }
  if (term.type !== "binary") return undefined;
  const { left, right } = term;
  const operator = mirrored[term.operator];
  if (operator === undefined) return undefined;
  const isLowered = false;
  if (left.type === "path" && right.type === "literal")
    return { path: left, operator: term.operator as FieldOperator, literal: right, isLowered };
  return left.type === "literal" && right.type === "path" ? { path: right, operator, literal: left, isLowered } : undefined;
}

function fieldAt({ members }: Path, report: Report, variable: Variable | undefined): Field | undefined {
  if (!variable) return fieldOf(report, members.join("/"));
  if (members[0] !== variable.name) return undefined;
  // The item itself, of a list of texts.
  return members.length === 1
    ? fieldOf(report, variable.source)
    : fieldOf(report, [`${variable.source}/[]`, ...members.slice(1)].join("/"));
}

const operatorsOf = (field: Field, report: Report): readonly FieldOperator[] =>
  field.graph.versions.includes(report.graph.version) ? operatorsAsked(field) : [];

/** The literal as the service wants it for the field; undefined when it would refuse or understand it in another way. */
function literalText(literal: Literal, field: Field): string | undefined {
  const { kind } = field;
  const wanted: Partial<Record<Field["kind"], Literal["kind"]>> = {
    text: "string",
    enum: "string",
    integer: "integer",
    boolean: "boolean",
    instant: "dateTimeOffset",
  };
  // An address is UTF-8, which has no half characters.
  if (/\p{Surrogate}/u.test(literal.text)) return undefined;
  if (literal.kind === "date" && kind === "instant") return `${literal.text}T00:00:00Z`;
  // `microsoft.graph.riskState'atRisk'` is the same as its member.
  const member = kind === "enum" && literal.kind === "enum" ? /'([^',]*)'$/.exec(literal.text)?.[1] : undefined;
  if (member === undefined && wanted[kind] !== literal.kind) return undefined;
  return literal.kind === "string" || member !== undefined ? quoted(asStored(member ?? literal.text, field)) : printFilter(literal);
}

/** The text as the service writes it, where upper and lower case make no difference: it may compare by characters. */
function asStored(text: string, { caseless, lower, values, knownValues }: Field): string {
  if (lower || (caseless && isGuid(text))) return text.toLowerCase();
  return (caseless && [...(values ?? []), ...(knownValues ?? [])].find((value) => value.toLowerCase() === text.toLowerCase())) || text;
}

/** Why a term is evaluated here. */
export function reason(term: Expression, report: Report): string {
  for (const option of disjuncts(term)) {
    const inner = option.type === "lambda" && option.predicate ? option.predicate : option;
    const path =
      option.type === "lambda"
        ? option.source
        : (leafParts(inner)?.path ?? (inner.type === "in" && inner.left.type === "path" ? inner.left : undefined));
    const field = path && fieldOf(report, path.members.join("/"));
    if (!field) continue;
    if (field.derived) return `${field.path} is made here from other members of the record`;
    const operators = operatorsOf(field, report);
    if (operators.length === 0) return `the service does not filter by ${field.path}`;
    const { operator = "eq" } = leafParts(inner) ?? {};
    if (option.type !== "lambda" && !operators.includes(operator))
      return `for ${field.path} the service knows ${operators.join(", ")} only`;
  }
  return "the service does not take conditions of this form";
}
