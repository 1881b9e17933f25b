import assert from "node:assert/strict";
import axe from "axe-core";
import type { GridState } from "../../src/protocol/grid.ts";
import type { ActivityRecord, ReportId } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState, type GridPage } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

const queryText = "signIns last 24h where isInteractive eq true";
const auditsText = "directoryAudits last 7d";

/** What puts a filter or a range together, alone in a page. */
suite("The filter and the range put together in the grid's page", () => {
  const pages = gridPages();
  const { press, asked } = pages;
  let page: Page;
  const records = new Map<ReportId, ActivityRecord[]>();
  suiteSetup(async () => {
    for (const report of ["signIns", "directoryAudits"] as const) records.set(report, await demoRecords(report, 400));
  });

  async function open(report: ReportId = "signIns", change: Partial<GridState> = {}, more: Partial<GridPage> = {}): Promise<void> {
    const some = records.get(report) ?? [];
    const state = gridState(report, {
      queryText: report === "signIns" ? queryText : auditsText,
      rows: some.length,
      loaded: some.length,
      ...change,
    });
    page = await pages.open({ state, records: some, ...more });
    if (state.rows > 0) await page.locator(".row").first().waitFor();
  }
  const drafted = (text: string) =>
    page.waitForFunction((wanted) => document.querySelector<HTMLTextAreaElement>("grid-query textarea")?.value === wanted, text);
  const draft = () => page.locator("grid-query textarea").inputValue();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName);
  const step = (label: string) => page.waitForFunction((wanted) => document.activeElement?.getAttribute("aria-label") === wanted, label);
  const dialog = () => page.getByRole("dialog", { name: "Add filter" });
  const active = (text: string) => page.locator(".builder .option.active").filter({ hasText: text }).waitFor();
  const made = (text: string) => page.locator(".builder .made code").filter({ hasText: text }).waitFor();
  async function begin(): Promise<void> {
    await page.locator(".chip-text").first().focus();
    await press("End", "Enter");
    await step("Field");
  }
  async function choose(typed: string, shown: string): Promise<void> {
    await page.keyboard.type(typed);
    await active(shown);
    await press("Enter");
  }
  /** Opens Add filter and chooses a field by what is typed. */
  async function beginWith(typed: string, label: string): Promise<void> {
    await begin();
    await choose(typed, label);
    await step(`How ${label} is compared`);
  }

  test("the keyboard puts field, comparison and value together, and Ctrl+Z takes the clause back", async () => {
    await open();
    await beginWith("application", "Application");
    await active("is");
    assert.deepEqual(
      await page.locator(".builder .option .label").evaluateAll((labels) => labels.slice(0, 5).map((label) => label.textContent)),
      ["is", "is any of", "is not", "is none of", "contains"],
    );
    await choose("is", "eq");
    await step("Value of Application");
    await page.keyboard.type("azure por");
    await active("Azure Portal");
    await page
      .locator(".builder .option.active .detail")
      .filter({ hasText: / rows? loaded/ })
      .waitFor();
    await made("appDisplayName eq 'Azure Portal'");
    await press("Enter");
    await drafted(`${queryText} and appDisplayName eq 'Azure Portal'`);
    await page.locator(".chip.added").filter({ hasText: "appDisplayName eq 'Azure Portal'" }).waitFor();
    await dialog().waitFor({ state: "detached" });
    assert.equal(await focused(), "Add filter");
    assert.deepEqual((await asked("edit"))[0]?.change, { kind: "condition", condition: "appDisplayName eq 'Azure Portal'" });
    assert.deepEqual(await asked("run"), []);
    await page.locator("grid-query textarea").focus();
    await press("Control+z");
    await drafted(queryText);
  });

  test("Escape goes back a step each time, and finally to where one came from", async () => {
    await open();
    await beginWith("application", "Application");
    await choose("contains", "contains");
    await step("Value of Application");
    await page.keyboard.type("x");
    await press("Escape");
    await step("How Application is compared");
    await press("Escape");
    await step("Field");
    await press("Escape");
    await dialog().waitFor({ state: "detached" });
    assert.equal(await focused(), "Add filter");
    assert.equal(await draft(), queryText);
  });

  test("several values are chosen one after the other", async () => {
    await open();
    await beginWith("application", "Application");
    await choose("any of", "in");
    await step("Value of Application");
    await page.locator(".builder .option .detail").filter({ hasText: "loaded" }).first().waitFor();
    await press("Enter", "ArrowDown", "Enter");
    await page.locator(".builder .chosen").filter({ hasText: "2 chosen" }).waitFor();
    const [one, two] = await page.locator(".builder .option[aria-selected=true] .label").allTextContents();
    await press("Control+Enter");
    await drafted(`${queryText} and appDisplayName in ('${one ?? ""}', '${two ?? ""}')`);
  });

  test("error codes are found by what they mean, and numbers are refused that are none", async () => {
    await open();
    await beginWith("error code", "Error code");
    await choose("is", "eq");
    await step("Value of Error code");
    await page.keyboard.type("InvalidUserName");
    await active("50126");
    await made("status/errorCode eq 50126");
    await page.locator(".builder input").fill("12abc");
    await active("12abc");
    await press("Enter");
    await page.locator(".builder .problem").filter({ hasText: "is a number" }).waitFor();
    assert.deepEqual(await asked("edit"), []);
    await page.locator(".builder input").fill("99123");
    await active("99123");
    await press("Enter");
    await drafted(`${queryText} and status/errorCode eq 99123`);
  });

  test("what is typed is a literal, whatever it holds", async () => {
    await open();
    await beginWith("appDisplayName", "Application");
    await choose("is", "eq");
    await step("Value of Application");
    await choose("x' or true or '${me}", "as typed");
    await drafted(`${queryText} and appDisplayName eq concat('x'' or true or ''$', '{me}')`);
  });

  test("a filter that needs no value is made at once", async () => {
    await open();
    await beginWith("appDisplayName", "Application");
    await choose("not empty", "ne null");
    await drafted(`${queryText} and appDisplayName ne '' and appDisplayName ne null`);
    await page.locator(".chip.added").nth(1).waitFor();
    await press("ArrowLeft", "Delete");
    await drafted(`${queryText} and appDisplayName ne ''`);
  });

  test("of audits service, category and activity come one after the other, each with what is left", async () => {
    await open("directoryAudits");
    await begin();
    await choose("service, cat", "Service, category, activity");
    await step("Value of Service");
    await choose("Core Dir", "Core Directory");
    await step("Value of Category");
    await choose("GroupM", "GroupManagement");
    await step("Value of Activity");
    await page.locator(".builder .option .detail").filter({ hasText: "loaded" }).first().waitFor();
    const some = (records.get("directoryAudits") ?? []).filter(
      (record) => record["loggedByService"] === "Core Directory" && record["category"] === "GroupManagement",
    );
    const counts = new Map<unknown, number>();
    for (const record of some) counts.set(record["activityDisplayName"], (counts.get(record["activityDisplayName"]) ?? 0) + 1);
    const shown = await page
      .locator(".builder .option:has(.detail)")
      .evaluateAll((options) =>
        options
          .map((option) => [option.querySelector(".label")?.textContent, option.querySelector(".detail")?.textContent])
          .filter(([, detail]) => detail?.includes("loaded")),
      );
    assert.deepEqual(
      new Map(shown as [string, string][]),
      new Map([...counts].map(([name, count]) => [name, `${String(count)} ${count === 1 ? "row" : "rows"} loaded`])),
    );
    await choose("Any", "as typed");
    await drafted(
      `${auditsText} where loggedByService eq 'Core Directory' and category eq 'GroupManagement' and activityDisplayName eq 'Any'`,
    );
  });

  test("a step of the cascade can be left out", async () => {
    await open("directoryAudits");
    await begin();
    await choose("service, cat", "Service, category, activity");
    await step("Value of Service");
    await choose("Core Dir", "Core Directory");
    await step("Value of Category");
    await page.getByRole("option", { name: "Any category" }).click();
    await step("Value of Activity");
    await page.getByRole("option", { name: "Any activity" }).click();
    await drafted(`${auditsText} where loggedByService eq 'Core Directory'`);
  });

  test("it closes when one goes elsewhere, and a failure is told in it", async () => {
    await open();
    await begin();
    await page.evaluate(() => {
      window.fake.fail = "The rows are gone.";
    });
    await choose("appDisplayName", "Application");
    await page.locator(".builder .problem").filter({ hasText: "The rows are gone." }).waitFor();
    await page.locator(".scroller").click();
    await dialog().waitFor({ state: "detached" });
  });

  suite("Time range", () => {
    const times = () => page.getByRole("dialog", { name: "Time range" });
    async function beginTimes(): Promise<void> {
      await page.locator(".chip.range .chip-text").click();
      await page.getByRole("menuitem", { name: "Custom…" }).click();
      await page.waitForFunction(() => document.activeElement?.id === "range-from");
    }
    const problem = (text: string) => times().locator(".problem").filter({ hasText: text }).waitFor();

    test("from a time to another is shown as the query says it before it is used", async () => {
      await open("signIns", { zone: "Europe/Berlin" });
      await beginTimes();
      await page.keyboard.type("2026-11-2");
      await problem("Write a time such as");
      await page.keyboard.type("2 09:00");
      await press("Tab");
      await page.keyboard.type("2026-11-21");
      await problem("The end has to be later than the beginning");
      assert.equal(await draft(), queryText);
      await press("Enter");
      await page.waitForFunction(() => document.activeElement?.id === "range-to");
      await page.locator("#range-to").fill("2026-11-23");
      await made("from 2026-11-22T09:00:00+01:00 to 2026-11-23");
      await press("Enter");
      await drafted(queryText.replace("last 24h", "from 2026-11-22T09:00:00+01:00 to 2026-11-23"));
      await times().waitFor({ state: "detached" });
      assert.equal(await page.evaluate(() => document.activeElement?.className), "chip-text");
      await page.locator("grid-query textarea").focus();
      await press("Control+z");
      await drafted(queryText);
    });

    test("around the focused record, and by words for days", async () => {
      await open();
      await page.locator(".scroller").focus();
      await press("ArrowDown");
      await beginTimes();
      await page.getByRole("button", { name: /5 minutes before and after/ }).click();
      const at = Date.parse(String(records.get("signIns")?.[1]?.["createdDateTime"]));
      await page.locator(".made code").waitFor();
      const [, from = "", to = ""] = /^from (\S+) to (\S+)$/.exec((await page.locator(".made code").textContent()) ?? "") ?? [];
      assert.ok(Date.parse(from) <= at - 299_000 && Date.parse(to) >= at + 300_000 && Date.parse(to) < at + 302_000, `${from} ${to}`);
      await page.getByRole("button", { name: "Yesterday" }).click();
      await made("from 2026-11-22 to 2026-11-23");
      await page.getByRole("button", { name: "Use range" }).click();
      await drafted(queryText.replace("last 24h", "from 2026-11-22 to 2026-11-23"));
      await beginTimes();
      assert.deepEqual(
        [await page.locator("#range-from").inputValue(), await page.locator("#range-to").inputValue()],
        ["2026-11-22", "2026-11-23"],
      );
      await press("Escape");
      await times().waitFor({ state: "detached" });
    });

    test("tells what the service keeps no longer, and which time the clock never showed", async () => {
      await open("signIns", { zone: "Europe/Berlin" });
      await beginTimes();
      await press("Enter");
      await problem("Write when it begins.");
      await page.locator("#range-from").fill("2026-03-29 02:30");
      await problem("The clock of Berlin was put forward over this time. It went on at 03:00");
      await page.locator("#range-from").fill("2026-09-01");
      await page.locator(".builder .range-note").filter({ hasText: "The service keeps sign-ins for 30 days" }).waitFor();
    });

    test("nothing can be around a record where none has the focus", async () => {
      await open("signIns", { rows: 0, matching: 0, loaded: 0 });
      await beginTimes();
      assert.equal(await page.getByRole("button", { name: "± 1 h: 1 hour before and after" }).isDisabled(), true);
    });
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in both, ${name}`, async () => {
      const find = () =>
        page.evaluate(async () => {
          const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        });
      const shoot = async (what: string) => page.screenshot({ path: `test-output/screenshots/builder-${name}-${what}.png` });
      await open("signIns", {}, { ...theme, width: name === "light" ? 400 : 1_000, height: 640 });
      await begin();
      await page.evaluate(axe.source);
      await shoot("field");
      assert.deepEqual(await find(), []);
      await choose("appDisplayName", "Application");
      await step("How Application is compared");
      await page.locator(".builder .option").nth(3).waitFor();
      await shoot("operator");
      assert.deepEqual(await find(), []);
      await choose("any of", "in");
      await step("Value of Application");
      await page.locator(".builder .option .detail").filter({ hasText: "loaded" }).first().waitFor();
      await press("Enter", "ArrowDown", "Enter", "ArrowDown");
      await page.locator(".builder .made").waitFor();
      await shoot("value");
      assert.deepEqual(await find(), []);
      await press("Escape", "Escape", "Escape");
      await page.locator(".chip.range .chip-text").click();
      await page.getByRole("menuitem", { name: "Custom…" }).click();
      await page.waitForFunction(() => document.activeElement?.id === "range-from");
      await page.keyboard.type("2026-10-01");
      await press("Tab");
      await page.keyboard.type("2026-11-22");
      await page.locator(".builder .range-note").waitFor();
      await shoot("times");
      assert.deepEqual(await find(), []);
      await page.keyboard.type("2");
      await page.locator(".builder .problem").filter({ hasText: "Write" }).waitFor();
      await shoot("problem");
      assert.deepEqual(await find(), []);
    });
  }
});
