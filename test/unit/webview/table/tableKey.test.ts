import assert from "node:assert/strict";
import { tableKey } from "../../../../src/webview/table/tableKey.ts";

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

suite("Keys of the table", () => {
  test("move in the rows, and with Shift extend the selection", () =>
    assert.deepEqual(
      [tableKey({ ...none, key: "PageDown" }, false), tableKey({ ...none, key: "End", ctrlKey: true, shiftKey: true }, false)],
      [
        { rows: "pageDown", extend: false },
        { rows: "last", extend: true },
      ],
    ));

  test("with Shift do nothing where there is nothing to extend", () =>
    assert.equal(tableKey({ ...none, key: "Enter", shiftKey: true }, false), undefined));

  test("are those of the column header when it has the focus, and Escape leaves it", () =>
    assert.deepEqual(
      ["Enter", "ArrowLeft", "Escape", "+"].map((key) => tableKey({ ...none, key }, true)),
      [{ header: "sort" }, { header: "left" }, { rows: "back", extend: false }, undefined],
    ));

  test("leave the panel's own keys and VS Code's alone", () =>
    assert.deepEqual(
      [tableKey({ ...none, key: "F5" }, false), tableKey({ ...none, key: "p", ctrlKey: true }, false)],
      [undefined, undefined],
    ));
});
