import type { Expression } from "./expression.ts";
import { signInTypes, type Query, type SignInType } from "./query.ts";
import { rewrite } from "./rewrite.ts";
import { isTypesLambda, typesAsked, typesNeeded } from "./typesAsked.ts";

/** The types to ask for: a condition about them in `where` counts too, since without any the service leaves out all but interactive users. */
export function takeTypes(
  { types, where }: Query,
  terms: readonly Expression[],
): { types: readonly SignInType[] | undefined; rest: readonly Expression[] } {
  if (types && types.length > 0) return { types, rest: terms };
  for (const [index, term] of terms.entries()) {
    const asked = typesAsked(term);
    if (asked) return { types: asked, rest: terms.toSpliced(index, 1) };
  }
  return { types: where && mentionsTypes(where) ? (typesNeeded(where) ?? signInTypes) : undefined, rest: terms };
}

function mentionsTypes(where: Expression): boolean {
  let found = false;
  rewrite(where, (part) => {
    found ||= isTypesLambda(part) || (part.type === "path" && part.members.some((member) => member.toLowerCase() === "signineventtypes"));
    return undefined;
  });
  return found;
}
