import * as vscode from "vscode";
import { recordKey, type RecordKey } from "./documents.ts";

const titleOf = ({ path }: vscode.Uri): string => path.replace(/^.*\//, "").replace(/\.json$/, "");

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
      await vscode.window.tabGroups.close(tab, true);
    } catch {
      // The record cannot be had now: its tab says so, and stays.
    } finally {
      moving.delete(uri.toString());
    }
  };
  const all = (tabs: readonly vscode.Tab[]): void => tabs.forEach((tab) => void move(tab));
  all(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
  return vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => all([...opened, ...changed]));
}
