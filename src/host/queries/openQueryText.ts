import * as vscode from "vscode";

/** Puts a query into an editor of its own, where there is room for a long one: nothing is written to disk. */
export async function openQueryText(text: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language: "plaintext" }), {
    preview: false,
  });
}
