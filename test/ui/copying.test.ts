import assert from "node:assert/strict";
import { openDemo, type Grid } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

suite("Copying from a grid", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.copy.headers": false } });
    grid = await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const copied = async (copy: () => Promise<void>): Promise<string[]> => (await window.copied(copy)).split(/\r?\n/);

  test("gives the value of the cell that has the focus, and nothing else", async () => {
    const [user = ""] = await grid.column("User");
    await grid.focusRows();
    assert.deepEqual(await copied(() => grid.press("ArrowRight", "Control+c")), [user]);
    await grid.announced("Value copied");
  });

  test("gives rows as a table, without the names of the columns where the setting says so", async () => {
    const users = (await grid.column("User")).slice(0, 2);
    await grid.focusRows();
    const rows = await copied(() => grid.press("Shift+ArrowDown", "Control+c"));
    await grid.announced("2 rows copied");
    assert.deepEqual(
      rows.map((line) => line.split("\t")[1]),
      users,
    );
  });

  test("gives rows as a table of Markdown, with the names of the columns whatever the setting says", async () => {
    const users = (await grid.column("User")).slice(0, 2);
    await grid.focusRows();
    await grid.press("Shift+ArrowDown");
    const [names = "", rule, ...rows] = await copied(() => window.command("Tenant Activity: Copy Rows as Markdown Table"));
    assert.match(names, /^\| Time \| User \| /);
    assert.match(rule ?? "", /^\| --- \| --- \| /);
    assert.deepEqual(
      rows.slice(0, 2).map((row) => row.split(" | ")[1]),
      users.map((user) => `\`${user}\``),
    );
  });

  test("gives the focused row as a table by its menu", async () => {
    await grid.press("Escape");
    const [row = "", ...more] = await copied(() => window.command("Tenant Activity: Copy Rows"));
    await grid.announced("1 row copied");
    assert.deepEqual([row.split("\t").length > 3, more], [true, []]);
  });
});
