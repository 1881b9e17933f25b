import type { Report } from "../../reports/index.ts";
import type { Scope } from "../checks/known.ts";
import { knownOf } from "../checks/knownOf.ts";
import type { Within } from "../inquiry.ts";

/** The variables of the lambdas that are open, each with the path of its items. */
export function scopeOf(within: Within | undefined, report: Report): Scope {
  const lambdas: (Within & { readonly in: "lambda" })[] = [];
  for (let at = within; at; at = at.outer) if (at.in === "lambda") lambdas.unshift(at);
  const scope = new Map<string, string | undefined>();
  for (const { source, variable } of lambdas) {
    const { kind, field } = knownOf(source, report, scope);
    scope.set(variable, kind === "list" && field ? `${field.path}/[]` : undefined);
  }
  return scope;
}
