import type { OutcomeCounts } from "../measures.ts";
import type { Work } from "../steps.ts";
import { outcomes, type Events } from "./events.ts";
import { noPart, type Parts } from "./parts.ts";

/** What is counted of parts, by number of a part. */
export interface Tally {
  readonly events: Uint32Array;
  readonly rows: Uint32Array;
  /** By number of a part times the number of outcomes, plus the place of the outcome. */
  readonly ends: Uint32Array;
  /** Infinity, and less than it, for parts of which no row has a time. */
  readonly firsts: Float64Array;
  readonly lasts: Float64Array;
}

const atOnce = 16_384;
const kinds = outcomes.length;

export function* tallyOf({ sizes, times, firsts, ends }: Events, { events, parts, count }: Parts): Work<Tally> {
  const tally: Tally = {
    events: new Uint32Array(count),
    rows: new Uint32Array(count),
    ends: new Uint32Array(kinds * count),
    firsts: new Float64Array(count).fill(Infinity),
    lasts: new Float64Array(count).fill(-Infinity),
  };
  const { events: counts, rows, ends: byEnd, firsts: earliest, lasts: latest } = tally;
  for (let from = 0; from < parts.length; from += atOnce) {
    const to = Math.min(parts.length, from + atOnce);
    for (let index = from; index < to; index++) {
      const part = parts[index] ?? noPart;
      if (part === noPart) continue;
      const event = events ? (events[index] ?? 0) : index;
      const end = kinds * part + (ends[event] ?? 0);
      byEnd[end] = (byEnd[end] ?? 0) + 1;
      if (sizes) rows[part] = (rows[part] ?? 0) + (sizes[event] ?? 0);
      const first = firsts[event] ?? NaN;
      const last = times[event] ?? NaN;
      if (first < (earliest[part] ?? 0)) earliest[part] = first;
      if (last > (latest[part] ?? 0)) latest[part] = last;
    }
    yield;
  }
  for (let part = 0; part < count; part++) {
    let sum = 0;
    for (let end = kinds * part; end < kinds * (part + 1); end++) sum += byEnd[end] ?? 0;
    counts[part] = sum;
    if (!sizes) rows[part] = sum;
    if (part % atOnce === atOnce - 1) yield;
  }
  return tally;
}

export const outcomesIn = ({ ends }: Tally, part: number): OutcomeCounts => ({
  success: ends[kinds * part] ?? 0,
  failure: ends[kinds * part + 1] ?? 0,
  interrupt: ends[kinds * part + 2] ?? 0,
  other: ends[kinds * part + 3] ?? 0,
});

/** Times of the first and the last row; nothing when none has any. */
export const span = (first: number, last: number): { readonly first?: number; readonly last?: number } =>
  first > last ? {} : { first, last };
