import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Theme, type Window } from "./window.ts";

suite("Answers in the columns", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({
      // High enough for the whole tree: it draws only what is in sight.
      viewport: { width: 1400, height: 1400 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc", "tenantActivity.loadLimit": 1000 },
    });
    await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const open = new Map<string, Grid>();
  /** In a grid of its own; one that is open already comes to the front. */
  const run = async (name: string): Promise<Grid> => {
    const known = open.get(name);
    if (known) {
      await window.tab(name).click();
      await known.loaded();
      return known;
    }
    await window.runSavedQuery(name);
    const grid = new Grid(window, name);
    await grid.loaded();
    open.set(name, grid);
    return grid;
  };
  const isInSight = async (grid: Grid, label: string): Promise<boolean> => {
    const frame = await grid.frame();
    const box = await frame.locator(".head").getByRole("columnheader", { name: label }).boundingBox();
    const around = await (await grid.find(".scroller")).boundingBox();
    return box !== null && around !== null && box.x >= around.x && box.x + box.width <= around.x + around.width;
  };

  const answers: readonly (readonly [starter: string, column: string, answer: RegExp])[] = [
    ["Group members added", "Group", /\S/],
    ["Admin access granted", "Role", /Administrator|^$/],
    ["Consent granted", "Scopes", /^$|\.Read/],
    ["Users not created from Workday", "Why", /\S{3}/],
    ["Roles imported from Amazon Web Services", "Roles", /^\w+$/],
  ];
  for (const [starter, column, answer] of answers)
    test(`“${starter}” shows ${column} beside the side bar, at 1400 px`, async () => {
      const grid = await run(starter);
      const cells = await grid.columnIs(column, (cells) => cells.some(Boolean));
      assert.deepEqual(
        cells.filter((cell) => !answer.test(cell)),
        [],
      );
      assert.ok(cells.some((cell) => !/^"|^\[/.test(cell)));
      assert.ok(await isInSight(grid, column), column);
      await window.screenshot(`answers ${starter}`);
    });

  test("a group that somebody was added to is filtered for, sorted by and counted like any field", async () => {
    const grid = await run("Group members added");
    const [group = ""] = (await grid.columnIs("Group", (cells) => cells.some(Boolean))).filter(Boolean);
    await grid.filter(`groupName eq '${group}'`);
    const cells = await grid.columnIs("Group", (all) => all.every((cell) => cell === group));
    assert.ok(cells.length > 0);
    await grid.filter("");
    await (await grid.frame()).getByRole("columnheader", { name: "Group" }).click();
    await grid.columnIs("Group", (all) => all.every((cell, at) => at === 0 || (all[at - 1] ?? "").toLowerCase() <= cell.toLowerCase()));
  });

  for (const theme of ["dark", "light"] as const satisfies readonly Theme[])
    test(`address, country and outcome of a sign-in are in sight beside the side bar, ${theme}`, async () => {
      await window.setTheme(theme);
      const isNew = !open.has("Sign-ins of the last week");
      const grid = await run("Sign-ins of the last week");
      // Its summary stands beside the rows at first, until somebody closes it.
      const close = (await grid.frame()).getByRole("button", { name: "Close the summary" });
      if (isNew) await close.click();
      await close.waitFor({ state: "detached" });
      for (const label of ["Time", "User", "Application", "Error code", "IP address", "Country or region"])
        assert.ok(await isInSight(grid, label), label);
      assert.deepEqual(
        (await grid.column("Why")).filter((cell) => cell === "Other."),
        [],
      );
      await window.screenshot(`answers sign-ins ${theme}`);
    });

  test("columns are laid out by the command, and by the buttons of the chooser", async () => {
    const grid = await run("Sign-ins of the last week");
    const labels = async () => (await (await grid.find("[role=columnheader] .label")).allTextContents()).map((label) => label.trim());
    await window.chooseFrom("Tenant Activity: Column Layout…", "Columns that answer a question together", "Device");
    await (await grid.frame()).getByRole("columnheader", { name: "Device name" }).waitFor();
    await grid.columnIs("Operating system", (cells) => cells.some(Boolean));
    await window.screenshot("answers layout device");
    await window.command("Tenant Activity: Choose Columns…");
    const where = (await grid.frame()).locator(".layouts button", { hasText: "Where" });
    await where.click();
    await (await grid.frame()).locator('.layouts button[aria-pressed="true"]', { hasText: "Where" }).waitFor();
    await (await grid.frame()).getByRole("columnheader", { name: "Named locations" }).waitFor();
    await until(labels, (all) => all[2] === "IP address", "the columns");
    await window.screenshot("answers chooser layouts");
    await (await grid.frame()).locator(".chooser-foot button").click();
    await grid.press("Escape");
  });

  test("all columns are made as wide as what they show", async () => {
    const grid = await run("Sign-ins of the last week");
    const widths = async () =>
      (await grid.frame()).evaluate(() =>
        Array.from(document.querySelectorAll("[role=columnheader]"), (header) => header.getBoundingClientRect().width),
      );
    const before = await widths();
    await window.command("Tenant Activity: Fit All Columns");
    await (
      await grid.frame()
    ).waitForFunction((first) => document.querySelector("[role=columnheader]")?.getBoundingClientRect().width !== first, before[0]);
    const cut = async () =>
      (await grid.frame()).evaluate(() =>
        Array.from(document.querySelectorAll<HTMLElement>(".rows .cell, [role=columnheader]"))
          .filter((cell) => cell.offsetParent !== null && cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth < 790)
          .map((cell) => cell.textContent),
      );
    await until(cut, (cells) => cells.length === 0, "what is cut off");
    await window.screenshot("answers fit all");
  });
});
