import type { Report } from "../../reports/report.ts";
import type { Expression, Span } from "../expression.ts";
import type { Problem } from "../query.ts";
import { Checker } from "./checker.ts";
import { Findings } from "./findings.ts";

/**
 * What is wrong with a condition for a report: unknown fields, values of the wrong kind, lists without `any`. Warnings do not keep a query from running.
 * @param at Where everything stands, when the condition's own places are not those of the text that is shown.
 */
export function check(condition: Expression, report: Report, at?: Span): Problem[] {
  const findings = new Findings(report, at);
  new Checker(findings).condition(condition, new Map());
  return findings.problems.sort((one, other) => one.start - other.start);
}
