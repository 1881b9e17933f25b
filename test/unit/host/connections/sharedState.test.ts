import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as later } from "node:timers/promises";
import type { State } from "../../../../src/auth/storedConnections.ts";
import { SharedState } from "../../../../src/host/connections/sharedState.ts";
import { WindowLock } from "../../../../src/windowLock.ts";

const key = "connections";

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
  setup(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-state-"));
    log.length = 0;
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));
  const open = (state = memento(), at = folder): SharedState => new SharedState(state, at, (message) => void log.push(message));
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
