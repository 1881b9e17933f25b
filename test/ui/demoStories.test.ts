import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { openWindow } from "./window.ts";

const hostile = "contains(status/additionalDetails, 'Demo of hostile data')";

suite("The stories of the demo tenant", () => {
  test("have names that look like code, and the grid shows them as text", async () => {
    const window = await openWindow();
    try {
      const first = await openDemo(window);
      await first.typeQuery(`signIns last 7d types nonInteractiveUser where ${hostile}`);
      await first.press("Enter");
      const grid = new Grid(window, "Failed sign-ins (edited)");
      await grid.statusSays(/^30 rows/);
      await window.screenshot("hostile names");
      await grid.filter("contains(userPrincipalName, 'onerror')");
      await grid.columnIs("User", /^<img src=x onerror=alert\(1\)>$/);
      assert.equal(await (await grid.find("img[src=x]")).count(), 0);
    } finally {
      await window.close();
    }
  });

  test("are left out when the demo is to be quiet", async () => {
    const window = await openWindow({ settings: { "tenantActivity.demo.quiet": true } });
    try {
      const first = await openDemo(window);
      await first.typeQuery(`signIns last 7d types nonInteractiveUser where ${hostile}`);
      await first.press("Enter");
      const grid = new Grid(window, "Failed sign-ins (edited)");
      await (await grid.find(".empty")).waitFor();
    } finally {
      await window.close();
    }
  });
});
