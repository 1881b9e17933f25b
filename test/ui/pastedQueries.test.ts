import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

suite("Queries pasted from elsewhere", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Light Modern" } });
    await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const pasted = async (text: string): Promise<void> => {
    await window.command("Tenant Activity: New Query…");
    await window.type(text);
  };

  test("say over the rows what they do not keep, and ask for all that is kept with one click", async () => {
    await window.command("View: Close All Editors");
    await pasted("https://graph.microsoft.com/v1.0/auditLogs/directoryAudits?`$filter=category eq 'GroupManagement'&`$top=999&source=x");
    const grid = new Grid(window, "Directory audits: category eq 'GroupManagement'");
    await grid.loaded();
    const banner = await grid.find(".banner.info");
    await banner.waitFor();
    assert.match(
      (await banner.textContent()) ?? "",
      /No time range at activityDateTime: the last 24 hours are asked\.\s+\$top=999 is left out: .*source=x is left out/,
    );
    await window.screenshot("pasted query");
    await banner.getByRole("button", { name: "Ask for all that is kept" }).click();
    await grid.stateHas("queryText", "directoryAudits last 30d where category eq 'GroupManagement'");
    await grid.loaded();
    assert.equal(await (await grid.find(".banner")).count(), 0);
  });

  test("find with a pattern, in the run and in the filter of the rows", async () => {
    await window.command("View: Close All Editors");
    await pasted("signIns last 2d where matchesPattern(appDisplayName, '^(?i)azure\\s+portal$')");
    const grid = new Grid(window, "Sign-ins: matchesPattern(appDisplayName, '^(?i)azure\\s+portal$')");
    await grid.loaded();
    await grid.columnIs("Application", /^Azure Portal$/);
    const [user = ""] = await grid.column("User");
    await grid.filter(`matchesPattern(userPrincipalName, '^${user.charAt(0)}')`);
    await grid.columnIs("User", new RegExp(`^${user.charAt(0)}`));
  });

  test("open a record by its address", async () => {
    await window.command("View: Close All Editors");
    await pasted("signIns last 1d columns id take 1");
    const grid = new Grid(window, "Sign-ins");
    await grid.loaded();
    const [id = ""] = await grid.column("Id");
    await pasted(`GET https://graph.microsoft.com/v1.0/auditLogs/signIns/${id}`);
    await window.tab(`sign-in ${id}.json`).waitFor();
    await window.page.locator(".monaco-editor .view-lines").filter({ hasText: id }).first().waitFor();
    await window.screenshot("pasted record");
  });
});
