import assert from "node:assert/strict";
import { lutimesSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { LockFile } from "../../src/lockFile.ts";

suite("A lock file", () => {
  let folder: string;
  setup(() => (folder = mkdtempSync(path.join(tmpdir(), "lock-"))));
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  test("is to be had where a stale link that leads nowhere has its name", () => {
    const file = path.join(folder, "a.lock");
    symlinkSync("nowhere", file);
    const lock = new LockFile(file, { staleMs: 2000 });
    assert.equal(lock.take(), false);
    lutimesSync(file, 0, 0);
    assert.deepEqual([lock.take(), lock.isOurs], [true, true]);
  });
});
