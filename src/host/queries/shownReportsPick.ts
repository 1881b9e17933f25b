import * as vscode from "vscode";
import { reportCards } from "../../reports/cards.ts";
import type { ReportId } from "../../reports/report.ts";
import type { ShownReports } from "./shownReports.ts";

type Item = vscode.QuickPickItem & { readonly report: ReportId };

/** Asks which of the reports that few need the tree shows, and remembers it. */
export async function pickShownReports(shown: ShownReports): Promise<void> {
  const items = reportCards.flatMap(({ id, title, description, apart }): Item[] =>
    apart ? [{ report: id, label: title, description: `needs ${apart.permission}`, detail: description, picked: shown.has(id) }] : [],
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: "Show or Hide Reports",
    placeHolder: "Which further reports to show in the view?",
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (picked) await shown.keep(picked.map(({ report }) => report));
}
