import { reportById } from "../reports/index.ts";
import type { Query } from "./query.ts";
import { resolveRange, type RangeOptions } from "./resolveRange.ts";
import { timeSpan, type Moment } from "./timeSpan.ts";

/** A query's range without the parts in which its condition cannot hold, wherever in it bounds of the time stand. Both ends belong to it. */
export function stretchOf({ report, range, where }: Query, options: RangeOptions): { from: Date; to: Date } {
  const { from, to } = resolveRange(range, options);
  const span = where ? timeSpan(where, reportById(report).timeField) : {};
  const dateOf = (moment: Moment) => new Date("at" in moment ? moment.at : options.now.getTime() - moment.ago);
  const [first, last] = [span.from && dateOf(span.from), span.to && dateOf(span.to)];
  return { from: first && first > from ? first : from, to: last && last < to ? last : to };
}
