import { isFold, isHead, recordIn } from "./gridRow.ts";
import type { RowCache } from "./rowCache.ts";
import type { RowGroups } from "./rowGroups.ts";
import { selectAll, selectedCount, toggle } from "./selection.ts";
import type { Command } from "../panel/shortcuts.ts";
import type { TableColumns } from "./tableColumns.ts";
import type { TableCore } from "./tableCore.ts";
import type { Selecting, TableFocus } from "./tableFocus.ts";
import type { Viewport } from "./viewport.ts";

const formats = { copy: "tsv", copyRows: "tsv", copyMarkdown: "markdown", copyJson: "json" } as const;

/** What commands in the rows look at. */
interface Rows {
  readonly cache: Pick<RowCache, "row">;
  readonly columns: Pick<TableColumns, "last" | "path">;
  readonly place: TableFocus;
  readonly viewport: Pick<Viewport, "rows">;
  readonly groups: Pick<RowGroups, "toggle" | "toggleAll" | "goToHead">;
}

/** What keys do in the rows, and what menus and the palette ask for alike. `extend`: a move of the focus extends the selection. */
export type RowCommands = (command: Command, extend?: boolean) => void;

export function rowCommands(table: TableCore, { cache, columns, place, viewport, groups }: Rows): RowCommands {
  return (command, extend = false) => {
    const { state, actions } = table;
    const { row, column } = place;
    const page = Math.max(1, viewport.rows - 1);
    const focused = cache.row(row);
    const head = isHead(focused) ? focused : undefined;
    // A line of repeats has cells to go through: it is opened in the first of them.
    const atHead = !isFold(head) || column === 0;
    const isInGroup = state.group !== undefined || (focused !== undefined && "isRepeat" in focused);
    const go = (to: number): void => {
      table.moveTo(to, column, extend ? "extend" : "row");
    };
    const goAside = (to: number, selecting: Selecting = "keep"): void => {
      table.moveTo(row, to, selecting);
    };
    switch (command) {
      case "up":
        if (row <= 0 && !extend) table.moveToHeader(column);
        else go(row - 1);
        break;
      case "down":
        go(row + 1);
        break;
      case "left":
        if (head?.open && atHead) groups.toggle(head);
        else if (head?.within || (!head && column === 0 && isInGroup)) void groups.goToHead();
        else if (!head || isFold(head)) goAside(column - 1);
        break;
      case "right":
        if (head && !head.open && atHead) groups.toggle(head);
        else if (head && !isFold(head)) table.moveTo(row + 1, 0, extend ? "extend" : "row");
        else goAside(column + 1);
        break;
      case "home":
      case "end":
        if (!head || isFold(head)) goAside(command === "home" ? 0 : columns.last);
        break;
      case "pageUp":
        go(row - page);
        break;
      case "pageDown":
        go(row + page);
        break;
      case "first":
        go(0);
        break;
      case "last":
        go(state.rows - 1);
        break;
      case "open":
      case "openBeside": {
        const record = recordIn(focused)?.record;
        if (head && (command === "open" || !isFold(head))) groups.toggle(head);
        else if (record !== undefined) actions.open(record, command === "openBeside");
        break;
      }
      case "details":
        if (head && !isFold(head)) groups.toggle(head);
        else actions.toggleDetails();
        break;
      case "openGroups":
      case "closeGroups":
        void groups.toggleAll(command === "openGroups");
        break;
      case "menu":
        table.openMenu();
        break;
      case "bookmark":
        actions.bookmark();
        break;
      case "toggle":
        if (state.rows > 0) table.select(toggle(place.selection, row));
        break;
      case "selectAll":
        table.select(selectAll(state.rows, row));
        break;
      case "copy":
      case "copyRows":
      case "copyMarkdown":
      case "copyJson": {
        const ranges = place.ranges(state.rows);
        const path = command === "copy" && place.isCell && (!head || isFold(head)) ? columns.path(column) : undefined;
        if (ranges.length > 0) actions.copy(ranges, formats[command], path);
        break;
      }
      case "filterFor":
      case "filterForBeside":
        table.filterBy(focused, column, true, command === "filterForBeside");
        break;
      case "filterOut":
      case "filterOutBeside":
        table.filterBy(focused, column, false, command === "filterOutBeside");
        break;
      case "back":
        if (place.header !== undefined) goAside(column);
        else if (selectedCount(place.selection) > 1) goAside(column, "row");
        else actions.back();
        break;
      default: // the panel's
    }
  };
}
