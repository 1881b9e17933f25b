import type { GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import { dragHeader, dragWidth, fittingWidth } from "./columnDrag.ts";
import { moveColumn, nextSort, toggleColumn, togglePin } from "./columns.ts";
import type { DrawnRows } from "./drawnRows.ts";
import { formatCount } from "../../records/counted.ts";
import type { HeaderActions } from "./header.ts";
import type { RowsPointer } from "./rowsPointer.ts";
import type { HeaderCommand } from "../panel/shortcuts.ts";
import type { TableActions } from "./tableActions.ts";
import type { TableColumns } from "./tableColumns.ts";
import type { Selecting, TableFocus } from "./tableFocus.ts";
import type { Viewport } from "./viewport.ts";

/** By how many CSS pixels a key makes a column wider or narrower. */
const widthStep = 16;

/** The table whose columns are sorted, moved, made wider, pinned and hidden. */
export interface HeadedTable extends HTMLElement {
  readonly state: GridState;
  readonly actions: Pick<TableActions, "sort" | "announce">;
  readonly columns: TableColumns;
  readonly place: TableFocus;
  readonly viewport: Pick<Viewport, "top">;
  readonly drawn: Pick<DrawnRows, "cellsOf" | "isBlank">;
  readonly pointer: Pick<RowsPointer, "hideActions">;
  readonly host: () => Pick<Remote<HostApi>, "groupBy" | "chooseZone">;
  moveTo(row: number, column: number, selecting: Selecting): void;
  moveToHeader(column: number): void;
  openMenu(): void;
}

/** What one does to columns: on their headers, by keys, and by their menu. */
export class ColumnGestures implements HeaderActions {
  private readonly table: HeadedTable;
  /** The last press was a drag: the click that follows is none. */
  private dragged = false;
  /** Waits for rows that are on their way: without them a column would fit its header alone. */
  private fits: (() => void) | undefined;

  constructor(table: HeadedTable) {
    this.table = table;
  }

  /** What a key does on the header that has the focus. */
  run(command: HeaderCommand): void {
    const { table } = this;
    const { columns, state } = table;
    const column = table.place.header ?? 0;
    const path = columns.path(column);
    const width = columns.width(columns.shown[column] ?? { path: "" });
    switch (command) {
      case "down":
        table.moveTo(Math.floor((table.viewport.top + state.rowHeight - 1) / state.rowHeight), column, "keep");
        break;
      case "left":
        table.moveToHeader(column - 1);
        break;
      case "right":
        table.moveToHeader(column + 1);
        break;
      case "home":
        table.moveToHeader(0);
        break;
      case "end":
        table.moveToHeader(columns.last);
        break;
      case "sort":
      case "addSort":
        this.sort(column, command === "addSort");
        break;
      case "moveLeft":
      case "moveRight":
        this.move(column, command === "moveLeft" ? -1 : 1);
        break;
      case "narrower":
      case "wider":
        columns.resize(column, width + (command === "wider" ? widthStep : -widthStep));
        break;
      case "fit":
        this.fit(column);
        break;
      case "hide":
        this.hide(column);
        table.moveToHeader(Math.min(column, columns.last));
        break;
      case "pin":
        this.pin(column);
        break;
      case "group":
        void table.host().groupBy(path === undefined || path === state.group ? {} : { path });
        break;
      case "thenGroup":
        this.thenGroup(path);
        break;
      case "zone":
        this.zone();
        break;
      case "menu":
        table.openMenu();
        break;
    }
  }

  /** Parts each group once more by a column, or no longer; rows without groups are grouped by it. */
  thenGroup(path: string | undefined): void {
    const { state, host } = this.table;
    const { group, thenGroup } = state;
    if (path === undefined || path === group) return;
    void host().groupBy(group === undefined ? { path } : { path: group, ...(path !== thenGroup && { then: path }) });
  }

  /** A press on a header: a click sorts, a drag moves the column. */
  press(from: number, event: PointerEvent): void {
    const { table } = this;
    this.dragged = false;
    if (event.button !== 0) return;
    dragHeader(event, from, {
      table,
      columns: table.columns.shown,
      end: (columns, moved) => {
        this.dragged = moved;
        if (columns) table.columns.change(columns);
      },
    });
  }

  click(index: number, add: boolean): void {
    if (!this.dragged) this.sort(index, add);
  }

  /** A press on the grip of a header. */
  resize(index: number, event: PointerEvent): void {
    const { columns } = this.table;
    const column = columns.shown[index];
    if (!column) return;
    dragWidth(event, index, {
      columns: columns.shown,
      width: columns.width(column),
      show: (shown) => {
        columns.show(shown);
      },
      end: () => {
        columns.change(columns.shown);
      },
    });
  }

  zone(): void {
    if (!this.dragged) void this.table.host().chooseZone();
  }

  /** Makes a column as wide as its header and the values shown need. */
  fit(index: number): void {
    const { columns, pointer } = this.table;
    const path = columns.path(index);
    pointer.hideActions();
    this.whenDrawn(() => {
      const at = columns.indexOf(path);
      if (at >= 0) columns.resize(at, this.fitting(at));
    });
  }

  /** The same for every column. */
  fitAll(): void {
    const { columns, pointer, actions } = this.table;
    pointer.hideActions();
    this.whenDrawn(() => {
      columns.change(columns.shown.map((column, index) => ({ ...column, width: this.fitting(index) })));
      actions.announce("All columns fit their values");
    });
  }

  private whenDrawn(fit: () => void): void {
    this.fits = this.table.drawn.isBlank ? fit : undefined;
    if (!this.fits) fit();
  }

  /** Rows have been drawn. */
  drawn(): void {
    const { fits, table } = this;
    if (!fits || table.drawn.isBlank) return;
    this.fits = undefined;
    // Not while the table is being brought in line with what is to be shown.
    queueMicrotask(fits);
  }

  private fitting(index: number): number {
    const heading = this.table.querySelectorAll<HTMLElement>(".head .cell").item(index);
    return fittingWidth(heading, this.table.drawn.cellsOf(index));
  }

  /** Hides a column, unless it is the only one. */
  hide(index: number): void {
    const { columns } = this.table;
    const path = columns.path(index);
    if (path !== undefined) columns.change(toggleColumn(columns.shown, path));
  }

  /** The column stays in sight at the left from now on, or no longer; the focused one stays focused. */
  pin(index: number): void {
    const { columns, place, actions } = this.table;
    const { path, pinned } = columns.shown[index] ?? {};
    if (path === undefined) return;
    const focused = columns.path(place.column);
    columns.change(togglePin(columns.shown, path));
    place.column = Math.max(0, columns.indexOf(focused));
    actions.announce(`${columns.fields.get(path)?.label ?? path} ${pinned ? "no longer pinned" : "pinned"}`);
  }

  private sort(index: number, add: boolean): void {
    const { state, columns, actions } = this.table;
    const path = columns.path(index);
    if (path !== undefined) actions.sort(nextSort(state.sort, path, columns.fields.get(path)?.kind, add));
  }

  private move(from: number, step: 1 | -1): void {
    const { table } = this;
    const { columns } = table;
    const to = from + step;
    const moved = moveColumn(columns.shown, from, step < 0 ? to : to + 1);
    if (moved === columns.shown) return;
    columns.change(moved);
    table.moveToHeader(to);
    table.actions.announce(`Column ${formatCount(to + 1)} of ${formatCount(columns.shown.length)}`);
  }
}
