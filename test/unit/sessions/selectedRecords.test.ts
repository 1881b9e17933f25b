import assert from "node:assert/strict";
import type { GridRow } from "../../../src/protocol/grid.ts";
import { selectedRecords } from "../../../src/sessions/selectedRecords.ts";
import { session } from "./session.ts";

const recordsOf = (rows: readonly GridRow[]): number[] => rows.flatMap((row) => ("record" in row ? [row.record] : []));

suite("Records of selected rows", function () {
  this.timeout(60_000);

  test("are all of them where heads of groups stand between", async () => {
    const { grid, ended } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 1d");
    await ended();
    await grid.group("appDisplayName");
    await grid.openGroups(true);
    const { rows } = await grid.rows(0, 300);
    const records = recordsOf(rows);
    assert.ok(records.length > 16 && records.length < rows.length);
    const behindSixteen = rows.findIndex((row) => "record" in row && row.record === records[16]);
    assert.deepEqual(await selectedRecords(grid, [{ from: 0, to: behindSixteen }], 16), { records: records.slice(0, 16), hasMore: false });
    assert.deepEqual(await selectedRecords(grid, [{ from: 0, to: behindSixteen + 1 }], 16), {
      records: records.slice(0, 16),
      hasMore: true,
    });
    assert.deepEqual(await selectedRecords(grid, [{ from: 0, to: 300 }], 1000), { records, hasMore: false });
    await grid.openGroups(false);
    assert.deepEqual(await selectedRecords(grid, [{ from: 0, to: grid.rowCount }], 16), { records: [], hasMore: false });
  });

  test("are the latest of repeats that are folded, each once where their line is open", async () => {
    const { grid, ended } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 1d");
    await ended();
    await grid.fold(true);
    const all = [{ from: 0, to: grid.rowCount }];
    const { rows } = await grid.rows(0, grid.rowCount);
    const shown = rows.map((row) => ("record" in row ? row.record : row.latest?.record));
    assert.ok(rows.some((row) => "latest" in row));
    assert.deepEqual(await selectedRecords(grid, all, rows.length), { records: shown, hasMore: false });
    await grid.openGroups(true);
    const open = [{ from: 0, to: grid.rowCount }];
    const { records } = await selectedRecords(grid, open, grid.rowCount);
    assert.deepEqual([records.length, new Set(records).size], [grid.state().matching, grid.state().matching]);
  });
});
