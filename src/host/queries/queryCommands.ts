import * as vscode from "vscode";
import type { queryCommands } from "../../commands/queries.ts";
import { reportIds, type ReportId } from "../../reports/report.ts";
import { queryKey } from "../../sessions/queryRef.ts";
import type { Connections } from "../connections/connections.ts";
import { nextStep } from "../connections/needItem.ts";
import type { Grids } from "../grid/grids.ts";
import { harmless } from "../harmless.ts";
import { register } from "../register.ts";
import { DoubleClick } from "./doubleClick.ts";
import { editQuery, editSettings, removeQuery } from "./queryEdits.ts";
import { QueryRuns } from "./queryRuns.ts";
import type { TreeNode } from "./queryTree.ts";
import type { RunHistory } from "./runHistory.ts";
import { pickSavedQuery } from "./savedQueryPick.ts";
import type { ShownReports } from "./shownReports.ts";
import { pickShownReports } from "./shownReportsPick.ts";
import { starterQueries } from "./starterQueries.ts";

export interface QueryCommandContext {
  readonly connections: Connections;
  readonly grids: Grids;
  readonly history: RunHistory;
  readonly shown: ShownReports;
  readonly view: vscode.TreeView<TreeNode>;
  /** The one that times are shown in, by its name. */
  zone(): string;
}

/** What is done with queries: in the tree, from the palette and by keys. */
export function registerQueryCommands({ connections, grids, history, shown, view, zone }: QueryCommandContext): vscode.Disposable {
  const runs = new QueryRuns(connections, grids, history);
  const clicks = new DoubleClick();
  /** A key of the tree comes without its item: the selected one is meant. */
  const meant = (node: TreeNode | undefined): TreeNode | undefined => node ?? view.selection[0];

  async function openDemo(): Promise<void> {
    await connections.use("demo");
    await vscode.commands.executeCommand("tenantActivity.queries.focus");
    // What most people come for is the first of all.
    const [query] = starterQueries();
    if (query === undefined) return;
    await runs.runSaved(query);
    await view.reveal({ type: "query", query }, { select: true, focus: false }).then(undefined, () => undefined); // a tree still empty has nothing to reveal
  }

  async function newQuery(node?: TreeNode): Promise<void> {
    const report: ReportId = node?.type === "report" ? node.report.id : reportIds[0];
    const { askQuery, parseQuery, queryTitle } = await import("./queryLanguage.ts");
    const text = await askQuery({ title: "New Query", value: `${report} last 24h`, zone });
    if (text === undefined) return;
    const { query } = parseQuery(text);
    await runs.run(text.trim(), query ? queryTitle(query) : "New query");
  }

  async function runNode(node: TreeNode | undefined, column?: vscode.ViewColumn): Promise<void> {
    const chosen = meant(node);
    if (chosen?.type === "query") await runs.runSaved(chosen.query, { column });
    else if (chosen?.type === "broken") await editSettings(chosen);
    else if (chosen?.type === "need") {
      const { command, arguments: of = [] } = nextStep(chosen.need);
      await vscode.commands.executeCommand(command, ...(of as unknown[]));
    }
  }

  async function runOn(item: TreeNode | undefined): Promise<void> {
    const chosen = meant(item);
    if (chosen?.type !== "query") return;
    const items = connections.list.map((connection) => ({ label: harmless(connection.name), id: connection.id }));
    const title = harmless(`Run “${chosen.query.ref.name}” On`);
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder: "Which connection?", ignoreFocusOut: true });
    if (picked) await runs.runSaved(chosen.query, { on: picked.id });
  }

  return register<typeof queryCommands>({
    openDemo,
    newQuery,
    async runSavedQuery() {
      const query = await pickSavedQuery(history, shown);
      if (query) await runs.runSaved(query);
    },
    async recentQueries() {
      const id = await runs.connected();
      if (id !== undefined) await grids.recent(id);
    },
    async reopenClosedGrid() {
      if (!(await grids.reopenClosed())) void vscode.window.showInformationMessage("No grid was closed in this window.");
    },
    showReports: () => pickShownReports(shown),
    clearRecentQueries: () => grids.forget(),
    async copyQuery(node?: TreeNode) {
      const text = node?.type === "query" ? node.query.text : grids.current?.session.queryText;
      if (text !== undefined) await vscode.env.clipboard.writeText(text);
    },
    editQuery: (node?: TreeNode) => editQuery(meant(node), zone),
    deleteQuery: (node?: TreeNode) => removeQuery(meant(node)),
    editSettings,
    runQuery: (node?: TreeNode) => runNode(node),
    runQueryBeside: (node?: TreeNode) => runNode(node, vscode.ViewColumn.Beside),
    runQueryOn: runOn,
    // A click on a tree item selects it; the second one within the system's usual time runs it.
    async clickQuery(node: TreeNode) {
      if (node.type === "query" && clicks.isSecond(queryKey(node.query.ref))) await runs.runSaved(node.query);
    },
  });
}
