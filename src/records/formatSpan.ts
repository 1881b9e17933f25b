import { formatCount } from "./counted.ts";

/** `0.8 s`, `24 s`, `3 min 5 s`. */
export function formatElapsed(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${String(seconds)} s` : `${formatCount(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/** A length of time in one unit: `20 s`, `15 min`, `2 h`, `3 days`. */
export function formatSpan(ms: number): string {
  const [unit, unitMs] =
    ms < 120_000 ? ["s", 1_000] : ms < 7_200_000 ? ["min", 60_000] : ms < 172_800_000 ? ["h", 3_600_000] : ["days", 86_400_000];
  return `${formatCount(Math.max(1, Math.round(ms / Number(unitMs))))} ${String(unit)}`;
}
