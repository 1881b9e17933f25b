import assert from "node:assert/strict";
import { session } from "./session.ts";

suite("A session that exports", function () {
  this.timeout(60_000);

  test("fetches all, also while a run is going on that would pause", async () => {
    const { grid } = session({ loadLimit: 1000 });
    await grid.run("signIns last 3d");
    assert.equal(grid.state().phase, "running");
    await grid.fetchAll(new AbortController().signal);
    const { phase, loaded } = grid.state();
    assert.ok(phase === "complete" && loaded > 3000, `${phase} with ${loaded}`);
  });

  test("keeps what came when the fetching is cancelled", async () => {
    const { grid, ended, reaches } = session({ loadLimit: 1000 });
    await grid.run("signIns last 3d");
    await ended();
    const abort = new AbortController();
    const fetching = grid.fetchAll(abort.signal);
    await reaches(({ loaded }) => loaded >= 2000);
    abort.abort();
    await fetching;
    const { phase, loaded } = grid.state();
    assert.ok(phase === "paused" && loaded >= 2000, `${phase} with ${loaded}`);
  });

  test("does not stop a run that was started after it was given up", async () => {
    const { grid, ended } = session({ loadLimit: 1000 });
    await grid.run("signIns last 3d");
    const abort = new AbortController();
    const fetching = grid.fetchAll(abort.signal);
    await grid.run("signIns last 2h");
    abort.abort();
    await fetching;
    await ended();
    assert.equal(grid.state().phase, "complete");
  });

  test("names the view shown, or one of all rows that the filter does not narrow", async () => {
    const { grid, ended } = session();
    await grid.run("signIns last 1d columns id");
    await ended();
    await grid.filter("status/errorCode ne 0");
    const { matching, loaded } = grid.state();
    const rowsOf = async (scope: "view" | "all") =>
      (await grid.results.rows({ ...(await grid.exportedView(scope)), from: 0, count: loaded, columns: ["id"] })).length;
    assert.deepEqual([await rowsOf("view"), await rowsOf("all")], [matching, loaded]);
    assert.ok(matching < loaded);
  });

  test("says what was run and which tenant was asked, not what stands in the line since", async () => {
    const { grid, ended } = session();
    assert.equal(await grid.ranQuery(), undefined);
    await grid.run("signIns last 1h where status/errorCode ne 0");
    await ended();
    await grid.edit(grid.queryText, { kind: "value", path: "appDisplayName", value: "Azure Portal", pick: "only" });
    const { text, tenant } = (await grid.ranQuery()) ?? {};
    assert.equal(text, "signIns last 1h where status/errorCode ne 0");
    assert.match(tenant ?? "", /^[0-9a-f-]{36}$/);
    assert.notEqual(grid.queryText, text);
  });
});
