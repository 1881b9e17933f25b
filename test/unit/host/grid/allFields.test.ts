import assert from "node:assert/strict";
import { allFields } from "../../../../src/host/grid/allFields.ts";
import { reports } from "../../../../src/reports/index.ts";

suite("The columns of all fields", () => {
  test("have each field once: inside a list in the list, an object in its members", () => {
    const field = { description: "" };
    assert.deepEqual(
      allFields([
        { ...field, path: "id", label: "Id", kind: "text" },
        { ...field, path: "status", label: "Status", kind: "object" },
        { ...field, path: "status/errorCode", label: "Error code", kind: "integer" },
        { ...field, path: "targets", label: "Targets", kind: "object", list: true },
        { ...field, path: "targets/[]/id", label: "Target ids", kind: "text" },
        { ...field, path: "details", label: "Details", kind: "object" },
        { ...field, path: "statuses", label: "Statuses", kind: "text", list: true },
      ]),
      [
        { path: "id", label: "Id" },
        { path: "status/errorCode", label: "Error code" },
        { path: "targets", label: "Targets" },
        { path: "details", label: "Details" },
        { path: "statuses", label: "Statuses" },
      ],
    );
  });

  test("leave no field of a report out, and have names that tell them apart", () => {
    for (const report of reports) {
      const columns = allFields(report.fields);
      const left = report.fields.filter(
        ({ path }) =>
          !columns.some((column) => column.path === path || path.startsWith(`${column.path}/`) || column.path.startsWith(`${path}/`)),
      );
      const names = columns.map(({ label }) => label);
      assert.deepEqual(left, []);
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
        report.id,
      );
    }
  });
});
