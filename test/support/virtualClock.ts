import type { Clock } from "../../src/run/clock.ts";

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/**
 * A clock that jumps to the end of whatever is slept for next, so that waiting takes no time.
 * `turns`: of the event loop that work may take without time passing.
 */
export class VirtualClock implements Clock {
  #now: number;
  readonly #turns: number;
  readonly #sleepers: Sleeper[] = [];
  #scheduled = false;

  constructor(start: number, turns = 1) {
    this.#now = start;
    this.#turns = turns;
  }

  now(): number {
    return this.#now;
  }

  /** As when a laptop wakes up, or its clock is set: who sleeps finds out afterwards. */
  jump(ms: number): void {
    this.#now += ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = (): void => {
        this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
        reject(signal.reason as Error);
      };
      const sleeper: Sleeper = {
        at: this.#now + ms,
        wake: () => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.push(sleeper);
      this.#advanceWhenIdle();
    });
  }

  /** After everything that can run without time passing has run. */
  #advanceWhenIdle(turns = this.#turns): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (turns > 1) {
        this.#advanceWhenIdle(turns - 1);
        return;
      }
      let first = 0;
      for (let at = 1; at < this.#sleepers.length; at++) if ((this.#sleepers[at]?.at ?? 0) < (this.#sleepers[first]?.at ?? 0)) first = at;
      const [next] = this.#sleepers.splice(first, 1);
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      if (this.#sleepers.length > 0) this.#advanceWhenIdle();
    });
  }
}
