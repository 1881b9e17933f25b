import assert from "node:assert/strict";
import type { Locator } from "../host/browser.mjs";
import { serve, type Served } from "../support/demoGraph.ts";
import { createDemoWorld } from "../support/identityEndpoint/index.ts";
import { Grid } from "./grid.ts";
import { signInWithSecret } from "./signingIn.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

const guid = (digit: string): string => `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
const shared = guid("c");
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const signIn = (digit: string, minutes: number, more: object) => ({
  id: guid(digit),
  createdDateTime: minutesAgo(minutes),
  userPrincipalName: `person${digit}@contoso.com`,
  appId: "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
  correlationId: shared,
  status: { errorCode: 50126, failureReason: "Invalid." },
  ...more,
});
const policies = 50_000;
const records = [
  signIn("1", 5, {
    originalRequestId: guid("2"),
    sessionId: guid("5"),
    appDisplayName: "[Run](command:workbench.action.quit) $(zap) <img src=x> \u202efdp",
    freshMember: { inner: 1 },
    "odd ](command:x)": "$(zap)",
  }),
  signIn("2", 6, { appDisplayName: "Portal" }),
  signIn("3", 7, { userAgent: "x".repeat(5_000_000) }),
  signIn("4", 8, {
    appliedConditionalAccessPolicies: Array.from({ length: policies }, (_, at) => ({ id: `policy ${String(at)}`, result: "success" })),
  }),
];

/** The demo tenants, with sign-ins of their own. */
function ownSignIns(world: ReturnType<typeof createDemoWorld>): Pick<typeof world, "fetch"> {
  return {
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      if (!/\/auditLogs\/signIns(?:\/|$)/i.test(pathname)) return world.fetch(request);
      const one = records.find(({ id }) => pathname.endsWith(id));
      const isList = /signIns$/i.test(pathname);
      return Promise.resolve(isList ? Response.json({ value: records }) : Response.json(one ?? {}, { status: one ? 200 : 404 }));
    },
  };
}

suite("Documents of records", () => {
  let server: Served;
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    server = await serve(ownSignIns(createDemoWorld({ interval: 1 })));
    window = await openWindow({
      viewport: { width: 1280, height: 900 },
      settings: {
        "workbench.colorTheme": "Dark Modern",
        "tenantActivity.timeZone": "utc",
        "tenantActivity.customCloud": { login: server.url, graph: server.url },
      },
    });
    await signInWithSecret(window, server.url);
    await window.runSavedQuery("Failed sign-ins");
    // Once it is narrowed, its title says so; what is shown of it is the same.
    grid = new Grid(window, /^Failed sign-ins/);
    await grid.statusSays(/^4 rows/);
  });
  suiteTeardown(async () => {
    await window.close();
    await server.close();
  });

  const editor = (): Locator => window.page.locator(".editor-instance .monaco-editor:visible").last();
  const valueOf = (name: string, value: string): Locator =>
    editor()
      .locator(".view-line", { hasText: `"${name}"` })
      .first()
      .locator("span", { hasText: value })
      .last();
  const lens = (title: string): Locator => editor().locator(".codelens-decoration a", { hasText: title });

  /** Opens the record of a row of the grid, counted from 0. */
  async function openRow(row: number): Promise<void> {
    await window.tab(/^Failed sign-ins/).click();
    await grid.focusRows();
    for (let at = 0; at < row; at++) await grid.press("ArrowDown");
    await grid.press("Enter");
    await editor()
      .locator(".view-line", { hasText: `person${String(row + 1)}@contoso.com` })
      .waitFor();
  }

  test("have three lenses, and hovers in which names are text", async () => {
    await openRow(0);
    await lens("Filter for…").waitFor();
    const lenses = () => editor().locator(".codelens-decoration a").allInnerTexts();
    await until(lenses, (titles) => titles.join() === "Go to…,Compare with…,Filter for…", "lenses");
    await window.tooltip(valueOf("appDisplayName", "quit"), /loaded records name c44b4083/);
    await window.screenshot("record document hostile");
    assert.deepEqual(await window.page.locator(".monaco-hover:visible").locator("a[data-href], img").count(), 0);
    await window.page.mouse.move(1, 1);
  });

  const byF12 = (value: Locator, leadsTo: Locator) =>
    window.leads(async () => {
      await window.scrollBack(editor());
      await value.click();
      await window.page.keyboard.press("F12");
    }, leadsTo);
  const byLens = (value: Locator, title: string, leadsTo: Locator) =>
    window.leads(async () => {
      await window.scrollBack(editor());
      await value.click();
      await window.scrollBack(editor());
      await lens(title).click();
    }, leadsTo);

  test("lead by F12 from an id to the record that it names, to a listing where several do, and nowhere without an error", async () => {
    await openRow(0);
    await byF12(valueOf("originalRequestId", guid("2")), window.tab(new RegExp(guid("2"))));
    await editor().locator(".view-line", { hasText: "person2@contoso.com" }).waitFor();
    await openRow(0);
    await byF12(valueOf("sessionId", guid("5")), window.page.locator(".monaco-editor-overlaymessage", { hasText: /No definition/ }));
    await window.page.keyboard.press("Escape");
    await byF12(valueOf("correlationId", shared), window.tab(new RegExp(shared)));
    await editor().locator(".view-line", { hasText: "4 loaded records name" }).waitFor();
    await window.screenshot("record document listing");
  });

  const labels = () => window.rows.locator(".label-name").allTextContents();

  test("go on to a comparison with another record of the grid that has them", async () => {
    await openRow(1);
    await window.chooseFrom("Tenant Activity: Go To…", "What should open in a new grid beside?", "Compare with…");
    await window.quickInput.getByPlaceholder("Compare with which sign-in?").waitFor();
    await until(
      labels,
      (rows) => rows.some((row) => row.includes("person1")) && !rows.some((row) => row.includes("person2")),
      "the other records",
    );
    await window.rows.filter({ hasText: "person1" }).click();
    await window.tab(/person2.* ↔ .*person1/).waitFor();
    await window.page.keyboard.press("ControlOrMeta+w");
  });

  test("count the members that this version does not know, to be copied", async () => {
    await openRow(0);
    const copied = await window.copied(() => window.command("Tenant Activity: Copy Members That This Version Does Not Know"));
    assert.equal(copied, "signIns: 2 members that this version does not know\nfreshMember\nodd ](command:x)");
  });

  for (const [row, name] of [
    [2, "of five megabytes"],
    [3, `with ${policies.toLocaleString("en")} policies`],
  ] as const)
    test(`open ${name}, and say what is left out`, async () => {
      await openRow(row);
      await lens("Filter for…").waitFor();
      const said = window.page.locator(".hover-language-status", { hasText: "Large record" });
      await window.page.locator("#status\\.languageStatus").click();
      await said.filter({ hasText: "are left out, as they would take long" }).waitFor();
      await window.screenshot(`record document ${name}`);
      await window.page.keyboard.press("Escape");
    });

  test("filter the grid that they came from for the value at the cursor, those that are large too", async () => {
    await openRow(3);
    await window.command("View: Keep Editor");
    await openRow(1);
    const narrowed = window.page.locator(".tab.active").filter({ hasText: "Failed sign-ins" });
    await byLens(valueOf("userPrincipalName", "person2"), "Filter for…", narrowed);
    await grid.statusSays(/^1 /);
    assert.match(await grid.query(), /userPrincipalName eq 'person2@contoso\.com'/);
    await window.screenshot("record document filtered");
    await window.tab(/person4/).click();
    // The grid was behind the record: its page has come anew, under the title that it has now.
    await byLens(valueOf("userPrincipalName", "person4"), "Filter for…", narrowed.and(window.tab("Failed sign-ins (edited)")));
    await until(
      () => grid.query(),
      (text) => text.includes("person4@contoso.com"),
      "the query",
    );
  });
});
