import type { Outcome } from "../../reports/report.ts";
import type { RowOutcomes } from "../columns/rowOutcomes.ts";
import type { RowTimes } from "../columns/rowTimes.ts";
import type { RowFilter } from "../filters/rowFilter.ts";
import type { Work } from "../steps.ts";

/** What is counted: rows, or attempts of several rows. */
export interface Events {
  /** The last row of each, ascending. */
  readonly rows: Uint32Array;
  /** For how many rows each stands; missing: for one. */
  readonly sizes: Uint32Array | undefined;
  /** When the last row of each happened, and the first: milliseconds since 1970, NaN where no row has a time. */
  readonly times: Float64Array;
  readonly firsts: Float64Array;
  /** How each ended, as a place in `outcomes`. */
  readonly ends: Uint8Array;
}

/** In the order in which they are counted. */
export const outcomes = ["success", "failure", "interrupt", "other"] as const satisfies readonly Outcome[];

export interface EventSource {
  readonly times: RowTimes;
  readonly outcomes: RowOutcomes;
}

// Rows whose time or outcome is on a page: a page to read at most, mostly.
const slowAtOnce = 512;
const atOnce = 16_384;
// Rows that a filter looks at between two pauses: it may have to read their pages.
const filteredAtOnce = 512;

/** `sizes` and `firsts` of attempts, which rows stand for. */
export function* eventsOf(rows: Uint32Array, source: EventSource, attempts?: Pick<Events, "sizes" | "firsts">): Work<Events> {
  const [times, ends] = [new Float64Array(rows.length), new Uint8Array(rows.length)];
  const step = source.times.isSlow || source.outcomes.isSlow ? slowAtOnce : atOnce;
  for (let from = 0; from < rows.length; from += step) {
    const some = rows.subarray(from, from + step);
    source.times.read(some, times.subarray(from, from + step));
    source.outcomes.read(some, ends.subarray(from, from + step), outcomes);
    yield;
  }
  return { rows, sizes: attempts?.sizes, times, firsts: attempts?.firsts ?? times, ends };
}

/** Those whose last row the filter lets through. */
export function* eventsWhere(events: Events, filter: RowFilter): Work<Events> {
  const { rows } = events;
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (let index = 0; index < rows.length;) {
    const from = rows[index] ?? 0;
    const start = index;
    while (index < rows.length && (rows[index] ?? 0) < from + filteredAtOnce) index++;
    const mask = new Uint8Array((rows[index - 1] ?? 0) + 1 - from);
    for (let at = start; at < index; at++) mask[(rows[at] ?? 0) - from] = 1;
    filter.test(from, mask);
    for (let at = start; at < index; at++) if (mask[(rows[at] ?? 0) - from]) kept[count++] = at;
    yield;
  }
  return yield* chosen(events, kept.subarray(0, count));
}

function* chosen({ rows, sizes, times, firsts, ends }: Events, places: Uint32Array): Work<Events> {
  const pick = <Kind extends Uint32Array | Float64Array | Uint8Array>(all: Kind, into: Kind): Kind => {
    for (let index = 0; index < places.length; index++) into[index] = all[places[index] ?? 0] ?? 0;
    return into;
  };
  const rowsKept = pick(rows, new Uint32Array(places.length));
  yield;
  const sizesKept = sizes && pick(sizes, new Uint32Array(places.length));
  yield;
  const timesKept = pick(times, new Float64Array(places.length));
  yield;
  const firstsKept = firsts === times ? timesKept : pick(firsts, new Float64Array(places.length));
  yield;
  return { rows: rowsKept, sizes: sizesKept, times: timesKept, firsts: firstsKept, ends: pick(ends, new Uint8Array(places.length)) };
}

/** Rows that events stand for. */
export function* sizeOf({ rows, sizes }: Events): Work<number> {
  if (!sizes) return rows.length;
  let sum = 0;
  for (let from = 0; from < sizes.length; from += atOnce) {
    for (let index = from; index < Math.min(sizes.length, from + atOnce); index++) sum += sizes[index] ?? 0;
    yield;
  }
  return sum;
}
