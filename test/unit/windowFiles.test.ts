import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { pageFiles, windowFiles } from "../support/checks.ts";

suite("The tests that CI runs on the package", () => {
  test("are all but those that have nothing of an installed extension: they open the grid's page alone", () => {
    const all = globSync("test/ui/**/*.test.ts");
    const leftOut = pageFiles();
    assert.deepEqual([...leftOut, ...windowFiles()].toSorted(), all.toSorted());
    assert.ok(leftOut.length > 0 && leftOut.length < all.length / 2, leftOut.join());
    for (const file of leftOut) {
      const imported = [...readFileSync(file, "utf8").matchAll(/ from "(\.[^"]+)"/g)].map(([, from = ""]) => from);
      assert.ok(imported.includes("../support/gridHarness/openGrid.ts"), file);
      const beyond = imported.filter((from) => /host\.mjs$|^\.\/(window|workbench|grid)\.ts$/.test(from));
      assert.deepEqual(beyond, [], file);
    }
  });
});
