import { setImmediate as turn } from "node:timers/promises";
import type { DemoEvent } from "./events.ts";
import type { Log } from "./log.ts";
import type { Position } from "./skipToken.ts";

export interface Search {
  /** Ticks, inclusive. */
  readonly from: number;
  readonly to: number;
  readonly descending: boolean;
  readonly parts: readonly number[];
  readonly start?: Position | undefined;
  readonly matches: (event: DemoEvent) => boolean;
  /** How often a record comes: 0 not yet, 1, or 2. */
  readonly times: (event: DemoEvent) => number;
  readonly count: number;
  readonly signal: AbortSignal;
}

export interface Found {
  readonly events: readonly { readonly event: DemoEvent; readonly again: boolean }[];
  /** Where to go on; none: that was all. */
  readonly next?: Position;
}

/** The event loop gets a turn after so many events. */
const turnAfter = 4096;

/** Looks through the buckets in order until `count` records are found, and for one more to know whether any follows. */
export async function search(log: Log, { from, to, descending, parts, start, matches, times, count, signal }: Search): Promise<Found> {
  const events: { event: DemoEvent; again: boolean }[] = [];
  if (from > to) return { events };
  const step = descending ? -1 : 1;
  const last = log.bucketAt(descending ? from : to);
  let looked = 0;
  for (let number = start?.bucket ?? log.bucketAt(descending ? to : from); (last - number) * step >= 0; number += step) {
    const bucket = log.bucket(number, parts);
    const first = start?.bucket === number ? start.index : 0;
    for (let index = first; index < bucket.length; index++) {
      const event = bucket[descending ? bucket.length - 1 - index : index] as DemoEvent;
      if (event.ticks < from || event.ticks > to || !matches(event)) continue;
      const comes = times(event);
      for (let copy = start?.bucket === number && start.index === index && start.again ? 1 : 0; copy < comes; copy++) {
        if (events.length === count) return { events, next: { bucket: number, index, again: copy === 1 } };
        events.push({ event, again: copy === 1 });
      }
    }
    looked += bucket.length + 1;
    if (looked > turnAfter) {
      looked = 0;
      await turn();
      signal.throwIfAborted();
    }
  }
  return { events };
}
