/** So many requests per app and tenant in ten seconds, as for the identity and access reports. */
export const windowMs = 10_000;

export class Throttle {
  readonly #times = new Map<string, number[]>();
  readonly #requests: number;

  constructor(requests: number) {
    this.#requests = requests;
  }

  /** Counts a request of `who`, and answers 0; or the milliseconds to wait, and does not count it. */
  ask(who: string, now: number): number {
    const times = (this.#times.get(who) ?? []).filter((time) => time > now - windowMs);
    const oldest = times.at(-this.#requests);
    if (times.length >= this.#requests) return Math.max(1, (oldest ?? now) + windowMs - now);
    this.#times.set(who, [...times, now]);
    return 0;
  }
}
