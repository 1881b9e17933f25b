import type { Histogram } from "../rows.ts";
import type { Outcome } from "../../reports/index.ts";
import type { RowOutcomes } from "../columns/rowOutcomes.ts";
import type { RowTimes } from "../columns/rowTimes.ts";
import type { Work } from "../steps.ts";
import type { ViewRows } from "./viewRows.ts";

const places: Record<Outcome, number> = { success: 0, failure: 1, interrupt: 2, other: 3 };
const outcomes = Object.keys(places) as Outcome[];

export interface HistogramSource {
  /** As the report writes it. */
  readonly timeField: string;
  readonly times: RowTimes;
  readonly outcomes: RowOutcomes;
  /** Changes when rows have become others. */
  version(): number;
}

/** Counts the rows of a view between edges in time, bounds of the time left aside. */
export function* histogram(view: ViewRows, edges: readonly number[], source: HistogramSource): Work<Histogram> {
  const bins = Math.max(0, edges.length - 1);
  const limits = Float64Array.from(edges);
  const kept = view.filter?.kept(source.timeField);
  let counts = new Uint32Array(outcomes.length * bins);
  let outside = 0;
  let version = source.version();
  for (let from = 0; from < view.seen;) {
    if (version !== source.version()) {
      version = source.version();
      counts = new Uint32Array(counts.length);
      from = outside = 0;
    }
    const to = Math.min(view.seen, from + (source.times.isSlow || source.outcomes.isSlow ? 1024 : 65_536));
    const rows = rowsOf(view, from, to, kept);
    const [times, ends] = [new Float64Array(rows.length), new Uint8Array(rows.length)];
    source.times.read(rows, times);
    source.outcomes.read(rows, ends, outcomes);
    let bin = 0;
    for (let index = 0; index < rows.length; index++) {
      const time = times[index] ?? NaN;
      // Rows come nearly in the order of their times.
      if (!(time >= (limits[bin] ?? NaN) && time < (limits[bin + 1] ?? NaN))) {
        const other = binOf(limits, time);
        if (other < 0) {
          outside++;
          continue;
        }
        bin = other;
      }
      const place = (ends[index] ?? 0) * bins + bin;
      counts[place] = (counts[place] ?? 0) + 1;
    }
    from = to;
    yield;
  }
  const of = (outcome: Outcome) => [...counts.subarray(places[outcome] * bins, (places[outcome] + 1) * bins)];
  return { outcomes: { success: of("success"), failure: of("failure"), interrupt: of("interrupt"), other: of("other") }, outside };
}

/** Negative: before the first edge, at or after the last, or no time. */
function binOf(limits: Float64Array, time: number): number {
  if (!(time >= (limits[0] ?? NaN)) || !(time < (limits[limits.length - 1] ?? NaN))) return -1;
  let low = 0;
  for (let high = limits.length - 2; low < high;) {
    const middle = (low + high + 1) >> 1;
    if ((limits[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

function rowsOf({ filter }: ViewRows, from: number, to: number, kept: Uint8Array | undefined): Uint32Array {
  const rows = new Uint32Array(to - from);
  const states = filter?.states;
  let count = 0;
  for (let row = from; row < to; row++) if (!states || !kept || kept[states[row] ?? 0]) rows[count++] = row;
  return rows.subarray(0, count);
}
