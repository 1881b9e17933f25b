import type * as vscode from "vscode";
import type { GridCommand, gridCommands, OtherName } from "../../commands/grid.ts";
import { pickColumnLayout } from "./columnLayoutPick.ts";
import { goTo } from "../goTo/goToCommand.ts";
import type { Grids } from "./grids.ts";
import { onGrid } from "./onGrid.ts";
import { register } from "../register.ts";

/** What VS Code gives a command of a webview's menu: the contexts of the elements under the pointer. */
type MenuContext = Readonly<Record<string, unknown>> | undefined;

/** What of package.json names the commands: it is written from the table of them, which is not read again here. */
interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** In a menu a pinned column is unpinned. */
const otherNames: Readonly<Record<OtherName, GridCommand>> = { unpinColumn: "pinColumn" };
const hasOtherName = (name: string): name is OtherName => Object.hasOwn(otherNames, name);

/** The commands `tenantActivity.grid.NAME`: the webview carries them out, on the cell that has its focus or on the column of the menu. */
export function registerGridCommands(grids: Grids, { contributes: { commands } }: Manifest): vscode.Disposable {
  const run = (command: GridCommand) => (context: MenuContext) => {
    const column = context?.["column"];
    return onGrid(grids, ({ grid }) => grid.command({ command, ...(typeof column === "string" && { column }) }));
  };
  const prefix = "tenantActivity.grid.";
  const names = commands.flatMap(({ command }) => (command.startsWith(prefix) ? [command.slice(prefix.length)] : []));
  const carriedOut = names.map((name) => [`grid.${name}`, run(hasOtherName(name) ? otherNames[name] : (name as GridCommand))]);
  return register<typeof gridCommands>({
    ...Object.fromEntries(carriedOut),
    goTo: (from: unknown, of?: unknown) => goTo(grids, from, of),
    columnLayout: () => onGrid(grids, pickColumnLayout),
  });
}
