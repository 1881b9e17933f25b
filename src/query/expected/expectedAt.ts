import { fieldOf, reportById, reports, type Field, type Report, type ReportId } from "../../reports/index.ts";
import type { Answered, Answering } from "../answering.ts";
import { kindOf, type Known, type Scope } from "../checks/known.ts";
import { knownOf } from "../checks/knownOf.ts";
import type { ComparisonOperator, Expression } from "../expression.ts";
import { isOpen } from "../fieldPath.ts";
import { functions, type Signature, type ValueKind } from "../functions.ts";
import type { Inquiry, Sought, Within } from "../inquiry.ts";
import { readCondition } from "../parseFilter.ts";
import { shapeOf } from "../parseQuery.ts";
import { placeAt, type TextPlace } from "../placeAt.ts";
import { precedence } from "../precedence.ts";
import type { ClauseWord } from "../clauseWords.ts";
import { readQuery } from "../clauses/readQuery.ts";
import { Reader } from "../reader.ts";
import type { Token } from "../tokens.ts";

/** A field, and the path by which it is asked at the place: the one of an item begins with a variable. */
export interface FieldThere {
  readonly path: string;
  readonly field: Field;
}

export type OperatorName = ComparisonOperator | "in" | "add" | "sub" | "mul" | "div" | "mod" | "and" | "or" | "not";

/** Something that may stand at a place of a query text. */
export type Expectation =
  /** `length`: of time, a number and a unit. `moment`: a date or an instant. `count`: a number of rows. `to`: the word before the end of a range. */
  | { readonly kind: "report" | "length" | "unit" | "moment" | "count" | "to" | "direction" }
  | { readonly kind: "clause"; readonly words: readonly ClauseWord[] }
  /** A type of sign-in; `listed`: those that stand in the list already. */
  | { readonly kind: "type"; readonly listed: readonly string[] }
  /** `(`, `)`, `,` or `:`. */
  | { readonly kind: "symbol"; readonly text: string }
  /** A name for the items of a list, and one that is free. */
  | { readonly kind: "variable"; readonly list?: Field; readonly name: string }
  /** One of these fields. `lists`: fields whose items are asked there, with `any` or `all` and a variable by this name. */
  | {
      readonly kind: "field";
      readonly fields: readonly FieldThere[];
      readonly lists: readonly (FieldThere & { readonly variable: string })[];
    }
  /** The last member of a path, behind a slash. */
  | { readonly kind: "member"; readonly members: readonly { readonly name: string; readonly field: Field }[] }
  /** `isOpened`: its parenthesis stands there. */
  | { readonly kind: "function"; readonly functions: readonly Signature[]; readonly isOpened: boolean }
  /** `any` or `all` of a list, whose parenthesis stands there. */
  | { readonly kind: "quantifier"; readonly path: string; readonly quantifiers: readonly ("any" | "all")[] }
  /** A value of one of the kinds; none known: of any. `field`: what it is compared with. `listed`: those that stand in the list already. */
  | {
      readonly kind: "literal";
      readonly kinds: readonly ValueKind[] | undefined;
      readonly field?: Field;
      readonly listed: readonly string[];
      readonly isComparison: boolean;
    }
  /** Operators, best first, behind a value of `field`. */
  | { readonly kind: "operator"; readonly operators: readonly OperatorName[]; readonly field?: Field };

export interface Expected {
  /** The word at hand, that one of the expectations may stand in place of. */
  readonly start: number;
  readonly end: number;
  /** The report that the text names, or the one of the options. */
  readonly report?: Report;
  /** Best first. */
  readonly expectations: readonly Expectation[];
}

export interface ExpectOptions {
  /** The report that a bare condition is for. */
  readonly report?: ReportId;
  /** The text is a condition, whatever it begins with: one that filters rows, say. */
  readonly isCondition?: boolean;
  /** Of whoever is asked: what it answers comes first. */
  readonly answering?: Answering;
}

/**
 * What may stand at an offset of a query text, or of a condition, however much of it is written yet: the parser is asked. A word that is right there already
 * is replaced by its like only, so that what stands around it stays right. Undefined within a comment, and in what is no query text, such as a pasted URL.
 */
export function expectedAt(text: string, offset: number, options: ExpectOptions = {}): Expected | undefined {
  const place = placeAt(text, offset);
  const asked = place && ask(text, place, options);
  if (!place || !asked) return undefined;
  const { report, sought } = asked;
  return {
    start: place.start,
    end: place.end,
    ...(report && { report }),
    // What is open there, in however broken a text, has to be closed before another clause begins.
    expectations: new Answers(report, place, sought, options.answering)
      .all()
      .filter(({ kind }) => kind !== "clause" || !isWithinParentheses(place)),
  };
}

function isWithinParentheses({ before }: TextPlace): boolean {
  let open = 0;
  for (const { text, literal } of before) {
    if (literal !== undefined) continue;
    if (text === "(") open++;
    else if (text === ")" && open > 0) open--;
  }
  return open > 0;
}

/** The field that stands at `offset` of a query text, for a hover: from the beginning of its path to the end of the member at hand. */
export function fieldAtOffset(
  text: string,
  offset: number,
): { readonly field: Field; readonly start: number; readonly end: number } | undefined {
  const place = placeAt(text, offset);
  const asked = place && ask(text, place, {});
  if (!place || !asked?.report) return undefined;
  const { report, sought } = asked;
  const scope = scopeOf(sought.find((one) => "within" in one)?.within, report);
  const standing = place.standing.slice(0, place.standing.findIndex(({ end }) => end >= offset) + 1);
  const field = fieldOfPath(standing, report, scope);
  return field && { field, start: place.start, end: standing.at(-1)?.end ?? place.end };
}

interface Asked {
  readonly report?: Report;
  readonly sought: readonly Sought[];
}

function ask(text: string, place: TextPlace, { report: wanted, isCondition = false }: ExpectOptions): Asked | undefined {
  const inquiry: Inquiry = { sought: [], isMissing: false, after: place.after };
  const reader = new Reader(place.before, { inquiry });
  const whole = new Reader(place.tokens);
  const read = isCondition ? "condition" : shapeOf(text, whole);
  if (read === "pasted") return undefined;
  // A first word is a report, unless what follows makes it a part of a condition.
  const [next] = place.after;
  const isFirst = place.before.length === 1 && next?.text !== "(" && !sorts.has(next?.text.toLowerCase() ?? "");
  const shape = isFirst && !isCondition ? "query" : read;
  const report = wanted && reportById(wanted);
  if (shape === "condition") {
    readCondition(reader);
    const meant = report ?? reportOfFields(whole.tokens);
    return { sought: inquiry.sought, ...(meant && { report: meant }) };
  }
  readQuery(reader);
  const named = inquiry.report === undefined ? report : reportById(inquiry.report);
  return { sought: inquiry.sought, ...(named && { report: named }) };
}

/** So far into a condition that names no report, one looks for a field that tells which it is. */
const mostTokens = 500;

function reportOfFields(tokens: readonly Token[]): Report | undefined {
  const paths = tokens.slice(0, mostTokens).flatMap(({ kind }, at) => {
    if (kind !== "word" || tokens[at - 1]?.text === "/") return [];
    let end = at + 1;
    while (tokens[end]?.text === "/" && tokens[end + 1]?.kind === "word") end += 2;
    return [pathOf(tokens.slice(at, end)).join("/")];
  });
  return reports.find((report) => paths.some((path) => fieldOf(report, path) !== undefined));
}

const pathOf = (tokens: readonly Token[]): string[] => tokens.filter(({ text }) => text !== "/").map(({ text }) => text);

/** The field of a path as it is asked, or as columns name it. */
function fieldOfPath(tokens: readonly Token[], report: Report, scope: Scope): Field | undefined {
  const members = pathOf(tokens.at(-1)?.text === "/" ? tokens.slice(0, -1) : tokens);
  if (members.length === 0 || tokens.some(({ kind, text }) => kind !== "word" && text !== "/" && text !== "[]")) return undefined;
  return fieldOf(report, members.join("/")) ?? knownOf({ type: "path", members }, report, scope).field;
}

/** The variables of the lambdas that are open, each with the path of its items. */
function scopeOf(within: Within | undefined, report: Report): Scope {
  const lambdas: (Within & { readonly in: "lambda" })[] = [];
  for (let at = within; at; at = at.outer) if (at.in === "lambda") lambdas.unshift(at);
  const scope = new Map<string, string | undefined>();
  for (const { source, variable } of lambdas) {
    const { kind, field } = knownOf(source, report, scope);
    scope.set(variable, kind === "list" && field ? `${field.path}/[]` : undefined);
  }
  return scope;
}

const comparisons = ["eq", "ne"] as const;
const orders = ["gt", "ge", "lt", "le"] as const;
type Comparison = (typeof comparisons)[number] | (typeof orders)[number];
/** What may be calculated with a value of a kind, and the kinds of what stands behind the operator. */
const calculations: Partial<Record<ValueKind, Partial<Record<string, readonly ValueKind[]>>>> = {
  number: { add: ["number"], sub: ["number"], mul: ["number"], div: ["number"], mod: ["number"] },
  instant: { sub: ["duration", "instant"], add: ["duration"] },
  duration: { add: ["duration", "instant"], sub: ["duration"], mul: ["number"], div: ["number"] },
};

/** What an operand must be. `isCondition`: true or false, or the beginning of a comparison. */
interface Wanted {
  readonly isCondition?: true;
  /** Undefined: any. */
  readonly kinds?: readonly ValueKind[];
  readonly field?: Field | undefined;
  /** The literal that it is compared with. */
  readonly text?: string | undefined;
  readonly isOrdered?: boolean;
  readonly isComparison?: boolean;
  /** Whether a field in place of another one has a list of values. */
  readonly hasMembers?: boolean;
  readonly list?: Within & { readonly in: "list" };
}

const condition: Wanted = { isCondition: true };

/** Says what the parser sought in the words of a report. */
class Answers {
  private readonly report: Report | undefined;
  private readonly place: TextPlace;
  private readonly sought: readonly Sought[];
  private readonly answering: Answering | undefined;

  constructor(report: Report | undefined, place: TextPlace, sought: readonly Sought[], answering: Answering | undefined) {
    this.report = report;
    this.place = place;
    this.sought = sought;
    this.answering = answering;
  }

  all(): Expectation[] {
    return this.sought.flatMap((sought) => {
      switch (sought.what) {
        case "clause":
          return sought.words.length === 0 || this.isHalfCondition() || standingSort(this.place)
            ? []
            : [{ kind: "clause", words: sought.words }];
        case "type":
          return [{ kind: "type", listed: sought.listed }];
        case "symbol":
          return [{ kind: "symbol", text: sought.text }];
        case "column":
        case "sortKey":
          return this.columns(sought.what, sought.listed);
        case "variable":
        case "operand":
        case "member":
        case "operator":
          return this.report ? this.ofCondition(sought, this.report) : [];
        default:
          return [{ kind: sought.what }];
      }
    });
  }

  /** A condition that is neither true nor false cannot end here. */
  private isHalfCondition(): boolean {
    const { report, place } = this;
    return (
      report !== undefined &&
      this.sought.some((one) => one.what === "operator" && new ThereInCondition(report, place, one.within).isHalf(one.left))
    );
  }

  private columns(what: "column" | "sortKey", listed: readonly string[]): Expectation[] {
    const fields = (this.report?.fields ?? []).filter(
      (field) =>
        !listed.includes(field.path) && (what === "column" || (!field.list && field.kind !== "object" && !field.path.includes("[]"))),
    );
    return [{ kind: "field", fields: fields.map((field) => ({ path: field.path, field })), lists: [] }];
  }

  private ofCondition(sought: Extract<Sought, { readonly within: unknown }>, report: Report): Expectation[] {
    const there = new ThereInCondition(report, this.place, sought.within, this.answering);
    switch (sought.what) {
      case "variable":
        return there.variable(sought.source);
      case "operand":
        return there.operand();
      case "member":
        return there.member(sought.members);
      case "operator":
        return there.operator(sought);
    }
  }
}

const isTruth = ({ kind }: Known): boolean => kind === "boolean" || kind === "unknown" || kind === "null";

/** A place of a condition: what is open around it, and which variables there are. */
class ThereInCondition {
  private readonly report: Report;
  private readonly place: TextPlace;
  private readonly within: Within | undefined;
  private readonly scope: Scope;
  private readonly answering: Answering | undefined;

  constructor(report: Report, place: TextPlace, within: Within | undefined, answering?: Answering) {
    this.report = report;
    this.place = place;
    this.within = within;
    this.scope = scopeOf(within, report);
    this.answering = answering;
  }

  variable(source: Expression): Expectation[] {
    const { field } = this.known(source);
    return [{ kind: "variable", ...(field && { list: field }), name: this.freeName(field) }];
  }

  operand(): Expectation[] {
    const wanted = this.wanted(this.within);
    const { standing, after } = this.place;
    const [next] = after;
    if (this.isTooMany()) return [];
    if (next?.text === "(" && next.kind === "symbol") return this.callee(wanted);
    const like = standing.length > 0 ? this.like(wanted) : undefined;
    if (like && !wanted.isCondition)
      return [this.literal(like), this.fields(like), { kind: "function", functions: calls(like, true), isOpened: false }];
    if (like) return [this.fields(wanted, like), { kind: "function", functions: calls(like, true), isOpened: false }];
    // An open parenthesis would take what follows for its own.
    const isFollowed = next?.kind === "literal" || (next?.kind === "word" && !sorts.has(next.text.toLowerCase()));
    return [
      ...(wanted.isCondition ? [] : [this.literal(wanted)]),
      this.fields(wanted),
      ...(wanted.isCondition ? [{ kind: "operator", operators: ["not"] } as const] : []),
      { kind: "function", functions: calls(wanted, isFollowed), isOpened: false },
    ];
  }

  /** The function has all of its arguments. */
  private isTooMany(): boolean {
    const { within } = this;
    return within?.in === "call" && within.item >= (functions.get(within.name)?.takes.length ?? Infinity);
  }

  /** What stands before a parenthesis that is there already. */
  private callee(wanted: Wanted): Expectation[] {
    const members = pathOf(this.place.standing);
    const not: Expectation[] = wanted.isCondition ? [{ kind: "operator", operators: ["not"] }] : [];
    if (members.length === 0) return not;
    if (members.length > 1) {
      const path = members.slice(0, -1).join("/");
      if (this.known({ type: "path", members: members.slice(0, -1) }).kind !== "list") return [];
      // Only `any` stands without a condition.
      return [{ kind: "quantifier", path, quantifiers: this.place.after[1]?.text === ")" ? ["any"] : ["any", "all"] }];
    }
    if (members[0]?.toLowerCase() === "not") return not;
    const known = functions.get(members[0]?.toLowerCase() ?? "");
    const shape = ({ takes, least, gives }: Signature) => JSON.stringify([takes, least, gives]);
    const like = [...functions.values()].filter((one) => (known ? shape(one) === shape(known) : fitsInto(wanted, { kind: one.gives })));
    return [{ kind: "function", functions: like, isOpened: true }, ...(known ? [] : not)];
  }

  member(members: readonly string[]): Expectation[] {
    const known = members.length === 1 ? this.scope.get(members[0] ?? "") : undefined;
    const prefix = known ?? this.known({ type: "path", members }).field?.path ?? members.join("/");
    const found = this.report.fields.filter(
      ({ path }) => path.toLowerCase().startsWith(`${prefix.toLowerCase()}/`) && !path.slice(prefix.length + 1).includes("/"),
    );
    return [{ kind: "member", members: found.map((field) => ({ name: field.path.slice(prefix.length + 1), field })) }];
  }

  operator({ left, least }: { readonly left: Expression; readonly least: number }): Expectation[] {
    const known = this.known(left);
    const { field } = known;
    const wanted = this.wanted(this.within);
    const isOperand = !isWhole(left);
    const compared = wanted.isCondition && isOperand;
    const calculated = left.type === "literal" ? [] : Object.keys(calculations[known.kind as ValueKind] ?? {});
    const groups: (readonly OperatorName[])[] = [
      compared && least <= precedence.eq ? comparisonsOf(known, this.next(), this.answering) : [],
      compared && least <= precedence.in && known.kind !== "list" && known.kind !== "object" && known.kind !== "null" ? ["in"] : [],
      compared && least <= precedence.has && field?.kind === "flags" ? ["has"] : [],
      isOperand && least <= precedence.add ? (calculated as OperatorName[]) : [],
      wanted.isCondition && least <= precedence.or ? ["and", "or"] : [],
    ];
    const operators = groups.filter((group) => this.isLike(group)).flat();
    return operators.length === 0 ? [] : [{ kind: "operator", operators, ...(field && { field }) }];
  }

  /** The field behind the place. */
  private next(): Field | undefined {
    const { after } = this.place;
    let end = 1;
    while (after[end]?.text === "/") end += 2;
    return fieldOfPath(after.slice(0, end), this.report, this.scope);
  }

  /** Whether a condition was to be here, and this is only a part of one. */
  isHalf(left: Expression): boolean {
    return this.wanted(this.within).isCondition === true && !isTruth(this.known(left));
  }

  /** Whether these may stand in place of the operator at hand. */
  private isLike(group: readonly OperatorName[]): boolean {
    const standing = standingSort(this.place);
    return standing === undefined || group.some((operator) => sorts.get(operator) === standing);
  }

  /** What may stand in place of a value that is right there already: its like. Undefined: none is there, or it is not right. */
  private like(wanted: Wanted): Wanted | undefined {
    const known = this.standing();
    if (!known || known.kind === "unknown" || known.kind === "null" || known.kind === "object" || known.kind === "list") return undefined;
    if (!wanted.isCondition && !fitsInto(wanted, known)) return undefined;
    return { ...wanted, kinds: [known.kind], hasMembers: known.field?.values !== undefined };
  }

  private standing(): Known | undefined {
    const { standing } = this.place;
    const [word, other] = standing;
    if (!word) return undefined;
    const read = new Reader([...standing, { kind: "end", text: "", start: this.place.end, end: this.place.end }]);
    const expression = readCondition(read);
    const isOne = expression.type === "literal" || expression.type === "path";
    if (read.problems.length > 0 || !isOne || (expression.type === "literal" && other)) return undefined;
    return this.known(expression);
  }

  private literal({ kinds, field, list, isComparison = false }: Wanted): Expectation {
    return { kind: "literal", kinds, ...(field && { field }), listed: list ? this.listed(list.from) : [], isComparison };
  }

  /** The texts of a list from a token on: those that stand directly in it. */
  private listed(from: number): string[] {
    const { before } = this.place;
    const texts = new Set<string>();
    for (let at = from; at < before.length; at++) if (before[at]?.literal === "string") texts.add(before[at]?.text ?? "");
    return [...texts];
  }

  /** `like`: what stands there already in a condition. */
  private fields(wanted: Wanted, like: Wanted = wanted): Expectation {
    const { report, scope, place } = this;
    const isOrdered =
      wanted.isOrdered === true || (wanted.isCondition === true && orders.some((name) => name === place.after[0]?.text.toLowerCase()));
    const isPossible = (field: Field) =>
      (like.kinds === undefined
        ? wanted.isCondition === true || fitsInto(like, { kind: kindOf(field) })
        : fitsInto(like, { kind: kindOf(field) })) &&
      (!wanted.isCondition || like.hasMembers === undefined || like.hasMembers === (field.values !== undefined)) &&
      (!isOrdered || !field.values) &&
      (wanted.text === undefined || !field.values || field.values.includes(wanted.text)) &&
      (field.kind !== "object" || field.list === true || isOpen(report, field));
    const there: FieldThere[] = [];
    const lists: (FieldThere & { readonly variable: string })[] = [];
    const take = (path: string, field: Field) => {
      const isAsked = wanted.isCondition && field.list;
      if (isAsked) lists.push({ path, field, variable: this.freeName(field) });
      else if (isPossible(field) && (!field.list || wanted.kinds?.includes("list"))) there.push({ path, field });
    };
    for (const [name, items] of [...scope].reverse()) {
      if (items === undefined) continue;
      const list = fieldOf(report, items.slice(0, -"/[]".length));
      if (list && list.kind !== "object") {
        const { list: _, ...item } = list;
        if (isPossible(item)) there.push({ path: name, field: item });
      }
      for (const field of report.fields)
        if (field.path.startsWith(`${items}/`) && !field.path.slice(items.length + 1).includes("[]"))
          take(`${name}${field.path.slice(items.length)}`, field);
    }
    const [root, slash] = place.standing;
    if (!(root && slash?.text === "/" && scope.has(root.text)))
      for (const field of report.fields) if (!field.path.includes("[]")) take(field.path, field);
    return { kind: "field", fields: there, lists };
  }

  /** A name for the items of a list that no other list has. */
  private freeName(list: Field | undefined): string {
    const name = list?.path.replace(/.*\//, "").charAt(0).toLowerCase() ?? "item";
    let free = name;
    for (let number = 2; this.scope.has(free); number++) free = `${name}${String(number)}`;
    return free;
  }

  private known(expression: Expression): Known {
    return knownOf(expression, this.report, this.scope);
  }

  private wanted(within: Within | undefined): Wanted {
    switch (within?.in) {
      case undefined:
      case "lambda":
      case "not":
      case "logic":
        return condition;
      case "group":
        return this.wanted(within.outer);
      case "minus":
        return { kinds: ["number", "duration"] };
      case "comparison": {
        const { operator, left } = within;
        const isOrdered = !["eq", "ne", "has"].includes(operator);
        return { ...this.alike(left), isOrdered, isComparison: true };
      }
      case "list":
        return { ...this.alike(within.left), isComparison: true, list: within };
      case "arithmetic": {
        const kinds = calculations[this.known(within.left).kind as ValueKind]?.[within.operator.replace("divby", "div")];
        return { kinds: kinds ?? ["number", "duration", "instant"] };
      }
      case "call": {
        const kinds = functions.get(within.name)?.takes[within.item];
        const compared = within.first && this.known(within.first).field;
        return kinds ? { kinds, field: compared } : {};
      }
    }
  }

  /** What can be compared with an expression. */
  private alike(left: Expression): Wanted {
    const { kind, field } = this.known(left);
    const text = left.type === "literal" && (left.kind === "string" || left.kind === "enum") ? left.text : undefined;
    if (kind === "null" || kind === "unknown" || kind === "object") return { field };
    return { kinds: [kind], field, text };
  }
}

/** What stands in place of what. */
const sorts: ReadonlyMap<string, "comparison" | "calculation" | "joint"> = new Map([
  ...["eq", "ne", "gt", "ge", "lt", "le", "in", "has"].map((name) => [name, "comparison"] as const),
  ...["add", "sub", "mul", "div", "divby", "mod"].map((name) => [name, "calculation"] as const),
  ...["and", "or"].map((name) => [name, "joint"] as const),
]);

/** The sort of the operator at hand. */
function standingSort({ standing: [word, other] }: TextPlace): "comparison" | "calculation" | "joint" | undefined {
  return word?.kind === "word" && !other ? sorts.get(word.text.toLowerCase()) : undefined;
}

/** True or false by its form: nothing is compared with it. */
const isWhole = (expression: Expression): boolean =>
  expression.type === "in" ||
  expression.type === "lambda" ||
  (expression.type === "unary" && expression.operator === "not") ||
  (expression.type === "binary" && (precedence[expression.operator] < precedence.add || expression.operator === "has")) ||
  (expression.type === "call" && functions.get(expression.name)?.gives === "boolean");

/** Functions that give what is wanted. A condition may begin with any. */
const calls = (wanted: Wanted, isFollowed: boolean): Signature[] =>
  [...functions.values()].filter(({ gives, takes }) => fitsInto(wanted, { kind: gives }) && !(isFollowed && takes.length > 0));

function fitsInto({ kinds }: Wanted, { kind }: Known): boolean {
  return kinds === undefined || kind === "null" || (kind !== "unknown" && kind !== "object" && kinds.includes(kind));
}

const ranks: Readonly<Record<Answered, number>> = { documented: 0, observed: 1, tried: 2 };

/** Those that the service answers for the field come first. `other`: the field that it is compared with. */
function comparisonsOf({ kind, field }: Known, other: Field | undefined, answering: Answering | undefined): readonly Comparison[] {
  const isUnordered =
    other?.values !== undefined ||
    kind === "boolean" ||
    kind === "list" ||
    kind === "object" ||
    kind === "null" ||
    field?.values !== undefined;
  const all: readonly Comparison[] = isUnordered ? comparisons : [...comparisons, ...orders];
  const place = (operator: Comparison) => {
    const answered = field && answering?.(field, operator);
    return answered ? ranks[answered] : Infinity;
  };
  return all.toSorted((one, other) => place(one) - place(other) || 0);
}
