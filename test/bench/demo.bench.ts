import { createDemoTenant, type DemoTenant } from "../../src/demo/index.ts";
import { reports } from "../../src/reports/index.ts";
import type { Bench, Measure } from "./bench.ts";

const now = new Date("2026-11-18T12:00:00Z");
const failed = "/beta/auditLogs/signIns?$top=1000&$filter=createdDateTime ge 2026-11-11T12:00:00Z and status/errorCode ne 0";

async function answer(tenant: DemoTenant, path: string): Promise<ArrayBuffer> {
  const url = path.startsWith("http") ? path : `https://graph.microsoft.com${path}`;
  const response = await tenant.fetch(new Request(url, { headers: { authorization: `Bearer ${tenant.token}` } }));
  if (!response.ok) throw new Error(`the demo tenant answered ${response.status}`);
  return response.arrayBuffer();
}

async function read(tenant: DemoTenant, path: string): Promise<{ records: number; bytes: number; next: string | undefined }> {
  const body = await answer(tenant, path);
  const page = JSON.parse(new TextDecoder().decode(body)) as { value: unknown[]; "@odata.nextLink"?: string };
  return { records: page.value.length, bytes: body.byteLength, next: page["@odata.nextLink"] };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const bench: Bench = async () => {
  const tenant = createDemoTenant({ now, faults: { throttleAfter: Infinity } });
  const rows: Measure[] = [];
  new Response(""); // Node reads its fetch at first use
  rows.push({
    name: "failed sign-ins of 7 days, first page, cold",
    value: await timed(() => answer(tenant, failed)),
    unit: "ms",
    beside: { name: "limit", value: 150 },
  });
  rows.push({ name: "the same, warm", value: await timed(() => answer(tenant, failed)), unit: "ms" });
  for (const { id: report, graph } of reports) {
    let [records, bytes] = [0, 0];
    const ms = await timed(async () => {
      for (let next: string | undefined = `/beta/${graph.endpoint}`; next !== undefined && records < 20_000;) {
        const page = await read(tenant, next);
        records += page.records;
        bytes += page.bytes;
        next = page.next;
      }
    });
    rows.push({ name: `${report}, unfiltered`, value: (records / ms) * 1000, unit: "rows/s" });
    rows.push({ name: `${report}, a record`, value: bytes / records / 1024, unit: "KB" });
  }
  const large = createDemoTenant({ now, factor: 65, faults: { throttleAfter: Infinity } });
  const deep =
    "/beta/auditLogs/signIns?$top=1000&$filter=createdDateTime le 2026-10-22T09:30:00Z and createdDateTime ge 2026-10-22T08:00:00Z";
  rows.push({ name: "of ten million, a page four weeks back", value: await timed(() => answer(large, deep)), unit: "ms" });
  return { title: "Demo tenant", rows };
};
