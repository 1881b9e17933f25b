import assert from "node:assert/strict";
import axe from "axe-core";
import type { GridState, WayOut } from "../../src/protocol/grid.ts";
import type { Page } from "../host/browser.mjs";
import { gridState } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

const queryText = "signIns last 24h where appDisplayName eq 'salesforce' and location/countryOrRegion eq 'CH'";
const anySpelling: WayOut = { kind: "anySpelling", text: "salesforce", label: "Application" };
const withoutApplication: WayOut = {
  kind: "without",
  text: "appDisplayName eq 'salesforce'",
  run: "signIns last 24h where location/countryOrRegion eq 'CH'",
};
const withoutCountry: WayOut = {
  kind: "without",
  text: "location/countryOrRegion eq 'CH'",
  run: "signIns last 24h where appDisplayName eq 'salesforce'",
};
const spelled: WayOut = {
  kind: "spelling",
  text: "Salesforce",
  label: "Application",
  rows: 40,
  run: "signIns last 24h where appDisplayName eq 'Salesforce' and location/countryOrRegion eq 'CH'",
};

/** What an empty grid offers, alone in a page. */
suite("Ways out of an empty grid", () => {
  const pages = gridPages();
  const { asked } = pages;
  let page: Page;

  async function open(
    ways: readonly WayOut[],
    change: Partial<GridState> = {},
    look: { readonly theme?: keyof typeof themes; readonly width?: number } = {},
  ): Promise<void> {
    const { width = 1400, theme = "dark" } = look;
    const state = gridState("signIns", { queryText, rows: 0, matching: 0, loaded: 0, phase: "running", ...change });
    page = await pages.open({ state, records: [], width, height: 700, ...themes[theme] });
    await page.evaluate((some) => {
      window.fake.ways = some;
      window.fake.show({ phase: "complete", revision: 2 });
    }, ways);
    await page.locator(".ways").waitFor();
  }
  const texts = async () => (await page.locator("button.way").allTextContents()).map((text) => text.replaceAll(/\s+/g, " ").trim());
  const way = (name: string | RegExp) => page.getByRole("button", { name });

  test("a spelling is counted on a click, and a second click runs it", async () => {
    await open([anySpelling, withoutApplication, withoutCountry], { wider: "last 7d" });
    assert.deepEqual(await texts(), [
      "With 'salesforce' in another spellingcount",
      "Without appDisplayName eq 'salesforce'count",
      "Without location/countryOrRegion eq 'CH'count",
    ]);
    assert.match((await page.locator(".ways p").textContent()) ?? "", /^Application is compared letter by letter/);
    assert.deepEqual([await asked("askWayOut"), await asked("run")], [[], []]);
    await page.evaluate(
      (counted) => {
        window.fake.counted = counted;
      },
      [spelled],
    );
    await way(/another spelling/).click();
    await way(/'Salesforce' in this spelling.*40 rows/).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "run"));
    assert.deepEqual([await asked("askWayOut"), await asked("run")], [[{ revision: 2, way: 0 }], [{ text: spelled.run }]]);
  });

  test("what is asked can be cancelled, and a failure stands in its place with the way to ask again", async () => {
    await open([withoutCountry]);
    await page.evaluate(
      (counted) => {
        window.fake.counted = counted;
        window.fake.held = new Promise((resolve) => {
          Object.assign(window, { letGo: resolve });
        });
      },
      [{ ...withoutCountry, problem: "Not counted. Graph could not be reached. Connect this machine to a network." }],
    );
    await way(/Without location/).click();
    await page.getByRole("button", { name: "Cancel" }).first().click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "cancel"));
    await page.evaluate(() => {
      (window as unknown as { letGo(): void }).letGo();
    });
    await page.getByRole("alert").filter({ hasText: "Graph could not be reached" }).waitFor();
    assert.deepEqual(await texts(), ["Without location/countryOrRegion eq 'CH'count"]);
  });

  test("what is loaded is shown at once, by a gesture and without a run", async () => {
    await open(
      [
        {
          kind: "spelling",
          text: "Salesforce ",
          label: "Application",
          rows: 1,
          edit: { kind: "value", path: "appDisplayName", value: "Salesforce ", pick: "only" },
        },
        { kind: "without", text: "appDisplayName eq 'salesforce'", rows: 1000, isLeast: true, edit: { kind: "remove", clause: 1 } },
        { kind: "without", text: "location/countryOrRegion eq 'CH'", rows: 0, edit: { kind: "remove", clause: 2 } },
      ],
      { loaded: 4_000 },
    );
    assert.deepEqual(await texts(), [
      "With 'Salesforce␣' in this spelling1 row",
      "Without appDisplayName eq 'salesforce'at least 1,000 rows",
      "Without location/countryOrRegion eq 'CH'0 rows",
    ]);
    await way(/Without location/).click({ force: true });
    await way(/Without appDisplayName/).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "edit"));
    assert.deepEqual(
      (await asked("edit")).map((argument) => (argument as { change: unknown }).change),
      [{ kind: "remove", clause: 1 }],
    );
    assert.deepEqual([await asked("askWayOut"), await asked("run")], [[], []]);
  });

  test("a wider range is offered only where there is one", async () => {
    await open([withoutCountry], { wider: "last 7d" });
    await page.getByRole("button", { name: "Widen the range" }).waitFor();
    await page.evaluate(() => {
      const { wider: _, ...state } = window.fake.state;
      window.fake.state = state;
      window.fake.show({ revision: 3 });
    });
    await page.getByRole("button", { name: "Widen the range" }).waitFor({ state: "detached" });
    await page.locator(".empty button.primary", { hasText: "Edit the query" }).waitFor();
  });

  test("hostile names stand there as they are, without turning the line around", async () => {
    await open([
      { ...withoutCountry, text: "appDisplayName eq '\u202e<img src=x>'" },
      { ...spelled, text: "<b>\u200bx</b>" },
    ]);
    assert.deepEqual(await texts(), [
      "Without appDisplayName eq '\\u202e<img src=x>'count",
      "With '<b>\\u200bx</b>' in this spelling40 rows",
    ]);
    assert.equal(await page.locator(".ways :is(img, b)").count(), 0);
  });

  for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const)
    test(`it is accessible and fits, ${theme}`, async () => {
      for (const width of [1400, 400]) {
        await open(
          [anySpelling, { ...withoutApplication, rows: 312 }, { ...withoutCountry, rows: 1000, isLeast: true }],
          { wider: "last 7d" },
          { theme, width },
        );
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => window.axe.run(".empty", { rules: { region: { enabled: false } } }));
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
          [],
        );
        const wide = await page.locator(".empty").evaluate((empty) => empty.scrollWidth - empty.clientWidth);
        assert.equal(wide, 0);
        if (width === 1400) await page.close();
      }
    });
});
