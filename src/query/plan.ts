import { fieldOf, reportById, type EventTypes, type Field, type FieldOperator, type Report, type ReportId } from "../reports/index.ts";
import type { Binary, Expression, Literal, Path } from "./expression.ts";
import { guestAddress } from "./guestAddress.ts";
import { isGuid } from "./letterCase.ts";
import { printFilter } from "./printFilter.ts";
import type { Query, SignInType } from "./query.ts";
import { resolveRange, type RangeOptions } from "./resolveRange.ts";
import { conjunction, conjuncts, disjuncts, rewrite } from "./rewrite.ts";
import { timeBound } from "./timeBound.ts";
import { isMillisecond, timeSpan, type Moment } from "./timeSpan.ts";
import { quoted } from "./tokens.ts";
import { isTypesLambda, typesAsked, typesNeeded } from "./typesAsked.ts";

export interface PlannedRequest {
  /** `$filter` with the time bounds of the whole plan. */
  readonly filter: string;
  /** `$filter` without time bounds, for slices (see `withinTime`); empty when there is nothing else to ask. */
  readonly condition: string;
  readonly types?: readonly SignInType[];
  /** Set where `condition` has terms of which nobody knows whether the service still takes them: what to ask when it refuses. All terms left out are checked here anyway. */
  readonly surely?: string;
}

/** How a query is carried out: what the service is asked, and what is evaluated here. */
export interface Plan {
  readonly report: ReportId;
  /** None: the service has nothing in this range. More than one: their records belong together, newest first, each id once. */
  readonly requests: readonly PlannedRequest[];
  /** Both ends belong to the range. */
  readonly from: Date;
  readonly to: Date;
  /** `$orderby`. */
  readonly orderby: string;
  /** What each record must still meet. */
  readonly here?: Expression;
  /**
   * The whole condition. `filter` and `here` together mean the same, up to letter case: whether the service minds it is known of some fields only. This is to prove it
   * (`compile` with `asGuard`), and then lets through what differs in letter case alone: it is never stricter than the service.
   */
  readonly guard?: Expression;
  /** What is asked of the service and what is evaluated here, and why; a sentence each. */
  readonly notes: readonly string[];
}

/** The service's address, with the other options, should stay well below 4,000 characters. */
const longestCondition = 1500;
/** Microsoft's advice for sign-ins that time out: start with three days. */
const wideRangeMs = 3 * 24 * 3600_000;
const dayMs = 24 * 3600_000;

const userTypes: readonly SignInType[] = ["interactiveUser", "nonInteractiveUser"];

/**
 * Splits a query into what the service accepts for its report and what is left to do here. The meaning stays the same: a term is given to the service
 * only where the reference, or published queries, say that it is understood as here; one that only published queries use with `ne` is checked here too.
 * Variables must have been substituted.
 */
export function plan(query: Query, options: RangeOptions): Plan {
  const report = reportById(query.report);
  const notes: string[] = [];
  const terms = query.where ? conjuncts(query.where) : [];
  const stretch = clip(narrowed(resolveRange(query.range, options), query.where, report, options), report, options, notes);
  const { types, rest } = takeTypes(query, terms);

  const asked: string[] = [];
  const sure: string[] = [];
  const here: Expression[] = [];
  const onlyHere: Expression[] = [];
  const reasons = new Set<string>();
  for (const term of rest) {
    const bound = timeBound(term, report.timeField);
    if (bound && (bound.operator === "ge" || bound.operator === "le") && isMillisecond(bound.text)) continue;
    if (bound) {
      here.push(term);
      continue;
    }
    const accepted = acceptedTerm(term, report);
    const isShort = accepted && accepted.text.length + asked.join(" and ").length <= longestCondition;
    if (accepted && isShort) asked.push(accepted.text);
    if (accepted?.isSure && isShort) sure.push(accepted.text);
    if (!accepted || !isShort || !accepted.exact) here.push(term);
    if (accepted && isShort && !accepted.exact)
      notes.push(`${printFilter(term)} is asked of the service and checked here: its reference does not list this operator.`);
    if (accepted && isShort) continue;
    onlyHere.push(term);
    reasons.add(accepted ? "the condition is too long for one request" : reason(term, report));
  }
  if (asked.length > 0) notes.unshift(`The service answers: ${asked.join(" and ")}.`);
  const left = conjunction(here);
  const unasked = conjunction(onlyHere);
  if (unasked) notes.push(`Evaluated here: ${printFilter(unasked)}; ${[...reasons].join("; ")}.`);

  const requests = stretch.from > stretch.to ? [] : fanOut(types).map((group) => request({ asked, sure }, group, report, stretch));
  if (requests.length > 1) notes.push("Users and workloads are asked in separate requests, as the service does not take both in one.");
  for (const path of namesAsked(
    terms.filter((term) => !here.includes(term)),
    report,
  ))
    notes.push(`The service may mind upper and lower case in ${path}: it finds a name as the directory writes it.`);
  const guest = guestIn(query.where, report);
  if (guest !== undefined) notes.push(`Guests stand under their own address, ${guest}, not under #EXT#: that name finds nothing.`);
  if (report.types && !types) notes.push(report.types.usualNote);
  if (requests.length === 0) notes.push("There is nothing to ask: the range is empty, or older than what the service keeps.");
  else if (asked.length === 0 && stretch.to.getTime() - stretch.from.getTime() > wideRangeMs) {
    notes.push("More than three days without a condition that the service answers: this may be slow.");
  }
  return {
    report: report.id,
    requests,
    ...stretch,
    orderby: `${report.timeField} desc`,
    ...(left && { here: left }),
    ...(query.where && { guard: query.where }),
    notes,
  };
}

/** A condition within a stretch of time, both ends included, as a `$filter`. */
export function withinTime(report: Report, condition: string, from: Date, to: Date): string {
  const bounds = `${report.timeField} ge ${instantText(from)} and ${report.timeField} le ${instantText(to)}`;
  return condition === "" ? bounds : `${bounds} and ${condition}`;
}

const instantText = (date: Date) => date.toISOString().replace(".000Z", "Z");

function request(
  { asked, sure }: { readonly asked: readonly string[]; readonly sure: readonly string[] },
  types: readonly SignInType[] | undefined,
  report: Report,
  { from, to }: { from: Date; to: Date },
): PlannedRequest {
  const typed = types && report.types ? [`${report.types.path}/any(t: ${types.map((type) => `t eq ${quoted(type)}`).join(" or ")})`] : [];
  const condition = [...typed, ...asked].join(" and ");
  return {
    filter: withinTime(report, condition, from, to),
    condition,
    ...(types && { types }),
    ...(sure.length < asked.length && { surely: [...typed, ...sure].join(" and ") }),
  };
}

/** The service refuses types of users and of workloads in one filter. */
function fanOut(types: readonly SignInType[] | undefined): (readonly SignInType[] | undefined)[] {
  if (!types) return [undefined];
  return [types.filter((type) => userTypes.includes(type)), types.filter((type) => !userTypes.includes(type))].filter(
    (group) => group.length > 0,
  );
}

/** The types to ask for: a condition about them in `where` counts too, since without any the service leaves out all but interactive users. */
export function takeTypes(
  { report: id, types, where }: Query,
  terms: readonly Expression[],
): { types: readonly SignInType[] | undefined; rest: readonly Expression[] } {
  const report = reportById(id);
  if (!report.types) return { types: undefined, rest: terms };
  if (types && types.length > 0) return { types, rest: terms };
  for (const [index, term] of terms.entries()) {
    const asked = typesAsked(term, report);
    if (asked) return { types: asked, rest: terms.toSpliced(index, 1) };
  }
  return {
    types: where && mentionsTypes(where, report.types) ? (typesNeeded(where, report) ?? report.types.names) : undefined,
    rest: terms,
  };
}

function mentionsTypes(where: Expression, types: EventTypes): boolean {
  let found = false;
  rewrite(where, (part) => {
    found ||=
      isTypesLambda(part, types) ||
      (part.type === "path" && part.members.some((member) => member.toLowerCase() === types.path.toLowerCase()));
    return undefined;
  });
  return found;
}

/** The range without the parts in which the condition cannot hold, wherever in it bounds of the time stand. */
export function narrowed(
  { from, to }: { from: Date; to: Date },
  where: Expression | undefined,
  { timeField }: Report,
  { now }: RangeOptions,
): { from: Date; to: Date } {
  const span = where ? timeSpan(where, timeField) : {};
  const dateOf = (moment: Moment) => new Date("at" in moment ? moment.at : now.getTime() - moment.ago);
  const [first, last] = [span.from && dateOf(span.from), span.to && dateOf(span.to)];
  return { from: first && first > from ? first : from, to: last && last < to ? last : to };
}

/** Fields of names that the service is asked for, which it keeps as they are written. */
function namesAsked(terms: readonly Expression[], report: Report): Set<string> {
  const paths = new Set<string>();
  for (const term of terms)
    rewrite(term, (part) => {
      const field = part.type === "path" ? fieldOf(report, part.members.join("/")) : undefined;
      if (field?.caseless && field.kind === "text" && !field.lower && !field.mono && !field.knownValues) paths.add(field.path);
      return undefined;
    });
  return paths;
}

/** A guest's address, where the condition asks for the name that the guest has in the directory. */
function guestIn(where: Expression | undefined, report: Report): string | undefined {
  let found: string | undefined;
  if (!where) return undefined;
  rewrite(where, (part) => {
    const isName = part.type === "binary" || part.type === "in" || part.type === "call";
    const sides =
      part.type === "binary"
        ? [part.left, part.right]
        : part.type === "in"
          ? [part.left, ...(part.list.type === "list" ? part.list.items : [])]
          : part.type === "call"
            ? part.arguments
            : [];
    if (!isName || !sides.some((side) => side.type === "path" && fieldOf(report, side.members.join("/"))?.lower)) return undefined;
    for (const side of sides) if (side.type === "literal" && side.kind === "string") found ??= guestAddress(side.text);
    return undefined;
  });
  return found;
}

/** Asking for more than is kept is an error at the service, which counts from midnight UTC. */
function clip(
  { from, to }: { from: Date; to: Date },
  { retentionDays }: Report,
  { now }: RangeOptions,
  notes: string[],
): { from: Date; to: Date } {
  const kept = new Date(Math.floor(now.getTime() / dayMs - retentionDays) * dayMs);
  if (from >= kept) return { from, to };
  notes.push(`The service keeps ${retentionDays} days: the range begins at ${instantText(kept)}.`);
  return { from: kept, to };
}

/** Who answers a term of a condition at its top, and why. */
export interface Answerer {
  readonly by: "service" | "here";
  /** A sentence. */
  readonly note: string;
}

/** Says of a term what `plan` does with it, its length left aside. */
export function answererOf(term: Expression, report: Report): Answerer {
  const bound = timeBound(term, report.timeField);
  if (bound || typesAsked(term, report)) return { by: "service", note: "The service is asked for no more than this." };
  const accepted = acceptedTerm(term, report);
  if (!accepted) return { by: "here", note: `Every record is fetched and tested here: ${reason(term, report)}.` };
  return {
    by: "service",
    note: accepted.exact
      ? `The service sends only records with ${accepted.text}.`
      : `The service is asked for ${accepted.text}, and each record is checked here too, as its reference does not list this operator.`,
  };
}

interface Accepted {
  readonly text: string;
  /** The service's answer needs no check here. */
  readonly exact: boolean;
  /** The service is known to take it. */
  readonly isSure: boolean;
}

function acceptedTerm(term: Expression, report: Report): Accepted | undefined {
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
    const isTried = list.tried?.includes("any") ?? false;
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
  if (found.isLowered && !field.observed?.includes(found.operator)) return undefined;
  const text = literalText(found.literal, field);
  if (text === undefined) return undefined;
  const name = variable ? found.path.members.join("/") : field.path;
  const subject = found.isLowered ? `tolower(${name})` : name;
  const isFunction = found.operator === "startswith" || found.operator === "contains";
  const isTried = found.isLowered || (field.tried?.includes(found.operator) ?? false);
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
  field.versions.includes(report.version) ? [...field.operators, ...(field.observed ?? []), ...(field.tried ?? [])] : [];

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
function reason(term: Expression, report: Report): string {
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
