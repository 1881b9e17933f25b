import { createDemoWorld, demoApps } from "../support/identityEndpoint/index.ts";
import { serve, type Served } from "../support/demoGraph.ts";
import { Grid } from "./grid.ts";
import { approveDevice, customCloud } from "./signingIn.ts";
import { openWindow, type Window } from "./window.ts";

suite("A person without a directory role", () => {
  const world = createDemoWorld({ interval: 1 });
  let server: Served;
  let window: Window;
  suiteSetup(async () => {
    server = await serve(world);
    window = await openWindow({
      viewport: { width: 1280, height: 1000 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.customCloud": { login: server.url, graph: server.url } },
    });
  });
  suiteTeardown(async () => {
    await window.close();
    await server.close();
  });

  test("gets one, uses a fresh token, and the query that was refused goes on", async () => {
    const [, person] = world.identity.directory.users;
    const [tenant] = world.identity.directory.tenants;
    if (!person || !tenant) throw new Error("The demo has too few people");
    await window.command("Tenant Activity: Sign In…");
    await window.pick("Device code");
    await window.pick(customCloud(server.url));
    await window.answer("Tenant: its GUID", "contoso.com");
    await window.pick("My own app registration");
    await window.answer("ID of your app registration", demoApps.reader);
    await window.answer("Name of the connection", "Contoso live");
    await approveDevice(window, server.url, person.userPrincipalName);
    await window.status("Contoso live").waitFor();
    await window.runSavedQuery("Failed sign-ins");
    const grid = new Grid(window, "Failed sign-ins");
    const banner = await grid.find(".banner.error");
    await banner.filter({ hasText: "Your account has no directory role" }).waitFor();
    await window.screenshot("no role yet dark");
    Object.assign(person.roles, { [tenant.id]: ["Reports Reader"] });
    await banner.getByRole("button", { name: "Use a fresh token" }).click();
    await grid.statusSays(/\d rows · .*complete/);
    await banner.waitFor({ state: "detached" });
  });
});
