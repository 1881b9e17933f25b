import { reportById, reportIds, reports, type ReportId } from "../reports/index.ts";
import type { Calendar } from "./calendar.ts";
import { check } from "./checks/check.ts";
import { cmdletOptions } from "./commandLine.ts";
import type { Expression, Span } from "./expression.ts";
import { bareOptions, graphUrl } from "./graphUrl.ts";
import type { UrlOption } from "./urlOption.ts";
import { MappedText } from "./mappedText.ts";
import { isOtherComparison } from "./otherComparisons.ts";
import { pathNamed, phraseAt } from "./otherNames.ts";
import { parseExpression, parseFilter, readCondition } from "./parseFilter.ts";
import type { Problem, Query } from "./query.ts";
import { clauseWords } from "./clauseWords.ts";
import { otherReport } from "./clauses/otherReport.ts";
import { defaultRange, readQuery } from "./clauses/readQuery.ts";
import { Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";
import { selectFrom } from "./selectFrom.ts";
import { allKept, takeClauses } from "./takeClauses.ts";

export interface ParsedQuery {
  /** Only without errors. */
  readonly query?: Query;
  /** Errors, warnings and infos in the order of their places. */
  readonly problems: readonly Problem[];
  readonly errors: readonly Problem[];
  /** What was pasted is the address of one record; `query` then finds it too. */
  readonly record?: { readonly report: ReportId; readonly id: string };
  /** What was pasted says nothing of when: `query` asks for the last 24 hours, where the service would give all that it keeps. */
  readonly isRangeAssumed?: true;
}

export interface ParseOptions {
  /** The report that a bare `$filter` is for; otherwise the first one that has its fields. */
  readonly report?: ReportId;
  /** What words such as "today" and times without a zone mean; without it the first have no replacement, and the others are of UTC. */
  readonly calendar?: Calendar;
}

/**
 * Reads a query text, or what people paste in its place: a Microsoft Graph URL of a report, or a `$filter`, percent-encoded or not.
 * Never throws; goes on after an error, so that all are reported at once, each with its place, what was expected and, where there is one, a replacement.
 */
export function parseQuery(text: string, options: ParseOptions = {}): ParsedQuery {
  const url = graphUrl(text);
  if (url?.id !== undefined) return recordQuery(url.report, url.id, unreadProblems(url.unread ?? []));
  if (url) return fromOptions(text, url.options, { ...options, report: url.report }, url.unread);
  const cmdlet = cmdletOptions(text);
  if (cmdlet) return fromOptions(text, cmdlet.options, { ...options, report: cmdlet.report }, cmdlet.unread);
  const bare = bareOptions(text);
  if (bare) return fromOptions(text, bare, options);
  const reader = new Reader(text, options.calendar && { calendar: options.calendar });
  if (isCondition(reader, text)) return fromOptions(text, [{ name: "filter", spelling: "", value: conditionText(text) }], options);
  return parsed(readQuery(reader), reader.problems);
}

function parsed(query: Query | undefined, all: readonly Problem[]): ParsedQuery {
  const problems = all.toSorted((one, other) => one.start - other.start);
  const errors = problems.filter(({ severity }) => severity === "error");
  return { ...(query && errors.length === 0 && { query }), problems, errors };
}

/** Finds the record among all that is kept: who cannot open it by its id asks so. */
function recordQuery(report: ReportId, id: string, problems: readonly Problem[]): ParsedQuery {
  const where: Expression = {
    type: "binary",
    operator: "eq",
    left: { type: "path", members: [reportById(report).keyField] },
    right: { type: "literal", kind: "string", text: id },
  };
  const { types } = reportById(report);
  const query: Query = { report, range: allKept(reportById(report)), ...(types && { types: types.names }), where };
  return { query, problems, errors: [], record: { report, id } };
}

/** What `parseQuery` takes a text for: a query, a bare condition, or something of another program. */
export function shapeOf(text: string, reader: Reader): "query" | "condition" | "pasted" {
  if (graphUrl(text) || cmdletOptions(text) || bareOptions(text)) return "pasted";
  return isCondition(reader, text) ? "condition" : "query";
}

/** A condition that was copied from a URL in its encoded form is decoded when it makes sense only so. */
function conditionText(text: string): MappedText {
  const plain = new MappedText(text);
  if (!/%[\da-f]{2}|\+/i.test(text) || parseExpression(text).errors.length === 0) return plain;
  const decoded = plain.decoded();
  return parseExpression(decoded.text).errors.length === 0 ? decoded : plain;
}

/** Whether the text begins like a condition rather than like a report or a clause. */
function isCondition(reader: Reader, text: string): boolean {
  const first = reader.word();
  if (first === "" || reportIds.some((id) => id.toLowerCase() === first) || (clauseWords as readonly string[]).includes(first)) {
    return reader.isSymbol("(") || reader.token.kind === "literal";
  }
  if (otherReport(reader) || selectFrom(reader)) return false;
  const second = reader.peek(1);
  if (second.kind === "symbol" && (second.text === "(" || second.text === "/")) return true;
  const operator = reader.word(1);
  if (first === "not" || /^(eq|ne|g[te]|l[te]|in|has|and|or)$/i.test(operator)) return true;
  // Another language's.
  if (isOtherComparison(operator) || /^(is|between)$/.test(operator) || (operator === "not" && reader.peek(2).kind === "word")) return true;
  if (second.kind === "foreign" && second.text !== "|") return true;
  const phrase = phraseAt(text, reader.token.start, first, undefined);
  if (
    phrase &&
    /^\s*(?:[=!<>]|(?:eq|ne|g[te]|l[te]|in|not|is|between|has|contains|like|startswith|endswith|matches)\b)/i.test(
      text.slice(phrase.end, phrase.end + 40),
    )
  )
    return true;
  return /%20|%28/i.test(text) && parseFilter(text).errors.length === 0;
}

/** Without `unread`, what is read is a condition of a query text. */
function fromOptions(
  text: string,
  all: readonly UrlOption[],
  { report: wanted, calendar }: ParseOptions,
  unread: readonly MappedText[] = [],
): ParsedQuery {
  const problems: Problem[] = unreadProblems(unread);
  const options = all.map((option) => (isFilter(option) ? { ...option, name: "filter" } : option));
  const value = (name: string) => options.find((option) => option.name === name)?.value;
  const filter = value("filter");
  // A condition of a query text has comments and variables of its own.
  const isPasted = all.some(({ spelling, name }) => spelling !== "" || name !== "filter");
  const condition = filter && readFilter(filter, problems, { isPasted, report: wanted, calendar });
  const report =
    wanted ??
    (condition && (reportOf(condition) ?? reportNamed(condition))) ??
    (problems.some(({ severity }) => severity === "error") ? reportIds[0] : undefined);
  if (!report) {
    problems.push({
      start: 0,
      end: text.length,
      severity: "error",
      message: `No report has these fields. Expected a report first: ${reportIds.join(", ")}`,
    });
    return parsed(undefined, problems);
  }
  if (condition && filter) problems.push(...placed(check(condition, reportById(report)), filter));

  // the other options are clauses in another spelling: their text is read as such
  let query: Query = { report, range: defaultRange };
  for (const [name, word] of [
    ["orderby", "sort"],
    ["select", "columns"],
    ["top", "take"],
  ] as const) {
    const option = value(name);
    if (!option || option.text === "") continue;
    const reader = new Reader(`${report} ${word} ${option.text}`, { hasComments: false });
    const read = readQuery(reader);
    if (read) query = { ...read, ...query };
    for (const { severity, message } of reader.problems) problems.push({ ...wholeOf(option), severity, message });
  }
  const { columns, sort, take } = query;
  const isOldestFirst = sort?.[0]?.path === reportById(report).timeField && sort[0].direction === "asc";
  const isPage = take !== undefined && (take >= smallestPage || isOldestFirst);
  problems.push(...leftOut(options, { take, isPage, isOldestFirst }));

  const taken = condition ? takeClauses(condition, report) : {};
  if (taken === "empty") {
    problems.push({
      ...(filter ? wholeOf(filter) : { start: 0, end: 0 }),
      severity: "error",
      message: "The times that are asked for end before they begin",
    });
    return parsed(undefined, problems);
  }
  const { range, ...others } = taken;
  const { timeField, retentionDays } = reportById(report);
  if (!range)
    problems.push({
      start: 0,
      end: text.length,
      severity: "warning",
      message: `No time range at ${timeField}: the last 24 hours are asked`,
    });
  return {
    ...parsed(
      {
        report,
        range: range ?? defaultRange,
        ...others,
        ...(columns && { columns }),
        ...(sort && { sort }),
        ...(take !== undefined && !isPage && { take }),
      },
      problems,
    ),
    ...(!range && retentionDays > 1 && { isRangeAssumed: true }),
  };
}

/** Many leave the name of the filter out, or shells take it away; the service would then answer with everything. */
const isFilter = ({ name, value }: UrlOption): boolean => name === "" && value.text !== "";

const wholeOf = (value: MappedText): Span => value.origin({ start: 0, end: value.text.length });

/** From so many rows on a number is meant as the size of a page, of which scripts fetch all that follow; fewer are meant as the newest. */
const smallestPage = 100;

/** What the query does not keep, and what a person may take for something else. */
function leftOut(
  options: readonly UrlOption[],
  { take, isPage, isOldestFirst }: { readonly take: number | undefined; readonly isPage: boolean; readonly isOldestFirst: boolean },
): Problem[] {
  const seen = new Set<string>();
  return options.flatMap(({ name, spelling, value }): Problem[] => {
    const warning = (message: string): Problem[] => [{ ...wholeOf(value), severity: "warning", message }];
    if (seen.has(name)) return warning(`$${name} stands twice: the first is kept`);
    seen.add(name);
    switch (name) {
      case "filter":
      case "orderby":
      case "select":
        return [];
      case "top":
        if (take === undefined) return [];
        if (isOldestFirst)
          return warning(
            `$top=${take} is left out: the oldest rows cannot be asked for alone. All rows of the range are fetched, the oldest first`,
          );
        return warning(
          isPage
            ? `$top=${take} is left out: it is the size of a page, and all pages are fetched. Write 'take ${take}' for the newest ${take} rows only`
            : `$top=${take} is kept as 'take ${take}': the newest ${take} rows only`,
        );
      case "skiptoken":
      case "skip":
        return warning(`$${name} is left out: it goes on within one answer of the service. The query begins at its beginning`);
      case "count":
        return warning("$count is left out: the rows are counted here");
      default:
        return warning(`${shortened(`${spelling}=${value.text}`)} is left out: no clause of a query says this`);
    }
  });
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function unreadProblems(unread: readonly MappedText[]): Problem[] {
  return unread.map((part) => ({
    ...wholeOf(part),
    severity: "warning",
    message: `${shortened(part.text)} is left out: this part of the command is not understood`,
  }));
}

/** What shells put something in place of; `${me}` and its like are of queries. */
const shellVariable = /\$\{(?!(?:me|tenant)\}|(?:input|pick):)[^{}']*\}|\$\([^()']*\)|\$[A-Za-z_][\w.]*|%[A-Za-z_]\w*%/g;

function unfilled(filter: MappedText): Problem[] {
  return [...filter.text.matchAll(/'(?:[^']|'')*'/g)].flatMap((literal) =>
    [...literal[0].matchAll(shellVariable)].map((variable): Problem => {
      const start = literal.index + variable.index;
      return {
        ...filter.origin({ start, end: start + variable[0].length }),
        severity: "warning",
        message: `${shortened(variable[0])} is a variable of the shell that was not filled in`,
      };
    }),
  );
}

/** The condition, also one with errors where it is known how they are written. */
function readFilter(
  filter: MappedText,
  problems: Problem[],
  {
    isPasted,
    report,
    calendar,
  }: { readonly isPasted: boolean; readonly report: ReportId | undefined; readonly calendar: Calendar | undefined },
): Expression | undefined {
  if (isPasted) problems.push(...unfilled(filter));
  const reader = new Reader(filter.text, {
    hasComments: !isPasted,
    report: report && reportById(report),
    ...(calendar && { calendar }),
  });
  const expression = readCondition(reader);
  problems.push(...placed(reader.problems, filter));
  return reader.problems.every(({ replacement }) => replacement !== undefined) ? expression : undefined;
}

const placed = (problems: readonly Problem[], within: MappedText): Problem[] =>
  problems.map((problem) => ({ ...problem, ...within.origin(problem) }));

function reportOf(condition: Expression): ReportId | undefined {
  return reports.find((report) => check(condition, report).every(({ severity }) => severity !== "error"))?.id;
}

/** The first report whose fields are called so elsewhere. */
const reportNamed = (condition: Expression): ReportId | undefined =>
  reports.find((report) => {
    const named = rewrite(condition, (part) => {
      const path = part.type === "path" ? pathNamed(report, part.members.join("/")) : undefined;
      return path === undefined ? undefined : { type: "path", members: path.split("/") };
    });
    return check(named, report).every(({ severity }) => severity !== "error");
  })?.id;
