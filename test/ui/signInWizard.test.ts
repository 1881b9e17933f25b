import assert from "node:assert/strict";
import { createDemoWorld, demoApps } from "../support/identityEndpoint/index.ts";
import { serve, type Served } from "../support/demoGraph.ts";
import { approveDevice, customCloud } from "./signingIn.ts";
import { openWindow, type Window } from "./window.ts";

suite("The questions of a sign-in", () => {
  let server: Served;
  let window: Window;
  suiteSetup(async () => {
    server = await serve(createDemoWorld({ interval: 1 }));
    window = await openWindow({
      viewport: { width: 1280, height: 900 },
      settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.customCloud": { login: server.url, graph: server.url } },
    });
  });
  suiteTeardown(async () => {
    await window.close();
    await server.close();
  });

  const step = (which: string) => window.quickInput.locator(".quick-input-title", { hasText: `(${which})` });
  const goBack = () => window.quickInput.getByRole("button", { name: "Back" }).click();
  /** Takes the answer proposed. Enter is lost on a question that has just come while its list is still being drawn: then it is pressed again. */
  const takeProposed = async (from: string, to: string): Promise<void> => {
    await step(from).waitFor();
    for (let left = 5; ; left--) {
      await window.enter();
      try {
        await step(to).waitFor({ timeout: 5000 });
        return;
      } catch (error) {
        if (!left || !(await step(from).isVisible())) throw error;
      }
    }
  };
  const focused = (label: string) => window.focusedRow.locator(".label-name").getByText(label, { exact: true });

  test("are three for one's own organisation and the quick-start app, counted, with device codes as the last way", async () => {
    await window.command("Tenant Activity: Sign In…");
    await step("1/3").waitFor();
    const ways = await window.rows.evaluateAll((rows) =>
      rows
        .toSorted((a, b) => a.getBoundingClientRect().y - b.getBoundingClientRect().y)
        .map((row) => row.querySelector(".label-name")?.textContent),
    );
    assert.equal(ways.at(-1), "Device code");
    await window.screenshot("sign in 1 dark");
    await window.pick("Device code");
    await step("2/3").waitFor();
    await window.screenshot("sign in 2 dark");
    await window.pick("My own organisation");
    await step("3/3").waitFor();
    await window.rows.filter({ hasText: "consent that lands on it counts for all who use it in your tenant" }).waitFor();
    await window.screenshot("sign in 3 dark");
  });

  test("can be gone back to, the answer of before being proposed", async () => {
    await goBack();
    await step("2/3").waitFor();
    await focused("My own organisation").waitFor();
    await goBack();
    await step("1/3").waitFor();
    await focused("Device code").waitFor();
    assert.equal(await window.quickInput.getByRole("button", { name: "Back" }).count(), 0);
  });

  test("come back after the page that tells how to register an app, by the message and by the command", async () => {
    await takeProposed("1/3", "2/3");
    await takeProposed("2/3", "3/3");
    await window.pick("How to register an app…");
    await window.tab(/registerApp/).waitFor();
    await window.screenshot("sign in guide dark");
    await window.notification("Your answers are kept").getByRole("button", { name: "Go On Signing In" }).click();
    await step("3/3").waitFor();
    await window.leavePick();
    await window.command("Tenant Activity: Sign In…");
    await step("3/3").waitFor();
    await window.pick("My own app registration");
    await step("4/4").waitFor();
    await window.quickInput.getByRole("button", { name: "How to register an app" }).waitFor();
    await window.screenshot("sign in 4 dark");
  });

  test("are remembered when one leaves in between", async () => {
    await window.type(demoApps.reader.slice(1));
    await window.validation("is no Application (client) ID").waitFor();
    await goBack();
    await step("3/4").waitFor();
    await window.leavePick();
    await window.command("Tenant Activity: Sign In…");
    await step("1/4").waitFor();
    await focused("Device code").waitFor();
    await takeProposed("1/4", "2/4");
    await window.pick(customCloud(server.url));
    await step("3/6").waitFor();
    await window.type("contoso.com");
    await step("4/6").waitFor();
    await focused("My own app registration").waitFor();
    await takeProposed("4/6", "5/6");
    await window.type(demoApps.reader);
    await step("6/6").waitFor();
    assert.equal(await window.input.inputValue(), "contoso.com");
    await window.type("Contoso live");
  });

  test("are followed by one line on what can be read", async () => {
    await approveDevice(window, server.url, "alex@contoso.com");
    await window.notification("Connected to Contoso live: sign-ins, directory audits and provisioning can be read.").waitFor();
    await window.screenshot("signed in dark");
  });
});
