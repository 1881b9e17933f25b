import type { RowFilter } from "../filters/rowFilter.ts";
import type { Found } from "../rows.ts";
import type { Work } from "../steps.ts";
import type { ViewRows } from "./viewRows.ts";

const atOnce = 16_384;

/** Positions of a view, ascending, whose records pass; those of closed groups have none, and of closed repeats the latest has that of their line. `records`: how many the result has. */
export function* findPositions(rows: ViewRows, filter: RowFilter, records: number, ready: (end: number) => Work<void>): Work<Uint32Array> {
  const passes = new Uint8Array(records).fill(1);
  for (let from = 0; from < records; from += atOnce) {
    const to = Math.min(records, from + atOnce);
    yield* ready(to);
    filter.test(from, passes.subarray(from, to));
    yield;
  }
  const positions = new Uint32Array(rows.length);
  let count = 0;
  for (let from = 0; from < rows.length; from += atOnce) {
    const places = rows.recordsIn(from, Math.min(rows.length, from + atOnce));
    for (let at = 0; at < places.length; at++) if (passes[places[at] ?? -1]) positions[count++] = from + at;
    yield;
  }
  return positions.slice(0, count);
}

/** Lets these records pass. */
export const recordsFilter = (records: readonly number[]): RowFilter => {
  const wanted = new Set(records);
  return {
    test(from, mask) {
      for (let at = 0; at < mask.length; at++) if (!wanted.has(from + at)) mask[at] = 0;
    },
  };
};

/** The position that is met first from `from` on, `from` included, in the direction of `step`; behind the last one it goes on at the other end. */
export function nearestFound(positions: Uint32Array, from: number, step: 1 | -1): Found {
  const count = positions.length;
  if (count === 0) return { count };
  const after = positions.findIndex((position) => position >= from);
  const behind = after < 0 ? count : after;
  const index = step > 0 ? behind % count : positions[behind] === from ? behind : (behind - 1 + count) % count;
  return { count, index, position: positions[index] ?? 0 };
}
