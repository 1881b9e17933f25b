import { textOperand } from "../query/picks.ts";
import type { Call, Expression, Path } from "../query/expression.ts";
import { variablesIn } from "../query/variables.ts";
import { reportById, type ReportId } from "../reports/index.ts";

const itemPath = (item: string, member: string): Path => ({ type: "path", members: [item, member] });
const any = (members: readonly string[], variable: string, predicate: Expression): Expression => ({
  type: "lambda",
  operator: "any",
  source: { type: "path", members: [...members] },
  variable,
  predicate,
});

/**
 * The condition that an old or a new value among the changes of an audit has an id in it, as these values are JSON. `text`: such a value as it is.
 * Undefined: the id stands elsewhere, or is written otherwise in it.
 */
export function namedInChanges(report: ReportId, path: string, text: string, id: string): Expression | undefined {
  const { targets, list } = reportById(report).changes ?? {};
  if (targets === undefined || list === undefined || !text.includes(id)) return undefined;
  if (!["oldValue", "newValue"].some((side) => path === `${targets}/[]/${list}/[]/${side}`)) return undefined;
  const has = (member: string): Call => ({
    type: "call",
    name: "contains",
    arguments: [itemPath("y", member), textOperand(id, variablesIn(id).length > 0)],
  });
  const either: Expression = { type: "binary", operator: "or", left: has("newValue"), right: has("oldValue") };
  return any([targets], "x", any(["x", list], "y", either));
}
