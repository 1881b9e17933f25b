import assert from "node:assert/strict";
import fs, { lutimesSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { LockFile } from "../../src/lockFile.ts";

suite("A lock file", () => {
  let folder: string;
  setup(() => (folder = mkdtempSync(path.join(tmpdir(), "lock-"))));
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  test("is not waited for where a file has the name of its folder", () => {
    writeFileSync(path.join(folder, "file"), "");
    assert.equal(new LockFile(path.join(folder, "file", "a.lock"), { staleMs: 2000 }).take(), undefined);
    assert.equal(new LockFile(path.join(folder, "file", "deeper", "a.lock"), { staleMs: 2000 }).take(), undefined);
  });

  test("is to be had where a stale link that leads nowhere has its name", () => {
    const file = path.join(folder, "a.lock");
    symlinkSync("nowhere", file);
    const lock = new LockFile(file, { staleMs: 2000 });
    assert.equal(lock.take(), false);
    lutimesSync(file, 0, 0);
    assert.deepEqual([lock.take(), lock.isOurs], [true, true]);
  });

  test("is not waited for on a full disk, which has room for its name and none for what stands in it", () => {
    const lock = new LockFile(path.join(folder, "a.lock"), { staleMs: 2000 });
    const { writeFileSync: write } = fs;
    fs.writeFileSync = (file, _, options) => {
      write(file, "", options);
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    };
    syncBuiltinESMExports();
    try {
      assert.deepEqual([lock.take(), lock.take(), readdirSync(folder)], [undefined, undefined, []]);
    } finally {
      fs.writeFileSync = write;
      syncBuiltinESMExports();
    }
  });
});
