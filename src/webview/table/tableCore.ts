import type { GridRow, GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { Selection } from "./selection.ts";
import type { TableActions } from "./tableActions.ts";
import type { Selecting } from "./tableFocus.ts";

/** The table, as far as its parts know it: each picks what it needs. */
export interface TableCore {
  readonly state: GridState;
  readonly host: () => Remote<HostApi>;
  readonly actions: TableActions;
  /** Puts the focus on a cell, and brings it in sight. */
  moveTo(row: number, column: number, selecting: Selecting): void;
  /** Puts the focus on a column header. */
  moveToHeader(column: number): void;
  select(selection: Selection): void;
  /** Filters for the value in a column of a row, or it out. */
  filterBy(row: GridRow | undefined, column: number, keep: boolean, beside: boolean): void;
  /** The menu of VS Code, for the focused cell or column header. */
  openMenu(): void;
}
