import * as vscode from "vscode";
import type { recordCommands } from "../../commands/records.ts";
import type { GridPanel } from "../grid/gridPanel.ts";
import type { Grids } from "../grid/grids.ts";
import { onGrid } from "../grid/onGrid.ts";
import { saveQuery } from "../queries/saveQuery.ts";
import { register } from "../register.ts";

/** What is done with a grid from the palette, its title and its menus: its run, its rows, the query that it shows. */
export function registerRecordCommands(grids: Grids): vscode.Disposable {
  const on = (work: (grid: GridPanel) => unknown) => () => onGrid(grids, work);
  return register<typeof recordCommands>({
    saveQuery: on(saveCurrent),
    changeAnswers: on((grid) => grid.changeAnswers()),
    openRecord: on((grid) => openRecord(grid, false)),
    openRecordBeside: on((grid) => openRecord(grid, true)),
    openRowsAsJson: on((grid) => openRows(grid, "json")),
    openRowsAsNdjson: on((grid) => openRows(grid, "ndjson")),
    exportRows: on(async (grid) => grid.exportRows((await grid.grid.selection()).ranges)),
    openSummary: on((grid) => grid.openSummary()),
    copySummary: on((grid) => grid.copySummary()),
    refresh: on((grid) => grid.run(grid.session.queryText)),
    loadMore: on((grid) => grid.session.loadMore()),
    loadAll: on((grid) => grid.session.loadAll()),
    cancel: on((grid) => grid.session.cancel()),
    focusQuery: on((grid) => grid.grid.focus({ part: "query" })),
  });
}

async function openRecord(grid: GridPanel, beside: boolean): Promise<void> {
  const { record } = await grid.grid.selection();
  if (record === undefined) void vscode.window.showInformationMessage("Move to a row of the grid first.");
  else await grid.openRecord(record, beside);
}

async function openRows(grid: GridPanel, format: "json" | "ndjson"): Promise<void> {
  const { ranges } = await grid.grid.selection();
  // One focused row is no selection worth a document of several: then the whole view is meant.
  const several = ranges.reduce((sum, { from, to }) => sum + to - from, 0) > 1;
  await grid.openRecords(several ? ranges : [{ from: 0, to: grid.session.rowCount }], format);
}

async function saveCurrent(grid: GridPanel): Promise<void> {
  const { queryText, ref, proposedName } = grid.session;
  const saved = await saveQuery(queryText, proposedName, ref);
  if (saved) grid.session.rename(saved.ref.name, saved);
}
