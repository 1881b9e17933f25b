import { resolveRange, type Query, type Range, type RangeOptions } from "../query/index.ts";
import { reportById } from "../reports/index.ts";
import { plan } from "../sources/graph/plan.ts";

type Last = Range & { readonly kind: "last" };

const ladder: readonly Last[] = [
  { kind: "last", amount: 1, unit: "h" },
  { kind: "last", amount: 24, unit: "h" },
  { kind: "last", amount: 7, unit: "d" },
  { kind: "last", amount: 30, unit: "d" },
];
const hours = { m: 1 / 60, h: 1, d: 24, w: 168, mo: 720 };
const hourMs = 3_600_000;

const hoursOf = ({ amount, unit }: Last): number => amount * hours[unit];

/**
 * The same query over the next longer usual range, or over one that reaches back twice as far; undefined when that would ask the service for nothing older: it
 * keeps none, or a condition bounds the time.
 */
export function widened(query: Query, options: RangeOptions): Query | undefined {
  const { range } = query;
  const { retentionDays } = reportById(query.report);
  if (range.kind === "last") {
    const longer = ladder.filter((one) => hoursOf(one) > hoursOf(range) && hoursOf(one) <= retentionDays * 24);
    return longer.map((one) => ({ ...query, range: one })).find((wider) => asksFurtherBack(wider, query, options));
  }
  const { from, to } = resolveRange(range, options);
  const oldest = options.now.getTime() - retentionDays * 24 * hourMs;
  const earlier = Math.max(oldest, 2 * from.getTime() - to.getTime());
  if (!(earlier < from.getTime())) return undefined;
  const wider: Query = { ...query, range: { ...range, from: new Date(earlier).toISOString() } };
  return asksFurtherBack(wider, query, options) ? wider : undefined;
}

/** What `wider` asks the service for begins before what `query` asks it for. */
export function asksFurtherBack(wider: Query, query: Query, options: RangeOptions): boolean {
  const { from, to, requests } = plan(wider, options);
  return requests.length > 0 && from < to && from < plan(query, options).from;
}
