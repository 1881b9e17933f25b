import { gridKeys, headerKeys, keyName, panelKeys, type Command, type HeaderCommand, type Pressed } from "../panel/shortcuts.ts";

/** What a key does in the table: on a column header, or in the rows, where it may extend the selection. */
export type TableKey = { readonly header: HeaderCommand } | { readonly rows: Command; readonly extend: boolean };

const moves: ReadonlySet<Command | undefined> = new Set<Command>(["up", "down", "pageUp", "pageDown", "first", "last"]);

/** Undefined for keys that are not the table's: the panel's own, and VS Code's. */
export function tableKey(pressed: Pressed, onHeader: boolean): TableKey | undefined {
  const name = keyName(pressed);
  const header = onHeader ? headerKeys.get(name) : undefined;
  if (header) return { header };
  const move = name.includes("Shift+") ? gridKeys.get(name.replace("Shift+", "")) : undefined;
  const rows = gridKeys.get(name) ?? (moves.has(move) ? move : undefined);
  if (!rows || panelKeys.has(name) || (onHeader && rows !== "back")) return undefined;
  return { rows, extend: pressed.shiftKey };
}
