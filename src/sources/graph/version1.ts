import type { Expression } from "../../query/expression.ts";
import { rewrite } from "../../query/rewrite.ts";
import { fieldOf, type Report } from "../../reports/index.ts";
import type { PlannedRequest } from "./plan.ts";
import { withoutTypes } from "./typesTerm.ts";

/**
 * The request's condition as v1.0 takes it, for clouds that lack the report in beta; undefined where v1.0 cannot give the same records:
 * it has not each report, interactive sign-ins only, and a condition on a field that it lacks would find nothing.
 */
export function inVersion1(
  report: Report,
  { condition, types }: Pick<PlannedRequest, "condition" | "types">,
  guard: Expression | undefined,
): string | undefined {
  const isThere = fieldOf(report, report.timeField)?.graph.versions.includes("v1.0");
  if (report.graph.version === "v1.0" || !isThere || types?.some((type) => !report.types?.usual.includes(type))) return undefined;
  let isKnown = true;
  if (guard)
    rewrite(guard, (part) => {
      const field = part.type === "path" ? fieldOf(report, part.members.join("/")) : undefined;
      if (field && !field.graph.versions.includes("v1.0")) isKnown = false;
      return undefined;
    });
  return isKnown ? withoutTypes(condition, report, types) : undefined;
}
