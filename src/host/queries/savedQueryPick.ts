import * as vscode from "vscode";
import { reportCards } from "../../reports/cards.ts";
import { harmless } from "../harmless.ts";
import type { SavedQuery } from "./queryEntries.ts";
import type { RunHistory } from "./runHistory.ts";
import { savedQueries } from "./savedQueries.ts";
import type { ShownReports } from "./shownReports.ts";

type Item = vscode.QuickPickItem & { readonly query?: SavedQuery };

/** How many of those used last stand at the top. */
const recentCount = 5;

/** Which of all saved queries: those used last first, the others by report. */
export async function pickSavedQuery(history: RunHistory, shown: ShownReports): Promise<SavedQuery | undefined> {
  const { queries: all } = await savedQueries();
  const queries = all.filter(({ ref }) => ref.origin !== "starter" || shown.has(ref.report) || history.rank(ref) < recentCount);
  const item = (query: SavedQuery): Item => ({
    label: harmless(query.ref.name),
    description: query.range + (query.ref.origin === "workspace" ? " · workspace" : ""),
    detail: harmless(query.text),
    query,
  });
  const recent = queries.filter(({ ref }) => history.rank(ref) < recentCount).toSorted((a, b) => history.rank(a.ref) - history.rank(b.ref));
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
  const picked = await vscode.window.showQuickPick(items, {
    title: "Run Saved Query",
    placeHolder: "Which query?",
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.query;
}
