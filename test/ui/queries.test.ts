import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
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
    await broken.waitFor();
    assert.match((await broken.textContent()) ?? "", /apDisplayName.*appDisplayName/);
    // Those without a report stand at the end.
    await window.sideBar.locator(".monaco-list").press("End");
    assert.match((await window.item(/^Half/).textContent()) ?? "", /query text/);
    assert.match((await window.item(/^Entry 4/).textContent()) ?? "", /no name/);
  });

  test("a click selects, a double click runs", async () => {
    await window.sideBar.locator(".monaco-list").press("Home");
    const item = window.item(/^My portal sign-ins/);
    await item.click();
    assert.equal(await window.tab("My portal sign-ins").count(), 0);
    await item.dblclick();
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
    await window.item(/^Password guessing/).click();
    await window.page.keyboard.press("Enter");
    await window.tab("Password guessing").waitFor();
    await new Grid(window, "Password guessing").statusSays(/complete/);
  });

  test("are picked from the palette, the ones used last first", async () => {
    await window.command("Tenant Activity: Run Saved Query…");
    const separators = window.quickInput.locator(".quick-input-list-separator");
    await separators.filter({ hasText: "recently used" }).first().waitFor();
    assert.match((await window.rows.first().textContent()) ?? "", /Password guessing/);
    await window.fill("ServiceNow");
    await window.pick("Groups created in ServiceNow");
    const grid = new Grid(window, "Groups created in ServiceNow");
    await grid.loaded();
    await window.tab("Groups created in ServiceNow").waitFor();
  });

  test("a new one is checked while it is typed, and nothing is sent before it is right", async () => {
    await window.command("Tenant Activity: New Query…");
    await window.fill("signIns last 24h where apDisplayName eq 'x'");
    await window.validation(/appDisplayName/).waitFor();
    await window.page.keyboard.press("Enter");
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

    await window.contextMenu(item, "Edit Query…");
    await window.type("directoryAudits last 2d where category eq 'GroupManagement'");
    await window.item(/^Group changes, last 2d/).waitFor();

    await item.click();
    await window.page.keyboard.press("Delete");
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
    await window.quickInput.locator(".monaco-list-row.focused").filter({ hasText: user }).waitFor();
    await window.page.keyboard.press("Enter");
    const grid = new Grid(window, `Sign-ins: startswith(userPrincipalName, '${user}')`);
    await grid.statusSays(/rows?/);
    assert.equal(await grid.query(), `signIns last 7d where startswith(userPrincipalName, '${user}') take 20`);
    await window.tab("Sign-ins: startswith(userPrincipalName, 'alex')").waitFor();
    await (await grid.button("Change the answers")).click();
    await window.quickInput.getByText("User", { exact: true }).first().waitFor();
    await window.page.keyboard.press("Escape");
  });

  test("one in another language is put right by Enter before it is run", async () => {
    await window.command("View: Close All Editors");
    await window.command("Tenant Activity: New Query…");
    await window.fill('SigninLogs | where UserPrincipalName contains "alex" | take 5');
    await window.validation(/Enter writes/).waitFor();
    await window.page.keyboard.press("Enter");
    await window.validation(/Enter writes/).waitFor({ state: "hidden" });
    assert.equal(await window.input.inputValue(), "signIns where contains(userPrincipalName, 'alex') take 5");
    await window.page.keyboard.press("Enter");
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
});
