import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  type BigIntStats,
} from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { isSame, lookAt, TargetRefused, type Looks } from "../../../../src/results/texts/target.ts";

suite("The place of a file", () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  setup(() => (folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "target-")))));
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  const refusal = async (name: string, looks?: Looks): Promise<string> => {
    const error: unknown = await lookAt(at(name), looks).catch((caught: unknown) => caught);
    assert.ok(error instanceof TargetRefused, String(error));
    return error.message;
  };

  test("is the name itself, with the file that has it or without one", async () => {
    assert.deepEqual(await lookAt(at("new.csv")), { name: at("new.csv"), file: at("new.csv") });
    writeFileSync(at("old.csv"), "old");
    chmodSync(at("old.csv"), 0o640);
    const { uid, gid, mode } = lstatSync(at("old.csv"));
    const { old, ...place } = await lookAt(at("old.csv"));
    const { version, ...rest } = old ?? {};
    assert.ok(version);
    assert.deepEqual(
      [place, rest],
      [
        { name: at("old.csv"), file: at("old.csv") },
        { mode: mode & 0o777, uid, gid },
      ],
    );
  });

  test("is another one when the file has other content, permissions or is another, and the same else", async () => {
    writeFileSync(at("a.csv"), "one");
    utimesSync(at("a.csv"), 1000, 1000);
    const first = await lookAt(at("a.csv"));
    const again = await lookAt(at("a.csv"));
    writeFileSync(at("a.csv"), "two");
    const written = await lookAt(at("a.csv"));
    rmSync(at("a.csv"));
    const gone = await lookAt(at("a.csv"));
    assert.deepEqual(
      [again, written, gone].map((later) => isSame(first, later)),
      [true, false, false],
    );
  });

  if (process.platform !== "win32") {
    test("of a link is the file that it leads to, over as many links as there are", async () => {
      mkdirSync(at("far"));
      writeFileSync(at("far/rows.csv"), "old");
      symlinkSync("far/rows.csv", at("near.csv"));
      symlinkSync("near.csv", at("rows.csv"));
      const { name, file, link } = await lookAt(at("rows.csv"));
      assert.deepEqual([name, file, link], [at("rows.csv"), at("far/rows.csv"), at("far/rows.csv")]);
      symlinkSync("far", at("folder"));
      const inside = await lookAt(at("folder/rows.csv"));
      assert.deepEqual([inside.file, inside.link], [at("folder/rows.csv"), undefined]);
    });

    test("is not where no file can be, and says what is there", async () => {
      mkdirSync(at("folder"));
      symlinkSync("folder", at("to-folder"));
      symlinkSync("nothing", at("dead"));
      symlinkSync("loop", at("loop"));
      writeFileSync(at("read-only"), "");
      chmodSync(at("read-only"), 0o444);
      symlinkSync("read-only", at("to-read-only"));
      execFileSync("mkfifo", [at("pipe")]);
      const server = createServer().listen(at("socket"));
      await new Promise((resolve) => server.once("listening", resolve));
      const names = ["folder", "to-folder", "dead", "loop", "read-only", "to-read-only", "pipe", "socket"];
      const said = await Promise.all(names.map((name) => refusal(name)));
      await new Promise((resolve) => server.close(resolve));
      assert.deepEqual(said, [
        "“folder” was not written: a folder has this name. Choose another name.",
        "“to-folder” was not written: it is a link to a folder. Choose another name.",
        "“dead” was not written: it is a link to a file that is not there. Remove the link, or choose another name.",
        "“loop” was not written: it is a link that leads to itself. Remove the link, or choose another name.",
        "“read-only” was not written: the file of this name is read-only. Allow writing to it, or choose another name.",
        "“to-read-only” was not written: the file of this name is read-only. Allow writing to it, or choose another name.",
        "“pipe” was not written: it is a pipe and no file. Choose another name.",
        "“socket” was not written: it is a socket and no file. Choose another name.",
      ]);
    });
  }

  /** A system in which a name is so. */
  const saying = (kind: "isCharacterDevice" | "isBlockDevice" | "isFile"): Looks => {
    const is = (name: string) => () => name === kind;
    const kinds = ["isDirectory", "isFIFO", "isSocket", "isFile", "isSymbolicLink", "isCharacterDevice", "isBlockDevice"];
    const found = { mode: 0o666n, dev: 1n, ino: 1n, size: 0n, mtimeNs: 0n, uid: 0n, gid: 0n } as BigIntStats;
    const stats = Object.assign(found, Object.fromEntries(kinds.map((name) => [name, is(name)])));
    const looks = () => Promise.resolve(stats);
    return { lstat: looks, stat: looks, realpath: (name) => Promise.resolve(name), access: () => Promise.resolve() };
  };

  test("is no device, of whatever sort", async () => {
    const said = "“tty” was not written: it is a device and no file. Choose another name.";
    assert.deepEqual([await refusal("tty", saying("isCharacterDevice")), await refusal("tty", saying("isBlockDevice"))], [said, said]);
    assert.equal((await lookAt(at("tty"), saying("isFile"))).file, at("tty"));
  });

  test("is no file that the system does not let this person write, whatever its marks say", async () => {
    const looks = { ...saying("isFile"), access: () => Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" })) };
    assert.match(await refusal("theirs.csv", looks), /^“theirs\.csv” was not written: the file of this name is read-only\./);
  });

  test("is not known where the system does not say", async () => {
    writeFileSync(at("file"), "");
    await assert.rejects(lookAt(at("file/rows.csv")), {
      name: "FileFailed",
      message: `“rows.csv” was not written: there is no folder ${at("file")}. Choose another one.`,
    });
  });
});
