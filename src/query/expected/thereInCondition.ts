import type { Field, Report } from "../../reports/index.ts";
import type { Answering } from "../answering.ts";
import type { Known, Scope } from "../checks/known.ts";
import { knownOf } from "../checks/knownOf.ts";
import type { Expression } from "../expression.ts";
import { functions, type Signature, type ValueKind } from "../functions.ts";
import type { Within } from "../inquiry.ts";
import { readCondition } from "../parseFilter.ts";
import type { TextPlace } from "../placeAt.ts";
import { precedence } from "../precedence.ts";
import { Reader } from "../reader.ts";
import { comparisonsOf } from "./comparisonsOf.ts";
import type { Expectation, OperatorName } from "./expectation.ts";
import { fieldOfPath, pathOf } from "./fieldOfPath.ts";
import { fieldsThere, freeName } from "./fieldsThere.ts";
import { scopeOf } from "./scopeOf.ts";
import { sorts, standingSort } from "./standingSort.ts";
import { calculations, fitsInto, wantedWithin, type Wanted } from "./wanted.ts";

/** A place of a condition: what is open around it, and which variables there are. */
export class ThereInCondition {
  readonly report: Report;
  readonly place: TextPlace;
  private readonly within: Within | undefined;
  readonly scope: Scope;
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
    return [{ kind: "variable", ...(field && { list: field }), name: freeName(this.scope, field) }];
  }

  operand(): Expectation[] {
    const wanted = this.wanted;
    const { standing, after } = this.place;
    const [next] = after;
    if (this.isTooMany()) return [];
    if (next?.text === "(" && next.kind === "symbol") return this.callee(wanted);
    const like = standing.length > 0 ? this.like(wanted) : undefined;
    if (like && !wanted.isCondition)
      return [this.literal(like), fieldsThere(this, like), { kind: "function", functions: calls(like, true), isOpened: false }];
    if (like) return [fieldsThere(this, wanted, like), { kind: "function", functions: calls(like, true), isOpened: false }];
    // An open parenthesis would take what follows for its own.
    const isFollowed = next?.kind === "literal" || (next?.kind === "word" && !sorts.has(next.text.toLowerCase()));
    return [
      ...(wanted.isCondition ? [] : [this.literal(wanted)]),
      fieldsThere(this, wanted),
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
    const wanted = this.wanted;
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
    return this.wanted.isCondition === true && !isTruth(this.known(left));
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

  private get wanted(): Wanted {
    return wantedWithin(this.within, (expression) => this.known(expression));
  }

  private known(expression: Expression): Known {
    return knownOf(expression, this.report, this.scope);
  }
}

const isTruth = ({ kind }: Known): boolean => kind === "boolean" || kind === "unknown" || kind === "null";

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
