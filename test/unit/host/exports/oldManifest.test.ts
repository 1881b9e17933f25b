import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { oldManifest } from "../../../../src/host/exports/oldManifest.ts";

suite("A manifest that is there already", () => {
  let folder: string;
  setup(() => (folder = mkdtempSync(path.join(os.tmpdir(), "manifest-"))));
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  const ours = { formatVersion: 1, product: "Tenant Activity", exportedAt: "2026-11-18T12:00:00.000Z", sha256: "ab" };
  const read = (text: string) => {
    const file = path.join(folder, "rows.csv.manifest.json");
    writeFileSync(file, text);
    return oldManifest(file, "Tenant Activity");
  };

  test("is known by what exports write, whatever version wrote it", async () => {
    assert.deepEqual(await read(JSON.stringify({ ...ours, formatVersion: 7, new: {} })), { exportedAt: "2026-11-18T12:00:00.000Z" });
  });

  test("is somebody else's when it is not what exports write", async () => {
    const theirs = [
      JSON.stringify({ ...ours, product: "Another" }),
      JSON.stringify({ ...ours, sha256: undefined }),
      JSON.stringify({ ...ours, exportedAt: "<b>now</b>" }),
      JSON.stringify({ name: "app", version: "1" }),
      "",
      "null",
      "[]",
      "{",
      " ".repeat(5_000_000),
    ];
    for (const text of theirs) assert.equal(await read(text), undefined, text.slice(0, 200));
    assert.equal(await oldManifest(path.join(folder, "none"), "Tenant Activity"), undefined);
  });
});
