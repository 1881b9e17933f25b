import * as vscode from "vscode";
import type { Connections } from "../connections/connections.ts";
import { didStep } from "../firstSteps.ts";
import type { GridPanel } from "../grid/gridPanel.ts";
import type { Grids } from "../grid/grids.ts";
import { gridTitle } from "../grid/gridTitle.ts";
import { harmless } from "../harmless.ts";
import { isSameQuery, type QueryRef } from "../../sessions/queryRef.ts";
import type { SavedAs, SessionStart } from "../../sessions/sessionWorld.ts";
import type { SavedQuery } from "./queryEntries.ts";
import type { RunHistory } from "./runHistory.ts";

/** Where a query is run: in this column, on this connection, which does not become the active one. */
interface RunPlace {
  readonly column?: vscode.ViewColumn | undefined;
  readonly on?: string;
}

/** Runs queries in grids, whoever asks for it: the tree, the palette, the demo. */
export class QueryRuns {
  readonly #connections: Connections;
  readonly #grids: Grids;
  readonly #history: RunHistory;

  constructor(connections: Connections, grids: Grids, history: RunHistory) {
    this.#connections = connections;
    this.#grids = grids;
    this.#history = history;
  }

  /** The active connection, or the one that the person then chooses; undefined when they choose none. */
  async connected(): Promise<string | undefined> {
    if (this.#connections.active === undefined) await vscode.commands.executeCommand("tenantActivity.chooseConnection");
    return this.#connections.active?.id;
  }

  runSaved({ text, ref, opens }: SavedQuery, place: RunPlace = {}): Promise<void> {
    const title = place.on === undefined ? ref.name : this.#titleOn(ref.name, place.on);
    return this.run(text, title, { ref, text, ...(opens && { opens }) }, place);
  }

  async run(text: string, title: string, saved?: SavedAs & Pick<SavedQuery, "opens">, { column, on }: RunPlace = {}): Promise<void> {
    const grids = this.#grids;
    const id = on ?? (await this.connected());
    if (id === undefined || (await grids.openPastedRecord(text, id))) return;
    // Another answer is another grid, so a person is asked before there is one; who does not answer opens none.
    const answered = await grids.answered(id, text);
    if (answered === undefined) return;
    // A saved query goes to the grid that shows it; a new one gets a grid of its own.
    const open = saved && column === undefined ? grids.find(id, saved.ref, answered) : undefined;
    open?.panel.reveal();
    const { summary, folds, group } = saved?.opens ?? {};
    const start: SessionStart = {
      title,
      queryText: text,
      ...(saved && { saved }),
      ...(summary && { needsAll: true }),
      ...(folds && { folded: true }),
      ...(group !== undefined && { group }),
    };
    const grid = open ?? (await grids.open(id, start, column, answered));
    const problems = await grid.run(text, Object.keys(answered.answers).length > 0 ? answered : undefined);
    const [problem] = problems;
    if (!problem) didStep("run");
    if (problem) void vscode.window.showErrorMessage(harmless(`The query “${title}” was not run: ${problem.message}`));
    // It may have been saved with another text since the grid was opened.
    if (saved && open && !problem) grid.session.rename(title, saved);
    if (saved) this.#noteWhenEnded(grid, saved.ref);
  }

  #noteWhenEnded(grid: GridPanel, ref: QueryRef): void {
    const listener = grid.onDidChange(() => {
      const { session } = grid;
      const { phase, loaded } = session.state();
      if (phase === "running" || phase === "idle") return;
      listener.dispose();
      // Another query may have been run there in the meantime.
      if (isSameQuery(session.ref, ref)) void this.#history.note(ref, { at: Date.now(), rows: loaded, complete: phase === "complete" });
    });
  }

  #titleOn(name: string, connectionId: string): string {
    const connections = this.#connections;
    return gridTitle(name, connectionId, {
      active: () => connections.active?.id ?? "",
      connectionName: (id) => connections.find(id)?.name,
    });
  }
}
