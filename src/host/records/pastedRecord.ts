import * as vscode from "vscode";
import { parseQuery } from "../../query/index.ts";
import { idTitle } from "../../records/recordTitle.ts";
import { reportById } from "../../reports/index.ts";
import { recordUri } from "./documents.ts";

/** Opens the record whose address a text is. False: it is none, or the record cannot be had so, which the person is told. */
export async function openPastedRecord(text: string, connection: string): Promise<boolean> {
  const { record } = parseQuery(text);
  if (!record) return false;
  const { noun } = reportById(record.report);
  try {
    await vscode.window.showTextDocument(recordUri({ connection, ...record }, idTitle(record.id, { noun })), { preview: false });
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The ${noun} could not be opened, so it is looked for among all that is kept. ${why}`);
    return false;
  }
}
