import type { Cell, Column, GridField, GridRow, GridState } from "../../protocol/grid.ts";
import { resizeColumn, widthOf } from "./columns.ts";
import { ColumnsAhead } from "./columnsAhead.ts";
import { isHead, recordIn } from "./gridRow.ts";

/** What a line of repeats has before its first value takes so many CSS pixels. */
const repeatsWidth = 48;

/** What the columns ask of the table: to draw them anew, and to tell the host of others. */
export interface ColumnsTable {
  readonly actions: { columns(columns: readonly Column[]): void };
  requestUpdate(): void;
}

/** The columns as shown, with their fields: those of the state, or ahead of them while the person changes them. */
export class TableColumns {
  shown: readonly Column[] = [];
  fields: ReadonlyMap<string, GridField> = new Map();
  private readonly table: ColumnsTable;
  private state: GridState | undefined;
  private readonly ahead = new ColumnsAhead();

  constructor(table: ColumnsTable) {
    this.table = table;
  }

  /** Follows a new state, unless it is from before the last change. */
  follow(state: GridState): void {
    if (this.state?.fields !== state.fields) this.fields = new Map(state.fields.map((field) => [field.path, field]));
    this.state = state;
    this.shown = this.ahead.follow(state.columns);
  }

  /** For as long as they are dragged: the host is told at the end. */
  show(columns: readonly Column[]): void {
    this.shown = columns;
    this.table.requestUpdate();
  }

  change(columns: readonly Column[]): void {
    this.ahead.change(columns);
    this.show(columns);
    this.table.actions.columns(columns);
  }

  resize(index: number, width: number): void {
    this.change(resizeColumn(this.shown, index, width));
  }

  get last(): number {
    return this.shown.length - 1;
  }

  path(index: number): string | undefined {
    return this.shown[index]?.path;
  }

  /** -1 for what is not shown. */
  indexOf(path: string | undefined): number {
    return this.shown.findIndex((column) => column.path === path);
  }

  /** In CSS pixels. */
  width(column: Column): number {
    const hasMark = this.state?.folded && column === this.shown[0] && column.width === undefined;
    return (hasMark ? repeatsWidth : 0) + widthOf(column, this.fields.get(column.path), column.path === this.state?.report.outcomePath);
  }

  /** Of each column, which of a row's cells it shows: the host's rows are of its columns. */
  places(): readonly number[] {
    const { shown } = this;
    const columns = this.state?.columns ?? [];
    if (columns === shown) return columns.map((_, at) => at);
    return shown.map(({ path }) => columns.findIndex((column) => column.path === path));
  }

  /** Field and value of a cell; the head of a group has the group's. */
  cell(row: GridRow | undefined, index: number): { readonly field: GridField; readonly value: Cell } | undefined {
    const record = recordIn(row);
    const group = isHead(row) && (row.within ? this.state?.thenGroup : this.state?.group);
    const field = this.fields.get((record ? this.path(index) : group || "") ?? "");
    if (!row || !field) return undefined;
    return { field, value: record ? (record.cells[this.places()[index] ?? -1] ?? null) : isHead(row) ? row.value : null };
  }
}
