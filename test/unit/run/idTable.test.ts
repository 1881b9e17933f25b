import assert from "node:assert/strict";
import fc from "fast-check";
import { IdTable } from "../../../src/run/idTable.ts";

suite("the table of ids", () => {
  test("knows each id with its first row, as a Map would", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uuid(), fc.string({ maxLength: 2 }))), (ids) => {
        const [table, map] = [new IdTable(), new Map<string, number>()];
        for (const [row, id] of ids.entries()) {
          assert.equal(table.get(id), map.get(id));
          assert.equal(table.add(id, row), map.get(id));
          if (!map.has(id)) map.set(id, row);
        }
      }),
      { seed: 1 },
    );
  });

  test("keeps many apart", () => {
    const table = new IdTable();
    const id = (row: number): string => `Directory_${row.toString(36)}_XKWPQ_${row % 7}`;
    for (let row = 0; row < 20_000; row++) assert.equal(table.add(id(row), row), undefined);
    for (let row = 0; row < 20_000; row++) assert.equal(table.get(id(row)), row);
    assert.equal(table.get("another"), undefined);
  });
});
