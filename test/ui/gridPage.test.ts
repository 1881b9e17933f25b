import assert from "node:assert/strict";
import axe from "axe-core";
import type { CoveredStretch, GridState } from "../../src/protocol/grid.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** The grid alone in a page, for what takes too many rows or too odd ones to show in a whole VS Code. */
suite("The grid's page", () => {
  const pages = gridPages();
  const { press, asked } = pages;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    records = await demoRecords("signIns");
  });

  async function open(change: Partial<GridState> = {}, memory?: unknown, shown: readonly ActivityRecord[] = records): Promise<void> {
    page = await pages.open({ state: gridState("signIns", change), records: shown, memory });
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
  const selection = () => page.evaluate(() => window.fake.far.selection());
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

  for (const width of [1400, 900, 600, 400]) {
    test(`no message is cut, and none moves the rows that one reads, ${String(width)} px wide`, async () => {
      await open();
      await page.setViewportSize({ width, height: 700 });
      const cell = page.locator('.row[aria-rowindex="5"] .cell').first();
      const place = () => cell.evaluate((element) => [element.textContent, element.getBoundingClientRect().y]);
      const before = await place();
      await show({ banner: { severity: "error", message: "Entra refused the filter. ".repeat(9), actions: ["retry", "showLog"] } });
      await page.getByRole("alert").waitFor();
      assert.deepEqual(await place(), before);
      await show({
        queryText: "signIns last 30d",
        pending: { kind: "stale", message: "The rows are of the query run before. ".repeat(4) },
      });
      const message = page.locator(".pending-message");
      await message.filter({ hasText: "The rows are" }).waitFor();
      await page.evaluate(() => {
        document.querySelector<HTMLElement & { tell(text: string): void }>("grid-notice")?.tell(`${"x".repeat(150)} removed`);
      });
      await message.filter({ hasText: "removed" }).waitFor();
      const room = await message.evaluate((element) => [
        element.scrollWidth - element.clientWidth,
        element.scrollHeight - element.clientHeight,
      ]);
      assert.deepEqual(room, [0, 0]);
      assert.deepEqual(await place(), before);
      // It is no longer true once the query runs.
      await show({ phase: "running" });
      await message.filter({ hasText: "removed" }).waitFor({ state: "detached", timeout: 3000 });
      const rest: Record<string, unknown> = { banner: undefined, pending: undefined, phase: "complete" };
      await show(rest as Partial<GridState>);
      await message.waitFor({ state: "detached" });
      assert.deepEqual(await place(), before);
    });
  }

  test("the buttons of the cell under the pointer hide no end of a value: it ends in an ellipsis, and whole in the tooltip", async () => {
    await open(
      { rows: 3, loaded: 3 },
      undefined,
      ["198.51.100.77", "198.51.100.7", "2001:db8:a3c2:b51c::77"].map((ipAddress, at) => ({ ...records[at], ipAddress })),
    );
    for (const at of [0, 1, 2]) {
      const cell = page.locator(`.row[aria-rowindex="${String(at + 2)}"] .cell[aria-colindex="6"]`);
      await cell.hover({ position: { x: 10, y: 10 } });
      await cell.locator(".cell-actions").waitFor();
      const { free, isCut, title } = await cell.evaluate((element) => ({
        free:
          element.querySelector(".cell-actions")!.getBoundingClientRect().x -
          (element.getBoundingClientRect().right - parseFloat(getComputedStyle(element).paddingRight)),
        isCut: getComputedStyle(element).textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth,
        title: (element as HTMLElement).title,
      }));
      assert.ok(free >= 0, `The buttons reach ${String(-free)} px into the value`);
      if (isCut) assert.equal(title, ["198.51.100.77", "198.51.100.7", "2001:db8:a3c2:b51c::77"][at]);
    }
  });

  test("the icons are there before the first rows", async () => {
    page = await pages.open({ state: gridState("signIns"), records, delayMs: 60_000 });
    await page.waitForFunction(() => [...document.fonts].some(({ family, status }) => family.includes("codicon") && status === "loaded"));
    assert.equal(await page.locator(".codicon").count(), 0);
  });

  test("a gesture has the same icon in a cell, in the details and in the facets", async () => {
    await open(
      {},
      {
        columns: [],
        sort: [],
        filter: "",
        title: "",
        queryText: "",
        scrollTop: 0,
        details: { open: true, size: 0.3 },
        facets: { open: true, size: 260, paths: ["appDisplayName"] },
      },
    );
    await page.locator(".row[aria-rowindex='3'] .cell").nth(1).hover();
    await page.locator(".cell-actions").waitFor();
    await page.locator("grid-details .line-actions").first().waitFor({ state: "attached" });
    await page.locator(".facet-value .leave-out").first().waitFor({ state: "attached" });
    const icons = await page.evaluate(() =>
      [
        "[title^='Filter for this value']:not([title*='value in a new grid'])",
        "[title^='Filter out this value']",
        "[title^='Leave out']",
      ].map((selector) =>
        [...new Set([...document.querySelectorAll(selector)].map(({ className }) => /codicon-[\w-]+/.exec(className)?.[0]))].join(),
      ),
    );
    assert.deepEqual(icons, ["codicon-add", "codicon-remove", "codicon-remove"]);
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
        { path: "userPrincipalName", width: 226 },
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

  test("the legend tells how many rows have each outcome, and asks for one of them alone, for another, and for all again", async () => {
    await open();
    const legend = page.getByRole("group", { name: "Outcomes" });
    const words = () => legend.getByRole("button").allTextContents();
    await page.locator(".bar").first().waitFor();
    const all = (await words()).map((text) => text.trim());
    assert.match(all.join("; "), /^[\d,]+ failed; [\d,]+ interrupted; [\d,]+ succeeded$/);
    const outcomesShown = () =>
      page.evaluate(() => [
        ...new Set(
          [...document.querySelectorAll(".rows > .row:not([hidden], .skeleton) [class*=outcome-]")].map(({ className }) => className),
        ),
      ]);
    for (const [outcome, name] of [
      ["failure", /failed/],
      ["interrupt", /interrupted/],
    ] as const) {
      await legend.getByRole("button", { name }).click();
      await page.waitForFunction(
        (wanted) =>
          [...document.querySelectorAll(".rows > .row:not([hidden]) [class*=outcome-]")].every(({ className }) =>
            className.endsWith(`outcome-${wanted}`),
          ),
        outcome,
      );
      assert.equal((await outcomesShown()).length, 1);
      await legend.getByRole("button", { pressed: true }).waitFor();
      assert.equal(await legend.getByRole("button").count(), 3);
    }
    await legend.getByRole("button", { pressed: true }).click();
    await page.waitForFunction(() => document.querySelector("grid-query textarea") && window.fake.state.queryText === "signIns last 7d");
    await legend.getByRole("button", { name: /^[\d,]+ succeeded/ }).waitFor();
    assert.deepEqual(
      (await words()).map((text) => text.trim()),
      all,
    );
    assert.deepEqual(
      ((await asked("edit")) as { change: unknown }[]).map(({ change }) => change),
      [{ kind: "outcome", outcome: "failure" }, { kind: "outcome", outcome: "interrupt" }, { kind: "outcome" }],
    );
  });

  for (const width of [1400, 900, 600, 400]) {
    test(`whatever opens lies over every pane, ${String(width)} px wide`, async () => {
      await open(
        { ...withGaps(), queryText: "signIns last 7d", run: { ...withGaps().run!, notes: ["The service is asked for less. ".repeat(20)] } },
        {
          columns: [],
          sort: [],
          filter: "",
          title: "",
          queryText: "",
          scrollTop: 0,
          details: { open: true, size: 0.5 },
          facets: { open: true, size: 400, paths: ["status/errorCode", "appDisplayName", "userPrincipalName"] },
        },
      );
      await page.setViewportSize({ width, height: 700 });
      await page.locator("grid-facets .facet-value").first().waitFor();
      await page.locator("grid-details [role=tabpanel]").waitFor();
      await page.locator(".bar").first().waitFor();
      /** Of the points of an element, how many show something else. */
      const covered = (selector: string) =>
        page.locator(selector).evaluate((element) => {
          const { x, y, width: wide, height: tall } = element.getBoundingClientRect();
          const points = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((across) =>
            [0.02, 0.25, 0.5, 0.75, 0.98].map((down) => [x + across * wide, y + down * tall] as const),
          );
          return points.filter(([left, top]) => !element.contains(document.elementFromPoint(left, top))).length;
        });
      for (const [name, selector] of [
        ["Keyboard shortcuts", ".help"],
        ["Columns", ".chooser"],
        ["How it was asked", ".notes-list"],
      ] as const) {
        await page.getByRole("button", { name, exact: true }).click();
        await page.locator(selector).waitFor();
        assert.equal(await covered(selector), 0, name);
        await press("Escape");
        await page.locator(selector).waitFor({ state: "detached" });
      }
      await page.locator(".chip.range .chip-text").click();
      await page.locator(".ranges").waitFor();
      assert.equal(await covered(".ranges"), 0, "Range");
      await press("Escape");
      await page.getByRole("button", { name: "Show as a table" }).focus();
      await press("Enter");
      await page.locator(".histogram-table").waitFor();
      assert.equal(await covered(".histogram-table"), 0, "Table");
    });
  }

  test("a new grid has its panes as the last one had them, tells of others, and counts nothing before a run", async () => {
    const panes = {
      details: { open: true, size: 0.3 },
      facets: { open: true, size: 300, paths: ["status/errorCode", "appDisplayName"] },
      histogram: { open: false },
    };
    await open({ phase: "idle", rows: 0, loaded: 0, panes });
    await page.locator(".facets-foot").filter({ hasText: "Values are counted once the query has run." }).waitFor();
    await page.locator("grid-details").waitFor();
    assert.deepEqual(
      [await asked("facets"), await asked("panes"), await page.locator(".facet.open").count(), await page.locator(".facet-none").count()],
      [[], [], 2, 0],
    );
    await show({ phase: "complete", rows: 100_000, loaded: 100_000 });
    await page.locator(".facet-value").first().waitFor();
    await page
      .locator(".facets-foot")
      .filter({ hasText: /^Counts of 100,000 of\s+100,000 loaded rows/ })
      .waitFor();
    await page.getByRole("button", { name: "Histogram" }).click();
    await page.locator("grid-histogram").waitFor();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "panes"));
    assert.deepEqual((await asked("panes")).at(-1), { ...panes, histogram: { open: true } });
  });

  test("F3 finds in the rows, which all stay: which of how many, the next, the one before, around the ends", async () => {
    await open(
      { rows: 4, loaded: 4 },
      undefined,
      ["alex", "bo", "alexa", "dana"].map((userPrincipalName, at) => ({ ...records[at], userPrincipalName })),
    );
    await page.locator(".scroller").focus();
    await press("F3");
    const box = page.getByLabel("Find in the rows");
    await box.focus();
    await page.keyboard.type("alex");
    const says = (text: string) => page.locator(".find-count").filter({ hasText: text }).waitFor();
    const row = async () => Number(await page.locator(".row.focused").getAttribute("aria-rowindex")) - 2;
    await says("1 of 2");
    await press("Enter");
    await says("2 of 2");
    assert.equal(await row(), 2);
    await press("F3");
    await says("1 of 2");
    await press("Shift+Enter");
    await says("2 of 2");
    assert.equal(await page.locator(".rows > .row:not([hidden])").count(), 4);
    await box.fill("nobody");
    await says("No row has this");
    await press("Escape");
    await page.locator("grid-find").waitFor({ state: "detached" });
    await page.locator(".scroller:focus").waitFor();
    assert.equal(await row(), 2);
    // What was looked for is still there.
    await press("F3");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Find in the rows");
    assert.equal(await box.inputValue(), "nobody");
  });

  test("B puts a bookmark on a row and takes it away, F4 goes from one to the next; a time is gone to", async () => {
    await open();
    await page.locator(".scroller").focus();
    await press("ArrowDown", "b", "ArrowDown", "ArrowDown", "b", "Home");
    assert.equal(await page.locator(".row:not([hidden]) .bookmark").count(), 2);
    const message = (text: string | RegExp) => page.locator(".pending-message").filter({ hasText: text }).waitFor();
    await message(/^Bookmark 2 put/);
    const row = async () => Number(await page.locator(".row.focused").getAttribute("aria-rowindex")) - 2;
    const [last] = [await row()];
    await press("F4");
    await message("Bookmark 1 of 2");
    assert.equal(await row(), last - 2);
    await press("Shift+F4");
    await message("Bookmark 2 of 2");
    await press("b");
    await message("Bookmark taken away");
    assert.equal(await page.locator(".row:not([hidden]) .bookmark").count(), 1);
    await page.waitForFunction(() => (window.fake.memory as { bookmarks?: number[] }).bookmarks?.length === 1);
    await press("Control+g");
    await message("The first row until 2026-11-23 15:00");
    assert.equal(await row(), 40);
    // Scrolled away and back, the row still has its mark; the rows of another run have none.
    await press("Control+Home");
    await page.locator('.row[aria-rowindex="2"]').waitFor();
    assert.equal(await page.locator(".row:not([hidden]) .bookmark").count(), 1);
    await show({ rows: 0, loaded: 0, phase: "running", revision: 9 });
    await show({ rows: 50, loaded: 50, phase: "complete", revision: 10 });
    await allThere();
    // Rows that are there still are drawn anew with the next frame.
    await page.waitForFunction(() => !document.querySelector(".row:not([hidden]) .bookmark"));
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`good is green, doubtful is yellow or amber, and bad is red, ${name}`, async () => {
      page = await pages.open({ state: gridState("signIns"), records, ...theme });
      await page.locator(".bar").first().waitFor();
      const [bad, doubtful, good] = await page.locator(".legend .codicon").evaluateAll((icons) => {
        return icons.map((icon) => {
          const [r = 0, g = 0, b = 0] = getComputedStyle(icon).color.match(/\d+/g)?.map(Number) ?? [];
          const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
          const sixth = most === r ? (g - b) / (most - least) : most === g ? 2 + (b - r) / (most - least) : 4 + (r - g) / (most - least);
          return (Math.round(sixth * 60) + 360) % 360;
        });
      });
      const isRed = bad !== undefined && (bad < 20 || bad > 340);
      const isAmber = doubtful !== undefined && doubtful >= 30 && doubtful <= 60;
      const isGreen = good !== undefined && good >= 90 && good <= 150;
      assert.ok(isRed && isAmber && isGreen, `Hues in degrees: bad ${String(bad)}, doubtful ${String(doubtful)}, good ${String(good)}`);
    });

    test(`axe finds nothing in the panel with gaps, ${name}`, async () => {
      page = await pages.open({ state: gridState("signIns", withGaps()), records, ...theme });
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

  test("takes no focus from who has gone elsewhere before an answer or a state came", async () => {
    await open({ queryText: "signIns last 7d where status/errorCode ne 0" });
    // In a frame beside an input, as in VS Code beside the palette.
    const body = `<input aria-label="Elsewhere"><iframe src="${page.url()}" style="width: 1200px; height: 700px"></iframe>`;
    await page.route("**/workbench", (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto(new URL("/workbench", page.url()).href);
    const grid = page.frameLocator("iframe");
    await grid.locator(".rows > .row:not([hidden])").first().waitFor();
    /** Both in one task: what is asked is answered later. */
    const pressAndLeave = (selector: string, key: string) =>
      page.evaluate(
        ([of = "", pressed]) => {
          const element = document.querySelector("iframe")?.contentDocument?.querySelector<HTMLElement>(of);
          element?.focus();
          if (pressed) element?.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true, cancelable: true }));
          document.querySelector("input")?.focus();
        },
        [selector, key],
      );
    const held = () => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.tagName);
    const line = "grid-query textarea";

    await grid.locator(line).fill("signIns last 24h where status/errorCod eq 0");
    await pressAndLeave(line, "Enter");
    await grid.locator(".announcer > *", { hasText: "Nothing was sent." }).waitFor({ state: "attached" });
    assert.equal(await held(), "Elsewhere", "a query that was refused");

    await grid.locator(line).fill("signIns last 24h where status/errorCode eq 0");
    await pressAndLeave(line, "Enter");
    await grid.locator(".chip", { hasText: "last 24h" }).waitFor();
    await grid.locator(line).evaluate(() => window.fake.far.selection()); // behind the answer on the same wire
    assert.equal(await held(), "Elsewhere", "a query that ran");

    await pressAndLeave(".chip.condition .chip-text", "Delete");
    await grid.locator(".chip", { hasText: "errorCode" }).waitFor({ state: "detached" });
    await grid.locator(line).evaluate(() => window.fake.far.selection());
    assert.equal(await held(), "Elsewhere", "a condition that is gone");
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
