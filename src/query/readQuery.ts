import { reportById, reportIds, reports, type Field, type Report, type ReportId } from "../reports/index.ts";
import { agoAt, agoLength, agoMs, instantIn, mayBeTime, momentAt } from "./calendar.ts";
import { check } from "./check.ts";
import type { Expression } from "./expression.ts";
import { columnField, isOpen, nearestPath } from "./fieldPath.ts";
import { nearest } from "./nearest.ts";
import { otherClause, type OtherClause } from "./otherClauses.ts";
import { phraseAt } from "./otherNames.ts";
import { outcomeMeant } from "./otherOutcomes.ts";
import { readCondition } from "./parseFilter.ts";
import { type Query, type Range, type RangeUnit, type SignInType, type SortKey, rangeUnits } from "./query.ts";
import { printOperand } from "./printFilter.ts";
import { precedence } from "./precedence.ts";
import { longFrom } from "./readExpression.ts";
import { Reader } from "./reader.ts";
import { rangeOf } from "./takeClauses.ts";
import { selectFrom } from "./selectFrom.ts";
import { temporal } from "./temporal.ts";
import type { Token } from "./tokens.ts";
import { clauseWords, type ClauseWord } from "./clauseWords.ts";

export const defaultRange: Range = { kind: "last", amount: 24, unit: "h" };

const unitNames: Record<RangeUnit, string> = { m: "minute", h: "hour", d: "day", w: "week", mo: "month" };
const unitOf = (word: string) => rangeUnits.find((unit) => word === unit || word === unitNames[unit] || word === `${unitNames[unit]}s`);
const otherUnits: Readonly<Record<string, RangeUnit>> = {
  min: "m",
  mins: "m",
  hr: "h",
  hrs: "h",
  wk: "w",
  wks: "w",
  mon: "mo",
  mth: "mo",
  mths: "mo",
};
const unitMeant = (word: string): RangeUnit | undefined => (Object.hasOwn(otherUnits, word) ? otherUnits[word] : undefined);
const longestAmount = 100_000;

const isClause = (word: string): word is ClauseWord => (clauseWords as readonly string[]).includes(word);
/** The clause that a word is, or was probably meant to be. */
const clauseLike = (word: string) => (isClause(word) ? word : nearest(word, clauseWords));

/** The time range can be said in two ways, but once. */
const keyOf = (clause: ClauseWord): string => (clause === "last" || clause === "from" ? "range" : clause);

/** What the clauses read so far say. */
interface Draft {
  range?: Range;
  types?: readonly SignInType[];
  where?: Expression;
  columns?: readonly string[];
  sort?: readonly SortKey[];
  take?: number;
}

/** Reads a report and its clauses; what is wrong is noted in the reader, and the rest is read all the same. */
export function readQuery(reader: Reader): Query | undefined {
  const report = readReport(reader);
  reader.report = report && reportById(report);
  if (reader.inquiry && report) reader.inquiry.report = report;
  const draft: Draft = {};
  const seen = new Set<string>();
  const dates = { from: [] as Token[], where: [] as Token[] };
  let wherePlace: Token = reader.token;
  const conditions: Conditions = { start: 0, end: 0, all: [], between: "" };
  if (reader.inquiry && reader.tokens.length > longFrom) passOverClauses(reader, seen);
  while (!reader.done) {
    const before = reader.end;
    const pipe = reader.isPipe ? reader.next() : undefined;
    const { token } = reader;
    const word = reader.word();
    const other = reader.mayRepair && !isClause(word) ? otherClause(reader) : undefined;
    const renamed = other?.kind === "renamed" ? other : sortByOf(reader);
    if (other && other.kind !== "renamed") {
      readOther(reader, draft, other, { before, begins: pipe ?? token });
      if (other.kind === "days") seen.add("range");
      if (other.kind === "topBy") seen.add("sort");
      continue;
    }
    const clause = renamed?.clause ?? clauseLike(word);
    if (!clause) {
      if (pipe) reader.problem({ start: before, end: pipe.end }, "A query has no '|' between its clauses", "");
      if (!reader.done) readStray(reader, draft);
      continue;
    }
    const isSorted = pipe !== undefined && clause === "sort";
    if (renamed) {
      const end = reader.peek(renamed.words - 1).end;
      const written = reader.text.slice(token.start, end);
      if (!isSorted)
        reader.problem({ start: (pipe ?? token).start, end }, `'${written}' is written '${clause}'${newestOf(clause)}`, clause);
      for (let words = renamed.words; words > 0; words--) reader.next();
    } else {
      if (pipe && !isSorted) reader.problem({ start: pipe.start, end: token.start }, "A query has no '|' between its clauses", "");
      if (clause !== word) reader.problem(token, `Unknown clause '${token.text}'. Did you mean '${clause}'?`, clause);
      reader.next();
    }
    const key = keyOf(clause);
    if (clause === "where") wherePlace = token;
    if (seen.has(key) && !(clause === "where" && reader.mayRepair))
      reader.problem(token, key === "range" ? "The time range stands twice: either 'last' or 'from'" : `'${clause}' stands twice`);
    seen.add(key);
    const { length } = reader.problems;
    const first = reader.read;
    readers[clause](reader, draft, report && reportById(report));
    if (isSorted) piped(reader, draft, (pipe as Token).start, length);
    if (clause === "where" && reader.mayRepair) collect(reader, draft, conditions, { token, before, length });
    if (clause === "from" || clause === "where")
      dates[clause].push(...reader.tokens.slice(first, reader.read).filter(({ literal }) => literal === "date"));
    if (reader.problems.length > length) skipToClause(reader);
  }
  if (conditions.all.length > 1) sayJoined(reader, conditions);
  if (reader.inquiry) {
    if (report) reader.expects({ what: "clause", words: freeClauses(report, seen, reader.inquiry.after) });
    return undefined;
  }
  // The service knows no zone but UTC; a range is the reader's own.
  if (dates.from.length > 0)
    for (const date of dates.where)
      reader.problem(
        date,
        `In a condition ${date.text} begins at midnight UTC, as at the service; in the range a date is one of the time zone shown`,
        undefined,
        "info",
      );
  const { range: said, ...others } = draft;
  if (!report) return undefined;
  const within = said || seen.has("range") || !draft.where ? undefined : rangeOf(draft.where, reportById(report));
  if (within === "empty") reader.problem(wherePlace, "The times that are asked for end before they begin");
  return { report, range: said ?? (within === "empty" ? undefined : within) ?? defaultRange, ...others };
}

const newestOf = (clause: ClauseWord): string => (clause === "take" ? ": the newest rows are taken, whatever they are sorted by" : "");

/** `sort by path`. */
const sortByOf = (reader: Reader): Extract<OtherClause, { kind: "renamed" }> | undefined =>
  reader.mayRepair && reader.word() === "sort" && reader.word(1) === "by" ? { kind: "renamed", words: 2, clause: "sort" } : undefined;

/** Whatever is wrong since then is known how to be written. */
const isUnderstood = (reader: Reader, since: number): boolean =>
  reader.problems.slice(since).every(({ replacement, severity }) => replacement !== undefined || severity !== "error");

/** A clause that only another language has; `before`: where what stands before it ends. */
function readOther(
  reader: Reader,
  draft: Draft,
  other: Exclude<OtherClause, { kind: "renamed" }>,
  { before, begins }: { readonly before: number; readonly begins: Token },
): void {
  const { token, report } = reader;
  if (other.kind === "days") {
    const time = momentAt(reader.text, token.start, reader.calendar);
    const { stretch } = time ?? {};
    const written = stretch && `from ${stretch.from}${stretch.isOver ? ` to ${stretch.until}` : ""}`;
    const end = time?.end ?? token.end;
    const words = reader.text.slice(token.start, end);
    reader.problem(
      { start: begins.start, end },
      written ? `'${words}' is written '${written}'` : `Expected a date in place of '${words}'`,
      written,
    );
    if (stretch) draft.range = { kind: "between", from: stretch.from, ...(stretch.isOver && { to: stretch.until }) };
    reader.passTo(end);
    return;
  }
  if (other.kind === "topBy") {
    const { length } = reader.problems;
    const amount = reader.peek(1).text;
    for (let words = 0; words < other.words; words++) reader.next();
    const from = reader.token.start;
    readers.sort(reader, draft, report);
    const keys = greatestFirst(draft.sort, reader.text.slice(from, reader.end));
    draft.sort = keys;
    if (keys.length === 0 || !isUnderstood(reader, length)) return;
    const isNewest = keys[0]?.path === report?.timeField && keys[0]?.direction === "desc";
    const sort = sortText(keys);
    const span = { start: begins.start, end: reader.end };
    if (isNewest) reader.problem(span, `The newest rows are written '${sort} take ${amount}'`, `${sort} take ${amount}`);
    else reader.problem(span, `Only the newest rows can be taken alone: with '${sort}' those looked for come first`, sort);
    return;
  }
  let depth = 0;
  do {
    if (reader.isSymbol("(")) depth++;
    if (reader.isSymbol(")")) depth--;
    reader.next();
  } while (!reader.done && !(depth <= 0 && (reader.isPipe || isClause(reader.word()) || isNext(reader))));
  reader.problem({ start: Math.max(before, 0), end: reader.end }, other.why, "");
}

const isNext = (reader: Reader): boolean => !reader.isSymbol("(", 1) && otherClause(reader) !== undefined;

/** Log Analytics sorts the greatest first where nothing is said. */
function greatestFirst(sort: readonly SortKey[] = [], written: string): readonly SortKey[] {
  const said = written.split(",").map((key) => /\b(?:asc|desc)\b/i.exec(key)?.[0].toLowerCase());
  return sort.map(({ path }, at) => ({ path, direction: said[at] === "asc" ? "asc" : "desc" }));
}

const sortText = (sort: readonly SortKey[]): string => `sort ${sort.map(({ path, direction }) => `${path} ${direction}`).join(", ")}`;

/** A `sort` behind a bar. */
function piped(reader: Reader, draft: Draft, start: number, since: number): void {
  if (!draft.sort?.length || !isUnderstood(reader, since)) {
    reader.problem({ start, end: start + 1 }, "A query has no '|' between its clauses", "");
    return;
  }
  draft.sort = greatestFirst(draft.sort, reader.text.slice(start, reader.end));
  const text = sortText(draft.sort);
  reader.problem({ start, end: reader.end }, `This is written '${text}'`, text);
}

/** Conditions that stand in one query, each behind a `where` of its own. */
interface Conditions {
  start: number;
  end: number;
  all: Expression[];
  /** What stands between them. */
  between: string;
}

function collect(
  reader: Reader,
  { where }: Draft,
  conditions: Conditions,
  { token, before, length }: { readonly token: Token; readonly before: number; readonly length: number },
): void {
  const { all } = conditions;
  if (where && isUnderstood(reader, length)) {
    if (all.length === 0) conditions.start = token.start;
    else conditions.between += reader.text.slice(conditions.end, before);
    conditions.end = reader.end;
    all.push(where);
  } else if (all.length > 0) reader.problem(token, "'where' stands twice");
}

/** They are all meant. */
function sayJoined(reader: Reader, { start, end, all, between }: Conditions): void {
  const text = all.map((where) => printOperand(where, precedence.and)).join(" and ");
  reader.problem({ start, end }, "'where' stands twice: all conditions stand in one, with 'and' between them", `where ${text}${between}`);
}

/** Where clauses begin among tokens: a word that has a slash or a colon beside it, or an operator behind it, is a name. */
function clausePlaces(tokens: readonly Token[], from: number): number[] {
  const places: number[] = [];
  for (let at = from; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as Token;
    if (kind !== "word" || !isClause(text.toLowerCase())) continue;
    const next = tokens[at + 1]?.text ?? "";
    if (next !== "/" && next !== ":" && tokens[at - 1]?.text !== "/" && !/^(eq|ne|g[te]|l[te]|in|has)$/i.test(next)) places.push(at);
  }
  return places;
}

const keysAt = (tokens: readonly Token[], places: readonly number[]): string[] =>
  places.map((at) => keyOf((tokens[at] as Token).text.toLowerCase() as ClauseWord));

/** In an inquiry, the clauses before the last one. */
function passOverClauses(reader: Reader, seen: Set<string>): void {
  const places = clausePlaces(reader.tokens, reader.read);
  for (const key of keysAt(reader.tokens, places.slice(0, -1))) seen.add(key);
  const last = places.at(-1);
  if (last !== undefined) reader.jump(last);
}

function freeClauses(report: ReportId, seen: ReadonlySet<string>, after: readonly Token[]): ClauseWord[] {
  const used = new Set([...seen, ...keysAt(after, clausePlaces(after, 0))]);
  return clauseWords.filter((clause) => !used.has(keyOf(clause)) && (clause !== "types" || reportById(report).types));
}

const reportsWithTypes = reports.filter(({ types }) => types);
/** Of whose events the clause `types` is. */
const ofTyped = (word: "id" | "title" | "noun"): string => reportsWithTypes.map((report) => report[word]).join(" and ");

function readReport(reader: Reader): ReportId | undefined {
  const word = reader.word();
  const report = reportIds.find((id) => id.toLowerCase() === word);
  if (report) {
    reader.next();
    return report;
  }
  const { token } = reader;
  const other = reader.mayRepair ? otherReport(reader) : undefined;
  if (other) {
    reader.problem(
      { start: token.start, end: other.end },
      `'${reader.text.slice(token.start, other.end)}' is written '${other.written}'`,
      other.written,
    );
    reader.passTo(other.end);
    return reportIds.find((id) => other.written.startsWith(id));
  }
  const outcome = reader.mayRepair ? (outcomeBefore(reader) ?? reportOfTable(reader)) : undefined;
  if (outcome) return outcome;
  const near = isClause(word) ? undefined : nearest(word, reportIds);
  const wanted = `a report: ${reportIds.join(", ")}`;
  if (near) reader.problem(token, `Unknown report '${token.text}'. Did you mean '${near}'?`, near);
  else {
    if (reader.isAsked) reader.expects({ what: "report" });
    reader.expected(wanted);
  }
  if (word !== "" && !isClause(word)) reader.next();
  return near;
}

/** The report that is named so many words further, whatever it is called there. */
function reportBehind(
  reader: Reader,
  words: number,
): { readonly report: ReportId; readonly written: string; readonly end: number } | undefined {
  const { start, end } = reader.peek(words);
  const own = reportIds.find((id) => id.toLowerCase() === reader.word(words));
  if (own) return { report: own, written: own, end };
  const other = otherReport(new Reader(reader.text.slice(start)));
  const report = other && reportIds.find((id) => other.written.startsWith(id));
  return report && { report, written: other.written, end: start + other.end };
}

/** `select a, b from signIns`. */
function reportOfTable(reader: Reader): ReportId | undefined {
  const { token } = reader;
  const select = selectFrom(reader);
  const table = select && reportBehind(reader, select.words);
  if (!table) return undefined;
  const written = [table.written, select.clauses].filter(Boolean).join(" ");
  reader.problem({ start: token.start, end: table.end }, `A query begins with the report: '${written}'`, written);
  reader.passTo(table.end);
  return table.report;
}

/** `failed sign-ins`. */
function outcomeBefore(reader: Reader): ReportId | undefined {
  const { token } = reader;
  if (token.kind !== "word" || !reports.some((report) => outcomeMeant(report, token.text))) return undefined;
  const other = reportBehind(reader, 1);
  const meant = other && outcomeMeant(reportById(other.report), token.text);
  if (!meant) return undefined;
  const { report, end } = other;
  const written = `${other.written} where ${printOperand(meant, 0)}`;
  reader.problem({ start: token.start, end }, `'${reader.text.slice(token.start, end)}' is written '${written}'`, written);
  reader.passTo(end);
  return report;
}

/** A length of time, or a day, without the word before it: `7d`, `2026-11-27`. */
function readBareTime(reader: Reader, draft: Draft): boolean {
  const { token, text, calendar } = reader;
  const ago = agoAt(text, token.start);
  const unit = token.literal === "integer" ? (unitOf(reader.word(1)) ?? unitMeant(reader.word(1))) : undefined;
  if (ago || unit) {
    // So long before now may have a minus.
    const amount = token.text.replace(/^-/, "");
    const length = ago ? agoLength(ago) : `${amount}${unit ?? ""}`;
    const end = ago?.end ?? reader.peek(1).end;
    if (length === undefined) return false;
    reader.problem({ start: token.start, end }, `'${text.slice(token.start, end)}' is written 'last ${length}'`, `last ${length}`);
    draft.range = { kind: "last", amount: ago?.amount ?? Number(amount), unit: (ago?.unit ?? unit) as RangeUnit };
    reader.passTo(end);
    return true;
  }
  const isWritten = (token.literal === "date" || token.literal === "dateTimeOffset") && !token.problem;
  const time = mayBeTime(token, reader.peek(1)) ? momentAt(text, token.start, calendar) : undefined;
  const from = time?.text ?? (isWritten ? token.text : undefined);
  if (from === undefined) return false;
  const end = time?.end ?? token.end;
  reader.problem({ start: token.start, end }, `'${text.slice(token.start, end)}' is written 'from ${from}'`, `from ${from}`);
  draft.range = { kind: "between", from };
  reader.passTo(end);
  return true;
}

const otherReportNames: ReadonlyMap<string, string> = new Map(reports.flatMap(({ otherNames }) => Object.entries(otherNames)));

/** What a report is called elsewhere: `sign-ins`, `AuditLogs`. */
export function otherReport(reader: Reader): { readonly written: string; readonly end: number } | undefined {
  let name = "";
  let found: { readonly written: string; readonly end: number } | undefined;
  for (let ahead = 0; ahead < 6; ahead++) {
    const { kind, text, end } = reader.peek(ahead);
    if (kind !== "word" && !(ahead > 0 && kind === "symbol" && text === "-")) break;
    if (kind === "word") name += text.toLowerCase().replaceAll("_", "");
    const written = otherReportNames.get(name);
    if (written !== undefined && kind === "word") found = { written, end };
  }
  return found;
}

/** A word that begins no clause: passed over up to the next one that does. */
function readStray(reader: Reader, draft: Draft): void {
  const { token } = reader;
  if (reader.mayRepair && token.kind === "symbol" && token.text === ";") {
    reader.problem({ start: reader.end, end: token.end }, "Nothing stands at the end of a query", "");
    reader.next();
    return;
  }
  if (reader.mayRepair && (readBareTime(reader, draft) || readFiller(reader) || readBareOutcome(reader))) return;
  const path = readPath(reader);
  if (path && reader.token.kind === "word" && /^(eq|ne|g[te]|l[te]|in|has)$/i.test(reader.token.text)) {
    reader.problem(token, "A condition stands after 'where'", `where ${token.text}`);
  } else reader.problem(token, `Expected a clause (${clauseWords.join(", ")}), found '${token.text}'`);
  skipToClause(reader);
}

/** `in the last 7 days`: what stands before a time and says nothing. */
function readFiller(reader: Reader): boolean {
  const filler = /(?:in|within|during|over|for)?\s*(?:the\s+)?(?=(?:last|past|this|today|yesterday)\b)/iy;
  const { start } = reader.token;
  filler.lastIndex = start;
  const words = filler.exec(reader.text)?.[0].length ?? 0;
  if (words === 0) return false;
  reader.problem({ start, end: start + words }, `'${reader.text.slice(start, start + words).trim()}' is left out before a time`, "");
  reader.passTo(start + words);
  return true;
}

/** `signIns failed`. */
function readBareOutcome(reader: Reader): boolean {
  const { token, report } = reader;
  const meant = report && token.kind === "word" ? outcomeMeant(report, token.text) : undefined;
  if (!meant) return false;
  const written = `where ${printOperand(meant, 0)}`;
  reader.problem(token, `'${token.text}' is written '${written}'`, written);
  reader.next();
  return true;
}

const isOther = (reader: Reader): boolean => reader.mayRepair && (reader.isPipe || otherClause(reader) !== undefined);

function skipToClause(reader: Reader): void {
  while (!reader.done && !clauseLike(reader.word()) && !isOther(reader)) reader.next();
}

const readers: Record<ClauseWord, (reader: Reader, draft: Draft, report: Report | undefined) => void> = {
  last(reader, draft) {
    const { token } = reader;
    const amount = Number(token.text);
    if (reader.isAsked) reader.expects({ what: "length" });
    const alone = unitOf(reader.word());
    if (alone && reader.mayRepair) {
      reader.problem(token, `Expected a length of time, such as 1${alone}`, `1${alone}`);
      reader.next();
      draft.range = { kind: "last", amount: 1, unit: alone };
      return;
    }
    if (token.literal !== "integer") return reader.expected("a length of time, such as 7d (m, h, d, w, mo)");
    reader.next();
    if (reader.isAsked) reader.expects({ what: "unit" });
    const unit = unitOf(reader.word());
    const meant = unit ?? (reader.mayRepair ? unitMeant(reader.word()) : undefined);
    if (!unit && meant) {
      reader.problem(reader.token, `'${reader.token.text}' is written '${meant}'`, meant);
      reader.next();
      draft.range = { kind: "last", amount, unit: meant };
      return;
    }
    if (!unit) return reader.expected("a unit of time: m, h, d, w or mo");
    reader.next();
    if (amount < 1 || amount > longestAmount) return reader.problem(token, `Expected a number from 1 to ${longestAmount}`);
    draft.range = { kind: "last", amount, unit };
  },

  from(reader, draft) {
    const { start } = reader.peek(-1);
    const ago = reader.mayRepair ? agoAt(reader.text, reader.token.start) : undefined;
    const length = ago && agoLength(ago);
    if (ago && length !== undefined && !/^\s+to\s+(?!now\b)/i.test(reader.text.slice(ago.end, ago.end + 40))) {
      const end = /^\s+to\s+now(?:\s*\(\s*\))?/i.exec(reader.text.slice(ago.end, ago.end + 40))?.[0].length ?? 0;
      reader.problem({ start, end: ago.end + end }, `This is written 'last ${length}'`, `last ${length}`);
      draft.range = { kind: "last", amount: ago.amount, unit: ago.unit as RangeUnit };
      return reader.passTo(ago.end + end);
    }
    const from = readMoment(reader);
    if (reader.isAsked) reader.expects({ what: "to" });
    const before = reader.end;
    if (reader.word() !== "to") {
      if (from) draft.range = { kind: "between", from: from.text };
      return;
    }
    reader.next();
    if (reader.mayRepair && reader.word() === "now") {
      reader.next();
      if (reader.takeSymbol("(")) reader.takeSymbol(")");
      reader.problem({ start: before, end: reader.end }, "Without 'to' the range ends now", "");
      if (from) draft.range = { kind: "between", from: from.text };
      return;
    }
    const to = readMoment(reader, from);
    if (!from || !to) return;
    const problem = emptyRange(from, to);
    if (problem) reader.problem(to, problem);
    draft.range = { kind: "between", from: from.text, to: to.text };
  },

  types(reader, draft, report) {
    const { token } = reader;
    const types = readList(reader, { noun: `a type of ${ofTyped("noun")}`, what: "type" }, (from) => {
      const { text, start, end } = from.next();
      const names = (report?.types ? [report] : reportsWithTypes).flatMap(({ types }) => types?.names ?? []);
      const type = names.find((known) => known.toLowerCase() === text.toLowerCase());
      const near = type ?? nearest(text, names);
      if (!type) {
        from.problem(
          { start, end },
          `Unknown type of ${ofTyped("noun")} '${text}'. ${near ? `Did you mean '${near}'?` : `Expected ${names.join(", ")}`}`,
          near,
        );
      }
      return near;
    });
    if (report && !report.types)
      reader.problem(token, `Only ${ofTyped("title").toLowerCase()} have types: this clause belongs to ${ofTyped("id")}`);
    draft.types = types as SignInType[];
  },

  where(reader, draft, report) {
    const before = reader.problems.length;
    const where = readCondition(reader, isClause, (word) => clauseLike(word) !== undefined || isOther(reader));
    draft.where = where;
    if (!report || reader.inquiry || !isUnderstood(reader, before)) return;
    for (const { message, replacement, severity, ...span } of check(where, report)) reader.problem(span, message, replacement, severity);
  },

  columns(reader, draft, report) {
    draft.columns = readList(reader, { noun: "a field", what: "column" }, (from) => {
      const { token } = from;
      const isNamed = from.mayRepair && from.peek(1).kind === "foreign" && from.peek(1).text === "=" && from.peek(2).kind === "word";
      if (!isNamed) return readField(from, report)?.path;
      from.problem({ start: token.start, end: from.peek(2).start }, "A column has its own name, which the grid shows", "");
      from.next();
      from.next();
      return readField(from, report)?.path;
    });
  },

  sort(reader, draft, report) {
    const keys = new Map<string, SortKey["direction"]>();
    readList(reader, { noun: "a field", what: "sortKey" }, (from) => {
      const { token } = from;
      const found = readField(from, report);
      if (found?.field && (found.field.list || found.field.kind === "object" || found.path.includes("[]"))) {
        from.problem(token, `${found.path} holds more than one value, so nothing can be sorted by it`);
      }
      if (from.isAsked) from.expects({ what: "direction" });
      const direction = /^(?:asc|desc)ending$/.test(from.word()) && from.mayRepair ? from.word().replace("ending", "") : from.word();
      if (direction !== from.word()) from.problem(from.token, `'${from.token.text}' is written '${direction}'`, direction);
      if (direction === "asc" || direction === "desc") from.next();
      if (found) keys.set(found.path, direction === "desc" ? "desc" : "asc");
      return found?.path;
    });
    draft.sort = Array.from(keys, ([path, direction]) => ({ path, direction }));
  },

  take(reader, draft) {
    const { token } = reader;
    const take = Number(token.text);
    if (reader.isAsked) reader.expects({ what: "count" });
    if (token.literal !== "integer" || take < 1 || !Number.isSafeInteger(take)) return reader.expected("a number of rows, 1 or more");
    reader.next();
    draft.take = take;
  },
};

/** A time that is not written as a query writes it, in the zone that times are shown in. `after`: the one before it, whose day an hour alone is of. */
function momentMeant(reader: Reader, after: Token | undefined): Token | undefined {
  const { token, calendar, text } = reader;
  const ago = agoAt(text, token.start);
  const ms = ago && calendar.now && calendar.now.getTime() - agoMs(ago);
  const isTime = token.literal === "timeOfDay" || mayBeTime(token, reader.peek(1));
  const hour = token.literal === "timeOfDay" && after ? momentAt(`${after.text.slice(0, 10)} ${token.text}`, 0, calendar) : undefined;
  const day = isTime ? momentAt(text, token.start, calendar) : undefined;
  const time = ago
    ? ms !== undefined && { text: instantIn(ms, calendar.zone), end: ago.end }
    : hour
      ? { text: hour.text, end: token.end }
      : day;
  if (!time) return undefined;
  const { start } = token;
  const message =
    token.problem && time.end === token.end
      ? token.problem.message
      : `'${text.slice(start, time.end)}' is written ${time.text}, in the time zone shown`;
  reader.problem({ start, end: time.end }, message, time.text);
  reader.passTo(time.end);
  return { kind: "literal", literal: time.text.includes("T") ? "dateTimeOffset" : "date", text: time.text, start, end: time.end };
}

function readMoment(reader: Reader, after?: Token): Token | undefined {
  const { token } = reader;
  const meant = reader.mayRepair ? momentMeant(reader, after) : undefined;
  if (meant) return meant;
  if (token.literal === "date" || token.literal === "dateTimeOffset") {
    reader.next();
    if (token.problem) return undefined;
    if (!Number.isNaN(Date.parse(token.literal === "date" ? `${token.text}T00:00:00Z` : token.text))) return token;
    reader.problem(token, "A year has four digits: no record is of this time");
    return undefined;
  }
  if (token.literal === "string" && temporal(token.text, "dateTimeOffset")) {
    reader.problem(token, "A date stands without quotes", token.text);
    reader.next();
    return undefined;
  }
  if (reader.isAsked) reader.expects({ what: "moment" });
  reader.expected("a date such as 2026-11-01 or a time such as 2026-11-08T12:00:00Z");
  if (token.kind !== "end" && !isClause(reader.word()) && reader.word() !== "to") reader.next();
  return undefined;
}

/** What is wrong with the order of two moments. A date is in the reader's own zone, so beside an instant it may mean half a day more or less. */
function emptyRange(from: Token, to: Token): string | undefined {
  const [start, end] = [temporal(from.text, "dateTimeOffset"), temporal(to.text, "dateTimeOffset")];
  if (!start || !end) return undefined;
  const doubt = from.literal === to.literal ? 0n : 14n * 3600n * 10n ** 12n;
  if (end.ticks + doubt < start.ticks) return "The range ends before it starts";
  if (end.ticks !== start.ticks || doubt > 0n) return undefined;
  return from.literal === "date"
    ? "The range is empty: a date is its first moment, so a whole day ends with the next date"
    : "The range is empty: it ends when it starts";
}

/** Items with commas between them, each once. `read` answers undefined when it has noted what is wrong. */
function readList(
  reader: Reader,
  { noun, what }: { readonly noun: string; readonly what: "type" | "column" | "sortKey" },
  read: (reader: Reader) => string | undefined,
): string[] {
  const items = new Set<string>();
  for (;;) {
    const { token } = reader;
    const isItem = token.kind === "word" && !(isClause(reader.word()) && !reader.isSymbol("/", 1));
    if (!isItem) {
      if (reader.isAsked) reader.expects({ what, listed: [...items, ...itemsAfter(reader, { noun, what }, read)] });
      reader.expected(noun);
      if (token.kind === "end" || isClause(reader.word())) break;
      if (!reader.isSymbol(",")) reader.next();
    } else {
      const item = read(reader);
      if (item !== undefined && items.has(item)) reader.problem(token, `${item} stands twice`);
      if (item !== undefined) items.add(item);
    }
    if (reader.isAsked) reader.expects({ what: "symbol", text: "," });
    if (reader.takeSymbol(",")) continue;
    if (reader.done || clauseLike(reader.word()) || isOther(reader)) break;
    reader.problem({ start: reader.end, end: reader.token.start }, `Expected ',' before '${reader.token.text}'`, ", ");
    if (reader.token.kind !== "word") reader.next();
  }
  return [...items];
}

/** What a list goes on with behind the place that is asked about. */
function itemsAfter({ inquiry }: Reader, item: Parameters<typeof readList>[1], read: Parameters<typeof readList>[2]): string[] {
  const rest = new Reader(inquiry?.after ?? []);
  return rest.takeSymbol(",") ? readList(rest, item, read) : [];
}

function readPath(reader: Reader): string | undefined {
  if (reader.token.kind !== "word") {
    reader.next();
    return undefined;
  }
  let path = reader.next().text;
  while (reader.takeSymbol("/")) {
    if (reader.token.kind === "word" || reader.isSymbol("[]")) path += `/${reader.next().text}`;
    else {
      reader.expected("the name of a member after '/'");
      return undefined;
    }
  }
  return path;
}

function readField(reader: Reader, report: Report | undefined): { path: string; field?: Field } | undefined {
  const { start } = reader.token;
  const named = reader.mayRepair && !reader.isSymbol("/", 1) ? phraseAt(reader.text, start, reader.token.text, report) : undefined;
  if (named) {
    const field = report && columnField(report, named.path);
    const shown = field?.path ?? named.path;
    reader.problem({ start, end: named.end }, `'${reader.text.slice(start, named.end)}' is what ${shown} is called elsewhere`, shown);
    reader.passTo(named.end);
    return { path: shown, ...(field && { field }) };
  }
  const path = readPath(reader);
  if (path === undefined) return undefined;
  if (!report) return { path };
  const field = columnField(report, path);
  if (field) return { path: field.path, field };
  const parents = path.split("/").map((_, index, members) => columnField(report, members.slice(0, index).join("/")));
  if (parents.some((parent) => parent && isOpen(report, parent))) return { path };
  const near = nearestPath(report, path);
  reader.problem({ start, end: reader.end }, `${report.id} has no field '${path}'${near ? `. Did you mean '${near}'?` : ""}`, near);
  const meant = near === undefined ? undefined : columnField(report, near);
  return meant && { path: meant.path, field: meant };
}
