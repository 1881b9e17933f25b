import assert from "node:assert/strict";
import { openDemo } from "./grid.ts";
import { openWindow, type Window } from "./window.ts";

suite("The grid after a restart", () => {
  let window: Window;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Dark Modern", "tenantActivity.timeZone": "utc" } });
  });
  suiteTeardown(() => window.close());

  test("a reload and a restart bring the query, order and filter back, and fetch only on a click", async () => {
    const grid = await openDemo(window);
    await grid.filter("portal");
    await grid.statusSays(/ of /);
    await grid.focusRows();
    await grid.press("Enter");
    await window.tab(/^sign-in .*\.json$/).waitFor();
    const record = await window.editorText();
    for (const again of [() => window.reload(), () => window.restart()]) {
      await again();
      // The document of a record comes back from the service by its id.
      await window.tab(/^sign-in .*\.json$/).click();
      assert.deepEqual(JSON.parse(await window.editorText()), JSON.parse(record));
      await window.tab("Failed sign-ins").click();
      await (await grid.find(".empty")).filter({ hasText: "before you run it" }).waitFor();
      assert.equal(await grid.query(), "signIns last 7d where status/errorCode ne 0");
      await (await grid.find(".empty")).getByRole("button", { name: "Run" }).click();
      await grid.loaded();
      await grid.statusSays(/^[\d,]+ of [\d,]+ rows/);
    }
  });
});
