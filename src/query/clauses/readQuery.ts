import { reportById } from "../../reports/index.ts";
import type { ClauseWord } from "../clauseWords.ts";
import { longFrom } from "../conditions/openLevels.ts";
import { otherClause, type OtherClause } from "../otherClauses.ts";
import type { Query, Range } from "../query.ts";
import type { Reader } from "../reader.ts";
import { rangeOf } from "../takeClauses.ts";
import type { Token } from "../tokens.ts";
import { clauseLike, isClause, keyOf, skipToClause } from "./clauseLike.ts";
import { clauseReaders } from "./clauseReaders.ts";
import type { Draft } from "./draft.ts";
import { JoinedConditions } from "./joinedConditions.ts";
import { freeClauses, passOverClauses } from "./passOverClauses.ts";
import { readOtherClause } from "./readOtherClause.ts";
import { readReport } from "./readReport.ts";
import { sayPiped } from "./readSort.ts";
import { readStray } from "./readStray.ts";

export const defaultRange: Range = { kind: "last", amount: 24, unit: "h" };

/** Reads a report and its clauses; what is wrong is noted in the reader, and the rest is read all the same. */
export function readQuery(reader: Reader): Query | undefined {
  const report = readReport(reader);
  reader.report = report && reportById(report);
  if (reader.inquiry && report) reader.inquiry.report = report;
  const draft: Draft = {};
  const seen = new Set<string>();
  const dates = { from: [] as Token[], where: [] as Token[] };
  let wherePlace: Token = reader.token;
  const conditions = new JoinedConditions();
  if (reader.inquiry && reader.tokens.length > longFrom) passOverClauses(reader, seen);
  while (!reader.done) {
    const before = reader.end;
    const pipe = reader.isPipe ? reader.next() : undefined;
    const { token } = reader;
    const word = reader.word();
    const other = reader.mayRepair && !isClause(word) ? otherClause(reader) : undefined;
    const renamed = other?.kind === "renamed" ? other : sortByOf(reader);
    if (other && other.kind !== "renamed") {
      readOtherClause(reader, draft, other, { before, begins: pipe ?? token });
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
    clauseReaders[clause](reader, draft, report && reportById(report));
    if (isSorted) sayPiped(reader, draft, (pipe as Token).start, length);
    if (clause === "where" && reader.mayRepair) conditions.collect(reader, draft.where, { token, before, length });
    if (clause === "from" || clause === "where")
      dates[clause].push(...reader.tokens.slice(first, reader.read).filter(({ literal }) => literal === "date"));
    if (reader.problems.length > length) skipToClause(reader);
  }
  conditions.say(reader);
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
