import assert from "node:assert/strict";
import axe from "axe-core";
import type { GoToFrom, HostApi, Near } from "../../src/protocol/grid.ts";
import type { ActivityRecord } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { gridState } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

const guid = (digit: string): string => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;
const policies = Array.from({ length: 60 }, (_, at) => ({
  id: `${String(10_000_000 + at)}-0000-4000-8000-000000000000`,
  displayName: `Policy ${String(at)}`,
  result: "success",
}));
/** Newest first: the first and the third are of one operation, the first three of one session. */
const records: ActivityRecord[] = [
  { createdDateTime: "2026-11-20T10:00:03Z", correlationId: guid("c"), sessionId: "s-1", appliedConditionalAccessPolicies: policies },
  { createdDateTime: "2026-11-20T10:00:02Z", correlationId: guid("d"), sessionId: "s-1" },
  { createdDateTime: "2026-11-20T10:00:01Z", correlationId: guid("c"), sessionId: "s-1" },
  { createdDateTime: "2026-11-20T10:00:00Z", correlationId: guid("e") },
].map((record, at) => ({
  id: guid(String(at)),
  userId: guid("a"),
  userPrincipalName: `alex${String(at)}@contoso.com`,
  userDisplayName: "Alex",
  appId: guid("b"),
  appDisplayName: "Portal",
  ipAddress: `203.0.113.${String(at)}`,
  status: { errorCode: 0 },
  ...record,
}));

/** Where a person goes on from a value: the grid alone in a page, which asks its host. */
suite("What one goes on from, in the grid's page", () => {
  const pages = gridPages();
  const { press, said } = pages;
  let page: Page;

  interface Shown {
    readonly records?: readonly ActivityRecord[];
    readonly tab?: string;
    readonly facets?: boolean;
    readonly summary?: boolean;
    readonly details?: boolean;
  }
  async function open({ records: shown = records, tab, facets = false, summary = false, details = true }: Shown = {}, look: object = {}) {
    page = await pages.open({
      state: gridState("signIns", { rows: shown.length, matching: shown.length, loaded: shown.length }),
      records: shown,
      memory: {
        columns: [],
        sort: [],
        filter: "",
        title: "",
        queryText: "",
        scrollTop: 0,
        details: { open: details && !summary, size: 0.5, ...(tab !== undefined && { tab }) },
        facets: { open: facets, size: 260, paths: facets ? ["appDisplayName"] : [] },
        histogram: { open: false },
        summary: { open: summary },
        focus: { row: 0, column: 0 },
      },
      ...look,
    });
    await page.locator(".rows > .row:not(.skeleton)").first().waitFor();
    await page.locator(".scroller").focus();
  }
  const asked = async <Method extends keyof HostApi>(method: Method, count = 1) => {
    await page.waitForFunction(([name, wanted]) => window.fake.calls.filter((call) => call.method === name).length >= wanted, [
      method,
      count,
    ] as const);
    return page.evaluate(
      (name) => window.fake.calls.filter((call) => call.method === name).map(({ argument }) => argument),
      method,
    ) as Promise<Parameters<HostApi[Method]>[0][]>;
  };
  const line = (key: string) => page.locator(`grid-details [data-key="${key}"]`);
  const strip = () => page.locator("grid-near");
  const stripText = async () => (await strip().locator(".near-text").allInnerTexts()).map((text) => text.trim());
  const detailsOf = (at: number) =>
    line("userPrincipalName")
      .filter({ hasText: `alex${String(at)}@` })
      .waitFor();
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      const place = element?.closest<HTMLElement>("[data-key]")?.dataset["key"];
      return element?.classList.contains("named")
        ? `link ${place ?? element.textContent?.trim() ?? ""}`
        : (place ?? element?.className ?? "");
    });
  /** What has the focus with each press of Tab, until it has left the details. */
  async function tabStops(): Promise<string[]> {
    const stops: string[] = [];
    while (await page.evaluate(() => document.activeElement?.closest("grid-details") !== null)) {
      stops.push(await focused());
      assert.ok(stops.length < 20, stops.join());
      await press("Tab");
    }
    return stops;
  }

  /** As VS Code's menu does it: the element hears of the menu, and then the command comes. */
  async function byMenu(selector: string, part: "rows" | "details" | "facets" | "summary"): Promise<void> {
    await page.locator(selector).first().click({ button: "right" });
    await page.evaluate((name) => window.fake.far.goTo({ part: name, here: false }), part);
  }
  interface Surface {
    readonly name: string;
    readonly shown: Shown;
    readonly from: GoToFrom;
    /** By the mouse alone: a button, a link, or VS Code's menu. */
    readonly mouse: readonly (() => Promise<void>)[];
    /** By keys alone, from the rows: the part that F6 comes to, and the key that goes on in it until this has the focus. */
    readonly keys: { readonly part: string; readonly step: string; readonly until: string };
  }
  const application = records[0]?.["appDisplayName"] as string;
  const surfaces: readonly Surface[] = [
    {
      name: "a cell",
      shown: { details: false },
      from: { kind: "record", record: 0, column: "userPrincipalName" },
      mouse: [
        async () => {
          await page.locator('.row[aria-rowindex="2"] [role=gridcell]').nth(1).hover();
          await page.locator(".cell-actions > :first-child").click();
        },
        () => byMenu('.row[aria-rowindex="2"] [role=gridcell]:nth-of-type(2)', "rows"),
      ],
      keys: { part: ".scroller", step: "ArrowRight", until: '.row[aria-rowindex="2"] [role=gridcell]:nth-child(2).focused' },
    },
    {
      name: "a value of the details",
      shown: {},
      from: { kind: "record", record: 0, key: "userPrincipalName" },
      mouse: [
        () => line("userPrincipalName").locator(".named").click(),
        async () => {
          await line("userPrincipalName").hover();
          await line("userPrincipalName").getByRole("button", { name: "Go To…" }).click();
        },
        () => byMenu('grid-details [data-key="userPrincipalName"] .label', "details"),
      ],
      keys: { part: "grid-details", step: "ArrowDown", until: '[data-key="userPrincipalName"]:focus' },
    },
    {
      name: "a member in the JSON",
      shown: { tab: "json" },
      from: { kind: "record", record: 0, key: "userPrincipalName" },
      mouse: [
        () => page.locator(".line", { hasText: '"userPrincipalName"' }).locator(".named").click(),
        async () => {
          const member = page.locator(".line", { hasText: '"userPrincipalName"' });
          await member.hover();
          await member.getByRole("button", { name: "Go To…" }).click();
        },
        () => byMenu('.line:has-text("userPrincipalName") .name', "details"),
      ],
      keys: { part: "grid-details", step: "ArrowDown", until: '.tree:focus .line.current:has-text("userPrincipalName")' },
    },
    {
      name: "a value of a facet",
      shown: { facets: true, details: false },
      from: { kind: "value", path: "appDisplayName", value: application },
      mouse: [
        async () => {
          const value = page.locator(".facet-value").first();
          await value.hover();
          await value.getByRole("button", { name: /^Go To…/ }).click();
        },
        () => byMenu(".facet-value", "facets"),
      ],
      keys: { part: "grid-facets", step: "ArrowDown", until: ".facet-value:focus" },
    },
    {
      name: "a number of the summary",
      shown: { summary: true },
      from: { kind: "condition", condition: "status/errorCode eq 50126" },
      mouse: [
        async () => {
          const row = page.locator(".summary-table tr", { hasText: "Wrong password" });
          await row.hover();
          await row.getByRole("button", { name: "Go To… from Wrong password (50126)" }).click();
        },
        () => byMenu('.rows-link:text-is("412")', "summary"),
      ],
      keys: { part: "grid-summary", step: "ArrowDown", until: '.rows-link:text-is("412"):focus' },
    },
  ];
  /** Presses a key until an element is there. */
  async function walk(key: string, until: string): Promise<void> {
    for (let left = 40; (await page.locator(until).count()) === 0; left--) {
      assert.ok(left > 0, `${key} does not come to ${until}`);
      await press(key);
    }
  }

  for (const { name, shown, from, mouse, keys } of surfaces) {
    test(`${name} leads on by the mouse`, async () => {
      await open(shown);
      for (const [at, act] of mouse.entries()) {
        await act();
        assert.deepEqual((await asked("goTo", at + 1)).at(-1), { from, here: false }, String(at));
      }
    });

    test(`${name} leads on by G, in a grid beside, and by Shift+G in this one`, async () => {
      await open(shown);
      await page.locator(keys.part).waitFor();
      await walk("F6", `${keys.part}:focus, ${keys.part} :focus`);
      await walk(keys.step, keys.until);
      await press("g", "Shift+g");
      assert.deepEqual(await asked("goTo", 2), [
        { from, here: false },
        { from, here: true },
      ]);
    });
  }

  test("ids look like links and are one stop of Tab behind the lines, whatever the number; arrow keys go from one to the next", async () => {
    await open({ tab: "conditionalAccess" });
    await press("F6");
    await page.locator(".item-head:focus").waitFor();
    // All policies are open: their ids are sixty links.
    await page.evaluate(() => {
      for (const head of document.querySelectorAll<HTMLElement>(".item-head[aria-expanded=false]")) head.click();
    });
    await page.locator(".panel .named").nth(59).waitFor();
    await walk("ArrowUp", "[role=tab]:focus");
    const stops = await tabStops();
    assert.deepEqual(
      stops.map((stop) => stop.replace(/\/\d+/, "/0")),
      ["tab ", "appliedConditionalAccessPolicies/0", "link appliedConditionalAccessPolicies/0/id", "icon codicon codicon-arrow-left"],
    );
  });

  test("Tab comes from a line to its link, arrow keys from there to the next ones; Enter asks, Alt+Enter for this grid, others are the value's", async () => {
    await open();
    await press("F6");
    await walk("ArrowDown", '[data-key="userPrincipalName"]:focus');
    await press("Tab");
    assert.equal(await focused(), "link userPrincipalName");
    await press("ArrowDown");
    const next = await focused();
    assert.match(next, /^link /);
    await press("ArrowUp", "Enter", "Alt+Enter", "Control+c", "Alt++");
    const from = { kind: "record", record: 0, key: "userPrincipalName" };
    assert.deepEqual(await asked("goTo", 2), [
      { from, here: false },
      { from, here: true },
    ]);
    assert.deepEqual(await asked("copyText"), [{ text: "alex0@contoso.com" }]);
    const [edit] = await asked("edit");
    assert.deepEqual(
      [edit?.change, edit?.beside],
      [{ kind: "value", path: "userPrincipalName", value: "alex0@contoso.com", pick: "only" }, true],
    );
    await press("Shift+Tab");
    assert.equal(await focused(), "userPrincipalName");
  });

  test("so they do in the JSON, whose values filter beside by a button, too", async () => {
    await open({ tab: "json" });
    await press("F6");
    await walk("ArrowDown", '.line.current:has-text("userPrincipalName")');
    await press("Tab");
    await page.locator(".named:focus", { hasText: "alex0@contoso.com" }).waitFor();
    await press("ArrowDown");
    await page.locator(".named:focus", { hasText: "Alex" }).waitFor();
    await press("Enter", "ArrowUp", "Alt+Enter");
    assert.deepEqual(await asked("goTo", 2), [
      { from: { kind: "record", record: 0, key: "userDisplayName" }, here: false },
      { from: { kind: "record", record: 0, key: "userPrincipalName" }, here: true },
    ]);
    const member = page.locator(".line", { hasText: '"appDisplayName"' });
    await member.hover();
    await member.getByRole("button", { name: "Filter for this value in a new grid beside" }).click();
    await member.getByRole("button", { name: "Filter out this value" }).click({ modifiers: ["Alt"] });
    const change = (pick: string) => ({ kind: "value", path: "appDisplayName", value: "Portal", pick });
    assert.deepEqual(
      (await asked("edit", 2)).map(({ change: made, beside }) => [made, beside]),
      [
        [change("only"), true],
        [change("exclude"), true],
      ],
    );
  });

  test("menus of a value filter for it and out in a new grid beside", async () => {
    await open();
    await line("appDisplayName").locator(".label").click({ button: "right" });
    await page.evaluate(async () => {
      for (const command of ["filterForDetailBeside", "filterOutDetailBeside"] as const) await window.fake.far.command({ command });
    });
    const change = (pick: string) => ({ kind: "value", path: "appDisplayName", value: "Portal", pick });
    assert.deepEqual(
      (await asked("edit", 2)).map(({ change: made, beside }) => [made, beside]),
      [
        [change("only"), true],
        [change("exclude"), true],
      ],
    );
  });

  test("what is near is counted below the details, and Alt with Left and Right goes to it", async () => {
    await open();
    await strip().locator(".near-line").nth(1).waitFor();
    assert.deepEqual(await stripText(), [
      "1 more of this correlation id in this grid: 1 before, 0 after",
      "2 more of this session id in this grid: 2 before, 0 after",
    ]);
    await press("F6", "Alt+ArrowLeft");
    await detailsOf(2);
    await strip().filter({ hasText: "0 before, 1 after" }).waitFor();
    await press("Alt+ArrowLeft");
    await said("Nothing before it is loaded of this correlation id or this session id");
    await press("Alt+ArrowRight");
    await detailsOf(0);
    assert.ok(await page.evaluate(() => document.activeElement?.closest("grid-details") !== null));
  });

  test("its buttons go there by the mouse; by keys they are one stop of Tab, which leads along them", async () => {
    await open();
    const buttons = (name: RegExp) => strip().getByRole("button", { name });
    await buttons(/^The one before/)
      .nth(1)
      .click();
    await detailsOf(1);
    await strip().filter({ hasText: "1 before, 1 after" }).waitFor();
    await page.locator(".scroller").focus();
    await press("F6");
    await page.locator(".panel [data-key]:focus").waitFor();
    await walk("Tab", "grid-near button:focus");
    await press("ArrowRight", "Enter");
    await detailsOf(0);
    await page.locator('grid-near [data-name="sessionId after"]:focus').waitFor();
    await press("End", "Enter", "Alt+Enter");
    await strip()
      .getByRole("button", { name: "Show all here" })
      .first()
      .click({ modifiers: ["Alt"] });
    await strip().getByRole("button", { name: "Show all here" }).first().click();
    const all = (path: string, beside: boolean) => ({ record: 0, path, report: "signIns", beside });
    assert.deepEqual(await asked("showNear", 4), [
      all("sessionId", false),
      all("sessionId", true),
      all("correlationId", true),
      all("correlationId", false),
    ]);
    await press("Escape");
    await page.locator(".scroller:focus").waitFor();
  });

  test("one that the filter leaves out opens as JSON beside", async () => {
    await open();
    await strip().locator(".near-line").first().waitFor();
    await page.evaluate(() => void window.fake.show({ filter: "alex0", rows: 1, matching: 1, revision: 2 }));
    await press("F6", "Alt+ArrowLeft");
    assert.deepEqual(await asked("openRecord"), [{ record: 2, beside: true }]);
    await said("It is not among the rows shown");
  });

  const says = (near: Near) =>
    page.evaluate((next) => {
      window.fake.near = next;
    }, near);

  test("other reports are named with their rows, which open beside; 50,000 are a number, and what is still read is said", async () => {
    await open();
    const record = { record: 2, outcome: "success", time: "2026-11-20T10:00:01Z", who: "‮evil", what: "<img src=x>" } as const;
    await says({
      ties: [
        {
          path: "correlationId",
          label: "Correlation id",
          others: 49_999,
          isSoFar: true,
          order: { before: 29_999, after: 20_000, previous: record },
          elsewhere: [],
        },
        { path: "sessionId", label: "Session id", others: 0, elsewhere: [{ report: "directoryAudits", noun: "audit", rows: 2 }] },
      ],
    });
    await press("ArrowDown");
    await detailsOf(1);
    await strip().filter({ hasText: "At least" }).waitFor();
    assert.deepEqual(await stripText(), [
      "At least 49,999 more of this correlation id in this grid: 29,999 before, 20,000 after",
      "No more of this session id in this grid",
    ]);
    await strip().getByRole("button", { name: "The one before: 20 Nov 10:00:01 · \\u202eevil · <img src=x>" }).waitFor();
    await strip().getByRole("button", { name: "2 audits in another grid" }).click();
    assert.deepEqual(await asked("showNear"), [{ record: 1, path: "sessionId", report: "directoryAudits", beside: true }]);
  });

  test("a record without others says so, one without ids nothing; what cannot be counted is told, and holds nothing up", async () => {
    await open({ records: [...records, { id: "5", createdDateTime: "2026-11-20T09:00:00Z", userPrincipalName: "alex5@contoso.com" }] });
    await press("ArrowDown", "ArrowDown", "ArrowDown");
    await detailsOf(3);
    await strip().filter({ hasText: "No more of this correlation id in this grid" }).waitFor();
    await page.evaluate(() => {
      window.fake.nearFails = "The store is gone";
    });
    await press("ArrowDown");
    await detailsOf(5);
    await strip().filter({ hasText: "What else is loaded of it could not be counted: The store is gone" }).waitFor();
    await page.evaluate(() => {
      delete window.fake.nearFails;
    });
    await press("ArrowUp");
    await detailsOf(3);
    await strip().filter({ hasText: "No more of this correlation id in this grid" }).waitFor();
    await press("ArrowDown");
    await detailsOf(5);
    await strip().waitFor({ state: "hidden" });
    const before = (await asked("near")).length;
    await page.evaluate(() => {
      window.fake.nearHeld = new Promise(() => undefined);
    });
    // One question is held, and none is asked behind it.
    await press("ArrowUp");
    await detailsOf(3);
    assert.equal(await strip().locator("[aria-hidden=true], [aria-busy=true]").count(), 1);
    await press("ArrowUp");
    await detailsOf(2);
    assert.equal((await asked("near")).length, before + 1);
  });

  test("more rows are counted in; of another run the record of the same number is another one", async () => {
    await open();
    await strip().filter({ hasText: "1 more" }).waitFor();
    await page.evaluate(() => {
      window.fake.near = { ties: [] };
      window.fake.show({ loaded: window.fake.state.loaded + 1, revision: window.fake.state.revision + 1 });
    });
    await strip().waitFor({ state: "hidden" });
    const before = (await asked("record")).length;
    await page.evaluate(() => window.fake.show({ loaded: 0, rows: 0, matching: 0, revision: window.fake.state.revision + 1 }));
    await page.locator("grid-details .note").waitFor();
    await page.evaluate(() => window.fake.show({ loaded: 4, rows: 4, matching: 4, revision: window.fake.state.revision + 1 }));
    await detailsOf(0);
    assert.equal((await asked("record")).length, before + 1);
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in links and in what is near, ${name}`, async () => {
      for (const tab of ["basics", "json"]) {
        await open({ tab }, theme);
        await strip().locator(".near-line").nth(1).waitFor();
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          const { violations } = await window.axe.run("grid-details", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        });
        assert.deepEqual(found, []);
        if (tab === "basics") await page.close();
      }
    });
  }
});
