import { fieldOf } from "../../reports/index.ts";
import type { Field, Report } from "../../reports/report.ts";
import type { Binary, Call, Expression, In, Lambda } from "../expression.ts";
import { isOpen } from "../fieldPath.ts";
import { functions } from "../functions.ts";
import { comparisonMeant } from "../otherComparisons.ts";
import { pathNamed } from "../otherNames.ts";
import { printFilter } from "../printFilter.ts";
import { conjuncts, disjuncts } from "../rewrite.ts";
import { quoted } from "../tokens.ts";
import { checkMember } from "./checkMember.ts";
import { areOutcomesListed, isOutcomeCompared, isOutcomeSaid, wordOf } from "./checkOutcome.ts";
import { checkPattern } from "./checkPattern.ts";
import { checkText, isCountryText } from "./checkText.ts";
import { checkVariables } from "./checkVariables.ts";
import type { Findings } from "./findings.ts";
import { inWords, kindOfField, kindOfLiteral, unknown, type Known, type Scope } from "./known.ts";
import { PathChecker, type Enclosing } from "./pathChecker.ts";
import { replacementFor } from "./replacementFor.ts";

/** Goes through a condition, whose parts must fit each other. */
export class Checker {
  private readonly findings: Findings;
  private readonly report: Report;
  private readonly paths: PathChecker;
  /** Of the path at hand. */
  private enclosing: Enclosing;

  constructor(findings: Findings) {
    this.findings = findings;
    this.report = findings.report;
    this.paths = new PathChecker(findings);
  }

  /** Something that is true or false. */
  condition(expression: Expression, scope: Scope): void {
    if (expression.type === "binary" && (expression.operator === "and" || expression.operator === "or")) {
      for (const term of expression.operator === "and" ? conjuncts(expression) : disjuncts(expression)) this.condition(term, scope);
      return;
    }
    if (expression.type === "unary" && expression.operator === "not") return this.condition(expression.operand, scope);
    if (expression.type === "path" && isOutcomeSaid(this.findings, expression, wordOf(expression))) return;
    const { kind } = this.value(expression, scope);
    if (["boolean", "unknown", "null"].includes(kind)) return;
    this.findings.problem(expression, `Expected a condition: ${printFilter(expression)} is neither true nor false`);
  }

  value(expression: Expression, scope: Scope): Known {
    switch (expression.type) {
      case "literal":
        checkVariables(this.findings, expression);
        return { kind: kindOfLiteral[expression.kind] };
      case "path":
        return this.paths.known(expression, scope, this.enclosing);
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
    this.findings.problem(expression, `${printFilter(expression)} is ${inWords[known.kind]}: nothing can be calculated with it`);
    return unknown;
  }

  private comparison(expression: Binary, scope: Scope): void {
    const { operator, left, right } = expression;
    if (left.type === "unary" && left.operator === "not" && this.isPlain(left.operand, scope)) {
      const meant = { ...expression, left: left.operand };
      return this.findings.problem(
        expression,
        "'not' belongs to the nearest word only: what it denies stands in parentheses",
        `not (${printFilter(meant)})`,
      );
    }
    if ((operator === "eq" || operator === "ne") && isOutcomeCompared(this.findings, expression, scope)) return;
    const one = this.within(expression, left, scope);
    const other = this.within(expression, right, scope);
    if (one.kind === "null" || other.kind === "null" || one.kind === "unknown" || other.kind === "unknown") return;
    if (one.kind === "object" || other.kind === "object") return this.objectCompared(expression, one.kind === "object" ? one : other);
    if (one.kind !== other.kind) return this.mismatch(left, right, one, other);
    if (operator === "has" && one.field && one.field.kind !== "flags" && one.field.kind !== "enum") {
      return this.findings.problem(
        expression,
        `'has' asks for the members of an enumeration, ${one.field.path} is ${inWords[one.kind]}`,
        one.kind === "text" ? printFilter(comparisonMeant("has", this.byPath(left, one.field), right, this.report)) : undefined,
      );
    }
    const ordered = operator === "gt" || operator === "ge" || operator === "lt" || operator === "le";
    const unordered = [one.field, other.field].find((field) => field?.values);
    if (ordered && unordered) return this.findings.problem(expression, `The values of ${unordered.path} have no order: use eq, ne or in`);
    checkMember(this.findings, one.field, right);
    checkMember(this.findings, other.field, left);
    checkText(this.findings, one.field, right);
    checkText(this.findings, other.field, left);
    if (one.field && right.type === "literal" && right.kind === "guid") {
      this.findings.problem(
        right,
        `${one.field.path} is text: without quotes the service refuses this, and it is compared here`,
        quoted(right.text),
        "warning",
      );
    }
  }

  /** `enclosing`: the condition that would become the one of `any`; undefined where a list may stand. */
  private within(enclosing: Enclosing, part: Expression, scope: Scope): Known {
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
    const { problems } = this.findings;
    const { length } = problems;
    const { kind } = this.paths.known(expression, scope, this.enclosing);
    problems.length = length;
    return kind !== "boolean";
  }

  private mismatch(left: Expression, right: Expression, one: Known, other: Known): void {
    const [literal, wanted] = right.type === "literal" ? [right, one] : left.type === "literal" ? [left, other] : [undefined, one];
    if (!literal) {
      const what = (expression: Expression, { kind }: Known) => `${printFilter(expression)} is ${inWords[kind]}`;
      return this.findings.problem(right, `Cannot compare: ${what(left, one)}, ${what(right, other)}`);
    }
    const name = wanted.field?.path ?? "The other side";
    this.findings.problem(literal, `${name} is compared with ${inWords[wanted.kind]}`, replacementFor(literal, wanted.kind));
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
    this.findings.problem(
      path,
      `${field.path} is an object: compare one of its members, ${members.map((member) => member.path).join(", ")}`,
      path === expression ? undefined : meant?.path,
    );
  }

  private membership(expression: In, scope: Scope): void {
    const { left, list } = expression;
    if (areOutcomesListed(this.findings, expression, scope)) return;
    const one = this.within(expression, left, scope);
    if (list.type === "path") {
      const { kind, field } = this.within(undefined, list, scope);
      if (kind !== "list" && kind !== "unknown") this.findings.problem(list, `${field?.path ?? printFilter(list)} is no list`);
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
      if (word !== undefined && /^[\p{L}\p{N}_]+$/u.test(word) && !fieldOf(this.report, word) && this.paths.isNoName(word)) {
        this.findings.problem(item, `${this.report.id} has no field '${word}'. Text stands in single quotes`, quoted(word));
        continue;
      }
      const other = this.value(item, scope);
      if ([one.kind, other.kind].some((kind) => kind === "null" || kind === "unknown")) continue;
      if (one.kind !== other.kind) this.mismatch(left, item, one, other);
      else {
        checkMember(this.findings, one.field, item);
        checkText(this.findings, one.field, item);
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
        this.findings.problem(
          argument,
          `${signature.spelling} takes ${takes.map((kind) => inWords[kind]).join(" or ")}`,
          argument.type === "literal" ? replacementFor(argument, takes[0]) : undefined,
        );
      }
      return value;
    });
    const [, second] = expression.arguments;
    if (expression.name === "matchespattern" && second?.type === "literal" && second.kind === "string") checkPattern(this.findings, second);
    if (["startswith", "contains", "endswith"].includes(expression.name)) checkText(this.findings, known[0]?.field, second);
    return { kind: signature.gives };
  }

  private lambda({ source, operator, variable, predicate }: Lambda, scope: Scope): void {
    const { kind, field } = this.within(undefined, source, scope);
    if (kind !== "list" && kind !== "unknown")
      this.findings.problem(source, `${field?.path ?? printFilter(source)} is no list: '${operator}' asks the items of one`);
    if (predicate) this.condition(predicate, new Map(scope).set(variable ?? "", kind === "list" && field ? `${field.path}/[]` : undefined));
  }
}
