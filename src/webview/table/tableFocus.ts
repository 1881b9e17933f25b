import type { RowRange } from "../../protocol/grid.ts";
import { extendTo, nothingSelected, selectedCount, selectOne, within, type Selection } from "./selection.ts";

/** A cell, by its positions. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** What happens to the selection when the focus moves: it becomes the row, grows from its anchor, or stays. */
export type Selecting = "row" | "extend" | "keep";

/** Of rows and columns there are so many. */
interface Size {
  readonly rows: number;
  readonly columns: number;
}

const clamp = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));

/** Which cell or column header has the focus, and which rows are selected. */
export class TableFocus {
  at: CellPlace = { row: 0, column: 0 };
  selection: Selection = nothingSelected;
  /** The selection that only follows the focus. */
  private following: Selection = nothingSelected;
  /** The panel is still to be told which record has the focus. */
  untold = true;
  private readonly table: { requestUpdate(): void };
  private headerColumn: number | undefined;

  /** `table` draws the column headers anew when the focus comes to one, or leaves it. */
  constructor(table: { requestUpdate(): void }) {
    this.table = table;
  }

  /** The column whose header has the focus, if one has. */
  get header(): number | undefined {
    return this.headerColumn;
  }

  private set header(column: number | undefined) {
    if (column !== this.headerColumn) this.table.requestUpdate();
    this.headerColumn = column;
  }

  get row(): number {
    return this.at.row;
  }

  set row(row: number) {
    this.at = { ...this.at, row };
  }

  get column(): number {
    return this.at.column;
  }

  set column(column: number) {
    this.at = { ...this.at, column };
    if (this.header !== undefined) this.header = column;
  }

  /** The column of the focused cell, where it is in that row. */
  columnIn(row: number): number | undefined {
    return row === this.row && this.header === undefined ? this.column : undefined;
  }

  /** A cell has the focus and nobody has selected rows: what is copied is its value. */
  get isCell(): boolean {
    return this.header === undefined && (this.selection.ranges.length === 0 || this.selection === this.following);
  }

  /** Selects the row that has the focus, or is about to get it. */
  selectFocused(row: number): void {
    this.selection = this.following = selectOne(row);
  }

  /** The selected rows, or the focused one, of as many as there are. */
  ranges(rows: number): readonly RowRange[] {
    if (this.selection.ranges.length > 0) return this.selection.ranges;
    return this.row >= 0 && this.row < rows ? [{ from: this.row, to: this.row + 1 }] : [];
  }

  /** Puts the focus on a cell, or on the nearest one there is. */
  moveTo(row: number, column: number, selecting: Selecting, { rows, columns }: Size): void {
    const at = { row: clamp(row, rows), column: clamp(column, columns) };
    const isOther = at.row !== this.row;
    this.at = at;
    this.header = undefined;
    if (rows === 0) return;
    if (selecting === "extend") this.selection = extendTo(this.selection, at.row);
    else if (selecting === "row" && (isOther || this.selection.ranges.length !== 1 || selectedCount(this.selection) !== 1))
      this.selectFocused(at.row);
    if (isOther || selecting !== "keep") this.untold = true;
  }

  moveToHeader(column: number, columns: number): void {
    this.header = clamp(column, columns);
    this.column = this.header;
  }

  /** The row is the same one in another order: what is selected follows it. */
  follow(row: number): void {
    this.row = row;
    if (this.selection.ranges.length > 0) this.selectFocused(row);
  }

  /** The rows are others: none is selected, and the focus is at their beginning. */
  begin(): void {
    this.selection = nothingSelected;
    this.row = Math.min(this.row, 0);
  }

  /** There are fewer rows now. */
  shrink(rows: number): void {
    const isFollowing = this.selection === this.following;
    this.selection = within(this.selection, rows);
    if (isFollowing) this.following = this.selection;
    if (this.row >= rows) this.row = Math.max(0, rows - 1);
  }
}
