import * as vscode from "vscode";
import type { Connection } from "../../auth/connection.ts";
import type { ReportId } from "../../reports/index.ts";
import type { Budget } from "../../run/index.ts";
import type { ColumnMemory } from "../grid/columnMemory.ts";
import type { Connections } from "./connections.ts";
import { needBehind } from "./needBehind.ts";
import type { NeedKind } from "./needs.ts";
import type { PersonZone } from "../zone/personZone.ts";
import type { EndedRun } from "../../sessions/collectionWorld.ts";
import type { Collection } from "../../sessions/collection.ts";
import { ActivityTypes } from "../../sessions/activityTypes.ts";
import { Engine } from "../../sessions/engine.ts";
import type { GridSettings, SessionWorld } from "../../sessions/sessionWorld.ts";
import type { UserMessage } from "../../sessions/userMessage.ts";
import { Questions } from "../../sessions/questions.ts";
import { askAnswer } from "../grid/askAnswer.ts";
import { adHoc } from "../../sessions/queryRef.ts";
import { readColumns } from "../grid/readColumns.ts";
import { zoneOfWindow } from "../zone/zoneSetting.ts";

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

/** What grids and documents share: the engine, with the settings and questions of VS Code around it. */
export class Worlds {
  readonly #options: WorldsOptions;
  readonly #engine: Engine;
  readonly #questions: Questions;
  readonly #collections: (connectionId: string) => readonly Collection[];
  readonly #activityTypes: ActivityTypes;

  /** `collections`: the open results of a connection. */
  constructor(options: WorldsOptions, collections: (connectionId: string) => readonly Collection[]) {
    const { workerFile, budgetFolder, spent, log } = options;
    this.#options = options;
    this.#collections = collections;
    this.#questions = new Questions({ ask: askAnswer, collections });
    this.#engine = new Engine({ workerFile: workerFile.fsPath, budgetFolder: budgetFolder.fsPath, settleMs, spent, log });
    this.#activityTypes = new ActivityTypes(this.#engine);
  }

  get clock(): Engine["clock"] {
    return this.#engine.clock;
  }

  of(connectionId: string): SessionWorld {
    const { connections, columns, log, explain, reached, ended, zone } = this.#options;
    const engine = this.#engine;
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
      collections: () => this.#collections(connectionId),
      results: () => engine.results(),
      onResultsLost: (listener) => engine.onResultsLost(listener),
      learned: (connection) => engine.learned(connection),
      budget: (connection) => engine.budget(connection),
      get settleMs() {
        return engine.settleMs;
      },
      clock: engine.clock,
      random: () => engine.random(),
      settings: () => gridSettings(zone),
      zoneKnown: () => zone.known((signal) => engine.clock.sleep(zonePatienceMs, signal)),
      answer: (query, connection, last) => this.#questions.answer(query, connection, last),
      activityTypes: async () => this.#activityTypes.of(await this.#connection(connectionId)),
      columns: (query) => readColumns(columns.of(query)) ?? readColumns(columns.of(adHoc(query.report))),
      keepColumns: (query, shown) => void columns.keep(query, shown),
      log,
    };
  }

  /** The JSON text of one record of the service. */
  async record(connectionId: string, report: ReportId, id: string, signal: AbortSignal): Promise<string> {
    return this.#engine.record(await this.#connection(connectionId), report, id, signal);
  }

  /** Waits until the service's limit has room for one more request, and takes it. */
  async spend(connection: Connection, signal: AbortSignal): Promise<void> {
    await this.#engine.budget(connection).take(signal);
  }

  async #connection(id: string): Promise<Connection> {
    const connection = await this.#options.connections.get(id);
    if (connection === undefined) throw new Error(`There is no connection “${id}” any more. Choose another one from the status bar.`);
    return connection;
  }

  /** Resolves when nothing is left of files that were being written. */
  endExports(): Promise<void> {
    return this.#engine.endExports();
  }

  dispose(): void {
    this.#engine.dispose();
  }
}
