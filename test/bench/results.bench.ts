import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createDemoTenant } from "../../src/demo/index.ts";
import { reportById } from "../../src/reports/index.ts";
import type { SortKey } from "../../src/query/index.ts";
import { createResults } from "../../src/results/results.ts";
import type { Measure, Table } from "./bench.ts";

const pages = 100;
// Pages in which the engine still learns the code; kept, not counted.
const warmUp = 5;
const now = new Date("2026-11-18T12:00:00Z");

/** Sign-ins of the demo tenant as they come over the wire, newest first. */
async function* signInPages(): AsyncGenerator<ArrayBuffer> {
  let waitedMs = 0;
  const clock = { now: () => (waitedMs += 10_000), sleep: () => Promise.resolve() };
  const tenant = createDemoTenant({ now, factor: 4, clock });
  for (let url: string | undefined = "https://graph.microsoft.com/beta/auditLogs/signIns?$top=1000"; url;) {
    const response = await tenant.fetch(new Request(url, { headers: { authorization: `Bearer ${tenant.token}` } }));
    const body = await response.arrayBuffer();
    yield body;
    url = (JSON.parse(Buffer.from(body).toString()) as { "@odata.nextLink"?: string })["@odata.nextLink"];
  }
}

function memory(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const msOf = async (act: () => unknown): Promise<number> => {
  const started = performance.now();
  await act();
  return performance.now() - started;
};

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

async function median(times: number, act: (time: number) => unknown): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < times; time++) all.push(await msOf(() => act(time)));
  return middle(all);
}

const toReach = (value: number) => ({ name: "to reach", value });

export async function bench(): Promise<Table> {
  const results = createResults({ now: () => now });
  const result = results.create({ report: "signIns" });
  const before = memory();
  const [parseMs, appendMs]: [number[], number[]] = [[], []];
  let [bytes, records, page] = [0, 0, 0];
  const take = async (body: ArrayBuffer) => {
    const text = Buffer.from(body).toString();
    const parse = async () => parseMs.push(await msOf(() => JSON.parse(text)));
    const append = async () => appendMs.push(await msOf(() => void ({ records } = results.append({ result, body, skip: [] }))));
    // In turns, as each leaves its garbage to the other.
    for (const measure of page % 2 === 0 ? [parse, append] : [append, parse]) await measure();
    bytes += body.byteLength;
  };
  for await (const body of signInPages()) {
    await take(body);
    if (++page === pages) break;
  }
  const held = memory() - before;

  let view = 0;
  // Those that take a few milliseconds only are long over before the engine knows their code.
  const viewMs = (sort: readonly SortKey[], filter: string, times = 15) =>
    median(times, async () => ({ view } = await results.view({ result, sort, filter, replaces: view })));
  const columns = reportById("signIns").columns;
  const windowMs = () => median(50, (time) => results.rows({ result, view, from: (time * 7919) % (records - 60), count: 60, columns }));
  const sorted = (path: string): readonly SortKey[] => [{ path, direction: "asc" }];
  const scale = records / 1_000_000;

  const rows: Measure[] = [
    { name: "page into the store", value: middle(appendMs.slice(warmUp)), unit: "ms", beside: { name: "JSON.parse", value: middle(parseMs.slice(warmUp)) } },
    { name: "record as JSON", value: bytes / records, unit: "bytes" },
    { name: "memory", value: held / records, unit: "bytes a row", beside: toReach(600) },
    { name: "filter on two columns", value: await viewMs([], "status/errorCode ne 0 and contains(tolower(appDisplayName), 'portal')"), unit: "ms", beside: toReach(20 * scale) },
    { name: "filter on two columns in one test", value: await viewMs([], "not (status/errorCode eq 0 or appDisplayName eq 'Azure Portal')"), unit: "ms" },
    { name: "filter on a list in the records", value: await viewMs([], "appliedConditionalAccessPolicies/any(p: p/result eq 'failure')", 3), unit: "ms" },
    { name: "words that columns have", value: await viewMs([], "portal", 3), unit: "ms" },
    { name: "words that nothing has", value: await viewMs([], "xyzzy", 3), unit: "ms" },
    { name: "sort by a column of few values", value: await viewMs(sorted("appDisplayName"), ""), unit: "ms", beside: toReach(50 * scale) },
    { name: "window of 60 rows, sorted", value: await windowMs(), unit: "ms", beside: toReach(3) },
    { name: "sort by time", value: await viewMs(sorted("createdDateTime"), ""), unit: "ms", beside: toReach(50 * scale) },
    { name: "sort by identifier", value: await viewMs(sorted("correlationId"), ""), unit: "ms", beside: toReach(1000 * scale) },
    { name: "sort by a text that always differs", value: await viewMs(sorted("uniqueTokenIdentifier"), ""), unit: "ms", beside: toReach(1000 * scale) },
    { name: "record from its page", value: await median(50, (time) => results.record({ result, record: (time * 7919) % records })), unit: "ms", beside: toReach(20) },
  ]; // prettier-ignore
  results.release({ result });
  return { title: `Result store, ${records.toLocaleString("en")} sign-ins of ${(bytes / records / 1000).toFixed(1)} KB`, rows };
}
