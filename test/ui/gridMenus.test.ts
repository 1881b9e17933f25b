import assert from "node:assert/strict";
import type { Locator } from "../host/browser.mjs";
import { Grid, openDemo } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

suite("Menus of the grid", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc" } });
    grid = await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const menu = (): Locator => window.page.locator(".monaco-menu");
  /** Titles of the entries, a line for each rule between them. */
  async function entries(): Promise<string[]> {
    await menu().waitFor();
    return menu()
      .locator(".action-item")
      .evaluateAll((items) =>
        items.map((item) => (item.querySelector(".separator") ? "-" : (item.querySelector(".action-label")?.textContent ?? ""))),
      );
  }
  /** By pointer and Enter: VS Code takes no click on a menu that has only just opened. */
  async function choose(title: string): Promise<void> {
    await menu()
      .locator(".action-label", { hasText: new RegExp(`^${title}$`) })
      .hover();
    await menu().locator(".action-item.focused", { hasText: title }).waitFor();
    await window.page.keyboard.press("Enter");
    await menu().waitFor({ state: "detached" });
  }
  const header = async (label: string) => (await grid.frame()).getByRole("columnheader", { name: label });
  const cell = async (row: number, column: number) => (await grid.row(row)).locator("[role=gridcell]").nth(column);
  const labels = async () => (await grid.find("[role=columnheader] .label")).allTextContents();

  test("a cell has what one does with its value, its column and its record", async () => {
    await (await cell(2, 1)).click({ button: "right" });
    const titles = await entries();
    await window.screenshot("menu of a cell");
    assert.deepEqual(
      titles.filter((title) => !/^(Open|Export)/.test(title)),
      [
        "Go To…",
        "-",
        "Compare Records",
        "Compare with Last Good Sign-In",
        "-",
        "Filter for Value",
        "Filter Out Value",
        "Filter for Value in New Grid Beside",
        "Filter Out Value in New Grid Beside",
        "-",
        "Show Values of Column",
        "Group by Column",
        "-",
        "Toggle Bookmark",
        "Go to Time…",
        "-",
        "Copy Value",
        "Copy Rows",
        "Copy Rows as JSON",
        "Copy Rows as Markdown Table",
      ],
    );
    const [, , user = ""] = await grid.column("User");
    assert.equal(await window.copied(() => choose("Copy Value")), user);
    await grid.announced("Value copied");
  });

  /** The pick that asks where to go, with what it offers. */
  async function offered(): Promise<string[]> {
    await window.quickInput.getByPlaceholder("What should open in a new grid beside?").waitFor();
    return window.rows.locator(".label-name").allTextContents();
  }

  test("a cell goes on to all that is of its user by keys alone: the pick is typed in, what it asks opens beside", async () => {
    await grid.focusRows();
    const at = (await labels()).indexOf("User");
    const [user = ""] = await grid.column("User");
    await grid.press("Home", ...Array.from({ length: at }, () => "ArrowRight"), "g");
    const [first] = await offered();
    assert.equal(first, "All sign-ins of this user");
    await window.screenshot("go to of a cell");
    await window.input.pressSequentially("all sign-ins of this us");
    await until(offered, (rows) => rows.length === 1, "what is offered");
    await window.page.keyboard.press("Enter");
    const all = new Grid(window, await titleOf(/^All sign-ins of this user/));
    await all.loaded();
    await all.columnIs("User", (cells) => cells.every((text) => text === user));
    await window.page.keyboard.press("ControlOrMeta+w");
  });

  test("a record is compared with another one of its grid, in the diff editor", async () => {
    await grid.focusRows();
    await grid.press("g");
    await offered();
    await window.input.fill("compare with…");
    await until(offered, (rows) => rows.length === 1, "what is offered");
    await window.input.press("Enter");
    const other = window.quickInput.getByPlaceholder(/^Compare with which sign-in\?/);
    await other.waitFor();
    await window.rows.first().waitFor();
    await window.screenshot("go to compare with");
    await other.press("Enter");
    await window.page.locator(".monaco-diff-editor .view-line").first().waitFor();
    await window.tab(/ ↔ /).waitFor();
    await window.page.keyboard.press("ControlOrMeta+w");
    await grid.loaded();
  });

  test("what the service cannot look for is looked for in what is loaded first, without a request", async () => {
    await grid.focusRows();
    await grid.press("Home", "g");
    await offered();
    await window.input.fill("same session");
    const rows = await until(offered, (all) => all.every((text) => /^Same .*session/i.test(text)), "what is offered");
    const [loaded, all] = ["loaded only", "asking for all"].map((end) => rows.indexOf(`Same session: sign-ins, ${end}`));
    assert.ok(loaded !== undefined && all !== undefined && loaded >= 0 && loaded < all, rows.join());
    await window.screenshot("go to of a session");
    await window.input.fill("same session: sign-ins, loaded only");
    await until(offered, (left) => left.length === 1, "what is offered");
    await window.page.keyboard.press("Enter");
    const same = new Grid(window, await titleOf(/^Same session/));
    await same.loaded();
    assert.match(await same.query(), / and sessionId eq '/);
    await window.screenshot("same session in what is loaded");
    await window.page.keyboard.press("ControlOrMeta+w");
  });

  test("a cell's menu and a facet's value lead there, too; Escape leaves everything as it was", async () => {
    const at = (await labels()).indexOf("Application");
    await (await cell(0, at)).click({ button: "right" });
    await choose("Go To…");
    assert.equal((await offered())[0], "Sign-ins to this app");
    await window.page.keyboard.press("Escape");
    await grid.focusRows();
    await (await cell(0, at)).click({ button: "right" });
    await choose("Show Values of Column");
    // Whatever the time of the day: the application of the newest row may be too rare to be among those listed.
    const value = (await grid.find('[data-path="appDisplayName"] .facet-value')).first();
    await value.click({ button: "right" });
    assert.deepEqual(await entries(), ["Go To…"]);
    await choose("Go To…");
    assert.equal((await offered())[0], "Sign-ins to this app");
    await window.screenshot("go to of a facet value");
    await window.page.keyboard.press("Escape");
    await value.focus();
    await grid.press("g");
    assert.equal((await offered())[0], "Sign-ins to this app");
    await window.page.keyboard.press("Escape");
    assert.equal(await window.tab(/./).count(), 1);
  });

  /** Of the tab in front, once there is one. */
  async function titleOf(name: RegExp): Promise<string> {
    const tab = window.tab(name).locator(".label-name");
    await tab.first().waitFor();
    return (await tab.first().textContent()) ?? "";
  }

  test("a value filtered for narrows the rows, and the query says so", async () => {
    const [application = ""] = await grid.column("Application");
    await (await cell(0, 2)).click({ button: "right" });
    await choose("Filter for Value");
    const edited = new Grid(window, "Failed sign-ins (edited)");
    await edited.columnIs("Application", (cells) => cells.every((text) => text === application));
    assert.match(await edited.query(), new RegExp(`appDisplayName eq '${application}'`));
    await edited.typeQuery("signIns last 7d where status/errorCode ne 0");
    await edited.press("Enter");
    await grid.columnIs("Application", (cells) => cells.some((text) => text !== application));
  });

  test("a header sorts, pins, unpins, fits and hides its column", async () => {
    await (await header("User")).click({ button: "right" });
    assert.deepEqual(await entries(), [
      "Sort Ascending",
      "Sort Descending",
      "-",
      "Group by Column",
      "Show Values of Column",
      "-",
      "Pin Column",
      "Fit Column to Its Values",
      "Hide Column",
      "-",
      "Choose Columns…",
      "Column Layout…",
      "Fit All Columns",
    ]);
    await window.screenshot("menu of a header");
    await choose("Sort Descending");
    await (await grid.find("[role=columnheader][aria-sort=descending]")).filter({ hasText: "User" }).waitFor();
    await (await header("User")).click({ button: "right" });
    await choose("Pin Column");
    await (await grid.find("[role=columnheader].pinned")).filter({ hasText: "User" }).waitFor();
    assert.equal((await labels())[0], "User");
    await (await header("User")).click({ button: "right" });
    await choose("Unpin Column");
    await (await grid.find("[role=columnheader].pinned")).waitFor({ state: "detached" });
    await (await header("IP address")).click({ button: "right" });
    await choose("Hide Column");
    await (await header("IP address")).waitFor({ state: "detached" });
  });

  test("the keyboard opens the menu of the focused cell and groups by its column; the group's menu ends it", async () => {
    await grid.focusRows();
    const at = (await labels()).indexOf("Application");
    await grid.press("Home", ...Array.from({ length: at }, () => "ArrowRight"), "Shift+F10");
    assert.ok((await entries()).includes("Group by Column"));
    await choose("Group by Column");
    const heads = await grid.find(".row.group:visible");
    await heads.first().waitFor();
    await grid.announced(/^Grouped by Application: \d+ groups$/);
    await grid.press("ArrowRight");
    await (await grid.find('.row.group[aria-expanded="true"]')).waitFor();
    await heads
      .first()
      .locator(".group-people")
      .filter({ hasText: /^\d+ (people|person|service principal)/ })
      .waitFor();
    await (await grid.find(".status-text")).filter({ hasText: /rows in \d+ groups/ }).waitFor();
    await window.screenshot("groups dark");
    await heads.first().click({ button: "right" });
    await entries();
    await choose("Ungroup");
    await (await grid.find("[role=treegrid]")).waitFor({ state: "detached" });
  });

  test("a line of the details copies its value and its path, and filters for and out", async () => {
    await (await cell(0, 1)).click();
    await grid.press("Space");
    const line = await grid.find('grid-details [data-key="appDisplayName"]');
    await line.click({ button: "right" });
    assert.deepEqual(await entries(), [
      "Go To…",
      "-",
      "Filter for Value",
      "Filter Out Value",
      "Filter for Value in New Grid Beside",
      "Filter Out Value in New Grid Beside",
      "-",
      "Copy Value",
      "Copy Path",
    ]);
    const application = await window.copied(() => choose("Copy Value"));
    await grid.announced("Value copied");
    assert.ok((await line.innerText()).includes(application));
    await line.click({ button: "right" });
    assert.equal(await window.copied(() => choose("Copy Path")), "appDisplayName");
    await grid.announced("Path copied");

    await line.click({ button: "right" });
    await choose("Filter Out Value");
    const edited = new Grid(window, "Failed sign-ins (edited)");
    await edited.columnIs("Application", (cells) => !cells.includes(application));
    await edited.typeQuery("signIns last 7d where status/errorCode ne 0");
    await edited.press("Enter");
    await grid.columnIs("Application", (cells) => cells.includes(application));
    await grid.focusRows();
    await grid.press("Escape");
    await (await grid.find("grid-details")).waitFor({ state: "detached" });
  });

  test("the palette has them while a grid is active, for the focused cell", async () => {
    await (await cell(1, 0)).click();
    await window.command("Tenant Activity: Choose Columns…");
    await (await grid.find('input[aria-label="Search fields"]')).waitFor();
    await grid.press("Escape");
    const records = await window.copied(() => window.command("Tenant Activity: Copy Rows as JSON"));
    await grid.announced("1 row copied");
    assert.equal((JSON.parse(records) as unknown[]).length, 1);
  });
});
