import assert from "node:assert/strict";
import axe from "axe-core";
import type { FacetQuestion, GridMemory, GridState } from "../../src/protocol/grid.ts";
import { reportById, type ActivityRecord } from "../../src/reports/index.ts";
import { valueAt } from "../../src/reports/valueAt.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState, type GridPage } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

/** Clauses, histogram and facets: the gestures that edit the query, by keyboard and by pointer. */
suite("Narrowing in the grid's page", () => {
  const pages = gridPages();
  const { press, asked } = pages;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    records = await demoRecords("signIns", 999);
  });

  const query = "signIns last 24h where contains(userPrincipalName, 'contoso')";
  const facetsOpen = (...paths: string[]): Partial<GridMemory> => ({
    details: { open: false, size: 0.4 },
    facets: { open: true, size: 260, paths },
    scrollTop: 0,
    focus: { row: 0, column: 0 },
  });
  /** As many rows as there are records; the range begins with the hour of the first one. */
  async function open(change: Partial<GridState> = {}, more: Partial<GridPage> = {}): Promise<void> {
    const from = `${(records.at(-1)?.["createdDateTime"] as string).slice(0, 13)}:00:00Z`;
    const state = gridState("signIns", {
      queryText: query,
      rows: records.length,
      loaded: records.length,
      run: { ...gridState("signIns").run, from },
      ...change,
    });
    page = await pages.open({ state, records, ...more });
    if (state.rows > 0) await page.locator(".bar").first().waitFor();
  }
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName);
  const draft = () => page.locator("grid-query textarea").inputValue();
  const drafted = (text: string) =>
    page.waitForFunction((wanted) => document.querySelector<HTMLTextAreaElement>("grid-query textarea")?.value === wanted, text);
  const announced = (text: string | RegExp) =>
    page.locator(".announcer > *").filter({ hasText: text }).last().waitFor({ state: "attached" });
  const outcomeOf = (record: ActivityRecord) => {
    const report = reportById("signIns");
    return report.outcome(valueAt(record, report.outcomePath));
  };
  const timeOf = (record: ActivityRecord): number => Date.parse(record["createdDateTime"] as string);

  suite("Clauses", () => {
    test("a chip for each clause says who answers it, and Delete removes one", async () => {
      await open();
      assert.deepEqual(
        await page.locator(".chip-text").evaluateAll((chips) => chips.map((chip) => chip.textContent?.trim().replace(/\s+/g, " "))),
        ["last 24h", "contains(userPrincipalName, 'contoso')here"],
      );
      await page.locator("grid-query textarea").focus();
      await press("F6", "F6", "ArrowRight", "Delete");
      await drafted("signIns last 24h");
      assert.deepEqual(await asked("edit"), [{ text: query, change: { kind: "remove", clause: 1 }, beside: false }]);
      await page.locator(".pending.stale").getByRole("button", { name: "Run the query" }).click();
      await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "run"));
      assert.deepEqual(await asked("run"), [{ text: "signIns last 24h" }]);
      await page.locator(".pending").waitFor({ state: "detached" });
    });

    test("what a gesture did is said no longer than the query is so", async () => {
      await open();
      await page.locator("grid-query textarea").focus();
      await press("F6", "F6", "ArrowRight", "Delete");
      await page.locator(".pending-message").filter({ hasText: "removed" }).waitFor();
      await page.evaluate((queryText) => {
        window.fake.show({ queryText });
      }, "signIns last 30d");
      await page.locator(".pending-message").filter({ hasText: "removed" }).waitFor({ state: "detached", timeout: 3000 });
    });

    test("the range is chosen by keyboard, or typed", async () => {
      await open();
      await page.locator("grid-query textarea").focus();
      await press("F6", "F6", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
      await drafted(query.replace("24h", "7d"));
      assert.deepEqual((await asked("edit"))[0]?.change, { kind: "last", amount: 7, unit: "d" });
      await page.locator(".chip.range .chip-text").click();
      await page.getByRole("menuitem", { name: "Custom…" }).click();
      await page.getByRole("dialog", { name: "Time range" }).waitFor();
      assert.equal(await page.getByRole("menu").count(), 0);
      await page.waitForFunction(() => document.activeElement?.id === "range-from");
      await page.keyboard.type("2026-11-22");
      await press("Enter");
      await drafted(query.replace("last 24h", "from 2026-11-22"));
    });

    test("a gesture edits the draft, and shows what is wrong with it", async () => {
      await open({}, { memory: facetsOpen("appDisplayName") });
      const include = page.locator(".facet-value").first();
      await include.waitFor();
      await page.locator("grid-query textarea").fill(`${query} and isInteractive eq true`);
      await include.click();
      await page.waitForFunction(() =>
        document.querySelector<HTMLTextAreaElement>("grid-query textarea")?.value.includes(" and appDisplayName eq "),
      );
      assert.equal((await asked("edit"))[0]?.text, `${query} and isInteractive eq true`);
      await page.locator("grid-query textarea").fill("signIns where status/errorCod eq 0");
      await include.click();
      await page.locator("#query-problems").filter({ hasText: "errorCod" }).waitFor();
      await announced("The query has errors");
      assert.equal(await draft(), "signIns where status/errorCod eq 0");
    });

    test("of gestures that come faster than the answers none is lost", async () => {
      await open({}, { memory: facetsOpen("appDisplayName", "status/errorCode"), delayMs: 150 });
      await page.locator(".facet-value").nth(12).waitFor();
      await page.locator(".facet-value").evaluateAll((values: HTMLElement[]) => {
        for (const at of [0, 1, 12]) values[at]?.click();
      });
      await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "edit").length === 3);
      await page.waitForFunction(
        () => (document.querySelector<HTMLTextAreaElement>("grid-query textarea")?.value.match(/ and /g) ?? []).length === 2,
      );
      assert.match(await draft(), / and status\/errorCode in \(\d+, \d+\) and appDisplayName eq '|and appDisplayName eq '.*' and status/);
    });

    test("when nothing loaded is left, the empty grid offers to run the query", async () => {
      await open();
      await page.locator(".scroller").focus();
      await press("ArrowRight", "-");
      await page.locator(".chip.added").waitFor();
      await page.evaluate(() => {
        window.fake.show({ rows: 0 });
      });
      await page.locator(".empty").getByRole("button", { name: "Run the query" }).click();
      await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "run"));
    });
  });

  suite("Histogram", () => {
    const selected = () => page.locator('.bar[aria-selected="true"]').count();

    test("the bars have the rows of the whole range by their outcome", async () => {
      await open();
      await page.locator(".table-toggle").focus();
      await press("Enter");
      await page.getByRole("dialog", { name: "Rows along the time" }).waitFor();
      const lines = await page
        .locator(".histogram-table tbody tr")
        .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
      const edges = (await asked("histogram")).at(-1)?.edges ?? [];
      const naive = edges
        .slice(1)
        .map((to, at) => records.filter((record) => timeOf(record) >= (edges[at] ?? 0) && timeOf(record) < to))
        .filter((inside) => inside.length > 0)
        .reverse()
        .map((inside) => [
          inside.length,
          ...(["failure", "interrupt", "other", "success"] as const).map(
            (outcome) => inside.filter((record) => outcomeOf(record) === outcome).length,
          ),
        ]);
      assert.deepEqual(
        lines.map(([, ...counts]) => counts.map(Number)),
        naive,
      );
      await press("Escape");
      assert.equal(await focused(), "Show as a table");
    });

    test("the keyboard goes along the bars, narrows to some, and takes it back", async () => {
      await open();
      await page.locator("grid-query textarea").focus();
      await press("F6", "F6", "F6");
      assert.match((await focused()) ?? "", /^23 Nov 15:55 – 16:00: \d+ rows/);
      await press("Home", "ArrowRight", "End", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft");
      await announced(/^23 Nov 15:40 – 15:55: \d+ rows/);
      assert.equal((await asked("edit")).length, 0);
      await press("Enter");
      await page.locator(".chip.added").first().waitFor();
      assert.deepEqual((await asked("edit"))[0]?.change, {
        kind: "range",
        brush: { from: "2026-11-23T15:40:00.000Z", to: "2026-11-23T15:55:00.000Z" },
      });
      assert.equal(await selected(), 3);
      const rows = records.filter(
        (record) => record["createdDateTime"]! >= "2026-11-23T15:40:00Z" && record["createdDateTime"]! < "2026-11-23T15:55:00Z",
      );
      await page.locator(`[role=grid][aria-rowcount="${String(rows.length + 1)}"]`).waitFor();
      await press("Escape");
      await drafted(query);
      assert.equal(await selected(), 0);
    });

    test("a drag narrows to the bars it crosses, a handle moves its end, and the button shows all again", async () => {
      await open();
      const place = async (part: number) => {
        const { x, y, width } = (await page.locator(".bars").boundingBox())!;
        return [x + width * part, y + 20] as const;
      };
      const drag = async (from: number, to: number) => {
        await page.mouse.move(...(await place(from)));
        await page.mouse.down();
        await page.mouse.move(...(await place((from + to) / 2)));
        await page.mouse.move(...(await place(to)));
        await page.locator(".tip").filter({ hasText: "rows" }).waitFor();
        await page.mouse.up();
        await page.locator("[aria-label='Show the whole range again']").waitFor();
      };
      await drag(0.252, 0.498);
      const [brush] = (await asked("edit")).map(({ change }) => (change.kind === "range" ? change.brush : undefined));
      const edges = (await asked("histogram")).at(-1)?.edges ?? [];
      assert.ok(edges.includes(Date.parse(brush?.from ?? "")) && edges.includes(Date.parse(brush?.to ?? "")), JSON.stringify(brush));
      const ms = (edges.at(-1) ?? 0) - (edges[0] ?? 0);
      const share = (text = "") => (Date.parse(text) - (edges[0] ?? 0)) / ms;
      assert.ok(Math.abs(share(brush?.from) - 0.252) < 0.01 && Math.abs(share(brush?.to) - 0.498) < 0.01, JSON.stringify(brush));
      await drag(share(brush?.to), 0.75);
      const moved = (await asked("edit")).map(({ change }) => (change.kind === "range" ? change.brush : undefined)).at(-1);
      assert.equal(moved?.from, brush?.from);
      assert.ok(Math.abs(share(moved?.to) - 0.75) < 0.01, JSON.stringify(moved));
      await page.getByRole("button", { name: "Show the whole range again" }).click();
      await drafted(query);
    });

    suite("what is not loaded", () => {
      const missing = "23 Nov 13:00 – 14:00: not fetched, click to fetch it";
      const [hour, failed] = [
        { from: "2026-11-23T13:00:00Z", to: "2026-11-23T14:00:00Z" },
        { from: "2026-11-23T12:00:00Z", to: "2026-11-23T13:00:00Z" },
      ];
      /** Of four hours the newest two are loaded. */
      async function openGap(phase: GridState["phase"] = "paused"): Promise<void> {
        const [from, to] = [failed.from, "2026-11-23T16:00:00Z"];
        const loaded = records.filter((record) => timeOf(record) >= Date.parse(hour.to));
        const rows = loaded.length;
        const coverage = [
          { from: hour.to, to, state: "complete" as const, rows },
          { ...hour, state: "partial" as const, rows: 0 },
          { ...failed, state: "failed" as const, rows: 0 },
        ];
        await open({ phase, rows, loaded: rows, run: { ...gridState("signIns").run, from, to, coverage } }, { records: loaded });
      }
      const bar = (time: string) => page.getByRole("option", { name: new RegExp(`^23 Nov ${time} `) });
      /** By the words of the coverage, which says the same of it. */
      const stretch = () => page.getByRole("button", { name: missing });

      test("is fetched by a click, as in the coverage, and the pointer is told before", async () => {
        await openGap();
        await stretch().click();
        const { x, y, width } = (await page.locator(".bars").boundingBox())!;
        await page.mouse.move(x + width * 0.4, y + 20);
        await page.locator(".tip").filter({ hasText: missing }).waitFor();
        const { x: left, width: wide } = (await page.locator(".bars .picked").boundingBox())!;
        assert.ok(Math.abs(left - (x + width / 4)) < 2 && Math.abs(wide - width / 4) < 2, JSON.stringify([left, wide, width]));
        await page.mouse.down();
        await page.mouse.up();
        await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "loadAll").length === 2);
        assert.deepEqual(await asked("edit"), []);
        await page.mouse.move(x + width * 0.8, y + 20);
        await page.locator(".tip").filter({ hasText: "row" }).waitFor();
        assert.equal(await page.locator(".bars .picked").count(), 1); // the focus is still there
      });

      test("is fetched by Enter on its bar, which says so; marked bars still narrow", async () => {
        await openGap();
        await bar("13:30").focus();
        assert.match((await focused()) ?? "", new RegExp(`^23 Nov 13:30 – 13:\\d\\d: 0 rows\\. ${missing}$`));
        await page.locator(".bars .picked").waitFor();
        await press("Enter");
        await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "loadAll"));
        assert.deepEqual(await asked("edit"), []);
        await press("Shift+ArrowRight", "Enter");
        await page.locator(".chip.added").first().waitFor();
        assert.equal((await asked("edit"))[0]?.change.kind, "range");
      });

      test("narrows like all bars while a run goes on, which comes to it by itself", async () => {
        await openGap("running");
        await bar("13:30").focus();
        assert.match((await focused()) ?? "", /^23 Nov 13:30 – 13:\d\d: 0 rows$/);
        assert.equal(await page.locator(".bars .picked").count(), 0);
      });
    });

    test("while rows arrive it is asked in peace, and the picture stays", async () => {
      await open({ phase: "running" });
      const before = (await asked("histogram")).length;
      const tookMs = await page.evaluate(async (loaded) => {
        const start = performance.now();
        for (let more = 1; more <= 40; more++) {
          window.fake.show({ rows: loaded + more, loaded: loaded + more });
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        return performance.now() - start;
      }, records.length);
      const { length } = await asked("histogram");
      assert.ok(length - before <= Math.ceil(tookMs / 250) + 1, `${String(length - before)} questions in ${String(tookMs)} ms`);
      await page.waitForFunction((least) => window.fake.calls.filter(({ method }) => method === "histogram").length > least, before);
      assert.ok((await page.locator(".bar").count()) > 50);
    });

    test("a query that finds nothing has no bars of the one before it", async () => {
      await open();
      await page.locator(".bar").first().waitFor();
      await page.evaluate(() => {
        window.fake.show({ revision: 2, rows: 0, matching: 0, loaded: 0 });
      });
      await page.locator(".bar").first().waitFor({ state: "detached" });
    });

    test("it is closed and comes back by its button, and is remembered", async () => {
      await open();
      const button = page.getByRole("button", { name: "Histogram", exact: true });
      await button.click();
      await page.locator("grid-histogram").waitFor({ state: "detached" });
      await page.locator("grid-coverage").waitFor();
      await page.waitForFunction(() => !(window.fake.memory as GridMemory).histogram.open);
      await button.click();
      await page.locator(".bar").first().waitFor();
    });
  });

  suite("Facets", () => {
    const values = (path: string) =>
      page
        .locator(`.facet[data-path="${path}"] .facet-value`)
        .evaluateAll((items) =>
          items.map((item) => [item.querySelector(".words")?.textContent, item.querySelector(".count")?.textContent]),
        );
    const naive = (path: string): [string, string][] => {
      const counts = new Map<string, number>();
      for (const record of records) {
        const value = String(valueAt(record, path));
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([value, count]) => [value, String(count)]);
    };

    test("the counts are those of the rows, and one question asks for all unfolded fields", async () => {
      await open({}, { memory: facetsOpen("appDisplayName", "userPrincipalName") });
      await page.locator(".facet-value").first().waitFor();
      assert.deepEqual(await values("appDisplayName"), naive("appDisplayName").slice(0, 10));
      assert.deepEqual(
        (await asked("facets")).map(({ facets }) => facets.map(({ path }: FacetQuestion) => path)),
        [["appDisplayName", "userPrincipalName"]],
      );
      await page.locator('.facet[data-path="userPrincipalName"]').getByText("Show 50 more").click();
      await page.locator('.facet[data-path="userPrincipalName"] .facet-value').nth(59).waitFor();
      assert.deepEqual(await values("userPrincipalName"), naive("userPrincipalName").slice(0, 60));
    });

    test("the keyboard finds a field, unfolds it, searches its values, and picks some", async () => {
      await open();
      await page.getByRole("button", { name: "Facets", exact: true }).click();
      await page.locator("grid-facets .facet").first().waitFor();
      await page.locator(".chip-text").first().focus();
      await press("F6", "F6", "F6");
      await page.waitForFunction(() => document.activeElement?.tagName === "VSCODE-TEXTFIELD");
      await page.keyboard.type("appdisp");
      await press("ArrowDown");
      assert.equal(await focused(), "Application appDisplayName");
      await press("ArrowRight");
      await page.locator(".facet-value").first().waitFor();
      await press("/");
      await page.keyboard.type("office");
      await page.waitForFunction(() =>
        [...document.querySelectorAll(".facet-value .words")].every((words) => /office/i.test(words.textContent ?? "")),
      );
      await press("ArrowDown", "Enter");
      const [[first = ""] = []] = naive("appDisplayName").filter(([value]) => /office/i.test(value));
      await drafted(`${query} and appDisplayName eq '${first}'`);
      await page.locator('.facet-value[aria-checked="true"]').waitFor();
      await press("ArrowDown", "-");
      await page.locator(".facet-value.exclude").waitFor();
      assert.deepEqual(
        (await asked("edit")).map(({ change }) => change.kind === "value" && change.pick),
        ["include", "exclude"],
      );
      await press("ArrowUp", "Space");
      await page.locator(".facet-value.include").waitFor({ state: "detached" });
      await press("ArrowLeft");
      assert.match((await focused()) ?? "", /^Application appDisplayName, \d+ values, 1 picked$/);
      await press("Escape");
      assert.equal(await page.evaluate(() => document.activeElement?.className), "scroller");
      await page.waitForFunction(() => (window.fake.memory as GridMemory).facets.paths.includes("appDisplayName"));
    });

    test("the pointer includes, and leaves out by the small button", async () => {
      await open({}, { memory: facetsOpen("appDisplayName") });
      const value = (at: number) => page.locator(".facet-value").nth(at);
      await value(0).click();
      await value(1).click();
      await page.locator(".facet-value.include").nth(1).waitFor();
      const [[one = ""] = [], [two = ""] = []] = naive("appDisplayName");
      await drafted(`${query} and appDisplayName in ('${one}', '${two}')`);
      await value(2).hover();
      await value(2).locator(".leave-out").click();
      await page.locator(".facet-value.exclude").waitFor();
      await page
        .locator(".facets-foot")
        .filter({ hasText: `of ${String(records.length)} loaded rows` })
        .waitFor();
    });

    test("error codes have their names, booleans are words, and what misses is said", async () => {
      await open({}, { memory: facetsOpen("status/errorCode", "isInteractive", "mfaDetail/authMethod") });
      await page.locator(".facet-value").filter({ hasText: "InvalidUserNameOrPassword" }).waitFor();
      assert.deepEqual(
        (await values("isInteractive")).map(([words]) => words),
        ["Yes"],
      );
      await page.locator(".facet-value .words.none").filter({ hasText: "(empty)" }).first().waitFor();
    });

    test("hostile values are text, cut and made visible", async () => {
      const hostile = ["<img src=x onerror=alert(1)>", "\u202egnp.exe", "=cmd|' /C calc'!A0", "x".repeat(100_000), "\ud800"];
      const own = records.slice(0, 5).map((record, at) => ({ ...record, appDisplayName: hostile[at] }));
      page = await pages.open({
        state: gridState("signIns", { queryText: query, rows: 5, loaded: 5 }),
        records: own,
        memory: facetsOpen("appDisplayName"),
      });
      await page.locator(".facet-value").nth(4).waitFor();
      const shown = (await values("appDisplayName")).map(([words]) => words ?? "");
      assert.ok(
        shown.includes("<img src=x onerror=alert(1)>") && shown.includes("\\u202egnp.exe") && shown.includes("\\ud800"),
        JSON.stringify(shown),
      );
      assert.ok(shown.every((words) => words.length <= 301));
      assert.equal(await page.locator("grid-facets img").count(), 0);
    });

    test("the pane is not loaded before it is opened, and lies over the rows of a narrow panel", async () => {
      await open({}, { width: 500 });
      assert.equal(await page.evaluate(() => customElements.get("grid-facets")), undefined);
      const width = () => page.locator("grid-table").evaluate((table) => table.clientWidth);
      const before = await width();
      await page.getByRole("button", { name: "Facets", exact: true }).click();
      await page.locator(".facet").first().waitFor();
      assert.equal(await width(), before);
      await page.getByRole("button", { name: "Close the facets" }).click();
      await page.locator("grid-facets").waitFor({ state: "detached" });
    });

    test("the edge makes the pane wider by arrow keys", async () => {
      await open({}, { memory: facetsOpen() });
      const width = () => page.locator("grid-facets").evaluate((pane) => pane.clientWidth);
      assert.equal(await width(), 260);
      await page.getByRole("separator", { name: "Width of the facets" }).focus();
      await press("ArrowRight", "ArrowRight");
      await page.waitForFunction(() => (window.fake.memory as GridMemory).facets.size === 300);
      assert.equal(await width(), 300);
    });
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in clauses, histogram and facets, ${name}`, async () => {
      await open({}, { memory: facetsOpen("appDisplayName", "status/errorCode"), ...theme });
      await page.locator(".facet-value").first().click();
      await page.locator(".facet-value.include").waitFor();
      await page
        .locator(".facet-value")
        .nth(1)
        .locator(".leave-out")
        .evaluate((button: HTMLElement) => {
          button.click();
        });
      await page.locator(".facet-value.exclude").waitFor();
      await page.locator(".bar").nth(40).focus();
      await press("Shift+ArrowRight", "Enter");
      await page.locator(".chip.added").nth(1).waitFor();
      await page.locator(".chip.range .chip-text").click();
      await page.getByRole("menu").waitFor();
      await page.evaluate(axe.source);
      const find = () =>
        page.evaluate(async () => {
          const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        });
      assert.deepEqual(await find(), []);
      await press("Escape");
      await page.locator(".table-toggle").focus();
      await press("Enter");
      await page.getByRole("dialog", { name: "Rows along the time" }).waitFor();
      assert.deepEqual(await find(), []);
    });
  }
});
