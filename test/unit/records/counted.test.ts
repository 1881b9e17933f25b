import assert from "node:assert/strict";
import { counted } from "../../../src/records/counted.ts";

suite("Counts", () => {
  test("one row, many rows", () =>
    assert.deepEqual(
      [counted(0, "row"), counted(1, "row"), counted(58300, "row")],
      ["0 rows", "1 row", `${(58300).toLocaleString()} rows`],
    ));
});
