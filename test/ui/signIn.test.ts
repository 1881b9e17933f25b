import assert from "node:assert/strict";
import { createDemoWorld, demoApps, demoSecret } from "../support/identityEndpoint/index.ts";
import { serve, type Served } from "../support/demoGraph.ts";
import { Grid } from "./grid.ts";
import { answerWithSecret, approveDevice, customCloud } from "./signingIn.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

suite("Signing in to a tenant over HTTP", () => {
  let server: Served;
  let window: Window;
  suiteSetup(async () => {
    server = await serve(createDemoWorld({ interval: 1 }));
    window = await openWindow({
      viewport: { width: 1280, height: 1000 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.customCloud": { login: server.url, graph: server.url } },
    });
  });
  suiteTeardown(async () => {
    await window.close();
    await server.close();
  });

  async function runFailedSignIns(): Promise<Grid> {
    await window.runSavedQuery("Failed sign-ins");
    const grid = new Grid(window, "Failed sign-ins");
    await grid.loaded();
    return grid;
  }

  test("with a device code: the connection gets the name, the code is shown, and the query reads from the service", async () => {
    await window.command("Tenant Activity: Sign In…");
    await window.pick("Device code");
    await window.pick(customCloud(server.url));
    await window.answer("Tenant: its GUID", "no tenant at all");
    await window.validation("is no tenant").waitFor();
    await window.type("contoso.com");
    await window.pick("My own app registration");
    await window.answer("ID of your app registration", "not-a-guid");
    await window.validation("such as 00001111").waitFor();
    await window.type(demoApps.reader);
    await window.answer("Name of the connection", "Contoso live");
    await approveDevice(window, server.url, "alex@contoso.com");
    await window.status("Contoso live").waitFor();
    await window.view("Tenant Activity");
    const grid = await runFailedSignIns();
    await grid.statusSays(/\d rows · .* complete/);
  });

  test("the access of the person is checked report by report", async () => {
    await window.command("Tenant Activity: Check Access");
    await window.quickInput.getByText("Access of Contoso live").waitFor();
    for (const report of ["Sign-ins", "Directory audits", "Provisioning"])
      await window.quickInput.locator(".quick-input-list-separator", { hasText: report }).first().waitFor();
    await window.leavePick();
  });

  test("after a reload of the window the person is still signed in", async () => {
    await window.reload();
    await window.view("Tenant Activity");
    await window.status("Contoso live").waitFor();
    await window.tab("Failed sign-ins").click();
    const grid = new Grid(window, "Failed sign-ins");
    await (await grid.find(".empty")).getByRole("button", { name: "Run" }).click();
    await grid.loaded();
  });

  test("with a client secret; a wrong one is named with what to do, and nothing is lost", async () => {
    await answerWithSecret(window, server.url, { secret: "wrong" });
    const wrong = window.notification(/secret/i);
    await wrong.getByRole("button", { name: "Enter Secret" }).click();
    await window.answer("Client secret", demoSecret);
    await window.status("Exporter").waitFor();
    await window.command("View: Close All Editors");
    await (await runFailedSignIns()).statusSays(/\d rows/);
  });

  test("a signed-out connection stays; its query says how to go on", async () => {
    await window.chooseConnection("Contoso live");
    await window.status("Contoso live").waitFor();
    await window.command("Tenant Activity: Sign Out…");
    await window.notification("Signed out of Contoso live").waitFor();
    await window.command("View: Close All Editors");
    await window.runSavedQuery("Failed sign-ins");
    const banner = await new Grid(window, "Failed sign-ins").find(".banner.error");
    await banner.filter({ hasText: "Sign in again" }).waitFor();
    await banner.getByRole("button", { name: "Sign in again" }).waitFor();
    await window.screenshot("signed out dark");
  });

  test("no token and no secret is in any file that was written", () => {
    let files = 0;
    for (const [file, content] of window.written()) {
      files++;
      assert.ok(!/eyJ[\w-]{10,}\.eyJ/.test(content) && !content.includes(demoSecret), file);
    }
    assert.ok(files > 5, "nothing was looked at");
  });

  test("forgetting everything leaves nothing in the secret store", async () => {
    /** The page keeps all secrets sealed in one text: what can be seen of it is how long it is. */
    const sealed = () =>
      window.page.evaluate(() => Object.entries(localStorage).flatMap(([key, value]) => (/secret/i.test(key) ? [value.length] : [])));
    const before = await sealed();
    assert.ok(Math.max(...before) > 200, before.join());
    await window.command("Tenant Activity: Forget Everything…");
    await window.dialog.getByRole("button", { name: "Forget Everything" }).click();
    await window.status("No tenant").waitFor();
    await until(sealed, (lengths) => Math.max(0, ...lengths) <= 200, "what is kept sealed");
  });
});
