import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GridTable } from "../table/table.ts";

/** Rows that one reads stay in their place on the screen when what stands over them grows or shrinks; at their beginning they are pushed down, so that it hides none. */
export class SteadyRows implements ReactiveController {
  private readonly panel: HTMLElement;
  private readonly table: () => (Pick<GridTable, "top" | "shift"> & Element) | null;
  private readonly hasRows: () => boolean;
  private tableTop: number | undefined;
  private toolbarHeight: number | undefined;
  /** The query line grows by itself while one writes: that moves the rows as little as a banner does. */
  private readonly toolbarSize = new ResizeObserver(([entry]) => {
    const [height, before] = [entry?.contentRect.height, this.toolbarHeight];
    this.toolbarHeight = height;
    const table = this.table();
    if (height !== undefined && before !== undefined && table && table.top > 0) table.shift(height - before);
  });

  constructor(
    panel: HTMLElement & ReactiveControllerHost,
    table: () => (Pick<GridTable, "top" | "shift"> & Element) | null,
    hasRows: () => boolean,
  ) {
    this.panel = panel;
    this.table = table;
    this.hasRows = hasRows;
    panel.addController(this);
  }

  hostUpdate(): void {
    this.tableTop = this.table()?.getBoundingClientRect().top;
  }

  hostUpdated(): void {
    const table = this.table();
    const top = table?.getBoundingClientRect().top;
    if (table && table.top > 0 && top !== undefined && this.tableTop !== undefined && top !== this.tableTop && this.hasRows())
      table.shift(top - this.tableTop);
    const toolbar = this.panel.querySelector(".toolbar");
    if (toolbar) this.toolbarSize.observe(toolbar);
  }
}
