import { createHash } from "node:crypto";
import path from "node:path";
import type { Limit } from "../sources/source.ts";
import { Budget } from "./budget.ts";
import type { Clock } from "./clock.ts";
import { inMemory, Lease } from "./lease.ts";

/** Whose requests the service counts together. */
export interface BudgetKey {
  /** Scheme and host of Graph. */
  readonly host: string;
  readonly tenant: string;
  readonly clientId: string;
}

/** One budget for each cloud, tenant and client id. */
export class Budgets {
  readonly #clock: Clock;
  readonly #allowed: Limit;
  readonly #folder: string | undefined;
  readonly #log: ((message: string) => void) | undefined;
  readonly #budgets = new Map<string, Budget>();

  /** `folder`: shared by the windows of the machine; made when missing. Without it a budget is this window's alone. */
  constructor(clock: Clock, allowed: Limit, folder?: string, log?: (message: string) => void) {
    this.#clock = clock;
    this.#allowed = allowed;
    this.#folder = folder;
    this.#log = log;
  }

  of({ host, tenant, clientId }: BudgetKey): Budget {
    // A hash, as nothing of a tenant is to be read from the disk.
    const key = createHash("sha256").update([host, tenant, clientId].join("\n").toLowerCase()).digest("hex").slice(0, 16);
    let budget = this.#budgets.get(key);
    if (!budget) {
      const allowed = this.#allowed;
      const file = this.#folder === undefined ? undefined : path.join(this.#folder, `budget-${key}.json`);
      const store = file === undefined ? inMemory(allowed) : new Lease(file, allowed, { log: this.#log });
      this.#budgets.set(key, (budget = new Budget(this.#clock, allowed, store)));
    }
    return budget;
  }
}
