import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "../../host/browser.mjs";
import { demoRecords, gridState } from "../../support/gridHarness/openGrid.ts";
import { themes } from "../../support/gridHarness/themes.ts";
import { reportById } from "../../../src/reports/index.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
import type { Start } from "../../support/gridHarness/fakeHost.ts";
import type { GridSize } from "./shownGrid.ts";
import { bundle } from "../../support/gridHarness/bundle.ts";

const root = path.join(import.meta.dirname, "../../..");
const icons = path.join(root, "node_modules/@vscode/codicons/dist");
const origin = "http://grid.test";

export type GridName = "ownGrid" | "slickgrid" | "agGrid";

/** Style sheet of each; AG Grid brings its own along. */
const styles: Readonly<Record<GridName, string | undefined>> = {
  ownGrid: "src/webview/panel/panel.css",
  slickgrid: "test/bench/gridPages/slickgrid.css",
  agGrid: undefined,
};

const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf" };

export interface GridPageOptions {
  readonly rows: number;
  readonly roundTripMs: number;
  /** Of the table; none: as our panel leaves room for. */
  readonly size?: GridSize;
}

/** A page with one of the grids, once its first rows are there. All have the same host: it answers from a worker. */
export async function openGridPage(browser: Browser, name: GridName, { rows, roundTripMs, size }: GridPageOptions): Promise<Page> {
  const report = reportById("signIns");
  const start: Start = {
    state: gridState("signIns", { rows, loaded: rows }),
    records: (await demoRecords("signIns")).map((record) => ({ record, outcome: report.outcome(valueAt(record, report.outcomePath)) })),
    delayMs: roundTripMs,
  };
  const { bodyClass, variables } = themes.dark;
  const style = styles[name];
  const parts = await Promise.all([
    bundle("page", `test/bench/gridPages/${name}.ts`),
    bundle("host", "test/bench/gridPages/hostWorker.ts"),
    ...(style ? [bundle("grid", style)] : []),
  ]);
  const files = new Map<string, string | Buffer>(parts.flatMap((part) => [...part]));
  // The stand-in for the host speaks to a window: here that is the worker.
  const asWindow = `const post = self.postMessage.bind(self); Object.assign(self, { window: self, postMessage: (message) => post(message), start: ${JSON.stringify(start)} });`;
  files.set("host.js", `{ ${asWindow} }\n(() => {${String(files.get("host.js"))}})()`);
  files.set("theme.css", `:root { ${variables} } body { margin: 0 }`);
  for (const file of ["codicon.css", "codicon.ttf"]) files.set(file, readFileSync(path.join(icons, file)));
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Grid</title>
${["theme", "codicon", "grid"].map((sheet) => `<link rel="stylesheet" href="${sheet}.css">`).join("")}</head>
<body class="${bodyClass}"><script>window.size = ${JSON.stringify(size ?? {})}</script><script type="module" src="page.js"></script></body></html>`;

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const failure = new Promise<never>((_resolve, reject) => {
    page.on("pageerror", reject);
  });
  await page.route(`${origin}/**`, async (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    if (file === "") await route.fulfill({ contentType: "text/html", body: html });
    else await route.fulfill({ contentType: types[path.extname(file)] ?? "text/plain", body: files.get(file) ?? "" });
  });
  await page.goto(`${origin}/`);
  const shown = page.waitForFunction(() => {
    const { scroller, rows: row, cell } = (window as Partial<Window>).shownGrid ?? {};
    return scroller?.querySelector(`${String(row)} ${String(cell)}`)?.textContent;
  });
  await Promise.race([shown, failure]);
  return page;
}
