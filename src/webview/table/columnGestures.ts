import { dragHeader, dragWidth, fittingWidth } from "./columnDrag.ts";
import { moveColumn, nextSort, toggleColumn, togglePin } from "./columns.ts";
import type { DrawnRows } from "./drawnRows.ts";
import { formatCount } from "../../records/counted.ts";
import type { HeaderActions } from "./header.ts";
import type { RowsPointer } from "./rowsPointer.ts";
import type { HeaderCommand } from "../panel/shortcuts.ts";
import type { TableColumns } from "./tableColumns.ts";
import type { TableCore } from "./tableCore.ts";
import type { TableFocus } from "./tableFocus.ts";
import type { Viewport } from "./viewport.ts";

/** By how many CSS pixels a key makes a column wider or narrower. */
const widthStep = 16;

/** The columns as they are shown. */
interface ShownColumns {
  readonly columns: TableColumns;
  readonly place: TableFocus;
  readonly viewport: Pick<Viewport, "top">;
  readonly drawn: Pick<DrawnRows, "cellsOf" | "isBlank">;
  readonly pointer: Pick<RowsPointer, "hideActions">;
}

/** What one does to columns: on their headers, by keys, and by their menu. */
export interface ColumnGestures extends HeaderActions {
  /** What a key does on the header that has the focus. */
  run(command: HeaderCommand): void;
  /** Parts each group once more by a column, or no longer; rows without groups are grouped by it. */
  thenGroup(path: string | undefined): void;
  /** Makes every column as wide as its header and the values shown need. */
  fitAll(): void;
  /** Hides a column, unless it is the only one. */
  hide(index: number): void;
  /** The column stays in sight at the left from now on, or no longer; the focused one stays focused. */
  pin(index: number): void;
  /** Rows have been drawn. */
  onDrawn(): void;
}

export function columnGestures(
  table: HTMLElement & Pick<TableCore, "state" | "host" | "actions" | "moveTo" | "moveToHeader" | "openMenu">,
  { columns, place, viewport, drawn, pointer }: ShownColumns,
): ColumnGestures {
  /** The last press was a drag: the click that follows is none. */
  let dragged = false;
  /** Waits for rows that are on their way: without them a column would fit its header alone. */
  let fits: (() => void) | undefined;

  /** What a key does on the header that has the focus. */
  function run(command: HeaderCommand): void {
    const { state } = table;
    const column = place.header ?? 0;
    const path = columns.path(column);
    const width = columns.width(columns.shown[column] ?? { path: "" });
    switch (command) {
      case "down":
        table.moveTo(Math.floor((viewport.top + state.rowHeight - 1) / state.rowHeight), column, "keep");
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
        sort(column, command === "addSort");
        break;
      case "moveLeft":
      case "moveRight":
        move(column, command === "moveLeft" ? -1 : 1);
        break;
      case "narrower":
      case "wider":
        columns.resize(column, width + (command === "wider" ? widthStep : -widthStep));
        break;
      case "fit":
        fit(column);
        break;
      case "hide":
        hide(column);
        table.moveToHeader(Math.min(column, columns.last));
        break;
      case "pin":
        pin(column);
        break;
      case "group":
        void table.host().groupBy(path === undefined || path === state.group ? {} : { path });
        break;
      case "thenGroup":
        thenGroup(path);
        break;
      case "zone":
        zone();
        break;
      case "menu":
        table.openMenu();
        break;
    }
  }

  /** Parts each group once more by a column, or no longer; rows without groups are grouped by it. */
  function thenGroup(path: string | undefined): void {
    const { state, host } = table;
    const { group, thenGroup } = state;
    if (path === undefined || path === group) return;
    void host().groupBy(group === undefined ? { path } : { path: group, ...(path !== thenGroup && { then: path }) });
  }

  /** A press on a header: a click sorts, a drag moves the column. */
  function press(from: number, event: PointerEvent): void {
    dragged = false;
    if (event.button !== 0) return;
    dragHeader(event, from, {
      table,
      columns: columns.shown,
      end: (others, moved) => {
        dragged = moved;
        if (others) columns.change(others);
      },
    });
  }

  function click(index: number, add: boolean): void {
    if (!dragged) sort(index, add);
  }

  /** A press on the grip of a header. */
  function resize(index: number, event: PointerEvent): void {
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

  function zone(): void {
    if (!dragged) void table.host().chooseZone();
  }

  /** Makes a column as wide as its header and the values shown need. */
  function fit(index: number): void {
    const path = columns.path(index);
    pointer.hideActions();
    whenDrawn(() => {
      const at = columns.indexOf(path);
      if (at >= 0) columns.resize(at, fitting(at));
    });
  }

  /** The same for every column. */
  function fitAll(): void {
    pointer.hideActions();
    whenDrawn(() => {
      columns.change(columns.shown.map((column, index) => ({ ...column, width: fitting(index) })));
      table.actions.announce("All columns fit their values");
    });
  }

  function whenDrawn(act: () => void): void {
    fits = drawn.isBlank ? act : undefined;
    if (!fits) act();
  }

  /** Rows have been drawn. */
  function onDrawn(): void {
    const act = fits;
    if (!act || drawn.isBlank) return;
    fits = undefined;
    // Not while the table is being brought in line with what is to be shown.
    queueMicrotask(act);
  }

  function fitting(index: number): number {
    const heading = table.querySelectorAll<HTMLElement>(".head .cell").item(index);
    return fittingWidth(heading, drawn.cellsOf(index));
  }

  /** Hides a column, unless it is the only one. */
  function hide(index: number): void {
    const path = columns.path(index);
    if (path !== undefined) columns.change(toggleColumn(columns.shown, path));
  }

  /** The column stays in sight at the left from now on, or no longer; the focused one stays focused. */
  function pin(index: number): void {
    const { path, pinned } = columns.shown[index] ?? {};
    if (path === undefined) return;
    const focused = columns.path(place.column);
    columns.change(togglePin(columns.shown, path));
    place.column = Math.max(0, columns.indexOf(focused));
    table.actions.announce(`${columns.fields.get(path)?.label ?? path} ${pinned ? "no longer pinned" : "pinned"}`);
  }

  function sort(index: number, add: boolean): void {
    const { state, actions } = table;
    const path = columns.path(index);
    if (path !== undefined) actions.sort(nextSort(state.sort, path, columns.fields.get(path)?.kind, add));
  }

  function move(from: number, step: 1 | -1): void {
    const to = from + step;
    const moved = moveColumn(columns.shown, from, step < 0 ? to : to + 1);
    if (moved === columns.shown) return;
    columns.change(moved);
    table.moveToHeader(to);
    table.actions.announce(`Column ${formatCount(to + 1)} of ${formatCount(columns.shown.length)}`);
  }

  return { run, thenGroup, press, click, resize, zone, fit, fitAll, hide, pin, onDrawn };
}
