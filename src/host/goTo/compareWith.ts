import * as vscode from "vscode";
import { counted } from "../../records/counted.ts";
import { rowTitle } from "../../records/recordTitle.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { shownRecord } from "../../sessions/shownRecord.ts";
import { harmless } from "../harmless.ts";

/** Rows that are offered: a pick of more is not looked through, and typing in it becomes slow. */
const mostOffered = 1_000;

/** Asks for another row of a grid to compare one with. */
export async function compareWith(session: GridSession, record: number, compare: (other: number) => Promise<unknown>): Promise<void> {
  const { report, rowCount } = session;
  const { fields, columns, zone } = session.state();
  const titling = { report, columns, fields: new Map(fields.map((field) => [field.path, field])), zone };
  const { rows } = await session.rows(0, Math.min(rowCount, mostOffered));
  const now = new Date();
  const offered = new Set([record]);
  const items = rows.flatMap((at) => {
    const row = shownRecord(at);
    // The latest of repeats stands among them once more, where their line is open.
    if (!row || offered.has(row.record)) return [];
    offered.add(row.record);
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
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, ignoreFocusOut: true });
  if (!picked) return;
  await compare(picked.record);
}

/** The texts of a row that its title has not. */
const whatOf = (cells: readonly (string | number | boolean | null)[], title: readonly string[]): string =>
  cells
    .slice(1)
    .filter((cell) => typeof cell === "string" && cell !== "" && !/^[[{]/.test(cell) && !title.includes(cell))
    .slice(0, 4)
    .join(" · ");
