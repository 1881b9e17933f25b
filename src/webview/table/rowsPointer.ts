import type { GridRow, GridState } from "../../protocol/grid.ts";
import { CellActions } from "./cellActions.ts";
import type { DrawnRows } from "./drawnRows.ts";
import { relativeTime } from "../../records/relativeTime.ts";
import { cellLimit } from "../../records/valueText.ts";
import { cut, visible } from "../../records/visible.ts";
import { isFold, isHead, recordIn } from "./gridRow.ts";
import { headPartOf } from "./groupHead.ts";
import type { RowElement } from "./rowElement.ts";
import type { RowGroups } from "./rowGroups.ts";
import { isSelected, toggle } from "./selection.ts";
import type { TableActions } from "./tableActions.ts";
import type { TableColumns } from "./tableColumns.ts";
import type { Selecting, TableFocus } from "./tableFocus.ts";
import type { Viewport } from "./viewport.ts";

const tooltipLimit = 2_000;

/** The table over whose rows the pointer goes. */
export interface PointedTable {
  readonly state: GridState;
  readonly actions: Pick<TableActions, "goTo" | "open" | "narrowToGroup">;
  readonly columns: TableColumns;
  readonly place: TableFocus;
  readonly viewport: Pick<Viewport, "isScrolling">;
  readonly drawn: Pick<DrawnRows, "rowOf">;
  readonly groups: Pick<RowGroups, "toggle">;
  moveTo(row: number, column: number, selecting: Selecting): void;
  filterBy(row: GridRow | undefined, column: number, keep: boolean, beside: boolean): void;
}

/** What the pointer does in the rows: presses and clicks, tooltips, the buttons of the cell under it, and where a menu is opened. */
export class RowsPointer {
  private readonly table: PointedTable;
  private readonly cellActions = new CellActions((event, act) => {
    const at = this.at(event);
    const row = at?.element.row;
    const record = recordIn(row)?.record;
    if (act !== "goTo" && at) this.table.filterBy(row, at.column, act === "keep", event.altKey);
    else if (at && record !== undefined) this.table.actions.goTo(record, this.table.columns.path(at.column), event.altKey);
  });

  constructor(table: PointedTable) {
    this.table = table;
  }

  hideActions(): void {
    this.cellActions.hide();
  }

  /** The cell under the pointer is another one, or none. */
  showActions(cell: HTMLElement | undefined): void {
    const row = cell && this.table.drawn.rowOf(cell)?.row;
    if (cell && recordIn(row) && !this.table.viewport.isScrolling) this.cellActions.show(cell);
    else this.cellActions.hide();
  }

  readonly press = (event: MouseEvent): void => {
    const { table } = this;
    const { state, place } = table;
    const at = this.at(event);
    if (!at || state.rows === 0) return;
    const { index, row } = at.element;
    const column = isHead(row) && !isFold(row) ? place.column : Math.max(0, at.column);
    if (event.button === 2 && isSelected(place.selection, index)) table.moveTo(index, column, "keep");
    else if (event.shiftKey) table.moveTo(index, column, "extend");
    else if (event.ctrlKey || event.metaKey) {
      place.selection = toggle(place.selection, index);
      table.moveTo(index, column, "keep");
    } else {
      place.selectFocused(index);
      table.moveTo(index, column, "row");
    }
  };

  /** A click on a group opens or closes it, as in VS Code's trees; there the second of two does so on the twistie only. */
  readonly click = (event: MouseEvent): void => {
    const row = this.at(event)?.element.row;
    if (!isHead(row) || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const target = event.target as Element;
    if (isFold(row)) {
      if (target.closest(".repeats")) this.table.groups.toggle(row);
      return;
    }
    const part = headPartOf(target);
    if (part) {
      this.table.actions.narrowToGroup(row, part);
      return;
    }
    const onTwistie = target.classList.contains("twistie");
    if (event.detail < 2 || onTwistie) this.table.groups.toggle(row);
  };

  readonly doubleClick = (event: MouseEvent): void => {
    if ((event.target as Element).closest(".repeats")) return;
    const row = recordIn(this.at(event)?.element.row);
    if (row) this.table.actions.open(row.record, event.ctrlKey || event.metaKey);
  };

  readonly leave = (): void => {
    this.cellActions.hide();
  };

  /** A tooltip for what is cut off, and the instant as the service sent it, with how long ago that is. */
  readonly hover = (event: Event): void => {
    const at = this.at(event);
    const row = at?.element.row;
    const cell = at?.element.cell(at.column);
    this.showActions(cell);
    const shown = this.table.columns.cell(row, at?.column ?? -1);
    if (!cell || !shown || shown.value === null) return;
    const text = String(shown.value);
    const ago = recordIn(row) && shown.field.kind === "instant" ? relativeTime(text, new Date()) : undefined;
    // It grows older while it stands there.
    if (ago !== undefined) cell.title = `${visible(cut(text, tooltipLimit))} · ${ago}`;
    else if (cell.title) return;
    else if (text.length > cellLimit || cell.scrollWidth > cell.clientWidth) cell.title = visible(cut(text, tooltipLimit));
  };

  /** Tells VS Code's menu where it was opened, before it asks. */
  readonly contextMenu = (event: Event): void => {
    const at = this.at(event);
    const row = at?.element.row;
    if (!row) return;
    const record = recordIn(row);
    const { state, columns } = this.table;
    at.element.element.dataset["vscodeContext"] = JSON.stringify({
      ...(record
        ? { webviewSection: "row", record: record.record, column: columns.path(at.column) }
        : { webviewSection: "group", column: isHead(row) && row.within ? state.thenGroup : state.group }),
      rowsGrouped: state.group !== undefined,
      columnGroups: columns.path(at.column) === state.group || columns.path(at.column) === state.thenGroup,
      preventDefaultContextMenuItems: true,
    });
  };

  private at(event: Event): { readonly element: RowElement; readonly column: number } | undefined {
    const target = event.target as Node;
    const element = this.table.drawn.rowOf(target);
    return element && { element, column: element.columnOf(target) };
  }
}
