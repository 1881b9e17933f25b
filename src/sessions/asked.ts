import type { Answered, Banner, Edited } from "../protocol/grid.ts";
import {
  parseQuery,
  printQuery,
  repaired,
  resolved,
  resolvedText,
  type Answers,
  type Calendar,
  type ParseOptions,
  type Problem,
  type Query,
} from "../query/index.ts";
import { loadPatterns } from "../query/loadPatterns.ts";
import type { Report, ReportId } from "../reports/index.ts";
import { canonicalOf } from "./answered.ts";
import { pastedBanner, problemNotes } from "./queryNotes.ts";
import type { Shown } from "./shown.ts";

/** What a person wants to be run. */
export interface Asked {
  readonly query: Query;
  /** As it stands in the query line from then on; missing: as the query is printed. */
  readonly text?: string;
  /** What one should know of it; a sentence each. */
  readonly notes?: readonly string[];
  /** Answers to the variables of the query, where a person has been asked already. */
  readonly answers?: Answers;
  /** What the answers were given to; the query is without variables. */
  readonly answered?: Answered;
  /** Said over the rows. */
  readonly banner?: Banner;
}

/** Reads what was typed or pasted, with all that may be wrong with it. `report`: the one that a bare condition is for. `calendar`: what words such as "today" mean. */
export async function readAsked(
  text: string,
  report: ReportId,
  calendar?: Calendar,
): Promise<{ readonly asked?: Asked; readonly errors: readonly Problem[] }> {
  await loadPatterns(text);
  const options = { report, ...(calendar && { calendar }) };
  const read = parseQuery(text, options);
  const { query, errors } = read;
  if (query === undefined) return { errors: withFixOfAll(text, errors, options) };
  const banner = pastedBanner(text, read);
  // What was pasted, a Graph address or a bare $filter, is shown as the query that it means.
  const isWritten = text.trimStart().toLowerCase().startsWith(query.report.toLowerCase());
  return { asked: { query, notes: problemNotes(read), ...(isWritten && { text: text.trim() }), ...(banner && { banner }) }, errors };
}

/** What is wrong with a text, and what one should know of it. */
export async function checkText(text: string, report: ReportId, calendar?: Calendar): Promise<readonly Problem[]> {
  await loadPatterns(text);
  const options = { report, ...(calendar && { calendar }) };
  return withFixOfAll(text, parseQuery(text, options).problems, options);
}

/** The problems of a text, and where one fix is not enough to put it right, a last one that does it at once. */
function withFixOfAll(text: string, problems: readonly Problem[], options: ParseOptions): readonly Problem[] {
  const fixes = problems.filter(({ severity, replacement }) => severity === "error" && replacement !== undefined);
  const [only] = fixes;
  if (!only) return problems;
  const whole = repaired(text, options);
  const isEnough = fixes.length === 1 && `${text.slice(0, only.start)}${only.replacement ?? ""}${text.slice(only.end)}` === whole;
  if (whole === undefined || isEnough) return problems;
  const message = "All of this can be put right at once";
  return [...problems, { start: 0, end: text.length, severity: "info", message, replacement: whole, fixesAll: true }];
}

/** The query that a text means in the query line of a grid, for a gesture; or why there is none. What the grid shows is not read again. */
export function readLine(
  text: string,
  { shown, report, calendar }: { readonly shown: Shown | undefined; readonly report: Pick<Report, "id">; readonly calendar?: Calendar },
): { readonly query: Query } | Edited {
  if (text === shown?.text) return { query: shown.query };
  const { query, errors } = parseQuery(text, { report: report.id, ...(calendar && { calendar }) });
  return query ? { query } : { message: "The query text has an error: mend it first.", problems: errors };
}

/** What is asked once the variables are answered. */
export function withAnswers(asked: Asked, answers: Answers): Asked {
  if (Object.keys(answers).length === 0) return asked;
  const query = resolved(asked.query, answers);
  const template = asked.text ?? printQuery(asked.query);
  // The text as it was written, unless something in it is read in another way.
  const text = asked.text === undefined ? undefined : resolvedText(asked.text, answers);
  const isSame = text !== undefined && canonicalOf(text, undefined) === printQuery(query);
  const { notes, banner } = asked;
  return { query, ...(isSame && { text }), ...(notes && { notes }), ...(banner && { banner }), answered: { template, answers } };
}
