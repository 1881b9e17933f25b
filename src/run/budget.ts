import type { Limit } from "../sources/source.ts";
import type { Clock } from "./clock.ts";
import { age, close, freeAt, refuse, type Ledger } from "./ledger.ts";
import { inMemory, type LedgerStore } from "./lease.ts";

/** A person waits for `foreground`; `background` goes only when nothing of the foreground waits. */
export type Priority = "foreground" | "background";

/** What a budget shows of itself. */
export interface BudgetState {
  /** Requests of the running window, by all windows, and how many are allowed; less than is known of the source when it was seen to allow less. */
  readonly used: number;
  readonly limit: number;
  /** Requests of this window that wait for their turn. */
  readonly waiting: number;
  /** Until the next request may go; 0 when at once. */
  readonly waitMs: number;
  /** The service itself asked to wait (429). */
  readonly isClosed: boolean;
}

/** The right to send one request. */
export interface Turn {
  /** The request was not sent after all. */
  giveBack(): void;
}

interface Waiting {
  readonly priority: Priority;
  grant(grant: Turn): void;
}

/** Another window is changing the shared ledger. */
const tryAgainMs = 20;
/** The ledger is looked at again after this: another window, or a clock that was set, may have changed it. */
const longestSleepMs = 10_000;

/** Spends the service's request limit: a sliding window over all runs of one app and tenant. */
export class Budget {
  readonly #clock: Clock;
  readonly #allowed: Limit;
  readonly #store: LedgerStore;
  readonly #listeners = new Set<() => void>();
  readonly #waiting: Waiting[] = [];
  #pump: AbortController | undefined;

  /** `allowed`: what the source takes as far as is known. */
  constructor(clock: Clock, allowed: Limit, store: LedgerStore = inMemory(allowed)) {
    this.#clock = clock;
    this.#allowed = allowed;
    this.#store = store;
  }

  get state(): BudgetState {
    const now = this.#clock.now();
    const ledger = this.#store.read();
    age(ledger, now, this.#allowed);
    const { spent, doubted, limit, closedUntil } = ledger;
    return {
      used: spent.length + doubted.length,
      limit,
      waiting: this.#waiting.length,
      waitMs: freeAt(ledger, now, this.#allowed) - now,
      isClosed: closedUntil > now,
    };
  }

  /** `listener` is called when `state` changes, other than by the passing of time. Answers with how to end that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The service answered 429: everybody waits. */
  throttled(waitMs: number): void {
    this.#write((ledger) => refuse(ledger, waitMs, this.#clock.now(), this.#allowed));
  }

  /** The service asked to wait for another reason than that there were too many requests. */
  pause(waitMs: number): void {
    this.#write((ledger) => close(ledger, waitMs, this.#clock.now(), this.#allowed));
  }

  /** Resolves when a request may be sent; rejects with the signal's reason. */
  take(signal: AbortSignal, priority: Priority = "foreground"): Promise<Turn> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        if (this.#waiting.length === 0) this.#pump?.abort();
        this.#changed();
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        priority,
        grant: (grant) => {
          signal.removeEventListener("abort", onAbort);
          resolve(grant);
        },
      };
      signal.addEventListener("abort", onAbort, { once: true });
      const at = priority === "foreground" ? this.#waiting.findIndex((other) => other.priority === "background") : -1;
      this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, waiting);
      if (!this.#pump) void this.#serve((this.#pump = new AbortController()));
    });
  }

  /** Lets requests through, one after the other, until none waits. */
  async #serve(pump: AbortController): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const { waitMs, now } = this.#spend();
      if (waitMs <= 0) {
        this.#waiting.shift();
        next.grant({ giveBack: () => this.#return(now) });
        this.#changed();
        continue;
      }
      this.#changed();
      try {
        await this.#clock.sleep(Math.min(waitMs, longestSleepMs), pump.signal);
      } catch {
        // Nobody waited any more; somebody may again.
        pump = this.#pump = new AbortController();
      }
    }
    this.#pump = undefined;
  }

  /** Milliseconds to wait, or 0 when a request has been written down, at `now`. */
  #spend(): { readonly waitMs: number; readonly now: number } {
    const answer = this.#store.update((ledger) => {
      // Not before the ledger is held: meanwhile others may have spent.
      const now = this.#clock.now();
      age(ledger, now, this.#allowed);
      const waitMs = freeAt(ledger, now, this.#allowed) - now;
      if (waitMs <= 0) ledger.spent.push(now);
      return { waitMs, now };
    });
    return answer ?? { waitMs: tryAgainMs, now: this.#clock.now() };
  }

  #return(at: number): void {
    this.#write((ledger) => {
      age(ledger, this.#clock.now(), this.#allowed);
      const place = ledger.spent.indexOf(at);
      if (place >= 0) ledger.spent.splice(place, 1);
    });
  }

  #write(change: (ledger: Ledger) => void): void {
    if (this.#store.update((ledger) => (change(ledger), ledger))) this.#changed();
    else void this.#clock.sleep(tryAgainMs, new AbortController().signal).then(() => this.#write(change));
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
