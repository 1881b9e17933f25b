import assert from "node:assert/strict";
import { PaneMemory } from "../../../../src/host/grid/paneMemory.ts";
import type { GridPanes } from "../../../../src/protocol/grid.ts";
import { memento } from "../memento.ts";

const panes = (change: Partial<GridPanes> = {}): GridPanes => ({
  details: { open: true, size: 0.5, tab: "json" },
  facets: { open: true, size: 300, paths: ["appId"] },
  histogram: { open: false },
  ...change,
});
const telling = ["status/errorCode", "appDisplayName", "userPrincipalName", "location/countryOrRegion"];

suite("The memory of panes", () => {
  test("begins with closed details and facets, and with the facets unfolded that tell most", () =>
    assert.deepEqual(new PaneMemory(memento()).of("signIns"), {
      details: { open: false, size: 0.4 },
      facets: { open: false, size: 260, paths: telling },
      histogram: { open: true },
    }));

  test("has what was open last in whichever grid, and of each report what was unfolded", async () => {
    const state = memento();
    await new PaneMemory(state).keep("signIns", panes());
    await new PaneMemory(state).keep(
      "directoryAudits",
      panes({ facets: { open: false, size: 280, paths: [] }, details: { open: false, size: 0.5 } }),
    );
    const later = new PaneMemory(state);
    assert.deepEqual(later.of("signIns"), {
      details: { open: false, size: 0.5 },
      facets: { open: false, size: 280, paths: ["appId"] },
      histogram: { open: false },
    });
    assert.deepEqual(later.of("directoryAudits").facets.paths, []);
    assert.deepEqual(later.of("provisioning").facets.paths[0], "provisioningStatusInfo/status");
  });

  test("has whether the summary was open, and behind the details; memories of earlier versions say nothing of it", async () => {
    const state = memento();
    const memory = new PaneMemory(state);
    const summaries = [undefined, { open: true }, { open: true, behind: true }, { open: false }] as const;
    const kept = [];
    for (const summary of summaries) {
      await memory.keep("signIns", panes(summary && { summary }));
      kept.push(new PaneMemory(state).of("directoryAudits").summary);
    }
    assert.deepEqual(kept, summaries);
    for (const summary of [7, null, "open"])
      assert.deepEqual(new PaneMemory(memento({ panes: { ...panes(), summary } })).of("signIns").summary, undefined);
    assert.deepEqual(new PaneMemory(memento({ panes: { ...panes(), summary: { open: "yes", behind: 1 } } })).of("signIns").summary, {
      open: false,
    });
  });

  test("has of each report by what the histogram was parted, until it is parted by outcome again", async () => {
    const state = memento();
    await new PaneMemory(state).keep("signIns", panes({ histogram: { open: true, field: "location/countryOrRegion" } }));
    await new PaneMemory(state).keep("directoryAudits", panes());
    const later = new PaneMemory(state);
    assert.deepEqual(later.of("signIns").histogram, { open: false, field: "location/countryOrRegion" });
    assert.deepEqual(later.of("directoryAudits").histogram, { open: false });
    await later.keep("signIns", panes());
    assert.deepEqual(later.of("signIns").histogram, { open: false });
    const kept = { ...panes(), histogram: { open: true, field: 7 }, fields: { signIns: 7, provisioning: "action" } };
    const odd = new PaneMemory(memento({ panes: kept }));
    assert.deepEqual([odd.of("signIns").histogram, odd.of("provisioning").histogram], [{ open: true }, { open: true, field: "action" }]);
  });

  test("takes nothing that is none, from a page or from another version", async () => {
    const state = memento();
    const memory = new PaneMemory(state);
    const odd: unknown[] = [
      undefined,
      null,
      "x",
      {},
      { ...panes(), details: { open: true, size: 7 } },
      { ...panes(), facets: { open: true, size: 300, paths: [7] } },
      { ...panes(), facets: { open: true, size: 300, paths: Array.from({ length: 51 }, () => "id") } },
      { ...panes(), histogram: {} },
    ];
    for (const said of odd) await memory.keep("signIns", said);
    assert.deepEqual(state.keys(), []);
    for (const kept of odd) assert.deepEqual(new PaneMemory(memento({ panes: kept })).of("signIns").facets.paths, telling);
    assert.deepEqual(new PaneMemory(memento({ panes: { ...panes(), paths: { signIns: 7 } } })).of("signIns").facets, {
      open: true,
      size: 300,
      paths: telling,
    });
  });
});
