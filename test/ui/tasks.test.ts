import assert from "node:assert/strict";
import type { Locator } from "../host/browser.mjs";
import type { ReportId } from "../../src/reports/report.ts";
import { Grid, openDemo } from "./grid.ts";
import { runTimeoutMs } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

/** Counts what a person does: each click, each key, and a typed word, is one. */
class Person {
  acts = 0;
  private readonly window: Window;
  constructor(window: Window) {
    this.window = window;
  }

  async click(on: Locator): Promise<void> {
    this.acts++;
    await on.click();
  }

  /** Runs a starter query from the tree, by the button that its line has under the pointer. */
  async run(report: ReportId, group: string, starter: string, answer?: string): Promise<Grid> {
    const { window } = this;
    const head = new RegExp(`^${group}, \\d+ starter .*of ${report}`);
    if ((await window.item(head).getAttribute("aria-expanded")) === "false") {
      this.acts++;
      await window.unfold(head);
    }
    this.acts++;
    await window.openItem(
      window.item(new RegExp(`^${starter}`)),
      answer === undefined ? window.tab(starter) : window.input,
      async (line) => {
        await line.hover();
        await line.getByRole("button", { name: "Run Query" }).click();
      },
    );
    if (answer !== undefined) {
      this.acts++;
      await window.type(answer);
    }
    const grid = new Grid(window, answer === undefined ? starter : `${starter}: ${answer}`);
    await grid.loaded();
    return grid;
  }
}

/** What the summary says, when it speaks of all rows that there are. */
async function summed(grid: Grid): Promise<string> {
  const summary = (await grid.find("grid-summary")).filter({ hasText: /, complete/ });
  await summary.waitFor({ timeout: runTimeoutMs });
  return summary.innerText();
}

/** Whole cells on the screen, nothing scrolled: by the labels of the columns, row by row. */
async function inSight(grid: Grid, columns: readonly string[]): Promise<readonly (readonly string[])[]> {
  const frame = await grid.frame();
  const around = await (await grid.find(".scroller")).boundingBox();
  for (const name of columns) {
    const box = await frame.locator(".head").getByRole("columnheader", { name, exact: true }).boundingBox();
    assert.ok(around && box && box.x >= around.x && box.x + box.width <= around.x + around.width, `${name} is not in sight`);
  }
  const cells = await Promise.all(columns.map((name) => grid.column(name)));
  return (cells[0] ?? []).map((_, row) => cells.map((column) => column[row] ?? ""));
}

suite("Questions that people come with", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({
      viewport: { width: 1400, height: 1400 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc" },
    });
    await openDemo(window);
  });
  suiteTeardown(() => window.close());

  test("which account did the password spray get: two clicks, nothing off screen", async () => {
    const person = new Person(window);
    const grid = await person.run("signIns", "Risk", "Risky sign-ins");
    const rows = await inSight(grid, ["User", "Error code", "Risk detections"]);
    await window.screenshot("task spray");
    const got = rows.filter(([, status = "", events = ""]) => /success|^0/i.test(status) && /password ?spray/i.test(events));
    assert.deepEqual([new Set(got.map(([user]) => user)).size, person.acts], [1, 2], JSON.stringify(rows));
  });

  test("who granted admin group access, to which group: two clicks", async () => {
    const person = new Person(window);
    const grid = await person.run("directoryAudits", "Roles and groups", "Admin access granted");
    const rows = await inSight(grid, ["Who", "Affected", "Group"]);
    await window.screenshot("task admin access");
    assert.ok(
      rows.some((row) => row.every(Boolean)),
      JSON.stringify(rows),
    );
    assert.equal(person.acts, 2);
  });

  test("which users sign in to the newly acquired app: two clicks and its name, each user once", async () => {
    const person = new Person(window);
    const grid = await person.run("signIns", "Apps", "Sign-ins to an application", "Fabrikam Expenses");
    const [, people] = /by ([\d,]+) people/.exec(await summed(grid)) ?? [];
    assert.match(await grid.statusSays(/ in \d+ groups/), new RegExp(` in ${people ?? "no"} groups`));
    await window.screenshot("task acquired app");
    const [first = ""] = await (await grid.find(".row.group:not([hidden])")).allInnerTexts();
    assert.match(first, /@/);
    assert.equal(person.acts, 3);
  });

  test("what is the sign-in pattern of a user: two clicks and a name, as a heatmap", async () => {
    const person = new Person(window);
    const grid = await person.run("signIns", "People", "Sign-ins of a user", "alex@contoso.com");
    await summed(grid);
    // All of it stands there, nothing scrolled.
    const [heatmap, pane] = await Promise.all(
      ["grid-heatmap", ".summary-body"].map(async (selector) => (await grid.find(selector)).boundingBox()),
    );
    assert.ok(heatmap && pane && heatmap.y + heatmap.height <= pane.y + pane.height, JSON.stringify([heatmap, pane]));
    await window.screenshot("task pattern");
    assert.equal(person.acts, 3);
  });

  test("how many users signed in last week, with what outcome: two clicks, in words", async () => {
    const person = new Person(window);
    const text = await summed(await person.run("signIns", "People", "Sign-ins of the last week"));
    await window.screenshot("task last week");
    assert.match(text, /[\d,]+ sign-ins by [\d,]+ people/);
    assert.match(text, /\d+ % succeeded, \d+ % failed and \d+ % were interrupted/);
    // The people of the first question have unfolded nothing here.
    assert.ok(person.acts <= 2);
  });

  test("how many passwords were reset, and how: two clicks, in words", async () => {
    const person = new Person(window);
    const text = await summed(await person.run("directoryAudits", "People", "Password resets"));
    await window.screenshot("task password resets");
    assert.match(text, /[\d,]+ resets and changes/);
    assert.match(text, /reset by an admin/);
    assert.equal(person.acts, 2);
  });

  test("which groups were created in ServiceNow: two clicks, by name", async () => {
    const person = new Person(window);
    const grid = await person.run("provisioning", "Changes", "Groups created in ServiceNow");
    await window.screenshot("task groups");
    const rows = await inSight(grid, ["Group"]);
    assert.ok(rows.length > 0 && rows.every(([name]) => name), JSON.stringify(rows));
    assert.equal(person.acts, 2);
  });

  test("which roles came from AWS: two clicks, roles by name", async () => {
    const person = new Person(window);
    const grid = await person.run("provisioning", "Changes", "Roles imported from Amazon Web Services");
    const rows = await inSight(grid, ["Roles", "Action"]);
    await window.screenshot("task roles");
    assert.ok(rows.length > 0 && rows.every(([role = ""]) => /^\w+$/.test(role)), JSON.stringify(rows));
    // Repeats are one line: all roles are in sight among the first.
    assert.equal(new Set(rows.slice(0, 30).map(([role]) => role)).size, new Set(rows.map(([role]) => role)).size);
    assert.ok(person.acts <= 2);
  });

  test("what changed in a Conditional Access policy: a click once its starter has run, in the diff editor", async () => {
    const person = new Person(window);
    await person.run("directoryAudits", "Policies and trust", "Conditional Access changes");
    const before = person.acts;
    await person.click(window.page.locator(".editor-actions").getByRole("button", { name: /^Show Old and New Values/ }));
    const changed = window.page.locator(".monaco-diff-editor .view-line");
    await changed.first().waitFor();
    await window.screenshot("task policy");
    assert.deepEqual([person.acts - before, person.acts <= 3], [1, true]);
  });

  test("who could not be created from Workday and why: two clicks, the reason seen", async () => {
    const person = new Person(window);
    const grid = await person.run("provisioning", "Failures", "Users not created from Workday");
    const rows = await inSight(grid, ["Source", "Why"]);
    await window.screenshot("task workday");
    assert.ok(rows.length > 0 && rows.every(([who, why]) => who && why), JSON.stringify(rows));
    const times = await (
      await grid.find(".row:not([hidden]) [role=gridcell]:first-child")
    ).evaluateAll((cells) =>
      cells.map((cell) =>
        Array.from(cell.querySelectorAll("*"), (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0),
      ),
    );
    assert.ok(times.length > 0 && !times.flat().some(Boolean), "times are cut off");
    assert.ok(person.acts <= 2);
  });

  test("from a failed sign-in to everything that its address did: two clicks", async () => {
    const failed = new Grid(window, "Failed sign-ins");
    await window.tab("Failed sign-ins").first().click();
    await failed.loaded();
    const person = new Person(window);
    const [address = ""] = await failed.column("IP address");
    const headers = await (await failed.find("[role=columnheader] .label")).allTextContents();
    await (await failed.row(0)).locator("[role=gridcell]").nth(headers.indexOf("IP address")).hover();
    await person.click(await failed.find(".cell-actions > :first-child"));
    await person.click(window.rows.filter({ hasText: "All sign-ins from this address" }));
    const all = new Grid(window, `All sign-ins from this address · ${address}`);
    await all.loaded();
    await all.columnIs("IP address", (cells) => cells.every((cell) => cell === address));
    assert.match(await all.query(), new RegExp(`types .* where ipAddress eq '${address}'`));
    await window.screenshot("task address");
    assert.equal(person.acts, 2);
  });
});
