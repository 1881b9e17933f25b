import type { Locator } from "../host/browser.mjs";
import { createDemoWorld, demoApps, demoSecret } from "../support/identityEndpoint/index.ts";
import { serve, type Served } from "../support/demoGraph.ts";
import { Grid } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

/** What the extension host asks of the secret storage of the window, as it stands in longer messages. */
const asked = ["$getPassword", "$setPassword", "$deletePassword"];

suite("On a machine whose secret storage fails", () => {
  let server: Served;
  let window: Window;
  let fails = false;
  suiteSetup(async () => {
    server = await serve(createDemoWorld({ interval: 1 }));
    window = await openWindow({
      viewport: { width: 1280, height: 1000 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.customCloud": { login: server.url, graph: server.url } },
    });
    // The window is asked for what it does not have, and says so, as a keyring that fails does.
    await window.page.routeWebSocket(/./, (socket) => {
      const far = socket.connectToServer();
      far.onMessage((message) => socket.send(fails && typeof message !== "string" ? misspelt(message) : message));
    });
    await window.reload();
  });
  suiteTeardown(async () => {
    await window.close();
    await server.close();
  });

  function misspelt(message: Buffer): Buffer {
    const changed = Buffer.from(message);
    for (const name of asked) for (let at = changed.indexOf(name); at >= 0; at = changed.indexOf(name, at + 1)) changed.write("$x", at);
    return changed;
  }

  /** Answers the question that has these words, once it is the one that is asked. */
  async function answer(question: string, text: string): Promise<void> {
    await window.quickInput.locator(".quick-input-message").filter({ hasText: question }).waitFor();
    await window.type(text);
  }

  /** Looks at the list of connections as the picker shows it, and leaves it. */
  async function lookAtConnections(look: (of: (name: string) => Locator) => Promise<unknown>): Promise<void> {
    await window.inPick("Tenant Activity: Choose Connection…", /^Connected to |^Which tenant /, () =>
      look((name) => window.rows.filter({ hasText: name }).first()),
    );
    await window.page.keyboard.press("Escape");
  }

  test("a sign-in holds for this window, and a sentence says so and what to do", async () => {
    fails = true;
    await window.command("Tenant Activity: Sign In…");
    await window.pick("App with a client secret");
    await window.pick(`Custom (${new URL(server.url).host})`);
    await answer("Tenant: its GUID", "contoso.com");
    await answer("ID of your app registration", demoApps.exporter);
    await answer("Name of the connection", "Exporter");
    await answer("Client secret", demoSecret);
    await window.notification("You are signed in for this window only").waitFor();
    await window.status("Exporter").waitFor();
    await window.view("Tenant Activity");
    await window.item(/^No secret storage\. Help with Keyrings/).waitFor();
    await window.screenshot("kept for this window dark");
    await window.runSavedQuery("Failed sign-ins");
    const grid = new Grid(window, "Failed sign-ins");
    await grid.loaded();
    await grid.statusSays(/\d rows/);
  });

  test("a connection whose secrets cannot be deleted stays in the list, marked, until they are gone", async () => {
    await window.command("Notifications: Clear All Notifications");
    await window.command("Tenant Activity: Remove Connection…");
    await window.dialog.getByRole("button", { name: "Remove" }).click();
    const left = window.notification("may still be stored on this machine");
    await left.waitFor();
    await lookAtConnections(async (entry) => {
      await entry("Exporter").filter({ hasText: "not all of its secrets could be deleted" }).waitFor();
      await window.screenshot("secrets left dark");
    });
    fails = false;
    await left.getByRole("button", { name: "Try Again" }).click();
    await window.status("No tenant").waitFor();
    await lookAtConnections(async (entry) => {
      await entry("Contoso (demo)").waitFor();
      await entry("Exporter").waitFor({ state: "detached" });
    });
  });
});
