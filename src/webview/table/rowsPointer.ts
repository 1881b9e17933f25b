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
import type { TableColumns } from "./tableColumns.ts";
import type { TableCore } from "./tableCore.ts";
import type { TableFocus } from "./tableFocus.ts";
import type { Viewport } from "./viewport.ts";

const tooltipLimit = 2_000;

/** What lies under the pointer. */
interface PointerTargets {
  readonly columns: TableColumns;
  readonly place: TableFocus;
  readonly viewport: Pick<Viewport, "isScrolling">;
  readonly drawn: Pick<DrawnRows, "rowOf">;
  readonly groups: Pick<RowGroups, "toggle">;
}

/** What the pointer does in the rows: presses and clicks, tooltips, the buttons of the cell under it, and where a menu is opened. */
export interface RowsPointer {
  hideActions(): void;
  /** The cell under the pointer is another one, or none. */
  showActions(cell: HTMLElement | undefined): void;
  readonly press: (event: MouseEvent) => void;
  readonly click: (event: MouseEvent) => void;
  readonly doubleClick: (event: MouseEvent) => void;
  readonly leave: () => void;
  readonly hover: (event: Event) => void;
  readonly contextMenu: (event: Event) => void;
}

export function rowsPointer(
  table: Pick<TableCore, "state" | "actions" | "moveTo" | "filterBy">,
  { columns, place, viewport, drawn, groups }: PointerTargets,
): RowsPointer {
  const cellAt = (event: Event): { readonly element: RowElement; readonly column: number } | undefined => {
    const target = event.target as Node;
    const element = drawn.rowOf(target);
    return element && { element, column: element.columnOf(target) };
  };
  const cellActions = new CellActions((event, act) => {
    const at = cellAt(event);
    const row = at?.element.row;
    const record = recordIn(row)?.record;
    if (act !== "goTo" && at) table.filterBy(row, at.column, act === "keep", event.altKey);
    else if (at && record !== undefined) table.actions.goTo(record, columns.path(at.column), event.altKey);
  });
  const hideActions = (): void => {
    cellActions.hide();
  };
  const showActions = (cell: HTMLElement | undefined): void => {
    const row = cell && drawn.rowOf(cell)?.row;
    if (cell && recordIn(row) && !viewport.isScrolling) cellActions.show(cell);
    else hideActions();
  };
  const press = (event: MouseEvent): void => {
    const { state } = table;
    const at = cellAt(event);
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
  const click = (event: MouseEvent): void => {
    const row = cellAt(event)?.element.row;
    if (!isHead(row) || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const target = event.target as Element;
    if (isFold(row)) {
      if (target.closest(".repeats")) groups.toggle(row);
      return;
    }
    const part = headPartOf(target);
    if (part) {
      table.actions.narrowToGroup(row, part);
      return;
    }
    const onTwistie = target.classList.contains("twistie");
    if (event.detail < 2 || onTwistie) groups.toggle(row);
  };

  const doubleClick = (event: MouseEvent): void => {
    if ((event.target as Element).closest(".repeats")) return;
    const row = recordIn(cellAt(event)?.element.row);
    if (row) table.actions.open(row.record, event.ctrlKey || event.metaKey);
  };

  /** A tooltip for what is cut off, and the instant as the service sent it, with how long ago that is. */
  const hover = (event: Event): void => {
    const at = cellAt(event);
    const row = at?.element.row;
    const cell = at?.element.cell(at.column);
    showActions(cell);
    const shown = columns.cell(row, at?.column ?? -1);
    if (!cell || !shown || shown.value === null) return;
    const text = String(shown.value);
    const ago = recordIn(row) && shown.field.kind === "instant" ? relativeTime(text, new Date()) : undefined;
    // It grows older while it stands there.
    if (ago !== undefined) cell.title = `${visible(cut(text, tooltipLimit))} · ${ago}`;
    else if (cell.title) return;
    else if (text.length > cellLimit || cell.scrollWidth > cell.clientWidth) cell.title = visible(cut(text, tooltipLimit));
  };

  /** Tells VS Code's menu where it was opened, before it asks. */
  const contextMenu = (event: Event): void => {
    const at = cellAt(event);
    const row = at?.element.row;
    if (!row) return;
    const record = recordIn(row);
    const { state } = table;
    at.element.element.dataset["vscodeContext"] = JSON.stringify({
      ...(record
        ? { webviewSection: "row", record: record.record, column: columns.path(at.column) }
        : { webviewSection: "group", column: isHead(row) && row.within ? state.thenGroup : state.group }),
      rowsGrouped: state.group !== undefined,
      columnGroups: columns.path(at.column) === state.group || columns.path(at.column) === state.thenGroup,
      preventDefaultContextMenuItems: true,
    });
  };
  return { hideActions, showActions, press, click, doubleClick, leave: hideActions, hover, contextMenu };
}
