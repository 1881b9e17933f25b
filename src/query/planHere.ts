import { reportById } from "../reports/index.ts";
import type { Expression } from "./expression.ts";
import { parseFilter } from "./parseFilter.ts";
import type { Query } from "./query.ts";
import type { RangeOptions } from "./resolveRange.ts";
import { conjunction, conjuncts } from "./rewrite.ts";
import { stretchOf } from "./stretchOf.ts";
import { takeTypes } from "./takeTypes.ts";
import { quoted } from "./tokens.ts";

/** What there is to do here of a query of which nothing is answered. */
export interface PlanHere {
  /** Both ends belong to the range. */
  readonly from: Date;
  readonly to: Date;
  /** What each record must meet. */
  readonly here?: Expression;
}

/**
 * How a query is carried out where nothing of it is answered: each record in the range is tested here. It means what the query means: without any type of
 * sign-ins being named, those of people at a screen. A record that does not say its type is let through. Variables must have been substituted.
 */
export function planHere(query: Query, options: RangeOptions): PlanHere {
  const terms = query.where ? conjuncts(query.where) : [];
  const stretch = stretchOf(query, options);
  const report = reportById(query.report);
  const types = takeTypes(query, terms).types ?? report.types?.usual ?? [];
  const typed = report.types && types.length > 0 ? ofTypes(types, report.types.path) : undefined;
  const here = conjunction([...(typed ? [typed] : []), ...terms]);
  return { ...stretch, ...(here && { here }) };
}

function ofTypes(types: readonly string[], path: string): Expression | undefined {
  const one = types.map((type) => `t eq ${quoted(type)}`).join(" or ");
  return parseFilter(`${path}/any(t: ${one}) or not ${path}/any()`).expression;
}
