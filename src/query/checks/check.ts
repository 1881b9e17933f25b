import { fieldOf, reports } from "../../reports/index.ts";
import type { Field, FieldKind, Report } from "../../reports/report.ts";
import type { Binary, Call, Expression, In, Lambda, Literal, Path, Span } from "../expression.ts";
import { isOpen, nearestPath, nearestSpelling } from "../fieldPath.ts";
import { guestAddress } from "../guestAddress.ts";
import { functions, type ValueKind } from "../functions.ts";
import { comparisonMeant } from "../otherComparisons.ts";
import { pathNamed } from "../otherNames.ts";
import { isOutcomeName, outcomeMeant } from "../otherOutcomes.ts";
import { nearest } from "../nearest.ts";
import { patternProblem } from "../pattern.ts";
import { printFilter } from "../printFilter.ts";
import type { Problem, Severity } from "../query.ts";
import { precedence } from "../precedence.ts";
import { regionNamed } from "../regions.ts";
import { conjuncts, disjuncts, rewrite } from "../rewrite.ts";
import { temporal } from "../temporal.ts";
import { quoted } from "../tokens.ts";

/** What is known of a value: `null` and `object` beside the kinds that functions take; of a path also its field. */
export interface Known {
  readonly kind: ValueKind | "null" | "object";
  readonly field?: Field;
}

const unknown: Known = { kind: "unknown" };
const kindOfField: Record<FieldKind, Known["kind"]> = {
  text: "text",
  integer: "number",
  double: "number",
  boolean: "boolean",
  instant: "instant",
  enum: "text",
  flags: "text",
  object: "object",
};
const kindOfLiteral: Record<Literal["kind"], Known["kind"]> = {
  null: "null",
  boolean: "boolean",
  string: "text",
  integer: "number",
  decimal: "number",
  guid: "text",
  date: "instant",
  dateTimeOffset: "instant",
  timeOfDay: "timeOfDay",
  duration: "duration",
  binary: "text",
  enum: "text",
};
const inWords: Record<Known["kind"], string> = {
  text: "text in single quotes",
  number: "a number",
  boolean: "true or false",
  instant: "a time such as 2026-11-08T12:00:00Z or a date, without quotes",
  timeOfDay: "a time of day such as 12:30:00",
  duration: "a duration such as duration'PT1H'",
  list: "a list",
  object: "an object",
  null: "null",
  unknown: "a value",
};

/**
 * What is wrong with a condition for a report: unknown fields, values of the wrong kind, lists without `any`. Warnings do not keep a query from running.
 * @param at Where everything stands, when the condition's own places are not those of the text that is shown.
 */
export function check(condition: Expression, report: Report, at?: Span): Problem[] {
  const checker = new Checker(report, at);
  checker.condition(condition, new Map());
  return checker.problems.sort((one, other) => one.start - other.start);
}

/** What is known of a value, whatever is wrong with it. Of a term that is true or false nothing but that is looked at. */
export function knownOf(expression: Expression, report: Report, scope: Scope): Known {
  if (expression.type === "call") return { kind: functions.get(expression.name)?.gives ?? "unknown" };
  if (expression.type === "in" || expression.type === "lambda") return { kind: "boolean" };
  if (expression.type === "binary" && precedence[expression.operator] < precedence.add) return { kind: "boolean" };
  if (expression.type === "binary" && expression.operator === "has") return { kind: "boolean" };
  if (expression.type === "unary" && expression.operator === "not") return { kind: "boolean" };
  return new Checker(report, undefined).value(expression, scope);
}

export const kindOf = (field: Field): Known["kind"] => (field.list ? "list" : kindOfField[field.kind]);

/** The path of a field whose items a variable stands for; undefined when the list is not known. */
export type Scope = ReadonlyMap<string, string | undefined>;

class Checker {
  readonly problems: Problem[] = [];
  private readonly report: Report;
  private readonly at: Span | undefined;
  private readonly near = new Map<string, string | undefined>();
  /** The comparison or call around the path at hand: what `any` would have to enclose. */
  private enclosing: Binary | Call | In | undefined;

  constructor(report: Report, at: Span | undefined) {
    this.report = report;
    this.at = at;
  }

  /** Something that is true or false. */
  condition(expression: Expression, scope: Scope): void {
    if (expression.type === "binary" && (expression.operator === "and" || expression.operator === "or")) {
      for (const term of expression.operator === "and" ? conjuncts(expression) : disjuncts(expression)) this.condition(term, scope);
      return;
    }
    if (expression.type === "unary" && expression.operator === "not") return this.condition(expression.operand, scope);
    if (expression.type === "path" && this.outcomeSaid(expression, wordOf(expression))) return;
    const { kind } = this.value(expression, scope);
    if (["boolean", "unknown", "null"].includes(kind)) return;
    this.problem(expression, `Expected a condition: ${printFilter(expression)} is neither true nor false`);
  }

  value(expression: Expression, scope: Scope): Known {
    switch (expression.type) {
      case "literal":
        this.variables(expression);
        return { kind: kindOfLiteral[expression.kind] };
      case "path":
        return this.path(expression, scope);
      case "unary":
        if (expression.operator === "not") {
          this.condition(expression, scope);
          return { kind: "boolean" };
        }
        return { kind: this.operand(expression.operand, scope).kind };
      case "binary":
        return this.binary(expression, scope);
      case "in":
        this.membership(expression, scope);
        return { kind: "boolean" };
      case "list":
        return { kind: "list" };
      case "call":
        return this.call(expression, scope);
      case "lambda":
        this.lambda(expression, scope);
        return { kind: "boolean" };
    }
  }

  private binary(expression: Binary, scope: Scope): Known {
    const { operator, left, right } = expression;
    switch (operator) {
      case "and":
      case "or":
        this.condition(expression, scope);
        return { kind: "boolean" };
      case "add":
      case "sub":
      case "mul":
      case "div":
      case "divby":
      case "mod": {
        const [one, other] = [this.operand(left, scope).kind, this.operand(right, scope).kind];
        if (operator === "sub" && one === "instant" && other === "instant") return { kind: "duration" };
        return { kind: one === "null" ? other : one };
      }
      default:
        this.comparison(expression, scope);
        return { kind: "boolean" };
    }
  }

  /** An operand of arithmetic. */
  private operand(expression: Expression, scope: Scope): Known {
    const known = this.value(expression, scope);
    if (!["text", "boolean", "list", "object"].includes(known.kind)) return known;
    this.problem(expression, `${printFilter(expression)} is ${inWords[known.kind]}: nothing can be calculated with it`);
    return unknown;
  }

  private comparison(expression: Binary, scope: Scope): void {
    const { operator, left, right } = expression;
    if (left.type === "unary" && left.operator === "not" && this.isPlain(left.operand, scope)) {
      const meant = { ...expression, left: left.operand };
      return this.problem(
        expression,
        "'not' belongs to the nearest word only: what it denies stands in parentheses",
        `not (${printFilter(meant)})`,
      );
    }
    if ((operator === "eq" || operator === "ne") && this.outcomeCompared(expression, scope)) return;
    const one = this.within(expression, left, scope);
    const other = this.within(expression, right, scope);
    if (one.kind === "null" || other.kind === "null" || one.kind === "unknown" || other.kind === "unknown") return;
    if (one.kind === "object" || other.kind === "object") return this.objectCompared(expression, one.kind === "object" ? one : other);
    if (one.kind !== other.kind) return this.mismatch(left, right, one, other);
    if (operator === "has" && one.field && one.field.kind !== "flags" && one.field.kind !== "enum") {
      return this.problem(
        expression,
        `'has' asks for the members of an enumeration, ${one.field.path} is ${inWords[one.kind]}`,
        one.kind === "text" ? printFilter(comparisonMeant("has", this.byPath(left, one.field), right, this.report)) : undefined,
      );
    }
    const ordered = operator === "gt" || operator === "ge" || operator === "lt" || operator === "le";
    const unordered = [one.field, other.field].find((field) => field?.values);
    if (ordered && unordered) return this.problem(expression, `The values of ${unordered.path} have no order: use eq, ne or in`);
    this.member(one.field, right);
    this.member(other.field, left);
    this.text(one.field, right);
    this.text(other.field, left);
    if (one.field && right.type === "literal" && right.kind === "guid") {
      this.problem(
        right,
        `${one.field.path} is text: without quotes the service refuses this, and it is compared here`,
        quoted(right.text),
        "warning",
      );
    }
  }

  /** `status eq 'failed'`, `failed eq true`: an outcome in words where a report has none. */
  private outcomeCompared(expression: Binary, scope: Scope): boolean {
    const { operator, left, right } = expression;
    if (left.type !== "path" || scope.has(left.members[0] ?? "")) return false;
    const name = left.members.join("/");
    const denied = operator === "ne";
    if (right.type === "literal" && right.kind === "boolean")
      return this.outcomeSaid(expression, wordOf(left), denied !== (right.text === "false"));
    const field = fieldOf(this.report, name);
    const word = right.type === "literal" && right.kind === "string" ? right.text : right.type === "path" ? wordOf(right) : undefined;
    // An enumeration says itself which values it has.
    const isValue = field?.values?.some((value) => value.toLowerCase() === word?.toLowerCase());
    if (!isOutcomeName(name) || word === undefined || isValue) return false;
    return this.outcomeSaid(expression, word, denied);
  }

  /** `status in ('failed', 'success')`. */
  private outcomesListed(expression: In, scope: Scope): boolean {
    const { left, list } = expression;
    if (left.type !== "path" || list.type !== "list" || scope.has(left.members[0] ?? "")) return false;
    const name = left.members.join("/");
    if (!isOutcomeName(name)) return false;
    const field = fieldOf(this.report, name);
    const meant = list.items.map((item) => {
      const word = item.type === "literal" && item.kind === "string" ? item.text : item.type === "path" ? wordOf(item) : undefined;
      const isValue = field?.values?.some((value) => value.toLowerCase() === word?.toLowerCase());
      return word === undefined || isValue ? undefined : outcomeMeant(this.report, word);
    });
    if (!meant.every((one) => one !== undefined)) return false;
    const texts = [...new Set(meant.map((one) => printFilter(one)))];
    const written = texts.length === 1 ? texts.join("") : `(${texts.join(" or ")})`;
    this.problem(expression, `${this.report.id} says how something ended by ${this.report.outcomePath}: ${written}`, written);
    return true;
  }

  /** `word`: what stands for an outcome, if it does, and is no field. */
  private outcomeSaid(expression: Expression, word: string | undefined, denied = false): boolean {
    const meant = word === undefined || fieldOf(this.report, word) ? undefined : outcomeMeant(this.report, word, denied);
    if (!meant) return false;
    const written = printFilter(meant);
    this.problem(expression, `${this.report.id} says how something ended by ${this.report.outcomePath}: ${written}`, written);
    return true;
  }

  /** `enclosing`: the condition that would become the one of `any`; undefined where a list may stand. */
  private within(enclosing: Binary | Call | In | undefined, part: Expression, scope: Scope): Known {
    const before = this.enclosing;
    this.enclosing = enclosing;
    const known = this.value(part, scope);
    this.enclosing = before;
    return known;
  }

  /** A field by its path, whatever it is called; items of lists have none of their own. */
  private byPath(part: Expression, { path }: Field): Expression {
    return part.type === "path" && !path.includes("[]") ? { type: "path", members: path.split("/") } : part;
  }

  private isPlain(expression: Expression, scope: Scope): boolean {
    if (expression.type !== "path") return false;
    const { length } = this.problems;
    const { kind } = this.path(expression, scope);
    this.problems.length = length;
    return kind !== "boolean";
  }

  private mismatch(left: Expression, right: Expression, one: Known, other: Known): void {
    const [literal, wanted] = right.type === "literal" ? [right, one] : left.type === "literal" ? [left, other] : [undefined, one];
    if (!literal) {
      const what = (expression: Expression, { kind }: Known) => `${printFilter(expression)} is ${inWords[kind]}`;
      return this.problem(right, `Cannot compare: ${what(left, one)}, ${what(right, other)}`);
    }
    const name = wanted.field?.path ?? "The other side";
    this.problem(literal, `${name} is compared with ${inWords[wanted.kind]}`, replacementFor(literal, wanted.kind));
  }

  private objectCompared(expression: Binary, { field }: Known): void {
    if (!field || isOpen(this.report, field)) return;
    const members = this.report.fields.filter(
      ({ path }) => path.startsWith(`${field.path}/`) && !path.slice(field.path.length + 1).includes("/"),
    );
    const value = expression.right.type === "literal" ? kindOfLiteral[expression.right.kind] : undefined;
    const named = pathNamed(this.report, field.path);
    const text = expression.right.type === "literal" ? expression.right.text : "";
    // A name of Log Analytics that is also the object's: there it is the country.
    const isNamed = value === "text" && isCountryText(text) && members.some((member) => member.path === named);
    const meant = isNamed ? { path: named } : members.find(({ kind }) => kindOfField[kind] === value);
    const path = expression.left.type === "path" ? expression.left : expression;
    this.problem(
      path,
      `${field.path} is an object: compare one of its members, ${members.map((member) => member.path).join(", ")}`,
      path === expression ? undefined : meant?.path,
    );
  }

  /** A value that an enumeration does not have. New members may come at any time, so only one that looks like a slip is an error. */
  private member(field: Field | undefined, literal: Expression): void {
    if (
      !field?.values ||
      literal.type !== "literal" ||
      (literal.kind !== "string" && literal.kind !== "enum") ||
      literal.text.includes("${")
    )
      return;
    const text = literal.kind === "enum" ? (/'(.*)'/s.exec(literal.text)?.[1] ?? "") : literal.text;
    for (const member of text.split(",").map((part) => part.trim())) {
      if (field.values.includes(member) || member === "unknownFutureValue") continue;
      const spelled = field.values.find((value) => value.toLowerCase() === member.toLowerCase());
      if (spelled !== undefined) {
        this.problem(
          literal,
          `${field.path} is written '${spelled}': upper and lower case make no difference in it`,
          text === member ? printFilter(literal).replace(quoted(member), quoted(spelled)) : undefined,
          "warning",
        );
        continue;
      }
      const near = nearest(member, field.values);
      const message = `${field.path} has no value '${member}'. ${near ? `Did you mean '${near}'?` : `Known are ${field.values.join(", ")}`}`;
      this.problem(
        literal,
        message,
        near && text === member ? printFilter(literal).replace(quoted(member), quoted(near)) : undefined,
        near ? "error" : "warning",
      );
    }
  }

  /** What a text asks for that is never there. */
  private text(field: Field | undefined, literal: Expression | undefined): void {
    if (literal?.type !== "literal" || literal.kind !== "string" || !field) return;
    const { text } = literal;
    if (isCountry(field)) this.country(field, literal);
    const guest = field.lower ? guestAddress(text) : undefined;
    if (guest !== undefined) {
      this.problem(
        literal,
        `Guests stand in ${this.report.title.toLowerCase()} under their own address, ${guest}, not under #EXT#: this finds nothing`,
        quoted(guest),
        "warning",
      );
    }
    const plain = decodedText(text);
    if (plain !== undefined)
      this.problem(literal, `This looks percent-encoded, as in a URL: '${plain}' is asked without`, quoted(plain), "warning");
  }

  /** Records have countries by two capital letters: a name is never there, so that all would be from elsewhere. */
  private country({ path }: Field, literal: Literal): void {
    const { text } = literal;
    const named = regionNamed(text);
    const code = named ?? (/^[a-z]{2}$/i.test(text) ? text.toUpperCase() : undefined);
    if (code === undefined || code === text) return;
    const message = named
      ? `${path} has countries by two letters: ${text.trim()} is '${code}'`
      : `${path} is written in capital letters: '${code}'`;
    this.problem(literal, message, quoted(code), named ? "error" : "warning");
  }

  private pattern(literal: Literal): void {
    const found = patternProblem(literal.text);
    if (!found) return;
    const { start, end } = literal.at ?? { start: 0, end: 0 };
    // Behind the quote that opens the text; quotes within it stand twice.
    const place = (offset: number) => start + 1 + offset + (literal.text.slice(0, offset).split("'").length - 1);
    const at = end > start ? { start: place(found.start), end: place(found.end) } : { start, end };
    this.problem({ ...literal, at }, found.message);
  }

  private membership(expression: In, scope: Scope): void {
    const { left, list } = expression;
    if (this.outcomesListed(expression, scope)) return;
    const one = this.within(expression, left, scope);
    if (list.type === "path") {
      const { kind, field } = this.within(undefined, list, scope);
      if (kind !== "list" && kind !== "unknown") this.problem(list, `${field?.path ?? printFilter(list)} is no list`);
      return;
    }
    // One country is enough to tell what is meant.
    const first = list.items.find((item) => item.type === "literal" && isCountryText(item.text)) ?? list.items[0];
    if (one.kind === "object" && one.field && first)
      return this.objectCompared({ type: "binary", operator: "eq", left, right: first }, one);
    for (const item of list.items) {
      const word =
        (one.kind === "text" || one.kind === "unknown") && item.type === "path" && !scope.has(item.members[0] ?? "")
          ? wordOf(item)
          : undefined;
      if (word !== undefined && /^[\p{L}\p{N}_]+$/u.test(word) && !fieldOf(this.report, word) && this.isNoName(word)) {
        this.problem(item, `${this.report.id} has no field '${word}'. Text stands in single quotes`, quoted(word));
        continue;
      }
      const other = this.value(item, scope);
      if ([one.kind, other.kind].some((kind) => kind === "null" || kind === "unknown")) continue;
      if (one.kind !== other.kind) this.mismatch(left, item, one, other);
      else {
        this.member(one.field, item);
        this.text(one.field, item);
      }
    }
  }

  private call(expression: Call, scope: Scope): Known {
    const signature = functions.get(expression.name);
    if (!signature) return unknown;
    const known = expression.arguments.map((argument, index) => {
      const takes = signature.takes[index] ?? [];
      const enclosing = signature.gives === "boolean" ? expression : (this.enclosing ?? expression);
      const value = this.within(takes.includes("list") ? undefined : enclosing, argument, scope);
      const fits = value.kind === "unknown" || value.kind === "null" || (value.kind !== "object" && takes.includes(value.kind));
      if (!fits && takes[0]) {
        this.problem(
          argument,
          `${signature.spelling} takes ${takes.map((kind) => inWords[kind]).join(" or ")}`,
          argument.type === "literal" ? replacementFor(argument, takes[0]) : undefined,
        );
      }
      return value;
    });
    const [, second] = expression.arguments;
    if (expression.name === "matchespattern" && second?.type === "literal" && second.kind === "string") this.pattern(second);
    if (["startswith", "contains", "endswith"].includes(expression.name)) this.text(known[0]?.field, second);
    return { kind: signature.gives };
  }

  private lambda({ source, operator, variable, predicate }: Lambda, scope: Scope): void {
    const { kind, field } = this.within(undefined, source, scope);
    if (kind !== "list" && kind !== "unknown")
      this.problem(source, `${field?.path ?? printFilter(source)} is no list: '${operator}' asks the items of one`);
    if (predicate) this.condition(predicate, new Map(scope).set(variable ?? "", kind === "list" && field ? `${field.path}/[]` : undefined));
  }

  private path(path: Path, scope: Scope): Known {
    const [first = "", ...others] = path.members;
    let at = "";
    let names: readonly string[] = path.members;
    if (scope.has(first)) {
      const source = scope.get(first);
      if (source === undefined) return unknown;
      at = source;
      names = others;
    } else if (first === "$it") names = others;
    const dotted = at === "" ? this.dotted(names) : undefined;
    if (dotted !== undefined) {
      this.problem(path, `A member stands behind a slash: ${dotted}`, dotted);
      const field = fieldOf(this.report, dotted);
      return field && !field.list && field.kind !== "object" ? { kind: kindOfField[field.kind], field } : unknown;
    }
    let known: Known = unknown;
    if (at !== "") {
      const list = fieldOf(this.report, at.slice(0, -"/[]".length));
      known = list ? { kind: kindOfField[list.kind], field: list } : unknown;
    }
    for (const [index, name] of names.entries()) {
      if (name === "$count") {
        if (known.kind !== "list" && known !== unknown)
          this.problem(path, `${known.field?.path ?? "This"} is no list: nothing can be counted`);
        return { kind: "number" };
      }
      if (name.startsWith("@")) return unknown;
      if (name.includes(".")) continue;
      if (known.kind === "list" && known.field) {
        this.listAsked(path, known.field, names.slice(index));
        return unknown;
      }
      const key = at === "" ? name : `${at}/${name}`;
      const field = fieldOf(this.report, key);
      if (!field) return this.unknownField(path, key, known.field);
      at = field.path;
      known = { kind: field.list ? "list" : kindOfField[field.kind], field };
    }
    if (known.field) this.notes(path, known.field);
    if (known.kind === "list" && known.field && this.enclosing && !this.isNullTest(this.enclosing)) {
      this.listAsked(path, known.field, []);
      return unknown;
    }
    return known;
  }

  /** The path of `Status.errorCode`, as other languages write it; undefined where a dot is part of a type's name. */
  private dotted(names: readonly string[]): string | undefined {
    const [whole = "", ...others] = names;
    if (others.length > 0 || !whole.includes(".")) return undefined;
    const [first = "", ...members] = whole.split(".");
    const named = [first, pathNamed(this.report, first)].flatMap((start) => (start === undefined ? [] : [[start, ...members].join("/")]));
    return named.map((path) => fieldOf(this.report, path)?.path).find((path) => path !== undefined);
  }

  private isNullTest(expression: Binary | Call | In): boolean {
    return (
      expression.type === "binary" && [expression.left, expression.right].some((side) => side.type === "literal" && side.kind === "null")
    );
  }

  /** Nothing that a field is called, nor near to it: of few letters, something always is. */
  private isNoName(word: string): boolean {
    return word.length <= 3 || !nearestSpelling(this.report, word);
  }

  private unknownField(path: Path, key: string, parent: Field | undefined): Known {
    if (parent && isOpen(this.report, parent)) return unknown;
    if (parent && parent.kind !== "object") {
      this.problem(
        path,
        `${parent.path} is ${inWords[kindOfField[parent.kind]]} and has no members`,
        parent.path.includes("[]") ? undefined : parent.path,
      );
      return unknown;
    }
    const inList = key.lastIndexOf("/[]/");
    if (inList >= 0) {
      const prefix = key.slice(0, inList + "/[]/".length);
      const members = this.report.fields.filter((field) => field.path.startsWith(prefix)).map((field) => field.path.slice(prefix.length));
      const near = nearest(key.slice(prefix.length), members);
      this.problem(
        path,
        `The items of ${prefix.slice(0, -"/[]/".length)} have no '${key.slice(prefix.length)}'${near ? `. Did you mean '${near}'?` : ""}`,
        near && `${path.members[0] ?? ""}/${near}`,
      );
      return unknown;
    }
    const { enclosing } = this;
    const whole = path.members.join("/");
    if (enclosing?.type === "binary" && enclosing.right === path && enclosing.left.type === "path" && this.isNoName(whole)) {
      this.problem(path, `${this.report.id} has no field '${whole}'. Text stands in single quotes`, quoted(whole));
      return unknown;
    }
    const { timeField } = this.report;
    const isTime = reports.some((other) => other.timeField.toLowerCase() === whole.toLowerCase());
    const near = isTime ? timeField : this.nearest(whole);
    this.problem(path, `${this.report.id} has no field '${whole}'${near ? `. Did you mean '${near}'?` : ""}`, near);
    // What a field is called elsewhere is no guess: what is wrong beside the name is told, too.
    const named = pathNamed(this.report, whole);
    const field = named === undefined ? undefined : fieldOf(this.report, named);
    return field && !field.list && field.kind !== "object" ? { kind: kindOfField[field.kind], field } : unknown;
  }

  /** The same name is mostly wrong more than once. */
  private nearest(path: string): string | undefined {
    if (!this.near.has(path)) this.near.set(path, nearestPath(this.report, path));
    return this.near.get(path);
  }

  /** A list, or members of its items, where one value belongs. */
  private listAsked(path: Path, list: Field, rest: readonly string[]): void {
    const { enclosing } = this;
    const item = list.path.replace(/.*\//, "").charAt(0).toLowerCase();
    const source = printFilter({ type: "path", members: path.members.slice(0, path.members.length - rest.length) });
    const meant =
      enclosing && rewrite<Expression>(enclosing, (part) => (part === path ? { type: "path", members: [item, ...rest] } : undefined));
    const replacement = meant && `${source}/any(${item}: ${printFilter(meant)})`;
    this.problem(
      enclosing ?? path,
      `${list.path} is a list: its items are asked with any${replacement ? `, such as ${replacement}` : ""}`,
      replacement,
    );
  }

  private notes(path: Path, field: Field): void {
    if (field.deprecated) this.problem(path, `${field.path} is deprecated: ${field.deprecated}`, undefined, "warning");
    if (field.absentFrom !== undefined)
      this.problem(path, `${field.path} is not in ${field.absentFrom}, which is asked: no record has it`, undefined, "warning");
  }

  private variables(literal: Literal): void {
    if (literal.kind !== "string") return;
    for (const [whole, name = ""] of literal.text.matchAll(/\$\{([^{}]*)\}/g)) {
      if (/^(me|tenant|(input|pick):.+)$/.test(name)) continue;
      this.problem(
        literal,
        `Unknown variable ${whole}: known are \${me}, \${tenant}, \${input:Label}, \${pick:field}`,
        undefined,
        "warning",
      );
    }
  }

  private problem(expression: Expression, message: string, replacement?: string, severity: Severity = "error"): void {
    const { start, end } = this.at ?? expression.at ?? { start: 0, end: 0 };
    // What stands nowhere in the text, since it was made of something else there, cannot be replaced.
    const isReplaced = replacement !== undefined && !this.at && expression.at !== undefined;
    this.problems.push({ start, end, severity, message, ...(isReplaced && { replacement }) });
  }
}

const wordOf = ({ members }: Path): string | undefined => (members.length === 1 ? members[0] : undefined);
/** A text with nothing in it is compared with countries most of the time, too. */
const isCountryText = (text: string): boolean => text === "" || /^[a-z]{2}$/i.test(text) || regionNamed(text) !== undefined;
const isCountry = ({ path }: Field): boolean => path.endsWith("/countryOrRegion");

/** A text in which characters that names have are written as URLs write them; undefined when it has none. */
function decodedText(text: string): string | undefined {
  if (!/%(?:2[0367BF]|3A|40)/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The literal as a value of the kind, when it can be read as one. */
function replacementFor({ kind, text }: Literal, wanted: Known["kind"]): string | undefined {
  if (wanted === "text") return kind === "duration" ? undefined : quoted(text);
  if (kind !== "string") return undefined;
  const bare = text.trim();
  if (wanted === "number") return /^-?\d+(\.\d+)?$/.test(bare) ? bare : undefined;
  if (wanted === "boolean") return /^(true|false)$/i.test(bare) ? bare.toLowerCase() : undefined;
  if (wanted === "instant") return temporal(bare, "dateTimeOffset") ? bare.toUpperCase() : undefined;
  if (wanted === "timeOfDay") return temporal(bare, "timeOfDay") ? bare : undefined;
  return wanted === "duration" && temporal(bare.toUpperCase(), "duration") ? `duration'${bare.toUpperCase()}'` : undefined;
}
