import assert from "node:assert/strict";
import { columnLayouts, isLaidOut, laidOut } from "../../../src/reports/columnLayouts.ts";
import { reports } from "../../../src/reports/index.ts";

suite("Column layouts", () => {
  test("begin with the report's own columns", () => {
    for (const report of reports) {
      const [own, ...others] = columnLayouts(report);
      assert.deepEqual([own?.columns, others], [report.columns, report.layouts]);
    }
  });

  test("leave a column as wide as a person made it, and are known again by their columns in order", () => {
    const layout = { name: "Where", columns: ["time", "place"] };
    const columns = laidOut(layout.columns, [{ path: "place", width: 90 }, { path: "user", width: 300 }]); // prettier-ignore
    assert.deepEqual(columns, [{ path: "time" }, { path: "place", width: 90 }]);
    assert.deepEqual(
      [columns, columns.toReversed(), columns.slice(1), [...columns, { path: "user" }]].map((shown) => isLaidOut(layout, shown)),
      [true, false, false, false],
    );
  });
});
