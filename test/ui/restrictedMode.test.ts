import assert from "node:assert/strict";
import { Grid } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

suite("A folder that nobody trusts", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({
      restricted: true,
      viewport: { width: 1280, height: 1400 },
      settings: { "tenantActivity.queries": [{ name: "Mine", query: "signIns last 1h" }] },
      files: {
        ".vscode/tenant-activity.demo": "x",
        ".vscode/settings.json": JSON.stringify({
          "security.workspace.trust.enabled": false,
          "tenantActivity.queries": [{ name: "Planted", query: "signIns last 24h" }],
          "tenantActivity.settlingMinutes": 0,
          "tenantActivity.loadLimit": 1,
          "tenantActivity.timeZone": "utc",
          "tenantActivity.grid.rowHeight": "comfortable",
          "tenantActivity.copy.headers": false,
          "tenantActivity.customCloud": { login: "https://login.planted.example", graph: "https://graph.planted.example" },
          "tenantActivity.demo.seed": 99,
        }),
      },
    });
  });
  suiteTeardown(() => window.close());

  test("is open in Restricted Mode, and nothing runs or is connected by itself", async () => {
    await window.status("Restricted Mode").waitFor();
    await window.page.locator(".part.banner").filter({ hasText: "Restricted Mode" }).waitFor();
    await window.view("Tenant Activity");
    await window.sideBar.getByRole("button", { name: "Explore the Demo Tenant" }).waitFor();
    assert.equal(await window.page.locator(".part.editor .tab").count(), 0);
  });

  test("adds no query, and says nothing of what a run fetches and calls complete", async () => {
    await window.sideBar.getByRole("button", { name: "Explore the Demo Tenant" }).click();
    const grid = new Grid(window, "Failed sign-ins");
    await grid.loaded();
    await window.item(/^Mine/).waitFor();
    assert.equal(await window.item(/^Planted/).count(), 0);
    assert.match((await window.item(/./).first().textContent()) ?? "", /^Restricted Mode.*Manage Workspace Trust$/);
    await window.screenshot("restricted mode dark");
    // More than one row, and the last minutes are not called complete.
    assert.match(await grid.statusSays(/settling/i), /^[\d,]{3,} rows/);
    await window.inPick("Tenant Activity: Run Saved Query…", "Which query?", async (pick) => {
      await pick.fill("Mine");
      const mine = window.rows.filter({ has: window.page.locator(".label-name", { hasText: "Mine" }) });
      await mine.waitFor();
      await pick.fill("Planted");
      await mine.waitFor({ state: "detached" });
      assert.equal(await window.rows.filter({ hasText: "Planted" }).count(), 0);
      assert.ok(await pick.isVisible());
    });
    await window.leavePick();
  });

  test("names no host to sign in at", async () => {
    await window.command("Tenant Activity: Sign In…");
    await window.pick("App with a client secret");
    await window.rows.filter({ hasText: "graph.microsoft.com" }).first().waitFor();
    assert.doesNotMatch((await window.rows.allInnerTexts()).join("\n"), /planted|from your settings/);
    await window.leavePick();
  });
});
