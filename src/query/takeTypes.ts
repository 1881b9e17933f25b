import { reportById, type EventTypes } from "../reports/index.ts";
import type { Expression } from "./expression.ts";
import type { Query } from "./query.ts";
import { rewrite } from "./rewrite.ts";
import { isTypesLambda, typesAsked, typesNeeded } from "./typesAsked.ts";

/** The types to ask for: a condition about them in `where` counts too, since without any the service leaves out all but the usual ones. None of a report that has no types. */
export function takeTypes(
  { report: id, types, where }: Query,
  terms: readonly Expression[],
): { types: readonly string[] | undefined; rest: readonly Expression[] } {
  const report = reportById(id);
  if (!report.types) return { types: undefined, rest: terms };
  if (types && types.length > 0) return { types, rest: terms };
  for (const [index, term] of terms.entries()) {
    const asked = typesAsked(term, report);
    if (asked) return { types: asked, rest: terms.toSpliced(index, 1) };
  }
  return {
    types: where && mentionsTypes(where, report.types) ? (typesNeeded(where, report) ?? report.types.names) : undefined,
    rest: terms,
  };
}

function mentionsTypes(where: Expression, types: EventTypes): boolean {
  let found = false;
  rewrite(where, (part) => {
    found ||=
      isTypesLambda(part, types) ||
      (part.type === "path" && part.members.some((member) => member.toLowerCase() === types.path.toLowerCase()));
    return undefined;
  });
  return found;
}
