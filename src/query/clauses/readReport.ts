import { reportById, reportIds, reports, type ReportId } from "../../reports/index.ts";
import { nearest } from "../nearest.ts";
import { outcomeMeant } from "../otherOutcomes.ts";
import { printOperand } from "../printFilter.ts";
import { Reader } from "../reader.ts";
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
  const outcome = reader.mayRepair ? outcomeBefore(reader) : undefined;
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

/** `failed sign-ins`. */
function outcomeBefore(reader: Reader): ReportId | undefined {
  const { token } = reader;
  if (token.kind !== "word" || !reports.some((report) => outcomeMeant(report, token.text))) return undefined;
  const behind = reader.peek(1);
  const own = reportIds.find((id) => id.toLowerCase() === reader.word(1));
  const name = new Reader(reader.text.slice(behind.start));
  const other = own ? { written: own, end: behind.end - behind.start } : otherReport(name);
  const report = other && reportIds.find((id) => other.written.startsWith(id));
  const meant = report && outcomeMeant(reportById(report), token.text);
  if (!meant) return undefined;
  const end = behind.start + other.end;
  const written = `${other.written} where ${printOperand(meant, 0)}`;
  reader.problem({ start: token.start, end }, `'${reader.text.slice(token.start, end)}' is written '${written}'`, written);
  reader.passTo(end);
  return report;
}
