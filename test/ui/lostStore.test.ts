import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Grid, openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

suite("When the result store dies", () => {
  let folder: string;
  let window: Window;
  const sign = (): string => path.join(folder, "die");
  suiteSetup(async () => {
    // The extension as it is, but for a store that ends when it is told to.
    folder = mkdtempSync(path.join(tmpdir(), "mortal-"));
    for (const part of ["package.json", "README.md", "dist", "media"]) cpSync(part, path.join(folder, part), { recursive: true });
    const watch = `setInterval(() => { if (require("node:fs").existsSync(${JSON.stringify(sign())})) process.exit(3); }, 20).unref();`;
    appendFileSync(path.join(folder, "dist", "results.cjs"), `\n${watch}\n`);
    window = await openWindow({ extension: folder, settings: { "workbench.colorTheme": "Dark Modern" } });
  });
  suiteTeardown(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("each grid says at once that its rows are gone, keeps no banner over rows, and runs again on a click", async () => {
    const grid = await openDemo(window);
    await grid.statusSays(/complete/);
    writeFileSync(sign(), "");
    const banner = await grid.find(".banner.error");
    await banner.filter({ hasText: "The result store stopped" }).waitFor();
    rmSync(sign());
    await window.screenshot("store lost dark");
    await (await grid.find(".row [role=gridcell]")).first().waitFor({ state: "hidden" });
    assert.equal(await (await grid.find(".row [role=gridcell]:visible")).count(), 0);
    // Whatever is pressed now asks nothing of the dead one.
    await grid.press("ControlOrMeta+End");
    await window.command("Tenant Activity: Load All");
    assert.match((await banner.textContent()) ?? "", /The result store stopped.*Run the query again/s);
    await banner.getByRole("button", { name: "Run" }).click();
    await grid.statusSays(/complete/);
    await banner.waitFor({ state: "detached" });
    const users = await new Grid(window, grid.title).column("User");
    assert.ok(users.length > 10 && users.every((user) => user.includes("@")));
    assert.equal(await window.page.getByText(/is not known/).count(), 0);
  });
});
