import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";
import { until } from "./until.ts";

type Entries = readonly { readonly name: string; readonly query: string; readonly description?: string }[];

const failures = { name: "Errors", query: "signIns last 3d where status/errorCode ne 0", description: "All of them" };
const audits = { name: "Errors", query: "directoryAudits last 3d where result eq 'failure'" };
const recent = { name: "Errors", query: "signIns last 6h where status/errorCode ne 0" };
const hostile = {
  name: "$(zap) [x](command:workbench.action.closeWindow) a\u202eb",
  query: "signIns last 2h where appDisplayName eq '$(zap)'",
};

suite("Queries of one name", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({
      viewport: { width: 1280, height: 1400 },
      settings: { "workbench.colorTheme": "Light Modern" },
      files: { ".vscode/settings.json": JSON.stringify({ "tenantActivity.queries": [failures, audits, recent, hostile] }) },
    });
    await openDemo(window);
  });
  suiteTeardown(() => window.close());

  /** Undefined while VS Code writes the file. */
  const stored = (): Entries | undefined => {
    try {
      return (JSON.parse(window.read(".vscode/settings.json")) as { "tenantActivity.queries": Entries })["tenantActivity.queries"];
    } catch {
      return undefined;
    }
  };
  const storedIs = async (expected: Entries): Promise<void> => {
    const text = JSON.stringify(expected);
    await until(
      () => Promise.resolve(JSON.stringify(stored())),
      (now) => now === text,
      "the setting",
    );
  };

  test("stand each under its report", async () => {
    for (const name of [/^Errors, last 3d, query of signIns/, /^Errors, last 3d, query of directoryAudits/, /^Errors, last 6h/]) {
      await window.item(name).first().waitFor();
      assert.equal(await window.item(name).count(), 1);
    }
  });

  test("run each in a grid of its own, and again in that one", async () => {
    const tabs = window.page.locator(".part.editor .tab");
    const [first, second] = [await tabs.count(), (await tabs.count()) + 1];
    for (const [name, at] of [
      [/^Errors, last 3d, query of signIns/, first],
      [/^Errors, last 6h/, second],
      [/^Errors, last 3d, query of signIns/, first],
      [/^Errors, last 6h/, second],
    ] as const) {
      await window.openItem(window.item(name), tabs.nth(at).and(window.page.locator(".active")));
    }
    await until(
      () => window.tab("Errors").count(),
      (count) => count === 2,
      "tabs",
    );
  });

  test("are edited one at a time", async () => {
    await window.contextMenu(window.item(/^Errors, last 3d, query of directoryAudits/), "Edit Query…", window.input);
    await window.type("directoryAudits last 5d where result eq 'failure'");
    await window.item(/^Errors, last 5d/).waitFor();
    await storedIs([failures, { ...audits, query: "directoryAudits last 5d where result eq 'failure'" }, recent, hostile]);
    await window.contextMenu(window.item(/^Errors, last 5d/), "Edit Query…", window.input);
    await window.type(audits.query);
    await storedIs([failures, audits, recent, hostile]);
    // A menu opened while the tree is drawn anew is lost.
    await window.item(/^Errors, last 3d, query of directoryAudits/).waitFor();
  });

  test("are deleted one at a time, and come back in their place", async () => {
    await window.contextMenu(
      window.item(/^Errors, last 3d, query of directoryAudits/),
      "Delete Query",
      window.notification("Deleted the query “Errors”"),
    );
    await storedIs([failures, recent, hostile]);
    await window.notification("Deleted the query “Errors”").getByRole("button", { name: "Undo" }).click();
    await storedIs([failures, audits, recent, hostile]);
    // A menu opened while the tree is drawn anew is lost.
    await window.item(/^Errors, last 3d, query of directoryAudits/).waitFor();
  });

  test("changed by hand while one is edited stay as they are, and what was typed is not lost", async () => {
    await window.contextMenu(window.item(/^Errors, last 6h/), "Edit Query…", window.input);
    await window.fill("signIns last 9h");
    const byHand = [failures, audits, { ...recent, query: "signIns last 8h" }, hostile];
    window.setWorkspaceSettings({ "tenantActivity.queries": byHand });
    await window.item(/^Errors, last 8h/).waitFor();
    await window.enter();
    const told = window.notification("The query “Errors” was not changed, as your workspace settings have changed meanwhile");
    await told.getByRole("button", { name: "Save Query…" }).click();
    await window.type("Typed");
    await window.pick("Workspace settings");
    await storedIs([...byHand, { name: "Typed", query: "signIns last 9h" }]);
  });

  test("are chosen from when one is saved under their name", async () => {
    await window.command("View: Close All Editors");
    await window.command("Tenant Activity: New Query…");
    await window.type("signIns last 4h");
    await new Grid(window, "Sign-ins").statusSays(/rows?/);
    await window.command("Tenant Activity: Save Query…");
    await window.fill("Errors");
    await window.validation("There are 2 queries of that name").waitFor();
    await window.enter();
    await window.rows.filter({ hasText: "entry 3" }).click();
    await storedIs([failures, audits, { ...recent, query: "signIns last 4h" }, hostile, { name: "Typed", query: "signIns last 9h" }]);
    await window.tab("Errors").waitFor();
  });

  test("are text, whatever is in them: no icon, no command, nothing that one cannot see", async () => {
    const shown = "$ (zap) [x] (command:workbench.action.closeWindow) a\\u202eb";
    const item = window.item(/zap/);
    assert.match((await item.textContent()) ?? "", /^\$ \(zap\) \[x\] \(command/);
    await window.pressOn(item, "Enter");
    // A grid that gets ready takes the focus, and a pick that is open then is gone.
    await new Grid(window, shown).statusSays(/rows?/);
    await window.inPick("Tenant Activity: Run Saved Query…", "Which query?", async (pick) => {
      await pick.fill("zap");
      const row = window.rows.filter({ hasText: "closeWindow" }).first();
      await row.waitFor();
      assert.equal(await row.locator(".codicon-zap").count(), 0);
    });
    await window.screenshot("hostile name in the quick pick");
    await window.leavePick();
    await window.pressOn(item, "Delete");
    const told = window.notification("Deleted the query");
    await told.getByText(`“${shown}”`).waitFor();
    assert.equal(await told.locator("a").filter({ hasText: "x" }).count(), 0);
    await window.screenshot("hostile name in a message");
  });
});
