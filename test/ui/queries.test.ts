import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

suite("Queries", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({
      // High enough for the whole tree: it draws only what is in sight.
      viewport: { width: 1280, height: 1400 },
      settings: {
        "workbench.colorTheme": "Light Modern",
        "tenantActivity.queries": [
          { name: "My portal sign-ins", query: "signIns last 3d where contains(tolower(appDisplayName), 'portal')" },
          { name: "Misspelt", query: "signIns last 3d where apDisplayName eq 'x'" },
          { name: "Half", query: 7 },
          "rubbish",
        ],
      },
    });
    await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const settings = () =>
    JSON.parse(window.read(".vscode/settings.json")) as { "tenantActivity.queries"?: { name: string; query: string }[] };

  test("of the settings stand under their report; broken ones say what is wrong and the others work", async () => {
    await window.item(/^My portal sign-ins/).scrollIntoViewIfNeeded();
    const broken = window.item(/^Misspelt/);
    await broken.filter({ hasText: /apDisplayName.*appDisplayName/ }).waitFor();
    // Those without a report stand at the end.
    await window.sideBar.locator(".monaco-list").press("End");
    await window.item(/^Half/).filter({ hasText: "query text" }).waitFor();
    await window
      .item(/^Entry 4/)
      .filter({ hasText: "no name" })
      .waitFor();
  });

  test("a click selects, a double click runs", async () => {
    await window.sideBar.locator(".monaco-list").press("Home");
    const item = window.item(/^My portal sign-ins/);
    await item.click();
    assert.equal(await window.tab("My portal sign-ins").count(), 0);
    await window.openItem(item, window.tab("My portal sign-ins"));
    const grid = new Grid(window, "My portal sign-ins");
    await grid.loaded();
    const apps = await grid.column("Application");
    assert.deepEqual(
      apps.filter((app) => !/portal/i.test(app)),
      [],
    );
    await (await grid.button("How it was asked")).click();
    await (await grid.find(".notes-list")).filter({ hasText: "contains(tolower(appDisplayName), 'portal')" }).waitFor();
    await grid.press("Escape");
  });

  test("Enter on the selected query runs it", async () => {
    await window.unfold(/^Risk, .* of signIns/);
    await window.pressOn(window.item(/^Password guessing/), "Enter");
    await window.tab("Password guessing").waitFor();
    await new Grid(window, "Password guessing").statusSays(/complete/);
  });

  test("are picked from the palette, the ones used last first", async () => {
    await window.inPick("Tenant Activity: Run Saved Query…", "Which query?", async () => {
      // The palette has a list of its own that was used recently.
      const separators = window.quickInput.locator(".quick-input-list-separator");
      await separators.filter({ hasText: "recently used" }).first().waitFor();
      await window.rows.first().filter({ hasText: "Password guessing" }).waitFor();
    });
    await window.runSavedQuery("Groups created in ServiceNow");
    const grid = new Grid(window, "Groups created in ServiceNow");
    await grid.loaded();
    await window.tab("Groups created in ServiceNow").waitFor();
  });

  test("a new one is checked while it is typed, and nothing is sent before it is right", async () => {
    await window.command("Tenant Activity: New Query…");
    await window.fill("signIns last 24h where apDisplayName eq 'x'");
    await window.validation(/appDisplayName/).waitFor();
    await window.enter();
    await window.input.waitFor();
    assert.equal(await window.tab(/^(Sign-ins|New query)/).count(), 0);
    await window.type("directoryAudits last 7d where category eq 'GroupManagement' take 5");
    const grid = new Grid(window, "Directory audits: category eq 'GroupManagement'");
    await grid.loaded();
    await grid.statusSays(/^5 rows/);
  });

  test("is saved under a name in the scope of choice, shown in the tree, edited and deleted", async () => {
    await window.command("Tenant Activity: Save Query…");
    await window.type("Group changes");
    await window.pick("Workspace settings");
    await window.tab("Group changes").waitFor();
    const item = window.item(/^Group changes/);
    await item.waitFor();
    assert.deepEqual(settings()["tenantActivity.queries"], [
      { name: "Group changes", query: "directoryAudits last 7d where category eq 'GroupManagement' take 5" },
    ]);

    await window.contextMenu(item, "Edit Query…", window.input);
    await window.type("directoryAudits last 2d where category eq 'GroupManagement'");
    await window.item(/^Group changes, last 2d/).waitFor();

    await window.pressOn(item, "Delete");
    await window.notification("Deleted the query “Group changes”").waitFor();
    await item.waitFor({ state: "detached" });
    await window.notification("Deleted the query").getByRole("button", { name: "Undo" }).click();
    await item.waitFor();
  });

  test("a variable is asked for when the query runs", async () => {
    await window.command("View: Close All Editors");
    await window.command("Tenant Activity: New Query…");
    await window.type("signIns last 7d where startswith(userPrincipalName, '${input:User}') take 20");
    await window.quickInput.getByText("User", { exact: true }).first().waitFor();
    await window.type("alex");
    const grid = new Grid(window, "Sign-ins: startswith(userPrincipalName, 'alex')");
    await grid.statusSays(/rows/);
    await grid.loaded();
    assert.equal(await grid.query(), "signIns last 7d where startswith(userPrincipalName, 'alex') take 20");
    const users = await grid.column("User");
    assert.deepEqual(
      users.filter((user) => !user.startsWith("alex")),
      [],
    );
  });

  test("other answers are another grid, which the question offers from the rows that are loaded", async () => {
    const before = new Grid(window, "Sign-ins: startswith(userPrincipalName, 'alex')");
    const [user = ""] = await before.column("User");
    await window.command("Tenant Activity: Change Answers…");
    await window.quickInput.locator(".monaco-list-row").filter({ hasText: "@" }).filter({ hasText: /rows?/ }).first().waitFor();
    await window.fill(user.toUpperCase());
    await window.enter(user);
    const grid = new Grid(window, `Sign-ins: startswith(userPrincipalName, '${user}')`);
    await grid.statusSays(/rows?/);
    assert.equal(await grid.query(), `signIns last 7d where startswith(userPrincipalName, '${user}') take 20`);
    await window.tab("Sign-ins: startswith(userPrincipalName, 'alex')").waitFor();
    await (await grid.button("Change the answers")).click();
    await window.quickInput.getByText("User", { exact: true }).first().waitFor();
    await window.leavePick();
  });

  test("one in another language is put right by Enter before it is run", async () => {
    await window.command("View: Close All Editors");
    await window.command("Tenant Activity: New Query…");
    await window.fill('SigninLogs | where UserPrincipalName contains "alex" | take 5');
    await window.validation(/Enter writes/).waitFor();
    await window.enter();
    await window.validation(/Enter writes/).waitFor({ state: "hidden" });
    await until(
      () => window.input.inputValue(),
      (text) => text === "signIns where contains(userPrincipalName, 'alex') take 5",
      "the text in the box",
    );
    await window.enter();
    const grid = new Grid(window, "Sign-ins: contains(userPrincipalName, 'alex')");
    await grid.statusSays(/rows?/);
  });

  test("a Graph address can be pasted, and is shown as the query that it means", async () => {
    await window.command("View: Close All Editors");
    await window.command("Tenant Activity: New Query…");
    await window.type(
      "https://graph.microsoft.com/v1.0/auditLogs/provisioning?$filter=provisioningStatusInfo/status%20eq%20'failure'&$top=3",
    );
    const grid = new Grid(window, "Provisioning: status eq 'failure'");
    await grid.statusSays(/^\d rows?/);
    assert.equal(await grid.query(), "provisioning last 24h where provisioningStatusInfo/status eq 'failure' take 3");
  });

  test("that ran in this window are offered again, and the grid closed last comes back", async () => {
    const title = "Provisioning: status eq 'failure'";
    const recent = window.rows.filter({ hasText: title });
    await window.tab(title).click();
    await window.command("View: Close Editor");
    await window.tab(title).waitFor({ state: "detached" });
    await window.command("Tenant Activity: Reopen Closed Grid");
    await new Grid(window, title).statusSays(/^3 rows/);
    await window.command("View: Close Editor");
    await window.tab(title).waitFor({ state: "detached" });

    const recentQueries = ["Tenant Activity: Recent Queries…", "Which query is to be run again?"] as const;
    const choose = (label: string) => window.chooseFrom(...recentQueries, label);
    await window.inPick(...recentQueries, async () => {
      await recent.waitFor();
      await window.rows
        .first()
        .filter({ hasText: /Provisioning: status eq 'failure'.* · 3 rows · complete/ })
        .waitFor();
      await window.screenshot("recent queries");
    });
    await choose(title);
    await new Grid(window, title).statusSays(/^3 rows/);

    await choose("Keep on This Machine…");
    await window.dialog.getByRole("button", { name: "Keep on This Machine" }).click();
    await window.dialog.waitFor({ state: "hidden" });
    await choose("Clear Recent Queries");
    await window.inPick(recentQueries[0], "No query was run yet on this connection", async (pick) => {
      await window.rows.filter({ hasText: "Keep on This Machine…" }).waitFor();
      assert.equal(await recent.count(), 0);
      assert.ok(await pick.isVisible());
    });
    await window.leavePick();
  });

  const pasted = async (text: string): Promise<void> => {
    await window.command("Tenant Activity: New Query…");
    await window.type(text);
  };

  test("pasted from elsewhere say over the rows what they do not keep, and ask for all that is kept with one click", async () => {
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
    await banner.waitFor({ state: "detached" });
    assert.equal(await (await grid.find(".banner")).count(), 0);
  });

  test("pasted from elsewhere find with a pattern, in the run and in the filter of the rows", async () => {
    await window.command("View: Close All Editors");
    await pasted("signIns last 2d where matchesPattern(appDisplayName, '^(?i)azure\\s+portal$')");
    const grid = new Grid(window, "Sign-ins: matchesPattern(appDisplayName, '^(?i)azure\\s+portal$')");
    await grid.loaded();
    await grid.columnIs("Application", /^Azure Portal$/);
    const [user = ""] = await grid.column("User");
    await grid.filter(`matchesPattern(userPrincipalName, '^${user.charAt(0)}')`);
    await grid.columnIs("User", new RegExp(`^${user.charAt(0)}`));
  });

  test("pasted from elsewhere open a record by its address", async () => {
    await window.command("View: Close All Editors");
    await pasted("signIns last 1d columns id take 1");
    const grid = new Grid(window, "Sign-ins");
    await grid.loaded();
    const [id = ""] = await grid.column("Id");
    await pasted(`GET https://graph.microsoft.com/v1.0/auditLogs/signIns/${id}`);
    await window.tab(new RegExp(`sign-in ${id}\\.json`)).waitFor();
    await window.page.locator(".monaco-editor .view-lines").filter({ hasText: id }).first().waitFor();
    await window.screenshot("pasted record");
  });

  test("of a report that few need are there once somebody shows it, and gone again when they hide it", async () => {
    const report = window.item(/^Attribute audits$/);
    const list = window.sideBar.locator(".monaco-list");
    await list.press("End");
    assert.equal(await report.count(), 0);
    const answer = async (): Promise<void> => {
      await window.chooseFrom("Tenant Activity: Show or Hide Reports…", "Which further reports to show in the view?", "Attribute audits");
      await window.screenshot("reports shown or hidden");
      await window.enter();
    };
    await answer();
    await report.waitFor();
    await window.item(/^Changes that failed/).scrollIntoViewIfNeeded();
    await window.screenshot("a further report in the tree");
    await window.runSavedQuery("Attribute values changed");
    const grid = new Grid(window, "Attribute values changed");
    await grid.loaded();
    await grid.columnIs("Activity", /^Update attribute values assigned to a (?:user|servicePrincipal)$/);
    await window.screenshot("attribute audits");
    await answer();
    await report.waitFor({ state: "detached" });
  });
});
