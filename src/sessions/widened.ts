import { resolveRange, type Query, type Range, type RangeOptions } from "../query/index.ts";
import { reportById } from "../reports/index.ts";

const ladder: readonly (Range & { readonly kind: "last" })[] = [
  { kind: "last", amount: 1, unit: "h" },
  { kind: "last", amount: 24, unit: "h" },
  { kind: "last", amount: 7, unit: "d" },
  { kind: "last", amount: 30, unit: "d" },
];
const hours = { m: 1 / 60, h: 1, d: 24, w: 168, mo: 720 };
const hourMs = 3_600_000;

const hoursOf = ({ amount, unit }: Range & { readonly kind: "last" }): number => amount * hours[unit];

/** The same query over the next longer usual range, or over one that reaches back twice as far; undefined when the service keeps nothing older. */
export function widened(query: Query, options: RangeOptions): Query | undefined {
  const { range } = query;
  const { retentionDays } = reportById(query.report);
  if (range.kind === "last") {
    const longer = ladder.find((one) => hoursOf(one) > hoursOf(range) && hoursOf(one) <= retentionDays * 24);
    return longer && { ...query, range: longer };
  }
  const { from, to } = resolveRange(range, options);
  const oldest = options.now.getTime() - retentionDays * 24 * hourMs;
  const earlier = Math.max(oldest, 2 * from.getTime() - to.getTime());
  return earlier < from.getTime() ? { ...query, range: { ...range, from: new Date(earlier).toISOString() } } : undefined;
}
