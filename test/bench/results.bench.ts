import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { reportById, type Field } from "../../src/reports/index.ts";
import type { SortKey } from "../../src/query/index.ts";
import type { ExportOrder, ResultsApi } from "../../src/results/api.ts";
import { createResults } from "../../src/results/results.ts";
import { startResults } from "../../src/results/startResults.ts";
import type { Measure, Table } from "./bench.ts";
import { manySignIns } from "./manySignIns.ts";
import { arqueroStore, objectStore, sqliteStore, type OtherStore } from "./otherStores.ts";

/** Sign-ins in the store, in thousands: fewer for a quick look. */
const pages = Number(process.env.BENCH_PAGES ?? 1000);
// The other stores need some five to twenty times the memory of this one: a machine of 16 GB has no room for a million rows of theirs.
const otherPages = Math.min(100, pages);
const threadPages = Math.min(100, pages);
// A million would be a file of 5 GB.
const exportPages = Math.min(100, pages);
// Pages in which the engine still learns the code; kept, not counted.
const warmUp = 5;
const now = new Date("2026-11-18T12:00:00Z");
const report = reportById("signIns");
const scalars = report.fields.filter(({ path: field, kind, list }: Field) => kind !== "object" && !list && !field.includes("[]"));
const facetPaths = [
  "appDisplayName", "userPrincipalName", "status/errorCode", "ipAddress", "clientAppUsed", "location/countryOrRegion", "location/city",
  "conditionalAccessStatus", "deviceDetail/operatingSystem", "deviceDetail/browser", "resourceDisplayName", "riskState",
]; // prettier-ignore

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

/** Times of `act` on each page beside the time of reading it with JSON.parse. */
async function onPages(count: number, act: (body: ArrayBuffer, text: string) => unknown) {
  const [parseMs, actMs]: [number[], number[]] = [[], []];
  let [bytes, page] = [0, 0];
  for await (const body of manySignIns(count, now)) {
    const text = Buffer.from(body).toString();
    bytes += body.byteLength;
    const parse = async () => parseMs.push(await msOf(() => void JSON.parse(text)));
    const take = async () => actMs.push(await msOf(() => act(body, text)));
    // In turns, as each leaves its garbage to the other.
    for (const measure of page++ % 2 === 0 ? [parse, take] : [take, parse]) await measure();
  }
  const counted = (values: number[]) => middle(values.slice(Math.min(warmUp, count - 1)));
  return { bytes, actMs: counted(actMs), parseMs: counted(parseMs) };
}

const toReach = (value: number) => ({ name: "to reach", value });
const sorted = (column: string): readonly SortKey[] => [{ path: column, direction: "asc" }];
const twoColumns = "status/errorCode ne 0 and contains(tolower(appDisplayName), 'portal')";
const inAList = "appliedConditionalAccessPolicies/any(p: p/result eq 'failure')";

interface Figures {
  readonly records: number;
  readonly bytes: number;
  readonly ingestMs: number;
  readonly parseMs: number;
  readonly held: number;
  readonly filterMs: number;
  readonly sortMs: Readonly<Record<"few" | "time" | "different", number>>;
  readonly facetsMs: number;
  /** A page of a thousand, the default columns. */
  readonly csvMs: number;
}

const sortPaths = { few: "appDisplayName", time: "createdDateTime", different: "correlationId" } as const;

/** The store, called in this thread. */
async function ownStore(): Promise<{ readonly figures: Figures; readonly rows: readonly Measure[] }> {
  const results = createResults({ now: () => now });
  const result = results.create({ report: "signIns" });
  const before = memory();
  let records = 0;
  const { bytes, parseMs, actMs } = await onPages(pages, (body) => ({ records } = results.append({ result, body, skip: [] })));
  const heldAtFirst = memory() - before;

  let view = 0;
  // Those that take a few milliseconds only are long over before the engine knows their code.
  const viewMs = (sort: readonly SortKey[], filter: string, times = 15) =>
    median(times, async () => ({ view } = await results.view({ result, sort, filter, replaces: view })));
  const windowMs = (columns: readonly string[]) =>
    median(50, (time) => results.rows({ result, view, from: (time * 7919) % (records - 60), count: 60, columns }));
  const scale = records / 1_000_000;

  // The first to look for words makes the index, unless the thread had time for it before.
  const soon = await msOf(async () => ({ view } = await results.view({ result, sort: [], filter: "xyzzy", patienceMs: 150 })));
  const whole = await viewMs([], "xyzzy", 1);
  const rows: Measure[] = [
    {
      name: "words, from the columns before the index is there",
      value: soon,
      unit: "ms",
      beside: { name: "all of them", value: soon + whole },
    },
    { name: "words, before the index is there", value: soon + whole, unit: "ms" },
  ];
  const held = memory() - before;
  rows.push(
    { name: "words that columns have", value: await viewMs([], "portal"), unit: "ms", beside: toReach(300 * scale) },
    { name: "words that nothing has", value: await viewMs([], "xyzzy"), unit: "ms", beside: toReach(300 * scale) },
    { name: "words in lists", value: await viewMs([], "multifactor legacy"), unit: "ms", beside: toReach(300 * scale) },
    { name: "a number as a word", value: await viewMs([], "50126", 5), unit: "ms", beside: toReach(300 * scale) },
    { name: "a day as a word", value: await viewMs([], "2026-11-17", 5), unit: "ms", beside: toReach(300 * scale) },
    { name: "filter on a list in the records", value: await viewMs([], inAList), unit: "ms", beside: toReach(300 * scale) },
    { name: "filter on two columns in one test", value: await viewMs([], "not (status/errorCode eq 0 or appDisplayName eq 'Azure Portal')"), unit: "ms", beside: toReach(20 * scale) },
    { name: "sort by a text that always differs", value: await viewMs(sorted("uniqueTokenIdentifier"), "", 5), unit: "ms", beside: toReach(1000 * scale) },
    { name: "record from its page", value: await median(50, (time) => results.record({ result, record: (time * 7919) % records })), unit: "ms", beside: toReach(20) },
  ); // prettier-ignore
  const filterMs = await viewMs([], twoColumns);
  const few = await viewMs(sorted(sortPaths.few), "");
  rows.push({ name: "window of 60 rows, sorted", value: await windowMs(report.columns), unit: "ms", beside: toReach(3) });
  const time = await viewMs(sorted(sortPaths.time), "");
  const different = await viewMs(sorted(sortPaths.different), "", 5);
  ({ view } = await results.view({ result, sort: [], filter: "", replaces: view }));
  const facets = facetPaths.map((facet) => ({ path: facet, search: "", by: "count" as const, from: 0, count: 10 }));
  const facetsMs = await median(15, () => results.facets({ result, view, facets }));
  const exportMs = (format: "csv" | "ndjson") =>
    exportedMs(results, { result, view, ranges: [{ from: 0, to: exportPages * 1000 }], format });
  const csvMs = (await exportMs("csv")) / exportPages;
  const firstNdjsonMs = (await exportMs("ndjson")) / exportPages;
  const ndjsonMs = middle([await exportMs("ndjson"), await exportMs("ndjson"), await exportMs("ndjson")]) / exportPages;
  results.release({ result });
  const figures = { records, bytes, ingestMs: actMs, parseMs, held, filterMs, sortMs: { few, time, different }, facetsMs, csvMs };
  return {
    figures,
    rows: [
      { name: "page into the store", value: actMs, unit: "ms", beside: { name: "JSON.parse", value: parseMs } },
      { name: "record as JSON", value: bytes / records, unit: "bytes" },
      { name: "memory", value: heldAtFirst / records, unit: "bytes a row", beside: toReach(600) },
      { name: "memory with the index", value: held / records, unit: "bytes a row", beside: toReach(600) },
      { name: "filter on two columns", value: filterMs, unit: "ms", beside: toReach(20 * scale) },
      { name: "sort by a column of few values", value: few, unit: "ms", beside: toReach(50 * scale) },
      { name: "sort by time", value: time, unit: "ms", beside: toReach(50 * scale) },
      { name: "sort by identifier", value: different, unit: "ms", beside: toReach(1000 * scale) },
      { name: "facets of 12 columns", value: facetsMs, unit: "ms", beside: toReach(60 * scale) },
      ...rows,
      {
        name: "CSV of the default columns, a page",
        value: csvMs,
        unit: "ms",
        beside: { name: "JSON.parse; to reach 2.0", value: parseMs },
      },
      { name: "NDJSON, a page, first time", value: firstNdjsonMs, unit: "ms", beside: { name: "JSON.parse", value: parseMs } },
      { name: "NDJSON, a page", value: ndjsonMs, unit: "ms", beside: { name: "JSON.parse; to reach 0.5", value: parseMs } },
    ],
  };
}

/** Until the file is there; it is taken away again. */
async function exportedMs(results: ResultsApi, order: Pick<ExportOrder, "result" | "view" | "ranges" | "format">): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  const columns = report.columns.map((column) => ({ path: column, label: column }));
  try {
    return await msOf(async () => {
      const file = path.join(folder, `export.${order.format}`);
      const number = results.startExport({ ...order, columns, byteOrderMark: false, file });
      while ((await results.continueExport({ export: number })).sha256 === undefined);
      await results.endExport({ export: number });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function otherFigures(store: OtherStore): Promise<Figures> {
  const before = memory();
  const { bytes, parseMs, actMs } = await onPages(otherPages, (_body, text) => store.append(text));
  store.settle?.();
  const held = memory() - before;
  const few = await median(3, () => store.sort(sortPaths.few));
  const time = await median(3, () => store.sort(sortPaths.time));
  const different = await median(3, () => store.sort(sortPaths.different));
  const filterMs = await median(5, () => store.filter());
  const facetsMs = await median(3, () => store.facets(facetPaths));
  const csvMs = store.csv ? (await msOf(() => store.csv?.(report.columns))) / otherPages : NaN;
  const figures = { records: otherPages * 1000, bytes, ingestMs: actMs, parseMs, held: store.bytes?.() ?? held, filterMs, sortMs: { few, time, different }, facetsMs, csvMs }; // prettier-ignore
  store.close?.();
  return figures;
}

/** What takes the time of all rows is told for as many rows as the store has; that flatters the others where more rows take more time each. */
function beside(own: Figures, name: string, other: Figures): Measure[] {
  const scale = own.records / other.records;
  const label = scale === 1 ? name : `${name}, ${other.records.toLocaleString("en")} rows, times ${scale}`;
  const row = (what: string, value: number, theirs: number): Measure => ({ name: what, value, unit: "ms", beside: { name: label, value: theirs * scale } }); // prettier-ignore
  return [
    { name: "page taken in, in times of its JSON.parse", value: own.ingestMs / own.parseMs, unit: "", beside: { name, value: other.ingestMs / other.parseMs } },
    { name: "memory", value: own.held / own.records, unit: "bytes a row", beside: { name, value: other.held / other.records } },
    row("filter on two columns", own.filterMs, other.filterMs),
    row("sort by a column of few values", own.sortMs.few, other.sortMs.few),
    row("sort by time", own.sortMs.time, other.sortMs.time),
    row("sort by identifier", own.sortMs.different, other.sortMs.different),
    row("facets of 12 columns", own.facetsMs, other.facetsMs),
    ...(Number.isNaN(other.csvMs) ? [] : [{ name: "CSV, a page", value: own.csvMs, unit: "ms", beside: { name: `csv-stringify of ${name}`, value: other.csvMs } }]),
  ]; // prettier-ignore
}

/** As the extension host has it: messages there and back included. */
async function inThread(): Promise<Table> {
  const { results, dispose } = startResults(new URL("../../src/results/worker.ts", import.meta.url));
  try {
    const result = await results.create({ report: "signIns" });
    const { parseMs, actMs } = await onPages(threadPages, (body) => results.append({ result, body, skip: [] }, [body]));
    let [view, rows] = [0, 0];
    const viewMs = (sort: readonly SortKey[], filter: string) =>
      median(15, async () => ({ view, rows } = await results.view({ result, sort, filter, replaces: view })));
    const filterMs = await viewMs([], twoColumns);
    const sortMs = await viewMs(sorted(sortPaths.few), "");
    const columns = report.columns;
    return {
      title: `Result store in its thread, ${(threadPages * 1000).toLocaleString("en")} sign-ins, messages included`,
      rows: [
        { name: "page into the store", value: actMs, unit: "ms", beside: { name: "JSON.parse", value: parseMs } },
        { name: "filter on two columns", value: filterMs, unit: "ms" },
        { name: "sort by a column of few values", value: sortMs, unit: "ms" },
        { name: "window of 60 rows, sorted", value: await median(50, (time) => results.rows({ result, view, from: (time * 7919) % (rows - 60), count: 60, columns })), unit: "ms", beside: toReach(3) },
        { name: "record from its page", value: await median(50, (time) => results.record({ result, record: (time * 7919) % rows })), unit: "ms", beside: toReach(20) },
      ],
    }; // prettier-ignore
  } finally {
    dispose();
  }
}

export async function bench(): Promise<Table[]> {
  for await (const page of manySignIns(1, now)) void page; // made before memory is looked at
  const { figures, rows } = await ownStore();
  const title = `Result store, ${figures.records.toLocaleString("en")} sign-ins of ${(figures.bytes / figures.records / 1000).toFixed(1)} KB`;
  const tables: Table[] = [{ title, rows }];
  for (const store of [sqliteStore(scalars), arqueroStore(scalars), objectStore()])
    tables.push({ title: `Result store beside ${store.name}`, rows: beside(figures, store.name, await otherFigures(store)) });
  return [...tables, await inThread()];
}
