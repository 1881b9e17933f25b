import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "../../host/browser.mjs";
import { createDemoTenant } from "../../../src/demo/index.ts";
import type { GridState } from "../../../src/protocol.ts";
import { reportById, type ActivityRecord, type ReportId } from "../../../src/reports/index.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
import type { Start } from "./fakeHost.ts";

const root = path.join(import.meta.dirname, "../../..");
const now = new Date("2026-11-23T16:00:00Z");
const origin = "http://grid.test";

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    format: "esm",
    target: "chrome134",
    minify: true,
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

/** A thousand events of the demo tenant. */
export async function demoRecords(report: ReportId): Promise<ActivityRecord[]> {
  const tenant = createDemoTenant({ now });
  const { version, endpoint, timeField } = reportById(report);
  const url = `https://graph.microsoft.com/${version}/${endpoint}?$top=999&$filter=${timeField} ge 2026-11-20T00:00:00Z`;
  const response = await tenant.fetch(new Request(url, { headers: { authorization: `Bearer ${tenant.token}` } }));
  return ((await response.json()) as { value: ActivityRecord[] }).value;
}

export function gridState(reportId: ReportId, change: Partial<GridState> = {}): GridState {
  const { id, title, noun, timeField, outcomePath, fields, columns } = reportById(reportId);
  return {
    revision: 1,
    title,
    report: { id, title, noun, timeField, outcomePath },
    connection: { id: "demo", name: "Contoso (demo)" },
    queryText: `${id} last 7d`,
    fields,
    columns: columns.map((column) => ({ path: column })),
    sort: [],
    filter: "",
    rows: 100_000,
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
  /** Theme: variables and classes of the page, as VS Code sets them. */
  readonly variables?: string;
  readonly bodyClass?: string;
  readonly defaultStyles?: string;
}

/** The grid in a page with the host's content security policy and a stand-in for the host in the page itself. */
export async function openGrid(
  browser: Browser,
  { state, records, delayMs = 8, memory, width = 1280, height = 800, ...theme }: GridPage,
): Promise<Page> {
  const report = reportById(state.report.id);
  const start: Start = {
    state,
    records: records.map((record) => ({ record, outcome: report.outcome(valueAt(record, report.outcomePath)) })),
    delayMs,
    memory,
  };
  const policy = `default-src 'none'; script-src 'nonce-n'; style-src ${origin}; font-src ${origin}`;
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Grid</title>
<link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="codicon.css"><link rel="stylesheet" href="grid.css"></head>
<body class="${theme.bodyClass ?? "vscode-dark"}"><script nonce="n" src="start.js"></script><script type="module" nonce="n" src="fake.js"></script><script type="module" nonce="n" src="grid.js"></script></body></html>`;
  const icons = path.join(root, "node_modules/@vscode/codicons/dist");
  const files: Record<string, () => Promise<{ contentType: string; body: string | Buffer }>> = {
    "/": async () => ({ contentType: "text/html", body: html }),
    "/theme.css": async () => ({
      contentType: "text/css",
      body: `:root { ${theme.variables ?? ""} }\n${theme.defaultStyles ?? "body { margin: 0 }"}`,
    }),
    "/codicon.css": async () => ({ contentType: "text/css", body: readFileSync(path.join(icons, "codicon.css")) }),
    "/codicon.ttf": async () => ({ contentType: "font/ttf", body: readFileSync(path.join(icons, "codicon.ttf")) }),
    "/grid.css": async () => ({ contentType: "text/css", body: readFileSync(path.join(root, "media/grid.css")) }),
    "/start.js": async () => ({ contentType: "text/javascript", body: `window.start = ${JSON.stringify(start)}` }),
    "/fake.js": async () => ({ contentType: "text/javascript", body: await bundle("test/support/gridHarness/fakeHost.ts") }),
    "/grid.js": async () => ({ contentType: "text/javascript", body: await bundle("src/webview/grid.ts") }),
  };
  const page = await browser.newPage({ viewport: { width, height } });
  await page.route(`${origin}/**`, async (route) => {
    const file = files[new URL(route.request().url()).pathname];
    await route.fulfill(file ? await file() : { status: 404, body: "" });
  });
  await page.goto(`${origin}/`);
  return page;
}
