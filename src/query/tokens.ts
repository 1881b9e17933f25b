import type { Literal } from "./expression.ts";
import type { Span } from "./expression.ts";
import { temporal } from "./temporal.ts";

/** `foreign`: an operator of another language; `word` then says what OData writes. `end` stands behind the last token. */
export interface Token extends Span {
  readonly kind: "word" | "literal" | "symbol" | "foreign" | "end";
  /** As written; of a literal the canonical text. */
  readonly text: string;
  readonly literal?: Literal["kind"];
  readonly problem?: { readonly message: string; readonly replacement?: string };
}

const gap = /(?:\s|\/\/[^\n]*)+/y;
const blanks = /\s+/y;
const word = /[$@]?[\p{L}_][\p{L}\p{N}\p{M}_.]*/uy;
const shapes: readonly (readonly [Literal["kind"], RegExp])[] = [
  ["guid", /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w-])/iy],
  ["dateTimeOffset", /-?\d{4,}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d)(?![\w:])/iy],
  ["date", /-?\d{4,}-\d\d-\d\d(?![\w:-])/y],
  ["timeOfDay", /\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?![\w:])/y],
];
const almostDate = /\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[T\d:.,Z+-]|\s\d\d?:[\d:.]+)*/iy;
const plainInteger = /\d+(?![\w.:/-])/y;
const number = /-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|INF\b)/iy;
const otherQuotes = /"(?:[^"“”‘’\\\n]|\\[^\n])*"|["“”‘’]([^"“”‘’\n]*)["“”‘’]/uy;
/** A backslash behind which a language takes a quote or a backslash for what it is. */
const escape = /\\(["'\\])/g;
const onlyEscapes = /^(?:[^\\]|\\["'\\])*$/;
/** A text with quotes in it that are not doubled, up to one behind which no word goes on: `'O'Brien'`. */
const quotesWithin = /'(?:[^'\n]{1,200}(?<![\s,(=])'(?=[\p{L}\p{N}])){1,9}[^'\n]{1,200}'(?![\p{L}\p{N}'])/uy;
/** Then the quotes may be those of several texts. */
const severalTexts = /[\s)](?:eq|ne|g[te]|l[te]|and|or|not|in|has)(?![\p{L}\p{N}])/iu;
/** An address with an apostrophe, without quotes: `o'brien@contoso.com`. */
const apostrophed =
  /[\p{L}_][\p{L}\p{N}_.+-]{0,64}'[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,9}(?![\p{L}\p{N}.'-])/uy;
const operatorWord = /^(?:eq|ne|g[te]|l[te]|and|or|not|has)$/;
/** What may stand behind a text without a blank between. */
const wordBehind =
  /^(?:eq|ne|g[te]|l[te]|and|or|not|has|in|add|sub|mul|div|divby|mod|asc|desc|last|from|to|types|where|columns|sort|take)(?![\p{L}\p{N}])/iu;
const foreignOperators: Readonly<Record<string, string>> = {
  "==": "eq",
  "=": "eq",
  "!=": "ne",
  "<>": "ne",
  "<=": "le",
  ">=": "ge",
  "<": "lt",
  ">": "gt",
  "&&": "and",
  "||": "or",
  "&": "and",
  "|": "or",
  "!": "not",
  "+": "add",
  "*": "mul",
  "%": "mod",
};
const foreign = /==|!=|<>|<=|>=|&&|\|\||[=<>!+*%&|]/y;

const plainSymbols = "(),";
const isInk = (first: string) => (first >= "0" && first <= "9") || (first >= "A" && first <= "z") || first === "'";
const isLiteralStart = (first: string) =>
  (first >= "0" && first <= "9") || (first >= "a" && first <= "f") || (first >= "A" && first <= "F") || first === "-";

/** Of a text in double quotes: where all of its backslashes are of other languages' escapes, they are none of the text. */
const unescaped = (text: string): string => (text.includes("\\") && onlyEscapes.test(text) ? text.replace(escape, "$1") : text);

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Cuts a query text or a filter into tokens, each with its place in `text`; linear in its length. Ends with a token of kind `end`. */
export function tokenize(text: string, hasComments = true): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (shape: RegExp) => {
    shape.lastIndex = at;
    return shape.test(text) ? text.slice(at, shape.lastIndex) : undefined;
  };
  const push = (token: Omit<Token, "start" | "end">, length: number) => {
    tokens.push(Object.assign(token, { start: at, end: at + length }));
    at += length;
  };

  /** A string from the quote at `from`; an unterminated one ends with its line, so that the next lines are still read. */
  const string = (from: number): { value: string; length: number; closed: boolean } => {
    let end = from + 1;
    let doubled = false;
    for (;;) {
      const quote = text.indexOf("'", end);
      if (quote < 0) {
        const line = text.indexOf("\n", from);
        end = line < 0 ? text.length : line;
        return {
          value: text
            .slice(from + 1, end)
            .trimEnd()
            .replaceAll("''", "'"),
          length: end - at,
          closed: false,
        };
      }
      if (text[quote + 1] !== "'") {
        const value = text.slice(from + 1, quote);
        return { value: doubled ? value.replaceAll("''", "'") : value, length: quote + 1 - at, closed: true };
      }
      doubled = true;
      end = quote + 2;
    }
  };

  /** Begins with a digit, a minus or a letter of a guid. */
  const literal = (first: string): boolean => {
    const isLetter = first > "9";
    if (isLetter && text[at + 8] !== "-") return false;
    const integer = isLetter ? undefined : match(plainInteger);
    if (integer !== undefined) {
      tokens.push({ kind: "literal", literal: "integer", text: integer, start: at, end: (at += integer.length) });
      return true;
    }
    for (const [kind, shape] of shapes) {
      const found = match(shape);
      if (found === undefined) continue;
      const canonical = kind === "guid" ? found.toLowerCase() : found.toUpperCase();
      const valid = kind === "guid" || temporal(canonical, kind) !== undefined;
      push(
        {
          kind: "literal",
          literal: kind,
          text: canonical,
          ...(valid ? {} : { problem: { message: `There is no such ${kind === "timeOfDay" ? "time of day" : "date"}: ${found}` } }),
        },
        found.length,
      );
      return true;
    }
    const date = match(almostDate);
    if (date !== undefined) {
      const replacement = nearestInstant(date);
      const message = "Expected a date such as 2026-11-08 or a time such as 2026-11-08T12:00:00Z";
      push(
        {
          kind: "literal",
          literal: "dateTimeOffset",
          text: date,
          problem: { message, ...(replacement === undefined ? {} : { replacement }) },
        },
        date.length,
      );
      return true;
    }
    const digits = match(number);
    if (digits === undefined || (/i/i.test(digits) && digits !== "-INF")) return false;
    push(
      { kind: "literal", literal: /[.eI]/i.test(digits) ? "decimal" : "integer", text: digits.toLowerCase().replace("inf", "INF") },
      digits.length,
    );
    return true;
  };

  const prefixed = (prefix: string): boolean => {
    if (text[at + prefix.length] !== "'") return false;
    const address = match(apostrophed);
    if (address !== undefined) {
      const problem = { message: "Text stands in single quotes, and a quote within it twice", replacement: quoted(address) };
      push({ kind: "literal", literal: "string", text: address, problem }, address.length);
      return true;
    }
    const { value, length, closed } = string(at + prefix.length);
    const name = prefix.toLowerCase();
    const problem = closed ? undefined : { message: "Expected ' at the end of the text" };
    if (name === "duration") {
      const canonical = value.toUpperCase();
      const wrong = temporal(canonical, "duration") ? problem : { message: "Expected a duration such as P1DT12H or PT30M" };
      push({ kind: "literal", literal: "duration", text: canonical, ...(wrong && { problem: wrong }) }, length);
    } else if (name === "binary") {
      const wrong = /^[\w-]*={0,2}$/.test(value) ? problem : { message: "Expected base64url characters" };
      push({ kind: "literal", literal: "binary", text: value, ...(wrong && { problem: wrong }) }, length);
    } else if (prefix.includes(".")) {
      push({ kind: "literal", literal: "enum", text: `${prefix}${quoted(value)}`, ...(problem && { problem }) }, length);
    } else {
      const bare = /^(guid|datetime|datetimeoffset|date|time|timeofday)$/.test(name);
      const message = bare
        ? `OData 4 writes this without ${prefix} and quotes`
        : `Expected duration'…', binary'…' or an enumeration's name before the quote, not ${prefix}`;
      // Of what may be half a name, nothing is left out: O'Brien is no Brien.
      const text = operatorWord.test(name) ? `${prefix} ${quoted(value)}` : /^[nh]$/.test(name) ? quoted(value) : undefined;
      const replacement = bare ? value : text;
      push(
        { kind: "literal", literal: "string", text: value, problem: { message, ...(replacement !== undefined && { replacement }) } },
        length,
      );
    }
    return true;
  };

  /** Behind its first piece, which is so long, a word goes on. */
  const withQuotes = (length: number): boolean => {
    // Nearly always what ends a text stands there.
    if (",) \n".includes(text.charAt(at + length))) return false;
    const behind = text.slice(at + length, at + length + 12);
    if (!/^[\p{L}\p{N}]/u.test(behind) || wordBehind.test(behind)) return false;
    const whole = match(quotesWithin);
    if (whole === undefined || severalTexts.test(whole)) return false;
    const value = whole.slice(1, -1).replaceAll("\\'", "'");
    // Where the text was to end, nobody can tell for sure: what is meant is said, and the person writes it.
    const problem = { message: `A quote within a text stands twice: ${quoted(value)}` };
    push({ kind: "literal", literal: "string", text: value, problem }, whole.length);
    return true;
  };

  while (at < text.length) {
    const first = text.charAt(at);
    if (plainSymbols.includes(first)) {
      tokens.push({ kind: "symbol", text: first, start: at, end: ++at });
      continue;
    }
    // What most texts consist of begins with a letter, a digit or a quote.
    const blank = isInk(first) ? undefined : match(hasComments ? gap : blanks);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    if (first === "'") {
      const { value, length, closed } = string(at);
      if (closed && withQuotes(length)) continue;
      if (closed) tokens.push({ kind: "literal", literal: "string", text: value, start: at, end: (at += length) });
      else {
        const problem = { message: "Expected ' at the end of the text", replacement: quoted(value) };
        push({ kind: "literal", literal: "string", text: value, problem }, length);
      }
      continue;
    }
    if (isLiteralStart(first) && literal(first)) continue;
    const name = match(word);
    if (name !== undefined) {
      if (text[at + name.length] !== "'" || !prefixed(name)) tokens.push({ kind: "word", text: name, start: at, end: (at += name.length) });
      continue;
    }
    const other = match(otherQuotes);
    if (other !== undefined) {
      const value = first === '"' ? unescaped(other.slice(1, -1)) : other.slice(1, -1);
      push(
        {
          kind: "literal",
          literal: "string",
          text: value,
          problem: { message: "Text stands in single quotes", replacement: quoted(value) },
        },
        other.length,
      );
      continue;
    }
    const operator = match(foreign);
    if (operator !== undefined) push({ kind: "foreign", text: operator }, operator.length);
    else if (text.startsWith("[]", at)) push({ kind: "symbol", text: "[]" }, 2);
    else push({ kind: "symbol", text: String.fromCodePoint(text.codePointAt(at) ?? 0) }, (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  }
  const last = tokens.at(-1)?.end ?? 0;
  tokens.push({ kind: "end", text: "", start: last, end: last });
  return tokens;
}

/** What OData writes for an operator of another language. */
export const odataOperator = (text: string): string | undefined =>
  Object.hasOwn(foreignOperators, text) ? foreignOperators[text] : undefined;

function nearestInstant(text: string): string | undefined {
  const [, year, month, day, hour, minute, second, zone] =
    /^(\d{4})\D(\d{1,2})\D(\d{1,2})(?:[T\s](\d\d?)(?::(\d\d))?(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d)?)?$/i.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const whole =
    hour === undefined ? date : `${date}T${hour.padStart(2, "0")}:${minute ?? "00"}:${second ?? "00"}${zone?.toUpperCase() ?? "Z"}`;
  return temporal(whole, hour === undefined ? "date" : "dateTimeOffset") && whole;
}
