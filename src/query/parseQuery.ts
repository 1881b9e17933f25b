import { reportById, reportIds, reports, type ReportId } from "../reports/index.ts";
import { check } from "./check.ts";
import type { Expression } from "./expression.ts";
import { graphUrl, takeClauses, urlOptions, type UrlOption } from "./graphUrl.ts";
import { decode, parseFilter } from "./parseFilter.ts";
import type { Problem, Query } from "./query.ts";
import { clauseWords, defaultRange, readQuery } from "./readQuery.ts";
import { Reader } from "./reader.ts";

export interface ParsedQuery {
  /** Only without errors. */
  readonly query?: Query;
  /** Errors, warnings and infos in the order of their places. */
  readonly problems: readonly Problem[];
  readonly errors: readonly Problem[];
}

export interface ParseOptions {
  /** The report that a bare `$filter` is for; otherwise the first one that has its fields. */
  readonly report?: ReportId;
}

/**
 * Reads a query text, or what people paste in its place: a Microsoft Graph URL of a report, or a `$filter`, percent-encoded or not.
 * Never throws; goes on after an error, so that all are reported at once, each with its place, what was expected and, where there is one, a replacement.
 */
export function parseQuery(text: string, options: ParseOptions = {}): ParsedQuery {
  const url = graphUrl(text);
  if (url) return fromOptions(text, url.options, url.report);
  const bare = /^\s*[?&]?(?=(?:\$|%24)filter=)/i.exec(text)?.[0];
  if (bare !== undefined) return fromOptions(text, urlOptions(text.slice(bare.length), bare.length), options.report);
  const reader = new Reader(text);
  if (isCondition(reader, text)) return fromOptions(text, [{ name: "filter", value: text, start: 0 }], options.report);
  return parsed(readQuery(reader), reader.problems);
}

function parsed(query: Query | undefined, all: readonly Problem[]): ParsedQuery {
  const problems = all.toSorted((one, other) => one.start - other.start);
  const errors = problems.filter(({ severity }) => severity === "error");
  return { ...(query && errors.length === 0 && { query }), problems, errors };
}

/** Whether the text begins like a condition rather than like a report or a clause. */
function isCondition(reader: Reader, text: string): boolean {
  const first = reader.word();
  if (first === "" || reportIds.some((id) => id.toLowerCase() === first) || (clauseWords as readonly string[]).includes(first)) {
    return reader.isSymbol("(") || reader.token.kind === "literal";
  }
  const second = reader.peek(1);
  if (second.kind === "symbol" && (second.text === "(" || second.text === "/")) return true;
  if (first === "not" || /^(eq|ne|g[te]|l[te]|in|has)$/i.test(reader.word(1))) return true;
  return /%20|%28/i.test(text) && parseFilter(text).errors.length === 0;
}

function fromOptions(text: string, options: readonly UrlOption[], wanted: ReportId | undefined): ParsedQuery {
  const problems: Problem[] = [];
  const value = (name: string) => options.find((option) => option.name === name);
  const filter = value("filter");
  const condition = filter && readFilter(filter, problems);
  const report = wanted ?? (condition && reportOf(condition)) ?? (problems.length > 0 ? reportIds[0] : undefined);
  if (!report) {
    problems.push({
      start: 0,
      end: text.length,
      severity: "error",
      message: `No report has these fields. Expected a report first: ${reportIds.join(", ")}`,
    });
    return parsed(undefined, problems);
  }
  const checkedAt = filter && { start: filter.start, end: filter.start + filter.value.length };
  if (condition)
    problems.push(
      ...shifted(check(condition, reportById(report), decoded(filter) ? checkedAt : undefined), decoded(filter) ? 0 : (filter?.start ?? 0)),
    );

  // the other options are clauses in another spelling: their text is read as such
  const clauses = [
    ...[value("orderby")].flatMap((option) => (option ? [{ option, word: "sort" }] : [])),
    ...[value("select")].flatMap((option) => (option ? [{ option, word: "columns" }] : [])),
    ...[value("top")].flatMap((option) => (option ? [{ option, word: "take" }] : [])),
  ];
  let query: Query = { report, range: defaultRange };
  for (const { option, word } of clauses) {
    const reader = new Reader(`${report} ${word} ${decode(option.value) ?? option.value}`);
    const read = readQuery(reader);
    if (read) query = { ...read, ...query };
    for (const { severity, message } of reader.problems)
      problems.push({ start: option.start, end: option.start + option.value.length, severity, message });
  }
  const { range, ...others } = condition ? takeClauses(condition, report) : {};
  if (!range)
    problems.push({
      start: 0,
      end: text.length,
      severity: "warning",
      message: `No time range at ${reportById(report).timeField}: the last 24 hours are asked`,
    });
  const { columns, sort, take } = query;
  return parsed(
    {
      report,
      range: range ?? defaultRange,
      ...others,
      ...(columns && { columns }),
      ...(sort && { sort }),
      ...(take !== undefined && { take }),
    },
    problems,
  );
}

const decoded = (option: UrlOption | undefined) =>
  option !== undefined && /%[\da-f]{2}/i.test(option.value) && parseFilter(option.value).expression !== undefined;

function readFilter({ value, start }: UrlOption, problems: Problem[]): Expression | undefined {
  const { expression, errors } = parseFilter(value);
  problems.push(...shifted(errors, start));
  return expression;
}

const shifted = (problems: readonly Problem[], by: number): Problem[] =>
  problems.map((problem) => ({ ...problem, start: problem.start + by, end: problem.end + by }));

function reportOf(condition: Expression): ReportId | undefined {
  return reports.find((report) => check(condition, report).every(({ severity }) => severity !== "error"))?.id;
}
