import { reportById } from "../reports/index.ts";
import type { Expression } from "./expression.ts";
import { parseFilter } from "./parseFilter.ts";
import { narrowed, takeTypes, type Plan } from "./plan.ts";
import type { Query } from "./query.ts";
import { resolveRange, type RangeOptions } from "./resolveRange.ts";
import { conjunction, conjuncts } from "./rewrite.ts";
import { quoted } from "./tokens.ts";

/**
 * How a query is carried out where nothing of it is answered: each record in the range is tested here. The meaning is that of `plan`: without any type of
 * sign-ins being named, those of people at a screen. A record that does not say its type is let through. Variables must have been substituted.
 */
export function planHere(query: Query, options: RangeOptions): Pick<Plan, "from" | "to" | "here"> {
  const report = reportById(query.report);
  const terms = query.where ? conjuncts(query.where) : [];
  const stretch = narrowed(resolveRange(query.range, options), query.where, report, options);
  const types = takeTypes(query, terms).types ?? report.types?.usual ?? [];
  const typed = report.types && types.length > 0 ? ofTypes(types, report.types.path) : undefined;
  const here = conjunction([...(typed ? [typed] : []), ...terms]);
  return { ...stretch, ...(here && { here }) };
}

function ofTypes(types: readonly string[], path: string): Expression | undefined {
  const one = types.map((type) => `t eq ${quoted(type)}`).join(" or ");
  return parseFilter(`${path}/any(t: ${one}) or not ${path}/any()`).expression;
}
