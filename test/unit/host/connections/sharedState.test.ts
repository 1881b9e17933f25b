import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as later } from "node:timers/promises";
import type { State } from "../../../../src/auth/storedConnections.ts";
import { disk } from "../../../../src/disk.ts";
import { listTroubleSentence, type ListTrouble } from "../../../../src/host/connections/listTrouble.ts";
import { SharedState } from "../../../../src/host/connections/sharedState.ts";
import { WindowLock } from "../../../../src/windowLock.ts";

const key = "connections";

const fail = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};

/** VS Code's state: each window has a copy, and the last one to write wins. */
function memento(stored: Record<string, unknown> = {}): State {
  return {
    get: (name) => structuredClone(stored[name]),
    update: (name, value) => Promise.resolve(void (stored[name] = structuredClone(value))),
  };
}

suite("The list of connections that windows share", () => {
  let folder: string;
  const log: string[] = [];
  const warned: string[] = [];
  const told = {
    log: (message: string) => void log.push(message),
    warn: (trouble: ListTrouble) => void warned.push(listTroubleSentence(trouble)),
  };
  setup(() => {
    warned.length = 0;
    folder = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-state-"));
    log.length = 0;
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));
  const open = (state = memento(), at = folder): SharedState => new SharedState(state, at, told);
  const add = (name: string) => (list: unknown) => [...((list as string[] | undefined) ?? []), name];

  test("keeps what windows add and remove at the same moment", async () => {
    const windows = Array.from({ length: 4 }, () => open());
    await Promise.all(windows.flatMap((window, at) => [1, 2, 3].map((each) => window.change(key, add(`${at}.${each}`)))));
    const without = (name: string) => (list: unknown) => (list as string[]).filter((one) => one !== name);
    await Promise.all([
      windows[0]?.change(key, without("0.1")),
      windows[1]?.change(key, add("new")),
      windows[2]?.change(key, without("3.3")),
    ]);
    assert.deepEqual((open().get(key) as string[]).toSorted(), [
      "0.2",
      "0.3",
      "1.1",
      "1.2",
      "1.3",
      "2.1",
      "2.2",
      "2.3",
      "3.1",
      "3.2",
      "new",
    ]);
    assert.deepEqual(readdirSync(folder), ["connections.json"], "no lock and no half of a file is left");
  });

  test("takes over what an earlier version kept, with the first change", async () => {
    const state = memento({ [key]: ["old"], other: 1 });
    const shared = open(state);
    assert.deepEqual([shared.get(key), shared.get("other")], [["old"], 1]);
    await shared.change(key, add("new"));
    await shared.update("other", 2);
    assert.deepEqual([open(memento()).get(key), state.get(key), state.get("other")], [["old", "new"], undefined, 2]);
  });

  test("stays empty when the last one is gone", async () => {
    const state = memento({ [key]: ["old"] });
    await open(state).change(key, () => undefined);
    assert.equal(open(state).get(key), undefined);
  });

  test("stays in VS Code's state where the folder takes nothing, and the log says so", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const state = memento();
    const shared = open(state, path.join(folder, "file"));
    await shared.change(key, add("one"));
    await shared.change(key, add("two"));
    assert.deepEqual(
      [shared.get(key), state.get(key)],
      [
        ["one", "two"],
        ["one", "two"],
      ],
    );
    assert.match(log.join("\n"), /could not be written/);
  });

  test("is not lost by a file that cannot be read", () => {
    const state = memento({ [key]: ["old"] });
    for (const text of ["", "{ broken", "5", "null"]) {
      writeFileSync(path.join(folder, "connections.json"), text);
      assert.deepEqual(open(state).get(key), ["old"], text);
    }
  });

  test("is put aside where it was cut off, at whatever byte, and the person is told once", async () => {
    const file = path.join(folder, "connections.json");
    const whole = JSON.stringify({ connections: ["one", "two"] });
    for (let bytes = 0; bytes < whole.length; bytes++) {
      writeFileSync(file, whole.slice(0, bytes));
      warned.length = 0;
      const window = open();
      assert.equal(window.get(key), undefined);
      await window.change(key, add("new"));
      assert.deepEqual(
        [open().get(key), readFileSync(`${file}.broken`, "utf8"), warned],
        [
          ["new"],
          whole.slice(0, bytes),
          [
            `The list of connections in ${file} is damaged: the connections in it are missing here. The next change puts it aside, as connections.json.broken, and begins a new list. Put a good copy in its place before that, or sign in again.`,
          ],
        ],
      );
    }
  });

  for (const code of ["EMFILE", "EACCES", "EIO"])
    test(`is not taken for empty while the system does not let it be read (${code}): nothing of it is lost`, async () => {
      await open().change(key, add("one"));
      const refusing = new SharedState(memento(), folder, told, { ...disk, read: fail(code) });
      assert.equal(refusing.get(key), undefined);
      const file = path.join(folder, "connections.json");
      await assert.rejects(refusing.change(key, add("two")), {
        code,
        message: `The list of connections was not changed, as ${file} cannot be read (${code}). Close it in other programs and let this account read it, then try again.`,
      });
      assert.deepEqual(
        [open().get(key), warned],
        [
          ["one"],
          [`${file} cannot be read (${code}): the connections in it are missing here. Let this account read it, then reload the window.`],
        ],
      );
    });

  for (const code of ["ENOSPC", "EROFS", "EACCES"])
    test(`that takes no change (${code}) has it once it does, with what other windows changed meanwhile`, async () => {
      await open().change(key, add("one"));
      const state = memento();
      const full = { ...disk };
      const window = new SharedState(state, folder, told, full);
      full.write = (file, ...rest) => (file.endsWith(".lock") ? disk.write(file, ...rest) : fail(code)());
      await window.change(key, add("two"));
      await window.change(key, add("three"));
      await open().change(key, add("other"));
      assert.deepEqual(
        [window.get(key), open().get(key)],
        [
          ["one", "other", "two", "three"],
          ["one", "other"],
        ],
      );
      full.write = disk.write;
      await window.change(key, add("four"));
      assert.deepEqual(
        [open().get(key), window.get(key), state.get(key), readdirSync(folder), warned],
        [
          ["one", "other", "two", "three", "four"],
          ["one", "other", "two", "three", "four"],
          undefined,
          ["connections.json"],
          [
            `The connections could not be written to ${path.join(folder, "connections.json")} (${code}): only this window knows what you have changed, until it is closed. Free some space, or let this account write there; it is then written with the next change.`,
          ],
        ],
      );
    });
});

suite("A lock between windows", () => {
  let folder: string;
  setup(() => void (folder = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-lock-"))));
  teardown(() => rmSync(folder, { recursive: true, force: true }));
  const log: string[] = [];
  const open = (): WindowLock => new WindowLock(folder, "x", (message) => void log.push(message));

  test("lets one work at a time, also after a failure", async () => {
    const inside: string[] = [];
    const work = (name: string) => async () => {
      inside.push(`${name} in`);
      await later(1);
      inside.push(`${name} out`);
      if (name === "b") throw new Error("b");
    };
    const [one, other] = [open(), open()];
    await Promise.allSettled([one.run(work("a")), other.run(work("b")), one.run(work("c")), other.run(work("d"))]);
    for (let at = 0; at < inside.length; at += 2) assert.equal(inside[at]?.replace("in", "out"), inside[at + 1]);
    assert.deepEqual([inside.length, readdirSync(folder)], [8, []]);
  });

  test("that a crash left is put aside", async () => {
    const file = path.join(folder, "x.lock");
    writeFileSync(file, "somebody");
    utimesSync(file, new Date(0), new Date(0));
    assert.equal(await open().run((isLocked) => Promise.resolve(isLocked)), true);
    assert.deepEqual(readdirSync(folder), []);
  });

  test("that was taken for stale and is another's by now is left alone", async () => {
    const file = path.join(folder, "x.lock");
    await open().run(() => Promise.resolve(writeFileSync(file, "another's")));
    assert.equal(readFileSync(file, "utf8"), "another's");
  });
});
