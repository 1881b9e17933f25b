import type { Report } from "../../reports/report.ts";
import type { Expression, Span } from "../expression.ts";
import type { Problem, Severity } from "../query.ts";

/** What is found to be wrong with a condition for a report. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly report: Report;
  private readonly at: Span | undefined;

  /** `at`: where everything stands, when the condition's own places are not those of the text that is shown. */
  constructor(report: Report, at: Span | undefined) {
    this.report = report;
    this.at = at;
  }

  problem(expression: Expression, message: string, replacement?: string, severity: Severity = "error"): void {
    const { start, end } = this.at ?? expression.at ?? { start: 0, end: 0 };
    // What stands nowhere in the text, since it was made of something else there, cannot be replaced.
    const isReplaced = replacement !== undefined && !this.at && expression.at !== undefined;
    this.problems.push({ start, end, severity, message, ...(isReplaced && { replacement }) });
  }
}
