import * as vscode from "vscode";
import type { Connection } from "../auth/connection.ts";
import { waitBeforeRetry, Throttled } from "../graph/index.ts";
import { reportById, type ActivityRecord, type ReportId } from "../reports/index.ts";
import type { Remote } from "../rpc.ts";
import type { ResultsApi } from "../results/api.ts";
import { startResults } from "../results/startResults.ts";
import { Budget, Budgets, systemClock } from "../run/index.ts";
import type { ColumnMemory } from "./columnMemory.ts";
import type { Connections } from "./connections.ts";
import { graphOf } from "./graphOf.ts";
import type { EndedRun, GridSettings, SessionWorld } from "./sessionWorld.ts";
import type { UserMessage } from "./userMessage.ts";
import { substituteVariables } from "./variables.ts";

export interface WorldsOptions {
  readonly connections: Connections;
  readonly workerFile: vscode.Uri;
  readonly columns: ColumnMemory;
  /** Where windows of the machine share what they have spent of the service's limit. */
  readonly budgetFolder: vscode.Uri;
  explain(error: unknown, connectionId: string): UserMessage | undefined;
  ended(run: EndedRun, connectionId: string): void;
  /** A budget was spent, waited for or closed. */
  spent(budget: Budget): void;
  log(message: string): void;
}

function gridSettings(): GridSettings {
  const settings = vscode.workspace.getConfiguration("tenantActivity");
  const loadLimit = settings.get<number>("loadLimit", 5000);
  return {
    zone: settings.get("timeZone") === "utc" ? "utc" : "local",
    rowHeight: settings.get("grid.rowHeight") === "comfortable" ? 28 : 22,
    loadLimit: Number.isFinite(loadLimit) && loadLimit > 0 ? loadLimit : 5000,
  };
}

function settleMs(): number {
  const minutes = vscode.workspace.getConfiguration("tenantActivity").get<number>("settlingMinutes", 15);
  return (Number.isFinite(minutes) && minutes >= 0 ? minutes : 15) * 60_000;
}

/** What grids and documents share: one results worker, started on first use, and one budget for each app and tenant. */
export class Worlds {
  readonly #options: WorldsOptions;
  readonly #shared: Budgets;
  readonly #own = new Map<string, Budget>();
  #worker: ReturnType<typeof startResults> | undefined;

  constructor(options: WorldsOptions) {
    this.#options = options;
    this.#shared = new Budgets(systemClock, options.budgetFolder.fsPath);
  }

  of(connectionId: string): SessionWorld {
    const { connections, columns, log, explain, ended } = this.#options;
    return {
      connectionId,
      get connectionName() {
        return connections.find(connectionId)?.name ?? "a connection that is gone";
      },
      explain: (error) => explain(error, connectionId),
      ended: (run) => ended(run, connectionId),
      connection: () => this.#connection(connectionId),
      results: () => this.#results(),
      budget: (connection) => this.#budget(connection),
      get settleMs() {
        return settleMs();
      },
      clock: systemClock,
      random: Math.random,
      settings: gridSettings,
      substitute: substituteVariables,
      columns: (query) => columns.of(query),
      keepColumns: (query, shown) => void columns.keep(query, shown),
      log,
    };
  }

  /** One record of the service, asked within the budget and again where that helps. */
  async record(connectionId: string, report: ReportId, id: string, signal: AbortSignal): Promise<ActivityRecord> {
    const connection = await this.#connection(connectionId);
    const graph = graphOf(connection);
    const budget = this.#budget(connection);
    const { version } = reportById(report);
    for (let attempt = 1; ; attempt++) {
      await budget.take(signal);
      try {
        return await graph.record(reportById(report), version, id, signal);
      } catch (error) {
        const waitMs = waitBeforeRetry(error, attempt, Math.random());
        if (waitMs === undefined) throw error;
        if (error instanceof Throttled) budget.throttled(waitMs);
        else await systemClock.sleep(waitMs, signal);
      }
    }
  }

  async #connection(id: string): Promise<Connection> {
    const connection = await this.#options.connections.get(id);
    if (connection === undefined) throw new Error(`There is no connection “${id}” any more. Choose another one from the status bar.`);
    return connection;
  }

  #budget(connection: Connection): Budget {
    const budget = connection.budgetKey ? this.#shared.of(connection.budgetKey) : (this.#own.get(connection.id) ?? new Budget(systemClock));
    if (this.#own.get(connection.id) !== budget) {
      this.#own.set(connection.id, budget);
      budget.onChange(() => this.#options.spent(budget));
    }
    return budget;
  }

  #results(): Remote<ResultsApi> {
    this.#worker ??= startResults(this.#options.workerFile.fsPath);
    return this.#worker.results;
  }

  /** Resolves when nothing is left of files that were being written. */
  async endExports(): Promise<void> {
    await this.#worker?.results.endExports();
  }

  dispose(): void {
    this.#worker?.dispose();
  }
}
