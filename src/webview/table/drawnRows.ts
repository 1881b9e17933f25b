import type { GridRow } from "../../protocol/grid.ts";
import { recordIn } from "./gridRow.ts";
import { RowElement } from "./rowElement.ts";
import type { RowLayout } from "./rowLayout.ts";

/** `id` of the element that is the focused cell. */
export const focusedCellId = "focused-cell";
/** Rows are placed relative to a base row, so that positions stay small numbers in lists of any height. */
const baseStep = 5_000;
const placeholderMs = 80;

/** What is to be seen of the rows. */
export interface RowsInSight {
  /** Position of what is shown first, and the height of a row, in CSS pixels. */
  readonly top: number;
  readonly rowHeight: number;
  /** Positions of the rows to draw. */
  readonly from: number;
  readonly to: number;
  /** Of each column, which of a row's cells it shows. */
  readonly places: readonly number[];
  /** Rows that are drawn stay in place of placeholders. */
  readonly keepsStale: boolean;
  row(index: number): GridRow | undefined;
  isSelected(index: number): boolean;
  focusedColumn(index: number): number | undefined;
  /** Numbers of records. */
  readonly bookmarks: ReadonlySet<number>;
}

/** The elements of the rows in sight: those that leave it on one side come in again on the other. */
export class DrawnRows {
  private readonly parent: () => HTMLElement | null;
  private layout: RowLayout = { cells: [], head: undefined };
  private shown = new Map<number, RowElement>();
  private spare: RowElement[] = [];
  private base = 0;
  private blank = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /** `parent`: the element that has the rows. */
  constructor(parent: () => HTMLElement | null) {
    this.parent = parent;
  }

  /** Rows look otherwise: all are made anew when they are next drawn. */
  restyle(layout: RowLayout): void {
    this.layout = layout;
    this.parent()?.replaceChildren();
    this.shown.clear();
    this.spare = [];
  }

  draw({ top, rowHeight, from, to, places, keepsStale, row: rowAt, isSelected, focusedColumn, bookmarks }: RowsInSight): void {
    const parent = this.parent();
    if (!parent) return;
    const first = Math.floor(top / rowHeight);
    if (Math.abs(first - this.base) > baseStep) this.base = Math.floor(first / baseStep) * baseStep;
    parent.style.transform = `translateY(${String(Math.round((this.base * rowHeight - top) * devicePixelRatio) / devicePixelRatio)}px)`;

    for (const [index, element] of this.shown) {
      if (index >= from && index < to) continue;
      this.shown.delete(index);
      element.mark(false, undefined, focusedCellId);
      this.spare.push(element);
    }
    let blank = false;
    for (let index = from; index < to; index++) {
      let element = this.shown.get(index);
      const row = rowAt(index);
      if (!element) {
        element = this.spare.pop() ?? new RowElement(this.layout.cells, this.layout.head);
        this.shown.set(index, element);
        if (!element.element.isConnected) parent.append(element.element);
        element.element.hidden = false;
        element.paint(row, places);
      } else if (row !== element.row && (row || !keepsStale)) element.paint(row, places);
      blank ||= !element.row;
      element.place(index, this.base, rowHeight);
      element.mark(isSelected(index), focusedColumn(index), focusedCellId);
      const record = recordIn(element.row)?.record;
      element.paintBookmark(record !== undefined && bookmarks.has(record));
    }
    for (const { element } of this.spare) element.hidden = true;
    this.blank = blank;
    this.showPlaceholders(parent, blank);
  }

  /** Some of the rows in sight are on their way. */
  get isBlank(): boolean {
    return this.blank;
  }

  /** Rows that come at once are not announced by a flash of placeholders. */
  private showPlaceholders({ classList }: HTMLElement, blank: boolean): void {
    if (!blank) {
      clearTimeout(this.waiting);
      this.waiting = undefined;
      classList.remove("waiting");
    } else
      this.waiting ??= setTimeout(() => {
        classList.add("waiting");
      }, placeholderMs);
  }

  /** Puts the elements in the order in which a screen reader reads them. */
  sort(): void {
    const ordered = [...this.shown.entries()].sort(([a], [b]) => a - b).map(([, { element }]) => element);
    const inOrder = ordered.every((element, at) => {
      const before = ordered[at - 1];
      return !before || before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    if (!inOrder) this.parent()?.append(...ordered);
  }

  isDrawn(index: number): boolean {
    return this.shown.has(index);
  }

  /** The row that a node is part of. */
  rowOf(node: Node): RowElement | undefined {
    return [...this.shown.values()].find(({ element }) => element.contains(node));
  }

  /** The cells of a column, without the heads of groups. */
  cellsOf(column: number): readonly (HTMLElement | undefined)[] {
    return [...this.shown.values()].flatMap((row) => (recordIn(row.row) ? [row.cell(column)] : []));
  }
}
