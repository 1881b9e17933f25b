import type { Locator } from "../host/browser.mjs";
import { createDemoWorld } from "../support/identityEndpoint/index.ts";
import { serve, type Served } from "../support/demoGraph.ts";
import { Grid } from "./grid.ts";
import { answerWithSecret } from "./signingIn.ts";
import { openWindow, type Window } from "./window.ts";

declare global {
  /** In the page: the secret storage fails. */
  var secretsFail: boolean | undefined;
}

/**
 * Runs in the page, before VS Code: misspells what the extension host asks of the window's secret storage. The window is asked for what it does not have,
 * and says so, as a keyring that fails does. Done where VS Code reads its messages: who listens to its connection from outside loses some of them.
 */
function misspellQuestions(): void {
  const own = Object.getOwnPropertyDescriptor(FileReader.prototype, "result");
  const read = own?.get;
  if (!own || !read) throw new Error("Nothing reads messages");
  const names = ["$getPassword", "$setPassword", "$deletePassword"].map((name) => new TextEncoder().encode(name));
  const misspell = (bytes: Uint8Array): void => {
    for (let at = bytes.indexOf(36); at >= 0; at = bytes.indexOf(36, at + 1))
      if (names.some((name) => name.every((byte, from) => bytes[at + from] === byte))) bytes[at + 1] = 120;
  };
  Object.defineProperty(FileReader.prototype, "result", {
    ...own,
    get(this: FileReader) {
      const result = read.call(this) as FileReader["result"];
      if (globalThis.secretsFail && result instanceof ArrayBuffer) misspell(new Uint8Array(result));
      return result;
    },
  });
}

suite("On a machine whose secret storage fails", () => {
  let server: Served;
  let window: Window;
  suiteSetup(async () => {
    server = await serve(createDemoWorld({ interval: 1 }));
    window = await openWindow({
      viewport: { width: 1280, height: 1000 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.customCloud": { login: server.url, graph: server.url } },
    });
    await window.page.addInitScript(misspellQuestions);
    await window.reload();
  });
  suiteTeardown(async () => {
    await window.close();
    await server.close();
  });

  const fail = (secretsFail: boolean): Promise<void> =>
    window.page.evaluate((isSo) => {
      globalThis.secretsFail = isSo;
    }, secretsFail);

  /** Looks at the list of connections as the picker shows it, and leaves it. */
  async function lookAtConnections(look: (of: (name: string) => Locator) => Promise<unknown>): Promise<void> {
    await window.inPick("Tenant Activity: Choose Connection…", /^Connected to |^Which tenant /, () =>
      look((name) => window.rows.filter({ hasText: name }).first()),
    );
    await window.leavePick();
  }

  test("a sign-in holds for this window, and a sentence says so and what to do", async () => {
    await fail(true);
    await answerWithSecret(window, server.url);
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
    await window.clearNotifications();
    await window.command("Tenant Activity: Remove Connection…");
    await window.dialog.getByRole("button", { name: "Remove" }).click();
    const left = window.notification("may still be stored on this machine");
    await left.waitFor();
    await lookAtConnections(async (entry) => {
      await entry("Exporter").filter({ hasText: "not all of its secrets could be deleted" }).waitFor();
      await window.screenshot("secrets left dark");
    });
    await fail(false);
    await left.getByRole("button", { name: "Try Again" }).click();
    await window.status("No tenant").waitFor();
    await lookAtConnections(async (entry) => {
      await entry("Contoso (demo)").waitFor();
      await entry("Exporter").waitFor({ state: "detached" });
    });
  });
});
