import { createGrid, InfiniteRowModelModule, themeQuartz, type IGetRowsParams } from "ag-grid-community";
import type { Row } from "../../../src/protocol/grid.ts";
import { pageRows } from "../../../src/webview/table/rowCache.ts";
import { hostRows } from "./hostRows.ts";

const { count, rowHeight, columns, rows } = await hostRows();
const container = document.createElement("div");
container.style.cssText = `width: ${String(window.size.width)}px; height: ${String(window.size.height)}px`;
document.body.append(container);

const api = createGrid<Row>(
  container,
  {
    theme: themeQuartz.withParams({
      backgroundColor: "#1f1f1f",
      foregroundColor: "#cccccc",
      browserColorScheme: "dark",
      rowHeight,
      headerHeight: 24,
      fontSize: 13,
      cellHorizontalPadding: 8,
    }),
    columnDefs: columns.map(({ label, width, text }, at) => ({
      colId: String(at),
      headerName: label,
      width,
      valueGetter: ({ data }) => (data ? text(data.cells[at] ?? null) : undefined),
    })),
    rowHeight,
    rowModelType: "infinite",
    // As many of each as our grid asks for and keeps.
    cacheBlockSize: pageRows,
    maxBlocksInCache: 60,
    maxConcurrentDatasourceRequests: 2,
    infiniteInitialRowCount: count,
    animateRows: false,
    datasource: {
      rowCount: count,
      getRows: ({ startRow, endRow, successCallback, failCallback }: IGetRowsParams<Row>) => {
        rows(startRow, endRow - startRow).then((answer) => {
          successCallback([...answer.rows], count);
        }, failCallback);
      },
    },
  },
  { modules: [InfiniteRowModelModule] },
);

const find = (selector: string): HTMLElement => container.querySelector(selector) ?? container;
// The header stands within what scrolls, and so does the bar for scrolling sideways.
const [scroller, header, sideways] = [find(".ag-grid-viewport"), find(".ag-header"), find(".ag-body-horizontal-scroll")];
const bounds = (): { top: number; bottom: number } => ({
  top: header.getBoundingClientRect().bottom,
  bottom: scroller.getBoundingClientRect().bottom - (sideways === container ? 0 : sideways.offsetHeight),
});
window.shownGrid = {
  scroller,
  bounds,
  rows: ".ag-row[row-index]",
  cell: '[aria-colindex="1"]',
  rowHeight,
  firstRow: () => {
    const row = scroller.querySelector(".ag-row[row-index]");
    if (!row) return api.getVerticalPixelRange().top / rowHeight;
    return Number(row.getAttribute("row-index")) - (row.getBoundingClientRect().top - bounds().top) / rowHeight;
  },
};
