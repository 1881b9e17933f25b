import assert from "node:assert/strict";
import axe from "axe-core";
import type { GridMemory, GridState } from "../../src/protocol/grid.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { fakeSummary } from "../support/gridHarness/fakeSummary.ts";
import { demoRecords, gridState, type GridPage } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

/** The summary of the rows: the grid alone in a page, which is told what to say. */
suite("The summary in the grid's page", () => {
  const pages = gridPages();
  const { press, asked, command, said } = pages;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    records = await demoRecords("signIns");
  });

  const query = "signIns last 7d";
  const remembered = (change: Partial<GridMemory> = {}): Partial<GridMemory> => ({
    details: { open: false, size: 0.4 },
    facets: { open: false, size: 260, paths: [] },
    histogram: { open: false },
    summary: { open: true },
    scrollTop: 0,
    focus: { row: 0, column: 0 },
    ...change,
  });
  async function open(change: Partial<GridState> = {}, more: Partial<GridPage> = {}): Promise<void> {
    const loaded = records.length;
    const state = gridState("signIns", { queryText: query, rows: loaded, matching: loaded, loaded, ...change });
    page = await pages.open({ state, records, memory: remembered(), ...more });
    await page.locator(".status-text").waitFor();
  }
  const body = () => page.locator(".summary-body");
  const section = (id: string) => page.locator(`[data-section="${id}"]`);
  const link = (text: string) => page.locator(".rows-link", { hasText: text }).first();
  const edited = async (count: number) => {
    await page.waitForFunction((wanted) => window.fake.calls.filter(({ method }) => method === "edit").length === wanted, count);
    return (await asked("edit")).map(({ change, beside }) => ({ change, beside }));
  };
  const focusedText = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  const focusedLabel = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  const remembers = (isOpen: boolean) =>
    page.waitForFunction((wanted) => (window.fake.memory as GridMemory).summary?.open === wanted, isOpen);
  /** The host says this of other rows from now on. */
  const says = (summary: ReturnType<typeof fakeSummary>) =>
    page.evaluate((next) => {
      window.fake.summary = next;
      window.fake.show({ revision: window.fake.state.revision + 1 });
    }, summary);

  test("S opens it, and who cannot see it hears how it begins; F6 goes there, S closes it, and all is remembered", async () => {
    await open({}, { memory: remembered({ summary: { open: false } }) });
    await page.locator(".scroller").focus();
    assert.deepEqual(await asked("summary"), []);
    await press("s");
    await said("500 sign-ins by 500 people, 61 applications, 412 addresses in 23 countries.");
    assert.equal(await page.getByRole("button", { name: "Summary", exact: true }).getAttribute("aria-pressed"), "true");
    await remembers(true);
    await press("F6");
    assert.equal(await focusedText(), "500 sign-ins");
    await press("Shift+F6");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "scroller");
    await press("F6", "s");
    await page.locator("grid-summary").waitFor({ state: "detached" });
    // The focus is not lost with what had it.
    await page.waitForFunction(() => document.activeElement?.className === "scroller");
    await remembers(false);
    assert.deepEqual((await asked("summary")).length, 1);
  });

  test("a memory of a version that had none keeps it closed", async () => {
    const { summary: _, ...old } = remembered();
    await open({}, { memory: old });
    await page.locator(".rows > .row:not(.skeleton)").first().waitFor();
    assert.equal(await page.locator("grid-summary").count(), 0);
  });

  test("a number narrows the query to its rows and says so; with Ctrl, Alt or from the menu in a new grid beside", async () => {
    await open();
    await link("112").click();
    await said("status/errorCode eq 53003: narrowed here at once");
    await page.locator(".pending-message").filter({ hasText: "narrowed here at once" }).waitFor();
    assert.equal(await page.locator("grid-query textarea").inputValue(), `${query} where status/errorCode eq 53003`);
    await link("84").click({ modifiers: ["Control"] });
    await link("84").focus();
    await press("Alt+Enter");
    await link("412").click({ button: "right" });
    await command("showSummaryRowsBeside");
    await page.locator(".summary-bar", { hasText: "Failure" }).click();
    const condition = (code: number) => ({ kind: "condition", condition: `status/errorCode eq ${String(code)}` });
    assert.deepEqual(await edited(5), [
      { change: condition(53003), beside: false },
      { change: condition(500121), beside: true },
      { change: condition(500121), beside: true },
      { change: condition(50126), beside: true },
      { change: { kind: "outcome", outcome: "failure" }, beside: false },
    ]);
  });

  test("what VS Code's menus are told of a number, an hour and the pane leads to their commands", async () => {
    await open();
    await page.locator("grid-heatmap").waitFor();
    const contexts = await page.evaluate(() =>
      [".rows-link", "button.summary-bar", '.heat-cell[data-cell="0 14"]', '.heat-cell[data-cell="5 3"]'].map((selector) => {
        const element = document.querySelector(selector)?.closest<HTMLElement>("[data-vscode-context]");
        return (JSON.parse(element?.dataset["vscodeContext"] ?? "{}") as { webviewSection?: string }).webviewSection;
      }),
    );
    assert.deepEqual(contexts, ["summaryRows", "summaryRows", "summaryRows", "summary"]);
  });

  test("arrows go from number to number; numbers change in place, and what is read and focused stays", async () => {
    await open({}, { height: 340 });
    await link("1,015 sign-ins").focus();
    await press("ArrowDown", "ArrowDown");
    assert.equal(await focusedText(), "412");
    await press("ArrowDown");
    assert.equal(await focusedText(), "112");
    await press("ArrowDown", "ArrowUp", "ArrowUp");
    assert.equal(await focusedText(), "412");
    const top = await body().evaluate((element) => element.scrollTop);
    assert.ok(top > 0);
    await page.evaluate(() => {
      (document.querySelector(".summary-section") as unknown as { seen?: boolean }).seen = true;
    });
    // The row of the number is now the last of its table.
    await says(fakeSummary(501, true));
    await link("501 sign-ins").waitFor();
    assert.equal(await focusedText(), "412");
    assert.equal(await page.evaluate(() => document.activeElement?.closest("tr")?.rowIndex), 3);
    assert.equal(await body().evaluate((element) => element.scrollTop), top);
    assert.ok(await page.evaluate(() => (document.querySelector(".summary-section") as unknown as { seen?: boolean }).seen));
    // The number is gone: the pane has the focus, and the next keys are not lost.
    await says({ ...fakeSummary(501), sections: fakeSummary(501).sections.filter(({ id }) => id !== "reasons") });
    await section("reasons").waitFor({ state: "detached" });
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains("summary-body")));
    await press("Escape");
    await page.waitForFunction(() => document.activeElement?.className === "scroller");
  });

  test("the heatmap is walked by arrows, says each hour, and leads to its rows; as a table it says the same", async () => {
    await open();
    const grid = page.getByRole("grid", { name: "sign-ins by weekday and hour" });
    await grid.getByRole("gridcell").first().focus();
    assert.equal(await grid.locator('[tabindex="0"]').count(), 1);
    await press("End", "ArrowRight", "Control+End", "ArrowDown", "Control+Home", "ArrowUp", "ArrowLeft");
    assert.equal(await focusedLabel(), "Mon 00:00–01:00: 3 sign-ins");
    await press("ArrowDown", "ArrowRight", "ArrowRight", "End");
    assert.equal(await focusedLabel(), "Tue 23:00–24:00: 3 sign-ins");
    await press("Home", "ArrowUp", ...Array<string>(14).fill("ArrowRight"));
    assert.equal(await focusedLabel(), "Mon 14:00–15:00: 57 sign-ins, 6 failed");
    await press("Enter", "Alt+Enter");
    const rows = { kind: "condition", condition: "hour(createdDateTime) eq 14 and isInteractive" };
    assert.deepEqual(await edited(2), [
      { change: rows, beside: false },
      { change: rows, beside: true },
    ]);
    // An hour without events leads nowhere.
    await grid.locator('[data-cell="5 3"]').click();
    await page.getByRole("button", { name: "Table", exact: true }).click();
    const table = page.locator(".heat-table");
    assert.deepEqual(
      (await table.locator("tr").nth(15).locator("th, td").allInnerTexts()).map((text) => text.trim()),
      ["14:00", ...Array<string>(5).fill("57 (6)"), "8", "8"],
    );
    await table.getByRole("button", { name: "Sun 14:00–15:00: 8 sign-ins" }).click({ modifiers: ["Alt"] });
    assert.deepEqual((await edited(3)).at(-1), { change: rows, beside: true });
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await grid.waitFor();
  });

  test("details and summary share one place: tabs while both are open, and the one behind asks nothing", async () => {
    await open({}, { memory: remembered({ details: { open: true, size: 0.4 }, summary: { open: true, behind: true } }) });
    const shown = () =>
      page.locator(".side > :is(grid-details, grid-summary):visible").evaluateAll((all) => all.map(({ localName }) => localName));
    await page.locator("grid-details [role=tabpanel]").waitFor();
    assert.deepEqual([await shown(), await asked("summary")], [["grid-details"], []]);
    await page.getByRole("tab", { name: "Summary" }).click();
    await link("500 sign-ins").waitFor();
    assert.deepEqual([await shown(), await focusedText()], [["grid-summary"], "Summary"]);
    await press("ArrowLeft");
    await page.locator("grid-details [role=tabpanel]").waitFor();
    assert.deepEqual([await shown(), await focusedText()], [["grid-details"], "Details"]);
    await press("Shift+F6");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "scroller");
    // From the rows: what is behind comes to the front, what is in front closes.
    await press("s");
    assert.deepEqual(await shown(), ["grid-summary"]);
    await press("Space");
    await page.waitForFunction(() => document.querySelector("grid-summary")?.hasAttribute("hidden"));
    await press("F6", "s");
    // The focus goes along to what takes the place of what had it.
    await page.waitForFunction(() => document.activeElement?.closest("grid-summary"));
    await press("Escape", "s");
    await page.waitForFunction(() => document.querySelector("grid-details") && !document.querySelector("grid-summary"));
    assert.equal(await page.getByRole("tablist", { name: "Details and summary" }).count(), 0);
    await press("Escape");
    await page.waitForFunction(() => !document.querySelector(".side"));
    await page.waitForFunction(() => {
      const { details, summary } = window.fake.memory as GridMemory;
      return !details.open && !summary?.open && !summary?.behind;
    });
  });

  test("copies itself, opens as a document, and closes, by its buttons", async () => {
    await open();
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await said("Summary copied as Markdown");
    await page.getByRole("button", { name: "Open as a document beside" }).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "openSummary"));
    assert.equal((await asked("copySummary")).length, 1);
    await page.getByRole("button", { name: "Close the summary" }).click();
    await page.locator("grid-summary").waitFor({ state: "detached" });
    await command("toggleSummary");
    await link("500 sign-ins").waitFor();
  });

  test("without rows, while they come and when it cannot be had, it says why", async () => {
    const none = { rows: 0, matching: 0, loaded: 0 };
    await open({ ...none, phase: "idle" });
    await body().filter({ hasText: "The summary is there once the query has run." }).waitFor();
    await page.evaluate(() => {
      window.fake.show({ phase: "running" });
    });
    await body().filter({ hasText: "Rows are coming." }).waitFor();
    await page.evaluate(() => {
      window.fake.show({ phase: "failed" });
    });
    await body().filter({ hasText: "No rows are loaded: there is nothing to sum up." }).waitFor();
    await page.evaluate((rows) => {
      window.fake.fail = "The worker has ended.";
      window.fake.show({ phase: "complete", rows, loaded: rows, revision: 2 });
    }, records.length);
    await page.getByRole("alert").filter({ hasText: "The rows could not be summed up: The worker has ended." }).first().waitFor();
    await page.evaluate(() => {
      delete window.fake.fail;
    });
    await page.getByRole("button", { name: "Sum up again" }).click();
    await link("500 sign-ins").waitFor();
  });

  test("what a tenant says is text, whatever stands in it", async () => {
    await open();
    await link("500 sign-ins").waitFor();
    assert.deepEqual(await page.evaluate(() => document.querySelectorAll("grid-summary :is(img, a, script, iframe)").length), 0);
    assert.ok((await section("apps").innerText()).includes("<img src=https://evil.example/x>[Free](https://evil.example)"));
  });

  test("is read from 1400 to 400 pixels: nothing is wider than its place, and a long one scrolls", async () => {
    for (const width of [1400, 1000, 700, 400]) {
      await open({}, { width, height: 700 });
      for (const asTable of [false, true]) {
        await page.locator("grid-heatmap").waitFor();
        if (asTable) await page.getByRole("button", { name: "Table", exact: true }).click();
        const { wide, cut, scrolls } = await page.evaluate(() => {
          const pane = document.querySelector<HTMLElement>(".summary-body");
          const edge = pane?.getBoundingClientRect().right ?? 0;
          const parts = [...(pane?.querySelectorAll<HTMLElement>("p, td, th, .summary-bar, .heat-cell, .heat-foot > *") ?? [])];
          return {
            wide: pane ? pane.scrollWidth - pane.clientWidth : -1,
            cut: parts.filter((part) => part.getBoundingClientRect().right > edge + 0.5).map((part) => part.outerHTML.slice(0, 100)),
            scrolls: pane && pane.scrollHeight > pane.clientHeight,
          };
        });
        assert.deepEqual({ width, asTable, wide, cut, scrolls }, { width, asTable, wide: 0, cut: [], scrolls: true });
      }
      await page.close();
    }
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in it, as a picture and as a table, ${name}`, async () => {
      await open({}, { ...theme, memory: remembered({ details: { open: true, size: 0.4 } }) });
      await page.locator("grid-heatmap").waitFor();
      await page.evaluate(axe.source);
      const violations = () =>
        page.evaluate(async () => {
          const found = await window.axe.run(".side", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`);
        });
      assert.deepEqual(await violations(), []);
      await page.getByRole("button", { name: "Table", exact: true }).click();
      assert.deepEqual(await violations(), []);
    });
  }
});
