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

  test("every theme kind", async () => {
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      await window.setTheme(theme);
      await window.screenshot(`details ${theme}`);
    }
  });
});
