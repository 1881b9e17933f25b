import * as vscode from "vscode";
import { recordKey, type RecordKey } from "./documents.ts";

const titleOf = ({ path }: vscode.Uri): string => path.replace(/^.*\//, "").replace(/\.json$/, "");

const isOf =
  (uri: vscode.Uri) =>
  ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();

/** A tab that is shown under an address of before, without its report, gets the address that has one: by that VS Code finds the schema. */
export function moveOldTabs(addressOf: (key: RecordKey, title: string) => vscode.Uri): vscode.Disposable {
  const moving = new Set<string>();
  const move = async (tab: vscode.Tab): Promise<void> => {
    if (!(tab.input instanceof vscode.TabInputText)) return;
    const { uri } = tab.input;
    const key = recordKey(uri);
    if (!key || !tab.isActive || uri.path.startsWith(`/${key.report}/`) || moving.has(uri.toString())) return;
    moving.add(uri.toString());
    try {
      await vscode.window.showTextDocument(addressOf(key, titleOf(uri)), {
        viewColumn: tab.group.viewColumn,
        preview: tab.isPreview,
        preserveFocus: !tab.group.isActive,
      });
      // Tabs may be told anew when another opens.
      const old = vscode.window.tabGroups.all
        .flatMap(({ viewColumn, tabs }) => (viewColumn === tab.group.viewColumn ? tabs : []))
        .filter(isOf(uri));
      if (old.length > 0) await vscode.window.tabGroups.close(old, true);
    } catch {
      // The record cannot be had now: its tab says so, and stays.
    } finally {
      moving.delete(uri.toString());
    }
  };
  const shown = (): void => vscode.window.tabGroups.all.forEach(({ activeTab }) => activeTab && void move(activeTab));
  shown();
  // Some versions tell of a tab before it is the one that is shown, and not again.
  return vscode.Disposable.from(vscode.window.tabGroups.onDidChangeTabs(shown), vscode.window.onDidChangeActiveTextEditor(shown));
}
