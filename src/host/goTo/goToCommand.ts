import * as vscode from "vscode";
import type { Grids } from "../grid/grids.ts";
import { recordKey, scheme } from "../records/documents.ts";

type GridPart = "rows" | "details" | "facets" | "summary";

/** Which part of a grid a menu was opened in, by the `webviewSection` of its context. */
const partOf: Readonly<Record<string, GridPart>> = { row: "rows", detail: "details", facet: "facets", summaryRows: "summary" };

/**
 * "Go To…": of a menu of a grid, of the palette, of a key. A document of a record may be given by its address, and where in it by a key of `Place`;
 * without one the place of the cursor is meant.
 */
export async function goTo(grids: Grids, from: unknown, key: unknown): Promise<void> {
  if (from instanceof vscode.Uri) return goToOfDocument(grids, from, typeof key === "string" ? key : undefined);
  const section =
    typeof from === "object" && from !== null && "webviewSection" in from && typeof from.webviewSection === "string"
      ? from.webviewSection
      : undefined;
  const { activeTextEditor: editor } = vscode.window;
  const grid = grids.current;
  if (section === undefined && editor?.document.uri.scheme === scheme) return goToOfDocument(grids, editor.document.uri, undefined);
  if (!grid) {
    void vscode.window.showInformationMessage("Open a grid or a record first: run a query.");
    return;
  }
  const part = section === undefined || !Object.hasOwn(partOf, section) ? undefined : partOf[section];
  await grid.grid.goTo({ here: false, ...(part && { part }) });
}

async function goToOfDocument(grids: Grids, uri: vscode.Uri, key: string | undefined): Promise<void> {
  const record = recordKey(uri);
  if (!record) {
    void vscode.window.showInformationMessage("This document is not of one record: open a single record to go on from it.");
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = vscode.window.activeTextEditor;
  const offset = editor?.document.uri.toString() === uri.toString() ? document.offsetAt(editor.selection.active) : 0;
  await grids.goTo(record, document.getText(), key === undefined ? { offset } : { key });
}
