import assert from "node:assert/strict";
import { selectAll } from "../../../../src/webview/table/selection.ts";
import { TableFocus } from "../../../../src/webview/table/tableFocus.ts";

const size = { rows: 10, columns: 3 };

function tableFocus() {
  let drawn = 0;
  const focus = new TableFocus({ requestUpdate: () => drawn++ });
  return { focus, drawn: () => drawn };
}

suite("Focus in the table", () => {
  test("goes no further than there are cells, and the row it comes to is selected", () => {
    const { focus } = tableFocus();
    focus.moveTo(25, -1, "row", size);
    assert.deepEqual([focus.at, focus.ranges(10)], [{ row: 9, column: 0 }, [{ from: 9, to: 10 }]]);
  });

  test("extends the selection from its anchor, or leaves it as it is", () => {
    const { focus } = tableFocus();
    focus.moveTo(2, 0, "row", size);
    focus.moveTo(4, 0, "extend", size);
    focus.moveTo(4, 2, "keep", size);
    assert.deepEqual([focus.at, focus.selection.ranges], [{ row: 4, column: 2 }, [{ from: 2, to: 5 }]]);
  });

  test("on a header no cell has it; the headers are drawn anew when it comes and goes, not when it stays in the rows", () => {
    const { focus, drawn } = tableFocus();
    focus.moveTo(3, 1, "row", size);
    const [inRows, cell] = [drawn(), focus.columnIn(3)];
    focus.moveToHeader(2, 3);
    const onHeader = [drawn(), focus.header, focus.columnIn(3)];
    focus.moveTo(3, 2, "keep", size);
    assert.deepEqual([inRows, cell, onHeader, drawn(), focus.columnIn(3)], [0, 1, [1, 2, undefined], 2, 2]);
  });

  test("is on a cell until rows are selected on purpose, and again when the selection follows it", () => {
    const { focus } = tableFocus();
    const is: [string, boolean][] = [];
    const note = (what: string): void => void is.push([what, focus.isCell]);
    note("nothing selected");
    focus.moveTo(3, 1, "row", size);
    note("moved");
    focus.moveTo(3, 2, "keep", size);
    note("moved aside");
    focus.moveTo(4, 2, "extend", size);
    note("extended");
    focus.moveTo(4, 2, "row", size);
    note("moved again");
    focus.selection = selectAll(1, 0);
    note("all of one row");
    focus.selectFocused(4);
    note("clicked");
    focus.shrink(5);
    note("fewer rows");
    focus.moveToHeader(1, 3);
    note("on a header");
    assert.deepEqual(is, [
      ["nothing selected", true],
      ["moved", true],
      ["moved aside", true],
      ["extended", false],
      ["moved again", true],
      ["all of one row", false],
      ["clicked", true],
      ["fewer rows", true],
      ["on a header", false],
    ]);
  });

  test("stays within rows that became fewer, with what is left of the selection", () => {
    const { focus } = tableFocus();
    focus.moveTo(8, 0, "row", size);
    focus.selection = selectAll(10, 8);
    focus.shrink(4);
    assert.deepEqual([focus.at.row, focus.selection.ranges], [3, [{ from: 0, to: 4 }]]);
  });

  test("follows its row into another order, and selects it only if rows were selected", () => {
    const { focus } = tableFocus();
    focus.follow(6);
    const unselected = focus.selection.ranges;
    focus.moveTo(1, 0, "row", size);
    focus.follow(7);
    assert.deepEqual([unselected, focus.at.row, focus.selection.ranges], [[], 7, [{ from: 7, to: 8 }]]);
  });
});
