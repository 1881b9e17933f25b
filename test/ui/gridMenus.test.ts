import assert from "node:assert/strict";
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

  const header = async (label: string) => (await grid.frame()).getByRole("columnheader", { name: label });
  const cell = async (row: number, column: number) => (await grid.row(row)).locator("[role=gridcell]").nth(column);
  const labels = async () => (await grid.find("[role=columnheader] .label")).allTextContents();

  test("a cell has what one does with its value, its column and its record", async () => {
    const titles = await window.menuEntries(await cell(2, 1));
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
    assert.equal(await window.copied(async () => window.chooseFromMenu(await cell(2, 1), "Copy Value")), user);
    await grid.announced("Value copied");
  });

  const whereTo = "What should open in a new grid beside?";
  const goTo = (open: () => Promise<unknown>, look: () => Promise<unknown>) => window.inPick(open, whereTo, look);
  /** What the pick offers, once that is so. */
  const offered = (isRight: (labels: readonly string[]) => boolean = () => true): Promise<string[]> =>
    until(
      () => window.rows.locator(".label-name").allTextContents(),
      (labels) => labels.length > 0 && isRight(labels),
      "what is offered",
    );
  const first = async (): Promise<string | undefined> => (await offered())[0];
  const isOne = (labels: readonly string[]): boolean => labels.length === 1;

  test("a cell goes on to all that is of its user by keys alone: the pick is typed in, what it asks opens beside", async () => {
    await grid.focusRows();
    const at = (await labels()).indexOf("User");
    const [user = ""] = await grid.column("User");
    await grid.press("Home", ...Array.from({ length: at }, () => "ArrowRight"));
    await goTo(
      () => grid.press("g"),
      async () => {
        assert.equal(await first(), "All sign-ins of this user");
        await window.screenshot("go to of a cell");
        await window.input.pressSequentially("all sign-ins of this us");
        await offered(isOne);
        await window.enter("All sign-ins of this user");
      },
    );
    const all = new Grid(window, /^All sign-ins of this user/);
    await all.loaded();
    await all.columnIs("User", (cells) => cells.every((text) => text === user));
    await window.closeEditor(window.tab(all.title));
  });

  test("a record is compared with another one of its grid, in the diff editor", async () => {
    await grid.focusRows();
    const compare = () =>
      goTo(
        () => grid.press("g"),
        async () => {
          await window.input.fill("compare with…");
          await offered(isOne);
          await window.enter(/compare with…/i);
        },
      );
    await window.inPick(compare, /^Compare with which sign-in\?/, async () => {
      await offered();
      await window.screenshot("go to compare with");
      await window.enter(/./);
    });
    await window.page.locator(".monaco-diff-editor .view-line").first().waitFor();
    await window.closeEditor(window.tab(/ ↔ /));
    await grid.loaded();
  });

  test("what the service cannot look for is looked for in what is loaded first, without a request", async () => {
    await grid.focusRows();
    await grid.press("Home");
    await goTo(
      () => grid.press("g"),
      async () => {
        await window.input.fill("same session");
        const rows = await offered((all) => all.every((text) => /^Same .*session/i.test(text)));
        const [loaded, all] = ["loaded only", "asking for all"].map((end) => rows.indexOf(`Same session: sign-ins, ${end}`));
        assert.ok(loaded !== undefined && all !== undefined && loaded >= 0 && loaded < all, rows.join());
        await window.screenshot("go to of a session");
        await window.input.fill("same session: sign-ins, loaded only");
        await offered(isOne);
        await window.enter("Same session: sign-ins, loaded only");
      },
    );
    const same = new Grid(window, /^Same session/);
    await same.loaded();
    assert.match(await same.query(), / and sessionId eq '/);
    await window.screenshot("same session in what is loaded");
    await window.closeEditor(window.tab(same.title));
  });

  test("a cell's menu and a facet's value lead there, too; Escape leaves everything as it was", async () => {
    const at = (await labels()).indexOf("Application");
    const toApp = (open: () => Promise<unknown>) =>
      goTo(open, async () => {
        assert.equal(await first(), "Sign-ins to this app");
      });
    await toApp(async () => window.chooseFromMenu(await cell(0, at), "Go To…"));
    await window.leavePick();
    await grid.focusRows();
    await window.chooseFromMenu(await cell(0, at), "Show Values of Column");
    // Whatever the time of the day: the application of the newest row may be too rare to be among those listed.
    const value = (await grid.find('[data-path="appDisplayName"] .facet-value')).first();
    assert.deepEqual(await window.menuEntries(value), ["Go To…"]);
    await toApp(() => window.chooseFromMenu(value, "Go To…"));
    await window.screenshot("go to of a facet value");
    await window.leavePick();
    await toApp(async () => {
      await value.focus();
      await grid.press("g");
    });
    await window.leavePick();
    assert.equal(await window.tab(/./).count(), 1);
  });

  test("a value filtered for narrows the rows, and the query says so", async () => {
    const [application = ""] = await grid.column("Application");
    await window.chooseFromMenu(await cell(0, 2), "Filter for Value");
    const edited = new Grid(window, "Failed sign-ins (edited)");
    await edited.columnIs("Application", (cells) => cells.every((text) => text === application));
    assert.match(await edited.query(), new RegExp(`appDisplayName eq '${application}'`));
    await edited.run("signIns last 7d where status/errorCode ne 0");
    await grid.columnIs("Application", (cells) => cells.some((text) => text !== application));
  });

  test("a header sorts, pins, unpins, fits and hides its column", async () => {
    assert.deepEqual(await window.menuEntries(await header("User")), [
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
    await window.chooseFromMenu(await header("User"), "Sort Descending");
    await (await grid.find("[role=columnheader][aria-sort=descending]")).filter({ hasText: "User" }).waitFor();
    await window.chooseFromMenu(await header("User"), "Pin Column");
    await (await grid.find("[role=columnheader].pinned")).filter({ hasText: "User" }).waitFor();
    await until(labels, ([label]) => label === "User", "the columns");
    await window.chooseFromMenu(await header("User"), "Unpin Column");
    await (await grid.find("[role=columnheader].pinned")).waitFor({ state: "detached" });
    await window.chooseFromMenu(await header("IP address"), "Hide Column");
    await (await header("IP address")).waitFor({ state: "detached" });
  });

  test("the keyboard opens the menu of the focused cell and groups by its column; the group's menu ends it", async () => {
    await grid.focusRows();
    const at = (await labels()).indexOf("Application");
    await grid.press("Home", ...Array.from({ length: at }, () => "ArrowRight"));
    const byKey = () => grid.press("Shift+F10");
    assert.ok((await window.menuEntries(byKey)).includes("Group by Column"));
    await window.chooseFromMenu(byKey, "Group by Column");
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
    await window.chooseFromMenu(heads.first(), "Ungroup");
    await (await grid.find("[role=treegrid]")).waitFor({ state: "detached" });
  });

  test("a line of the details copies its value and its path, and filters for and out", async () => {
    await (await cell(0, 1)).click();
    await grid.press("Space");
    const line = await grid.find('grid-details [data-key="appDisplayName"]');
    assert.deepEqual(await window.menuEntries(line), [
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
    const application = await window.copied(() => window.chooseFromMenu(line, "Copy Value"));
    await grid.announced("Value copied");
    assert.ok((await line.innerText()).includes(application));
    assert.equal(await window.copied(() => window.chooseFromMenu(line, "Copy Path")), "appDisplayName");
    await grid.announced("Path copied");

    await window.chooseFromMenu(line, "Filter Out Value");
    const edited = new Grid(window, "Failed sign-ins (edited)");
    await edited.columnIs("Application", (cells) => !cells.includes(application));
    await edited.run("signIns last 7d where status/errorCode ne 0");
    await grid.columnIs("Application", (cells) => cells.includes(application));
    await grid.focusRows();
    await grid.press("Escape");
    await (await grid.find("grid-details")).waitFor({ state: "detached" });
  });

  test("the palette has them while a grid is active, for the focused cell", async () => {
    await (await cell(1, 0)).click();
    await window.command("Tenant Activity: Choose Columns…");
    const search = await grid.find('input[aria-label="Search fields"]');
    await search.press("Escape");
    await search.waitFor({ state: "detached" });
    const records = await window.copied(() => window.command("Tenant Activity: Copy Rows as JSON"));
    await grid.announced("1 row copied");
    assert.equal((JSON.parse(records) as unknown[]).length, 1);
  });
});
