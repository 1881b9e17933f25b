import { SlickGrid, type Column, type CustomDataView } from "slickgrid";
import type { GridRow, Row } from "../../../src/protocol/grid.ts";
import { RowCache } from "../../../src/webview/table/rowCache.ts";
import { hostRows } from "./hostRows.ts";

const { count, rowHeight, columns, rows } = await hostRows();
const container = document.createElement("div");
container.style.cssText = `width: ${String(window.size.width)}px; height: ${String(window.size.height)}px`;
document.body.append(container);

// It brings no loader for a provider of its own: it gets ours, so that both ask for the same pages.
const cache = new RowCache(({ from, count: rowCount }) => rows(from, rowCount), came, console.error);
cache.set(1, count);

const provider: CustomDataView<GridRow | undefined> = {
  getLength: () => count,
  getItem: (index) => cache.row(index),
  getItemMetadata: () => null,
};
const slickColumns: Column[] = columns.map(({ path, label, width, text }, at) => ({
  id: path,
  name: label,
  field: path,
  width,
  formatter: (_row, _cell, _value, _column, item: Row) => text(item.cells[at] ?? null),
}));
const grid = new SlickGrid(container, provider, slickColumns, {
  rowHeight,
  enableCellNavigation: true,
  enableColumnReorder: false,
  // Texts of a tenant are no HTML.
  enableHtmlRendering: false,
});

/** Rows that are drawn without their text. */
const drawnBlank = new Set<number>();
let before = 0;

function want(): void {
  const { top, bottom } = grid.getViewport();
  cache.want(Math.max(0, top), Math.min(count, bottom + 1), top < before ? -1 : 1);
  before = top;
}

function came(): void {
  const { top, bottom } = grid.getRenderedRange();
  const filled = [...drawnBlank].filter((row) => cache.row(row) || row < top || row > bottom);
  for (const row of filled) drawnBlank.delete(row);
  const inRange = filled.filter((row) => row >= top && row <= bottom);
  if (inRange.length === 0) return;
  grid.invalidateRows(inRange);
  grid.render();
}

grid.onViewportChanged.subscribe(want);
grid.onRendered.subscribe((_event, { startRow, endRow }) => {
  for (let row = startRow; row <= endRow; row++) if (!cache.row(row)) drawnBlank.add(row);
});
for (let row = 0; row < 100; row++) drawnBlank.add(row);
want();

const viewport = container.querySelector<HTMLElement>(".slick-viewport-top.slick-viewport-left") ?? container;
window.shownGrid = {
  scroller: viewport,
  bounds: () => viewport.getBoundingClientRect(),
  rows: ".slick-row",
  cell: ".slick-cell.l0",
  rowHeight,
  firstRow: () => {
    // Its rows say nothing of their position; their elements are found by it.
    const entry = Object.entries(grid.getRowCache())[0];
    const element = entry?.[1].rowNode?.[0];
    if (!entry || !element) return grid.getVisibleRange().top;
    return Number(entry[0]) - (element.getBoundingClientRect().top - viewport.getBoundingClientRect().top) / rowHeight;
  },
};
