import assert from "node:assert/strict";
import { createDemoTenant, demoToken } from "../../../src/demo/index.ts";
import { GraphClient, plan } from "../../../src/sources/graph/index.ts";
import { parseQuery } from "../../../src/query/index.ts";
import type { ActivityRecord } from "../../../src/reports/index.ts";
import { Budget, Run, systemClock } from "../../../src/run/index.ts";
import { serve, type Served } from "../../support/demoGraph.ts";

const now = new Date("2026-11-18T12:00:00Z");
const never = new AbortController().signal;

suite("a run over http, in real time", () => {
  const troubled = new Set([1, 3]);
  let asked = 0;
  const tenant = createDemoTenant({
    now,
    faults: { brokenJson: ({ ordinal }) => troubled.has(ordinal), deadSkipTokens: ({ ordinal }) => ordinal === 2 },
  });
  let served: Served;
  suiteSetup(async () => {
    served = await serve({ fetch: (request) => (asked++, tenant.fetch(request)) });
  });
  suiteTeardown(() => served.close());

  test("brings what a faultless tenant has, within the limit", async function () {
    this.timeout(90_000);
    const { query } = parseQuery("signIns last 12h types interactiveUser, servicePrincipal where status/errorCode eq 0");
    assert.ok(query);
    const planned = plan(query, { now, zone: "utc" });
    const client = new GraphClient({ host: served.url, fetch, getToken: () => Promise.resolve(demoToken) });
    // The tenant's time stands still; the engine's goes on.
    const clock = { ...systemClock, now: () => now.getTime() + performance.now() };
    const run = new Run({ plan: planned, client, budget: new Budget(clock), clock, random: () => 0 });
    const ids: unknown[] = [];
    for await (const { body, skip } of run.pages(never)) {
      const { value } = JSON.parse(new TextDecoder().decode(body)) as { value: ActivityRecord[] };
      ids.push(...value.filter((_, at) => !skip.includes(at)).map(({ id }) => id));
    }
    const faultless = createDemoTenant({ now, faults: { throttleAfter: Infinity } });
    const expected: unknown[] = [];
    for (const { filter } of planned.requests)
      for (
        let next: string | undefined = `${served.url}/beta/auditLogs/signIns?$filter=${encodeURIComponent(filter)}`;
        next !== undefined;
      ) {
        const response = await faultless.fetch(new Request(next, { headers: { authorization: `Bearer ${demoToken}` } }));
        const page = (await response.json()) as { value: ActivityRecord[]; "@odata.nextLink"?: string };
        expected.push(...page.value.map(({ id }) => id));
        next = page["@odata.nextLink"];
      }
    assert.ok(ids.length > 100);
    assert.deepEqual(ids.toSorted(), expected.toSorted());
    assert.deepEqual([run.done, asked, run.coverage.map(({ state }) => state)], [true, run.progress.requests, ["settling", "complete"]]);
  });
});
