import { documented } from "./ledger.ts";

/** What one request takes of the budget, in milliseconds. */
const requestMs = documented.windowMs / documented.requests;
const mostSideBySide = 16;

/** How many slices must be under way so that the budget is used up, whatever the service's latency. */
export class Pace {
  #latencyMs: number | undefined;
  readonly #asking = new Map<object, number>();

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

  /** Before the first answer one is enough, until that has taken so long that budget would be lost by waiting. */
  sideBySide(now: number): number {
    const isLate = [...this.#asking.values()].some((sentAt) => now - sentAt >= requestMs);
    const latencyMs = this.#latencyMs ?? (isLate ? documented.windowMs : 0);
    return Math.min(mostSideBySide, Math.max(1, Math.ceil(latencyMs / requestMs)));
  }

  /** When `sideBySide` will rise without any news. */
  risesAt(now: number): number {
    if (this.#latencyMs !== undefined) return Infinity;
    return Math.min(...[...this.#asking.values()].map((sentAt) => sentAt + requestMs).filter((at) => at > now));
  }

  /** How long so many requests will take. */
  leftMs(requests: number, limit: number): number {
    return Math.max(0, requests - 1) * (documented.windowMs / limit) + (requests > 0 ? (this.#latencyMs ?? 0) : 0);
  }
}
