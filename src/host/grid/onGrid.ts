import * as vscode from "vscode";
import type { GridPanel } from "./gridPanel.ts";
import type { Grids } from "./grids.ts";

/** Does `work` with the grid that the person means; without one it says what to do first. */
export async function onGrid(grids: Pick<Grids, "current">, work: (grid: GridPanel) => unknown): Promise<void> {
  const grid = grids.current;
  if (grid === undefined) void vscode.window.showInformationMessage("Open a grid first: run a query.");
  else await work(grid);
}
