import type { Cell, Column, GridField, GroupRow, Row, RowRange } from "../../protocol/grid.ts";
import type { SortKey } from "../../query/query.ts";
import type { HeadPart } from "./groupHead.ts";
import type { SummaryQuestion } from "../status/selectionSummary.ts";

/** What the table asks of the panel around it. */
export interface TableActions {
  sort(sort: readonly SortKey[]): void;
  columns(columns: readonly Column[]): void;
  open(record: number, beside: boolean): void;
  /** `column`: only what the rows have at this path. */
  copy(ranges: readonly RowRange[], format: "tsv" | "markdown" | "json", column?: string): void;
  filterBy(field: GridField, cell: Cell, keep: boolean, beside: boolean): void;
  /** Only the rows of a group, and of one outcome of it; or who they are, too. */
  narrowToGroup(group: GroupRow, part: HeadPart): void;
  /** The selection that a summary is worth, or none. */
  selected(question: SummaryQuestion | undefined): void;
  /** The focus is on this record now. */
  focused(row: Row): void;
  /** Scrolled, or the focus moved: worth remembering. */
  moved(): void;
  /** Asks where to go from a record, or from what it has in a column. `here`: this grid goes there; otherwise one beside. */
  goTo(record: number, path: string | undefined, here: boolean): void;
  toggleDetails(): void;
  /** Puts a bookmark on the focused row, or takes it away. */
  bookmark(): void;
  /** Escape, with nothing left to undo in the table. */
  back(): void;
  announce(text: string): void;
  failed(error: unknown): void;
}
