import { fieldOf, reports, type Report } from "../../reports/index.ts";
import type { Expression } from "../expression.ts";
import { pathNamed } from "../otherNames.ts";
import { placed } from "../reader.ts";

/** A field by its path, if it is called otherwise. */
export function nameMeant(left: Expression, report: Report | undefined): Expression {
  if (left.type !== "path" || !left.at) return left;
  const name = left.members.join("/");
  const all = report ? [report] : reports;
  const path = all.map((one) => fieldOf(one, name)?.path).find(Boolean) ?? all.map((one) => pathNamed(one, name)).find(Boolean);
  return path === undefined ? left : placed({ type: "path", members: path.split("/") }, left.at.start, left.at.end);
}
