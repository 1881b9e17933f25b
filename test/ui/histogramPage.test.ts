import assert from "node:assert/strict";
import axe from "axe-core";
import type { GridMemory, GridState } from "../../src/protocol/grid.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

/** The histogram by the values of a field, alone in a page. */
suite("The histogram's parts", () => {
  const pages = gridPages();
  const { asked } = pages;
  let records: ActivityRecord[];
  let page: Page;
  suiteSetup(async () => {
    records = await demoRecords("signIns");
  });

  async function open(
    change: Partial<GridState> = {},
    look: { readonly theme?: keyof typeof themes; readonly width?: number; readonly shown?: readonly ActivityRecord[] } = {},
  ): Promise<void> {
    const { width = 1400, theme = "dark", shown = records } = look;
    const loaded = shown.length;
    const state = gridState("signIns", { rows: loaded, matching: loaded, loaded, ...change });
    page = await pages.open({ state, records: shown, width, height: 600, ...themes[theme] });
    await page.locator(".bar").first().waitFor();
  }
  const chooser = () => page.locator(".parted-by-button");
  const legend = (label: string) => page.getByRole("group", { name: `Values of ${label}` });
  const words = async (label: string) => (await legend(label).locator(".legend-item").allTextContents()).map((text) => text.trim());
  async function choose(label: string): Promise<void> {
    await chooser().click();
    await page.getByRole("menuitemradio", { name: label, exact: true }).click();
  }
  const counts = (path: string): readonly (readonly [string, number])[] => {
    const [first = "", second = ""] = path.split("/");
    const found = new Map<string, number>();
    for (const record of records) {
      const value = second === "" ? record[first] : (record[first] as ActivityRecord)[second];
      found.set(String(value), (found.get(String(value)) ?? 0) + 1);
    }
    return [...found].sort(([, a], [, b]) => b - a);
  };

  test("bars are parted by the values of a field, and its legend asks for one of them alone", async () => {
    await open();
    await choose("Country or region");
    await legend("Country or region").waitFor();
    const [[most = "", rows = 0] = []] = counts("location/countryOrRegion");
    const [first = "", ...rest] = await words("Country or region");
    assert.equal(first, `${String(rows)} ${most}`);
    assert.ok(rest.length <= 5);
    assert.match(
      (await asked("histogram")).map((argument) => JSON.stringify(argument)).at(-1) ?? "",
      /"field":"location\/countryOrRegion"/,
    );
    await legend("Country or region").getByRole("button").first().click();
    await legend("Country or region").getByRole("button", { pressed: true }).waitFor();
    assert.equal(await page.evaluate(() => window.fake.state.queryText), `signIns last 7d where location/countryOrRegion eq '${most}'`);
    await legend("Country or region").getByRole("button", { pressed: true }).click();
    await page.waitForFunction(() => window.fake.state.queryText === "signIns last 7d");
  });

  test("the choice is made by keyboard, told of, and remembered; by outcome it is as before", async () => {
    await open();
    await chooser().focus();
    await page.keyboard.press("Enter");
    await page.locator('[role=menuitemradio][aria-checked="true"]:focus').waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await legend("Application").waitFor();
    await page.locator(".parted-by-button:focus").waitFor();
    await page.waitForFunction(() => (window.fake.memory as GridMemory).histogram.field === "appDisplayName");
    await chooser().click();
    await page.keyboard.press("Escape");
    await page.locator(".parted-by-menu").waitFor({ state: "detached" });
    await choose("Outcome");
    await page.getByRole("group", { name: "Outcomes" }).getByRole("button").first().waitFor();
    await page.waitForFunction(() => !("field" in (window.fake.memory as GridMemory).histogram));
  });

  test("a bar says its parts, in the table too", async () => {
    await open();
    await choose("Country or region");
    await legend("Country or region").waitFor();
    const labels = await page.locator(".bar").evaluateAll((bars) => bars.map((bar) => bar.getAttribute("aria-label") ?? ""));
    assert.match(labels.find((label) => !label.includes(": 0 rows")) ?? "", /: [\d,]+ rows?: [\d,]+ [A-Z]{2}/);
    await page.locator(".overview").hover();
    await page.getByRole("button", { name: "Show as a table" }).click();
    const heads = await page.locator(".histogram-table thead th").allTextContents();
    assert.deepEqual(heads.slice(1, 3), ["Rows", counts("location/countryOrRegion")[0]?.[0]]);
  });

  test("hostile, missing and empty values are read as what they are", async () => {
    const names = [null, "", "\u202egnp.exe", "<img src=x>", "x".repeat(100)];
    await open({}, { shown: names.map((appDisplayName, at) => ({ ...records[at], appDisplayName })) });
    await choose("Application");
    await legend("Application").waitFor();
    assert.deepEqual(
      (await words("Application")).toSorted(),
      ["1 (empty)", "1 (none)", "1 <img src=x>", "1 \\u202egnp.exe", `1 ${"x".repeat(12)}…${"x".repeat(12)}`].toSorted(),
    );
  });

  test("counts that may still grow say so beside the legend, until all is there", async () => {
    await open({ phase: "paused" });
    await page.locator(".histogram-head .growing", { hasText: /^may still grow$/ }).waitFor();
    await page.locator(".status-growing", { hasText: "counts may still grow" }).waitFor();
    await page.evaluate(() => {
      const { run } = window.fake.state;
      window.fake.show({
        phase: "complete",
        run: { ...run, coverage: run.coverage.map((stretch) => ({ ...stretch, state: "complete" })) },
      });
    });
    await page.locator(".histogram-head .growing, .status-growing").waitFor({ state: "detached" });
  });

  test("a bar that stands out has a mark, whose words stand in its name and in the table", async () => {
    // Ten rows at each noon of a week, forty failures at one of them.
    const days = ["16", "17", "18", "19", "20", "21", "22", "23"];
    const shown = days.flatMap((day) =>
      Array.from({ length: day === "18" ? 40 : 10 }, (_, at) => ({
        ...records[at],
        createdDateTime: `2026-11-${day}T12:00:${String(at).padStart(2, "0")}Z`,
        status: { errorCode: day === "18" ? 50126 : 0 },
      })),
    );
    const { run } = gridState("signIns");
    await open(
      {
        run: {
          ...run,
          from: "2026-11-16T00:00:00Z",
          to: "2026-11-23T16:00:00Z",
          coverage: run.coverage.map((one) => ({ ...one, from: one.from.replace("16T16", "16T00") })),
        },
      },
      { shown },
    );
    await page.locator("circle.mark.failures").waitFor({ state: "attached" });
    assert.equal(await page.locator("circle.mark").count(), 1);
    const name = (await page.locator(".bar:has(.mark)").getAttribute("aria-label")) ?? "";
    assert.match(name, /^18 Nov 12:00 – 13:00: 40 rows, 40 failed\. 40 failed, usually 0 at this time$/);
    await page.locator(".overview").hover();
    await page.getByRole("button", { name: "Show as a table" }).click();
    assert.deepEqual(
      (await page.locator(".histogram-table .stands-out").allTextContents()).filter((text) => text.trim() !== ""),
      ["40 failed, usually 0 at this time"],
    );
  });

  for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const)
    test(`it is accessible and fits, ${theme}`, async () => {
      for (const width of [1400, 400]) {
        await open({ phase: "paused" }, { theme, width });
        await choose("Country or region");
        await legend("Country or region").waitFor();
        await chooser().click();
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => window.axe.run(".overview", { rules: { region: { enabled: false } } }));
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
          [],
        );
        if (width === 1400) await page.close();
      }
    });
});
