import type { Report } from "../reports/report.ts";
import type { Calendar } from "./calendar.ts";
import type { Expression, Span } from "./expression.ts";
import type { Inquiry, Sought } from "./inquiry.ts";
import type { Problem, Severity } from "./query.ts";
import { isStage } from "./otherClauses.ts";
import { tokenize, type Token } from "./tokens.ts";

/** More than anyone reads: what follows is passed over, so that a text which is no query costs little. */
const mostProblems = 50;

export interface ReaderOptions {
  readonly hasComments?: boolean;
  readonly inquiry?: Inquiry;
  readonly report?: Report | undefined;
  readonly calendar?: Partial<Calendar> & Pick<Calendar, "zone">;
}

/** Walks over the tokens of a text and collects what is wrong with it. */
export class Reader {
  readonly problems: Problem[] = [];
  readonly tokens: readonly Token[];
  /** Only while somebody asks what could stand at the end of the tokens. */
  inquiry: Inquiry | undefined;
  /** The text, empty where only tokens are read: names and times of several words are looked for in it. */
  readonly text: string;
  /** Whose fields names mean, where that is known. */
  report: Report | undefined;
  /** What words such as "today" mean; without `now` nobody knows. */
  readonly calendar: Partial<Calendar> & Pick<Calendar, "zone">;
  private position = 0;

  /** The parts of a URL have no comments. Tokens in place of a text end with one of kind `end`. */
  constructor(text: string | readonly Token[], { hasComments = true, inquiry, report, calendar = { zone: "utc" } }: ReaderOptions = {}) {
    this.text = typeof text === "string" ? text : "";
    this.report = report;
    this.calendar = calendar;
    this.tokens = typeof text === "string" ? tokenize(text, hasComments) : text;
    this.inquiry = inquiry;
  }

  get token(): Token {
    return this.peek(0);
  }

  /** Number of tokens read: it tells whether something was read in between. */
  get read(): number {
    return this.position;
  }

  get done(): boolean {
    return this.token.kind === "end";
  }

  /** End of the token read last. */
  get end(): number {
    return this.position === 0 ? 0 : this.peek(-1).end;
  }

  peek(ahead: number): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.token;
    if (!this.done) this.position++;
    if (token.problem) this.problem(token, token.problem.message, token.problem.replacement);
    return token;
  }

  /** Reads all that is left without a further word. */
  abandon(): void {
    this.position = this.tokens.length - 1;
    this.inquiry = undefined;
  }

  /** Whether it is asked what could stand here. */
  get isAsked(): boolean {
    return this.inquiry !== undefined && this.done;
  }

  /** Answers what could stand here; nothing does behind a place where something must come first. */
  expects(sought: Sought): void {
    if (this.inquiry && !this.inquiry.isMissing) this.inquiry.sought.push(sought);
  }

  /** As `expects`, of what must come first. */
  expectsFirst(...all: Sought[]): void {
    for (const sought of all) this.expects(sought);
    if (this.inquiry) this.inquiry.isMissing = true;
  }

  /** Passes over tokens that do not bear upon the place that is asked about. */
  jump(to: number): void {
    this.position = to;
  }

  /** Passes over the tokens up to a place of the text, without a word of what is wrong with them. */
  passTo(end: number): void {
    while (!this.done && this.token.start < end) this.position++;
  }

  /** A bar before a clause, as Log Analytics writes it; elsewhere it is taken for an `or`. */
  get isPipe(): boolean {
    return this.token.kind === "foreign" && this.token.text === "|" && this.mayRepair && isStage(this);
  }

  /** Nobody asks what could stand at a place: then only is what other languages write looked for. */
  get mayRepair(): boolean {
    return this.inquiry === undefined && this.text !== "";
  }

  /** The word at hand in lower case; an empty string when it is no word. */
  word(ahead = 0): string {
    const token = this.peek(ahead);
    return token.kind === "word" ? token.text.toLowerCase() : "";
  }

  isSymbol(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "symbol" && token.text === text;
  }

  takeSymbol(text: string): boolean {
    const found = this.isSymbol(text);
    if (found) this.next();
    return found;
  }

  expectSymbol(text: string): boolean {
    if (this.isAsked) this.expects({ what: "symbol", text });
    return this.takeSymbol(text) || (this.expected(`'${text}'`), false);
  }

  expected(what: string): void {
    const { kind, text, start, end } = this.token;
    if (this.isAsked) this.expectsFirst();
    const written = text === "" ? this.text.slice(start, end) : text;
    const found = kind === "end" ? "" : `, found '${written.length > 40 ? `${written.slice(0, 40)}…` : written}'`;
    this.problem(this.token, `Expected ${what}${found}`);
  }

  problem({ start, end }: Span, message: string, replacement?: string, severity: Severity = "error"): void {
    const last = this.problems.at(-1);
    if (this.problems.length >= mostProblems || (last?.start === start && last.message === message)) return;
    this.problems.push({ start, end, severity, message, ...(replacement === undefined ? {} : { replacement }) });
    if (this.problems.length === mostProblems) this.abandon();
  }
}

/** Notes where an expression stands. Not enumerable, so that two expressions that mean the same are also deeply equal, and a copy has no place. */
export function placed<Node extends Expression>(node: Node, start: number, end: number): Node {
  return Object.defineProperty(node, "at", { value: { start, end } satisfies Span });
}
