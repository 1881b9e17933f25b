import assert from "node:assert/strict";
import { Grid, openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

/** Tried by a script from one address, so they are no interactive sign-ins. */
const hostile = "signIns last 7d types nonInteractiveUser where ipAddress eq '192.0.2.99'";

async function asked(window: Window, query: string): Promise<Grid> {
  const first = await openDemo(window);
  await first.run(query);
  return new Grid(window, "Failed sign-ins (edited)");
}

suite("The stories of the demo tenant", () => {
  let window: Window;
  teardown(() => window.close());

  test("have names that look like code, and the grid shows them as text", async () => {
    window = await openWindow();
    const grid = await asked(window, hostile);
    await grid.statusSays(/^30 rows/);
    await window.screenshot("hostile names");
    await grid.filter("contains(userPrincipalName, 'onerror')");
    await grid.columnIs("User", /^<img src=x onerror=alert\(1\)>$/);
    assert.equal(await (await grid.find("img[src=x]")).count(), 0);
  });

  test("are left out when the demo is to be quiet", async () => {
    window = await openWindow({ settings: { "tenantActivity.demo.quiet": true } });
    const grid = await asked(window, hostile);
    await (await grid.find(".empty")).filter({ hasText: "192.0.2.99" }).waitFor();
  });
});
