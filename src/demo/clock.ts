import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";

/** Time for throttling and slow answers; not the time the records are about. */
export interface Clock {
  /** Milliseconds from any beginning; never goes back. */
  now(): number;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
};
