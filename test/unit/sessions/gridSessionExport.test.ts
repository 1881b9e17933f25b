import assert from "node:assert/strict";
import { session } from "./session.ts";

suite("A session that exports", function () {
  this.timeout(60_000);

  test("fetches all, also while a run is going on that would pause", async () => {
    const { grid } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 3d");
    assert.equal(grid.state().phase, "running");
    await grid.fetchAll(new AbortController().signal);
    const { phase, loaded } = grid.state();
    assert.ok(phase === "complete" && loaded > 3000, `${phase} with ${loaded}`);
  });

  test("keeps what came when the fetching is cancelled", async () => {
    const { grid, ended, reaches } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 3d");
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
    await grid.runText("signIns last 3d");
    const abort = new AbortController();
    const fetching = grid.fetchAll(abort.signal);
    await grid.runText("signIns last 2h");
    abort.abort();
    await fetching;
    await ended();
    assert.equal(grid.state().phase, "complete");
  });

  test("names the view shown, or one of all rows that the filter does not narrow", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 1d columns id");
    await ended();
    await grid.filter("status/errorCode ne 0");
    const { matching, loaded } = grid.state();
    const rowsOf = (scope: "view" | "all") =>
      grid.withExportedView(scope, async (view) => (await grid.results.rows({ ...view, from: 0, count: loaded, columns: ["id"] })).length);
    assert.deepEqual([await rowsOf("view"), await rowsOf("all")], [matching, loaded]);
    assert.ok(matching < loaded);
  });

  test("leaves no view behind but the one shown, also when the export fails", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 2h");
    await ended();
    await grid.filter("status/errorCode ne 0");
    const named: { readonly result: number; readonly view: number }[] = [];
    const name = (view: (typeof named)[number]) => Promise.resolve(void named.push(view));
    await grid.withExportedView("view", name);
    await grid.withExportedView("all", name);
    const failing = grid.withExportedView("all", (view) => name(view).then(() => Promise.reject(new Error("the disk is full"))));
    await assert.rejects(failing, /the disk is full/);
    const [shown, ...further] = named;
    assert.ok(shown && further.length === 2 && further.every(({ view }) => view !== shown.view));
    for (const view of further)
      await assert.rejects(grid.results.rows({ ...view, from: 0, count: 1, columns: [] }), { message: `View ${view.view} is not known` });
    // The worker names all views that it holds.
    const body = Uint8Array.from(Buffer.from('{"value":[]}')).buffer;
    const { views } = await grid.results.append({ result: shown.result, body, skip: [] });
    assert.deepEqual(
      views.map(({ view }) => view),
      [shown.view],
    );
  });

  test("says what was run and which tenant was asked, not what stands in the line since", async () => {
    const { grid, ended } = session();
    assert.equal(await grid.ranQuery(), undefined);
    await grid.runText("signIns last 1h where status/errorCode ne 0");
    await ended();
    await grid.editText(grid.queryText, { kind: "value", path: "appDisplayName", value: "Azure Portal", pick: "only" });
    const { text, tenant } = (await grid.ranQuery()) ?? {};
    assert.equal(text, "signIns last 1h where status/errorCode ne 0");
    assert.match(tenant ?? "", /^[0-9a-f-]{36}$/);
    assert.notEqual(grid.queryText, text);
  });
});
