import assert from "node:assert/strict";
import { Client, PageIterator, type PageCollection } from "@microsoft/microsoft-graph-client";
import { demoToken } from "../../../src/demo/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { serve, type Served } from "../../support/demoGraph.ts";
import { all, graph, tenantAt, texts } from "./tenant.ts";

suite("Microsoft's own client over http", () => {
  const tenant = tenantAt();
  let served: Served;
  let client: Client;
  suiteSetup(async () => {
    served = await serve(tenant, { origin: graph });
    client = Client.initWithMiddleware({
      baseUrl: `${graph}/`,
      defaultVersion: "beta",
      // The client follows https links only, so the last step takes what is meant for Graph to the loopback address.
      middleware: {
        execute: async (context) => {
          const headers = { authorization: `Bearer ${demoToken}` };
          context.response = await fetch(String(context.request).replace(graph, served.url), { headers });
        },
      },
    });
  });
  suiteTeardown(() => served.close());

  test("its page iterator reads a list to the end", async () => {
    const filter = "createdDateTime ge 2026-11-18T10:00:00Z and status/errorCode ne 0";
    const first = (await client.api("/auditLogs/signIns").filter(filter).top(7).get()) as PageCollection;
    const records: ActivityRecord[] = [];
    await new PageIterator(client, first, (record: ActivityRecord) => {
      records.push(record);
      return true;
    }).iterate();
    assert.ok(records.length > 14);
    assert.deepEqual(records, (await all(tenant, `/beta/auditLogs/signIns?$filter=${filter}`)).records);
  });

  test("it reads one event by its id", async () => {
    const { value } = (await client.api("/auditLogs/directoryAudits").version("v1.0").top(1).get()) as PageCollection;
    const record = (await client
      .api(`/auditLogs/directoryAudits/${texts(value as ActivityRecord[], "id")[0]}`)
      .version("v1.0")
      .get()) as ActivityRecord;
    assert.equal(record["id"], (value[0] as ActivityRecord)["id"]);
  });

  test("it understands a refusal", async () => {
    await assert.rejects(client.api("/auditLogs/signIns").filter("department eq 'Sales'").get() as Promise<unknown>, {
      statusCode: 400,
      code: "BadRequest",
      message: "Invalid filter clause",
    });
  });

  test("a name that is not of this machine is not answered", async () => {
    const { port } = new URL(served.url);
    const { request } = await import("node:http");
    const status = await new Promise((resolve) =>
      request({ host: "127.0.0.1", port, path: "/beta/auditLogs/signIns", headers: { host: "elsewhere.example" } }, (answer) =>
        resolve(answer.statusCode),
      ).end(),
    );
    assert.equal(status, 421);
  });
});
