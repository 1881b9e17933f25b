import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

/** Names of its records look like code, links and commands. */
const hostile = "signIns last 7d types nonInteractiveUser where ipAddress eq '192.0.2.99'";

suite("The summary of a query", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({
      viewport: { width: 1400, height: 900 },
      settings: { "tenantActivity.timeZone": "utc", "tenantActivity.loadLimit": 1000 },
    });
  });
  suiteTeardown(() => window.close());

  const runSaved = async (name: string): Promise<Grid> => {
    await window.runSavedQuery(name);
    const grid = new Grid(window, name);
    await grid.loaded();
    return grid;
  };
  const matching = async (grid: Grid): Promise<number> =>
    (await grid.frame()).evaluate(
      () => (document.querySelector("tenant-grid") as unknown as { state: { matching: number } }).state.matching,
    );
  /** The first sentence, once it is there. */
  const sentence = async (grid: Grid): Promise<string> => {
    const first = (await grid.find(".summary-content > p")).first();
    await first.waitFor();
    return first.innerText();
  };
  /** Goes to the fullest hour by keyboard, and answers with how many events it has. */
  const toFullestHour = async (grid: Grid): Promise<number> => {
    const hour = (await grid.find('.heat .heat-cell[data-level="5"]')).first();
    await hour.focus();
    return Number((/: ([\d,]+) /.exec((await hour.getAttribute("aria-label")) ?? "")?.[1] ?? "").replaceAll(",", ""));
  };

  const rowsOfHour = (grid: Grid, count: number): Promise<number> =>
    until(
      () => matching(grid),
      (rows) => rows === count,
      "rows of the hour",
    );

  test("is opened by a key, says in sentences what the rows are, and leads to the rows of a number", async () => {
    const grid = await openDemo(window);
    await grid.focusRows();
    await grid.press("s");
    const said = await sentence(grid);
    assert.match(said, /^[\d,]+ sign-ins by [\d,]+ people, .*\.$/);
    await grid.announced(said.slice(0, 20));
    const count = await toFullestHour(grid);
    await window.screenshot("summary sign-ins");
    assert.ok(count > 0 && count < (await matching(grid)));
    await grid.press("Enter");
    const narrowed = new Grid(window, "Failed sign-ins (edited)");
    await rowsOfHour(narrowed, count);
    await narrowed.announced("narrowed here at once");
    await (await narrowed.find(".summary-basis")).filter({ hasText: `Of ${count.toLocaleString("en")} among` }).waitFor();
  });

  for (const [starter, noun] of [
    ["Admin access granted", "activit(y|ies)"],
    ["All events", "rows of [\\d,]+ people"],
  ] as const)
    test(`is open in the next grid, too, which tells of its own report: ${starter}`, async () => {
      const grid = await runSaved(starter);
      assert.match(await sentence(grid), new RegExp(noun));
      const count = await toFullestHour(grid);
      await grid.press("Enter");
      await rowsOfHour(new Grid(window, `${starter} (edited)`), count);
      await window.screenshot(`summary ${starter}`);
    });

  test("is a document in VS Code's preview, and Markdown for a ticket; names in it are text", async () => {
    const first = await runSaved("Failed sign-ins");
    await first.run(hostile);
    const grid = new Grid(window, "Failed sign-ins (edited)");
    await grid.statusSays(/^30 rows/);
    await sentence(grid);
    await window.command("Tenant Activity: Copy Summary as Markdown");
    const copied = await until(
      () => window.clipboard(),
      (text) => text.startsWith("# Summary of"),
      "the copied summary",
    );
    assert.match(copied, /\n## /);
    await window.command("Tenant Activity: Open Summary");
    const preview = await window.webview("Preview Summary of Failed sign-ins (edited).md");
    await preview.locator("h1", { hasText: "Summary of Failed sign-ins (edited)" }).waitFor();
    await window.screenshot("summary document");
    const { headings, strange, links, text } = await preview.evaluate(() => ({
      headings: [...document.querySelectorAll(".markdown-body :is(h1, h2, h3, h4, h5, h6)")].map((heading) => heading.textContent?.trim()),
      strange: [...document.querySelectorAll(".markdown-body :is(img, iframe, script, video, svg, input, form)")].map(
        ({ outerHTML }) => outerHTML,
      ),
      links: [...document.querySelectorAll<HTMLAnchorElement>(".markdown-body a[href]")].map(({ href }) => href),
      text: document.body.innerText,
    }));
    const own = [...copied.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
    assert.deepEqual({ headings, strange, links }, { headings: own, strange: [], links: [] });
    assert.ok(text.includes("<img src=x onerror=alert(1)>") || text.includes("javascript:"), text);
  });
});
