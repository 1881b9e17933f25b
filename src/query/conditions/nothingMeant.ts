import { fieldOf, reports, type Report } from "../../reports/index.ts";
import type { Expression, Literal } from "../expression.ts";
import { pathNamed } from "../otherNames.ts";

/** What another language calls it. */
export const nothing = /^(?:null|empty|blank)$/;

/** Nothing, or anything, in a field: an empty list has no items, and of an object the member counts that people mean by its name. */
export function nothingMeant(
  subject: Expression,
  operator: "eq" | "ne",
  isEmpty: boolean,
  report: Report | undefined,
): { readonly meant: Expression; readonly hasBlank: boolean } {
  const all = report ? [report] : reports;
  const fieldAt = (path: string) => all.map((one) => fieldOf(one, path)).find(Boolean);
  let [path, field] = subject.type === "path" ? [subject, fieldAt(subject.members.join("/"))] : [undefined, undefined];
  if (path && field?.list) {
    const some: Expression = { type: "lambda", operator: "any", source: path };
    return { meant: operator === "ne" ? some : { type: "unary", operator: "not", operand: some }, hasBlank: false };
  }
  const member = isEmpty && field?.kind === "object" ? all.map((one) => pathNamed(one, field?.path ?? "")).find(Boolean) : undefined;
  if (member !== undefined && fieldAt(member)) [path, field] = [{ type: "path", members: member.split("/") }, fieldAt(member)];
  const bound = (right: Literal): Expression => ({ type: "binary", operator, left: path ?? subject, right });
  const isNull = bound({ type: "literal", kind: "null", text: "null" });
  if (!isEmpty || field?.kind !== "text") return { meant: isNull, hasBlank: false };
  const isBlank = bound({ type: "literal", kind: "string", text: "" });
  return { meant: { type: "binary", operator: operator === "eq" ? "or" : "and", left: isNull, right: isBlank }, hasBlank: true };
}
