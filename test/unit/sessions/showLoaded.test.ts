import assert from "node:assert/strict";
import { goToSource } from "../../../src/host/goTo/goToFrom.ts";
import { parseQuery, termsOf, withTerms } from "../../../src/query/index.ts";
import { session } from "./session.ts";

suite("Rows of what another grid has loaded", function () {
  this.timeout(60_000);

  async function loaded() {
    const set = session();
    await set.grid.runText("signIns last 24h where status/errorCode ne 0");
    await set.ended();
    return set;
  }

  test("are shown without a request, and stay when the other grid goes", async () => {
    const { grid, sent } = await loaded();
    const { collection } = grid;
    assert.ok(collection);
    const row = (await grid.rows(0, 1)).rows[0];
    assert.ok(row && "record" in row);
    const { appId } = JSON.parse(await grid.record(row.record)) as { appId: string };
    const other = session({ world: { results: () => grid.results } });
    const asked = sent.length;
    const where = parseQuery(`signIns last 24h where appId eq '${appId}'`).query ?? assert.fail();
    const query = withTerms(collection.ran, [...termsOf(collection.ran), ...termsOf(where)]);
    await other.grid.showLoaded(collection, query);
    grid.dispose();
    const { phase, queryText, rows, loaded: all } = other.grid.state();
    assert.deepEqual(
      [phase, queryText, rows > 0 && rows < all, all, sent.length - asked, other.sent],
      ["complete", `signIns last 24h where status/errorCode ne 0 and appId eq '${appId}'`, true, collection.loaded, 0, []],
    );
  });

  test("are shown in the grid itself, too", async () => {
    const { grid, sent } = await loaded();
    const { collection } = grid;
    assert.ok(collection);
    const asked = sent.length;
    const where = parseQuery("signIns last 24h where appId eq 'nobody'").query ?? assert.fail();
    await grid.showLoaded(collection, withTerms(collection.ran, [...termsOf(collection.ran), ...termsOf(where)]));
    assert.deepEqual([grid.state().rows, grid.state().loaded, sent.length], [0, collection.loaded, asked]);
  });

  test("one is found that has a value of a facet, and by the condition of a summary; a page's record number is read in the store", async () => {
    const { grid } = await loaded();
    const row = (await grid.rows(0, 1)).rows[0];
    assert.ok(row && "record" in row);
    const record = JSON.parse(await grid.record(row.record)) as { ipAddress: string };
    const value = { path: "ipAddress", value: record.ipAddress };
    const addressOf = (found: unknown) => (found as { ipAddress?: string } | undefined)?.ipAddress;
    const byFacet = await goToSource(grid, { kind: "value", ...value });
    const bySummary = await goToSource(grid, { kind: "condition", condition: `ipAddress eq '${record.ipAddress}'` });
    const byRecord = await goToSource(grid, { kind: "record", record: row.record, column: "ipAddress" });
    assert.deepEqual(
      [byFacet, bySummary].map((source) => [addressOf(source?.record), source?.value]),
      [
        [record.ipAddress, value],
        [record.ipAddress, value],
      ],
    );
    assert.deepEqual([byRecord?.record, byRecord?.at], [record, { path: "ipAddress" }]);
    assert.equal(await goToSource(grid, { kind: "condition", condition: "status/errorCode gt 5" }), undefined);
    assert.equal(await goToSource(grid, { kind: "value", path: "nothing", value: 1 }), undefined);
    await assert.rejects(goToSource(grid, { kind: "record", record: 10_000_000 }));
  });

  test("one is found in a closed group, too; of what a summary's number asks for that which names somebody is gone on from", async () => {
    const { grid } = await loaded();
    const row = (await grid.rows(0, 1)).rows[0];
    assert.ok(row && "record" in row);
    const { userId, status } = JSON.parse(await grid.record(row.record)) as { userId: string; status: { errorCode: number } };
    await grid.group("appDisplayName");
    const idOf = (found: unknown) => (found as { userId?: string } | undefined)?.userId;
    const byFacet = await goToSource(grid, { kind: "value", path: "userId", value: userId });
    const condition = `status/errorCode eq ${String(status.errorCode)} and userId eq '${userId}'`;
    const bySummary = await goToSource(grid, { kind: "condition", condition });
    assert.deepEqual(
      [byFacet, bySummary].map((source) => [idOf(source?.record), source?.value]),
      [
        [userId, { path: "userId", value: userId }],
        [userId, { path: "userId", value: userId }],
      ],
    );
    const nothing = await goToSource(grid, { kind: "condition", condition: "status/errorCode eq 1 and appId eq 'nobody'" });
    assert.deepEqual([nothing?.record, nothing?.value], [undefined, { path: "status/errorCode", value: 1 }]);
  });
});
