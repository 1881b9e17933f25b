import * as vscode from "vscode";
import { filterable, type Filterable } from "../../records/filterable.ts";
import { keyAt } from "../../records/keyAt.ts";
import { valueAtKey } from "../../records/subjects.ts";
import { cut } from "../../records/visible.ts";
import { reportById } from "../../reports/index.ts";
import { harmless } from "../harmless.ts";
import { recordKey } from "./documents.ts";
import type { RecordHelpOptions } from "./recordHelpOptions.ts";
import { readRecord, valueOnLine } from "./recordText.ts";

/** Values to choose from: nobody looks through more. */
const mostOffered = 500;
const longest = 120;

type Value = Pick<Filterable, "value"> & { readonly path: string };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A document that is too large to be read at once is read for the place of the cursor alone. */
function valueInLarge(document: vscode.TextDocument, position: vscode.Position): Value | undefined {
  const text = document.getText();
  const key = keyAt(text, document.offsetAt(position))?.key ?? "";
  const value = valueAtKey(parsed(text), key);
  const isValue = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isValue && key !== "" ? { path: key.replaceAll(/\/\d+(?=\/|$)/g, "/[]"), value } : undefined;
}

function valueAtCursor(document: vscode.TextDocument, position: vscode.Position): Value | undefined {
  if (!readRecord(document)) return valueInLarge(document, position);
  const member = valueOnLine(document, position);
  const { path, value } = member ?? {};
  return path === undefined || value === undefined || value === null ? undefined : { path, value };
}

async function pickValue(document: vscode.TextDocument): Promise<Filterable | undefined> {
  const read = readRecord(document);
  const offered = new Map<string, Filterable>();
  for (const member of read?.members ?? []) {
    const one = read && filterable(member, read.report);
    if (one && one.field.path !== read.report.timeField) offered.set(JSON.stringify([one.field.path, one.value]), one);
    if (offered.size >= mostOffered) break;
  }
  if (offered.size === 0) {
    void vscode.window.showInformationMessage("Move to a value of the record first, then filter for it.");
    return undefined;
  }
  const items = Array.from(offered.values(), (one) => ({
    label: harmless(cut(String(one.value), longest)),
    description: one.field.label,
    one,
  }));
  const placeHolder = "Which value should the grid be filtered for?";
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, ignoreFocusOut: true }))?.one;
}

/** Filters the grid that the record in front came from for the value at the cursor, or else for one that is chosen. Without a grid it is asked where to go. */
export async function filterGrid({ grids }: Pick<RecordHelpOptions, "grids">): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const key = editor && recordKey(editor.document.uri);
  if (!key) {
    void vscode.window.showInformationMessage("Open a record first: its values filter the grid that it came from.");
    return;
  }
  const { document, selection } = editor;
  const at = valueAtCursor(document, selection.active);
  const report = reportById(key.report);
  const chosen = at ? filterable(at, report) : await pickValue(document);
  if (!chosen) {
    if (at)
      void vscode.window.showInformationMessage(
        `This version has no field for ${harmless(cut(at.path, longest))}, or its value is empty or of another kind than the field: a grid cannot be filtered for it.`,
      );
    return;
  }
  if (await grids.filterFor(key, chosen.field.path, chosen.value)) return;
  // No grid has the record any more: what one goes to by the value says what it asks of the service.
  await grids.goTo(key, document.getText(), { offset: document.offsetAt(selection.active) });
}
