import type { Clock } from "./clock.ts";

/** Wakes whoever waits for news. */
export class Bell {
  #waiting: (() => void)[] = [];

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  heard(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Until it rings, or until then. */
  async heardBefore(until: number, clock: Clock): Promise<void> {
    if (until === Infinity) return this.heard();
    const asleep = new AbortController();
    const sleep = clock.sleep(until - clock.now(), asleep.signal).catch(() => undefined);
    await Promise.race([this.heard(), sleep]);
    asleep.abort();
  }
}
