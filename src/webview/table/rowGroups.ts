import type { GroupRow } from "../../protocol/grid.ts";
import { isFold, isHead } from "./gridRow.ts";
import { groupCount, groupName } from "./groupHead.ts";
import type { RowCache } from "./rowCache.ts";
import { headLayout } from "./rowLayout.ts";
import type { TableColumns } from "./tableColumns.ts";
import type { TableCore } from "./tableCore.ts";
import type { TableFocus } from "./tableFocus.ts";

/** Opens and closes groups of rows. */
export class RowGroups {
  private readonly table: Pick<TableCore, "state" | "host" | "actions" | "moveTo">;
  private readonly cache: RowCache;
  private readonly columns: TableColumns;
  private readonly place: TableFocus;
  /** Where the focused row will be once all groups are open, or closed. */
  private expected: number | undefined;

  constructor(table: Pick<TableCore, "state" | "host" | "actions" | "moveTo">, cache: RowCache, columns: TableColumns, place: TableFocus) {
    this.table = table;
    this.cache = cache;
    this.columns = columns;
    this.place = place;
  }

  toggle(head: GroupRow): void {
    const { columns } = this;
    const { state, host, actions } = this.table;
    const { group, open } = head;
    void host().openGroups({ group, open: !open });
    const layout = headLayout(state, columns.shown, columns.fields, new Date());
    const name = isFold(head) ? "Repeats" : layout && groupName(head, layout);
    if (name !== undefined) actions.announce(`${name}, ${groupCount(head)}, ${open ? "closed" : "open"}`);
  }

  /** Opens or closes all groups; the focus stays with its row, or goes to the head of its group. */
  async toggleAll(open: boolean): Promise<void> {
    const { cache, place } = this;
    const { state, host, actions } = this.table;
    if (state.group === undefined && !state.folded) return;
    const focused = cache.row(place.row);
    // A row without repeats has no head to go to; it is found again by itself.
    if (!open && !isHead(focused) && (!state.folded || focused?.isRepeat)) await this.goToHead();
    const head = cache.row(place.row);
    this.expected = open ? cache.placeWhenOpen(place.row) : isHead(head) ? (head.within?.group ?? head.group) : undefined;
    void host().openGroups({ open });
    const what = state.folded ? "repeats" : "groups";
    actions.announce(open ? `All ${what} open` : `All ${what} closed`);
  }

  /** From a row to the head of its group, and from the head of a group to that of the one it is in, which may be far above what is loaded. */
  async goToHead(): Promise<void> {
    const { cache, place } = this;
    const { at } = place;
    const row = cache.row(at.row);
    const within = isHead(row) ? row.within?.group : undefined;
    const head = await cache.findHead(at.row, () => place.at === at, within);
    if (head !== undefined) this.table.moveTo(head, at.column, "row");
  }

  /** Where the focused row is in the next order, if that is known; asked once. */
  takeExpected(): number | undefined {
    const { expected } = this;
    this.expected = undefined;
    return expected;
  }
}
