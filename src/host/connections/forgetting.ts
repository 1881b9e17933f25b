import * as vscode from "vscode";
import { against } from "../records/against.ts";
import { scheme } from "../records/documents.ts";
import { gridViewType } from "../grid/gridViewType.ts";

export interface Forgettable {
  forget(): Promise<void>;
}

const isGrid = ({ input }: vscode.Tab): boolean => input instanceof vscode.TabInputWebview && input.viewType.endsWith(gridViewType);

function isRecord({ input, label }: vscode.Tab): boolean {
  // Several comparisons in one editor: of its input nothing is told.
  if (input === undefined || input === null) return label.includes(against);
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified].some((uri) => uri.scheme === scheme);
  return input instanceof vscode.TabInputText && input.uri.scheme === scheme;
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/**
 * Forgets what may name people and stands in no secret: what `things` keep, and the open grids and records, also those that VS Code has yet to
 * bring back after a restart. What they keep for the next one, such as a query, a filter and a title, goes with their tabs. Never rejects.
 */
export async function forgetting(things: readonly Forgettable[]): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const [grids, records] = [tabs.filter(isGrid), tabs.filter(isRecord)];
  const done = await Promise.allSettled([vscode.window.tabGroups.close([...grids, ...records]), ...things.map((thing) => thing.forget())]);
  const failed = done.some((one) => one.status === "rejected" || one.value === false);
  const closed = [grids.length > 0 && counted(grids.length, "grid"), records.length > 0 && counted(records.length, "record")].filter(
    (what) => what !== false,
  );
  if (failed)
    void vscode.window.showErrorMessage(
      "Not all of what Tenant Activity remembers could be forgotten. Close its grids and records, and choose Forget Everything again.",
    );
  else if (closed.length > 0)
    void vscode.window.showInformationMessage(`Closed ${closed.join(" and ")}, as queries and records can name people.`);
}
