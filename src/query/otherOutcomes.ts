import { fieldOf } from "../reports/index.ts";
import type { Report } from "../reports/report.ts";
import type { Expression, Literal } from "./expression.ts";

const words: Readonly<Record<string, "success" | "failure">> = {
  success: "success",
  successes: "success",
  successful: "success",
  succeeded: "success",
  ok: "success",
  fail: "failure",
  failed: "failure",
  failing: "failure",
  failure: "failure",
  failures: "failure",
  unsuccessful: "failure",
  error: "failure",
  errors: "failure",
};
const names = new Set(["status", "result", "outcome", "state", "resulttype", "errorcode", "error", "status/errorcode"]);

export const outcomeWords = (outcome: "success" | "failure"): readonly string[] =>
  Object.keys(words).filter((word) => words[word] === outcome);

/** Whether a field by this name is what an outcome is asked of. */
export const isOutcomeName = (name: string): boolean => names.has(name.toLowerCase());

/** What `failed` asks of a report, and its like; undefined where the word means no outcome. `denied`: all but those. */
export function outcomeMeant(report: Report, word: string, denied = false): Expression | undefined {
  const key = word.toLowerCase();
  const meant = Object.hasOwn(words, key) ? words[key] : undefined;
  const field = fieldOf(report, report.outcomePath);
  if (!meant || !field) return undefined;
  const path: Expression = { type: "path", members: field.path.split("/") };
  const literal = (value: string | number): Literal =>
    typeof value === "string"
      ? { type: "literal", kind: "string", text: value }
      : { type: "literal", kind: "integer", text: String(value) };
  const { success = [], failure } = report.outcomeValues;
  const values = meant === "success" ? success : failure;
  const [first] = values ?? success;
  if (first === undefined) return undefined;
  // Where failures have no values of their own, whatever is no success is one. What is denied is all else, not the other outcome: things are skipped, too.
  if (!values || values.length === 1)
    return { type: "binary", operator: (values === undefined) === denied ? "eq" : "ne", left: path, right: literal(first) };
  const among: Expression = { type: "in", left: path, list: { type: "list", items: values.map(literal) } };
  return denied ? { type: "unary", operator: "not", operand: among } : among;
}
