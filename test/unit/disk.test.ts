import assert from "node:assert/strict";
import { onceFree } from "../../src/disk.ts";
import { SharedState } from "../../src/host/connections/sharedState.ts";
import { LockFile } from "../../src/lockFile.ts";
import { PartFile } from "../../src/results/texts/partFile.ts";
import { lookAt } from "../../src/results/texts/target.ts";
import { graphLimit } from "../../src/sources/graph/limit.ts";
import { Lease } from "../../src/run/lease.ts";
import { WindowsDisk } from "../support/windowsDisk.ts";

const folder = "C:\\Users\\Zoë\\AppData\\Roaming\\Code\\User\\globalStorage\\tenant-activity";
const at = (name: string): string => `${folder}\\${name}`;
const key = "connections";

/** VS Code's state, with nothing in it. */
const nothing = { get: () => undefined, update: () => Promise.resolve() };

suite("On a disk as Windows has them", () => {
  let disk: WindowsDisk;
  const log: string[] = [];
  setup(() => {
    disk = new WindowsDisk();
    disk.makeFolder(folder);
    log.length = 0;
  });
  const lock = (file: string): LockFile => new LockFile(file, { staleMs: 2000, log: (message) => log.push(message), disk });

  test("a lock is one lock however its folder is spelled", () => {
    const [one, other] = [lock(at("connections.lock")), lock(at("connections.lock").toUpperCase().replaceAll("\\", "/"))];
    assert.deepEqual([one.take(), other.take(), one.isOurs, other.isOurs], [true, false, true, false]);
    one.release();
    assert.deepEqual([other.take(), disk.names(folder).length], [true, 1]);
  });

  test("a lock that is just being removed is taken a moment later", () => {
    const one = lock(at("x.lock"));
    disk.hold(at("x.lock"), 1);
    assert.deepEqual([one.take(), one.take()], [false, true]);
  });

  test("a lock that somebody looks at when it is given back fails nothing that was done under it, and holds nobody up for good", () => {
    const one = lock(at("x.lock"));
    assert.equal(one.take(), true);
    const remove = disk.remove.bind(disk);
    disk.remove = () => {
      throw Object.assign(new Error("EPERM"), { code: "EPERM" });
    };
    one.release();
    disk.remove = remove;
    assert.deepEqual(log, ["The lock x.lock could not be removed (EPERM)."]);
    const other = lock(at("x.lock"));
    assert.equal(other.take(), false);
    disk.touch(at("x.lock"), new Date(0));
    assert.deepEqual([other.take(), other.isOurs], [true, true]);
  });

  suite("the list of connections", () => {
    const open = (): SharedState =>
      new SharedState(nothing, folder, { log: (message) => log.push(message), warn: (trouble) => log.push(trouble.fault) }, disk);
    const add = (name: string) => (list: unknown) => [...((list as string[] | undefined) ?? []), name];

    test("is written once a scanner lets go of the file", async () => {
      await open().change(key, add("one"));
      disk.hold(at("connections.json"), 3);
      await open().change(key, add("two"));
      assert.deepEqual([open().get(key), disk.names(folder), log], [["one", "two"], ["connections.json"], []]);
    });

    test("is not taken for empty while somebody has it open: nothing of it is lost", async () => {
      const window = open();
      await window.change(key, add("one"));
      disk.hold(at("connections.json"), 1);
      assert.deepEqual(window.get(key), ["one"]);
      disk.hold(at("connections.json"), Infinity);
      await assert.rejects(open().change(key, add("two")), { code: "EPERM" });
      disk.hold(at("connections.json"), 0);
      assert.deepEqual([open().get(key), disk.names(folder)], [["one"], ["connections.json"]]);
    });
  });

  suite("the ledger of requests", () => {
    const open = (): Lease => new Lease(at("budget.json"), graphLimit, { log: (message) => log.push(message), disk });
    const spend = (lease: Lease, time: number) => lease.update((ledger) => ({ spent: ledger.spent.push(time) }));

    test("is neither broken nor empty while somebody has it open: the request waits", () => {
      const lease = open();
      assert.ok(spend(lease, 1));
      disk.hold(at("budget.json"), 1);
      assert.equal(spend(open(), 2), undefined);
      assert.ok(spend(open(), 2));
      assert.deepEqual([open().read().spent, disk.names(folder), log], [[1, 2], ["budget.json"], []]);
    });

    test("is not spent from before the other windows can read of it", () => {
      const lease = open();
      assert.ok(spend(lease, 1));
      const rename = disk.rename.bind(disk);
      disk.rename = (from, to) => {
        if (to === at("budget.json")) throw Object.assign(new Error("EPERM"), { code: "EPERM" });
        rename(from, to);
      };
      assert.equal(spend(lease, 2), undefined);
      disk.rename = rename;
      assert.deepEqual([lease.read().spent, disk.names(folder)], [[1], ["budget.json"]]);
      assert.ok(spend(lease, 2));
      assert.deepEqual(open().read().spent, [1, 2]);
    });
  });

  test("a ledger is free a moment later when a scanner opens what is to take its place", () => {
    const lease = new Lease(at("budget.json"), graphLimit, { name: "mine", disk });
    const write = disk.write.bind(disk);
    disk.write = (file, text, options) => {
      write(file, text, options);
      if (file === at("budget.json.mine")) disk.hold(file, 2);
    };
    assert.equal(
      lease.update(() => ({})),
      undefined,
    );
    disk.write = write;
    assert.deepEqual([lease.update(() => ({ done: true })), disk.names(folder)], [{ done: true }, ["budget.json"]]);
  });

  suite("an export", () => {
    const write = async (file: string): Promise<string> => {
      const part = new PartFile(file, disk.files);
      try {
        await part.write(Buffer.from("new"));
        return await part.finish();
      } catch (error) {
        await part.remove();
        throw error;
      }
    };

    test("has its name once a scanner lets go of what was written, and takes the place of the old file", async () => {
      disk.write(at("rows.csv"), "old");
      disk.hold(at("rows.csv"), 4);
      await write(at("Rows.csv"));
      assert.deepEqual([disk.read(at("rows.csv")), disk.names(folder), disk.waitedMs > 0], ["new", ["Rows.csv"], true]);
    });

    test("of a file that is open in another program leaves that, and nothing else, and says so", async () => {
      disk.write(at("rows.csv"), "old");
      disk.hold(at("rows.csv"), Infinity);
      await assert.rejects(write(at("rows.csv")), /the file is open in another program\. Close it there, or choose another folder\.$/);
      disk.hold(at("rows.csv"), 0);
      assert.deepEqual([disk.names(folder), disk.read(at("rows.csv"))], [["rows.csv"], "old"]);
    });

    test("clears away what an export that died has left of the same file, however its name was spelled", async () => {
      disk.write(at("ROWS.csv.unfinished-0123abcd.part"), "half");
      disk.write(at("rows.csv.unfinished-0123.part"), "somebody else's");
      await write(at("rows.csv"));
      assert.deepEqual(disk.names(folder), ["rows.csv", "rows.csv.unfinished-0123.part"]);
    });

    test("does so under any way to write an accent, where the disk has one for all", async () => {
      disk = new WindowsDisk((name) => name.normalize("NFC"));
      disk.makeFolder(folder);
      disk.write(at("Núñez.csv.unfinished-0123abcd.part".normalize("NFD")), "half");
      await write(at("Núñez.csv".normalize("NFC")));
      assert.deepEqual(disk.names(folder), ["Núñez.csv"]);
    });

    test("knows the file of its name however it is spelled, and refuses a folder", async () => {
      disk.write(at("rows.csv"), "old");
      const { looks } = disk.files;
      const [one, other] = [await lookAt(at("rows.csv"), looks), await lookAt(at("ROWS.CSV"), looks)];
      assert.equal(one.old?.version, other.old?.version);
      disk.makeFolder(at("folder"));
      await assert.rejects(write(at("folder")), { name: "TargetRefused" });
    });
  });

  test("who waits for a disk that is never free hears why after a second", async () => {
    let tries = 0;
    const work = () => {
      tries++;
      throw Object.assign(new Error("EBUSY"), { code: "EBUSY" });
    };
    await assert.rejects(onceFree(work, disk), { code: "EBUSY" });
    assert.deepEqual([tries, disk.waitedMs], [50, 980]);
  });

  test("what is wrong for good is told at once", async () => {
    const work = () => Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
    await assert.rejects(onceFree(work, disk), { code: "ENOSPC" });
    assert.equal(disk.waitedMs, 0);
  });
});
