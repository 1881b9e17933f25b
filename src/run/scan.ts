import type { Stretch } from "./coverage.ts";
import { instantMs } from "./instant.ts";

/** What a page says of time. */
export interface Scan {
  /** Of each item, in ms since 1970; NaN without one. */
  readonly times: Float64Array;
  /** The oldest within what was asked. */
  readonly oldest: number;
  readonly isOrdered: boolean;
}

/** `after`: the oldest time of the page before. Times outside of what was asked say nothing about how far the chain has come. */
export function scan(records: readonly unknown[], timeField: string, asked: Stretch, after: number): Scan {
  const times = new Float64Array(records.length);
  let oldest = after;
  let isOrdered = true;
  for (let at = 0; at < records.length; at++) {
    const time = instantMs((records[at] as Record<string, unknown> | null)?.[timeField]);
    times[at] = time;
    if (!(time >= asked.from && time <= asked.to)) continue;
    if (time > oldest) isOrdered = false;
    else oldest = time;
  }
  return { times, oldest, isOrdered };
}
