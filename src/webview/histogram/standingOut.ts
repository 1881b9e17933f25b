import type { CoveredStretch } from "../../protocol/grid.ts";
import { wallAt, type Zone } from "../../query/zone.ts";
import { formatCount } from "../../records/counted.ts";
import type { Bar } from "./histogramBars.ts";

/** A count of a bar that is far from what is usual at its time. */
export interface Mark {
  readonly of: "failures" | "rows";
  readonly count: number;
  /** The median of what it is compared with. */
  readonly usual: number;
}

const dayMs = 24 * 3_600_000;
/** Fewer bars to compare with say nothing of what is usual. */
const leastSamples = 4;
/** So many rows more, or less, than usual at least: small numbers jump. */
const leastDistance = 10;
/** So many times the usual spread away from the median at least. */
const spreads = 6;
/** And so many times as much as usual at least; or, where rows are missing, at most one part of so many of it. */
const times = 3;
/** Of a normal distribution, the standard deviation is so many times the median distance from the median. */
const deviationsPerMad = 1.4826;
/** Bars of the same time of day are as long, but where a clock is put forward or back. */
const lengthTolerance = 0.1;

/**
 * Which bars stand out, and in what; by their places. A bar is compared with the others of the range that begin at the same time of the day and are as long: those of
 * the same weekday or, where these are fewer than four, those of days of its kind, workdays or weekends. With fewer than four of them, or bars longer than a day,
 * nothing is marked. Of what it is compared with every row must be there: bars that are not fetched to the end, and those that the ends of the range cut, count for nothing.
 *
 * A bar is marked when it has at least 10 rows more than the median of the others, 3 times as many, and is further from it than 6 times their spread. The spread is 1.4826 times
 * the median distance from the median, but no less than the square root of the median, which is how far counts of independent events spread by themselves. Failures are looked at first,
 * then all rows. A bar with as much less (of all rows, a third at most) is marked too, when all of it is fetched and nothing of it is expected to come late. Medians do not follow a few
 * bars that stand out themselves, so that one spike hides no other.
 */
export function standingOut(
  bars: readonly Bar[],
  { coverage, zone }: { readonly coverage: readonly CoveredStretch[]; readonly zone: Zone },
): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>();
  const placed = bars.map((bar, at) => ({
    bar,
    ...placeOf(bar, zone),
    isWhole: at > 0 && at < bars.length - 1 && isFetched(bar, coverage),
  }));
  const bySlot = new Map<number, typeof placed>();
  for (const one of placed) bySlot.set(one.slot, [...(bySlot.get(one.slot) ?? []), one]);
  for (const [at, one] of placed.entries()) {
    const { bar, slot, weekday, isWhole } = one;
    if (bar.to - bar.from > dayMs * (1 + lengthTolerance)) continue;
    const isAsLong = (other: Bar): boolean =>
      Math.abs(other.to - other.from - (bar.to - bar.from)) <= lengthTolerance * (bar.to - bar.from);
    const peers = (bySlot.get(slot) ?? []).filter((other) => other !== one && other.isWhole && isAsLong(other.bar));
    const sameDay = peers.filter((other) => other.weekday === weekday);
    const samples = sameDay.length >= leastSamples ? sameDay : peers.filter((other) => isWeekend(other.weekday) === isWeekend(weekday));
    if (samples.length < leastSamples) continue;
    const failures = farFrom(bar.outcomes.failure, samples.map((other) => other.bar.outcomes.failure), false); // prettier-ignore
    if (failures !== undefined) {
      marks.set(at, { of: "failures", count: bar.outcomes.failure, usual: failures });
      continue;
    }
    const isFinal = isWhole && isFetched(bar, coverage, true);
    const rows = farFrom(bar.rows, samples.map((other) => other.bar.rows), isFinal); // prettier-ignore
    if (rows !== undefined) marks.set(at, { of: "rows", count: bar.rows, usual: rows });
  }
  return marks;
}

/** `31 failed, usually 2 at this time`. */
export const markWords = ({ of, count, usual }: Mark): string =>
  `${formatCount(count)} ${of === "failures" ? "failed" : count === 1 ? "row" : "rows"}, usually ${formatCount(Math.round(usual))} at this time`;

/** The time of the day by the clock of the zone, and the weekday, Sunday as 0. */
function placeOf({ from }: Bar, zone: Zone): { readonly slot: number; readonly weekday: number } {
  const wall = wallAt(from, zone);
  return { slot: ((wall % dayMs) + dayMs) % dayMs, weekday: new Date(wall).getUTCDay() };
}

const isWeekend = (weekday: number): boolean => weekday === 0 || weekday === 6;

/** All of the bar's time is fetched; `isFinal`: and no row of it is expected to come late. */
function isFetched({ from, to }: Bar, coverage: readonly CoveredStretch[], isFinal = false): boolean {
  const missing = coverage.some(
    (stretch) =>
      stretch.state !== "complete" &&
      (isFinal || stretch.state !== "settling") &&
      Date.parse(stretch.from) < to &&
      Date.parse(stretch.to) > from,
  );
  return coverage.length > 0 && !missing;
}

/** The median of the samples, where the count is far above it or, if that is asked for, far below. */
function farFrom(count: number, samples: readonly number[], below: boolean): number | undefined {
  const usual = median(samples);
  const spread = Math.max(deviationsPerMad * median(samples.map((sample) => Math.abs(sample - usual))), Math.sqrt(usual));
  const distance = count - usual;
  if (Math.abs(distance) < leastDistance || Math.abs(distance) <= spreads * spread) return undefined;
  const isFar = distance > 0 ? count >= times * usual : below && count * times <= usual;
  return isFar ? usual : undefined;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [left = 0, right = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (left + right) / 2;
}
