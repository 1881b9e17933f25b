import * as vscode from "vscode";
import { harmless } from "../harmless.ts";
import { saveQuery } from "./saveQuery.ts";
import type { TreeNode } from "./queryTree.ts";
import { changeQuery, deleteQuery, EntryChanged, restoreQuery } from "./savedQueries.ts";

/** Opens the settings in which the person's queries stand: the workspace's for an entry of it that is broken. */
export const editSettings = (node?: TreeNode): Thenable<unknown> =>
  vscode.commands.executeCommand(
    node?.type === "broken" && node.broken.place.list.scope === "workspace"
      ? "workbench.action.openWorkspaceSettingsFile"
      : "workbench.action.openSettingsJson",
    { revealSetting: { key: "tenantActivity.queries" } },
  );

/** Edits a saved query where it stands; of a starter query, a copy. */
export async function editQuery(node: TreeNode | undefined, zone: () => string): Promise<void> {
  if (node?.type === "broken") await editSettings(node);
  if (node?.type !== "query") return;
  const { ref, text, place } = node.query;
  const { name } = ref;
  const { askQuery } = await import("./queryLanguage.ts");
  const value = await askQuery({ title: place ? `Edit “${name}”` : `Edit a copy of “${name}”`, value: text, zone });
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

/** Deletes a saved query; it can be had back. */
export async function removeQuery(node: TreeNode | undefined): Promise<void> {
  if (node?.type !== "query" || !node.query.place) return;
  const { place, ref } = node.query;
  await deleteQuery(place, ref.name);
  const undo = "Undo";
  const deleted = harmless(`Deleted the query “${ref.name}” from your ${place.list.scope} settings.`);
  const choice = await vscode.window.showInformationMessage(deleted, undo);
  if (choice === undo) await restoreQuery(place);
}
