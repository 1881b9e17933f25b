import assert from "node:assert/strict";
import type { GridState } from "../../src/protocol/grid.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState } from "../support/gridHarness/openGrid.ts";
import { gridPages } from "./gridPages.ts";
import { openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

/** The browser's own zone; the host's is another in each test. */
const timezoneId = "America/New_York";

suite("The zone of the times in the grid's page", () => {
  const pages = gridPages();
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    records = await demoRecords("signIns", 4);
  });

  async function open(times: readonly string[], run: Partial<GridState["run"]>, change: Partial<GridState> = {}): Promise<void> {
    const state = gridState("signIns", { rows: times.length, loaded: times.length, ...change });
    page = await pages.open({
      state: { ...state, run: { ...state.run, ...run } },
      records: times.map((createdDateTime, at) => ({ ...records[at], createdDateTime })),
      memory: {
        columns: [],
        sort: [],
        filter: "",
        title: "",
        queryText: "",
        scrollTop: 0,
        details: { open: true, size: 0.4 },
        facets: { open: false, size: 260, paths: [] },
        histogram: { open: true },
      },
      timezoneId,
    });
    await page.locator('grid-details [data-key="createdDateTime"]').waitFor();
    await page.locator("grid-histogram .tick").first().waitFor({ state: "attached" });
  }
  const times = () => page.locator(".rows > .row:not([hidden]) [aria-colindex='1']").allInnerTexts();
  /** The value, without its label. */
  const detail = async () => (await page.locator('grid-details [data-key="createdDateTime"]').innerText()).split("\n").at(-1);
  const ticks = async () => (await page.locator("grid-histogram .tick").allInnerTexts()).filter((text) => text !== "");

  test("is the state's wherever a time stands, whatever zone the browser is in", async () => {
    await open(
      ["2026-11-18T20:14:02Z"],
      {
        from: "2026-11-17T18:15:00Z",
        to: "2026-11-19T18:15:00Z",
        coverage: [{ from: "2026-11-17T18:15:00Z", to: "2026-11-19T18:15:00Z", state: "complete", rows: 1 }],
      },
      { zone: "Asia/Kathmandu" },
    );
    assert.deepEqual(await times(), ["19 Nov 01:59:02"]);
    assert.equal(await detail(), "19 Nov 01:59:02 +05:45");
    assert.match(await page.locator(".status-text").innerText(), /18 Nov 00:00 – 20 Nov 00:00 complete/);
    const header = page.locator("[role=columnheader]").first();
    assert.match(await header.innerText(), /Kathmandu/);
    assert.match((await header.getAttribute("title")) ?? "", /Time zone: Asia\/Kathmandu/);
    assert.deepEqual((await ticks()).slice(0, 3), ["18 Nov", "03:00", "06:00"]);
    assert.deepEqual(await page.evaluate(() => window.fake.calls.find(({ method }) => method === "ready")?.argument), { zone: timezoneId });
  });

  test("is chosen by a click on it in the header, which sorts nothing, or by a key; the tooltip says how long ago", async () => {
    await open(["2026-11-18T20:14:02Z"], {}, { zone: "Asia/Kathmandu" });
    await page.locator("[role=columnheader] .zone").first().click();
    await page.locator(".scroller").focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("z");
    const called = (method: string) => page.evaluate((name) => window.fake.calls.filter((call) => call.method === name).length, method);
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "chooseZone").length === 2);
    assert.equal(await called("sort"), 0);
    const cell = page.locator(".rows > .row:not([hidden]) [aria-colindex='1']").first();
    await cell.hover();
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".rows .cell:hover")?.title !== "");
    assert.match((await cell.getAttribute("title")) ?? "", /^2026-11-18T20:14:02Z · (in )?\d+ (s|min|h|days)( ago)?$/);
  });

  test("an hour that comes twice says in cells, details and status which of the two it is", async () => {
    await open(
      ["2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z"],
      {
        from: "2026-10-25T00:15:00Z",
        to: "2026-10-25T03:00:00Z",
        coverage: [{ from: "2026-10-25T00:15:00Z", to: "2026-10-25T03:00:00Z", state: "complete", rows: 2 }],
      },
      { zone: "Europe/Berlin" },
    );
    assert.deepEqual(await times(), ["25 Oct 02:30:00 +01:00", "25 Oct 02:30:00 +02:00"]);
    assert.equal(await detail(), "25 Oct 02:30:00 +01:00");
    assert.match(await page.locator(".status-text").innerText(), /25 Oct 02:15 \+02:00 – 04:00 complete/);
  });

  test("a zone that the browser does not know is replaced by UTC, under that name", async () => {
    await open(["2026-11-18T20:14:02Z"], {}, { zone: "Europe/Atlantis" });
    assert.deepEqual(await times(), ["18 Nov 20:14:02"]);
    assert.match(await page.locator("[role=columnheader]").first().innerText(), /UTC/);
  });
});

suite("The zone of a window whose extension host is in another one", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({ timezoneId: "Asia/Kathmandu", env: { TZ: "America/New_York" } });
  });
  suiteTeardown(() => window.close());

  test("is the person's in cell, details and title of the document of one record, and in the line below", async () => {
    const grid = await openDemo(window);
    assert.match(await (await grid.find("[role=columnheader]")).first().innerText(), /Kat(h)?mandu/);
    const [cell = ""] = await grid.column("Time");
    await grid.focusRows();
    await grid.press("Space");
    await (await grid.find('grid-details [data-key="createdDateTime"]')).filter({ hasText: cell }).waitFor();
    const record = JSON.parse(
      await (
        await grid.frame()
      ).evaluate(() =>
        (document.querySelector("tenant-grid") as unknown as { host: { record(of: object): Promise<string> } }).host.record({ record: 0 }),
      ),
    ) as { createdDateTime: string };
    // Without the help of what is tested: Kathmandu is 5:45 ahead all the year.
    const wall = new Date(Date.parse(record.createdDateTime) + (5 * 60 + 45) * 60_000).toISOString();
    assert.ok(cell.includes(wall.slice(11, 19)), `${cell} is not ${wall}`);
    const status = await grid.status();
    await window.screenshot("zone of a remote window");
    await window.tooltip(window.item(/^Failed sign-ins,/), /Last\srun\sjust\snow\s\(/);
    await window.screenshot("tooltip of a query that ran");
    await grid.focusRows();
    await grid.press("Enter");
    await window.page
      .getByRole("tab", { name: new RegExp(`^sign-in ${wall.slice(0, 10)} ${wall.slice(11, 16).replace(":", ".")} \\+05\\.45 `) })
      .waitFor();
    // Another zone is chosen without leaving the grid.
    await window.tab("Failed sign-ins").click();
    await (await grid.find("[role=columnheader] .zone")).first().click();
    await window.pick("UTC");
    await (await grid.find("[role=columnheader] .zone")).first().filter({ hasText: "UTC" }).waitFor();
    await grid.columnIs("Time", ([first]) => first?.slice(-8) === record.createdDateTime.slice(11, 19));
    // The last seven days began seven days ago at the same time by the person's clock.
    const [, from, to] = /(\d\d:\d\d) – \d+ \w+ (\d\d:\d\d)/.exec(status) ?? [];
    assert.equal(from, to, status);
  });
});
