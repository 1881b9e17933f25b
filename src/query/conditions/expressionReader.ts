import type { BinaryOperator, Call, Expression, In, Lambda, Literal, Path } from "../expression.ts";
import { functions } from "../functions.ts";
import type { Within } from "../inquiry.ts";
import { nearest } from "../nearest.ts";
import { functionNamed, turned } from "../otherFunctions.ts";
import { precedence, unaryPrecedence } from "../precedence.ts";
import { placed, type Reader } from "../reader.ts";
import { odataOperator } from "../tokens.ts";
import { comparedWithTime } from "./comparedWithTime.ts";
import { deepest, OpenLevels } from "./openLevels.ts";
import type { PartReader } from "./partReader.ts";
import { readAddress, readIpAddress } from "./readAddress.ts";
import { readIndexed } from "./readIndexed.ts";
import { readOtherCall } from "./readOtherCall.ts";
import { readOtherComparison } from "./readOtherComparison.ts";
import { readPhrase } from "./readPhrase.ts";
import { readWordedOperator } from "./readWordedOperator.ts";
import { turnedCall } from "./turnedCall.ts";

const isOperator = (word: string): word is keyof typeof precedence => Object.hasOwn(precedence, word);
const constants: ReadonlyMap<string, Literal["kind"]> = new Map([
  ["null", "null"],
  ["true", "boolean"],
  ["false", "boolean"],
]);

const longest = 2000;

type Opened = Within extends infer Kind ? (Kind extends Within ? Omit<Kind, "outer"> : never) : never;

/** Reads one expression of OData 4.01 and stops before the first token that cannot belong to it. */
export class ExpressionReader implements PartReader {
  readonly reader: Reader;
  /** A word that ends the expression where an operand is expected: a clause of a query. */
  private readonly stops: (word: string) => boolean;
  private depth = 0;
  /** What is open at the token at hand; only in an inquiry. */
  private within: Within | undefined;
  /** Only in an inquiry about a long text. */
  private readonly levels: OpenLevels | undefined;

  constructor(reader: Reader, stops: (word: string) => boolean = () => false) {
    this.reader = reader;
    this.stops = stops;
    this.levels = OpenLevels.of(reader);
  }

  expression(least = 1): Expression {
    const { reader } = this;
    let left = (least === 1 ? this.levels?.passOverTerms() : undefined) ?? this.unary();
    for (let terms = 1; ; terms++) {
      if (reader.isAsked) reader.expects({ what: "operator", left, least, within: this.within });
      const other = least <= precedence.gt && reader.mayRepair ? readOtherComparison(this, left) : undefined;
      if (other) {
        if (terms >= deepest) return this.tooMuch(other, "long");
        left = other;
        continue;
      }
      const worded = least <= precedence.eq && reader.mayRepair ? readWordedOperator(reader, left) : undefined;
      const operator = worded ?? this.operator();
      if (operator === undefined || precedence[operator] < least) return left;
      if (terms >= (precedence[operator] < 3 ? longest : deepest)) return this.tooMuch(left, "long");
      if (!worded) {
        if (reader.token.kind === "foreign") reader.problem(reader.token, `OData writes '${reader.token.text}' as '${operator}'`, operator);
        reader.next();
      }
      const start = left.at?.start ?? reader.end;
      if (operator === "in") left = this.membership(left, start);
      else {
        const opened = reader.inquiry && openedBy(operator, left);
        const isCompared = precedence[operator] === precedence.eq || precedence[operator] === precedence.gt;
        const meant = isCompared && reader.mayRepair ? comparedWithTime(reader, operator as BinaryOperator, left) : undefined;
        if (meant) {
          left = meant;
          continue;
        }
        const read = () => this.expression(precedence[operator] + 1);
        const right = opened ? this.inside(opened, read) : read();
        left = placed({ type: "binary", operator, left, right }, start, reader.end);
      }
    }
  }

  private inside<Node>(opened: Opened, read: () => Node): Node {
    const outer = this.within;
    this.within = { ...opened, outer };
    const node = read();
    this.within = outer;
    return node;
  }

  /** The operator at hand, also one of another language. */
  operator(ahead = 0): keyof typeof precedence | undefined {
    const token = this.reader.peek(ahead);
    if (token.kind === "foreign" && ahead === 0 && this.reader.isPipe) return undefined;
    const name = token.kind === "foreign" ? (odataOperator(token.text) ?? "") : this.reader.word(ahead);
    return isOperator(name) ? name : undefined;
  }

  private unary(): Expression {
    const { reader } = this;
    const { start, text, kind } = reader.token;
    const bang = kind === "foreign" && text === "!";
    const not = bang || (reader.word() === "not" && !this.isName());
    if (!not && !reader.isSymbol("-")) return this.operand();
    if (bang) reader.problem(reader.token, "OData writes '!' as 'not'", "not ");
    reader.next();
    const operand = this.nested(() => this.expression(unaryPrecedence + 1), reader.inquiry && { in: not ? "not" : "minus" });
    return placed({ type: "unary", operator: not ? "not" : "neg", operand }, start, reader.end);
  }

  private operand(): Expression {
    const { reader } = this;
    const { token } = reader;
    if (token.kind === "literal") {
      const address = token.literal === "decimal" && reader.mayRepair ? readIpAddress(reader) : undefined;
      if (address) return address;
      reader.next();
      return placed({ type: "literal", kind: token.literal ?? "string", text: token.text }, token.start, token.end);
    }
    if (reader.takeSymbol("(")) {
      const inner = this.nested(() => this.expression(), reader.inquiry && { in: "group" });
      reader.expectSymbol(")");
      return inner;
    }
    if (token.kind === "word") {
      const meant = reader.mayRepair ? (readPhrase(reader) ?? readAddress(reader) ?? readOtherCall(this)) : undefined;
      if (meant) return meant;
      if (this.isName()) return this.pathOrCall();
      const kind = constants.get(token.text.toLowerCase());
      if (kind !== undefined) return this.constant(kind, token.text.toLowerCase());
      if (token.text === "INF" || token.text === "NaN") return this.constant("decimal", token.text);
      if (!isOperator(token.text.toLowerCase()) && !this.stops(token.text.toLowerCase())) return this.pathOrCall();
    }
    return this.missing();
  }

  private constant(kind: Literal["kind"], text: string): Literal {
    const { start, end } = this.reader.next();
    return placed({ type: "literal", kind, text }, start, end);
  }

  /** Says what was expected; passes over what cannot start or end anything. */
  private missing(): Expression {
    const { reader } = this;
    const { start } = reader.token;
    if (reader.isAsked) reader.expects({ what: "operand", within: this.within });
    reader.expected("a field, a value or a function");
    const before = reader.read;
    while (this.isNoise()) reader.next();
    if (
      reader.read > before &&
      (reader.token.kind === "literal" || reader.isSymbol("(") || (reader.token.kind === "word" && !this.operator()))
    ) {
      return this.nested(() => this.operand());
    }
    return placed({ type: "path", members: [] }, start, start);
  }

  private isNoise(): boolean {
    const { kind, text } = this.reader.token;
    return (
      (kind === "symbol" && !["(", ")", ",", "-"].includes(text)) ||
      (kind === "foreign" && text !== "!" && !isOperator(odataOperator(text) ?? ""))
    );
  }

  /** A word that would otherwise mean something is a name when a member or an operator follows: `in eq 1`. */
  private isName(): boolean {
    return (
      this.reader.isSymbol("/", 1) ||
      (this.reader.peek(1).kind === "word" && this.operator(1) !== undefined && this.reader.word() !== "not" && this.isReserved())
    );
  }

  private isReserved(): boolean {
    const word = this.reader.word();
    return isOperator(word) || this.stops(word);
  }

  private pathOrCall(): Expression {
    const { reader } = this;
    const first = reader.next();
    if (reader.isSymbol("(")) return this.call(first.text, first.start, first.end);
    const members = [first.text];
    while (reader.takeSymbol("/")) {
      const { kind, text, start, end } = reader.token;
      if (kind !== "word") {
        if (reader.takeSymbol("[]"))
          reader.problem({ start, end }, "The items of a list are asked with any: list/any(item: item/name eq 'value')");
        else {
          if (reader.isAsked) reader.expects({ what: "member", members, within: this.within });
          reader.expected("the name of a member after '/'");
          break;
        }
        continue;
      }
      reader.next();
      const quantifier = text.toLowerCase();
      if ((quantifier === "any" || quantifier === "all") && reader.isSymbol("(")) {
        return this.lambda(quantifier, placed({ type: "path", members }, first.start, start - 1), first.start);
      }
      members.push(quantifier === "$count" ? quantifier : text);
    }
    return readIndexed(reader, members, first.start) ?? placed({ type: "path", members }, first.start, reader.end);
  }

  private lambda(operator: Lambda["operator"], source: Path, start: number): Lambda {
    const { reader } = this;
    reader.next();
    if (reader.isAsked) reader.expectsFirst({ what: "variable", source, within: this.within }, { what: "symbol", text: ")" });
    if (reader.inquiry && reader.token.kind === "word" && reader.peek(1).kind === "end") reader.expectsFirst({ what: "symbol", text: ":" });
    if (reader.takeSymbol(")")) {
      if (operator === "all")
        reader.problem({ start, end: reader.end }, "all() needs a condition, such as all(item: item/name eq 'value')");
      return placed({ type: "lambda", operator, source }, start, reader.end);
    }
    let variable = "item";
    if (reader.token.kind === "word" && reader.isSymbol(":", 1)) {
      variable = reader.next().text;
      reader.next();
    } else reader.problem(reader.token, `Expected a name for the item and a colon, such as ${operator}(item: item eq 'value')`);
    const predicate = this.nested(() => this.expression(), reader.inquiry && { in: "lambda", source, variable });
    reader.expectSymbol(")");
    return placed({ type: "lambda", operator, source, variable, predicate }, start, reader.end);
  }

  private call(spelling: string, start: number, end: number): Call {
    const { reader } = this;
    const name = spelling.toLowerCase();
    const signature = functions.get(name);
    if (!signature && name !== turned) {
      const near = functionNamed(name) ?? nearest(name, functions.keys());
      const replacement = near && functions.get(near)?.spelling;
      reader.problem({ start, end }, `Unknown function '${spelling}'${replacement ? `. Did you mean '${replacement}'?` : ""}`, replacement);
    }
    reader.next();
    const before = reader.problems.length;
    const values: Expression[] = [];
    if (!reader.isSymbol(")")) {
      let passed = 0;
      do {
        const opened = reader.inquiry && ({ in: "call", name, item: values.length + passed, first: values[0] } as const);
        values.push(this.nested(() => this.expression(), opened));
        passed += this.levels?.passOverItems() ?? 0;
        if (reader.isAsked && signature && values.length + passed < signature.takes.length) reader.expects({ what: "symbol", text: "," });
      } while (reader.takeSymbol(","));
    }
    reader.expectSymbol(")");
    if (name === turned) return turnedCall(reader, values, { start, end });
    // What is not whole has not all of its arguments yet.
    const isWhole = reader.problems.length === before;
    if (isWhole && signature && (values.length < signature.least || values.length > signature.takes.length)) {
      const most = signature.takes.length;
      const wanted = most === signature.least ? String(most) : `${signature.least} to ${most}`;
      reader.problem(
        { start: values.length === 0 ? reader.end - 1 : start, end: reader.end },
        `${signature.spelling} takes ${wanted} argument${wanted === "1" ? "" : "s"}, not ${values.length}`,
      );
    }
    return placed({ type: "call", name, arguments: values }, start, reader.end);
  }

  membership(left: Expression, start: number): In {
    const { reader } = this;
    const open = reader.token.start;
    if (reader.isAsked) reader.expectsFirst({ what: "symbol", text: "(" });
    if (!reader.takeSymbol("(")) {
      const list = this.operand();
      if (list.type === "path") return placed({ type: "in", left, list }, start, reader.end);
      if (list.at) reader.problem(list.at, "Expected a list in parentheses, such as ('a', 'b')");
      return placed({ type: "in", left, list: { type: "list", items: [list] } }, start, reader.end);
    }
    const items: Expression[] = [];
    const opened = reader.inquiry && ({ in: "list", left, from: reader.read } as const);
    do {
      items.push(this.nested(() => this.expression(), opened));
      this.levels?.passOverItems();
      if (reader.isAsked) reader.expects({ what: "symbol", text: "," });
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    return placed({ type: "in", left, list: placed({ type: "list", items }, open, reader.end) }, start, reader.end);
  }

  /** `opened`: only in an inquiry. */
  nested<Node extends Expression>(read: () => Node | Path, opened?: Opened): Node | Path {
    if (this.depth >= deepest) return this.tooMuch({ type: "path", members: [] }, "deeply nested");
    this.depth++;
    const node = opened ? this.inside(opened, read) : read();
    this.depth--;
    return node;
  }

  private tooMuch<Node extends Expression>(node: Node, how: string): Node {
    this.reader.problem(this.reader.token, `The condition is too ${how} to be read`);
    this.reader.abandon();
    return node;
  }
}

function openedBy(operator: BinaryOperator, left: Expression): Opened {
  if (precedence[operator] < precedence.eq) return { in: "logic" };
  return precedence[operator] >= precedence.add && operator !== "has"
    ? { in: "arithmetic", operator, left }
    : { in: "comparison", operator, left };
}
