import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

/** The page's own end of the wire, as a script in the page would have it. */
interface Page extends Element {
  readonly host: Readonly<Record<string, (argument?: unknown) => Promise<unknown>>>;
  readonly api: { selection(): unknown };
}

suite("The grid", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc", "tenantActivity.loadLimit": 1000 },
    });
    grid = await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const header = async (label: string) => (await grid.frame()).getByRole("columnheader", { name: label });
  const labels = async () => (await (await grid.find("[role=columnheader] .label")).allTextContents()).map((label) => label.trim());

  const logged = () => {
    const logs = [...window.written()].filter(([file]) => /Tenant Activity\.log$/.test(file));
    return Promise.resolve(Buffer.from(logs.map(([, content]) => content).join("\n"), "latin1").toString());
  };

  test("pauses at the limit and loads the rest on a click", async () => {
    const before = await grid.statusSays(/^1,000 rows/);
    assert.doesNotMatch(before, /complete/);
    await (await grid.button("Load all")).click();
    await grid.statusSays(/^1,\d{3} rows · .* complete/);
    assert.equal(await (await grid.button("Load all")).count(), 0);
  });

  test("asks for the icons' font with the page: no icon misses in the first moments", async () => {
    const asked = await (
      await grid.frame()
    ).evaluate(() => {
      const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      return entries.filter(({ name }) => name.includes("codicon.ttf")).map(({ initiatorType }) => initiatorType);
    });
    assert.equal(asked[0], "link");
  });

  test("refuses what no grid asks: nothing changes, and the log says which member was wrong and nothing of it", async () => {
    const frame = await grid.frame();
    const before = await grid.column("Time");
    const answers = await frame.evaluate(async () => {
      const { host } = document.querySelector("tenant-grid") as Page;
      const messages: readonly (readonly [method: string, argument?: unknown])[] = [
        ["sort", { sort: [{ path: "hidden-in-a-path", direction: "hidden-in-a-word" }] }],
        ["columns", { columns: [], "hidden-in-a-name": 1 }],
        ["groupBy", { path: ["hidden-in-a-list"] }],
        ["act", { action: "hidden-in-an-action" }],
        ["run", { text: 5 }],
        ["cancel", "hidden-in-nothing"],
        ["constructor", {}],
        ["hidden-in-a-method", {}],
      ];
      return Promise.all(messages.map(([method, argument]) => host[method]?.(argument).then(() => "answered", String)));
    });
    assert.deepEqual(answers, [
      "RemoteError: What “sort” was called with is not as agreed (sort[].direction)",
      "RemoteError: What “columns” was called with is not as agreed",
      "RemoteError: What “groupBy” was called with is not as agreed (path)",
      "RemoteError: What “act” was called with is not as agreed (action)",
      "RemoteError: What “run” was called with is not as agreed (text)",
      "RemoteError: What “cancel” was called with is not as agreed",
      "RemoteError: No method constructor",
      "RemoteError: No method hidden-in-a-method",
    ]);
    await grid.columnIs("Time", (cells) => cells.join() === before.join());
    const log = await until(logged, (text) => text.includes("A method that there is not was called"), "the log");
    assert.match(log, /A message from a grid was refused\. What “sort” was called with is not as agreed \(sort\[\]\.direction\)/);
    assert.doesNotMatch(log, /hidden/);
  });

  test("takes no answer that is none", async () => {
    await (
      await grid.frame()
    ).evaluate(() => {
      const { api } = document.querySelector("tenant-grid") as Page;
      const { selection } = api;
      // Once: later commands get what they ask for.
      api.selection = () => {
        api.selection = selection;
        return { record: 0, ranges: "hidden" };
      };
    });
    await window.command("Tenant Activity: Open Record as JSON");
    await window.page.getByText("What “selection” answered is not as agreed (ranges)").first().waitFor();
    assert.ok((await grid.column("Time")).length > 0);
    await window.clearNotifications();
  });

  test("a click on a header sorts up, then down, then not", async () => {
    const inOrder = await grid.column("Time");
    await (await header("User")).click();
    await (await grid.find("[role=columnheader][aria-sort=ascending]")).waitFor();
    // Ordinal, as the store sorts: all of these are lower case.
    const isSorted = (cells: readonly string[], sign: 1 | -1) =>
      cells.every((cell, at) => at === 0 || (sign > 0 ? (cells[at - 1] ?? "") <= cell : (cells[at - 1] ?? "") >= cell));
    const up = await grid.columnIs("User", (cells) => isSorted(cells, 1));
    await (await header("User")).click();
    await (await grid.find("[role=columnheader][aria-sort=descending]")).waitFor();
    const down = await grid.columnIs("User", (cells) => isSorted(cells, -1));
    assert.notDeepEqual(down, up);
    await (await header("User")).click();
    await (await grid.find("[role=columnheader][aria-sort=descending]")).waitFor({ state: "detached" });
    await grid.columnIs("Time", (cells) => cells.join() === inOrder.join());
  });

  test("the keyboard reaches every cell and the ends of the rows", async () => {
    await grid.focusRows();
    await grid.press("End");
    const active = async () =>
      (await grid.frame()).evaluate(() => {
        const holder = document.activeElement?.closest("[aria-activedescendant]") ?? document.activeElement;
        const id = holder?.getAttribute("aria-activedescendant");
        const cell = id ? document.getElementById(id) : holder;
        return { column: Number(cell?.ariaColIndex), row: Number(cell?.closest("[role=row]")?.ariaRowIndex) };
      });
    const activeIs = (row: number, column?: number) =>
      until(active, (at) => at.row === row && (column === undefined || at.column === column), "the active cell");
    await activeIs(2, (await labels()).length);
    await grid.press("Home", "ArrowDown", "ArrowRight");
    await activeIs(3, 2);
    await grid.press("Control+End");
    const total = Number(await (await grid.find("[role=grid]")).getAttribute("aria-rowcount"));
    await (await grid.find(`.row:not(.skeleton)[aria-rowindex="${total}"]`)).waitFor();
    await activeIs(total);
    await grid.press("Control+Home");
    await activeIs(2);
  });

  test("F6 walks through the parts, F2 goes to the query and Escape comes back", async () => {
    const focused = async () =>
      (await grid.frame()).evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.role);
    await grid.focusRows();
    const focusedIs = (name: RegExp) => until(focused, (now) => name.test(now ?? ""), "what has the focus");
    await grid.press("F2");
    await focusedIs(/^Query$/);
    await grid.press("Escape");
    await focusedIs(/Failed sign-ins/);
    await grid.press("Control+f");
    await focusedIs(/^Filter loaded rows$/);
    const walked: string[] = [];
    do {
      await grid.press("F6");
      walked.push((await focused()) ?? "");
    } while (walked.at(-1) !== "Filter loaded rows" && walked.length < 12);
    assert.ok(walked.some((name) => name.includes("Failed sign-ins")) && walked.includes("Query"), walked.join(", "));
  });

  test("selected rows are copied as a table, and as JSON", async () => {
    await grid.focusRows();
    const table = await window.copied(() => grid.press("Shift+ArrowDown", "Shift+ArrowDown", "Control+c"));
    await grid.announced("3 rows copied");
    const [head = "", ...rows] = table.trimEnd().split(/\r?\n/);
    assert.deepEqual([head.split("\t")[1], rows.length], ["User", 3]);
    await grid.focusRows();
    const records = await window.copied(() => grid.press("Shift+ArrowDown", "Control+Shift+c"));
    await grid.announced("2 rows copied");
    assert.equal((JSON.parse(records) as unknown[]).length, 2);
  });

  test("several rows open as one document", async () => {
    await window.command("Tenant Activity: Open Rows as NDJSON");
    const tab = window.tab(/Failed sign-ins 2 rows.*\.ndjson/);
    await tab.waitFor();
    const lines = (await window.editorText()).trim().split(/\r?\n/);
    assert.deepEqual(
      lines.map((line) => typeof (JSON.parse(line) as { id: unknown }).id),
      ["string", "string"],
    );
    await window.tab("Failed sign-ins").click();
    await grid.loaded();
  });

  test("Space shows the details of the record, which follow the rows", async () => {
    await grid.focusRows();
    await grid.press("Space");
    const details = await grid.find("grid-details [role=tabpanel]");
    await details.waitFor();
    const [user = ""] = await grid.column("User");
    await details.filter({ hasText: user }).waitFor();
    await window.screenshot("details dark");
    await grid.press("ArrowDown");
    const [, second = ""] = await grid.column("User");
    await details.filter({ hasText: second }).waitFor();
    await grid.press("Space");
    await details.waitFor({ state: "detached" });
  });

  test("columns are shown, hidden and moved", async () => {
    await (await grid.button("Columns")).click();
    const search = await grid.find('input[aria-label="Search fields"]');
    await search.fill("deviceDetail/operatingSystem");
    await search.press("Enter");
    await (await header("Operating system")).waitFor();
    await search.press("Enter");
    await (await header("Operating system")).waitFor({ state: "detached" });
    await search.press("Escape");
    await search.waitFor({ state: "detached" });
    const before = await labels();
    await (await header(before[0] ?? "")).dragTo(await header(before[2] ?? ""));
    await (
      await grid.frame()
    ).waitForFunction((first) => document.querySelector("[role=columnheader] .label")?.textContent?.trim() !== first, before[0]);
    assert.deepEqual((await labels()).toSorted(), before.toSorted());
  });

  test("a mistake in the query line is named with its place and a proposal, and nothing is sent", async () => {
    const requests = /(\d+) requests?/.exec(await grid.status())?.[1];
    await grid.run("signIns last 7d where status/errorCod ne 0");
    const problem = await grid.find(".problems:not([hidden])");
    await problem.filter({ hasText: "status/errorCod" }).waitFor();
    assert.equal(/(\d+) requests?/.exec(await grid.status())?.[1], requests);
    await (await grid.button(/^Use /)).click();
    await until(
      () => grid.query(),
      (text) => text === "signIns last 7d where status/errorCode ne 0",
      "the query",
    );
  });

  test("another query runs in the same panel, also on another report", async () => {
    await grid.run("directoryAudits last 7d where result eq 'success' take 40");
    const audits = new Grid(window, "Directory audits: result eq 'success'");
    await audits.statusSays(/^40 rows/);
    assert.ok((await audits.column("Activity")).length > 10);
  });

  test("nothing found says so and offers to widen the range", async () => {
    const before = new Grid(window, "Directory audits: result eq 'success'");
    await before.run("directoryAudits last 1h where activityDisplayName eq 'Nothing is called so'");
    const audits = new Grid(window, "Directory audits: activityDisplayName eq 'Nothing is called so'");
    const empty = await audits.find(".empty");
    await empty.filter({ hasText: "Nothing is called so" }).waitFor();
    await window.screenshot("nothing found dark");
    await (await audits.button(/Widen/)).click();
    await audits.stateHas("queryText", "directoryAudits last 24h where activityDisplayName eq 'Nothing is called so'");
    await empty.waitFor();
    assert.match(await audits.query(), /last 24h/);
  });

  test("a name in another letter case is found by one click, and shown by another", async () => {
    const before = new Grid(window, "Directory audits: activityDisplayName eq 'Nothing is called so'");
    await before.run("directoryAudits last 7d where activityDisplayName eq 'add USER'");
    const empty = new Grid(window, "Directory audits: activityDisplayName eq 'add USER'");
    await (await empty.button(/'add USER' in another spelling/)).click();
    await (await empty.button(/'Add user' in this spelling/)).waitFor();
    await window.screenshot("ways out dark");
    await (await empty.button(/'Add user' in this spelling/)).click();
    const found = new Grid(window, "Directory audits: activityDisplayName eq 'Add user'");
    await found.statusSays(/^[\d,]+ rows? /);
    assert.ok((await found.column("Activity")).every((activity) => activity === "Add user"));
  });

  test("every theme kind", async () => {
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      await window.setTheme(theme);
      await window.screenshot(`grid ${theme}`);
    }
  });
});
