import * as vscode from "vscode";
import { reportCards } from "../../reports/cards.ts";
import type { ReportCard, ReportId } from "../../reports/report.ts";
import type { Connections } from "../connections/connections.ts";
import { harmless } from "../harmless.ts";
import { needItem } from "../connections/needItem.ts";
import type { Need, Needs } from "../connections/needs.ts";
import type { BrokenQuery, SavedQuery } from "./queryEntries.ts";
import { queryKey } from "../../sessions/queryRef.ts";
import type { RunHistory } from "./runHistory.ts";
import { onDidChangeSavedQueries, savedQueries } from "./savedQueries.ts";
import type { ShownReports } from "./shownReports.ts";
import { groupTooltip, starterGroups, type StarterGroup } from "./starterGroups.ts";

export type TreeNode =
  | { readonly type: "need"; readonly need: Need }
  | { readonly type: "report"; readonly report: ReportCard }
  | { readonly type: "group"; readonly group: StarterGroup }
  | { readonly type: "query"; readonly query: SavedQuery }
  | { readonly type: "broken"; readonly broken: BrokenQuery };

/** What is needed first, then the reports, and under each the person's own queries, then its starter queries by task. Empty while there is no connection: the view then shows its welcome. */
export class QueryTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #connections: Connections;
  readonly #history: RunHistory;
  readonly #needs: Needs;
  readonly #shown: ShownReports;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners: vscode.Disposable;

  constructor(connections: Connections, history: RunHistory, needs: Needs, shown: ShownReports) {
    this.#connections = connections;
    this.#history = history;
    this.#needs = needs;
    this.#shown = shown;
    const refresh = () => this.#changed.fire();
    this.#listeners = vscode.Disposable.from(
      connections.onDidChange(refresh),
      history.onDidChange(refresh),
      onDidChangeSavedQueries(refresh),
      needs.onDidChange(refresh),
      shown.onDidChange(refresh),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    );
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const { active } = this.#connections;
    if (active === undefined) return [];
    const { queries, broken } = await savedQueries();
    if (node === undefined) {
      // What somebody has written has its place, whatever is hidden.
      const own = new Set([
        ...queries.flatMap(({ ref }) => (ref.origin === "starter" ? [] : [ref.report])),
        ...broken.map(({ report }) => report),
      ]);
      const homeless = broken.filter(({ report }) => report === undefined);
      const isRestricted = !vscode.workspace.isTrusted && vscode.workspace.workspaceFolders !== undefined;
      return [
        ...this.#needs.of(active, isRestricted).map((need) => ({ type: "need" as const, need })),
        ...reportCards.filter(({ id }) => this.#shown.has(id) || own.has(id)).map((report) => ({ type: "report" as const, report })),
        ...homeless.map((entry) => ({ type: "broken" as const, broken: entry })),
      ];
    }
    if (node.type === "group") return node.group.queries.map(queryNode);
    if (node.type !== "report") return [];
    const { id } = node.report;
    return [
      ...queries.filter(({ ref }) => ref.report === id && ref.origin !== "starter").map(queryNode),
      ...broken.filter(({ report }) => report === id).map((entry) => ({ type: "broken" as const, broken: entry })),
      ...starterGroups()
        .filter(({ report }) => report === id)
        .map((group) => ({ type: "group" as const, group })),
    ];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.type === "query" && node.query.ref.origin === "starter") {
      const { ref, task } = node.query;
      const group = starterGroups().find((one) => one.report === ref.report && one.task === task);
      return group && { type: "group", group };
    }
    const report = reportCards.find(({ id }) => id === reportOf(node));
    return report && { type: "report", report };
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.type) {
      case "need":
        return needItem(node.need);
      case "report":
        return this.#reportItem(node.report);
      case "group":
        return this.#groupItem(node.group);
      case "query":
        return this.#queryItem(node);
      case "broken":
        return this.#brokenItem(node);
    }
  }

  /** The tooltip of a query, made when it is shown: it says how long ago the query ran. */
  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.type !== "query") return item;
    const { ref, text, description } = node.query;
    item.tooltip = queryTooltip(harmless(description ?? ref.name), text, this.#history.last(ref, Date.now()));
    return item;
  }

  #reportItem({ id, title, icon, description }: ReportCard): vscode.TreeItem {
    const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
    item.id = id;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.tooltip = description;
    item.contextValue = "report";
    item.accessibilityInformation = { label: title };
    return item;
  }

  #groupItem(group: StarterGroup): vscode.TreeItem {
    const { report, task, title, isFirst, queries } = group;
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(title, isFirst ? Expanded : Collapsed);
    item.id = `group:${report}:${task}`;
    item.description = String(queries.length);
    item.tooltip = groupTooltip(group);
    item.contextValue = "group";
    item.accessibilityInformation = {
      label: `${title}, ${queries.length} starter ${queries.length === 1 ? "query" : "queries"} of ${report}`,
    };
    return item;
  }

  #queryItem(node: TreeNode & { type: "query" }): vscode.TreeItem {
    const { ref, range } = node.query;
    const { origin, report } = ref;
    const name = harmless(ref.name);
    const item = new vscode.TreeItem(name);
    item.id = queryKey(ref);
    item.description = origin === "workspace" ? `${range} · workspace` : range;
    item.iconPath = new vscode.ThemeIcon(origin === "starter" ? "search" : "bookmark");
    item.contextValue = origin === "starter" ? "starter" : "saved";
    item.accessibilityInformation = { label: `${name}, ${range}, query of ${report}` };
    item.command = { command: "tenantActivity.clickQuery", title: "Run on double click", arguments: [node] };
    return item;
  }

  #brokenItem(node: TreeNode & { type: "broken" }): vscode.TreeItem {
    const { place, ...broken } = node.broken;
    const { index, list } = place;
    const [name, problem] = [harmless(broken.name), harmless(broken.problem)];
    const item = new vscode.TreeItem(name);
    item.id = `broken:${list.scope}:${index}`;
    item.description = problem;
    item.tooltip = `${name} (${list.scope} settings, entry ${index + 1}): ${problem}`;
    item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    item.contextValue = "broken";
    item.command = { command: "tenantActivity.editSettings", title: "Open the settings", arguments: [node] };
    return item;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }
}

const queryNode = (query: SavedQuery) => ({ type: "query" as const, query });

/** The report that a node stands directly under. */
function reportOf(node: TreeNode): ReportId | undefined {
  if (node.type === "query") return node.query.ref.report;
  if (node.type === "group") return node.group.report;
  return node.type === "broken" ? node.broken.report : undefined;
}

/** Settings write it: text and code only, with no link, image, icon or command that works. */
function queryTooltip(said: string, text: string, lastRun: string | undefined): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString("", false);
  tooltip.isTrusted = false;
  tooltip.supportHtml = false;
  tooltip.appendText(said).appendCodeblock(visibleLines(text));
  return lastRun === undefined ? tooltip : tooltip.appendText(lastRun);
}

/** A query may stand on several lines. */
const visibleLines = (text: string): string => text.split("\n").map(harmless).join("\n");
