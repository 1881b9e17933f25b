import { agoAt, agoDuration, agoMs, instantIn, mayBeTime, momentAt, startOf, type MeantAgo, type MeantMoment } from "./calendar.ts";
import type { BinaryOperator, Call, Expression, In, Lambda, Literal, Path } from "./expression.ts";
import { functions } from "./functions.ts";
import { indexedPath } from "./indexedPath.ts";
import type { Within } from "./inquiry.ts";
import { nearest } from "./nearest.ts";
import { comparisonMeant, isOtherComparison, lowered, type OtherComparison } from "./otherComparisons.ts";
import { containsMeant, functionNamed, turned } from "./otherFunctions.ts";
import { pathNamed, phraseAt } from "./otherNames.ts";
import { precedence, unaryPrecedence } from "./precedence.ts";
import { printFilter } from "./printFilter.ts";
import { fieldOf, reports } from "../reports/index.ts";
import { placed, type Reader } from "./reader.ts";
import { odataOperator, type Token } from "./tokens.ts";

const isOperator = (word: string): word is keyof typeof precedence => Object.hasOwn(precedence, word);
const constants: ReadonlyMap<string, Literal["kind"]> = new Map([
  ["null", "null"],
  ["true", "boolean"],
  ["false", "boolean"],
]);

/** Far beyond what people write; keeps every walk over an expression within the stack. */
const deepest = 200;
const longest = 2000;

/** A parenthesis that is still open where the tokens end, or the condition itself: places of its parts among the tokens. */
interface Level {
  readonly open: number;
  /** The last comma, and how many there are. */
  comma: number;
  commas: number;
  /** The last `and` or `or` behind it. */
  joint: number;
}

/** Undefined: they are too many to be read. */
function openLevels(tokens: readonly Token[], from: number): Level[] | undefined {
  const level = (open: number): Level => ({ open, comma: -1, commas: 0, joint: -1 });
  const levels = [level(from - 1)];
  for (let at = from; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as Token;
    const last = levels[levels.length - 1] as Level;
    if (kind === "symbol") {
      if (text === "(") levels.push(level(at));
      else if (text === ")" && levels.length > 1) levels.pop();
      else if (text === ",") {
        last.comma = at;
        last.commas++;
        last.joint = -1;
      }
    } else if (
      kind === "word" &&
      text.length <= 3 &&
      /^(?:and|or)$/i.test(text) &&
      tokens[at + 1]?.text !== "/" &&
      tokens[at - 1]?.text !== "/"
    )
      last.joint = at;
  }
  return levels.length > deepest ? undefined : levels;
}

/** From so many tokens on, an inquiry passes over what is whole. */
export const longFrom = 1000;

/** Stands for what was passed over. */
const something: Literal = { type: "literal", kind: "boolean", text: "true" };

type Opened = Within extends infer Kind ? (Kind extends Within ? Omit<Kind, "outer"> : never) : never;

/** Reads one expression of OData 4.01 and stops before the first token that cannot belong to it. */
export class ExpressionReader {
  private readonly reader: Reader;
  /** A word that ends the expression where an operand is expected: a clause of a query. */
  private readonly stops: (word: string) => boolean;
  private depth = 0;
  /** What is open at the token at hand; only in an inquiry. */
  private within: Within | undefined;
  /** Only in an inquiry about a long text. */
  private readonly levels: readonly Level[] | undefined;

  constructor(reader: Reader, stops: (word: string) => boolean = () => false) {
    this.reader = reader;
    this.stops = stops;
    this.levels = reader.inquiry && reader.tokens.length > longFrom ? openLevels(reader.tokens, reader.read) : undefined;
  }

  expression(least = 1): Expression {
    const { reader } = this;
    let left = (this.levels && least === 1 ? this.passOverTerms() : undefined) ?? this.unary();
    for (let terms = 1; ; terms++) {
      if (reader.isAsked) reader.expects({ what: "operator", left, least, within: this.within });
      const other = least <= precedence.gt && reader.mayRepair ? this.otherComparison(left) : undefined;
      if (other) {
        if (terms >= deepest) return this.tooMuch(other, "long");
        left = other;
        continue;
      }
      const worded = least <= precedence.eq && reader.mayRepair ? this.worded(left) : undefined;
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
        const meant = isCompared && reader.mayRepair ? this.comparedWithTime(operator as BinaryOperator, left) : undefined;
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

  /** In an inquiry, the terms before the last one of a parenthesis that is still open. */
  private passOverTerms(): Expression | undefined {
    const { reader } = this;
    const level = this.levels?.findLast(({ open }) => open < reader.read);
    if (!level || level.joint < reader.read) return undefined;
    reader.jump(level.joint);
    return something;
  }

  /** In an inquiry, the items before the last one of a list that is still open, beginning behind the first: how many they are. */
  private passOverItems(): number {
    const { reader } = this;
    const level = this.levels?.findLast(({ open }) => open < reader.read);
    if (!level || level.comma < reader.read) return 0;
    reader.jump(level.comma);
    return level.commas - 1;
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

  /** `is`, `is not`, `equals`, `not equals`: read, with a word of how they are written. */
  private worded(left: Expression): "eq" | "ne" | undefined {
    const { reader } = this;
    if (left.type !== "path" || left.members.length === 0) return undefined;
    const { start } = reader.token;
    const [first, second] = [reader.word(), reader.word(1)];
    const words =
      first === "is" && second === "not" ? 2 : first === "not" && /^equals?$/.test(second) ? 2 : /^(?:is|equals?)$/.test(first) ? 1 : 0;
    if (words === 0 || nothing.test(reader.word(words)) || reader.peek(words).kind === "end" || reader.isSymbol("/", 1)) return undefined;
    const operator = words === 2 ? "ne" : "eq";
    const { end } = reader.peek(words - 1);
    for (let left = words; left > 0; left--) reader.next();
    reader.problem({ start, end }, `'${reader.text.slice(start, end)}' is written '${operator}'`, operator);
    return operator;
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
      const address = token.literal === "decimal" && reader.mayRepair ? this.ipAddress() : undefined;
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
      const meant = reader.mayRepair ? (this.phrase() ?? this.address() ?? this.otherCall()) : undefined;
      if (meant) return meant;
      if (this.isName()) return this.pathOrCall();
      const kind = constants.get(token.text.toLowerCase());
      if (kind !== undefined) return this.constant(kind, token.text.toLowerCase());
      if (token.text === "INF" || token.text === "NaN") return this.constant("decimal", token.text);
      if (!isOperator(token.text.toLowerCase()) && !this.stops(token.text.toLowerCase())) return this.pathOrCall();
    }
    return this.missing();
  }

  /** A column's label of several words: `Error code`. */
  private phrase(): Path | undefined {
    const { reader } = this;
    const { start, text } = reader.token;
    if (reader.isSymbol("/", 1) || reader.isSymbol(":", 1)) return undefined;
    const named = phraseAt(reader.text, start, text, reader.report);
    if (!named) return undefined;
    reader.problem(
      { start, end: named.end },
      `'${reader.text.slice(start, named.end)}' is what ${named.path} is called elsewhere`,
      named.path,
    );
    reader.passTo(named.end);
    return placed({ type: "path", members: named.path.split("/") }, start, named.end);
  }

  /** An address without quotes. */
  private address(): Literal | undefined {
    const { reader } = this;
    const { start, end } = reader.token;
    const near = reader.peek(1);
    // What touches a text in quotes is the rest of it.
    if (near.start !== end || near.kind === "end" || reader.text[start - 1] === "'" || reader.isSymbol("/", 1) || reader.isSymbol("(", 1))
      return undefined;
    addressShape.lastIndex = start;
    const [text] = addressShape.exec(reader.text) ?? [];
    if (text === undefined) return undefined;
    const meant: Literal = { type: "literal", kind: "string", text };
    return this.repaired(meant, start, start + text.length, "Text stands in single quotes:");
  }

  /** `10.0.0.1` without quotes. */
  private ipAddress(): Literal | undefined {
    const { reader } = this;
    const { start } = reader.token;
    ipShape.lastIndex = start;
    const [text] = ipShape.exec(reader.text) ?? [];
    return text === undefined
      ? undefined
      : this.repaired({ type: "literal", kind: "string", text }, start, start + text.length, "Text stands in single quotes:");
  }

  /** A time that another language writes as a function: `ago(7d)`, `datetime(2026-11-27)`. */
  private otherCall(): Expression | undefined {
    const { reader } = this;
    const { start } = reader.token;
    const word = reader.word();
    if (!reader.isSymbol("(", 1)) return undefined;
    if (Object.hasOwn(emptyTests, word)) return this.emptyTest(emptyTests[word] as EmptyTest);
    if (conversion.test(word)) return this.conversion();
    const beginning = this.beginning();
    if (beginning) return beginning;
    const ago = word === "ago" || word === "now" ? agoAt(reader.text, start) : undefined;
    if (ago) return this.repaired(agoMeant(ago), start, ago.end, "So long before now is written");
    if (word !== "datetime" && word !== "todatetime") return undefined;
    const token = reader.peek(2);
    const time = momentAt(reader.text, token.start, { zone: "utc" });
    const isKnown = (token.literal === "date" || token.literal === "dateTimeOffset") && !token.problem && reader.isSymbol(")", 3);
    const kind = isKnown ? token.literal : "dateTimeOffset";
    const text = isKnown ? token.text : time?.text;
    const end = isKnown ? token.end : time?.end;
    const close = /^\s*\)/.exec(reader.text.slice(end ?? 0, (end ?? 0) + 20))?.[0].length;
    if (kind === undefined || text === undefined || end === undefined || close === undefined) return undefined;
    const isDate = !text.includes("T");
    return this.repaired({ type: "literal", kind: isDate ? "date" : "dateTimeOffset", text }, start, end + close, "A time is written");
  }

  /** `startofweek(now())`: its first day, which Log Analytics reckons in UTC, and from Sunday on. */
  private beginning(): Literal | undefined {
    const { text, token, calendar } = this.reader;
    beginningShape.lastIndex = token.start;
    const [whole, unit = "", argument = ""] = beginningShape.exec(text) ?? [];
    const ago = agoAt(argument, 0);
    if (whole === undefined || !calendar.now || (argument !== "" && !ago && !/^now/i.test(argument))) return undefined;
    const day = new Date(calendar.now.getTime() - (ago ? agoMs(ago) : 0));
    if (unit.toLowerCase() === "week") day.setUTCDate(day.getUTCDate() - day.getUTCDay());
    if (unit.toLowerCase() === "month") day.setUTCDate(1);
    const meant: Literal = { type: "literal", kind: "date", text: day.toISOString().slice(0, 10) };
    const what = unit.toLowerCase() === "week" ? "The week of Log Analytics begins on Sunday, in UTC:" : "That day begins, in UTC, at";
    return this.repaired(meant, token.start, token.start + whole.length, what);
  }

  /** `isempty(path)`. */
  private emptyTest({ operator, isEmpty }: EmptyTest): Expression {
    const { start, inner, end } = this.argument();
    const subject = this.nameMeant(inner);
    const { meant, hasBlank } = this.nothingMeant(subject, operator, isEmpty);
    const written = printFilter(meant);
    this.reader.problem({ start, end }, `OData writes this as ${written}`, this.ifUnderstood(start, hasBlank ? `(${written})` : written));
    return placed(meant, start, end);
  }

  /** Nothing, or anything, in a field: an empty list has no items, and of an object the member counts that people mean by its name. */
  private nothingMeant(
    subject: Expression,
    operator: "eq" | "ne",
    isEmpty: boolean,
  ): { readonly meant: Expression; readonly hasBlank: boolean } {
    const all = this.reader.report ? [this.reader.report] : reports;
    const fieldAt = (path: string) => all.map((one) => fieldOf(one, path)).find(Boolean);
    let [path, field] = subject.type === "path" ? [subject, fieldAt(subject.members.join("/"))] : [undefined, undefined];
    if (path && field?.list) {
      const some: Expression = { type: "lambda", operator: "any", source: path };
      return { meant: operator === "ne" ? some : { type: "unary", operator: "not", operand: some }, hasBlank: false };
    }
    const member = isEmpty && field?.kind === "object" ? all.map((one) => pathNamed(one, field?.path ?? "")).find(Boolean) : undefined;
    if (member !== undefined && fieldAt(member)) [path, field] = [{ type: "path", members: member.split("/") }, fieldAt(member)];
    const bound = (right: Literal): Expression => ({ type: "binary", operator, left: path ?? subject, right });
    const isNull = bound({ type: "literal", kind: "null", text: "null" });
    if (!isEmpty || field?.kind !== "text") return { meant: isNull, hasBlank: false };
    const isBlank = bound({ type: "literal", kind: "string", text: "" });
    return { meant: { type: "binary", operator: operator === "eq" ? "or" : "and", left: isNull, right: isBlank }, hasBlank: true };
  }

  /** `tostring(path)`: a field is compared as it is. */
  private conversion(): Expression {
    const { start, inner, end } = this.argument();
    const meant = this.nameMeant(inner);
    const written = printFilter(meant);
    this.reader.problem({ start, end }, `Nothing has to be converted: ${written}`, this.ifUnderstood(start, written));
    return placed({ ...meant }, start, end);
  }

  /** The only one of a function of another language. */
  private argument(): { readonly start: number; readonly inner: Expression; readonly end: number } {
    const { reader } = this;
    const { start } = reader.token;
    reader.next();
    reader.next();
    const inner = this.nested(() => this.expression());
    reader.expectSymbol(")");
    return { start, inner, end: reader.end };
  }

  /** A replacement for what begins there; undefined where something in it is wrong that has none itself, and would be lost. */
  private ifUnderstood(start: number, written: string): string | undefined {
    const isLost = this.reader.problems.some((one) => one.start >= start && one.severity === "error" && one.replacement === undefined);
    return isLost ? undefined : written;
  }

  /** Notes how a part of the text is written in OData, and passes over it. */
  private repaired<Node extends Expression>(meant: Node, start: number, end: number, what: string): Node {
    const { reader } = this;
    const written = printFilter(meant);
    reader.problem({ start, end }, `${what} ${written}`, written);
    reader.passTo(end);
    return placed(meant, start, end);
  }

  /** What another language writes between two operands that OData writes in another way: `user contains 'x'`. Undefined where nothing of that stands. */
  private otherComparison(left: Expression): Expression | undefined {
    const { reader } = this;
    const first = reader.token;
    if (first.kind !== "word" && first.kind !== "foreign") return undefined;
    // What is compared already is compared with nothing else; and a condition that stood twice in what comes of it would soon be endless.
    if (left.type === "binary" || left.type === "in" || (left.type === "unary" && left.operand.type !== "path")) return undefined;
    const bang = first.kind === "foreign" && first.text === "!";
    const isTilde = (ahead: number) => reader.isSymbol("~", ahead) && reader.peek(ahead).start === reader.peek(ahead - 1).end;
    let denied = bang || reader.word() === "not";
    let ahead = denied ? 1 : 0;
    let name: OtherComparison | "in" | "is" | "between" | "has_any" | "has_all" | undefined;
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
    const subject = this.nameMeant(left);
    const meant = this.comparisonRead(name, subject, isLoose);
    if (!meant) return left;
    const whole = denied ? this.denied(meant.comparison, subject) : meant.comparison;
    const isJoined = whole.type === "binary" && whole.operator === "or";
    const written = isJoined ? `(${printFilter(whole)})` : printFilter(whole);
    const isLower = written.includes("tolower(");
    reader.problem(
      { start, end: reader.end },
      `OData writes this as ${written}${isLower ? ", lowered so that upper and lower case make no difference" : ""}`,
      this.ifUnderstood(start, written),
    );
    return placed(whole, start, reader.end);
  }

  /** Elsewhere, what is not there does not contain anything; in OData neither that nor its contrary is true of it, and it would be lost. */
  private denied(comparison: Expression, subject: Expression): Expression {
    const not: Expression = { type: "unary", operator: "not", operand: comparison };
    const isCalled = (part: Expression): boolean => part.type === "call" || (part.type === "binary" && isCalled(part.left));
    if (subject.type !== "path" || !isCalled(comparison)) return not;
    const { report } = this.reader;
    const field = (report ? [report] : reports).map((one) => fieldOf(one, subject.members.join("/"))).find(Boolean);
    if (field?.kind !== "text" || field.list || field.path.includes("[]")) return not;
    const isNothing: Expression = { type: "binary", operator: "eq", left: subject, right: { type: "literal", kind: "null", text: "null" } };
    return { type: "binary", operator: "or", left: not, right: isNothing };
  }

  /** What stands behind the word. */
  private comparisonRead(
    name: OtherComparison | "in" | "is" | "between" | "has_any" | "has_all",
    left: Expression,
    isLoose: boolean,
  ): { readonly comparison: Expression; readonly denied: boolean } | undefined {
    const { reader } = this;
    const start = left.at?.start ?? reader.end;
    if (name === "is") {
      const denied = reader.word() === "not";
      if (denied) reader.next();
      const isEmpty = reader.word() !== "null";
      reader.next();
      return { comparison: this.nothingMeant(left, denied ? "ne" : "eq", isEmpty).meant, denied };
    }
    const { length } = reader.problems;
    if (name === "in") {
      const read = this.membership(left, start);
      if (!this.isWhole(length)) return undefined;
      const texts: Expression =
        isLoose && read.list.type === "list" ? { ...read.list, items: read.list.items.map((item) => this.textMeant(item)) } : read.list;
      const [subject, list] = isLoose && texts.type === "list" ? lowered(left, texts, reader.report) : [left, texts];
      return { comparison: { type: "in", left: subject, list: list as In["list"] }, denied: false };
    }
    if (name === "has_any" || name === "has_all") {
      const { list } = this.membership(left, start);
      const items = list.type === "list" && this.isWhole(length) ? list.items : [];
      const operator = name === "has_any" ? "or" : "and";
      const asked = items.map((item) => comparisonMeant("has", left, this.textMeant(item), reader.report));
      const comparison =
        asked.length === 0 ? undefined : asked.reduce((one, other) => ({ type: "binary", operator, left: one, right: other }));
      return comparison && { comparison, denied: false };
    }
    const operand = () => this.textMeant(this.nested(() => this.timeMeant() ?? this.expression(precedence.add)));
    if (name !== "between") {
      const comparison = comparisonMeant(name, left, operand(), reader.report);
      return this.isWhole(length) ? { comparison, denied: false } : undefined;
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
    if (!this.isWhole(length)) return undefined;
    const bound = (operator: BinaryOperator, right: Expression): Expression => ({ type: "binary", operator, left, right });
    return { comparison: { type: "binary", operator: "and", left: bound("ge", low), right: bound("le", high) }, denied: false };
  }

  /** A word that is no field's is a text without its quotes. */
  private textMeant(part: Expression): Expression {
    const { report } = this.reader;
    const [name = "", ...more] = part.type === "path" ? part.members : [];
    const isKnown = (report ? [report] : reports).some((one) => fieldOf(one, name) ?? pathNamed(one, name));
    if (name === "" || more.length > 0 || isKnown || this.within !== undefined || /[$@]/.test(name)) return part;
    return { type: "literal", kind: "string", text: name };
  }

  /** Whatever was wrong with what was read since then has a replacement: it is known what is meant. */
  private isWhole(since: number): boolean {
    return this.reader.problems.slice(since).every(({ replacement }) => replacement !== undefined);
  }

  /** A field by its path, if it is called otherwise. */
  private nameMeant(left: Expression): Expression {
    const { report } = this.reader;
    if (left.type !== "path" || !left.at) return left;
    const name = left.members.join("/");
    const all = report ? [report] : reports;
    const path = all.map((one) => fieldOf(one, name)?.path).find(Boolean) ?? all.map((one) => pathNamed(one, name)).find(Boolean);
    return path === undefined ? left : placed({ type: "path", members: path.split("/") }, left.at.start, left.at.end);
  }

  /** A time of words where a condition has an instant: days of words are those of the shown zone, all else is of UTC, as at the service. */
  private timeMeant(): Expression | undefined {
    const { reader } = this;
    const { start } = reader.token;
    if (!mayBeTime(reader.token, reader.peek(1))) return undefined;
    const ago = agoAt(reader.text, start);
    if (ago) return this.repaired(agoMeant(ago), start, ago.end, "So long before now is written");
    const time = this.momentHere();
    if (!time) return undefined;
    const text = time.isRelative ? instantIn(time.ms, "utc") : time.text;
    const kind = text.includes("T") ? "dateTimeOffset" : "date";
    const meant: Literal = { type: "literal", kind, text };
    const { problem, end } = reader.token;
    if (!problem || time.end !== end)
      return this.repaired(meant, start, time.end, kind === "date" ? "A date is written" : "A time is written, in UTC,");
    reader.problem({ start, end }, problem.message, text);
    reader.passTo(end);
    return placed(meant, start, end);
  }

  private momentHere(): MeantMoment | undefined {
    const { text, token, calendar } = this.reader;
    if (token.literal === "timeOfDay") return undefined;
    const { now, zone } = calendar;
    const time = momentAt(text, token.start, { zone: "utc", ...(now && { now }) });
    return time?.isRelative ? momentAt(text, token.start, { zone, ...(now && { now }) }) : time;
  }

  /** A comparison with a time of words; the operator is read. A day stands for all of it, wherever the operator would have its first moment alone. */
  private comparedWithTime(operator: BinaryOperator, left: Expression): Expression | undefined {
    const { reader } = this;
    const { start } = reader.token;
    if (!mayBeTime(reader.token, reader.peek(1))) return undefined;
    const begins = left.at?.start ?? start;
    const day = agoAt(reader.text, start) ? undefined : this.momentHere();
    // What 'not' denies stands in parentheses: here the comparison is meant.
    const isDenied = left.type === "unary" && left.operator === "not";
    const compared = isDenied ? left.operand : left;
    if (day?.stretch && compared.type === "path" && /^(?:eq|ne|gt|le)$/.test(operator)) {
      const { from, until, isOver } = day.stretch;
      const subject = this.nameMeant(compared);
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
    const right = this.timeMeant();
    return right && placed({ type: "binary", operator, left, right }, begins, reader.end);
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
    return this.indexed(members, first.start) ?? placed({ type: "path", members }, first.start, reader.end);
  }

  /** `targetResources[0].displayName`, `location['city']`. */
  private indexed(before: readonly string[], start: number): Path | undefined {
    const { reader } = this;
    const found = reader.mayRepair ? indexedPath(reader, before) : undefined;
    if (!found) return undefined;
    const { list } = found;
    const path: Path = { type: "path", members: found.members };
    const written = printFilter(path);
    const item = ["item", ...path.members.slice(list?.length)].join("/");
    if (list)
      reader.problem(
        { start, end: reader.end },
        `An item of a list is not asked for by its place: any of them is, such as ${list.join("/")}/any(item: ${item} eq 'value')`,
      );
    else reader.problem({ start, end: reader.end }, `A member stands behind a slash: ${written}`, written);
    return placed(path, start, reader.end);
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
        if (this.levels) passed += this.passOverItems();
        if (reader.isAsked && signature && values.length + passed < signature.takes.length) reader.expects({ what: "symbol", text: "," });
      } while (reader.takeSymbol(","));
    }
    reader.expectSymbol(")");
    if (name === turned) return this.turnedCall(values, start, end);
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

  /** `substringof('part', path)`. */
  private turnedCall(values: readonly Expression[], start: number, end: number): Call {
    const { reader } = this;
    const meant = containsMeant(values.map((value) => this.nameMeant(value)));
    const written = meant && printFilter(meant);
    if (written === undefined) reader.problem({ start, end }, "OData 4 writes this as contains(field, 'part')");
    else reader.problem({ start, end: reader.end }, `OData 4 writes this as ${written}`, this.ifUnderstood(start, written));
    return placed(meant ?? { type: "call", name: turned, arguments: values }, start, reader.end);
  }

  private membership(left: Expression, start: number): In {
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
      if (this.levels) this.passOverItems();
      if (reader.isAsked) reader.expects({ what: "symbol", text: "," });
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    return placed({ type: "in", left, list: placed({ type: "list", items }, open, reader.end) }, start, reader.end);
  }

  /** `opened`: only in an inquiry. */
  private nested<Node extends Expression>(read: () => Node | Path, opened?: Opened): Node | Path {
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

interface EmptyTest {
  readonly operator: "eq" | "ne";
  readonly isEmpty: boolean;
}
const emptyTests: Readonly<Record<string, EmptyTest>> = {
  isnull: { operator: "eq", isEmpty: false },
  isnotnull: { operator: "ne", isEmpty: false },
  isempty: { operator: "eq", isEmpty: true },
  isnotempty: { operator: "ne", isEmpty: true },
};
const nothing = /^(?:null|empty|blank)$/;
const conversion = /^(?:tostring|toint|tolong|toreal|todouble|tobool|toguid)$/;
const beginningShape = /startof(day|week|month)\s*\(\s*((?:[a-z]+\s*\([^()]*\))?)\s*\)/iy;
const addressShape = /[\p{L}\p{N}_][\p{L}\p{N}_.+-]{0,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,9}/uy;

const ipShape = /\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/y;

const agoMeant = (ago: MeantAgo): Expression => ({
  type: "binary",
  operator: "sub",
  left: { type: "call", name: "now", arguments: [] },
  right: { type: "literal", kind: "duration", text: agoDuration(ago) },
});

function openedBy(operator: BinaryOperator, left: Expression): Opened {
  if (precedence[operator] < precedence.eq) return { in: "logic" };
  return precedence[operator] >= precedence.add && operator !== "has"
    ? { in: "arithmetic", operator, left }
    : { in: "comparison", operator, left };
}
