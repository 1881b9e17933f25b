import { check, compile, parseFilter } from "../../query/index.ts";
import type { ViewClause } from "../api.ts";
import { conditionFilter } from "./conditionFilter.ts";
import { problemSentence, type FilterSource } from "./localFilter.ts";
import { orLetThrough } from "./orLetThrough.ts";
import { both, type RowFilter } from "./rowFilter.ts";
import { ViewFilter } from "./viewFilter.ts";

/** A condition of a view cannot be read. */
export class UnreadableClause extends Error {
  override readonly name = "UnreadableClause";
}

/** The filter of a view and its clauses in one; `undefined` when there is neither. */
export function viewFilter(filter: RowFilter | undefined, clauses: readonly ViewClause[], source: FilterSource): ViewFilter | undefined {
  const base = filter ? [filter] : [];
  const picks = new Map<string, RowFilter[]>();
  for (const { condition, path } of clauses) {
    const clause = clauseFilter(condition, source);
    if (path === undefined) {
      base.push(clause);
      continue;
    }
    const canonical = source.columns.canonical(path);
    picks.set(canonical, [...(picks.get(canonical) ?? []), clause]);
  }
  if (base.length === 0 && picks.size === 0) return undefined;
  return new ViewFilter(base.length > 0 ? both(base) : undefined, new Map([...picks].map(([path, filters]) => [path, both(filters)])));
}

/** Throws an `UnreadableClause` when the condition cannot be read. */
export function clauseFilter(condition: string, source: FilterSource): RowFilter {
  const { report, now } = source;
  const { expression, errors } = parseFilter(condition);
  const [wrong] = expression ? [...errors, ...check(expression, report).filter(({ severity }) => severity === "error")] : errors;
  if (!expression || wrong) throw new UnreadableClause(wrong ? problemSentence(wrong) : "A condition of the view is empty");
  return conditionFilter(expression, source, (part) => orLetThrough(compile(part, { now, report })));
}
