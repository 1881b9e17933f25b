const units = [
  ["min", 60_000],
  ["h", 3_600_000],
  ["days", 86_400_000],
] as const;

/** `25 min ago`, in a unit in which it is at least two; `just now` for less than two minutes. */
export function timeAgo(ms: number): string {
  const [unit, unitMs] = units.findLast(([, length]) => ms >= 2 * length) ?? [];
  return unit === undefined ? "just now" : `${Math.floor(ms / unitMs)} ${unit} ago`;
}
