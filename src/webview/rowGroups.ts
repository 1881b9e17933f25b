import type { GridState, GroupRow, HostApi } from "../protocol.ts";
import type { Remote } from "../rpc.ts";
import { isHead } from "./gridRow.ts";
import { groupCount, groupName } from "./groupHead.ts";
import type { RowCache } from "./rowCache.ts";
import { headLayout } from "./rowLayout.ts";
import type { TableActions } from "./tableActions.ts";
import type { TableColumns } from "./tableColumns.ts";
import type { Selecting, TableFocus } from "./tableFocus.ts";

/** The table whose rows may be grouped. */
export interface GroupedTable {
  readonly state: GridState;
  readonly actions: Pick<TableActions, "announce">;
  readonly cache: RowCache;
  readonly columns: TableColumns;
  readonly place: TableFocus;
  readonly host: () => Pick<Remote<HostApi>, "openGroups">;
  moveTo(row: number, column: number, selecting: Selecting): void;
}

/** Opens and closes groups of rows. */
export class RowGroups {
  private readonly table: GroupedTable;
  /** Where the focused row will be once all groups are open, or closed. */
  private expected: number | undefined;

  constructor(table: GroupedTable) {
    this.table = table;
  }

  toggle(head: GroupRow): void {
    const { state, columns, host, actions } = this.table;
    const { group, open } = head;
    void host().openGroups({ group, open: !open });
    const layout = headLayout(state, columns.shown, columns.fields, new Date());
    if (layout) actions.announce(`${groupName(head, layout)}, ${groupCount(head)}, ${open ? "closed" : "open"}`);
  }

  /** Opens or closes all groups; the focus stays with its row, or goes to the head of its group. */
  async toggleAll(open: boolean): Promise<void> {
    const { state, cache, place, host, actions } = this.table;
    if (state.group === undefined) return;
    const focusedHead = (): GroupRow | undefined => {
      const row = cache.row(place.row);
      return isHead(row) ? row : undefined;
    };
    if (!open && !focusedHead()) await this.goToHead();
    this.expected = open ? cache.placeWhenOpen(place.row) : focusedHead()?.group;
    void host().openGroups({ open });
    actions.announce(open ? "All groups open" : "All groups closed");
  }

  /** From a row to the head of its group, which may be far above what is loaded. */
  async goToHead(): Promise<void> {
    const { cache, place } = this.table;
    const { at } = place;
    const head = await cache.findHead(at.row, () => place.at === at);
    if (head !== undefined) this.table.moveTo(head, at.column, "row");
  }

  /** Where the focused row is in the next order, if that is known; asked once. */
  takeExpected(): number | undefined {
    const { expected } = this;
    this.expected = undefined;
    return expected;
  }
}
