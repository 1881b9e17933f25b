import assert from "node:assert/strict";
import { openDemo, type Grid } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

suite("The first minute", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({
      viewport: { width: 1280, height: 1100 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc" },
    });
  });
  suiteTeardown(() => window.close());

  test("the view welcomes with one button, and a link to sign in to one's own tenant", async () => {
    await window.view("Tenant Activity");
    await window.sideBar.getByText("The demo needs no account and sends nothing").waitFor();
    assert.deepEqual(await window.sideBar.locator(".welcome-view-content .monaco-button").allTextContents(), ["Explore the Demo Tenant"]);
    await window.sideBar.getByText("sign in", { exact: true }).click();
    await window.rows.filter({ hasText: "Device code" }).waitFor();
    await window.leavePick();
  });

  test("the welcome leads to the walkthrough, whose steps have pictures that say what they show", async () => {
    // VS Code leaves pictures out of a narrow editor.
    await window.page.setViewportSize({ width: 1700, height: 1100 });
    await window.sideBar.getByText("Get started in five steps").click();
    const steps = window.page.locator(".getting-started-step .step-title");
    await steps.last().waitFor();
    assert.deepEqual(await steps.allTextContents(), [
      "Run a query",
      "Filter the rows",
      "Open a record",
      "Save a query",
      "Sign in to your own tenant",
    ]);
    const kind = (await window.page.locator(".monaco-workbench.vs-dark").count()) > 0 ? "dark" : "light";
    for (const [title, shown] of [
      ["Filter the rows", "Azure Portal typed into the filter"],
      ["Sign in to your own tenant", "three questions of a sign-in"],
    ] as const) {
      await steps.filter({ hasText: title }).click();
      await window.page.locator(`img[alt*="${shown}"][srcset*="-${kind}.png"]`).waitFor();
      await window.screenshot(`walkthrough ${title} ${kind}`);
    }
    await window.command("View: Close All Editors");
    await window.page.setViewportSize({ width: 1280, height: 1100 });
  });

  test("what is copied to report a problem has versions and no name of anybody", async () => {
    const text = await window.copied(() => window.command("Tenant Activity: Report a Problem…"));
    await window.notification("Copied versions and settings, without a name").waitFor();
    assert.match(text, /^Tenant Activity \d+\.\d+\.\d+\nVS Code 1\.\d+/m);
    assert.match(text, /^ {2}tenantActivity\.timeZone: utc$/m);
    await window.clearNotifications();
  });

  test("one click opens the demo tenant with its reports and a query already run", async () => {
    grid = await openDemo(window);
    for (const report of ["Sign-ins", "Directory audits", "Provisioning"]) await window.item(new RegExp(`^${report}$`)).waitFor();
    await window.status("Contoso (demo)").waitFor();
    const users = await grid.column("User");
    assert.ok(users.length > 10 && users.every((user) => user.includes("@") || user !== ""), users.join());
    const codes = await grid.column("Error code");
    assert.deepEqual(
      codes.filter((code) => /^Success/.test(code)),
      [],
    );
    await grid.statusSays(/\d rows · .* complete, last 15 min settling/);
    // The ribbon says the same of the range, and the status bar what it cost.
    const stretches = await grid.find("grid-coverage .stretch");
    const states = () => stretches.evaluateAll((all) => all.map(({ className }) => /complete|settling/.exec(className)?.[0] ?? className));
    await until(states, (all) => all.join() === "settling,complete", "the ribbon");
    await window.status(/[1-5]\/5/).waitFor();
  });

  test("words in the filter leave the rows that have them", async () => {
    const before = await grid.status();
    await grid.filter("Azure Portal");
    const after = await grid.statusSays(/^[\d,]+ of [\d,]+ rows/);
    assert.notEqual(after, before);
    await grid.columnIs("Application", /^Azure Portal$/);
  });

  test("a condition in the filter does the same, and a mistake in it is named", async () => {
    await grid.filter("status/errorCode eq 50126");
    await grid.statusSays(/^[\d,]+ of [\d,]+ rows/);
    await grid.columnIs("Error code", /50126/);
    await grid.filter("status/errorCode eq");
    await (await grid.find(".filter-problem:not([hidden])")).waitFor();
    await grid.filter("");
    await grid.statusSays(/^[\d,]+ rows/);
  });

  test("Enter opens the record as a JSON document, read-only, named by report, time and actor", async () => {
    await grid.focusRows();
    const [user = ""] = await grid.column("User");
    await grid.press("Enter");
    const tab = window.tab(/^sign-in \d{4}-\d\d-\d\d \d\d\.\d\d .*\.json$/);
    await tab.waitFor();
    await tab.filter({ hasText: user.replace(/@.*/, "") }).waitFor();
    const record = JSON.parse(await window.editorText()) as Record<string, unknown>;
    assert.equal(record["userPrincipalName"] ?? record["servicePrincipalName"], user);
    await window.status("JSON").waitFor();
    await window.page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await window.page.keyboard.type("x");
    await window.page.getByText("Records are shown as the service sent them").first().waitFor();
    await window.page.keyboard.press("Escape");
  });

  test("opening the same record again goes to the document that is open", async () => {
    const documents = window.tab(/\.json$/);
    const before = await documents.count();
    await window.tab("Failed sign-ins").click();
    await grid.loaded();
    await grid.focusRows();
    await grid.press("Enter");
    await window.page.locator(".tab.active", { hasText: /\.json/ }).waitFor();
    assert.equal(await documents.count(), before);
  });
});
