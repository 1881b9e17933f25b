import * as vscode from "vscode";
import { reportCards } from "../reports/cards.ts";
import type { ReportId } from "../reports/report.ts";
import type { Connections } from "./connections/connections.ts";
import { didStep } from "./firstSteps.ts";
import type { GridPanel } from "./grid/gridPanel.ts";
import type { Grids } from "./grid/grids.ts";
import { nextStep } from "./connections/needItem.ts";
import { askQuery, saveQuery } from "./queries/queryInput.ts";
import { harmless } from "./harmless.ts";
import type { SavedQuery } from "./queries/queryEntries.ts";
import { isSameQuery, queryKey, type QueryRef } from "../sessions/queryRef.ts";
import type { TreeNode } from "./queries/queryTree.ts";
import { register } from "./register.ts";
import { gridTitle } from "./grid/gridTitle.ts";
import type { RunHistory } from "./queries/runHistory.ts";
import { changeQuery, deleteQuery, EntryChanged, restoreQuery, savedQueries } from "./queries/savedQueries.ts";
import { starterQueries } from "./queries/starterQueries.ts";
import type { SavedAs, SessionStart } from "../sessions/sessionWorld.ts";

export interface CommandContext {
  readonly connections: Connections;
  readonly grids: Grids;
  readonly history: RunHistory;
  readonly view: vscode.TreeView<TreeNode>;
  /** The one that times are shown in, by its name. */
  zone(): string;
}

/** Two clicks on the same item within this time are a double click; VS Code does not tell its trees. */
const doubleClickMs = 500;

/** The query that the demo opens with. */
const firstQuery: QueryRef = { origin: "starter", report: "signIns", name: "Failed sign-ins", nth: 0 };

/** What the palette, menus and keys can do. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const { connections, grids, history, view } = context;

  async function connected(): Promise<string | undefined> {
    if (connections.active === undefined) await vscode.commands.executeCommand("tenantActivity.chooseConnection");
    return connections.active?.id;
  }

  async function run(
    text: string,
    title: string,
    saved?: SavedAs & Pick<SavedQuery, "opens">,
    column?: vscode.ViewColumn,
    on?: string,
  ): Promise<void> {
    const id = on ?? (await connected());
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
    if (saved) noteWhenEnded(grid, saved.ref);
  }

  function noteWhenEnded(grid: GridPanel, ref: QueryRef): void {
    const listener = grid.onDidChange(() => {
      const { session } = grid;
      const { phase, loaded } = session.state();
      if (phase === "running" || phase === "idle") return;
      listener.dispose();
      // Another query may have been run there in the meantime.
      if (isSameQuery(session.ref, ref)) void history.note(ref, { at: Date.now(), rows: loaded, complete: phase === "complete" });
    });
  }

  const titleOn = (name: string, connectionId: string): string =>
    gridTitle(name, connectionId, { active: () => connections.active?.id ?? "", connectionName: (id) => connections.find(id)?.name });

  const asSaved = ({ text, ref, opens }: SavedQuery) => ({ ref, text, ...(opens && { opens }) });
  const runSaved = (query: SavedQuery, column?: vscode.ViewColumn) => run(query.text, query.ref.name, asSaved(query), column);

  async function pickSaved(): Promise<void> {
    const { queries } = await savedQueries();
    type Item = vscode.QuickPickItem & { readonly query?: SavedQuery };
    const item = (query: SavedQuery): Item => ({
      label: harmless(query.ref.name),
      description: query.range + (query.ref.origin === "workspace" ? " · workspace" : ""),
      detail: harmless(query.text),
      query,
    });
    const recent = queries.filter(({ ref }) => history.rank(ref) < 5).toSorted((a, b) => history.rank(a.ref) - history.rank(b.ref));
    const group = (label: string, members: readonly SavedQuery[]): Item[] =>
      members.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...members.map(item)];
    const items = [
      ...group("recently used", recent),
      ...reportCards.flatMap(({ id, title }) =>
        group(
          title,
          queries.filter((query) => query.ref.report === id && !recent.includes(query)),
        ),
      ),
    ];
    const picked = await vscode.window.showQuickPick(items, { title: "Run Saved Query", placeHolder: "Which query?", matchOnDetail: true });
    if (picked?.query) await runSaved(picked.query);
  }

  async function newQuery(node?: TreeNode): Promise<void> {
    const report: ReportId = node?.type === "report" ? node.report.id : "signIns";
    const text = await askQuery({ title: "New Query", value: `${report} last 24h`, zone: context.zone });
    if (text === undefined) return;
    const { parseQuery, queryTitle } = await import("./queries/queryLanguage.ts");
    const { query } = parseQuery(text);
    await run(text.trim(), query ? queryTitle(query) : "New query");
  }

  /** A key of the tree comes without its item: the selected one is meant. */
  const meant = (node: TreeNode | undefined): TreeNode | undefined => node ?? view.selection[0];

  async function editQuery(item?: TreeNode): Promise<void> {
    const node = meant(item);
    if (node?.type === "broken") await editSettings(node);
    if (node?.type !== "query") return;
    const { ref, text, place } = node.query;
    const { name } = ref;
    const value = await askQuery({ title: place ? `Edit “${name}”` : `Edit a copy of “${name}”`, value: text, zone: context.zone });
    if (value === undefined) return;
    if (!place) await saveQuery(value, `My ${name.toLowerCase()}`);
    else await changeQuery(place, name, { query: value.trim() }).catch((error: unknown) => saveElsewhere(error, value, name));
  }

  /** What was typed is not lost, although the query that it was to replace is no longer there. */
  async function saveElsewhere(error: unknown, text: string, name: string): Promise<void> {
    if (!(error instanceof EntryChanged)) throw error;
    const save = "Save Query…";
    const choice = await vscode.window.showErrorMessage(harmless(error.message), save);
    if (choice === save) await saveQuery(text, name);
  }

  async function removeQuery(item?: TreeNode): Promise<void> {
    const node = meant(item);
    if (node?.type !== "query" || !node.query.place) return;
    const { place, ref } = node.query;
    await deleteQuery(place, ref.name);
    const undo = "Undo";
    const deleted = harmless(`Deleted the query “${ref.name}” from your ${place.list.scope} settings.`);
    const choice = await vscode.window.showInformationMessage(deleted, undo);
    if (choice === undo) await restoreQuery(place);
  }

  const editSettings = (node?: TreeNode) =>
    vscode.commands.executeCommand(
      node?.type === "broken" && node.broken.place.list.scope === "workspace"
        ? "workbench.action.openWorkspaceSettingsFile"
        : "workbench.action.openSettingsJson",
      { revealSetting: { key: "tenantActivity.queries" } },
    );

  async function openDemo(): Promise<void> {
    await connections.use("demo");
    await vscode.commands.executeCommand("tenantActivity.queries.focus");
    const query = starterQueries().find(({ ref }) => isSameQuery(ref, firstQuery));
    if (query === undefined) return;
    await runSaved(query);
    await view.reveal({ type: "query", query }, { select: true, focus: false }).then(undefined, () => undefined); // a tree still empty has nothing to reveal
  }

  let lastClick: { readonly id: string; readonly at: number } | undefined;
  /** A click on a tree item selects it; the second one within the system's usual time runs it. */
  async function clickQuery(node: TreeNode): Promise<void> {
    if (node.type !== "query") return;
    const id = queryKey(node.query.ref);
    const isDouble =
      vscode.workspace.getConfiguration("workbench.list").get("openMode") === "doubleClick" ||
      (lastClick?.id === id && Date.now() - lastClick.at < doubleClickMs);
    lastClick = isDouble ? undefined : { id, at: Date.now() };
    if (isDouble) await runSaved(node.query);
  }

  const runNode = async (node: TreeNode | undefined, column?: vscode.ViewColumn) => {
    const chosen = meant(node);
    if (chosen?.type === "query") await runSaved(chosen.query, column);
    else if (chosen?.type === "broken") await editSettings(chosen);
    else if (chosen?.type === "need") {
      const { command, arguments: of = [] } = nextStep(chosen.need);
      await vscode.commands.executeCommand(command, ...(of as unknown[]));
    }
  };

  /** On another connection, which does not become the active one. */
  async function runOn(item: TreeNode | undefined): Promise<void> {
    const chosen = meant(item);
    if (chosen?.type !== "query") return;
    const { text, ref } = chosen.query;
    const items = connections.list.map((connection) => ({ label: harmless(connection.name), id: connection.id }));
    const title = harmless(`Run “${ref.name}” On`);
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder: "Which connection?" });
    if (picked) await run(text, titleOn(ref.name, picked.id), asSaved(chosen.query), undefined, picked.id);
  }

  /** Runs `work` on the grid that the person means. */
  const onGrid = (work: (grid: GridPanel) => unknown) => async () => {
    const grid = grids.current;
    if (grid === undefined) void vscode.window.showInformationMessage("Open a grid first: run a query.");
    else await work(grid);
  };

  async function openRecord(grid: GridPanel, beside: boolean): Promise<void> {
    const { record } = await grid.grid.selection();
    if (record === undefined) void vscode.window.showInformationMessage("Move to a row of the grid first.");
    else await grid.openRecord(record, beside);
  }

  async function openRows(grid: GridPanel, format: "json" | "ndjson"): Promise<void> {
    const { ranges } = await grid.grid.selection();
    // One focused row is no selection worth a document of several: then the whole view is meant.
    const several = ranges.reduce((sum, { from, to }) => sum + to - from, 0) > 1;
    await grid.openRecords(several ? ranges : [{ from: 0, to: grid.session.rowCount }], format);
  }

  async function copyQuery(node?: TreeNode): Promise<void> {
    const text = node?.type === "query" ? node.query.text : grids.current?.session.queryText;
    if (text !== undefined) await vscode.env.clipboard.writeText(text);
  }

  async function saveCurrent(grid: GridPanel): Promise<void> {
    const { queryText, ref, proposedName } = grid.session;
    const saved = await saveQuery(queryText, proposedName, ref);
    if (saved) grid.session.rename(saved.ref.name, saved);
  }

  const commands: Record<string, (...parameters: never[]) => unknown> = {
    openDemo,
    runSavedQuery: pickSaved,
    recentQueries: async () => {
      const id = await connected();
      if (id !== undefined) await grids.recent(id);
    },
    reopenClosedGrid: async () => {
      if (!(await grids.reopenClosed())) void vscode.window.showInformationMessage("No grid was closed in this window.");
    },
    clearRecentQueries: () => grids.forget(),
    newQuery,
    saveQuery: onGrid(saveCurrent),
    copyQuery,
    changeAnswers: onGrid((grid) => grid.changeAnswers()),
    editQuery,
    deleteQuery: removeQuery,
    editSettings,
    runQuery: (node?: TreeNode) => runNode(node),
    runQueryBeside: (node?: TreeNode) => runNode(node, vscode.ViewColumn.Beside),
    runQueryOn: runOn,
    clickQuery,
    openRecord: onGrid((grid) => openRecord(grid, false)),
    openRecordBeside: onGrid((grid) => openRecord(grid, true)),
    openRowsAsJson: onGrid((grid) => openRows(grid, "json")),
    openRowsAsNdjson: onGrid((grid) => openRows(grid, "ndjson")),
    exportRows: onGrid(async (grid) => grid.exportRows((await grid.grid.selection()).ranges)),
    openSummary: onGrid((grid) => grid.openSummary()),
    copySummary: onGrid((grid) => grid.copySummary()),
    refresh: onGrid((grid) => grid.run(grid.session.queryText)),
    loadMore: onGrid((grid) => grid.session.loadMore()),
    loadAll: onGrid((grid) => grid.session.loadAll()),
    cancel: onGrid((grid) => grid.session.cancel()),
    focusQuery: onGrid((grid) => grid.grid.focus({ part: "query" })),
    openSettings: () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:tenant-activity.tenant-activity"),
  };
  return register(commands);
}
