import * as vscode from "vscode";
import { counted } from "../../records/counted.ts";
import { timeAgo } from "../../records/timeAgo.ts";
import type { RecentQuery } from "../../sessions/recentQueries.ts";
import { harmless } from "../harmless.ts";
import type { RecentMemory } from "./recentMemory.ts";

type Item = vscode.QuickPickItem & { readonly query?: RecentQuery; readonly act?: "keep" | "forget" };

const coverage = { complete: "complete", paused: "more at the service", failed: "failed" } as const;
const saveButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("save"), tooltip: "Save Query…" };

function itemOf(query: RecentQuery, now: number): Item {
  const { title, text, at, rows, phase } = query;
  return {
    label: harmless(title),
    description: `${timeAgo(now - at)} · ${counted(rows, "row")} · ${coverage[phase]}`,
    detail: harmless(text),
    buttons: [saveButton],
    query,
  };
}

/** Shows what was run on a connection. Answers with what the person wants to be done with one of them; undefined when they left. */
export async function pickRecent(
  memory: RecentMemory,
  connectionId: string,
  now: number,
): Promise<{ readonly query: RecentQuery; readonly act: "run" | "save" } | undefined> {
  const queries = memory.of(connectionId);
  const last: Item[] = [
    ...(memory.mayBeKept && !memory.isKept
      ? [
          {
            label: "Keep on This Machine…",
            iconPath: new vscode.ThemeIcon("archive"),
            detail: "Until then they are forgotten with this window.",
            act: "keep" as const,
            alwaysShow: true,
          },
        ]
      : []),
    ...(queries.length > 0 || memory.isKept
      ? [{ label: "Clear Recent Queries", iconPath: new vscode.ThemeIcon("trash"), act: "forget" as const, alwaysShow: true }]
      : []),
  ];
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = "Recent Queries";
  pick.ignoreFocusOut = true;
  pick.placeholder = queries.length > 0 ? "Which query is to be run again?" : "No query was run yet on this connection";
  pick.matchOnDetail = true;
  pick.items = [
    ...queries.map((query) => itemOf(query, now)),
    ...(last.length > 0 ? [{ label: "", kind: vscode.QuickPickItemKind.Separator }, ...last] : []),
  ];
  try {
    const { item, act } = await new Promise<{ readonly item?: Item; readonly act: "run" | "save" }>((resolve) => {
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) resolve({ item, act: "run" });
      });
      pick.onDidTriggerItemButton(({ item }) => resolve({ item, act: "save" }));
      pick.onDidHide(() => resolve({ act: "run" }));
      pick.show();
    });
    // Nobody chooses twice while what was chosen is done.
    pick.hide();
    if (item?.act === "keep") await keep(memory);
    if (item?.act === "forget") await memory.forget();
    return item?.query && { query: item.query, act };
  } finally {
    pick.dispose();
  }
}

async function keep(memory: RecentMemory): Promise<void> {
  const yes = "Keep on This Machine";
  const choice = await vscode.window.showInformationMessage(
    "Keep recent queries on this machine?",
    {
      modal: true,
      detail:
        "VS Code then keeps the texts and titles of what you run, on every connection, also for other windows. They can hold names of people; rows are never kept. Clear Recent Queries and Forget Everything take it back.",
    },
    yes,
  );
  if (choice === yes) await memory.keep();
}
