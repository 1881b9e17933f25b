import type { Limit } from "../sources/source.ts";

const mostSideBySide = 16;

/** How many slices must be under way so that the budget is used up, whatever the service's latency. */
export class Pace {
  readonly #limit: Limit | undefined;
  /** What one request takes of the budget, in milliseconds. */
  readonly #requestMs: number;
  #latencyMs: number | undefined;
  readonly #asking = new Map<object, number>();

  constructor(limit: Limit | undefined) {
    this.#limit = limit;
    this.#requestMs = limit ? limit.windowMs / limit.requests : Infinity;
  }

  asked(ask: object, now: number): void {
    this.#asking.set(ask, now);
  }

  answered(ask: object, now: number, isAnswer: boolean): void {
    const sentAt = this.#asking.get(ask) ?? now;
    this.#asking.delete(ask);
    if (!isAnswer) return;
    // A laptop that slept meanwhile says nothing about the service.
    const latencyMs = Math.min(60_000, Math.max(0, now - sentAt));
    this.#latencyMs = this.#latencyMs === undefined ? latencyMs : 0.7 * this.#latencyMs + 0.3 * latencyMs;
  }

  /** Before the first answer one is enough, until that has taken so long that budget would be lost by waiting. Where there is none to lose, one always is. */
  sideBySide(now: number): number {
    if (!this.#limit) return 1;
    const isLate = [...this.#asking.values()].some((sentAt) => now - sentAt >= this.#requestMs);
    const latencyMs = this.#latencyMs ?? (isLate ? this.#limit.windowMs : 0);
    return Math.min(mostSideBySide, Math.max(1, Math.ceil(latencyMs / this.#requestMs)));
  }

  /** When `sideBySide` will rise without any news. */
  risesAt(now: number): number {
    if (this.#latencyMs !== undefined || !this.#limit) return Infinity;
    return Math.min(...[...this.#asking.values()].map((sentAt) => sentAt + this.#requestMs).filter((at) => at > now));
  }

  /** How long so many requests will take. */
  leftMs(requests: number, limit = this.#limit?.requests): number {
    const latencyMs = this.#latencyMs ?? 0;
    if (!this.#limit || limit === undefined) return requests * latencyMs;
    return Math.max(0, requests - 1) * (this.#limit.windowMs / limit) + (requests > 0 ? latencyMs : 0);
  }
}
