import type { GridScroll } from "./gridScroll.ts";

/** What the bench must know of a grid to scroll it and to see what it shows. */
export interface ShownGrid {
  /** The element that scrolls. */
  readonly scroller: HTMLElement;
  /** Between these, in CSS pixels of the page, rows are in sight. */
  bounds(): { readonly top: number; readonly bottom: number };
  /** Elements of rows, and in each of them the cell of the time: every record has one, so an empty cell is a blank row. */
  readonly rows: string;
  readonly cell: string;
  readonly rowHeight: number;
  /** Position in the list of what is shown first, in rows. */
  firstRow(): number;
}

/** Size of the table, header included, in CSS pixels: that of our own grid in its panel, for all. */
export interface GridSize {
  readonly width: number;
  readonly height: number;
}

declare global {
  interface Window {
    size: GridSize;
    shownGrid: ShownGrid;
    gridScroll: GridScroll;
  }
}
