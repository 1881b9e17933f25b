import { reportById, reportIds, type ReportId } from "../reports/index.ts";
import type { Binary, Expression, Lambda, Literal } from "./expression.ts";
import { signInTypes, type Range, type SignInType } from "./query.ts";
import { conjunction, conjuncts, disjuncts } from "./rewrite.ts";

/** One `$option` of a URL, with its place in the text. */
export interface UrlOption {
  readonly name: string;
  readonly value: string;
  readonly start: number;
}

export interface GraphUrl {
  readonly report: ReportId;
  readonly options: readonly UrlOption[];
}

const shape = /^\s*(?:GET\s+)?(?:https?:\/\/[^/\s]+\/)?\/?(?:(?:v1\.0|beta)\/)?auditLogs\/(\w+)\/?(?:\?([\s\S]*))?$/i;

/** Takes a Microsoft Graph URL of a report apart, whatever the host: nothing is fetched from it. Undefined: it is none. */
export function graphUrl(text: string): GraphUrl | undefined {
  const [, name = "", query = ""] = shape.exec(text) ?? [];
  const wanted = name.toLowerCase();
  const report = reportIds.find((id) => id.toLowerCase() === wanted) ?? (wanted === "directoryprovisioning" ? "provisioning" : undefined);
  return report && { report, options: urlOptions(query, text.length - query.length) };
}

/** Cuts a query string. An unencoded ampersand inside a text is no end: only one before a name and an equals sign is. */
export function urlOptions(query: string, offset: number): UrlOption[] {
  const options: UrlOption[] = [];
  let start = offset;
  for (const part of query.split(/&(?=(?:\$|%24)?[a-z]+=)/i)) {
    const equals = part.indexOf("=");
    if (equals > 0) {
      options.push({
        name: part
          .slice(0, equals)
          .replace(/^(?:\$|%24)/i, "")
          .toLowerCase(),
        value: part.slice(equals + 1),
        start: start + equals + 1,
      });
    }
    start += part.length + 1;
  }
  return options;
}

export interface Taken {
  readonly range?: Range;
  readonly types?: readonly SignInType[];
  readonly where?: Expression;
}

/** Takes the time range and the sign-in types out of a condition, as far as they stand at its top; what it means stays the same. */
export function takeClauses(condition: Expression, report: ReportId): Taken {
  const { timeField, retentionDays } = reportById(report);
  let from: string | undefined;
  let to: string | undefined;
  let types: readonly SignInType[] | undefined;
  const rest: Expression[] = [];
  for (const term of conjuncts(condition)) {
    const bound = timeBound(term, timeField);
    if (bound?.operator === "ge" && from === undefined) from = bound.text;
    else if (bound?.operator === "le" && to === undefined) to = bound.text;
    else {
      const asked = types ? undefined : typesAsked(term);
      if (asked && report === "signIns") types = asked;
      else rest.push(term);
    }
  }
  // a range needs a start: without one the service gives all that it still has
  const start: Range | undefined =
    from === undefined
      ? to === undefined
        ? undefined
        : { kind: "last", amount: retentionDays, unit: "d" }
      : { kind: "between", from, ...(to !== undefined && { to }) };
  if (from === undefined && to !== undefined)
    rest.push({
      type: "binary",
      operator: "le",
      left: { type: "path", members: [timeField] },
      right: { type: "literal", kind: "dateTimeOffset", text: to },
    });
  const where = conjunction(rest);
  return { ...(start && { range: start }), ...(types && { types }), ...(where && { where }) };
}

export interface TimeBound {
  readonly operator: "eq" | "ge" | "gt" | "le" | "lt";
  /** An instant in its canonical text: a date's first moment in UTC. */
  readonly text: string;
}

const mirrored: Readonly<Record<string, TimeBound["operator"]>> = { eq: "eq", ge: "le", gt: "lt", le: "ge", lt: "gt" };

/** The bound that a comparison sets to the time of events; undefined when it is something else. */
export function timeBound(term: Expression, timeField: string): TimeBound | undefined {
  if (term.type !== "binary") return undefined;
  const isTime = ({ left }: Binary) => left.type === "path" && left.members.join("/").toLowerCase() === timeField.toLowerCase();
  const turned = isTime(term) ? term : { ...term, left: term.right, right: term.left };
  const operator = isTime(term) ? mirrored[mirrored[term.operator] ?? ""] : mirrored[term.operator];
  const { right } = turned;
  if (!operator || !isTime(turned) || right.type !== "literal") return undefined;
  if (right.kind === "date") return { operator, text: `${right.text}T00:00:00Z` };
  return right.kind === "dateTimeOffset" ? { operator, text: right.text } : undefined;
}

/** The types that `signInEventTypes/any(t: t eq 'a' or t eq 'b')` asks for; undefined when the term asks something else. */
export function typesAsked(term: Expression): readonly SignInType[] | undefined {
  if (!isTypesLambda(term) || term.operator !== "any" || !term.predicate) return undefined;
  const { variable } = term;
  const types = new Set<SignInType>();
  for (const option of disjuncts(term.predicate)) {
    const [subject, values] =
      option.type === "binary" && option.operator === "eq"
        ? [option.left, [option.right]]
        : option.type === "in" && option.list.type === "list"
          ? [option.left, option.list.items]
          : [];
    if (subject?.type !== "path" || subject.members.length !== 1 || subject.members[0] !== variable || !values) return undefined;
    for (const value of values) {
      const type = signInTypes.find((known) => known === (value as Literal).text);
      if (value.type !== "literal" || value.kind !== "string" || !type) return undefined;
      types.add(type);
    }
  }
  return [...types];
}

export const isTypesLambda = (term: Expression): term is Lambda =>
  term.type === "lambda" && term.source.members.join("/").toLowerCase() === "signineventtypes";
