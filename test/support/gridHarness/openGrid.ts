import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Browser, Page } from "../../host/browser.mjs";
import { createDemoTenant } from "../../../src/demo/index.ts";
import { reportState } from "../../../src/sessions/gridState.ts";
import { shownOf } from "../../../src/sessions/shown.ts";
import type { GridState } from "../../../src/protocol/grid.ts";
import { parseQuery } from "../../../src/query/index.ts";
import { reportById, type ActivityRecord, type ReportId } from "../../../src/reports/index.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
import type { Start } from "./fakeHost.ts";
import { bundle } from "./bundle.ts";

const root = path.join(import.meta.dirname, "../../..");
const now = new Date("2026-11-23T16:00:00Z");

/** Events of the demo tenant. */
export async function demoRecords(report: ReportId, count = 500): Promise<ActivityRecord[]> {
  const tenant = createDemoTenant({ now });
  const {
    timeField,
    graph: { version, endpoint },
  } = reportById(report);
  const url = `https://graph.microsoft.com/${version}/${endpoint}?$top=${String(count)}&$filter=${timeField} ge 2026-11-20T00:00:00Z`;
  const response = await tenant.fetch(new Request(url, { headers: { authorization: `Bearer ${tenant.token}` } }));
  return ((await response.json()) as { value: ActivityRecord[] }).value;
}

export function gridState(reportId: ReportId, change: Partial<GridState> = {}): GridState {
  const report = reportById(reportId);
  const { id, title, fields, columns } = report;
  const queryText = change.queryText ?? `${id} last 7d`;
  const { query } = parseQuery(queryText);
  return {
    revision: 1,
    title,
    report: reportState(report),
    connection: { id: "demo", name: "Contoso (demo)" },
    queryText,
    clauses: query ? shownOf(query, { ran: query }).clauses : [],
    fields,
    columns: columns.map((column) => ({ path: column })),
    sort: [],
    filter: "",
    rows: 100_000,
    matching: change.rows ?? 100_000,
    loaded: 100_000,
    phase: "complete",
    run: {
      pages: 101,
      requests: 103,
      elapsedMs: 64_000,
      from: "2026-11-16T16:00:00Z",
      to: now.toISOString(),
      reached: "2026-11-20T03:12:00Z",
      duplicates: 0,
      excluded: 0,
      strays: 0,
      oddities: 0,
      coverage: [
        { from: "2026-11-23T15:45:00Z", to: now.toISOString(), state: "settling", rows: 212 },
        { from: "2026-11-16T16:00:00Z", to: "2026-11-23T15:45:00Z", state: "complete", rows: 99_788 },
      ],
      notes: [],
    },
    zone: "utc",
    rowHeight: 22,
    ...change,
  };
}

export interface GridPage {
  readonly state: GridState;
  readonly records: readonly ActivityRecord[];
  readonly delayMs?: number;
  readonly memory?: unknown;
  readonly width?: number;
  readonly height?: number;
  /** IANA name of the zone that the page's browser is in. */
  readonly timezoneId?: string;
  /** Theme: variables and classes of the page, as VS Code sets them. */
  readonly variables?: string;
  readonly bodyClass?: string;
  readonly defaultStyles?: string;
}

/** The grid in a page with the host's content security policy and a stand-in for the host in the page itself. */
export async function openGrid(
  browser: Browser,
  { state, records, delayMs = 8, memory, width = 1280, height = 800, timezoneId, ...theme }: GridPage,
): Promise<Page> {
  const report = reportById(state.report.id);
  const start: Start = {
    state,
    records: records.map((record) => ({ record, outcome: report.outcome(valueAt(record, report.outcomePath)) })),
    delayMs,
    memory,
  };
  files ??= sharedFiles();
  server ??= serve(await files);
  const { origin, pages } = await server;
  const folder = `/${String(pages.size + 1)}/`;
  const policy = `default-src 'none'; script-src 'nonce-n' ${origin}; style-src ${origin}; font-src ${origin}`;
  pages.set(
    folder,
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Grid</title>
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/grid.css"></head>
<body class="${theme.bodyClass ?? "vscode-dark"}"><script nonce="n" src="start.js"></script><script type="module" nonce="n" src="/fake.js"></script><script type="module" nonce="n" src="/grid.js"></script></body></html>`,
  );
  pages.set(`${folder}theme.css`, `:root { ${theme.variables ?? ""} }\n${theme.defaultStyles ?? "body { margin: 0 }"}`);
  pages.set(`${folder}start.js`, `window.start = ${JSON.stringify(start)}`);
  const page = await browser.newPage({ viewport: { width, height }, ...(timezoneId !== undefined && { timezoneId }) });
  page.once("close", () => {
    for (const name of ["", "theme.css", "start.js"]) pages.set(folder + name, "");
  });
  await page.goto(origin + folder);
  return page;
}

type Files = Map<string, string | Buffer>;

/** Made once: the source does not change while tests run. */
let files: Promise<Files> | undefined;
let server: ReturnType<typeof serve> | undefined;

/** What all pages have, by path. */
async function sharedFiles(): Promise<Files> {
  const bundles = await Promise.all([
    bundle("fake", "test/support/gridHarness/fakeHost.ts"),
    bundle("grid", "src/webview/grid.ts"),
    bundle("grid", "src/webview/panel/panel.css"),
  ]);
  const icons = path.join(root, "node_modules/@vscode/codicons/dist");
  return new Map<string, string | Buffer>([
    ...bundles.flatMap((parts) => [...parts].map(([name, text]) => [`/${name}`, text] as const)),
    ...["codicon.css", "codicon.ttf"].map((name) => [`/${name}`, readFileSync(path.join(icons, name))] as const),
  ]);
}

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf", "": "text/html" };

/** A server for the pages of this process; it does not keep the process alive. */
async function serve(shared: Files): Promise<{ readonly origin: string; readonly pages: Map<string, string> }> {
  const pages = new Map<string, string>();
  const listener = createServer(({ url = "/" }, response) => {
    const name = url.replace(/\?.*/, "");
    const body = pages.get(name) ?? shared.get(name);
    response.writeHead(body === undefined ? 404 : 200, { "content-type": types[path.extname(name)] ?? "text/plain" }).end(body);
  });
  listener.listen(0, "127.0.0.1").unref();
  await once(listener, "listening");
  return { origin: `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}`, pages };
}
