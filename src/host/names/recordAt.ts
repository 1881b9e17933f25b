import * as vscode from "vscode";
import { recordKey } from "../records/documents.ts";
import type { ReportId } from "../../reports/index.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { shownRecord } from "../../sessions/shownRecord.ts";

/** The grid that a command means: what stands behind it, and its page. */
export interface GridInFront {
  readonly connectionId: string;
  readonly session: Pick<GridSession, "report" | "record" | "rowCount" | "rows">;
  readonly grid: { selection(): Promise<{ readonly record?: number }> };
}

/** A record that a person is at, as JSON text. */
export interface RecordAt {
  readonly connection: string;
  readonly report: ReportId;
  readonly text: string;
}

/** The record of a document's address; of the menu of a grid's row the one that has the focus in the grid; or else the one in the editor in front, or in the grid. */
export async function recordAt(from: unknown, grid: () => GridInFront | undefined): Promise<RecordAt | undefined> {
  const { activeTextEditor: editor } = vscode.window;
  const uri = typeof from === "string" ? vscode.Uri.parse(from) : typeof from === "object" ? undefined : editor?.document.uri;
  const key = uri && recordKey(uri);
  if (key) return { ...key, text: (await vscode.workspace.openTextDocument(uri)).getText() };
  const panel = typeof from === "string" ? undefined : grid();
  if (!panel) return undefined;
  const { record } = await panel.grid.selection();
  const { session, connectionId } = panel;
  // Nobody has moved to a row yet: the first one has the focus.
  const [first] = record === undefined && session.rowCount > 0 ? (await session.rows(0, 1)).rows : [];
  const number = record ?? shownRecord(first)?.record;
  return number === undefined ? undefined : { connection: connectionId, report: session.report.id, text: await session.record(number) };
}
