import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "../host/browser.mjs";
import { readCsv } from "../unit/results/texts/csvReader.ts";
import { Grid } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

const query = "signIns last 7d where status/errorCode ne 0";
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Nothing here is done with a mouse, nor by setting the focus: keys go to whatever has it, and the page is only read. */
suite("With the keyboard alone", () => {
  let window: Window;
  let grid: Grid;
  let edited: Grid;
  suiteSetup(async () => {
    window = await openWindow({
      settings: {
        "workbench.colorTheme": process.env["LOOK"] ?? "Dark Modern",
        "tenantActivity.timeZone": "utc",
        "tenantActivity.loadLimit": 1000,
      },
    });
    grid = new Grid(window, "Failed sign-ins");
    edited = new Grid(window, "Failed sign-ins (edited)");
  });
  suiteTeardown(() => window.close());

  const type = (text: string): Promise<void> => window.page.keyboard.type(text);
  const press = async (...keys: string[]): Promise<void> => {
    await window.focusRests();
    for (const key of keys) await window.page.keyboard.press(key);
  };
  const times = (count: number, key: string): string[] => Array.from({ length: count }, () => key);
  const look = async (name: string): Promise<void> => {
    if (process.env["LOOK"]) await window.screenshot(`keyboard ${name}`);
  };

  /** Runs a command of the palette. */
  async function run(title: string): Promise<void> {
    // An F1 after a view took the focus is lost at times.
    const asks = window.quickInput.locator("input:focus");
    for (let left = 5; left > 0 && !(await asks.isVisible()); left--) {
      await press("F1");
      await asks.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await type(title);
    await entry(title).waitFor();
    await press("Enter");
    await window.paletteGone();
    await window.focusRests();
  }
  /** The entry of a quick pick that Enter would take, if it is this. */
  const entry = (label: string): Locator =>
    window.page.locator(".quick-input-list .monaco-list-row.focused").filter({
      has: window.page.locator(".label-name", { hasText: new RegExp(`^${escaped(label)}$`) }),
    });
  async function pick(label: string): Promise<void> {
    await window.rows.filter({ hasText: label }).first().waitFor();
    for (let left = 20; (await entry(label).count()) === 0; left--) {
      assert.ok(left > 0, `the arrow keys do not come to ${label}`);
      await press("ArrowDown");
    }
    await press("Enter");
  }
  /** Chooses from VS Code's menu. */
  async function choose(title: string): Promise<void> {
    const menu = window.page.locator(".monaco-menu");
    await menu.waitFor();
    const wanted = menu.locator(".action-item.focused .action-label", { hasText: new RegExp(`^${escaped(title)}$`) });
    for (let left = 30; (await wanted.count()) === 0; left--) {
      assert.ok(left > 0, `the arrow keys do not come to ${title}`);
      await press("ArrowDown");
    }
    await press("Enter");
    await menu.waitFor({ state: "detached" });
  }

  /** What has the focus: its part of the panel and its name. Nothing when the focus is elsewhere in VS Code. */
  async function focus(of: Grid): Promise<string> {
    return (await of.frame()).evaluate(() => {
      const element = document.activeElement;
      if (!document.hasFocus() || !element || element === document.body) return "nothing";
      const part = element.closest(
        "grid-query, grid-filter, grid-clauses, grid-histogram, grid-coverage, grid-facets, grid-table, grid-details, grid-columns, .tools, .status, .help",
      );
      const name = element.getAttribute("aria-label") ?? element.getAttribute("label") ?? element.textContent;
      const partName = part?.localName.startsWith("grid-")
        ? part.localName.slice(5)
        : (part?.classList.item((part.classList.length ?? 1) - 1) ?? "");
      return `${partName}: ${(name ?? "").replace(/\s+/g, " ").trim()}`;
    });
  }
  /** Waits until what has the focus is called so. */
  async function focused(of: Grid, expected: RegExp): Promise<string> {
    return until(
      () => focus(of),
      (name) => expected.test(name),
      `the focus should be on ${String(expected)}`,
    );
  }
  /** Presses a key until what has the focus is called so. */
  async function walk(of: Grid, key: string, to: RegExp): Promise<void> {
    const seen: string[] = [];
    for (let left = 14; left > 0; left--) {
      const before = await focus(of);
      await press(key);
      // A part that is being drawn takes the focus a moment later.
      const isThere = (name: string): boolean => to.test(name) || (name !== before && name !== "nothing");
      seen.push(await until(() => focus(of), isThere, key, 1000).catch(() => before));
      if (to.test(seen.at(-1) ?? "")) return;
    }
    assert.fail(`${key} does not come to ${String(to)}, but to ${seen.join(" | ")}`);
  }
  const toRows = async (of: Grid): Promise<void> => {
    if (!/^table/.test(await focus(of))) await walk(of, "F6", /^table/);
  };
  /** Goes to a column of the focused row. */
  async function toColumn(of: Grid, label: string): Promise<void> {
    const at = (await labels(of)).indexOf(label);
    await press("Home", ...times(at, "ArrowRight"));
  }
  const labels = async (of: Grid): Promise<string[]> =>
    (await (await of.find("[role=columnheader] .label")).allTextContents()).map((label) => label.trim());
  const header = async (of: Grid, label: string): Promise<Locator> => (await of.frame()).getByRole("columnheader", { name: label });
  async function queryIs(of: Grid, expected: string | RegExp): Promise<void> {
    if (typeof expected === "string") return of.stateHas("queryText", expected);
    await until(
      () => of.query(),
      (query) => expected.test(query),
      "the query",
    );
  }

  /** Each test begins with the query of the demo, also after one that failed. */
  setup(async () => {
    if ((await window.tab(/\(edited\)/).count()) === 0) return;
    await run("Tenant Activity: Focus Query");
    await focused(edited, /^query: Query$/);
    await press("ControlOrMeta+a");
    await type(query);
    await press("Enter");
    await window.tab(/\(edited\)/).waitFor({ state: "detached" });
    await grid.loaded();
  });

  test("the palette opens the demo tenant, whose rows have the focus; F6 comes to the status line, which loads more", async () => {
    await run("Tenant Activity: Open Demo Tenant");
    await grid.loaded();
    await focused(grid, /^table: Failed sign-ins/);
    await look("rows");
    await grid.statusSays(/^1,000 rows/);
    await walk(grid, "Shift+F6", /^status/);
    await look("status");
    if (!(await focus(grid)).endsWith("Load more")) await walk(grid, "Tab", /Load more$/);
    await press("Enter");
    await grid.statusSays(/^1,\d{3} rows · .* complete/);
    await focused(grid, /^(table|status)/);
  });

  test("plus and minus filter for a value and out, and Delete at the chip takes each back", async () => {
    await toRows(grid);
    await press("Control+Home");
    await toColumn(grid, "Application");
    const [application = ""] = await grid.column("Application");
    await press("+");
    await edited.columnIs("Application", (cells) => cells.every((text) => text === application));
    await focused(edited, /^table/);
    await toColumn(edited, "User");
    const [user = ""] = await edited.column("User");
    await press("-");
    await edited.columnIs("User", (cells) => !cells.includes(user));
    await queryIs(edited, `${query} and appDisplayName eq '${application}' and userPrincipalName ne '${user}'`);
    await walk(edited, "F6", /^clauses/);
    await walk(edited, "ArrowRight", /^clauses: userPrincipalName ne/);
    await look("clauses");
    await press("Delete");
    await edited.announced(`userPrincipalName ne '${user}' removed`);
    await edited.columnIs("User", (cells) => cells.includes(user));
    await walk(edited, "ArrowLeft", /^clauses: appDisplayName eq/);
    await press("Delete");
    await grid.columnIs("Application", (cells) => cells.some((text) => text !== application));
    await queryIs(grid, query);
    await focused(grid, /^clauses/);
  });

  test("Alt and plus filter in a new grid beside, whose rows have the focus; VS Code's keys close it", async () => {
    await toRows(grid);
    await press("Control+Home");
    await toColumn(grid, "Application");
    const [application = ""] = await grid.column("Application");
    await press("Alt++");
    const beside = new Grid(window, `Sign-ins · ${application}`);
    await beside.loaded();
    await focused(beside, /^table/);
    await look("beside");
    await beside.columnIs("Application", (cells) => cells.every((text) => text === application));
    assert.equal(await beside.query(), `${query} and appDisplayName eq '${application}'`);
    assert.equal(await grid.query(), query);
    await press("ControlOrMeta+w");
    await window.tab(beside.title).waitFor({ state: "detached" });
    await focused(grid, /^table/);
  });

  test("a column header sorts, moves, sizes, pins and hides its column", async () => {
    await toRows(grid);
    await press("Control+Home", "Home", "ArrowUp", "ArrowRight");
    await look("header");
    await press("Enter");
    await grid.announced("Sorted by User, ascending");
    await press("ArrowRight", "Shift+Enter");
    await grid.announced("Sorted by User, ascending, then Application, ascending");
    await press("ArrowLeft", "Enter");
    await grid.announced("Sorted by User, descending");
    await press("Enter");
    await grid.announced("Not sorted");
    const before = await labels(grid);
    await press("Alt+ArrowRight");
    await grid.announced(`Column 3 of ${before.length}`);
    const begin = (...wanted: readonly (string | undefined)[]) =>
      until(
        () => labels(grid),
        (now) => wanted.every((label, at) => now[at] === label),
        "the columns",
      );
    await begin(before[0], before[2], before[1]);
    await focused(grid, /^table/);
    const user = await header(grid, "User");
    const widthIs = (isRight: (width: number) => boolean): Promise<number> =>
      until(async () => (await user.boundingBox())?.width ?? 0, isRight, "the column's width");
    const width = await widthIs(() => true);
    await press(...times(3, "Shift+ArrowRight"));
    await widthIs((now) => now === width + 48);
    await press("Control+Enter");
    await widthIs((now) => now !== width + 48);
    await press("p");
    await grid.announced("User pinned");
    await begin("User");
    await press("p");
    await grid.announced("User no longer pinned");
    await press("End", "Delete");
    await (await header(grid, before.at(-1) ?? "")).waitFor({ state: "detached" });
    await press("Escape", "ArrowDown");
    await (await grid.find(".rows .focused")).first().waitFor();
  });

  test("rows are grouped by a column, its groups opened and closed", async () => {
    await toRows(grid);
    await press("Control+Home");
    await toColumn(grid, "Application");
    await press("ArrowUp", "g");
    await grid.announced(/^Grouped by Application: \d+ groups$/);
    await (await grid.find(".row.group:visible")).first().waitFor();
    await press("Escape", "Control+Home", "ArrowRight");
    await grid.announced(/, \d+ rows?, open$/);
    await (await grid.find('.row.group[aria-expanded="true"]')).waitFor();
    await look("group");
    await press("ArrowRight", "ArrowLeft", "ArrowLeft");
    await grid.announced(/, closed$/);
    await press("Control+ArrowRight");
    await grid.announced("All groups open");
    await press("Control+ArrowLeft");
    await grid.announced("All groups closed");
    await walk(grid, "F6", /^status/);
    if (!/Ungroup$/.test(await focus(grid))) await walk(grid, "Tab", /Ungroup$/);
    await press("Enter");
    await grid.announced("No groups");
    await focused(grid, /^(table|status)/);
  });

  test("the column chooser is opened from the toolbar, finds, shows, moves, pins and hides a field", async () => {
    await press("ControlOrMeta+f");
    await walk(grid, "Tab", /^tools: Columns/);
    await look("tools");
    await press("Enter");
    await focused(grid, /^columns: Search fields/);
    await type("deviceDetail/operatingSystem");
    await press("Enter");
    await grid.announced("Operating system shown");
    await (await header(grid, "Operating system")).waitFor();
    const count = (await labels(grid)).length;
    await press("Alt+ArrowUp");
    await grid.announced(`Column ${count - 1} of ${count}`);
    await press("Alt+p");
    await grid.announced("Operating system pinned");
    await until(
      () => labels(grid),
      ([first]) => first === "Operating system",
      "the columns",
    );
    await look("chooser");
    await press("Alt+p", "Enter");
    await grid.announced("Operating system hidden");
    await press("Escape");
    await (await grid.find(".chooser")).waitFor({ state: "detached" });
    await focused(grid, /^table/);
  });

  test("Add filter puts a clause together, and Escape goes back a step each time", async () => {
    await walk(grid, "F6", /^clauses/);
    await press("End");
    await focused(grid, /^clauses: Add filter/);
    await press("Enter");
    await focused(grid, /^clauses: Field/);
    const active = async (text: RegExp) => (await grid.find(".builder .option.active")).filter({ hasText: text }).waitFor();
    await type("clientAppUsed");
    await active(/^\s*Client app/);
    await press("Enter");
    await focused(grid, /^clauses: How Client app is compared/);
    await active(/^\s*is\s/);
    await press("Enter");
    await focused(grid, /^clauses: Value of Client app/);
    await active(/rows? loaded/);
    await look("builder value");
    await press("Escape");
    await focused(grid, /^clauses: How Client app is compared/);
    await active(/^\s*is\s/);
    await press("Enter");
    await active(/rows? loaded/);
    const value = ((await (await grid.find(".builder .option.active .label")).textContent()) ?? "").trim();
    await press("Enter");
    await queryIs(edited, new RegExp(`and clientAppUsed eq '${escaped(value)}'$`));
    await focused(edited, /^clauses: Add filter/);
    await press("ArrowLeft", "Delete");
    await queryIs(grid, query);
    await toRows(grid);
  });

  test("facets are opened by a command; a field is found, its values included and left out", async () => {
    await run("Tenant Activity: Toggle Facets");
    await (await grid.find("grid-facets .facet")).first().waitFor();
    await walk(grid, "F6", /^facets/);
    await focused(grid, /^facets: Search fields/);
    await type("status/errorC");
    assert.match(await focus(grid), /^facets: Search fields/);
    await press("ControlOrMeta+a");
    await type("clientAppUsed");
    await press("ArrowDown", "ArrowRight");
    await (await grid.find(".facet-value")).first().waitFor();
    await press("ArrowDown");
    const value = /^facets: (.*), [\d,]+ rows?/.exec(await focused(grid, /^facets: .* rows?/))?.[1] ?? "";
    await look("facets");
    await press("Enter");
    await queryIs(edited, new RegExp(`clientAppUsed eq '${escaped(value)}'`));
    await focused(edited, /, included$/);
    await press("Enter");
    await queryIs(grid, query);
    await focused(grid, /^facets: .* rows?$/);
    await press("-");
    await queryIs(edited, new RegExp(`clientAppUsed ne '${escaped(value)}'`));
    await focused(edited, /, left out$/);
    await press("-");
    await queryIs(grid, query);
    await press("/");
    await focused(grid, /Search values of/);
    await press("Escape");
    await focused(grid, /^facets: .*clientAppUsed/);
    await press("Tab");
    await look("facets tab");
    await press("Escape");
    await focused(grid, /^table/);
    await run("Tenant Activity: Toggle Facets");
    await (await grid.find("grid-facets")).waitFor({ state: "detached" });
    await focused(grid, /^table/);
  });

  test("bars of the histogram are marked, narrow the query, and Escape brings the whole range back", async () => {
    await walk(grid, "F6", /^histogram/);
    await look("histogram");
    await press(...times(3, "Shift+ArrowLeft"));
    await grid.announced(/ rows/);
    await press("Enter");
    await queryIs(edited, / and createdDateTime ge .* and createdDateTime lt /);
    await edited.announced(/^Narrowed to /);
    await look("histogram narrowed");
    await focused(edited, /^histogram/);
    await press("Escape");
    await grid.announced("The whole range");
    await queryIs(grid, query);
    await press("Tab");
    await focused(grid, /^histogram: Show as a table/);
    await look("histogram table button");
    await press("Enter");
    await (await grid.find(".histogram-table:focus")).waitFor();
    await press("Escape");
    await focused(grid, /Show as a table/);
  });

  test("the coverage is walked by its stretches, and what is new is fetched there or in the status line", async () => {
    await walk(grid, "F6", /^coverage/);
    await press("Home");
    const oldest = await focus(grid);
    await press("End");
    const newest = await focused(grid, /settling/);
    await look("coverage");
    assert.notEqual(newest, oldest);
    const requests = async (): Promise<number> => Number(/(\d+) requests?/.exec(await grid.status())?.[1]);
    const before = await requests();
    await press("Enter");
    await grid.statusSays(new RegExp(`${before + 1} requests`));
    await walk(grid, "F6", /^status/);
    if (!(await focus(grid)).endsWith("Fetch what is new")) await walk(grid, "Tab", /Fetch what is new$/);
    await press("Enter");
    await grid.statusSays(new RegExp(`${before + 2} requests`));
    await focused(grid, /^(table|status)/);
  });

  test("Space shows the details: tabs, values copied and filtered, further rows, their size", async () => {
    await toRows(grid);
    await press("Control+Home", "Space");
    const [user = "", next = ""] = await grid.column("User");
    const tab = await grid.find("grid-details [role=tab][aria-selected=true]");
    await (await grid.find('grid-details [data-key="userPrincipalName"]')).filter({ hasText: user }).waitFor();
    const sash = await grid.find('.sash[aria-label="Size of the details"]');
    const size = async (): Promise<number> => Number(await sash.getAttribute("aria-valuenow"));
    const wide = await size();
    await walk(grid, "Tab", /Size of the details$/);
    await look("sash");
    await press("ArrowLeft");
    await until(size, (now) => now === wide + 5, "the size of the details");
    await walk(grid, "F6", /^details/);
    await walk(grid, "ArrowDown", new RegExp(`^details: User: ${escaped(user)}`));
    await look("details");
    assert.equal(await window.copied(() => press("ControlOrMeta+c")), user);
    await grid.announced("Value copied");
    await press("Alt+ArrowDown");
    await focused(grid, new RegExp(`^details: User: ${escaped(next)}`));
    await walk(grid, "ArrowUp", /^details: Basics$/);
    await look("details tab");
    await press("End");
    await tab.filter({ hasText: /^\s*JSON\s*$/ }).waitFor();
    await press("ArrowDown");
    await look("details json");
    await press("ArrowUp");
    await focused(grid, /^details: JSON$/);
    await press("Home");
    await walk(grid, "Shift+Tab", /^details: Close details$/);
    await look("details button");
    await walk(grid, "F6", /^(?!details)/);
    await walk(grid, "F6", /^details/);
    await walk(grid, "ArrowDown", new RegExp(`^details: User: ${escaped(next)}`));
    await press("-");
    await edited.columnIs("User", (cells) => !cells.includes(next));
    await press("Escape");
    await focused(edited, /^table/);
    await press("Escape");
    await (await edited.find("grid-details")).waitFor({ state: "detached" });
    await walk(edited, "F6", /^clauses/);
    await press("Home");
    await walk(edited, "ArrowRight", /^clauses: userPrincipalName ne/);
    await press("Delete");
    await queryIs(grid, query);
  });

  test("rows are selected, summed up and copied; a row opens as JSON and VS Code's keys come back", async () => {
    await toRows(grid);
    await press("Control+Home", "Shift+ArrowDown", "Shift+ArrowDown", "ArrowRight");
    await grid.announced(/^3 rows selected · /);
    await (await grid.find(".status-summary")).filter({ hasText: /^\s*3 rows selected · .* of / }).waitFor();
    await look("selection");
    const table = await window.copied(() => press("ControlOrMeta+c"));
    await grid.announced("3 rows copied");
    assert.equal(table.trimEnd().split(/\r?\n/).length, 4);
    await press("Control+ArrowDown", "ControlOrMeta+Shift+c");
    await press("ControlOrMeta+a");
    await grid.announced(/^1,\d{3} rows selected/);
    await press("Escape", "Enter");
    await window.tab(/\.json/).waitFor();
    await window.page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await press("ControlOrMeta+w");
    await focused(grid, /^table/);
  });

  test("the menu key opens VS Code's menu at the cell, and at the header", async () => {
    await toRows(grid);
    await press("Control+Home");
    await toColumn(grid, "User");
    const [user = ""] = await grid.column("User");
    await press("ContextMenu");
    assert.equal(await window.copied(() => choose("Copy Value")), user);
    await grid.announced("Value copied");
    await focused(grid, /^table/);
    await press("ArrowUp", "Shift+F10");
    await choose("Sort Descending");
    await grid.announced("Sorted by User, descending");
    await focused(grid, /^table/);
    await press("Enter");
    await grid.announced("Not sorted");
  });

  test("the query line is edited and run, its mistakes are mended, and the range is chosen from its menu", async () => {
    await press("F2");
    await focused(grid, /^query: Query$/);
    await press("ControlOrMeta+a");
    await type("signIns last 7d where status/errorCod ne 0");
    await press("Enter");
    await grid.announced(/^Nothing was sent\./);
    await look("query");
    await walk(grid, "Tab", /^query: Use /);
    await look("query proposal");
    await press("Enter");
    await focused(grid, /^query: Query$/);
    await until(
      () => grid.query(),
      (text) => text === query,
      "the query line",
    );
    await press("Escape", "/", "ControlOrMeta+a");
    await type("signIns last 7d where status/errorCode eq 50126");
    await press("Enter");
    await edited.columnIs("Error code", /50126/);
    await focused(edited, /^table/);
    await walk(edited, "F6", /^clauses: last 7d/);
    await press("Enter");
    await focused(edited, /Last hour$/);
    await look("range menu");
    await walk(edited, "ArrowDown", /Last 24 hours$/);
    await press("Enter");
    await queryIs(edited, "signIns last 24h where status/errorCode eq 50126");
    await focused(edited, /^clauses/);
  });

  test("the local filter, the help and the export are used", async () => {
    await press("F2", "ControlOrMeta+a");
    await type(query);
    await press("Enter");
    await grid.loaded();
    await press("ControlOrMeta+f");
    await type("50126");
    await grid.columnIs("Error code", /50126/);
    await press("Enter");
    await focused(grid, /^table/);
    await press("?");
    await focused(grid, /^help: Keyboard shortcuts$/);
    await look("help");
    await press("Escape");
    await (await grid.find(".help")).waitFor({ state: "detached" });
    await focused(grid, /^table/);
    await run("Tenant Activity: Export Rows…");
    await pick("Rows of this view");
    await pick("CSV");
    const file = path.join(window.folder, "failures.csv");
    await window.saveAs(file);
    await window.notification(/Exported [\d,]+ rows to failures\.csv/).waitFor();
    const [head = [], ...rows] = readCsv(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
    assert.ok(rows.length > 10);
    assert.ok(rows.every((row) => row[head.indexOf("Error code")] === "50126"));
    await press("ControlOrMeta+f", "Escape");
    await grid.stateHas("filter", "");
  });
});
