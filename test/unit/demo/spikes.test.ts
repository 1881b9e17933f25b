import assert from "node:assert/strict";
import { createDemoTenant } from "../../../src/demo/index.ts";
import { barsOf } from "../../../src/webview/histogram/histogramBars.ts";
import { markWords, standingOut } from "../../../src/webview/histogram/standingOut.ts";
import { timeEdges } from "../../../src/webview/histogram/timeEdges.ts";
import { now, session } from "../sessions/session.ts";

/** What is marked in the histogram of a week of the demo tenant, by hours. */
async function marksOf(quiet: boolean): Promise<readonly string[]> {
  const { grid, ended, connectionOf, clock } = session({
    loadLimit: 100_000,
    world: { connection: async () => ({ ...(await connectionOf()), fetch: (request) => tenant.fetch(request) }) },
  });
  const tenant = createDemoTenant({ now, quiet, clock });
  await grid.runText("signIns last 7d");
  await ended();
  const { run, phase } = grid.state();
  assert.equal(phase, "complete");
  const edges = timeEdges(Date.parse(run.from ?? ""), Date.parse(run.to ?? ""), 200, "utc");
  const bars = barsOf(edges, await grid.histogram(edges));
  const marks = standingOut(bars, { coverage: run.coverage, zone: "utc" });
  return [...marks].map(([at, mark]) => `${new Date(bars[at]?.from ?? 0).toISOString().slice(0, 13)}: ${markWords(mark)}`);
}

suite("The histogram of the demo tenant", function () {
  this.timeout(60_000);

  test("has marks where its stories make spikes, and nowhere else", async () => {
    assert.deepEqual(await marksOf(false), [
      "2026-11-16T14: 247 failed, usually 4 at this time",
      "2026-11-17T08: 47 failed, usually 10 at this time",
      "2026-11-17T22: 91 failed, usually 4 at this time",
      "2026-11-17T23: 34 failed, usually 3 at this time",
    ]);
  });

  test("has none in an ordinary week", async () => {
    assert.deepEqual(await marksOf(true), []);
  });
});
