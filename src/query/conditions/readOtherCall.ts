import { agoAt, agoMs, momentAt } from "../calendar.ts";
import type { Expression, Literal } from "../expression.ts";
import { printFilter } from "../printFilter.ts";
import { placed, type Reader } from "../reader.ts";
import { agoMeant } from "./agoMeant.ts";
import { ifUnderstood } from "./ifUnderstood.ts";
import { nameMeant } from "./nameMeant.ts";
import { nothingMeant } from "./nothingMeant.ts";
import type { PartReader } from "./partReader.ts";
import { writtenAs } from "./writtenAs.ts";

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
const conversion = /^(?:tostring|toint|tolong|toreal|todouble|tobool|toguid)$/;
const beginningShape = /startof(day|week|month)\s*\(\s*((?:[a-z]+\s*\([^()]*\))?)\s*\)/iy;

/** A time that another language writes as a function: `ago(7d)`, `datetime(2026-11-27)`. */
export function readOtherCall(parts: PartReader): Expression | undefined {
  const { reader } = parts;
  const { start } = reader.token;
  const word = reader.word();
  if (!reader.isSymbol("(", 1)) return undefined;
  if (Object.hasOwn(emptyTests, word)) return readEmptyTest(parts, emptyTests[word] as EmptyTest);
  if (conversion.test(word)) return readConversion(parts);
  const beginning = readBeginning(reader);
  if (beginning) return beginning;
  const ago = word === "ago" || word === "now" ? agoAt(reader.text, start) : undefined;
  if (ago) return writtenAs(reader, agoMeant(ago), start, ago.end, "So long before now is written");
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
  return writtenAs(reader, { type: "literal", kind: isDate ? "date" : "dateTimeOffset", text }, start, end + close, "A time is written");
}

/** `startofweek(now())`: its first day, which Log Analytics reckons in UTC, and from Sunday on. */
function readBeginning(reader: Reader): Literal | undefined {
  const { text, token, calendar } = reader;
  beginningShape.lastIndex = token.start;
  const [whole, unit = "", argument = ""] = beginningShape.exec(text) ?? [];
  const ago = agoAt(argument, 0);
  if (whole === undefined || !calendar.now || (argument !== "" && !ago && !/^now/i.test(argument))) return undefined;
  const day = new Date(calendar.now.getTime() - (ago ? agoMs(ago) : 0));
  if (unit.toLowerCase() === "week") day.setUTCDate(day.getUTCDate() - day.getUTCDay());
  if (unit.toLowerCase() === "month") day.setUTCDate(1);
  const meant: Literal = { type: "literal", kind: "date", text: day.toISOString().slice(0, 10) };
  const what = unit.toLowerCase() === "week" ? "The week of Log Analytics begins on Sunday, in UTC:" : "That day begins, in UTC, at";
  return writtenAs(reader, meant, token.start, token.start + whole.length, what);
}

/** `isempty(path)`. */
function readEmptyTest(parts: PartReader, { operator, isEmpty }: EmptyTest): Expression {
  const { reader } = parts;
  const { start, inner, end } = readArgument(parts);
  const subject = nameMeant(inner, reader.report);
  const { meant, hasBlank } = nothingMeant(subject, operator, isEmpty, reader.report);
  const written = printFilter(meant);
  reader.problem({ start, end }, `OData writes this as ${written}`, ifUnderstood(reader, start, hasBlank ? `(${written})` : written));
  return placed(meant, start, end);
}

/** `tostring(path)`: a field is compared as it is. */
function readConversion(parts: PartReader): Expression {
  const { reader } = parts;
  const { start, inner, end } = readArgument(parts);
  const meant = nameMeant(inner, reader.report);
  const written = printFilter(meant);
  reader.problem({ start, end }, `Nothing has to be converted: ${written}`, ifUnderstood(reader, start, written));
  return placed({ ...meant }, start, end);
}

/** The only one of a function of another language. */
function readArgument(parts: PartReader): { readonly start: number; readonly inner: Expression; readonly end: number } {
  const { reader } = parts;
  const { start } = reader.token;
  reader.next();
  reader.next();
  const inner = parts.nested(() => parts.expression());
  reader.expectSymbol(")");
  return { start, inner, end: reader.end };
}
