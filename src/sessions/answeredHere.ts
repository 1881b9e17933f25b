import { parseQuery, termsOf, type Span } from "../query/index.ts";
import { reportById, type ReportId } from "../reports/index.ts";
import { answererOf } from "../sources/graph/plan.ts";

/** Where the parts of a text's condition stand that are evaluated here: each fetched record is tested. None as long as the text has errors. */
export function answeredHere(text: string, report: ReportId): readonly Span[] {
  const { query } = parseQuery(text, { report });
  if (!query) return [];
  // Of what was pasted, an address or a bare condition, the places are others.
  if (!text.trimStart().toLowerCase().startsWith(query.report.toLowerCase())) return [];
  const asked = reportById(query.report);
  return termsOf(query).flatMap((term) =>
    term.at && answererOf(term, asked).by === "here" ? [{ start: term.at.start, end: term.at.end }] : [],
  );
}
