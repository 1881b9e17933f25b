import { fieldOf } from "../../reports/index.ts";
import type { Binary, Expression, In, Path } from "../expression.ts";
import { isOutcomeName, outcomeMeant } from "../otherOutcomes.ts";
import { printFilter } from "../printFilter.ts";
import type { Findings } from "./findings.ts";
import type { Scope } from "./known.ts";

/** The name that a path is, when it has no members. */
export const wordOf = ({ members }: Path): string | undefined => (members.length === 1 ? members[0] : undefined);

/** `status eq 'failed'`, `failed eq true`: an outcome in words where a report has none. */
export function isOutcomeCompared(findings: Findings, expression: Binary, scope: Scope): boolean {
  const { operator, left, right } = expression;
  if (left.type !== "path" || scope.has(left.members[0] ?? "")) return false;
  const name = left.members.join("/");
  const denied = operator === "ne";
  if (right.type === "literal" && right.kind === "boolean")
    return isOutcomeSaid(findings, expression, wordOf(left), denied !== (right.text === "false"));
  const field = fieldOf(findings.report, name);
  const word = right.type === "literal" && right.kind === "string" ? right.text : right.type === "path" ? wordOf(right) : undefined;
  // An enumeration says itself which values it has.
  const isValue = field?.values?.some((value) => value.toLowerCase() === word?.toLowerCase());
  if (!isOutcomeName(name) || word === undefined || isValue) return false;
  return isOutcomeSaid(findings, expression, word, denied);
}

/** `status in ('failed', 'success')`. */
export function areOutcomesListed(findings: Findings, expression: In, scope: Scope): boolean {
  const { left, list } = expression;
  if (left.type !== "path" || list.type !== "list" || scope.has(left.members[0] ?? "")) return false;
  const name = left.members.join("/");
  if (!isOutcomeName(name)) return false;
  const field = fieldOf(findings.report, name);
  const meant = list.items.map((item) => {
    const word = item.type === "literal" && item.kind === "string" ? item.text : item.type === "path" ? wordOf(item) : undefined;
    const isValue = field?.values?.some((value) => value.toLowerCase() === word?.toLowerCase());
    return word === undefined || isValue ? undefined : outcomeMeant(findings.report, word);
  });
  if (!meant.every((one) => one !== undefined)) return false;
  const texts = [...new Set(meant.map((one) => printFilter(one)))];
  const written = texts.length === 1 ? texts.join("") : `(${texts.join(" or ")})`;
  findings.problem(expression, `${findings.report.id} says how something ended by ${findings.report.outcomePath}: ${written}`, written);
  return true;
}

/** `word`: what stands for an outcome, if it does, and is no field. */
export function isOutcomeSaid(findings: Findings, expression: Expression, word: string | undefined, denied = false): boolean {
  const meant = word === undefined || fieldOf(findings.report, word) ? undefined : outcomeMeant(findings.report, word, denied);
  if (!meant) return false;
  const written = printFilter(meant);
  findings.problem(expression, `${findings.report.id} says how something ended by ${findings.report.outcomePath}: ${written}`, written);
  return true;
}
