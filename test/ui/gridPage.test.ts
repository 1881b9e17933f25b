import assert from "node:assert/strict";
import axe from "axe-core";
import type { CoveredStretch, GridState, HostApi } from "../../src/protocol.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import { launchBrowser, type Browser, type Page } from "../host/browser.mjs";
import { demoRecords, gridState, openGrid } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** The grid alone in a page, for what takes too many rows or too odd ones to show in a whole VS Code. */
suite("The grid's page", () => {
  let browser: Browser;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    [browser, records] = await Promise.all([launchBrowser(), demoRecords("signIns")]);
  });
  teardown(() => page.close());
  suiteTeardown(() => browser.close());

  async function open(change: Partial<GridState> = {}, memory?: unknown, shown: readonly ActivityRecord[] = records): Promise<void> {
    page = await openGrid(browser, { state: gridState("signIns", change), records: shown, memory });
    page.setDefaultTimeout(10_000);
    if (change.rows !== 0) await allThere();
  }
  const allThere = () =>
    page.waitForFunction(
      () => document.querySelector(".rows > .row:not([hidden])") && !document.querySelector(".rows > .row.skeleton:not([hidden])"),
    );
  const show = (change: Partial<GridState>) =>
    page.evaluate((state) => {
      window.fake.show(state);
    }, change);
  const asked = (method: keyof HostApi) =>
    page.evaluate((name) => window.fake.calls.filter((call) => call.method === name).map(({ argument }) => argument), method);
  const selection = () => page.evaluate(() => window.fake.far.selection());
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Text and place on the screen of the row at the top. */
  const firstShown = () =>
    page.evaluate(() => {
      const { x, bottom } = document.querySelector(".head")!.getBoundingClientRect();
      const row = document.elementFromPoint(x + 20, bottom + 15)!.closest(".row")!;
      return { text: row.textContent, y: row.getBoundingClientRect().y };
    });
  const scrollTo = async (top: number) => {
    await page.locator(".scroller").evaluate((scroller, to) => {
      scroller.scrollTop = to;
    }, top);
    await page.waitForFunction(
      (row) => document.querySelector(`.row:not([hidden])[aria-rowindex="${String(row)}"]`),
      Math.floor(top / 22) + 2,
    );
    await allThere();
  };

  test("says of rows that words were found in that they are not all, until lists are searched in all", async () => {
    const basis = { read: 120_000, of: 1_000_000 };
    await open({ filter: "multifactor", rows: 0, matching: 0, loaded: basis.of, phase: "complete", filterBasis: basis });
    await page.getByRole("heading", { name: "No loaded row matches so far" }).waitFor();
    const status = page.locator(".status");
    await status.getByText("0 of 1,000,000 rows found so far").waitFor();
    await status.getByText("lists searched in 120,000 of 1,000,000 rows").waitFor();
    await page.getByTitle("0 of 1,000,000 rows found so far, lists searched in 120,000 of 1,000,000 rows. Words in any column").waitFor();
    await show({ rows: 300, matching: 300, revision: 2, filterBasis: { ...basis, read: 600_000 } });
    await allThere();
    await status.getByText("300 of 1,000,000 rows found so far").waitFor();
    await page.evaluate(() => {
      const { filterBasis: _, ...whole } = window.fake.state;
      window.fake.state = whole;
      window.fake.show({ rows: 420, matching: 420, revision: 3 });
    });
    await status.getByText(/^420 of 1,000,000 rows · /).waitFor();
    assert.deepEqual([await page.getByText("so far").count(), await page.locator("grid-filter .codicon-loading").count()], [0, 0]);
  });

  test("shows the first and the last of ten million rows, and every wheel step between them", async () => {
    await open({ rows: 10_000_000, loaded: 10_000_000 });
    await page.locator(".scroller").focus();
    await press("Control+End");
    await page.locator('.row:not(.skeleton)[aria-rowindex="10000001"]').waitFor();
    await press("Control+Home");
    await page.locator('.row:not(.skeleton)[aria-rowindex="2"]').waitFor();
    await page.locator(".scroller").evaluate((scroller) => {
      scroller.scrollTop = scroller.scrollHeight / 2;
    });
    await page.waitForFunction(() => Number(document.querySelector<HTMLElement>(".rows > .row:not([hidden])")?.ariaRowIndex) > 4_000_000);
    await allThere();
    const row = async () => Number(await page.locator(".row.focused").getAttribute("aria-rowindex"));
    await page.mouse.click(200, 300);
    const before = await row();
    assert.ok(Math.abs(before - 5_000_000) < 1_000, String(before));
    await page.mouse.wheel(0, 220);
    await page.waitForFunction(
      (index) => document.elementFromPoint(200, 300)?.closest(".row")?.ariaRowIndex === String(index),
      before + 10,
    );
  });

  test("what one looks at stays in place when rows are appended, and when others move in before it", async () => {
    await open({ phase: "running", rows: 5_000, loaded: 5_000 });
    await scrollTo(22 * 1_000 + 5);
    const before = await firstShown();
    await show({ rows: 6_000, loaded: 6_000 });
    await page.locator('[role=grid][aria-rowcount="6001"]').waitFor();
    assert.deepEqual(await firstShown(), before);

    await show({ sort: [{ path: "createdDateTime", direction: "asc" }], revision: 2 });
    await page.locator('[aria-sort="ascending"]').waitFor();
    await scrollTo(22 * 1_000 + 5);
    const sorted = await firstShown();
    // In this order each record that comes stands before those that are there.
    await show({ rows: 6_040, loaded: 6_040, revision: 3 });
    await page.locator('[role=grid][aria-rowcount="6041"]').waitFor();
    await page.waitForFunction(() =>
      window.fake.calls.some(({ method, argument }) => method === "rows" && (argument as { revision: number }).revision === 3),
    );
    await page.locator('.row:not(.skeleton)[aria-rowindex="1042"]').waitFor();
    assert.deepEqual(await firstShown(), sorted);
  });

  test("a banner comes and goes without moving the rows", async () => {
    await open();
    await scrollTo(22 * 300);
    const before = await firstShown();
    await show({ banner: { severity: "error", message: "Entra refused the filter.", actions: ["retry"] } });
    await page.getByRole("alert").waitFor();
    const { y } = await page
      .locator(`.rows > .row:not([hidden])`, { hasText: before.text ?? "" })
      .first()
      .evaluate((row) => row.getBoundingClientRect());
    assert.equal(y, before.y);
    await page.getByRole("button", { name: "Retry" }).click();
    assert.deepEqual(await asked("act"), [{ action: "retry" }]);
  });

  test("hostile text is only text, cut and in its place", async () => {
    const names = [
      "<img src=x onerror=alert(1)>",
      "\u202eevil\u202c contoso",
      "x".repeat(1_000_000),
      "lone \ud800 surrogate",
      "שלום",
      "two\nlines\u0000",
    ];
    await open(
      { rows: names.length, loaded: names.length },
      undefined,
      names.map((userPrincipalName, at) => ({ ...records[at], userPrincipalName })),
    );
    const cells = await page.locator(".rows > .row > .cell:nth-child(2)").allTextContents();
    assert.deepEqual(cells, [
      names[0],
      "\\u202eevil\\u202c contoso",
      `${"x".repeat(300)}…`,
      "lone \\ud800 surrogate",
      "שלום",
      "two⏎lines\\u0000",
    ]);
    await page.locator(".scroller").focus();
    await press("ArrowDown", "ArrowDown", "Space");
    await page.getByRole("button", { name: /Show all 1.000.000 characters/ }).waitFor();
    assert.equal(await page.locator("img").count(), 0);
  });

  test("a reload comes back to the place, the focused cell and the details", async () => {
    await open(
      {},
      {
        columns: [],
        sort: [],
        filter: "",
        title: "",
        queryText: "",
        scrollTop: 22 * 5_000 + 7,
        details: { open: true, size: 0.3 },
        focus: { row: 5_003, column: 2 },
      },
    );
    await page.locator('.row.focused[aria-rowindex="5005"] .cell.focused[aria-colindex="3"]').waitFor();
    assert.equal(await page.locator(".scroller").evaluate((scroller) => scroller.scrollTop), 22 * 5_000 + 7);
    const user = records[5_003 % records.length]?.["userPrincipalName"] as string;
    await page.locator("grid-details [role=tabpanel]").filter({ hasText: user }).waitFor();
  });

  test("the keyboard moves, sizes, sorts and hides a column", async () => {
    await open();
    await page.locator(".scroller").focus();
    await press("ArrowUp", "ArrowRight", "Alt+ArrowRight", "Shift+ArrowRight", "Shift+Enter", "Delete");
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "columns").length === 3);
    const [moved, sized, hidden] = (await asked("columns")) as { columns: { path: string; width?: number }[] }[];
    assert.deepEqual(
      [moved?.columns[2]?.path, sized?.columns[2], hidden?.columns.some(({ path }) => path === "userPrincipalName"), await asked("sort")],
      [
        "userPrincipalName",
        { path: "userPrincipalName", width: 236 },
        false,
        [{ sort: [{ path: "userPrincipalName", direction: "asc" }] }],
      ],
    );
  });

  test("clicks with Shift and Ctrl select, Escape goes back to one row, and then to nothing open", async () => {
    await open();
    const row = (index: number) => page.locator(`.row[aria-rowindex="${String(index + 2)}"] .cell`).nth(1);
    await row(3).click();
    await row(6).click({ modifiers: ["Shift"] });
    await row(9).click({ modifiers: ["Control"] });
    assert.deepEqual((await selection()).ranges, [
      { from: 3, to: 7 },
      { from: 9, to: 10 },
    ]);
    await press("Space", "Escape");
    assert.deepEqual((await selection()).ranges, [{ from: 9, to: 10 }]);
    await press("Escape");
    assert.equal(await page.locator("grid-details").count(), 0);
    await show({ phase: "running" });
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await press("Escape");
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "cancel"));
  });

  test("what had the focus has it again when VS Code gives it back to the page; else the rows", async () => {
    await open();
    /** As when the palette closes. */
    const comeBack = () =>
      page.evaluate(() => {
        (document.activeElement as HTMLElement | null)?.blur();
        window.dispatchEvent(new Event("focus"));
      });
    await press("Control+f");
    await page.locator("grid-filter input:focus").waitFor();
    await comeBack();
    await page.locator("grid-filter input:focus").waitFor();
    await page.locator(".scroller").focus();
    await press("?");
    await page.locator(".help:focus-within").waitFor();
    await press("Escape");
    await page.locator(".help").waitFor({ state: "detached" });
    await comeBack();
    await page.locator(".scroller:focus").waitFor();
  });

  test("plus and minus edit the query by the focused cell", async () => {
    await open();
    const application = records[0]?.["appDisplayName"] as string;
    await page.locator(".scroller").focus();
    await press("ArrowRight", "ArrowRight", "+");
    await page.locator(".status-text").filter({ hasText: " of 100,000 rows" }).waitFor();
    assert.deepEqual(await asked("edit"), [
      {
        text: "signIns last 7d",
        change: { kind: "value", path: "appDisplayName", value: application, pick: "only", isCell: true },
        beside: false,
      },
    ]);
    assert.equal(await page.locator("grid-query textarea").inputValue(), `signIns last 7d where appDisplayName eq '${application}'`);
  });

  const hour = (from: number, to: number, state: CoveredStretch["state"]): CoveredStretch => ({
    from: `2026-11-23T${String(from).padStart(2, "0")}:00:00Z`,
    to: `2026-11-23T${String(to).padStart(2, "0")}:00:00Z`,
    state,
    rows: state === "partial" ? 0 : 1_204,
  });
  const withGaps = (): Partial<GridState> => ({
    phase: "failed",
    run: {
      ...gridState("signIns").run,
      coverage: [hour(15, 16, "settling"), hour(10, 15, "complete"), hour(9, 10, "failed"), hour(6, 9, "complete"), hour(0, 6, "partial")],
    },
  });
  const stretches = () =>
    page
      .locator(".stretch")
      .evaluateAll((buttons) => buttons.map((button) => [button.getBoundingClientRect().x, button.getBoundingClientRect().width] as const));

  test("the ribbon lies along the time, and a click on a gap fetches it again", async () => {
    await open(withGaps());
    const places = await stretches();
    assert.deepEqual(
      places.map(([, width]) => Math.round((width / (1280 - 16)) * 16)),
      [1, 5, 1, 3, 6],
    );
    assert.ok(places.every(([x], at) => at === 0 || x < (places[at - 1]?.[0] ?? 0)));
    await page.getByRole("button", { name: "23 Nov 10:00 – 15:00: complete, 1,204 rows", disabled: true }).waitFor();
    await page.getByRole("button", { name: /^23 Nov 09:00 – 10:00: failed, .*click to fetch again$/, disabled: false }).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "loadAll"));
    assert.equal((await asked("refresh")).length, 0);
  });

  test("a gap of a second in a week can be seen, and a thousand stretches fit", async () => {
    const second = { from: "2026-11-20T12:00:00Z", to: "2026-11-20T12:00:01Z", state: "failed" as const, rows: 0 };
    const whole = gridState("signIns").run;
    await open({
      run: {
        ...whole,
        coverage: [
          { from: second.to, to: whole.to ?? "", state: "complete", rows: 1 },
          second,
          { from: whole.from ?? "", to: second.from, state: "complete", rows: 1 },
        ],
      },
    });
    assert.equal((await stretches())[1]?.[1], 3);
    await show({
      run: {
        ...whole,
        coverage: Array.from({ length: 1_000 }, (_, at) => ({ ...second, state: at % 2 ? ("failed" as const) : ("complete" as const) })),
      },
    });
    await page.waitForFunction(() => document.querySelectorAll(".stretch").length === 1_000);
    const places = await stretches();
    assert.ok(Math.min(...places.map(([x]) => x)) >= 7.9 && Math.max(...places.map(([x, width]) => x + width)) <= 1280 - 7.9);
  });

  test("the keyboard comes to the first gap, goes along the stretches and fetches", async () => {
    await open(withGaps());
    const focused = () => page.evaluate(() => document.activeElement?.className);
    await page.locator(".scroller").focus();
    await press("Shift+F6");
    assert.equal(await focused(), "stretch failed");
    await press("Enter", "ArrowLeft", "ArrowLeft");
    assert.equal(await focused(), "stretch partial");
    await press("Space", "End");
    assert.equal(await focused(), "stretch settling");
    await press("Enter");
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "refresh"));
    assert.equal((await asked("loadAll")).length, 2);
    await press("Shift+Tab", "Tab");
    assert.equal(await focused(), "stretch settling");
    await show({ phase: "running" });
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    assert.equal(await focused(), "stretch settling");
    await press("Enter", "Escape");
    assert.equal(await focused(), "scroller");
    assert.equal((await asked("refresh")).length, 1);
  });

  test("the rows stay in place when the coverage comes, and the end of a run tells of its gaps", async () => {
    const { run } = gridState("signIns");
    await open({ phase: "running", run: { ...run, coverage: [] } });
    const before = await firstShown();
    assert.equal(await page.locator(".stretch").count(), 0);
    await show(withGaps());
    await page.locator(".stretch.failed").waitFor();
    assert.deepEqual(await firstShown(), before);
    await page
      .locator(".announcer > *")
      .filter({ hasText: "100,000 rows loaded, 1 gap, last 60 min settling" })
      .last()
      .waitFor({ state: "attached" });
  });

  test("a complete run can fetch what is new", async () => {
    await open();
    assert.match((await page.locator(".status-text").textContent()) ?? "", /^100,000 rows · .* complete, last 15 min settling · /);
    await page.getByRole("button", { name: "Fetch what is new", exact: true }).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "refresh"));
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in the panel with gaps, ${name}`, async () => {
      page = await openGrid(browser, { state: gridState("signIns", withGaps()), records, ...theme });
      await allThere();
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      });
      assert.deepEqual(found, []);
    });
  }

  test("what the host cannot do is said, and the rows stay", async () => {
    await open();
    await page.evaluate(() => {
      window.fake.fail = "The text would be larger than 50 MB. Select fewer rows.";
    });
    await page.locator(".scroller").focus();
    await press("Control+a", "Control+c");
    await page.getByRole("alert").filter({ hasText: "Select fewer rows." }).waitFor();
    await page.evaluate(() => {
      delete window.fake.fail;
    });
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    assert.equal(await page.locator(".rows > .row.skeleton:not([hidden])").count(), 0);
  });

  test("a row that came late says so, and no other does", async () => {
    await open();
    await page.evaluate(() => {
      window.fake.late = { 1: 22 * 60_000 };
    });
    await show({ revision: 2 });
    await allThere();
    const marks = page.locator(".row:not([hidden]) .late");
    await marks.first().waitFor();
    assert.deepEqual(
      await marks.evaluateAll((all) =>
        all.map((mark) => [mark.closest(".row")?.getAttribute("aria-rowindex"), mark.getAttribute("aria-label")]),
      ),
      [["3", "Came late: seen 22 min after it happened, when this stretch was thought to be complete"]],
    );
    await page.screenshot({ path: "test-output/screenshots/late-row-dark.png", clip: { x: 0, y: 0, width: 900, height: 400 } });
  });

  test("keys of a typing method that composes a text do nothing else, in whichever box", async () => {
    await open();
    for (const [name, label] of [
      ["filter", "Filter loaded rows"],
      ["run", "Query"],
    ] as const) {
      const box = page.getByLabel(label, { exact: true });
      await box.focus();
      const before = (await asked(name)).length;
      for (const key of ["Enter", "Escape", "ArrowDown"])
        await box.dispatchEvent("keydown", { key, code: key, isComposing: true, bubbles: true, cancelable: true });
      assert.deepEqual(
        [await box.evaluate((element) => element === document.activeElement), (await asked(name)).length],
        [true, before],
        label,
      );
    }
  });
});
