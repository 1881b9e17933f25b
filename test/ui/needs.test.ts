import assert from "node:assert/strict";
import { createDemoWorld, demoApps, demoSecret } from "../support/identityEndpoint/index.ts";
import { FrailHost } from "../support/frailHost.ts";
import { Grid } from "./grid.ts";
import { signInWithSecret } from "./signingIn.ts";
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

  const first = () => window.sideBar.locator('.monaco-list-row[data-index="0"]');

  test("a missing permission, by its name, found by the check that follows a sign-in", async () => {
    await signInWithSecret(window, host.url, { clientId: demoApps.powerless, name: "Powerless" });
    await window
      .notification("Connected to Powerless, but nothing can be read yet: the permission AuditLog.Read.All is missing.")
      .waitFor();
    await window.item(/^Needs AuditLog\.Read\.All\. Check Access/).waitFor();
    await first()
      .filter({ hasText: /^Needs AuditLog\.Read\.AllCheck Access$/ })
      .waitFor();
    await window.clearNotifications();
    for (const theme of ["dark", "light", "highContrast"] satisfies Theme[]) {
      await window.setTheme(theme);
      await window.screenshot(`need ${theme}`);
    }
  });

  test("Enter takes its one next step", async () => {
    await window.leads(() => first().click(), window.quickInput.getByText("Access of Powerless"));
    await window.leavePick();
    await window.sideBar.locator(".monaco-list").press("Enter");
    await window.quickInput.getByText("Access of Powerless").waitFor();
    await window.leavePick();
  });

  test("another connection needs nothing, until Graph cannot be reached, and nothing again when it answers", async function () {
    this.timeout(150_000);
    await signInWithSecret(window, host.url);
    await window.notification("Connected to Exporter: sign-ins, directory audits and provisioning can be read.").waitFor();
    await window.item(/^Needs AuditLog/).waitFor({ state: "detached" });
    await window.openItem(window.item(/^Failed sign-ins/), window.tab("Failed sign-ins"));
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
    await window.leavePick();
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
    const asks = window.notification(/secret/i).getByRole("button", { name: "Enter Secret" });
    await window.leads(
      () =>
        first()
          .filter({ hasText: /^Signed out/ })
          .click(),
      asks,
    );
    await asks.click();
    await window.type(demoSecret);
    await window.item(/^Signed out/).waitFor({ state: "detached" });
  });
});
