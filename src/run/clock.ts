/** Time as an argument: tests give one that they move themselves. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** May end before its time: look at the clock again. Rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** A timer that is set for longer goes off at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(
        () => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        },
        Math.min(ms, longestTimerMs),
      );
      signal.addEventListener("abort", onAbort, { once: true });
    }),
};
