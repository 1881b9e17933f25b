import "./shownGrid.ts";

const rowHeight = 22;

// Our own grid, once its first rows are there.
const ready = setInterval(() => {
  const [scroller, body] = [document.querySelector<HTMLElement>(".scroller"), document.querySelector<HTMLElement>(".scroller .body")];
  if (!scroller || !body || !scroller.querySelector(".rows > .row:not(.skeleton)")) return;
  clearInterval(ready);
  const rows = ".rows > .row:not([hidden])";
  window.shownGrid = {
    scroller,
    bounds: () => body.getBoundingClientRect(),
    rows,
    cell: ".cell.instant",
    rowHeight,
    firstRow: () => {
      const row = body.querySelector(rows);
      return row ? Number(row.ariaRowIndex) - 2 - (row.getBoundingClientRect().top - body.getBoundingClientRect().top) / rowHeight : 0;
    },
  };
}, 20);
