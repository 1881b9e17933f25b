import assert from "node:assert/strict";
import { createDemoWorld, demoApps, demoSecret } from "../support/identityEndpoint/index.ts";
import { FrailHost } from "../support/frailHost.ts";
import { Grid } from "./grid.ts";
import { openWindow, type Theme, type Window } from "./window.ts";

suite("What is needed stands first in the tree", () => {
  let host: FrailHost;
  let window: Window;
  suiteSetup(async () => {
    host = await FrailHost.open(createDemoWorld({ interval: 1 }));
    window = await openWindow({
      viewport: { width: 1280, height: 900 },
      settings: {
        "workbench.colorTheme": "Dark Modern",
        "tenantActivity.loadLimit": 1000,
        "tenantActivity.customCloud": { login: host.url, graph: host.url },
      },
    });
    await window.view("Tenant Activity");
  });
  suiteTeardown(async () => {
    await window.close();
    await host.close();
  });

  async function signIn(clientId: string, name: string): Promise<void> {
    const answer = async (question: string, text: string): Promise<void> => {
      await window.quickInput.locator(".quick-input-message").filter({ hasText: question }).waitFor();
      await window.type(text);
    };
    await window.command("Tenant Activity: Sign In…");
    await window.pick("App with a client secret");
    await window.pick(`Custom (${new URL(host.url).host})`);
    await answer("Tenant: its GUID", "contoso.com");
    await answer("ID of your app registration", clientId);
    await answer("Name of the connection", name);
    await answer("Client secret", demoSecret);
    await window.status(name).waitFor();
  }

  const first = () => window.sideBar.locator('.monaco-list-row[data-index="0"]');

  test("a missing permission, by its name, found by the check that follows a sign-in", async () => {
    await signIn(demoApps.powerless, "Powerless");
    await window
      .notification("Connected to Powerless, but nothing can be read yet: the permission AuditLog.Read.All is missing.")
      .waitFor();
    await window.item(/^Needs AuditLog\.Read\.All\. Check Access/).waitFor();
    assert.match((await first().textContent()) ?? "", /^Needs AuditLog\.Read\.AllCheck Access$/);
    await window.command("Notifications: Clear All Notifications");
    for (const theme of ["dark", "light", "highContrast"] satisfies Theme[]) {
      await window.setTheme(theme);
      await window.screenshot(`need ${theme}`);
    }
  });

  test("Enter takes its one next step", async () => {
    await first().click();
    await window.quickInput.getByText("Access of Powerless").waitFor();
    await window.page.keyboard.press("Escape");
    await window.quickInput.waitFor({ state: "hidden" });
    await window.sideBar.locator(".monaco-list").press("Enter");
    await window.quickInput.getByText("Access of Powerless").waitFor();
    await window.page.keyboard.press("Escape");
  });

  test("another connection needs nothing, until Graph cannot be reached, and nothing again when it answers", async function () {
    this.timeout(150_000);
    await signIn(demoApps.exporter, "Exporter");
    await window.notification("Connected to Exporter: sign-ins, directory audits and provisioning can be read.").waitFor();
    await window.item(/^Needs AuditLog/).waitFor({ state: "detached" });
    await window.item(/^Failed sign-ins/).dblclick();
    const grid = new Grid(window, "Failed sign-ins");
    await grid.statusSays(/^1,000 rows .*the service has more/);
    await host.leave();
    await (await grid.button("Load more")).click();
    await window.item(/^Graph cannot be reached\. Check Access/).waitFor({ timeout: 60_000 });
    await window.screenshot("need offline");
    await host.recover();
    await window.item(/^Graph cannot be reached/).waitFor({ state: "detached", timeout: 60_000 });
  });

  test("nothing for a report that few need, until somebody runs it: then its own permission, by its name", async () => {
    const own = /^Needs CustomSecAttributeAuditLogs\.Read\.All\. Check Access/;
    await window.command("Tenant Activity: Check Access");
    await window.quickInput.getByText("Access of Exporter").waitFor();
    await window.quickInput.getByText("Attribute audits need the application permission CustomSecAttributeAuditLogs.Read.All.").waitFor();
    await window.screenshot("access to a further report");
    await window.page.keyboard.press("Escape");
    assert.deepEqual([await window.item(own).count(), await window.item(/^Attribute audits$/).count()], [0, 0]);
    await window.command("Tenant Activity: New Query…");
    await window.type("customSecurityAttributeAudits last 7d");
    const grid = new Grid(window, "Attribute audits");
    await (
      await grid.find(".banner.error")
    )
      .filter({ hasText: "lacks a permission to read Attribute audits: CustomSecAttributeAuditLogs.Read.All" })
      .waitFor();
    await window.item(own).waitFor();
    await window.screenshot("need of a further report");
  });

  test("a connection that one signed out of asks to sign in again", async () => {
    await window.command("Tenant Activity: Sign Out…");
    await window.item(/^Signed out\. Sign In Again/).waitFor();
    await first().click();
    await window
      .notification(/secret/i)
      .getByRole("button", { name: "Enter Secret" })
      .click();
    await window.type(demoSecret);
    await window.item(/^Signed out/).waitFor({ state: "detached" });
  });
});
