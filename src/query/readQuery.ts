import { reportById, reportIds, type Field, type Report, type ReportId } from "../reports/index.ts";
import { check } from "./check.ts";
import type { Expression } from "./expression.ts";
import { columnField, isOpen, nearestPath } from "./fieldPath.ts";
import { nearest } from "./nearest.ts";
import { readCondition } from "./parseFilter.ts";
import { type Query, type Range, type RangeUnit, type SignInType, type SortKey, rangeUnits, signInTypes } from "./query.ts";
import { longFrom } from "./readExpression.ts";
import { Reader } from "./reader.ts";
import { rangeOf } from "./takeClauses.ts";
import { temporal } from "./temporal.ts";
import type { Token } from "./tokens.ts";

export const clauseWords = ["last", "from", "types", "where", "columns", "sort", "take"] as const;
export type ClauseWord = (typeof clauseWords)[number];

export const defaultRange: Range = { kind: "last", amount: 24, unit: "h" };

const unitNames: Record<RangeUnit, string> = { m: "minute", h: "hour", d: "day", w: "week", mo: "month" };
const unitOf = (word: string) => rangeUnits.find((unit) => word === unit || word === unitNames[unit] || word === `${unitNames[unit]}s`);
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
  if (reader.inquiry && report) reader.inquiry.report = report;
  const draft: Draft = {};
  const seen = new Set<string>();
  const dates = { from: [] as Token[], where: [] as Token[] };
  let wherePlace: Token = reader.token;
  if (reader.inquiry && reader.tokens.length > longFrom) passOverClauses(reader, seen);
  while (!reader.done) {
    const { token } = reader;
    const word = reader.word();
    const clause = clauseLike(word);
    if (!clause) {
      readStray(reader);
      continue;
    }
    if (clause !== word) reader.problem(token, `Unknown clause '${token.text}'. Did you mean '${clause}'?`, clause);
    reader.next();
    const key = keyOf(clause);
    if (clause === "where") wherePlace = token;
    if (seen.has(key))
      reader.problem(token, key === "range" ? "The time range stands twice: either 'last' or 'from'" : `'${clause}' stands twice`);
    seen.add(key);
    const { length } = reader.problems;
    const first = reader.read;
    readers[clause](reader, draft, report && reportById(report));
    if (clause === "from" || clause === "where")
      dates[clause].push(...reader.tokens.slice(first, reader.read).filter(({ literal }) => literal === "date"));
    if (reader.problems.length > length) skipToClause(reader);
  }
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
  return clauseWords.filter((clause) => !used.has(keyOf(clause)) && (clause !== "types" || report === "signIns"));
}

function readReport(reader: Reader): ReportId | undefined {
  const word = reader.word();
  const report = reportIds.find((id) => id.toLowerCase() === word);
  if (report) {
    reader.next();
    return report;
  }
  const near = isClause(word) ? undefined : nearest(word, reportIds);
  const { token } = reader;
  const wanted = `a report: ${reportIds.join(", ")}`;
  if (near) reader.problem(token, `Unknown report '${token.text}'. Did you mean '${near}'?`, near);
  else {
    if (reader.isAsked) reader.expects({ what: "report" });
    reader.expected(wanted);
  }
  if (word !== "" && !isClause(word)) reader.next();
  return near;
}

/** A word that begins no clause: passed over up to the next one that does. */
function readStray(reader: Reader): void {
  const { token } = reader;
  const path = readPath(reader);
  if (path && reader.token.kind === "word" && /^(eq|ne|g[te]|l[te]|in|has)$/i.test(reader.token.text)) {
    reader.problem(token, "A condition stands after 'where'", `where ${token.text}`);
  } else reader.problem(token, `Expected a clause (${clauseWords.join(", ")}), found '${token.text}'`);
  skipToClause(reader);
}

function skipToClause(reader: Reader): void {
  while (!reader.done && !clauseLike(reader.word())) reader.next();
}

const readers: Record<ClauseWord, (reader: Reader, draft: Draft, report: Report | undefined) => void> = {
  last(reader, draft) {
    const { token } = reader;
    const amount = Number(token.text);
    if (reader.isAsked) reader.expects({ what: "length" });
    if (token.literal !== "integer") return reader.expected("a length of time, such as 7d (m, h, d, w, mo)");
    reader.next();
    if (reader.isAsked) reader.expects({ what: "unit" });
    const unit = unitOf(reader.word());
    if (!unit) return reader.expected("a unit of time: m, h, d, w or mo");
    reader.next();
    if (amount < 1 || amount > longestAmount) return reader.problem(token, `Expected a number from 1 to ${longestAmount}`);
    draft.range = { kind: "last", amount, unit };
  },

  from(reader, draft) {
    const from = readMoment(reader);
    if (reader.isAsked) reader.expects({ what: "to" });
    if (reader.word() !== "to") {
      if (from) draft.range = { kind: "between", from: from.text };
      return;
    }
    reader.next();
    const to = readMoment(reader);
    if (!from || !to) return;
    const problem = emptyRange(from, to);
    if (problem) reader.problem(to, problem);
    draft.range = { kind: "between", from: from.text, to: to.text };
  },

  types(reader, draft, report) {
    const { token } = reader;
    const types = readList(reader, { noun: "a type of sign-in", what: "type" }, (from) => {
      const { text, start, end } = from.next();
      const type = signInTypes.find((known) => known.toLowerCase() === text.toLowerCase());
      const near = type ?? nearest(text, signInTypes);
      if (!type) {
        from.problem(
          { start, end },
          `Unknown type of sign-in '${text}'. ${near ? `Did you mean '${near}'?` : `Expected ${signInTypes.join(", ")}`}`,
          near,
        );
      }
      return near;
    });
    if (report && report.id !== "signIns") reader.problem(token, "Only sign-ins have types: this clause belongs to signIns");
    draft.types = types as SignInType[];
  },

  where(reader, draft, report) {
    const before = reader.problems.length;
    const where = readCondition(reader, isClause, (word) => clauseLike(word) !== undefined);
    draft.where = where;
    if (!report || reader.inquiry || reader.problems.length > before) return;
    for (const { message, replacement, severity, ...span } of check(where, report)) reader.problem(span, message, replacement, severity);
  },

  columns(reader, draft, report) {
    draft.columns = readList(reader, { noun: "a field", what: "column" }, (from) => readField(from, report)?.path);
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
      const direction = from.word();
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

function readMoment(reader: Reader): Token | undefined {
  const { token } = reader;
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
    if (reader.done || clauseLike(reader.word())) break;
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
  const path = readPath(reader);
  if (path === undefined) return undefined;
  if (!report) return { path };
  const field = columnField(report, path);
  if (field) return { path: field.path, field };
  const parents = path.split("/").map((_, index, members) => columnField(report, members.slice(0, index).join("/")));
  if (parents.some((parent) => parent && isOpen(report, parent))) return { path };
  const near = nearestPath(report, path);
  reader.problem({ start, end: reader.end }, `${report.id} has no field '${path}'${near ? `. Did you mean '${near}'?` : ""}`, near);
  return undefined;
}
