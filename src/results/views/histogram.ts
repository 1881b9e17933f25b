import type { Histogram, HistogramParts } from "../rows.ts";
import type { Outcome } from "../../reports/index.ts";
import type { CellCodes } from "../columns/cellCodes.ts";
import type { Compare } from "../columns/compareCells.ts";
import { compareDifferent } from "../columns/comparePlaces.ts";
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
  /** The field by whose values the rows are parted; missing: they are not. */
  readonly by?: PartSource;
}

/** What the rows have in a field. */
export interface PartSource {
  readonly path: string;
  readonly codes: CellCodes;
  readonly compare: Compare;
}

/** Values that have parts of their own: more than can be told apart by their colours help nobody. */
const mostParts = 5;
/** Rows whose values are found out between two pauses: a page to read at most. */
const codesAtOnce = 1024;

/** Parts the rows that stand between edges; undefined when they are no longer the same. */
function* partsOf(
  binOfRow: Int32Array,
  bins: number,
  { path, codes, compare }: PartSource,
  areSame: () => boolean,
): Work<HistogramParts | undefined> {
  const rows = Uint32Array.from(binOfRow.keys()).filter((row) => (binOfRow[row] ?? -1) >= 0);
  for (let from = 0; from < rows.length; from += codesAtOnce) {
    codes.take(rows.subarray(from, from + codesAtOnce));
    yield;
    if (!areSame()) return undefined;
  }
  const { values } = codes;
  const counts = new Uint32Array(values.length);
  for (const row of rows) {
    const code = codes.codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const present = [...counts.keys()].filter((code) => (counts[code] ?? 0) > 0);
  const byValue = compareDifferent(values, compare);
  const first = present.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || byValue(a, b)).slice(0, mostParts);
  const partOf = new Uint8Array(values.length).fill(mostParts);
  for (const [part, code] of first.entries()) partOf[code] = part;
  const found = Array.from({ length: mostParts + 1 }, () => new Array<number>(bins).fill(0));
  for (const row of rows) {
    const part = found[partOf[codes.codes[row] ?? 0] ?? mostParts];
    const bin = binOfRow[row] ?? -1;
    if (part) part[bin] = (part[bin] ?? 0) + 1;
  }
  return {
    path,
    values: first.map((code, part) => ({ value: values[code] ?? null, rows: found[part] ?? [] })),
    others: found[mostParts] ?? [],
    otherValues: present.length - first.length,
  };
}

/** Counts the rows of a view between edges in time, bounds of the time left aside. */
export function* histogram(view: ViewRows, edges: readonly number[], source: HistogramSource): Work<Histogram> {
  const { by } = source;
  if (!by) return yield* histogramOf(view, edges, source);
  for (;;) {
    const bins = new Int32Array(view.seen).fill(-1);
    const answer = yield* histogramOf(view, edges, source, bins);
    const version = source.version();
    const parts = yield* partsOf(bins, Math.max(0, edges.length - 1), by, () => version === source.version());
    // Rows have become others meanwhile: the two would not be of the same ones.
    if (parts) return { ...answer, by: parts };
  }
}

/** `binOfRow`: is told of each row of the view between which edges it stands; of rows that it has no room for, nothing is counted. */
function* histogramOf(view: ViewRows, edges: readonly number[], source: HistogramSource, binOfRow?: Int32Array): Work<Histogram> {
  const end = (): number => Math.min(view.seen, binOfRow?.length ?? Infinity);
  const bins = Math.max(0, edges.length - 1);
  const limits = Float64Array.from(edges);
  const kept = view.filter?.kept(source.timeField);
  let counts = new Uint32Array(outcomes.length * bins);
  let outside = 0;
  let version = source.version();
  for (let from = 0; from < end();) {
    if (version !== source.version()) {
      version = source.version();
      counts = new Uint32Array(counts.length);
      binOfRow?.fill(-1);
      from = outside = 0;
    }
    const to = Math.min(end(), from + (source.times.isSlow || source.outcomes.isSlow ? 1024 : 65_536));
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
      if (binOfRow) binOfRow[rows[index] ?? 0] = bin;
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
