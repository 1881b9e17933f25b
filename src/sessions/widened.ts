import type { Range } from "../query/index.ts";

const ladder: readonly (Range & { readonly kind: "last" })[] = [
  { kind: "last", amount: 1, unit: "h" },
  { kind: "last", amount: 24, unit: "h" },
  { kind: "last", amount: 7, unit: "d" },
  { kind: "last", amount: 30, unit: "d" },
];
const hours = { m: 1 / 60, h: 1, d: 24, w: 168, mo: 720 };
const hourMs = 3_600_000;

const hoursOf = ({ amount, unit }: Range & { readonly kind: "last" }): number => amount * hours[unit];

/**
 * The next longer usual range, or one that reaches back twice as far; undefined when the service keeps nothing older.
 * `resolved`: what the range means now.
 */
export function widened(
  range: Range,
  resolved: { readonly from: Date; readonly to: Date },
  now: Date,
  retentionDays: number,
): Range | undefined {
  if (range.kind === "last") return ladder.find((longer) => hoursOf(longer) > hoursOf(range) && hoursOf(longer) <= retentionDays * 24);
  const oldest = now.getTime() - retentionDays * 24 * hourMs;
  const from = Math.max(oldest, 2 * resolved.from.getTime() - resolved.to.getTime());
  return from < resolved.from.getTime() ? { ...range, from: new Date(from).toISOString() } : undefined;
}
