import assert from "node:assert/strict";
import { openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

suite("Forget Everything", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Dark Modern" } });
  });
  suiteTeardown(() => window.close());

  const forget = async (): Promise<void> => {
    await window.command("Tenant Activity: Forget Everything…");
    await window.dialog.getByRole("button", { name: "Forget Everything" }).click();
  };

  test("closes grids and records with a word, and what they were is not there after a restart", async () => {
    const grid = await openDemo(window);
    await grid.filter("portal");
    await grid.focusRows();
    await grid.press("Enter");
    await window.tab(/^sign-in .*\.json$/).waitFor();
    await forget();
    await window.notification("Closed 1 grid and 1 record, as queries and records can name people.").waitFor();
    await window.tab(/./).first().waitFor({ state: "detached" });
    await window.restart();
    await window.view("Tenant Activity");
    await window.item(/^Failed sign-ins/).waitFor();
    assert.equal(await window.tab(/./).count(), 0);
  });

  test("closes the grids that VS Code has yet to bring back, too, and the run history is empty", async () => {
    await window.openItem(window.item(/^Failed sign-ins/), window.tab("Failed sign-ins"));
    await window.unfold(/^Risk, .* of signIns/);
    await window.openItem(window.item(/^Password guessing/), window.tab("Password guessing"));
    await window.restart();
    await window.tab("Failed sign-ins").waitFor();
    await forget();
    await window.notification("Closed 2 grids").waitFor();
    await window.inPick("Tenant Activity: Run Saved Query…", "Which query?", async (pick) => {
      // The palette has a list of its own that was used recently.
      await window.rows.filter({ hasText: "Failed sign-ins" }).first().waitFor();
      assert.equal(await window.quickInput.locator(".quick-input-list-separator:visible").filter({ hasText: "recently used" }).count(), 0);
      assert.ok(await pick.isVisible());
    });
  });
});
