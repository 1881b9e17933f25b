import { reportById, reportIds, reports, type ReportId } from "../../reports/index.ts";
import { nearest } from "../nearest.ts";
import { outcomeMeant } from "../otherOutcomes.ts";
import { printOperand } from "../printFilter.ts";
import { Reader } from "../reader.ts";
import { selectFrom } from "../selectFrom.ts";
import { isClause } from "./clauseLike.ts";
import { otherReport } from "./otherReport.ts";

/** The report that a query begins with, or that is meant. */
export function readReport(reader: Reader): ReportId | undefined {
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
