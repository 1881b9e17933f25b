import assert from "node:assert/strict";
import axe from "axe-core";
import type { Column, GridState } from "../../src/protocol/grid.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState, type GridPage } from "../support/gridHarness/openGrid.ts";
import { until } from "./until.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

/** Groups, pinned columns, the actions on a cell, the chooser and what is said of a selection: the grid alone in a page. */
suite("The grid's table", () => {
  const pages = gridPages();
  const { press, asked, command, said } = pages;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    records = await demoRecords("signIns");
  });

  const pinned: readonly Column[] = gridState("signIns").columns.map(({ path }, at) => ({ path, ...(at < 2 && { pinned: true }) }));

  async function open(change: Partial<GridState> = {}, look: Partial<GridPage> = {}): Promise<void> {
    const loaded = records.length;
    page = await pages.open({
      state: gridState("signIns", { rows: loaded, matching: loaded, loaded, ...change }),
      records,
      ...look,
    });
    await page.locator(".rows > .row:not(.skeleton)").first().waitFor();
    await page.locator(".scroller").focus();
  }
  const head = (index: number) => page.locator(`.row.group[aria-rowindex="${String(index + 2)}"]`);
  /** Position of the focused row, and the text of its focused cell. */
  const focused = () =>
    page.evaluate(() => {
      const cell = document.getElementById(document.querySelector(".scroller")?.getAttribute("aria-activedescendant") ?? "");
      return { row: Number(cell?.closest<HTMLElement>(".row")?.ariaRowIndex) - 2, text: cell?.textContent?.trim() };
    });
  /** The text of what has the focus, once it is drawn and in that row. */
  const focusedAt = async (row: number): Promise<string> => {
    const drawn = ({ row: at, text }: Awaited<ReturnType<typeof focused>>) => at === row && text !== undefined && text !== "";
    return (await until(focused, drawn, `the focus in row ${String(row)}`)).text ?? "";
  };
  const headers = () => page.locator("[role=columnheader] .label").allTextContents();
  const applications = () => {
    const counts = new Map<unknown, number>();
    for (const { appDisplayName } of records) counts.set(appDisplayName, (counts.get(appDisplayName) ?? 0) + 1);
    return [...counts].sort(([, a], [, b]) => b - a);
  };
  async function group(): Promise<void> {
    await press("ArrowUp", "ArrowRight", "ArrowRight", "g");
    await head(0).waitFor();
    // From the header into the first head, which is the first row only now.
    await press("ArrowDown");
    await page.waitForFunction(() => document.querySelector('[role=treegrid] .row.focused.group[aria-rowindex="2"]'));
  }

  test("G on a header groups by it; the arrows open and close, and lead from a row to its head", async () => {
    await open();
    const [[name, count] = [], [, secondCount] = []] = applications();
    await group();
    await said(/^Grouped by Application: \d+ groups$/);
    assert.ok((await focusedAt(0)).startsWith(`Application: ${String(name)} ${String(count)} rows`));
    await press("ArrowDown", "ArrowRight");
    await page.locator('.row.group[aria-expanded="true"]').waitFor();
    await focusedAt(1);
    await press("ArrowRight", "ArrowDown", "ArrowRight");
    await focusedAt(3);
    await press("Home", "ArrowLeft");
    await focusedAt(1);
    await said(`, ${String(secondCount)} rows, open`);
    await press("ArrowLeft");
    await page.locator('.row.group[aria-expanded="true"]').waitFor({ state: "detached" });
    await said(`, ${String(secondCount)} rows, closed`);
    await focusedAt(1);
    await press("Enter");
    await page.locator('.row.group[aria-expanded="true"]').waitFor();
    await press("Space");
    await page.locator('.row.group[aria-expanded="true"]').waitFor({ state: "detached" });
    // What the selection sums up moves the button: a press of the mouse may miss it.
    await page.getByRole("button", { name: "Ungroup" }).press("Enter");
    await page.locator('[role=grid] .row:not(.group)[aria-rowindex="2"]').waitFor();
    await said("No groups");
  });

  test("all groups open and close, and the focus stays with its row", async () => {
    await open();
    const [[, first = 0] = [], [, second = 0] = []] = applications();
    await group();
    await press("ArrowDown", "ArrowDown", "Control+ArrowRight");
    await head(first + second + 2).waitFor();
    const third = await focusedAt(first + second + 2);
    // Hundreds of rows below its head, of which the page has seen few.
    await press("PageUp", "PageUp", "Control+ArrowLeft");
    await page.locator('[role=treegrid] .row.group[aria-rowindex="4"]').filter({ hasText: third }).waitFor();
    await focusedAt(1);
  });

  test("a row goes to the head of its group even when the rows between have not been loaded", async () => {
    await open({ loaded: 300_000, matching: 300_000, rows: 300_000 });
    await group();
    await press("ArrowRight");
    await page.locator('.row.group[aria-expanded="true"]').waitFor();
    const rows = Number(
      await head(0)
        .locator(".group-count")
        .textContent()
        .then((text) => text?.replaceAll(/\D/g, "")),
    );
    await page.locator(".scroller").evaluate(
      (scroller, top) => {
        scroller.scrollTop = top;
      },
      (rows - 20) * 22,
    );
    await page
      .locator(`.row:not(.skeleton)[aria-rowindex="${String(rows - 8)}"] .cell`)
      .first()
      .click();
    await press("ArrowLeft");
    await page.waitForFunction(() => document.querySelector('.row.focused.group[aria-rowindex="2"]'));
    await focusedAt(0);
  });

  test("a click on a group opens it, and nothing above it moves", async () => {
    await open();
    await group();
    const place = () => head(4).evaluate((row) => row.getBoundingClientRect().y);
    const before = await place();
    await head(4).locator(".group-value").click();
    await page.locator('.row.group[aria-expanded="true"]').waitFor();
    assert.equal(await place(), before);
    await head(4).locator(".twistie").click();
    await page.locator('.row.group[aria-expanded="true"]').waitFor({ state: "detached" });
    assert.deepEqual(await asked("openGroups"), [
      { group: 4, open: true },
      { group: 4, open: false },
    ]);
  });

  const shot = (name: string) =>
    page.screenshot({
      path: `test-output/screenshots/groups-${name}.png`,
      clip: { x: 0, y: 0, width: page.viewportSize()?.width ?? 900, height: 460 },
    });

  test("a head says how its records ended, how many people they are of, and from when to when; the line counts the groups", async () => {
    await open();
    await group();
    const [[name] = []] = applications();
    const mine = records.filter(({ appDisplayName }) => appDisplayName === name);
    const failures = mine.filter(({ status }) => ![0, undefined].includes((status as { errorCode?: number }).errorCode)).length;
    const people = new Set(mine.map(({ userPrincipalName }) => userPrincipalName).filter(Boolean)).size;
    const facts = head(0).locator(".group-facts");
    assert.match((await facts.locator(".group-people").textContent()) ?? "", new RegExp(`^${String(people)} (people|person)`));
    assert.match((await facts.locator(".group-times").textContent()) ?? "", /^\d+ \w{3} \d\d:\d\d – (\d+ \w{3} )?\d\d:\d\d$/);
    const shares = (await facts.locator(".group-bar").getAttribute("aria-label")) ?? "";
    const counts = [...shares.matchAll(/([\d,]+) (success|interrupted|failure|other)/g)];
    assert.equal(
      counts.reduce((sum, [, count = ""]) => sum + Number(count.replaceAll(",", "")), 0),
      mine.length,
    );
    assert.ok(
      counts.filter(([, , word]) => word !== "success").reduce((sum, [, count = ""]) => sum + Number(count), 0) === failures,
      shares,
    );
    await page
      .locator(".status-text")
      .filter({ hasText: `rows in ${String(applications().length)} groups` })
      .waitFor();
    assert.deepEqual(
      [await head(0).getAttribute("aria-posinset"), await head(0).getAttribute("aria-setsize")],
      ["1", String(applications().length)],
    );
  });

  test("a press on a part of a head's bar leads to the rows of that group and outcome, one on its people to them too", async () => {
    await open();
    await group();
    const [[name] = []] = applications();
    await head(0).locator('.group-bar > [data-outcome="success"]').click();
    await page.locator('.row:not(.group):not(.skeleton)[aria-rowindex="3"]').waitFor();
    const edits = await asked("edit");
    assert.deepEqual(
      edits.map((edit) => (edit as { change: unknown }).change),
      [
        { kind: "value", path: "appDisplayName", value: name, pick: "only", isCell: true },
        { kind: "outcome", outcome: "success" },
      ],
    );
    assert.equal(await page.locator(".row.group:visible").count(), 1);
    await head(0).locator(".group-people").click();
    await page.locator("grid-facets").getByText("User", { exact: true }).first().waitFor();
  });

  test("Shift+G parts each group once more: the arrows lead in and out again, and all close at once", async () => {
    await open();
    await group();
    await press("ArrowUp", "ArrowUp");
    await command("thenGroupByColumn", "status/errorCode");
    await said(/^Grouped by Application, then .*: \d+ groups, \d+ inside$/);
    await page.locator(".status-group-label").filter({ hasText: ", then " }).waitFor();
    await press("ArrowDown", "ArrowRight");
    const inner = page.locator('.row.group[aria-level="2"]');
    await inner.first().waitFor();
    await press("ArrowRight", "ArrowRight");
    await page.locator('.row:not(.group)[aria-level="3"]').first().waitFor();
    await shot("two-levels");
    await focusedAt(1);
    await press("ArrowLeft");
    await page.locator('.row:not(.group)[aria-level="3"]').first().waitFor({ state: "hidden" });
    await press("ArrowLeft");
    await page.waitForFunction(() => document.querySelector('.row.focused.group[aria-rowindex="2"]'));
    await press("ArrowRight", "Control+ArrowLeft");
    await page.locator('.row.group[aria-expanded="true"]').waitFor({ state: "detached" });
    await focusedAt(0);
    await command("thenGroupByColumn", "status/errorCode");
    await said(/^Grouped by Application: \d+ groups$/);
  });

  test("repeats fold into lines that show the latest, open to all of them, and unfold", async () => {
    await open();
    await command("foldRepeats");
    await said(/^Repeats folded: .* rows in [\d,]+ lines$/);
    const line = page.locator(".row:not(.group)[aria-expanded]").first();
    const count = Number(((await line.locator(".repeats .times").textContent()) ?? "").replaceAll(/\D/g, ""));
    assert.ok(count > 1);
    await line.locator(".repeats").click();
    const repeats = page.locator('.row.repeat[aria-level="2"]');
    await repeats.first().waitFor();
    assert.ok((await repeats.count()) >= Math.min(count, 3));
    await shot("repeats");
    await press("ArrowLeft");
    await repeats.first().waitFor({ state: "hidden" });
    assert.equal(await page.getByRole("button", { name: "Fold repeats" }).getAttribute("aria-pressed"), "true");
    await page.getByRole("button", { name: "Show each row" }).click();
    await said("Each row on its own line");
    await page.locator(".row[aria-expanded]").first().waitFor({ state: "detached" });
  });

  test("a head selected says what its group has; plus filters for its value", async () => {
    await open();
    const [[name, count] = []] = applications();
    await group();
    await press("Control+Space");
    await page
      .locator(".status-summary")
      .filter({ hasText: `${String(count)} rows selected · ` })
      .waitFor();
    await press("+");
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "edit"));
    assert.deepEqual(await asked("edit"), [
      {
        text: "signIns last 7d",
        change: { kind: "value", path: "appDisplayName", value: name, pick: "only", isCell: true },
        beside: false,
      },
    ]);
  });

  test("several selected rows are summed up for the focused column, and the summary goes with them", async () => {
    await open();
    await press("ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "ArrowRight");
    const users = new Set(records.slice(1, 4).map(({ userPrincipalName }) => userPrincipalName));
    const values = users.size === 1 ? "1 value" : `${String(users.size)} different values`;
    const summary = page.locator(".status-summary").filter({ hasText: `3 rows selected · ${values} of User · 23 Nov ` });
    await summary.waitFor();
    await said(/^3 rows selected · .* of User · /);
    await command("copyRows");
    await said("3 rows copied");
    await said(/^3 rows selected/); // what is said right after another does not take its place before it is read out
    await press("Escape");
    await summary.waitFor({ state: "detached" });
  });

  test("Ctrl+C copies the focused cell, and rows that are selected as a table; on a Russian keyboard, too", async () => {
    await open();
    const pressRussian = (init: { key: string; code: string; ctrlKey?: boolean; shiftKey?: boolean }) =>
      page.locator(".scroller").evaluate((scroller, event) => {
        scroller.dispatchEvent(new KeyboardEvent("keydown", { ...event, bubbles: true, cancelable: true }));
      }, init);
    await press("ArrowDown", "ArrowRight", "Control+c");
    await said("Value copied");
    await pressRussian({ key: "с", code: "KeyC", ctrlKey: true });
    await press("Shift+ArrowDown");
    await pressRussian({ key: "с", code: "KeyC", ctrlKey: true });
    await said("2 rows copied");
    await press("Escape");
    await command("copyRows");
    await pressRussian({ key: "С", code: "KeyC", ctrlKey: true, shiftKey: true });
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "copy").length === 5);
    const [one, two] = [[{ from: 1, to: 2 }], [{ from: 1, to: 3 }]];
    const focused = (await page.evaluate(() => (window.fake.state.columns[1] as { path: string }).path)) || "";
    assert.deepEqual(await asked("copy"), [
      { ranges: one, format: "tsv", column: focused },
      { ranges: one, format: "tsv", column: focused },
      { ranges: two, format: "tsv" },
      { ranges: [{ from: 2, to: 3 }], format: "tsv" },
      { ranges: [{ from: 2, to: 3 }], format: "json" },
    ]);
  });

  test("P on a header pins the column, which stays in sight; pinned ones come first and move among themselves", async () => {
    await open({}, { width: 640 });
    await press("ArrowUp", "ArrowRight", "ArrowRight", "p");
    await page.waitForFunction(() => document.querySelector("[role=columnheader]")?.textContent?.includes("Application"));
    await said("Application pinned");
    await press("ArrowRight", "p", "Alt+ArrowRight");
    assert.deepEqual((await headers()).slice(0, 3), ["Application", "Time", "User"]);
    await press("Alt+ArrowLeft");
    await page.waitForFunction(() => document.querySelector("[role=columnheader]")?.textContent?.includes("Time"));
    await press("ArrowDown", "End");
    const lefts = await page
      .locator(".rows > .row:not([hidden])")
      .first()
      .locator(".cell")
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
    assert.ok((await page.locator(".scroller").evaluate((scroller) => scroller.scrollLeft)) > 100);
    assert.deepEqual([lefts[0], lefts[1]], [0, 140]);
    // The cell after the pinned ones is shown beside them, not below.
    await press("Home", "ArrowRight", "ArrowRight");
    const edges = await page.locator(".rows .cell.focused").evaluate((cell) => cell.getBoundingClientRect().left);
    assert.ok(edges >= 300, String(edges));
  });

  test("what does not leave room for the others scrolls although it is pinned", async () => {
    await open({ columns: pinned }, { width: 400 });
    await page.locator(".scroller").evaluate((scroller) => {
      scroller.scrollLeft = 200;
    });
    const lefts = await page
      .locator("[role=columnheader].pinned")
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
    assert.deepEqual(lefts, [0, -60]);
  });

  test("two buttons on the cell under the pointer filter for its value, or it out; with Alt beside", async () => {
    await open();
    const cell = page.locator('.row[aria-rowindex="4"] .cell').nth(2);
    await cell.hover();
    await cell.locator(".codicon-add").click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "edit"));
    await page.locator('.row[aria-rowindex="3"] .cell').nth(1).hover();
    await page.locator(".cell-actions .codicon-remove").click({ modifiers: ["Alt"] });
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "edit").length === 2);
    const [first, second] = (await asked("edit")) as { change: { path: string; pick: string; value: unknown }; beside: boolean }[];
    assert.deepEqual(
      [
        first?.change.path,
        first?.change.value,
        first?.change.pick,
        first?.beside,
        second?.change.path,
        second?.change.pick,
        second?.beside,
      ],
      ["appDisplayName", records[2]?.["appDisplayName"], "only", false, "userPrincipalName", "exclude", true],
    );
    await page.locator(".status-text").hover();
    assert.equal(await page.locator(".cell-actions").count(), 0);
  });

  test("Alt with plus and minus filters in a new grid beside", async () => {
    await open();
    await press("ArrowRight", "Alt++", "Alt+-");
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "edit").length === 2);
    assert.deepEqual(
      ((await asked("edit")) as { change: { pick: string }; beside: boolean }[]).map(({ change, beside }) => [change.pick, beside]),
      [
        ["only", true],
        ["exclude", true],
      ],
    );
  });

  test("the chooser finds, shows, moves, pins and resets by the keyboard alone", async () => {
    await open();
    await command("chooseColumns");
    const search = page.getByRole("combobox", { name: "Search fields" });
    await search.waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Search fields");
    await page.keyboard.type("deviceDetail/operatingSystem");
    await press("Enter");
    await said("Operating system shown");
    await search.fill("");
    await press("ArrowDown", "Alt+ArrowDown", "Alt+p");
    await said("User pinned");
    await page.waitForFunction(() => document.querySelector("[role=columnheader].pinned"));
    assert.deepEqual([(await headers())[0], (await headers()).at(-1)], ["User", "Operating system"]);
    const total = gridState("signIns").fields.length;
    const own = gridState("signIns").columns.length;
    await page
      .locator(".chooser-foot")
      .filter({ hasText: `${String(own + 1)} of ${String(total)} fields shown` })
      .waitFor();
    await press("Tab", "Enter");
    await page.locator("[role=columnheader].pinned").waitFor({ state: "detached" });
    assert.equal((await headers()).length, own);
    await press("Escape");
    await search.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement?.className), "scroller");
  });

  test("a state from before a change in the chooser does not undo it", async () => {
    await open();
    await command("chooseColumns");
    await page.getByRole("combobox", { name: "Search fields" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Search fields");
    await press("ArrowDown");
    await page.evaluate((columns) => {
      const init = { key: "ArrowDown", altKey: true, bubbles: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", init));
      window.fake.show({ columns }); // on its way when the key was pressed
    }, gridState("signIns").columns);
    await press("Alt+p");
    await said("User pinned");
    await page.waitForFunction(() => document.querySelector("[role=columnheader].pinned .label")?.textContent === "User");
  });

  test("a drag in the chooser orders the columns", async () => {
    await open();
    await command("chooseColumns");
    const option = page.locator("grid-columns .option");
    await option.nth(3).waitFor();
    const [from, to] = [await option.nth(0).boundingBox(), await option.nth(2).boundingBox()];
    await page.mouse.move((from?.x ?? 0) + 60, (from?.y ?? 0) + 11);
    await page.mouse.down();
    await page.mouse.move((to?.x ?? 0) + 60, (to?.y ?? 0) + 20, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelectorAll("[role=columnheader] .label")[2]?.textContent === "Time");
    assert.deepEqual((await headers()).slice(0, 3), ["User", "Application", "Time"]);
  });

  test("columns that are to fit wait for the rows that are on their way", async () => {
    await open({ loaded: 300_000, matching: 300_000, rows: 300_000 });
    await page.evaluate(() => {
      window.fake.held = new Promise((resolve) => {
        Object.assign(window, { letGo: resolve });
      });
      document.querySelector(".scroller")?.scrollTo({ top: 100_000 * 22 });
    });
    await page.locator(".row.skeleton:not([hidden])").first().waitFor();
    await command("fitAllColumns");
    assert.deepEqual(await asked("columns"), []);
    await page.evaluate(() => {
      (window as unknown as { letGo(): void }).letGo();
    });
    await said("All columns fit their values");
    /** What is cut off of the cells; nothing is known while rows are on their way. */
    const cut = () =>
      page.evaluate(() => {
        const rows = Array.from(document.querySelectorAll<HTMLElement>(".rows > .row:not([hidden])"));
        if (rows.length === 0 || rows.some(({ classList }) => classList.contains("skeleton"))) return undefined;
        return Array.from(document.querySelectorAll<HTMLElement>(".rows .cell, [role=columnheader]"))
          .filter((cell) => cell.offsetParent !== null && cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth < 790)
          .map((cell) => cell.textContent);
      });
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "columns"));
    await until(cut, (cells) => cells?.length === 0, "what is cut off");
  });

  test("menus sort, group, pin, hide and fit the column they are opened on, and copy the focused value", async () => {
    await open();
    await command("copyCell");
    await command("sortDescending", "appDisplayName");
    await command("pinColumn", "ipAddress");
    await command("hideColumn", "userPrincipalName");
    await command("fitColumn", "createdDateTime");
    await command("groupByColumn", "appDisplayName");
    await head(0).waitFor();
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "columns").length === 3);
    const columns = ((await asked("columns")) as { columns: Column[] }[]).at(-1)?.columns;
    assert.deepEqual(
      [await asked("sort"), columns?.[0], columns?.some(({ path }) => path === "userPrincipalName"), await asked("groupBy")],
      [
        [{ sort: [{ path: "appDisplayName", direction: "desc" }] }],
        { path: "ipAddress", pinned: true },
        false,
        [{ path: "appDisplayName" }],
      ],
    );
    assert.ok((columns?.find(({ path }) => path === "createdDateTime")?.width ?? 999) < 140);
    assert.equal((await asked("copyText")).length, 1);
  });

  test("the menu key opens the menu of the focused cell, of a head and of a column", async () => {
    await open();
    await page.evaluate(() => {
      document.addEventListener("contextmenu", ({ target, clientX }) => {
        const context = (target as Element).closest<HTMLElement>("[data-vscode-context]")?.dataset["vscodeContext"];
        (window as unknown as { menus: unknown[] }).menus = [
          ...((window as unknown as { menus?: unknown[] }).menus ?? []),
          [JSON.parse(context ?? "null"), clientX > 0],
        ];
      });
    });
    await press("ArrowRight", "Shift+F10", "ArrowUp", "Shift+F10", "ArrowDown", "Home");
    await group();
    await press("ContextMenu");
    const menus = await page.evaluate(() => (window as unknown as { menus: [Record<string, unknown>, boolean][] }).menus);
    assert.deepEqual(
      menus.map(([{ webviewSection, column, record, rowsGrouped, columnPinned }, placed]) => [
        webviewSection,
        column,
        record,
        rowsGrouped,
        columnPinned,
        placed,
      ]),
      [
        ["row", "userPrincipalName", 0, false, undefined, true],
        ["header", "userPrincipalName", undefined, false, false, true],
        ["group", "appDisplayName", undefined, true, undefined, true],
      ],
    );
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in groups, pinned columns and the chooser, ${name}`, async () => {
      await open({ columns: pinned }, theme);
      await group();
      await press("ArrowRight");
      await page.locator('.row.group[aria-expanded="true"]').waitFor();
      await press("Shift+ArrowDown", "Shift+ArrowDown");
      await page.locator(".status-summary").waitFor();
      await page.locator('.row[aria-rowindex="5"] .cell').nth(2).hover();
      await page.evaluate(axe.source);
      const violations = () =>
        page.evaluate(async () => {
          const found = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`);
        });
      assert.deepEqual(await violations(), []);
      await command("chooseColumns");
      await page.locator("grid-columns .option").first().waitFor();
      assert.deepEqual(await violations(), []);
    });
  }
});
