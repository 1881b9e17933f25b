import * as vscode from "vscode";
import { gridCommands, type GridCommand } from "../../protocol/grid.ts";
import { pickColumnLayout } from "./columnLayoutPick.ts";
import { goTo } from "../goTo/goToCommand.ts";
import type { GridPanel } from "./gridPanel.ts";
import type { Grids } from "./grids.ts";
import { register } from "../register.ts";

/** What VS Code gives a command of a webview's menu: the contexts of the elements under the pointer. */
type MenuContext = Readonly<Record<string, unknown>> | undefined;

/** Commands of the grid that have another name in a menu: there a pinned column is unpinned. */
const otherNames: Readonly<Record<string, GridCommand>> = { unpinColumn: "pinColumn" };

/** The commands `tenantActivity.grid.NAME`: the webview carries them out, on the cell that has its focus or on the column of the menu. */
export function registerGridCommands(grids: Grids): vscode.Disposable {
  const onGrid = async (act: (grid: GridPanel) => Promise<unknown>): Promise<void> => {
    const grid = grids.current;
    if (grid) await act(grid);
    else void vscode.window.showInformationMessage("Open a grid first: run a query.");
  };
  const run = (command: GridCommand) => (context: MenuContext) => {
    const column = context?.["column"];
    return onGrid(({ grid }) => grid.command({ command, ...(typeof column === "string" && { column }) }));
  };
  const commands = Object.entries({ ...Object.fromEntries(gridCommands.map((name) => [name, name])), ...otherNames });
  return register({
    ...Object.fromEntries(commands.map(([name, command]) => [`grid.${name}`, run(command)])),
    goTo: (from: unknown, of?: unknown) => goTo(grids, from, of),
    columnLayout: () => onGrid(pickColumnLayout),
  });
}
