import { reportById, type Report, type ReportId } from "../reports/index.ts";
import type { Expression } from "./expression.ts";
import type { Range } from "./query.ts";
import { conjunction, conjuncts } from "./rewrite.ts";
import { timeBound } from "./timeBound.ts";
import { isMillisecond, timeSpan } from "./timeSpan.ts";
import { typesAsked } from "./typesAsked.ts";

export interface Taken {
  readonly range?: Range;
  readonly types?: readonly string[];
  readonly where?: Expression;
}

const hourMs = 3600_000;

/** All that the service keeps. */
export const allKept = ({ retentionDays }: Report): Range => ({ kind: "last", amount: retentionDays, unit: "d" });

/** The range outside of which a condition cannot hold; `empty`: it cannot hold at all; undefined: it says nothing of when. */
export function rangeOf(condition: Expression, report: Report): Range | "empty" | undefined {
  const { from, to } = timeSpan(condition, report.timeField);
  if (!from && !to) return undefined;
  if (from && "ago" in from) {
    const hours = Math.max(1, Math.ceil(from.ago / hourMs));
    return hours > report.retentionDays * 24 ? allKept(report) : { kind: "last", amount: hours, unit: "h" };
  }
  // A range needs a start: without one the service gives all that it still has.
  if (!from) return allKept(report);
  if (!to || "ago" in to) return { kind: "between", from: from.text };
  if (to.at < from.at) return "empty";
  // A range that ends when it starts could not be written.
  const end = to.at > from.at ? to.text : new Date(from.at + 1).toISOString();
  return { kind: "between", from: from.text, to: end };
}

/** Takes the time range and the sign-in types out of a condition; terms that they do not say exactly stay. What it means stays the same. */
export function takeClauses(condition: Expression, report: ReportId): Taken | "empty" {
  const { timeField } = reportById(report);
  const range = rangeOf(condition, reportById(report));
  if (range === "empty") return range;
  let types: readonly string[] | undefined;
  const rest = conjuncts(condition).filter((term) => {
    const bound = timeBound(term, timeField);
    if (bound && isSaid(bound, range)) return false;
    const asked = types ? undefined : typesAsked(term, reportById(report));
    types ??= asked;
    return !asked;
  });
  const where = conjunction(rest);
  return { ...(range && { range }), ...(types && { types }), ...(where && { where }) };
}

/** The range, both ends of which belong to it, leaves nothing out or in that the bound does not. */
function isSaid({ operator, text }: { readonly operator: string; readonly text: string }, range: Range | undefined): boolean {
  if (range?.kind !== "between" || !isMillisecond(text)) return false;
  const at = Date.parse(text);
  if (operator === "ge") return at <= Date.parse(range.from);
  return operator === "le" && range.to !== undefined && at >= Date.parse(range.to);
}
