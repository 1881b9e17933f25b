import assert from "node:assert/strict";
import { createDemoTenant } from "../../../src/demo/index.ts";
import { Engine, readAsked } from "../../../src/sessions/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const now = new Date("2026-11-18T12:00:00Z");

suite("What is open, without VS Code", () => {
  test("a query is run, and its rows, facets and coverage are read", async () => {
    const clock = new VirtualClock(now.getTime(), 100);
    const engine = new Engine({ workerFile: new URL("../../../src/results/worker.ts", import.meta.url), clock });
    const { fetch, token, tenantId, me } = createDemoTenant({ now, clock });
    const connection = {
      id: "demo",
      name: "Contoso",
      graphHost: "https://graph.microsoft.com",
      me: me.userPrincipalName,
      tenant: tenantId,
    };
    try {
      const { asked } = await readAsked("signIns last 6h where status/errorCode ne 0", "signIns");
      assert.ok(asked);
      const start = { ran: asked.query, zone: "utc" };
      const collection = engine.collect({ ...connection, fetch, getToken: () => Promise.resolve(token) }, start);
      const letGo = collection.hold();
      await collection.load();
      const view = await collection.view();
      const { rows = 0 } = (await view.show({ sort: [], filter: "" })) ?? {};
      const [facet] = await view.facets([{ path: "status/errorCode", search: "", by: "count", from: 0, count: 100 }]);
      const codes = (await view.rows(0, rows, [{ path: "status/errorCode" }])).map((row) => "cells" in row && row.cells[0]);
      const states = collection.coverage.map(({ state }) => state);
      assert.ok(rows > 0 && codes.every((code) => code !== 0) && facet?.distinct === new Set(codes).size);
      assert.deepEqual([collection.phase, collection.loaded, facet.rows, states], ["complete", rows, rows, ["settling", "complete"]]);
      assert.ok(letGo());
    } finally {
      engine.dispose();
    }
  });
});
