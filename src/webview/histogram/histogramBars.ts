import type { Brush, Cell, CoveredStretch, GridState, Histogram, HistogramPart, HistogramParts } from "../../protocol/grid.ts";
import type { Outcome } from "../../reports/report.ts";
import { stretchAction } from "../status/coverageText.ts";
import type { Zone } from "../../query/zone.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { formatInstant, formatStretch, instantParts } from "../../records/formatInstant.ts";
import { wallAt } from "../../query/zone.ts";

/** The rows between two edges; times in milliseconds since 1970, `to` exclusive. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** The same rows by the series that they are parted into; missing: by outcome. */
  readonly parts?: readonly number[];
}

/** What one colour of the bars stands for. */
export interface Series {
  /** Of a field; missing: all other values of it. */
  readonly part?: HistogramPart;
  /** As it is read. */
  readonly name: string;
  readonly rows: number;
}

/** Bars `first` to `last`, both included. */
export interface BarSpan {
  readonly first: number;
  readonly last: number;
}

/** From the bottom of a bar to its top: what went wrong stands on the ground, where heights can be compared. */
export const stack: readonly Outcome[] = ["failure", "interrupt", "other", "success"];

/** An outcome behind a number of rows, and in a sentence about rows. */
export const outcomeWords: Record<Outcome, { readonly word: string; readonly verb: string }> = {
  failure: { word: "failed", verb: "failed" },
  interrupt: { word: "interrupted", verb: "were interrupted" },
  other: { word: "other", verb: "ended otherwise" },
  success: { word: "succeeded", verb: "succeeded" },
};

/** Counts between the edges they were asked for. */
export function barsOf(edges: readonly number[], { outcomes, by }: Pick<Histogram, "outcomes" | "by">): Bar[] {
  const series = by && [...by.values.map(({ rows }) => rows), by.others];
  return edges.slice(1).map((to, at) => {
    const counts = Object.fromEntries(stack.map((outcome) => [outcome, outcomes[outcome][at] ?? 0])) as Record<Outcome, number>;
    return {
      from: edges[at] ?? to,
      to,
      rows: stack.reduce((sum, outcome) => sum + counts[outcome], 0),
      outcomes: counts,
      ...(series && { parts: series.map((rows) => rows[at] ?? 0) }),
    };
  });
}

/** The series of bars that are parted by a field, in the order of their parts; the last are the other values. `text`: a value as it is read. */
export function seriesOf({ values, others, otherValues }: HistogramParts, text: (cell: Cell) => string): Series[] {
  const sum = (rows: readonly number[]): number => rows.reduce((total, count) => total + count, 0);
  return [
    ...values.map((part) => ({ part, name: part.value === null ? "(none)" : text(part.value) || "(empty)", rows: sum(part.rows) })),
    { name: otherValues === 1 ? "of another value" : `of ${formatCount(otherValues)} others`, rows: sum(others) },
  ];
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** `18 Nov 09:00 – 10:00`, with seconds where minutes do not tell the ends apart. */
export function timeWords(from: number, to: number, zone: Zone, now: Date): string {
  const isWhole = (ms: number): boolean => ms % 60_000 === 0;
  if (to - from >= 60_000 || (isWhole(from) && isWhole(to))) return formatStretch(isoOf(from), isoOf(to), zone, now);
  const end = instantParts(isoOf(to), zone, now);
  return `${formatInstant(isoOf(from), zone, now)} – ${end ? end.time + end.offset : ""}`;
}

/** `12 rows, 3 failed`; successes are the rest. Parted by a field: `12 rows: 9 CH, 3 DE`. */
export function countWords(bars: readonly Bar[], series?: readonly Series[]): string {
  const sum = (count: (bar: Bar) => number): number => bars.reduce((total, bar) => total + count(bar), 0);
  if (series) {
    const some = series
      .map(({ name }, at) => ({ name, rows: sum(({ parts }) => parts?.[at] ?? 0) }))
      .filter(({ rows }) => rows > 0)
      .map(({ name, rows }) => `${formatCount(rows)} ${name}`);
    const all = counted(sum(({ rows }) => rows), "row"); // prettier-ignore
    return some.length > 0 ? `${all}: ${some.join(", ")}` : all;
  }
  const parts = stack
    .filter((outcome) => outcome !== "success")
    .map((outcome) => ({ outcome, rows: sum((bar) => bar.outcomes[outcome]) }))
    .filter(({ rows }) => rows > 0)
    .map(({ outcome, rows }) => `${formatCount(rows)} ${outcomeWords[outcome].word}`);
  return [
    counted(
      sum(({ rows }) => rows),
      "row",
    ),
    ...parts,
  ].join(", ");
}

/** `18 Nov 09:00 – 10:00: 12 rows, 3 failed`. */
export function spanWords(bars: readonly Bar[], { first, last }: BarSpan, zone: Zone, now: Date, series?: readonly Series[]): string {
  const [start, end] = [bars[first], bars[last]];
  return start && end ? `${timeWords(start.from, end.to, zone, now)}: ${countWords(bars.slice(first, last + 1), series)}` : "";
}

/** The bars that a brush has, as far as it has any. */
export function spanOf(bars: readonly Bar[], brush: Brush | undefined): BarSpan | undefined {
  if (!brush) return undefined;
  const [from, to] = [Date.parse(brush.from), Date.parse(brush.to)];
  const first = bars.findIndex((bar) => bar.to > from);
  const last = bars.findLastIndex((bar) => bar.from < to);
  return first < 0 || last < first ? undefined : { first, last };
}

/** What a bar without rows stands in, when that can be fetched: of several stretches the one that has most of it. */
export function missingAt({ from, to, rows }: Bar, { run, phase }: Pick<GridState, "run" | "phase">): CoveredStretch | undefined {
  if (rows > 0) return undefined;
  const msIn = (stretch: CoveredStretch): number => Math.min(to, Date.parse(stretch.to)) - Math.max(from, Date.parse(stretch.from));
  return run.coverage
    .filter((stretch) => stretchAction(stretch, phase) === "fetch" && msIn(stretch) > 0)
    .reduce<CoveredStretch | undefined>((most, stretch) => (most && msIn(most) >= msIn(stretch) ? most : stretch), undefined);
}

/** The stretch of some bars, to ask for. */
export function brushOf(bars: readonly Bar[], { first, last }: BarSpan): Brush | undefined {
  const [start, end] = [bars[first], bars[last]];
  return start && end ? { from: isoOf(start.from), to: isoOf(end.to) } : undefined;
}

/** A label of the axis: the day where it begins, at midnight or when the clock passes over that, else the time of day. */
export function tickWords(ms: number, stepMs: number, withDay: boolean, zone: Zone, now: Date): string {
  const { day, time } = instantParts(isoOf(ms), zone, now) ?? { day: "", time: "" };
  const dayNumber = (at: number): number => Math.floor(wallAt(at, zone) / 86_400_000);
  if (time === "00:00:00" || dayNumber(ms - 1) < dayNumber(ms)) return day;
  const short = stepMs < 60_000 ? time : time.slice(0, 5);
  return withDay ? `${day} ${short}` : short;
}
