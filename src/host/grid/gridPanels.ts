import * as vscode from "vscode";
import type { Answered } from "../../protocol/grid.ts";
import { printQuery, type PickedValue } from "../../query/index.ts";
import { answeredStart } from "../../sessions/answered.ts";
import type { Collection } from "../../sessions/collection.ts";
import { GridName } from "../../sessions/gridName.ts";
import { loadedRecord } from "../../sessions/loadedRecord.ts";
import { GridPanel, type PanelContext } from "./gridPanel.ts";
import type { GoToWorld } from "../goTo/goToPick.ts";
import { harmless } from "../harmless.ts";
import type { RecordKey } from "../records/documents.ts";
import type { MeantRecord } from "../records/meantRecord.ts";
import type { QueryRef } from "../../sessions/queryRef.ts";
import { restoredGrid, type RestoringFrom } from "./restoredGrid.ts";
import type { SessionStart } from "../../sessions/sessionWorld.ts";
import { gridViewType } from "./gridViewType.ts";

export type GridPanelsContext = Omit<
  PanelContext,
  | "recentTexts"
  | "world"
  | "runBeside"
  | "runAnswered"
  | "panes"
  | "portals"
  | "names"
  | "collections"
  | "showLoadedBeside"
  | "openedRecord"
>;

interface ClosedGrid {
  readonly connectionId: string;
  readonly start: SessionStart;
}

const mostClosed = 20;
/** Records of which it is known who opened them. */
const mostOpened = 1_000;

const nameOf = ({ connection, report, id }: RecordKey): string => JSON.stringify([connection, report, id]);

/** The open grids; at most one is active. */
export class GridPanels implements vscode.Disposable {
  readonly #context: PanelContext;
  readonly #open = new Set<GridPanel>();
  /** What closed ones were like, the last one last. */
  readonly #closed: ClosedGrid[] = [];
  readonly #forgotten = new WeakSet<GridPanel>();
  /** Which grid opened a record's document last, by the record; the latest last. */
  readonly #openedBy = new Map<string, GridPanel>();
  readonly #changed = new vscode.EventEmitter<GridPanel>();
  /** A panel opened, closed, became active or changed its phase. */
  readonly onDidChange = this.#changed.event;

  readonly #ended = new vscode.EventEmitter<GridPanel>();
  /** A run has ended: all is there, it pauses, or it failed. */
  readonly onDidEndRun = this.#ended.event;

  constructor(context: GridPanelsContext & Pick<PanelContext, "world" | "panes" | "recentTexts" | "portals" | "names">) {
    this.#context = {
      ...context,
      runBeside: (connectionId, title, queryText) => void this.runBeside(connectionId, title, queryText),
      collections: (connectionId) => this.collections(connectionId),
      showLoadedBeside: (connectionId, title, collection, query) =>
        this.open(connectionId, { title, queryText: printQuery(query) }, vscode.ViewColumn.Beside).session.showLoaded(collection, query),
      openedRecord: (grid, key) => this.#noteOpened(grid, key),
      runAnswered: (connectionId, start, answered) => this.#runAnswered(connectionId, start, answered),
    };
  }

  get active(): GridPanel | undefined {
    return [...this.#open].find(({ panel }) => panel.active);
  }

  /** The active grid, or the only visible one: what a command of the palette means. */
  get current(): GridPanel | undefined {
    const visible = [...this.#open].filter(({ panel }) => panel.visible);
    return this.active ?? (visible.length === 1 ? visible[0] : undefined);
  }

  /** The grid already open that shows that saved query as it is saved, with these answers to its variables. */
  find(connectionId: string, ref: QueryRef, answered?: Answered): GridPanel | undefined {
    return [...this.#open].find((grid) => grid.connectionId === connectionId && grid.session.shows(ref, answered));
  }

  /** What the grids of a connection have loaded, that of the newest grid first. */
  collections(connectionId: string): Collection[] {
    const all = [...this.#open].filter((grid) => grid.connectionId === connectionId).map(({ session }) => session.collection);
    return all.filter((collection) => collection !== undefined).reverse();
  }

  #noteOpened(grid: GridPanel, key: RecordKey): void {
    const name = nameOf(key);
    this.#openedBy.delete(name);
    this.#openedBy.set(name, grid);
    const [oldest] = this.#openedBy.keys();
    if (this.#openedBy.size > mostOpened && oldest !== undefined) this.#openedBy.delete(oldest);
  }

  /** The grid that a record's document came from; when that is closed or shows another report, the newest that has the record. */
  async #gridOf(key: RecordKey): Promise<GridPanel | undefined> {
    const opener = this.#openedBy.get(nameOf(key));
    return opener?.session.report.id === key.report ? opener : (await this.#holderOf(key))?.grid;
  }

  /** A grid that has the record, and as which: the one that its document came from before others, then the newest. */
  async #holderOf(key: RecordKey): Promise<{ readonly grid: GridPanel; readonly record: number } | undefined> {
    const { connection, report, id } = key;
    const opener = this.#openedBy.get(nameOf(key));
    const newest = [...this.#open].filter((grid) => grid.connectionId === connection && grid !== opener).reverse();
    for (const grid of opener ? [opener, ...newest] : newest) {
      const { collection } = grid.session;
      const found = collection && (await loadedRecord([collection], report, id));
      if (found) return { grid, record: found.record };
    }
    return undefined;
  }

  /** How a record is compared with another row of a grid that has it, when there is one. `shown`: the record as its document has it. */
  async comparing(key: RecordKey, shown: MeantRecord): Promise<GoToWorld["compare"]> {
    const held = await this.#holderOf(key);
    return held && { grid: held.grid.session.title, ask: () => held.grid.compareWith(held.record, shown) };
  }

  /** Filters the grid that a record's document came from for a value of the record, and shows it. False: no grid has the record. */
  async filterFor(key: RecordKey, path: string, value: PickedValue): Promise<boolean> {
    const grid = await this.#gridOf(key);
    await grid?.filterFor(path, value);
    return grid !== undefined;
  }

  /** Shows a query with other answers: in the grid that has them already, or in one beside. */
  #runAnswered(connectionId: string, start: SessionStart, answered: Answered): void {
    const open = start.saved && this.find(connectionId, start.saved.ref, answered);
    if (open) open.panel.reveal();
    else void this.open(connectionId, start, vscode.ViewColumn.Beside, answered).run(answered.template, answered);
  }

  /** `answered`: what was asked for the variables of its query. */
  open(
    connectionId: string,
    asked: SessionStart,
    column: vscode.ViewColumn = vscode.ViewColumn.Active,
    answered: Answered = { template: asked.queryText, answers: {} },
  ): GridPanel {
    const start = answeredStart(asked, answered);
    const { name } = new GridName(start.title, start.saved, undefined, start.answered);
    const panel = vscode.window.createWebviewPanel(gridViewType, harmless(name), column, {
      enableScripts: true,
      enableFindWidget: false,
    });
    return this.#adopt(new GridPanel(panel, this.#context, connectionId, start));
  }

  /** Runs a query in a grid of its own, beside what has the focus. */
  async runBeside(connectionId: string, title: string, queryText: string): Promise<void> {
    await this.open(connectionId, { title, queryText }, vscode.ViewColumn.Beside).run(queryText);
  }

  /** As a grid goes on from its records; there is none that could go there itself. */
  goToWorld(connectionId: string): Omit<GoToWorld, "portals" | "names"> {
    const { showLoadedBeside, isShown } = this.#context;
    return {
      offers: isShown,
      collections: this.collections(connectionId),
      show: (title, text) => this.runBeside(connectionId, title, text),
      showLoaded: (title, collection, query) => showLoadedBeside(connectionId, title, collection, query),
    };
  }

  /** Brings a panel back after a restart of VS Code, with its query but without its rows: fetching is the person's to start. */
  restore(panel: vscode.WebviewPanel, memory: unknown, from: RestoringFrom): void {
    const { connectionId, start } = restoredGrid(memory, panel.title, from);
    this.#adopt(new GridPanel(panel, this.#context, connectionId, start));
  }

  refreshStates(): void {
    for (const { session } of this.#open) session.refreshState();
  }

  #adopt(grid: GridPanel): GridPanel {
    this.#open.add(grid);
    let wasRunning = false;
    grid.onDidChange(() => {
      const isRunning = grid.session.phase === "running";
      if (wasRunning && !isRunning && !this.#forgotten.has(grid)) this.#ended.fire(grid);
      wasRunning = isRunning;
      this.#changed.fire(grid);
    });
    grid.onDidClose(() => {
      this.#open.delete(grid);
      for (const [name, opener] of this.#openedBy) if (opener === grid) this.#openedBy.delete(name);
      if (!this.#forgotten.has(grid)) this.#closed.push({ connectionId: grid.connectionId, start: grid.session.asStart() });
      if (this.#closed.length > mostClosed) this.#closed.shift();
      this.#changed.fire(grid);
    });
    this.#changed.fire(grid);
    return grid;
  }

  /** Opens the grid that was closed last once more, and runs its query: the rows went with it. False: none was closed. */
  async reopen(): Promise<boolean> {
    const closed = this.#closed.pop();
    if (!closed) return false;
    await this.open(closed.connectionId, closed.start).run(closed.start.queryText);
    return true;
  }

  /** Nothing is known any longer of those that were closed; of those that are open nothing will be. */
  forgetClosed(): void {
    this.#closed.length = 0;
    for (const grid of this.#open) this.#forgotten.add(grid);
  }

  dispose(): void {
    for (const grid of this.#open) grid.dispose();
    this.#changed.dispose();
    this.#ended.dispose();
  }
}
