import * as vscode from "vscode";
import { counted } from "../../records/counted.ts";
import { fileName } from "../../records/fileName.ts";
import { recordTitle, rowTitle } from "../../records/recordTitle.ts";
import { sortedJson } from "../../records/sortedJson.ts";
import type { ActivityRecord } from "../../reports/index.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { harmless } from "../harmless.ts";
import { scheme, type RecordDocuments } from "../records/documents.ts";

/** Rows that are offered: a pick of more is not looked through, and typing in it becomes slow. */
const mostOffered = 1_000;

/** Asks for another row of a grid, and shows its record in the diff editor, at the right of the one that is gone on from. */
export async function compareWith(session: GridSession, record: number, documents: Pick<RecordDocuments, "keptUri">): Promise<void> {
  const { report, rowCount } = session;
  const { fields, columns, zone } = session.state();
  const titling = { report, columns, fields: new Map(fields.map((field) => [field.path, field])), zone };
  const { rows } = await session.rows(0, Math.min(rowCount, mostOffered));
  const now = new Date();
  const items = rows.flatMap((row) => {
    if (!("record" in row) || row.record === record) return [];
    const title = rowTitle(row, titling, now);
    return [{ label: harmless(title.join(" · ")), description: harmless(whatOf(row.cells, title)), record: row.record }];
  });
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      `No other ${report.noun} is among the rows of the grid: clear its filter, or open its groups.`,
    );
    return;
  }
  const placeHolder =
    rowCount > mostOffered
      ? `Compare with which ${report.noun}? These are of the first ${counted(mostOffered, "row")}: filter the grid for others`
      : `Compare with which ${report.noun}?`;
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (!picked) return;
  const texts = await Promise.all([record, picked.record].map((number) => session.record(number)));
  const [left = "", right = ""] = texts.map((text) => recordTitle(JSON.parse(text) as ActivityRecord, report, zone));
  const title = `${left} ↔ ${right}`;
  const [one, other] = texts.map((text, side) =>
    documents.keptUri(
      vscode.Uri.from({ scheme, path: `/changes/${fileName(title)}/${side === 0 ? "left" : "right"}.json`, query: `side=${String(side)}` }),
      sortedJson(text),
      Date.now(),
    ),
  );
  await vscode.commands.executeCommand("vscode.diff", one, other, harmless(title), { preview: true });
}

/** The texts of a row that its title has not. */
const whatOf = (cells: readonly (string | number | boolean | null)[], title: readonly string[]): string =>
  cells
    .slice(1)
    .filter((cell) => typeof cell === "string" && cell !== "" && !/^[[{]/.test(cell) && !title.includes(cell))
    .slice(0, 4)
    .join(" · ");
