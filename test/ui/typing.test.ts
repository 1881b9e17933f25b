import assert from "node:assert/strict";
import type { GridMemory, GridState, HostApi } from "../../src/protocol.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import { launchBrowser, type Browser, type Page } from "../host/browser.mjs";
import { demoRecords, gridState, openGrid } from "../support/gridHarness/openGrid.ts";
import { openDemo, type Grid } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

/** What somebody types stays theirs: nothing that comes meanwhile takes it away, and Ctrl+Z takes back what was done to it. */
suite("Typing in the grid's page", () => {
  let browser: Browser;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    [browser, records] = await Promise.all([launchBrowser(), demoRecords("signIns")]);
  });
  teardown(() => page.close());
  suiteTeardown(() => browser.close());

  const query = "signIns last 24h";
  async function open(change: Partial<GridState> = {}, memory?: Partial<GridMemory>): Promise<void> {
    const state = gridState("signIns", { queryText: query, rows: records.length, loaded: records.length, ...change });
    page = await openGrid(browser, { state, records, memory });
    page.setDefaultTimeout(10_000);
    await page.locator(".rows > .row:not(.skeleton)").first().waitFor();
  }
  const line = () => page.locator("grid-query textarea");
  const filterBox = () => page.getByLabel("Filter loaded rows", { exact: true });
  const show = (change: Partial<GridState>) =>
    page.evaluate(async (state) => {
      window.fake.show(state);
      // The far side has it, and what it shows is drawn.
      await window.fake.far.selection();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }, change);
  const asked = (method: keyof HostApi) =>
    page.evaluate((name) => window.fake.calls.filter((call) => call.method === name).map(({ argument }) => argument), method);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => [document.activeElement?.tagName, document.activeElement?.className].join(" ").trim());
  const has = (selector: string, text: string) =>
    page.waitForFunction(([where = "", wanted]) => document.querySelector<HTMLInputElement>(where)?.value === wanted, [selector, text]);
  /** What a typing method does: `compose` shows a text that is not chosen yet, an empty one gives it up. */
  async function typingMethod(): Promise<{
    readonly compose: (text: string) => Promise<void>;
    readonly choose: (text: string) => Promise<void>;
  }> {
    const session = await page.context().newCDPSession(page);
    return {
      compose: async (text) => {
        await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      },
      choose: async (text) => {
        await session.send("Input.insertText", { text });
      },
    };
  }

  suite("in the query line", () => {
    test("Escape closes the problems, then leaves, and what was typed stays", async () => {
      await open();
      await line().focus();
      await press("End");
      await page.keyboard.type(" where status/errorCod eq 0");
      await page.locator("#query-problems").filter({ hasText: "errorCod" }).waitFor();
      await page.screenshot({ path: "test-output/screenshots/query-problem-dark.png", clip: { x: 0, y: 0, width: 900, height: 200 } });
      await press("Escape");
      await page.locator("#query-problems").waitFor({ state: "hidden" });
      assert.equal(await focused(), "TEXTAREA");
      await press("Escape");
      assert.equal(await focused(), "DIV scroller");
      assert.equal(await line().inputValue(), `${query} where status/errorCod eq 0`);
      await page.screenshot({ path: "test-output/screenshots/query-draft-dark.png", clip: { x: 0, y: 0, width: 900, height: 200 } });
      await press("F2", "Escape");
      assert.equal(await focused(), "DIV scroller");
      assert.deepEqual(await asked("run"), []);
    });

    test("Ctrl+Z takes back a fix, then what was typed before it", async () => {
      await open();
      await line().focus();
      await press("End");
      await page.keyboard.type(" where errorCod eq 0");
      await page.getByRole("button", { name: "Use “status/errorCode”" }).click();
      await has("grid-query textarea", `${query} where status/errorCode eq 0`);
      await press("Control+z");
      await has("grid-query textarea", `${query} where errorCod eq 0`);
      await press("Control+z");
      await has("grid-query textarea", query);
      await press("Control+Shift+z", "Control+Shift+z");
      await has("grid-query textarea", `${query} where status/errorCode eq 0`);
    });

    test("Ctrl+Z takes back what a gesture made of a draft, and the focus stays where the gesture was", async () => {
      await open();
      const application = records[0]?.["appDisplayName"] as string;
      await line().focus();
      await press("End");
      await page.keyboard.type(" where isInteractive eq true");
      await press("Escape", "ArrowRight", "ArrowRight", "+");
      const edited = `${query} where isInteractive eq true and appDisplayName eq '${application}'`;
      await has("grid-query textarea", edited);
      assert.equal(await focused(), "DIV scroller");
      await press("F2", "Control+z");
      await has("grid-query textarea", `${query} where isInteractive eq true`);
      await press("Control+z");
      await has("grid-query textarea", query);
      await press("Control+y", "Control+y");
      await has("grid-query textarea", edited);
    });

    test("a state that comes while somebody types does not replace what is typed", async () => {
      await open({ phase: "running" });
      await line().focus();
      await press("End");
      await page.keyboard.type(" take 5");
      await show({ queryText: "signIns last 30d", loaded: 400 });
      assert.equal(await line().inputValue(), `${query} take 5`);
      await press("Control+z");
      await has("grid-query textarea", query);
    });

    test("a text that comes while a typing method composes waits until it is done", async () => {
      await open();
      await line().focus();
      await press("End");
      const { compose, choose } = await typingMethod();
      await compose("しゃ");
      await show({ queryText: "signIns last 30d", loaded: 400 });
      await compose("しゃちょう");
      assert.equal(await line().inputValue(), `${query}しゃちょう`);
      await choose("社長");
      await has("grid-query textarea", `${query}社長`);
      await show({ loaded: 401 });
      assert.equal(await line().inputValue(), `${query}社長`);
      await press("Control+z");
      await has("grid-query textarea", query);
    });

    test("who gives a composed text up sees what came meanwhile", async () => {
      await open();
      await line().focus();
      await press("End");
      const { compose } = await typingMethod();
      await compose("しゃ");
      await show({ queryText: "signIns last 30d" });
      await compose("");
      await has("grid-query textarea", "signIns last 30d");
    });
  });

  suite("in the other boxes", () => {
    test("the answer to a filter does not replace what was typed after it", async () => {
      await open();
      // The states come from the test alone.
      await page.evaluate(() => {
        window.fake.fail = "Not now.";
      });
      await filterBox().focus();
      for (const [at, text] of ["off", "ice"].entries()) {
        await page.keyboard.type(text);
        await page.waitForFunction((count) => window.fake.calls.filter(({ method }) => method === "filter").length === count, at + 1);
      }
      await show({ filter: "off" });
      assert.equal(await filterBox().inputValue(), "office");
      await show({ filter: "office" });
      await show({ filter: "" });
      assert.equal(await filterBox().inputValue(), "");
    });

    test("Ctrl+Z brings back the words that Escape took away", async () => {
      await open();
      await filterBox().focus();
      await page.keyboard.type("office");
      await press("Escape");
      await has("grid-filter input", "");
      await press("Control+z");
      await has("grid-filter input", "office");
      await page.waitForFunction(() => (window.fake.calls.at(-1)?.argument as { text?: string } | undefined)?.text === "office");
    });

    test("a typing method is not interrupted in the filter, and half a word is not looked for", async () => {
      await open({ phase: "running" });
      await filterBox().focus();
      const { compose, choose } = await typingMethod();
      await compose("し");
      await show({ filter: "x", loaded: 400 });
      await compose("しゃ");
      await show({ loaded: 401 });
      assert.equal(await filterBox().inputValue(), "しゃ");
      assert.deepEqual(await asked("filter"), []);
      await choose("社");
      await has("grid-filter input", "社");
      await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "filter"));
      assert.deepEqual(await asked("filter"), [{ text: "社" }]);
    });

    test("neither typing nor a typing method is interrupted in the searches of the facets and of the columns", async () => {
      await open(
        { phase: "running" },
        {
          details: { open: false, size: 0.4 },
          facets: { open: true, size: 260, paths: ["userPrincipalName"] },
          histogram: { open: false },
          scrollTop: 0,
          focus: { row: 0, column: 0 },
        },
      );
      const { compose, choose } = await typingMethod();
      await page.getByRole("button", { name: "Columns", exact: true }).waitFor();
      for (const [name, box] of [
        ["values", page.locator(".value-search").first()],
        ["fields", page.locator("grid-facets vscode-textfield input")],
        ["columns", page.getByLabel("Search fields", { exact: true }).and(page.locator("grid-columns input"))],
      ] as const) {
        if (name === "columns") await page.getByRole("button", { name: "Columns", exact: true }).click();
        await box.focus();
        await page.keyboard.type("a");
        await show({ loaded: 402 });
        assert.equal(await box.inputValue(), "a", name);
        await compose("しゃ");
        await show({ loaded: 403, revision: 7 });
        await show({ loaded: 404 });
        await compose("しゃちょう");
        assert.equal(await box.inputValue(), "aしゃちょう", name);
        await choose("社長");
        assert.equal(await box.inputValue(), "a社長", name);
      }
    });
  });
});

suite("Typing in the query line", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc" } });
    grid = await openDemo(window);
  });
  suiteTeardown(() => window.close());

  test("Escape leaves with the draft kept, and Ctrl+Z takes back a gesture and what was typed", async () => {
    await grid.focusRows();
    // The gesture gives the tab another title.
    const frame = await grid.frame();
    const line = frame.locator("grid-query textarea");
    const becomes = (pattern: string) =>
      frame.waitForFunction(
        (wanted) => new RegExp(wanted).test(document.querySelector<HTMLTextAreaElement>("grid-query textarea")?.value ?? ""),
        pattern,
      );
    const before = await line.inputValue();
    const exactly = (text: string) => `^${text.replace(/[/.()]/g, "\\$&")}$`;
    await grid.press("F2", "End");
    await window.page.keyboard.type(" take 500");
    await grid.press("Escape");
    await frame.locator(".scroller:focus").waitFor();
    assert.equal(await line.inputValue(), `${before} take 500`);
    await grid.press("ArrowRight", "ArrowRight", "+");
    await becomes("and appDisplayName eq '.*' take 500$");
    await frame.locator(".scroller:focus").waitFor();
    await window.screenshot("a gesture over a draft");
    await grid.press("F2", "Control+z");
    await becomes(exactly(`${before} take 500`));
    await grid.press("Control+z");
    await becomes(exactly(before));
  });
});
