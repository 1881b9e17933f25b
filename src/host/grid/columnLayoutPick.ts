import * as vscode from "vscode";
import { columnLayouts, isLaidOut, laidOut } from "../../reports/columnLayouts.ts";
import { fieldOf } from "../../reports/fieldOf.ts";
import type { GridPanel } from "./gridPanel.ts";

/** Asks for one of the report's column layouts, and shows it. */
export async function pickColumnLayout({ session }: Pick<GridPanel, "session">): Promise<void> {
  const { report } = session;
  const shown = session.state().columns;
  const items = columnLayouts(report).map((layout) => ({
    label: layout.name,
    ...(isLaidOut(layout, shown) && { description: "shown now" }),
    detail: layout.columns.map((path) => fieldOf(report, path)?.label ?? path).join(", "),
    layout,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Column layout of ${report.title.toLowerCase()}`,
    placeHolder: "Columns that answer a question together",
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  // The grid may show another report by now.
  if (picked && session.report === report) session.columns(laidOut(picked.layout.columns, session.state().columns));
}
