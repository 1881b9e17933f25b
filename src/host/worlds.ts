import * as vscode from "vscode";
import type { Connection } from "../auth/connection.ts";
import { longestWaitMs, Throttled, waitBeforeRetry } from "../graph/index.ts";
import { reportById, type ReportId } from "../reports/index.ts";
import type { Remote } from "../rpc.ts";
import type { ResultsApi } from "../results/api.ts";
import { startResults } from "../results/startResults.ts";
import { Budget, Budgets, Lateness, ServiceTime, systemClock } from "../run/index.ts";
import type { ColumnMemory } from "./columnMemory.ts";
import type { Connections } from "./connections.ts";
import { graphOf } from "./graphOf.ts";
import { needBehind } from "./needBehind.ts";
import type { NeedKind } from "./needs.ts";
import type { PersonZone } from "./personZone.ts";
import type { EndedRun, GridSettings, SessionWorld } from "./sessionWorld.ts";
import type { UserMessage } from "./userMessage.ts";
import { substituteVariables } from "./variables.ts";
import { zoneOfWindow } from "./zoneSetting.ts";

export interface WorldsOptions {
  readonly connections: Connections;
  readonly workerFile: vscode.Uri;
  readonly columns: ColumnMemory;
  /** Where windows of the machine share what they have spent of the service's limit. */
  readonly budgetFolder: vscode.Uri;
  readonly zone: PersonZone;
  explain(error: unknown, connectionId: string): UserMessage | undefined;
  /** A report was read, or could not be for want of that. */
  reached(report: ReportId, connectionId: string, need: NeedKind | undefined): void;
  ended(run: EndedRun, connectionId: string): void;
  /** A budget was spent, waited for or closed. */
  spent(budget: Budget): void;
  log(message: string): void;
}

function gridSettings(zone: PersonZone): GridSettings {
  const settings = vscode.workspace.getConfiguration("tenantActivity");
  const loadLimit = settings.get<number>("loadLimit", 5000);
  return {
    zone: zoneOfWindow(zone.name),
    rowHeight: settings.get("grid.rowHeight") === "comfortable" ? 28 : 22,
    loadLimit: Number.isFinite(loadLimit) && loadLimit > 0 ? loadLimit : 5000,
  };
}

/** So long a run waits for the first page that a person ever opens to say in which zone it is. */
const zonePatienceMs = 3_000;

function settleMs(): number {
  const minutes = vscode.workspace.getConfiguration("tenantActivity").get<number>("settlingMinutes", 15);
  return (Number.isFinite(minutes) && minutes >= 0 ? minutes : 15) * 60_000;
}

/** What grids and documents share: one results worker, started on first use, and one budget for each app and tenant. */
export class Worlds {
  readonly #options: WorldsOptions;
  readonly #shared: Budgets;
  readonly #own = new Map<string, Budget>();
  readonly #learned = new Map<string, { readonly time: ServiceTime; readonly lateness: Lateness }>();
  readonly #lost = new Set<(reason: string) => void>();
  #worker: ReturnType<typeof startResults> | undefined;

  constructor(options: WorldsOptions) {
    this.#options = options;
    this.#shared = new Budgets(systemClock, options.budgetFolder.fsPath, options.log);
  }

  of(connectionId: string): SessionWorld {
    const { connections, columns, log, explain, reached, ended, zone } = this.#options;
    return {
      connectionId,
      get connectionName() {
        return connections.find(connectionId)?.name ?? "a connection that is gone";
      },
      explain: (error) => explain(error, connectionId),
      reached: (report, error) => {
        const need = error === undefined ? undefined : needBehind(error);
        if (error === undefined || need !== undefined) reached(report, connectionId, need);
      },
      ended: (run) => ended(run, connectionId),
      connection: () => this.#connection(connectionId),
      results: () => this.#results(),
      onResultsLost: (listener) => {
        this.#lost.add(listener);
        return () => this.#lost.delete(listener);
      },
      learned: (connection) => this.#learnedOf(connection.id),
      budget: (connection) => this.#budget(connection),
      get settleMs() {
        return settleMs();
      },
      clock: systemClock,
      random: Math.random,
      settings: () => gridSettings(zone),
      zoneKnown: () => zone.known((signal) => systemClock.sleep(zonePatienceMs, signal)),
      substitute: substituteVariables,
      columns: (query) => columns.of(query),
      keepColumns: (query, shown) => void columns.keep(query, shown),
      log,
    };
  }

  /** The JSON text of one record of the service, asked within the budget and again where that helps. */
  async record(connectionId: string, report: ReportId, id: string, signal: AbortSignal): Promise<string> {
    const connection = await this.#connection(connectionId);
    const graph = graphOf(connection);
    const budget = this.#budget(connection);
    const { version } = reportById(report);
    const until = systemClock.now() + longestWaitMs;
    for (let attempt = 1; ; attempt++) {
      await budget.take(signal);
      try {
        return await graph.record(reportById(report), version, id, signal);
      } catch (error) {
        const waitMs = waitBeforeRetry(error, attempt, Math.random());
        // A service that only limits has an end, too.
        if (waitMs === undefined || (error instanceof Throttled && systemClock.now() >= until)) throw error;
        if (error instanceof Throttled) budget.throttled(waitMs);
        else await systemClock.sleep(waitMs, signal);
      }
    }
  }

  /** Waits until the service's limit has room for one more request, and takes it. */
  async spend(connection: Connection, signal: AbortSignal): Promise<void> {
    await this.#budget(connection).take(signal);
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

  #learnedOf(connectionId: string): { readonly time: ServiceTime; readonly lateness: Lateness } {
    const known = this.#learned.get(connectionId) ?? { time: new ServiceTime(), lateness: new Lateness(settleMs) };
    this.#learned.set(connectionId, known);
    return known;
  }

  #results(): Remote<ResultsApi> {
    if (!this.#worker) {
      this.#worker = startResults(this.#options.workerFile.fsPath);
      this.#worker.onLost((reason) => {
        this.#options.log(`${reason}: what it held is lost, and another one starts with the next query.`);
        for (const listener of [...this.#lost]) listener(reason);
      });
    }
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
