import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

suite("The details", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc" } });
    grid = await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const whereTo = "What should open in a new grid beside?";
  /** What the pick of where to go offers first. */
  const firstOffer = (label: string) => window.rows.locator(".label-name").first().filter({ hasText: label });
  /** Waits until the pick that has been opened offers this first, and leaves it. */
  async function offersFirst(label: string): Promise<void> {
    await window.quickInput.getByPlaceholder(whereTo).waitFor();
    await firstOffer(label).waitFor();
    await window.leavePick();
  }
  const value = async (path: string) => grid.find(`grid-details [data-key="${path}"]`);

  test("tell of a failed sign-in by keyboard: the code explained, its values copied, and of the next one on the same tab", async () => {
    await grid.focusRows();
    const [user = "", next = ""] = await grid.column("User");
    await grid.press("Space");
    await (await value("userPrincipalName")).filter({ hasText: user }).waitFor();
    await (await grid.find("grid-details .explanation")).waitFor();
    await window.screenshot("details basics dark");

    await (await value("userPrincipalName")).focus();
    assert.equal(await window.copied(() => grid.press("Control+c")), user);
    await grid.announced("Value copied");
    assert.equal(await window.copied(() => grid.press("Control+Shift+c")), "userPrincipalName");
    await grid.announced("Path copied");

    await grid.press("Alt+ArrowDown");
    await (await grid.find('grid-details [data-key="userPrincipalName"]:focus')).filter({ hasText: next }).waitFor();
    await (await (await grid.frame()).getByRole("tab", { name: "Authentication" })).click();
    await (await grid.find("grid-details [role=table]")).first().waitFor();
    await grid.press("Alt+ArrowUp");
    assert.equal(await (await grid.find("grid-details [role=tab][aria-selected=true]")).innerText(), "Authentication");
    await grid.press("Escape");
    await (await grid.find(".scroller:focus")).waitFor();
  });

  test("an id leads on: come to by Tab, Enter asks where to; the record's document asks of the member under the cursor", async () => {
    await grid.focusRows();
    await grid.showDetails();
    await (await (await grid.frame()).getByRole("tab", { name: "Basics" })).click();
    await (await value("userPrincipalName")).focus();
    await grid.press("Tab");
    const link = await grid.find("grid-details .named:focus");
    await link.waitFor();
    await window.screenshot("details go to");
    await grid.press("Enter");
    await offersFirst("All sign-ins of this user");
    await (await value("appDisplayName")).focus();
    await grid.press("g");
    await offersFirst("Sign-ins to this app");
    await grid.focusRows();
    await grid.press("Enter");
    const editor = window.page.locator(".editor-instance .monaco-editor").last();
    const line = editor.locator(".view-line", { hasText: '"userPrincipalName"' }).first();
    await line.click();
    await window.inPick("Tenant Activity: Go To…", whereTo, async () => {
      await firstOffer("All sign-ins of this user").waitFor();
      await window.screenshot("document go to");
    });
    await window.leavePick();
    await window.closeEditor(window.tab(/^sign-in /));
  });

  test("a name of today is looked up once that is allowed, and stands apart in the details and in the document until it is taken back", async () => {
    const { page } = window;
    // Some who fail to sign in are nobody's.
    await grid.filter("userId ne '' and userId ne '00000000-0000-0000-0000-000000000000'");
    await grid.focusRows();
    await grid.showDetails();
    await (await value("userId")).focus();
    await window.inPick(
      () => grid.press("g"),
      whereTo,
      async (pick) => {
        await pick.pressSequentially("Look Up Name");
        await window.focusedRow.filter({ hasText: "Look Up Name" }).waitFor();
        await window.screenshot("names go to");
        await window.enter("Look Up Name");
      },
    );
    await window.dialog.filter({ hasText: "Look up names in the directory of “Contoso (demo)”?" }).waitFor();
    await window.screenshot("names question");
    await window.dialog.getByRole("button", { name: "Allow" }).click();
    await window.notification(/: in the directory, looked up /).waitFor();
    const name = await grid.find("grid-details .looked-up");
    await name.first().waitFor();
    await window.screenshot("names in details");
    const [, found = ""] = /^(.*) \(directory\)$/.exec(await name.first().innerText()) ?? [];
    assert.notEqual(found, "");
    await (await (await grid.frame()).getByRole("tab", { name: "JSON" })).click();
    await (
      await grid.find("grid-record-json .looked-up")
    )
      .filter({ hasText: `${found} (directory)` })
      .first()
      .waitFor();
    await window.screenshot("names in details json");
    await (await (await grid.frame()).getByRole("tab", { name: "Basics" })).click();

    await grid.focusRows();
    await grid.press("Enter");
    const editor = page.locator(".editor-instance .monaco-editor").last();
    const line = editor.locator(".view-line", { hasText: '"userId"' }).first();
    await line.filter({ hasText: `${found} (directory)` }).waitFor();
    const id = line.locator("span", { hasText: /^"[\da-f]{8}-/ }).last();
    await window.tooltip(id, /in the directory, looked up .*Look up again/s);
    await window.screenshot("names in document");
    await page.mouse.move(1, 1);
    await window.command("Tenant Activity: Stop Looking Up Names in the Directory");
    await window.notification("Names are no longer looked up with “Contoso (demo)”").waitFor();
    await window.clearNotifications();
    await line.filter({ hasNotText: "(directory)" }).waitFor();
    await window.closeEditor(window.tab(/^sign-in /));
    await (await grid.find("grid-details .looked-up")).first().waitFor({ state: "detached" });
    await grid.filter("");
  });

  test("a value goes on by its link and its button, by the mouse; so does a member of the JSON", async () => {
    await grid.focusRows();
    await grid.showDetails();
    await (await value("userPrincipalName")).locator(".named").click();
    await offersFirst("All sign-ins of this user");
    await (await value("appDisplayName")).hover();
    await (await value("appDisplayName")).getByRole("button", { name: "Go To…" }).click();
    await offersFirst("Sign-ins to this app");
    await (await (await grid.frame()).getByRole("tab", { name: "JSON" })).click();
    const member = (await grid.find(".tree .line")).filter({ hasText: '"userPrincipalName"' }).first();
    await member.locator(".named").click();
    await offersFirst("All sign-ins of this user");
    await grid.press("g");
    await offersFirst("All sign-ins of this user");
    await window.screenshot("details json go to");
    await (await (await grid.frame()).getByRole("tab", { name: "Basics" })).click();
  });

  test("what is near is counted below; keys go to it, and all of it is shown in the grid", async () => {
    await grid.focusRows();
    await grid.showDetails();
    const rows = await grid.find("grid-near");
    const steps = await grid.find("grid-near .near-steps button:not([aria-disabled])");
    const counted = async () => {
      await grid.showDetails();
      await (await grid.frame()).waitForFunction(() => document.querySelector("grid-near > :not([aria-hidden], [aria-busy])") !== null);
    };
    await counted();
    for (let left = 60; (await steps.count()) === 0; left--) {
      assert.ok(left > 0, "no row has another one of its operation or session");
      await grid.press("ArrowDown");
      await counted();
    }
    await window.screenshot("details near");
    const [, more = ""] = /(\d+) more of this/.exec(await rows.innerText()) ?? [];
    const key = (await steps.first().getAttribute("data-name"))?.endsWith("before") ? "Alt+ArrowLeft" : "Alt+ArrowRight";
    const heading = await (await grid.find("grid-details h2")).innerText();
    await grid.press("F6", key);
    await (await grid.find("grid-details h2")).filter({ hasNotText: heading }).waitFor();
    await rows.getByRole("button", { name: "Show all here" }).first().click();
    const narrowed = new Grid(window, "Failed sign-ins (edited)");
    await narrowed.statusSays(new RegExp(`^${String(Number(more) + 1)} of `));
    assert.match(await narrowed.query(), / and (correlationId|sessionId) eq '/);
    await window.screenshot("details near all");
    await narrowed.run("signIns last 7d where status/errorCode ne 0");
    await grid.loaded();
  });

  const compared = () => window.page.locator(".monaco-diff-editor .view-line");
  /** Puts the cursor into the right side, below what stays in sight above the lines. */
  const inRight = () =>
    window.page
      .locator(".monaco-diff-editor .editor.modified .overflow-guard")
      .first()
      .click({ position: { x: 200, y: 200 } });
  const action = (name: RegExp) => window.page.locator(".editor-actions").getByRole("button", { name });

  test("a failed sign-in stands beside the last good one of its user and application: asked from the details by keyboard, ids and times shown by a button", async () => {
    // An expired password, or no assignment to the application: no interruptions, which have no last good one, and nobody who guesses.
    await grid.filter("status/errorCode in (50055, 50105)");
    await grid.focusRows();
    await grid.showDetails();
    await (await (await grid.frame()).getByRole("tab", { name: "Basics" })).click();
    const none = window.notification(/^No good one was found/);
    const asked = compared().filter({ hasText: "Asked of the service, in one request: interactive sign-ins of" }).first();
    let row = 0;
    for (; !(await asked.isVisible()); row++) {
      assert.ok(row < 10, "none of ten failed sign-ins has a good one before it");
      if (row > 0) {
        await window.clearNotifications();
        await grid.focusRows();
        for (let down = row; down > 0; down--) await grid.press("ArrowDown");
        await grid.showDetails();
      }
      await (await grid.find('grid-details [data-with="lastGood"]')).focus();
      await grid.press("Enter");
      await asked.or(none).first().waitFor();
    }
    await window.tab(/ ↔ last good$/).waitFor();
    for (const text of ["Left: the last good sign-in", "Not looked at: what is older", "not shown"])
      await compared().filter({ hasText: text }).first().waitFor();
    await window.screenshot("last good folded");
    // Names come in the order of their letters: this one is among the last.
    const token = compared().filter({ hasText: '"uniqueTokenIdentifier"' }).first();
    const toTheEnd = async (): Promise<void> => {
      await inRight();
      await window.page.keyboard.press("ControlOrMeta+End");
      await compared().filter({ hasText: '"userPrincipalName"' }).first().waitFor();
    };
    await toTheEnd();
    assert.equal(await token.count(), 0);
    await action(/^Show Ids and Times/).click();
    await token.waitFor();
    await window.screenshot("last good whole");
    await window.command("Tenant Activity: Hide Ids and Times");
    await token.waitFor({ state: "hidden" });
    await action(/^Show Ids and Times/).waitFor();
    await inRight();
    await window.page.keyboard.press("ControlOrMeta+Home");
    await asked.waitFor();
    for (const theme of ["light", "highContrast", "dark"] as const) {
      await window.setTheme(theme);
      await window.screenshot(`last good ${theme}`);
    }
    const gone = async (): Promise<void> => {
      await window.closeEditor(window.tab(/ ↔ last good$/));
      await asked.waitFor({ state: "hidden" });
    };
    await gone();
    // The same from the menu of the row, from Go To… and from the record's document.
    const cell = async () => (await grid.row(row - 1)).locator("[role=gridcell]").first();
    await window.contextMenu(await cell(), "Compare with Last Good Sign-In", asked);
    await gone();
    await (await cell()).click();
    await window.chooseFrom("Tenant Activity: Go To…", whereTo, "Compare with the last good sign-in");
    await asked.waitFor();
    await gone();
    await (await cell()).click();
    await grid.press("Enter");
    const lens = window.page.locator(".codelens-decoration a", { hasText: "Compare with…" });
    await lens.waitFor();
    await window.screenshot("document last good");
    await window.leads(() => lens.click(), window.rows.filter({ hasText: "The last good sign-in" }));
    await window.pick("The last good sign-in");
    await asked.waitFor();
    await gone();
    await window.tab("Failed sign-ins").first().click();
    await grid.filter("");
  });

  test("selected rows stand beside the one that has the focus, below each other in one editor", async () => {
    await window.tab("Failed sign-ins").first().click();
    await grid.focusRows();
    for (let more = 3; more > 0; more--) await grid.press("Shift+ArrowDown");
    await window.command("Tenant Activity: Compare Records");
    await window.tab(/ ↔ 3 sign-ins/).waitFor();
    const note = window.page.locator(".multiDiffEntry .view-line").filter({ hasText: "not shown" }).first();
    await note.waitFor();
    for (const theme of ["light", "dark"] as const) {
      await window.setTheme(theme);
      await window.screenshot(`compared rows ${theme}`);
    }
    await action(/^Show Ids and Times/).click();
    await note.waitFor({ state: "hidden" });
    await window.screenshot("compared rows whole");
    await window.command("Tenant Activity: Hide Ids and Times");
    await note.waitFor();
    await window.closeEditor(window.tab(/ ↔ 3 sign-ins/));
    await note.waitFor({ state: "hidden" });
  });

  test("the changes of a policy lead to their old and new values in the diff editor, by mouse and by keyboard", async () => {
    await window.runSavedQuery("Conditional Access changes");
    const changes = new Grid(window, "Conditional Access changes");
    await changes.loaded();
    await changes.focusRows();
    await changes.showDetails();
    await (await (await changes.frame()).getByRole("tab", { name: "Targets" })).click();
    // A tab that was behind another one has another frame.
    const link = async () => (await changes.find('grid-details [data-with="oldAndNew"]')).first();
    await (await link()).hover();
    await window.screenshot("details compare");
    await (await link()).click();
    const tab = window.tab(/: old and new values$/);
    await tab.waitFor();
    await compared().filter({ hasText: '"ConditionalAccessPolicy"' }).first().waitFor();
    assert.equal(await action(/ Ids and Times/).count(), 0);
    await window.closeEditor(tab);
    await (await link()).focus();
    await changes.press("Enter");
    await compared().filter({ hasText: '"ConditionalAccessPolicy"' }).first().waitFor();
    await window.closeEditor(tab);
  });

  test("open what the service recommends in the browser once VS Code has asked for it, by keyboard", async () => {
    await window.runSavedQuery("Users not created from Workday");
    const failures = new Grid(window, "Users not created from Workday");
    await failures.loaded();
    await failures.filter("learn.microsoft.com");
    await failures.focusRows();
    await failures.showDetails();
    const action = await failures.find('grid-details [data-key="provisioningStatusInfo/errorInformation/recommendedAction"]');
    await action.filter({ hasText: "learn.microsoft.com" }).focus();
    await failures.press("ArrowDown");
    await (await failures.find('grid-details [data-address*="learn.microsoft.com"]:focus')).waitFor();
    await failures.press("Enter");
    await window.dialog.filter({ hasText: "https://learn.microsoft.com/entra/identity/app-provisioning" }).waitFor();
    await window.screenshot("details address asked for");
    await window.page.keyboard.press("Escape");
    await window.dialog.waitFor({ state: "hidden" });
  });

  test("lead to the record as a document: values are explained there, and a key lists all loaded records with one of them", async () => {
    await (await window.tab("Failed sign-ins")).click();
    await grid.loaded();
    await grid.focusRows();
    await grid.press("Enter");
    const { page } = window;
    const editor = page.locator(".editor-instance .monaco-editor").last();
    const name = editor.locator(".view-line", { hasText: '"id"' }).first();
    await window.tooltip(name.locator("span", { hasText: '"id"' }).last(), /Log Analytics/);
    await window.screenshot("record schema hover");
    await page.mouse.move(1, 1);
    // Whatever the time of the day: the newest record's address may be its own, its application is not.
    const application = editor
      .locator(".view-line", { hasText: '"appId"' })
      .first()
      .locator("span", { hasText: /^"[\da-f]{8}-/ })
      .last();
    await window.tooltip(application, /loaded records? names? it/);
    await window.screenshot("record value hover");
    await page.mouse.move(1, 1);
    // Wherever in the line the cursor is.
    await application.click();
    await page.keyboard.press("End");
    await window.command("Peek References");
    await editor.locator(".zone-widget").or(page.locator(".zone-widget")).first().waitFor();
    await window.screenshot("record references");
    await page.keyboard.press("Escape");
    await application.click();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+F12");
    const mention = window.sideBar.getByRole("treeitem").filter({ hasText: "Sign-in" }).first();
    await mention.waitFor();
    await window.screenshot("record references view");
    await window.leads(() => mention.click(), window.tab(/\.txt$/));
    await window.screenshot("record listing");
  });

  test("every theme kind", async () => {
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      await window.setTheme(theme);
      await window.screenshot(`details ${theme}`);
    }
  });
});
