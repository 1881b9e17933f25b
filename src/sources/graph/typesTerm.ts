import { quoted } from "../../query/tokens.ts";
import type { Report } from "../../reports/index.ts";

/** `signInEventTypes/any(t: t eq 'a' or t eq 'b')`; empty where the report has no types, or none are asked for. */
export const typesTerm = ({ types: known }: Pick<Report, "types">, types: readonly string[] | undefined): string =>
  known && types ? `${known.path}/any(t: ${types.map((type) => `t eq ${quoted(type)}`).join(" or ")})` : "";

/** A condition that begins with the types of its request, without them. */
export function withoutTypes(condition: string, report: Pick<Report, "types">, types: readonly string[] | undefined): string {
  const term = typesTerm(report, types);
  if (term === "" || condition === term) return term === "" ? condition : "";
  return condition.startsWith(`${term} and `) ? condition.slice(`${term} and `.length) : condition;
}
