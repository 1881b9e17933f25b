import assert from "node:assert/strict";
import { parseQuery } from "../../../src/query/index.ts";
import { shownOf } from "../../../src/sessions/shown.ts";
import { callCounts } from "../../support/callCounts.ts";
import { session } from "./session.ts";

/** What reads and prints queries. */
const work = ["parseQuery", "tokenize", "printQuery", "printFilter", "printRange", "narrowing", "shownOf"] as const;

suite("The query shown", function () {
  this.timeout(60_000);

  test("keeps the text as it was written, beside the canonical one", () => {
    const text = "signIns  LAST 7d // of the week";
    const { query } = parseQuery(text);
    assert.ok(query);
    const { text: kept, canonical, narrowing } = shownOf(query, { text });
    assert.deepEqual([kept, canonical, narrowing], [text, "signIns last 7d", undefined]);
    assert.equal(shownOf(query).text, canonical);
  });

  test("is read and printed when it changes: a state costs nothing of it, also while pages come", async () => {
    const { grid, ended } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 3d where status/errorCode ne 0 and isInteractive eq true");
    await ended();
    await grid.editText(grid.queryText, { kind: "value", path: "appDisplayName", value: "Azure Portal", pick: "only" });
    let states = 0;
    const { acceptFilter, ...counts } = await callCounts([...work, "acceptFilter"], async () => {
      const before = grid.state().run.pages;
      await grid.loadMore();
      while (states < 10) states += grid.state().run.pages > before ? 1 : 10;
    });
    // The demo's service reads the filter of each request.
    assert.deepEqual([states, counts], [10, { ...Object.fromEntries(work.map((name) => [name, 0])), tokenize: acceptFilter }]);
  });

  test("is made once by a gesture, which reads it once, and not the line that stands there", async () => {
    const { grid, ended } = session({ loadLimit: 100 });
    await grid.runText("signIns last 1d where status/errorCode ne 0");
    await ended();
    // What the store reads of it is its own.
    const counts = await callCounts(["parseQuery", "printQuery", "narrowing", "shownOf"], () =>
      grid.editText(grid.queryText, { kind: "value", path: "appDisplayName", value: "Azure Portal", pick: "only" }),
    );
    assert.deepEqual(counts, { parseQuery: 1, printQuery: 1, narrowing: 1, shownOf: 1 });
    const shown = grid.shown;
    grid.columns([{ path: "id" }]);
    await grid.sort([]);
    assert.equal(grid.shown, shown);
  });
});
