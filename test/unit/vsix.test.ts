import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { listOf, packageTime, readVsix, vsixOf } from "../support/vsix.ts";

suite("A .vsix", () => {
  const date = new Date("2026-11-18T12:00:00Z");
  const contents = new Map([
    ["extension/b.js", Buffer.from("b")],
    ["[Content_Types].xml", Buffer.from("<Types/>")],
    ["extension/a b.js", Buffer.from("a".repeat(1000))],
  ]);

  test("has the same bytes for the same content, in whatever order that comes, and has it again when it is read", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "vsix-"));
    try {
      const bytes = await vsixOf(contents, date);
      assert.deepEqual(await vsixOf(new Map([...contents].toReversed()), date), bytes);
      assert.notDeepEqual(await vsixOf(contents, new Date("2026-11-18T12:00:02Z")), bytes);
      writeFileSync(path.join(folder, "a.vsix"), bytes);
      assert.deepEqual(new Map([...(await readVsix(path.join(folder, "a.vsix")))].toSorted()), new Map([...contents].toSorted()));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("is from the time that SOURCE_DATE_EPOCH says, else from that of the last commit, and never older than a zip can be", () => {
    const commit = packageTime(undefined, ".").getTime();
    assert.ok(commit >= Date.UTC(1980, 0, 1) && commit % 1000 === 0);
    assert.deepEqual(
      [packageTime("1795000000", "."), packageTime("0", "."), packageTime(undefined, os.tmpdir())].map((time) => time.toISOString()),
      ["2026-11-18T11:06:40.000Z", "1980-01-01T00:00:00.000Z", "1980-01-01T00:00:00.000Z"],
    );
    assert.throws(() => packageTime("yesterday", "."), /SOURCE_DATE_EPOCH is no number of seconds: yesterday/);
  });

  test("is listed sorted, chunks without the hash of their content, and those that share a name then once", () => {
    assert.equal(
      listOf(
        ["chunk-4QZ6R2AB", "facets-5EWJ3KCB", "chunk-2AOSK6QD"]
          .map((name) => `extension/dist/grid-${name}.js`)
          .concat("extension/dist/grid.js", "extension/README.md"),
      ),
      "extension/README.md\nextension/dist/grid-chunk-HASH.js\nextension/dist/grid-facets-HASH.js\nextension/dist/grid.js\n",
    );
  });
});
