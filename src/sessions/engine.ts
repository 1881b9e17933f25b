import type { Connection } from "../auth/connection.ts";
import { longestWaitMs } from "../network/index.ts";
import { againOf, waitBeforeRetry } from "../sources/errors.ts";
import { reportById, type ReportId } from "../reports/index.ts";
import type { ResultsApi } from "../results/api.ts";
import { startResults, type ResultsThread } from "../results/startResults.ts";
import type { Remote } from "../rpc.ts";
import { Budget, Budgets, Lateness, ServiceTime, systemClock, type Clock } from "../run/index.ts";
import { Collection, type CollectionStart } from "./collection.ts";
import type { CollectionWorld } from "./collectionWorld.ts";
import { graphOf } from "./graphOf.ts";

export interface EngineOptions {
  /** The script of the results worker. */
  readonly workerFile: URL | string;
  /** Where processes of the machine share what they have spent of the service's limit; missing: this one knows its own only. */
  readonly budgetFolder?: string;
  /** How long at least a record may be on its way after its event, in ms, as it is set now; missing: 15 minutes. */
  settleMs?(): number;
  readonly clock?: Clock;
  /** In [0, 1). */
  random?(): number;
  /** A budget was spent, waited for or closed. */
  spent?(budget: Budget): void;
  /** No record content, no token. */
  log?(message: string): void;
}

const usualSettleMs = 15 * 60_000;

/** What everything open shares: one results worker, started on first use and again after it has died, and one budget for each app and tenant. */
export class Engine implements CollectionWorld {
  readonly clock: Clock;
  readonly #options: EngineOptions;
  readonly #shared: Budgets;
  readonly #own = new Map<string, Budget>();
  readonly #learned = new Map<string, { readonly time: ServiceTime; readonly lateness: Lateness }>();
  readonly #lost = new Set<(reason: string) => void>();
  #worker: ResultsThread | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.clock = options.clock ?? systemClock;
    this.#shared = new Budgets(this.clock, options.budgetFolder, (message) => this.log(message));
  }

  get settleMs(): number {
    return this.#options.settleMs?.() ?? usualSettleMs;
  }

  random(): number {
    return this.#options.random?.() ?? Math.random();
  }

  log(message: string): void {
    this.#options.log?.(message);
  }

  /** A query to be collected; whoever wants it holds it. Throws when it cannot be planned. */
  collect(connection: Connection, start: CollectionStart): Collection {
    return new Collection(this, connection, start);
  }

  budget(connection: Connection): Budget {
    const { id, budgetKey } = connection;
    const budget = budgetKey ? this.#shared.of(budgetKey) : (this.#own.get(id) ?? new Budget(this.clock));
    if (this.#own.get(id) !== budget) {
      this.#own.set(id, budget);
      budget.onChange(() => this.#options.spent?.(budget));
    }
    return budget;
  }

  learned({ id }: Connection): { readonly time: ServiceTime; readonly lateness: Lateness } {
    const known = this.#learned.get(id) ?? { time: new ServiceTime(), lateness: new Lateness(() => this.settleMs) };
    this.#learned.set(id, known);
    return known;
  }

  results(): Remote<ResultsApi> {
    if (!this.#worker) {
      this.#worker = startResults(this.#options.workerFile);
      this.#worker.onLost((reason) => {
        this.log(`${reason}: what it held is lost, and another one starts with the next query.`);
        for (const listener of [...this.#lost]) listener(reason);
      });
    }
    return this.#worker.results;
  }

  onResultsLost(listener: (reason: string) => void): () => void {
    this.#lost.add(listener);
    return () => this.#lost.delete(listener);
  }

  /** The JSON text of one record of the service, asked within the budget and again where that helps. */
  async record(connection: Connection, report: ReportId, id: string, signal: AbortSignal): Promise<string> {
    const { clock } = this;
    const graph = graphOf(connection);
    const budget = this.budget(connection);
    const until = clock.now() + longestWaitMs;
    for (let attempt = 1; ; attempt++) {
      await budget.take(signal);
      try {
        return await graph.record(reportById(report), id, signal);
      } catch (error) {
        const waitMs = waitBeforeRetry(error, attempt, this.random());
        // A service that only limits has an end, too.
        if (waitMs === undefined || (againOf(error) === "told" && clock.now() >= until)) throw error;
        if (againOf(error) === "told") budget.throttled(waitMs);
        else await clock.sleep(waitMs, signal);
      }
    }
  }

  /** Resolves when nothing is left of files that were being written. */
  async endExports(): Promise<void> {
    await this.#worker?.results.endExports();
  }

  dispose(): void {
    this.#worker?.dispose();
  }
}
