import * as vscode from "vscode";
import type { Connection } from "../../auth/connection.ts";
import type { Answered } from "../../protocol/grid.ts";
import type { ReportId } from "../../reports/index.ts";
import type { PickedValue } from "../../query/index.ts";
import type { Portals } from "../../records/portalLinks.ts";
import type { DocumentPlace } from "../goTo/documentPlace.ts";
import type { RecordKey } from "../records/documents.ts";
import type { GridHost } from "./gridHost.ts";
import type { NameLookUps } from "../names/nameLookUps.ts";
import type { GridPanel } from "./gridPanel.ts";
import type { LastGoodQuestion } from "../../records/lastGood.ts";
import type { AskedGood, LoadedGood } from "../../sessions/lastGood.ts";
import type { MentionOptions, Mentions } from "../../sessions/mentions.ts";
import type { QueryRef } from "../../sessions/queryRef.ts";
import type { RestoringFrom } from "./restoredGrid.ts";
import type { SessionStart } from "../../sessions/sessionWorld.ts";
import { gridViewType } from "./gridViewType.ts";

/** The grids, as the rest of the extension sees them; what is behind them is started with the first one. */
export class Grids implements vscode.Disposable {
  readonly #start: () => Promise<GridHost>;
  readonly #changed = new vscode.EventEmitter<void>();
  /** A panel opened, closed, became active or changed its phase. */
  readonly onDidChange = this.#changed.event;
  #starting: Promise<GridHost> | undefined;
  #host: GridHost | undefined;
  #disposed = false;

  constructor(start: () => Promise<GridHost>) {
    this.#start = start;
  }

  /** The active grid, or the only visible one: what a command of the palette means. */
  get current(): GridPanel | undefined {
    return this.#host?.panels.current;
  }

  /** The grid already open that shows that saved query as it is saved, with these answers to its variables. */
  find(connectionId: string, ref: QueryRef, answered?: Answered): GridPanel | undefined {
    return this.#host?.panels.find(connectionId, ref, answered);
  }

  /** Asks for the answers to the variables of a query text, before a grid is there; undefined: a question was left. Texts without variables have no answers. */
  async answered(connectionId: string, text: string): Promise<Answered | undefined> {
    return (await this.#started()).answered(connectionId, text);
  }

  /** `answered`: what was asked for the variables of its query. */
  async open(connectionId: string, start: SessionStart, column?: vscode.ViewColumn, answered?: Answered): Promise<GridPanel> {
    return (await this.#started()).panels.open(connectionId, start, column, answered);
  }

  async record(connection: string, report: ReportId, id: string, signal: AbortSignal): Promise<string> {
    return (await this.#started()).record(connection, report, id, signal);
  }

  /** The loaded records of a connection that name an id; none before the first grid. */
  async mentions(connection: string, id: string, options: MentionOptions): Promise<Mentions> {
    return (await this.#host?.mentions(connection, id, options)) ?? { mentions: [], more: false, isSoFar: false };
  }

  /** Names of the directory, for those who show records. */
  async names(): Promise<NameLookUps> {
    return (await this.#started()).names();
  }

  /** Where the portals of a connection are; undefined where none are known, and before the first grid or record. */
  async portals(connection: string): Promise<Portals | undefined> {
    return this.#host?.portals(connection);
  }

  /** Filters the grid that a record was opened from, or another that has it, for a value of it. False: no grid has the record. */
  async filterFor(record: RecordKey, path: string, value: PickedValue): Promise<boolean> {
    return (await this.#host?.panels.filterFor(record, path, value)) ?? false;
  }

  /** The newest loaded record that answers the question; none before the first grid. */
  async loadedLastGood(connection: string, question: LastGoodQuestion): Promise<LoadedGood | undefined> {
    return this.#host?.loadedLastGood(connection, question);
  }

  /** The same of the service, in one request; an error has a sentence for the person. */
  async askedLastGood(connection: string, question: LastGoodQuestion, signal: AbortSignal): Promise<AskedGood> {
    return (await this.#started()).askedLastGood(connection, question, signal);
  }

  /** Opens the record whose address a text is. False: it is none, or the record cannot be had so, which the person is told. */
  async openPastedRecord(text: string, connection: string): Promise<boolean> {
    return (await this.#started()).openPastedRecord(text, connection);
  }

  /** Asks where to go from a record, and goes. `text`: its JSON. `at`: a place of that text, or a key of `Place`. */
  async goTo(of: RecordKey, text: string, at: DocumentPlace): Promise<void> {
    await (await this.#started()).goTo(of, text, at);
  }

  /** Shows what was run on the connection; runs or saves what is picked. */
  async recent(connectionId: string): Promise<void> {
    await (await this.#started()).recent(connectionId);
  }

  /** Opens the grid that was closed last once more. False: none was closed. */
  async reopenClosed(): Promise<boolean> {
    return (await this.#host?.reopenClosed()) ?? false;
  }

  /** Forgets what was run and closed. */
  async forget(): Promise<void> {
    await (await this.#started()).forget();
  }

  /** Waits until the service's limit has room for one more request, and takes it. */
  async spend(connection: Connection, signal: AbortSignal): Promise<void> {
    return (await this.#started()).spend(connection, signal);
  }

  /** Settings such as the time zone have changed. */
  refreshStates(): void {
    this.#host?.panels.refreshStates();
  }

  /** Brings panels back after a restart of VS Code; `readFrom` is asked for each, as what is known may change meanwhile. */
  restoring(readFrom: () => Promise<RestoringFrom>): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(gridViewType, {
      deserializeWebviewPanel: async (panel, memory: unknown) => {
        const [{ panels }, from] = await Promise.all([this.#started(), readFrom()]);
        panels.restore(panel, memory, from);
      },
    });
  }

  #started(): Promise<GridHost> {
    this.#starting ??= this.#start().then((host) => {
      if (this.#disposed) host.dispose();
      this.#host = host;
      host.panels.onDidChange(() => this.#changed.fire());
      return host;
    });
    return this.#starting;
  }

  async endExports(): Promise<void> {
    await this.#host?.endExports();
  }

  dispose(): void {
    this.#disposed = true;
    this.#host?.dispose();
    this.#changed.dispose();
  }
}
