import { Client, PageIterator, type PageCollection } from "@microsoft/microsoft-graph-client";
import { Throttled } from "../../src/sources/graph/index.ts";
import { Budget, Run } from "../../src/run/index.ts";
import { SimulatedService, simulatedHost, type SimulatedRecord, type Trouble } from "../support/simulatedService.ts";
import { randomOf, workdayTimes } from "../support/simulatedTimes.ts";
import { VirtualClock } from "../support/virtualClock.ts";
import type { Bench, Measure, Table } from "./bench.ts";

const from = new Date("2026-11-16T00:00:00Z");
const to = new Date("2026-11-23T00:00:00Z");
const later = to.getTime() + 3_600_000;
const faults: readonly Trouble[] = ["serverError", "dropped", "broken", "deadToken", "throttled"];
const faultRate = 0.02;
const firstUrl = `${simulatedHost}/beta/auditLogs/signIns?$filter=${encodeURIComponent(`createdDateTime ge ${from.toISOString()} and createdDateTime le ${to.toISOString()}`)}&$top=1000`;
const never = new AbortController().signal;

interface World {
  readonly service: SimulatedService;
  readonly clock: VirtualClock;
  /** Of what a client has got. */
  got(ids: readonly string[]): void;
}
type Reader = (world: World) => Promise<void>;

/** As most scripts do it: follows the links, waits when it is told to, ends at any other failure. */
const plainLoop: Reader = async ({ service, clock, got }) => {
  for (let next: string | undefined = firstUrl; next !== undefined;) {
    try {
      const { records, nextLink } = await service.page(next, never);
      got(records.map((record) => (record as SimulatedRecord).id));
      next = nextLink;
    } catch (error) {
      if (!(error instanceof Throttled)) return;
      await clock.sleep(error.retryAfterMs ?? 1000, never);
    }
  }
};

/** Microsoft's client; its retry handler's rules (429, 503 and 504, three times, `Retry-After` or 3 s doubled), on the simulated time. */
const pageIterator: Reader = async ({ service, clock, got }) => {
  const client = Client.initWithMiddleware({
    baseUrl: `${simulatedHost}/`,
    defaultVersion: "beta",
    middleware: {
      execute: async (context) => {
        for (let retries = 0; ; retries++) {
          const response = await service.fetch(String(context.request));
          context.response = response;
          if (![429, 503, 504].includes(response.status) || retries === 3) return;
          const seconds = Number(response.headers.get("retry-after")) || 3 * 2 ** retries;
          await clock.sleep(seconds * 1000, never);
        }
      },
    },
  });
  const add = ({ id }: SimulatedRecord): boolean => {
    got([id]);
    return true;
  };
  try {
    await new PageIterator(client, (await client.api(firstUrl).get()) as PageCollection, add).iterate();
  } catch {
    // Whoever uses it gets the error, and has the rows that came before.
  }
};

const ours: Reader = async ({ service, clock, got }) => {
  const client = {
    host: service.host,
    page: async (url: string, signal: AbortSignal) => {
      const page = await service.page(url, signal);
      return { ...page, body: Object.assign(new ArrayBuffer(0), { records: page.records }) };
    },
  };
  const plan = { report: "signIns", requests: [{ filter: "", condition: "" }], from, to } as const;
  const run = new Run({ plan, client, budget: new Budget(clock), clock, random: randomOf(1) });
  for await (const { body, skip } of run.pages(never)) {
    const left = new Set(skip);
    const { records } = body as ArrayBuffer & { records: readonly SimulatedRecord[] };
    got(records.flatMap(({ id }, at) => (left.has(at) ? [] : [id])));
  }
};

const readers: Readonly<Record<string, Reader>> = { "plain nextLink loop": plainLoop, PageIterator: pageIterator, ours };

async function measure(
  name: string,
  read: Reader,
  times: Float64Array,
  latencyMs: number,
  hasFaults: boolean,
): Promise<{ row: Measure; cpuMs: number }> {
  const clock = new VirtualClock(later);
  const random = randomOf(2);
  const trouble = (): Trouble | undefined => (random() < faultRate ? faults[Math.floor(random() * faults.length)] : undefined);
  const service = new SimulatedService({ times, clock, latencyMs: () => latencyMs, ...(hasFaults && { trouble }) });
  const there = new Uint8Array(times.length);
  let [rows, firstMs] = [0, NaN];
  let mineMs = 0;
  const got = (ids: readonly string[]): void => {
    const started = performance.now();
    if (rows === 0) firstMs = clock.now() - later;
    for (const id of ids) {
      const at = Number(id.slice(1));
      if (there[at] === 0) rows++;
      there[at] = 1;
    }
    mineMs += performance.now() - started;
  };
  const before = process.cpuUsage();
  await read({ service, clock, got });
  const { user, system } = process.cpuUsage(before);
  const requests = service.asked.length;
  const limit = Math.ceil(times.length / 1000) / 0.5;
  const said = `${requests} requests, ${times.length - rows} rows lost, first after ${firstMs / 1000} s`;
  return {
    row: { name: `${name}: ${said}`, value: (clock.now() - later) / 1000, unit: "s", beside: { name: "limit", value: limit } },
    cpuMs: ((user + system) / 1000 - service.ownMs - mineMs) / requests,
  };
}

export const bench: Bench = async () => {
  const tables: Table[] = [];
  const overhead: Measure[] = [];
  for (const count of [100_000, 1_000_000]) {
    const times = workdayTimes(count, from, to);
    for (const latencyMs of [500, 2500, 10_000])
      for (const hasFaults of [false, true]) {
        const rows: Measure[] = [];
        for (const [name, read] of Object.entries(readers)) {
          const { row, cpuMs } = await measure(name, read, times, latencyMs, hasFaults);
          rows.push(row);
          if (read === ours && count === 1_000_000)
            overhead.push({
              name: `page latency ${latencyMs / 1000} s, faults ${hasFaults ? "2 %" : "off"}`,
              value: cpuMs,
              unit: "ms",
              beside: { name: "limit", value: 1 },
            });
        }
        const title = `${count.toLocaleString("en-US")} sign-ins of 7 days, page latency ${latencyMs / 1000} s, faults ${hasFaults ? "2 %" : "off"}`;
        tables.push({ title, rows });
      }
  }
  return [...tables, { title: "CPU of the engine for one request, of a million sign-ins", rows: overhead }];
};
