import assert from "node:assert/strict";
import { openDemo } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Theme, type Window } from "./window.ts";

suite("The side bar in a small window", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({
      viewport: { width: 1280, height: 900 },
      settings: {
        "workbench.colorTheme": "Dark Modern",
        "tenantActivity.queries": [
          {
            name: "My portal sign-ins",
            query: "signIns last 3d where contains(tolower(appDisplayName), 'portal')",
            description: "Who uses it?",
          },
          { name: "Misspelt", query: "signIns last 3d where apDisplayName eq 'x'" },
        ],
      },
    });
    await openDemo(window);
  });
  suiteTeardown(() => window.close());

  const names = () => window.sideBar.locator(".monaco-list-row .label-name").allTextContents();

  test("shows all reports: own queries first, starters by task, of which the first is unfolded", async () => {
    await until(names, (all) => all.at(-1) === "Overview", "what the tree shows");
    assert.deepEqual((await names()).slice(0, 13), [
      "Sign-ins",
      "My portal sign-ins",
      "Misspelt",
      "Failures",
      "Failed sign-ins",
      "MFA denied",
      "Blocked by Conditional Access",
      "Flagged for review",
      "Risk",
      "People",
      "Apps",
      "Devices and clients",
      "Automation",
    ]);
  });

  test("tells on hover which question a starter answers", async () => {
    await window.tooltip(window.item(/^MFA denied/), "Who refused or failed the second factor?");
    await window.screenshot("side bar hover dark");
    await window.page.mouse.move(900, 600);
  });

  for (const theme of ["dark", "light", "highContrast"] satisfies Theme[])
    test(`can be looked at: ${theme}`, async () => {
      await window.setTheme(theme);
      await window.screenshot(`side bar ${theme}`);
    });
});
