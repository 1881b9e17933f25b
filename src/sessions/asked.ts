import type { Banner, Edited } from "../protocol.ts";
import { parseQuery, type Problem, type Query } from "../query/index.ts";
import { loadPatterns } from "../query/loadPatterns.ts";
import type { Report, ReportId } from "../reports/index.ts";
import { pastedBanner, problemNotes } from "./queryNotes.ts";
import type { Shown } from "./shown.ts";

/** What a person wants to be run. */
export interface Asked {
  readonly query: Query;
  /** As it stands in the query line from then on; missing: as the query is printed. */
  readonly text?: string;
  /** What one should know of it; a sentence each. */
  readonly notes?: readonly string[];
  /** Said over the rows. */
  readonly banner?: Banner;
}

/** Reads what was typed or pasted, with all that may be wrong with it. `report`: the one that a bare condition is for. */
export async function readAsked(text: string, report: ReportId): Promise<{ readonly asked?: Asked; readonly errors: readonly Problem[] }> {
  await loadPatterns(text);
  const read = parseQuery(text, { report });
  const { query, errors } = read;
  if (query === undefined) return { errors };
  const banner = pastedBanner(text, read);
  // What was pasted, a Graph address or a bare $filter, is shown as the query that it means.
  const isWritten = text.trimStart().toLowerCase().startsWith(query.report.toLowerCase());
  return { asked: { query, notes: problemNotes(read), ...(isWritten && { text: text.trim() }), ...(banner && { banner }) }, errors };
}

/** What is wrong with a text, and what one should know of it. */
export async function checkText(text: string, report: ReportId): Promise<readonly Problem[]> {
  await loadPatterns(text);
  return parseQuery(text, { report }).problems;
}

/** The query that a text means in the query line of a grid, for a gesture; or why there is none. What the grid shows is not read again. */
export function readLine(
  text: string,
  { shown, report }: { readonly shown: Shown | undefined; readonly report: Pick<Report, "id"> },
): { readonly query: Query } | Edited {
  if (text === shown?.text) return { query: shown.query };
  const { query, errors } = parseQuery(text, { report: report.id });
  return query ? { query } : { message: "The query text has an error: mend it first.", problems: errors };
}
