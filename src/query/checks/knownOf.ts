import type { Report } from "../../reports/report.ts";
import type { Expression } from "../expression.ts";
import { functions } from "../functions.ts";
import { precedence } from "../precedence.ts";
import { Checker } from "./checker.ts";
import { Findings } from "./findings.ts";
import type { Known, Scope } from "./known.ts";

/** What is known of a value, whatever is wrong with it. Of a term that is true or false nothing but that is looked at. */
export function knownOf(expression: Expression, report: Report, scope: Scope): Known {
  if (expression.type === "call") return { kind: functions.get(expression.name)?.gives ?? "unknown" };
  if (expression.type === "in" || expression.type === "lambda") return { kind: "boolean" };
  if (expression.type === "binary" && precedence[expression.operator] < precedence.add) return { kind: "boolean" };
  if (expression.type === "binary" && expression.operator === "has") return { kind: "boolean" };
  if (expression.type === "unary" && expression.operator === "not") return { kind: "boolean" };
  return new Checker(new Findings(report, undefined)).value(expression, scope);
}
