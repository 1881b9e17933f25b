import assert from "node:assert/strict";
import { openDemo } from "./grid.ts";
import { runTimeoutMs } from "./until.ts";
import { openWindow } from "./window.ts";

suite("When the service fails", () => {
  test("in the middle of a run, the rows stay, a banner says what happened, and Retry goes on from there", async () => {
    // With this seed the first request succeeds and the next two, the second page and its repetition, do not.
    const window = await openWindow({
      settings: {
        "workbench.colorTheme": "Dark Modern",
        "tenantActivity.demo.seed": 34,
        "tenantActivity.demo.faults": { licenceErrors: 0.36 },
      },
    });
    try {
      const grid = await openDemo(window);
      const banner = await grid.find(".banner.error");
      await banner.filter({ hasText: "Sign-ins need a Microsoft Entra ID P1 or P2 licence" }).waitFor({ timeout: runTimeoutMs });
      assert.match(await grid.status(), /^1,000 rows/);
      assert.ok((await grid.column("User")).length > 10);
      const gaps = await grid.find("grid-coverage .stretch.failed, grid-coverage .stretch.partial");
      await gaps.first().waitFor({ state: "attached" });
      assert.doesNotMatch(await grid.status(), /complete/);
      await window.screenshot("error in the middle dark");
      await banner.getByRole("button", { name: "Retry" }).click();
      await grid.statusSays(/^1,[1-9]\d\d rows · .*complete/);
      await banner.waitFor({ state: "detached" });
      assert.equal(await gaps.count(), 0);
    } finally {
      await window.close();
    }
  });
});
