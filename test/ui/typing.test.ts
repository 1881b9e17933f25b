import assert from "node:assert/strict";
import axe from "axe-core";
import type { GridMemory, GridState } from "../../src/protocol/grid.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState, type GridPage } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";
import { Grid, openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";
import { until } from "./until.ts";

/** What somebody types stays theirs: nothing that comes meanwhile takes it away, and Ctrl+Z takes back what was done to it. */
suite("Typing in the grid's page", () => {
  const pages = gridPages();
  const { press, asked } = pages;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    records = await demoRecords("signIns");
  });

  const query = "signIns last 24h";
  async function open(change: Partial<GridState> = {}, memory?: Partial<GridMemory>, look: Partial<GridPage> = {}): Promise<void> {
    const state = gridState("signIns", { queryText: query, rows: records.length, loaded: records.length, ...change });
    page = await pages.open({ state, records, memory, ...look });
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
  const focused = () => page.evaluate(() => [document.activeElement?.tagName, document.activeElement?.className].join(" ").trim());
  const has = (selector: string, text: string) =>
    page.waitForFunction(([where = "", wanted]) => document.querySelector<HTMLInputElement>(where)?.value === wanted, [selector, text]);
  /** Presses a key until the box holds `text`: what was typed is taken back in as many steps as the browser makes of it, more on a busy machine. */
  const pressedUntil = async (key: string, selector: string, text: string): Promise<void> => {
    const value = () => page.evaluate((where) => document.querySelector<HTMLInputElement>(where)?.value, selector);
    for (let left = 40; left > 0 && (await value()) !== text; left--) await press(key);
    assert.equal(await value(), text);
  };
  const undoneTo = (selector: string, text: string) => pressedUntil("Control+z", selector, text);
  const redoneTo = (selector: string, text: string) => pressedUntil("Control+y", selector, text);
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
      await undoneTo("grid-query textarea", query);
      await pressedUntil("Control+Shift+z", "grid-query textarea", `${query} where status/errorCode eq 0`);
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
      await undoneTo("grid-query textarea", query);
      await redoneTo("grid-query textarea", edited);
    });

    test("a state that comes while somebody types does not replace what is typed", async () => {
      await open({ phase: "running" });
      await line().focus();
      await press("End");
      await page.keyboard.type(" take 5");
      await show({ queryText: "signIns last 30d", loaded: 400 });
      assert.equal(await line().inputValue(), `${query} take 5`);
      await undoneTo("grid-query textarea", query);
    });

    test("Up in the first line walks through what was run, Down leads back to what was typed", async () => {
      await open();
      await line().focus();
      await press("End");
      await page.keyboard.type(" take 5");
      await page.locator(".suggest").waitFor({ state: "hidden" });
      const older = "directoryAudits last 3d\nwhere result eq 'failure'";
      // Help comes with the first rows.
      await page.waitForFunction(() => (document.querySelector("grid-query") as unknown as { help?: unknown }).help !== undefined);
      await press("ArrowUp");
      await has("grid-query textarea", "signIns last 2d");
      await press("ArrowUp");
      await has("grid-query textarea", older);
      await press("ArrowUp", "ArrowUp");
      await page.locator(".announcer > *").filter({ hasText: "There is no older query." }).last().waitFor({ state: "attached" });
      assert.equal(await line().inputValue(), older);
      await press("ArrowDown", "ArrowDown");
      await has("grid-query textarea", "signIns last 2d");
      await press("ArrowDown");
      await has("grid-query textarea", `${query} take 5`);
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

  suite("in the query line, helped", () => {
    const list = () => page.locator(".suggest");
    const options = () => page.locator(".suggestion .suggestion-label").allTextContents();
    const active = () => page.locator(".suggestion.active .suggestion-label").textContent();
    const listed = (label: string) => page.locator(".suggestion-label").getByText(label, { exact: true }).first().waitFor();
    /** Types behind the query. */
    async function write(text: string): Promise<void> {
      await line().focus();
      await press("End");
      await page.keyboard.type(text);
    }

    test("suggests fields, takes one by Tab and by Enter, which run nothing, and Ctrl+Z takes it back", async () => {
      await open();
      await write(" where userPr");
      await listed("userPrincipalName");
      assert.deepEqual(await line().evaluate((box) => [box.getAttribute("aria-controls"), box.getAttribute("aria-activedescendant")]), [
        "query-suggestions",
        "query-suggestion-0",
      ]);
      await press("Tab");
      await has("grid-query textarea", `${query} where userPrincipalName`);
      await list().waitFor({ state: "hidden" });
      await page.keyboard.type(" ");
      await listed("eq");
      await page.keyboard.type("n");
      await listed("ne");
      await press("Enter");
      await has("grid-query textarea", `${query} where userPrincipalName ne `);
      await press("Control+z");
      await has("grid-query textarea", `${query} where userPrincipalName n`);
      assert.deepEqual(await asked("run"), []);
    });

    test("suggests the values that are loaded with how often they occur, and quotes them", async () => {
      await open();
      const application = records[0]?.["appDisplayName"] as string;
      const times = records.filter(({ appDisplayName }) => appDisplayName === application).length;
      await write(" where appDisplayName eq ");
      await page.locator(".suggestion").first().waitFor();
      await page.keyboard.type(`'${application.slice(0, 4)}`);
      await listed(`'${application}'`);
      const row = page
        .locator(".suggestion")
        .filter({ hasText: `'${application}'` })
        .first();
      assert.match((await row.textContent()) ?? "", new RegExp(`${String(times)} rows? loaded`));
      await row.click();
      await has("grid-query textarea", `${query} where appDisplayName eq '${application}'`);
      assert.equal(await focused(), "TEXTAREA");
    });

    test("Enter runs what is typed where nothing was chosen, and Escape closes the list before it leaves", async () => {
      await open();
      await write(" ");
      await page.locator(".suggestion.offered").waitFor();
      await press("Escape");
      await list().waitFor({ state: "hidden" });
      assert.equal(await focused(), "TEXTAREA");
      await write("take 5");
      await page.keyboard.type("0 ");
      await page.locator(".suggestion.offered").waitFor();
      await press("Enter");
      await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "run"));
      assert.deepEqual(await asked("run"), [{ text: `${query} take 50 ` }]);
    });

    test("Up and Down go through the list, Ctrl+Space opens it and then says more, and the caret's keys close it", async () => {
      await open();
      await write(" where ");
      await page.locator(".suggestion.offered").waitFor();
      await press("Escape");
      await press("Control+ ");
      await page.locator(".suggestion.active").waitFor();
      const all = await options();
      await press("ArrowDown", "ArrowDown");
      await until(active, (label) => label === all[2], "the active suggestion");
      await press("ArrowUp", "ArrowUp", "ArrowUp");
      await until(active, (label) => label !== all[2] && label !== all[0], "the active suggestion");
      await press("ArrowDown", "Control+ ");
      await page.locator(".suggestion-foot.whole").waitFor();
      await press("ArrowLeft");
      await list().waitFor({ state: "hidden" });
    });

    test("an answer that comes when the caret is elsewhere shows nothing, nor does one while a typing method composes", async () => {
      await open();
      await write(" where us");
      await press("Home");
      // What is asked later is answered later.
      const answered = () =>
        page.evaluate(() =>
          (document.querySelector("grid-query") as unknown as { host(): { complete(place: object): Promise<unknown> } })
            .host()
            .complete({ text: "", offset: 0 }),
        );
      await answered();
      assert.equal(await list().isVisible(), false);
      await press("End");
      const { compose, choose } = await typingMethod();
      const before = (await asked("complete")).length;
      await compose("し");
      await compose("しゃ");
      assert.equal((await asked("complete")).length, before);
      await choose("社");
      await has("grid-query textarea", `${query} where us社`);
      await answered();
      assert.equal(await list().isVisible(), false);
    });

    test("Ctrl+. mends the problem at the caret, and Ctrl+Z takes that back", async () => {
      await open();
      await write(" where errorCod eq 5");
      await page.locator("#query-problems").filter({ hasText: "errorCod" }).waitFor();
      await press("Control+.");
      await has("grid-query textarea", `${query} where status/errorCode eq 5`);
      await press("Control+z");
      await has("grid-query textarea", `${query} where errorCod eq 5`);
    });

    test("of Log Analytics is put right at once and run, with five keys more than it is typed with", async () => {
      await open();
      await page.evaluate(() => {
        window.fake.checks = true;
      });
      await line().focus();
      await press("Control+a");
      const typed =
        'SigninLogs | where ResultType != 0 and AppDisplayName == "Salesforce" and Location != "Germany" and TimeGenerated > ago(7d)';
      await page.keyboard.type(typed);
      assert.equal(await line().inputValue(), typed);
      await press("Enter");
      const all = page.getByRole("button", { name: "Fix all" });
      await all.waitFor();
      await press("Tab", "Tab");
      await page.waitForFunction(() => document.activeElement?.textContent?.trim() === "Fix all");
      await press("Enter");
      const meant =
        "signIns where status/errorCode ne 0 and AppDisplayName eq 'Salesforce' and location/countryOrRegion ne 'DE' and createdDateTime gt now() sub duration'P7D'";
      await has("grid-query textarea", meant);
      await press("Enter");
      await page.waitForFunction((text) => window.fake.state.queryText === text, meant);
    });

    test("is written from a few letters of each word by one who knows none of its names", async () => {
      await open();
      await line().focus();
      await press("Control+a");
      let keys = 0;
      for (const [letters, label] of [
        ["sign", "signIns"],
        [" this", "from 2026-11-23"],
        [" wh", "where"],
        ["fail", "status/errorCode ne 0"],
        [" an", "and"],
        ["app", "appDisplayName"],
        [" e", "eq"],
        ["sal", "'Salesforce'"],
        [" an", "and"],
        ["coun", "location/countryOrRegion"],
        [" n", "ne"],
        ["ger", "'DE'"],
      ] as const) {
        await page.keyboard.type(letters);
        await page
          .locator(".suggestion.active .suggestion-label, .suggestion.offered .suggestion-label")
          .getByText(label, { exact: true })
          .waitFor();
        await press("Tab");
        await page.waitForFunction((text) => document.querySelector("textarea")?.value.trimEnd().endsWith(text), label);
        keys += letters.length + 1;
      }
      const meant =
        "signIns from 2026-11-23 where status/errorCode ne 0 and appDisplayName eq 'Salesforce' and location/countryOrRegion ne 'DE'";
      assert.deepEqual([await line().inputValue(), keys], [meant, 51]);
    });

    test("says what a part means, to the pointer that rests on it and to Ctrl+Shift+Space", async () => {
      await open();
      const card = page.locator(".query-hover");
      // Help comes with the first rows; a pointer that rests before it is there is not seen.
      await page.waitForFunction(() => (document.querySelector("grid-query") as unknown as { help?: unknown }).help !== undefined);
      await page.locator("grid-query textarea[aria-autocomplete]").hover({ position: { x: 80, y: 12 } });
      await card.filter({ hasText: "22 Nov 16:00:00 UTC – 23 Nov 16:00:00 UTC" }).waitFor();
      await write(" where status/errorCode eq 50126");
      await press("Control+Shift+ ");
      await card.filter({ hasText: "InvalidUserNameOrPassword" }).waitFor();
      await press("Escape");
      await card.waitFor({ state: "hidden" });
      assert.equal(await focused(), "TEXTAREA");
    });

    test("tells what is answered here by a line under it, and has its colours", async () => {
      const text = `${query} where contains(tolower(appDisplayName), 'x') and status/errorCode eq 0`;
      await open({ queryText: text });
      const marked = (name: string) =>
        page.evaluate(
          (highlight) =>
            Array.from(CSS.highlights.get(highlight) ?? [], (range) => {
              const { startContainer, startOffset, endOffset } = range as StaticRange;
              return (startContainer as Text).data.slice(startOffset, endOffset);
            }),
          name,
        );
      await page.waitForFunction(() => (CSS.highlights.get("query-here")?.size ?? 0) > 0);
      assert.deepEqual(await marked("query-here"), ["contains(tolower(appDisplayName), 'x')"]);
      assert.deepEqual(await marked("query-clause"), ["signIns", "last", "where"]);
      assert.deepEqual(await marked("query-text"), ["'x'"]);
    });

    test("never covers the chips nor the text, and stays within a page that is 400 px wide", async () => {
      for (const width of [1280, 400]) {
        await open();
        await page.setViewportSize({ width, height: 600 });
        await write(` where contains(tolower(appDisplayName), 'portal') and ${"status/errorCode eq 50126 or ".repeat(8)} us`);
        await listed("userPrincipalName");
        const places = await page.evaluate(() => {
          const edge = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
          const [box, text, chips, suggestions] = [".query-box", ".query-text", "grid-clauses", ".suggest"].map(edge);
          return {
            chipsBelow: (chips?.top ?? 0) >= (box?.bottom ?? Infinity),
            listBelow: (suggestions?.top ?? 0) >= (text?.bottom ?? Infinity),
            isWithin:
              (suggestions?.left ?? -1) >= 0 &&
              (suggestions?.right ?? Infinity) <= innerWidth &&
              (suggestions?.bottom ?? Infinity) <= innerHeight,
          };
        });
        assert.deepEqual(places, { chipsBelow: true, listBelow: true, isWithin: true }, String(width));
        if (width > 400) await page.close();
      }
    });

    test("who clicks on a chip below a long line hits it, though the line folds", async () => {
      await open({ queryText: `${query} where ${"status/errorCode eq 50126 or ".repeat(12)} status/errorCode eq 0` });
      await line().focus();
      await page.locator(".query-box.unfolded").waitFor();
      const before = (await page.locator(".query-box").boundingBox())?.height ?? 0;
      await page.getByRole("button", { name: "Add filter" }).click();
      await page.getByRole("dialog", { name: "Add filter" }).waitFor();
      await page.locator(".query-box:not(.unfolded)").waitFor();
      assert.ok(((await page.locator(".query-box").boundingBox())?.height ?? before) < before);
    });

    test("types on in 100,000 characters", async () => {
      await open();
      const long = `${query} where appDisplayName in (${Array.from({ length: 6_000 }, (_, at) => `'application ${String(at)}'`).join(", ")}) and`;
      await line().fill(long);
      await write(" riskSt");
      await listed("riskState");
      await press("Tab");
      assert.equal((await line().inputValue()).slice(-9), "riskState");
    });

    for (const [name, theme] of Object.entries(themes))
      test(`can be read by everybody in ${name}`, async () => {
        await open({}, undefined, theme);
        await write(" where status/errorCode eq 5");
        await listed("50126");
        await page.screenshot({
          path: `test-output/screenshots/query-suggestions-${name}.png`,
          clip: { x: 0, y: 0, width: 1100, height: 400 },
        });
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`);
        });
        assert.deepEqual(found, []);
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
    await becomes(exactly(`${before} take 500`));
    await grid.press("ArrowRight", "ArrowRight", "+");
    await becomes("and appDisplayName eq '.*' take 500$");
    await frame.locator(".scroller:focus").waitFor();
    await window.screenshot("a gesture over a draft");
    await grid.press("F2", "Control+z");
    await becomes(exactly(`${before} take 500`));
    // The browser parts what was typed into steps, more of them on a busy machine. The keys go by way of VS Code: one is pressed when the one before is done.
    for (let left = 40; left > 0 && (await line.inputValue()) !== before; left--) {
      const written = await line.inputValue();
      await grid.press("Control+z");
      await frame
        .waitForFunction((text) => document.querySelector<HTMLTextAreaElement>("grid-query textarea")?.value !== text, written, {
          timeout: 5000,
        })
        .catch(() => undefined);
    }
    await becomes(exactly(before));
    grid = new Grid(window, "Failed sign-ins (edited)");
  });

  test("the list has what the demo tenant's rows hold; what is taken from it runs, and opens as a file", async () => {
    await grid.focusRows();
    const frame = await grid.frame();
    const line = frame.locator("grid-query textarea");
    await grid.press("F2", "Control+a");
    await window.page.keyboard.type("signIns last 7d where appDisplayName eq ");
    const first = frame
      .locator(".suggestion")
      .filter({ hasText: /rows? loaded/ })
      .first();
    await first.waitFor();
    const value = (await first.locator(".suggestion-label").textContent()) ?? "";
    await window.screenshot("suggestions in the query line");
    await grid.press("Tab");
    await frame.locator(".suggest").waitFor({ state: "hidden" });
    const text = `signIns last 7d where appDisplayName eq ${value}`;
    // The keys of undoing go by way of VS Code.
    const becomes = (expected: string) =>
      until(
        () => line.inputValue(),
        (written) => written === expected,
        "the query",
      );
    await becomes(text);
    await grid.press("Control+z");
    await becomes("signIns last 7d where appDisplayName eq ");
    await grid.press("Control+Shift+z");
    await becomes(text);
    await window.command("Tenant Activity: Open Query as File");
    await window.page
      .locator(".editor-instance .view-line")
      .filter({ hasText: value.slice(1, 12).replaceAll(" ", "\u00a0") })
      .waitFor();
    await window.screenshot("a query in an editor");
  });
});
