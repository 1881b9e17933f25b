import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { open, readdir, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { PartFile, type FileSystem } from "../../../../src/results/texts/partFile.ts";
import { lookAt } from "../../../../src/results/texts/target.ts";

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

suite("A part of a file", () => {
  let folder: string;
  let umask: number;
  const at = (name: string) => path.join(folder, name);
  setup(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "part-")));
    umask = process.umask(0); // with which nothing is kept from anybody unless the program sees to it
  });
  teardown(() => {
    process.umask(umask);
    rmSync(folder, { recursive: true, force: true });
  });

  async function write(name: string, text = "new", system?: FileSystem): Promise<void> {
    const part = new PartFile(at(name), system);
    try {
      await part.write(Buffer.from(text));
      await part.finish();
    } catch (error) {
      await part.remove();
      throw error;
    }
  }

  /** The system; `seen` gets the modes that each file of the folder has after each step. */
  const watched = (seen: Set<string>): FileSystem => {
    const look = () => {
      for (const name of readdirSync(folder)) seen.add(`${name.endsWith(".part") ? "part" : name} ${modeOf(at(name))}`);
    };
    const after = async <Value>(work: Promise<Value>): Promise<Value> => {
      const value = await work;
      look();
      return value;
    };
    return {
      readdir,
      rm,
      rename: (from, to) => after(rename(from, to)),
      async open(name, flags, mode) {
        const handle = await after(open(name, flags, mode));
        return {
          write: ((data: Uint8Array, from: number, length: number) => after(handle.write(data, from, length))) as never,
          sync: () => after(handle.sync()),
          stat: handle.stat.bind(handle) as never,
          chown: (uid, gid) => after(handle.chown(uid, gid)),
          chmod: (to) => after(handle.chmod(to)),
          close: () => after(handle.close()),
        };
      },
    };
  };

  if (process.platform !== "win32") {
    test("is for its owner alone, from its first moment on, and so is the file", async () => {
      const seen = new Set<string>();
      await write("rows.csv", "new", watched(seen));
      assert.deepEqual([...seen], ["part 600", "rows.csv 600"]);
    });

    test("is never for more people than the file that it replaces, which keeps its permissions", async () => {
      for (const [mode, moments] of [
        [0o600, ["part 600", "rows.csv 600"]],
        [0o640, ["part 600", "part 640", "rows.csv 640"]],
        [0o664, ["part 600", "part 664", "rows.csv 664"]],
        [0o200, ["part 200", "rows.csv 200"]],
      ] as const) {
        writeFileSync(at("rows.csv"), "old");
        chmodSync(at("rows.csv"), mode);
        const seen = new Set<string>();
        await write("rows.csv", "new", watched(seen));
        const last = moments.at(-1) ?? "";
        assert.deepEqual(
          [...seen].filter((moment) => moment !== last),
          moments.slice(0, -1),
        );
        rmSync(at("rows.csv"));
      }
    });

    test("is for its owner alone where it cannot be given to the owner and group of the file that it replaces", async () => {
      writeFileSync(at("rows.csv"), "old");
      chmodSync(at("rows.csv"), 0o666);
      const system: FileSystem = {
        readdir,
        rm,
        rename,
        async open(name, flags, mode) {
          const handle = await open(name, flags, mode);
          return Object.assign(handle, {
            stat: (async () => ({ uid: 1, gid: 1, mode: 0o600 })) as never,
            chown: () => Promise.reject(new Error("EPERM")),
          });
        },
      };
      await write("rows.csv", "new", system);
      assert.equal(modeOf(at("rows.csv")), "600");
    });

    test("is beside the file that a link leads to; the link stays one", async () => {
      mkdirSync(at("far"));
      writeFileSync(at("far/target.csv"), "old");
      symlinkSync("far/target.csv", at("rows.csv"));
      const part = new PartFile(at("rows.csv"));
      await part.write(Buffer.from("new"));
      await part.write(Buffer.alloc(0));
      const during = [readdirSync(folder), readdirSync(at("far")).length];
      await part.finish();
      assert.deepEqual(
        [
          during,
          readdirSync(folder),
          readdirSync(at("far")),
          lstatSync(at("rows.csv")).isSymbolicLink(),
          readFileSync(at("far/target.csv"), "utf8"),
        ],
        [[["far", "rows.csv"], 2], ["far", "rows.csv"], ["target.csv"], true, "new"],
      );
    });

    test("does not go where a link leads to nothing, and makes no such file", async () => {
      symlinkSync("nothing", at("rows.csv"));
      await assert.rejects(write("rows.csv"), /^TargetRefused: “rows\.csv” was not written: it is a link to a file that is not there\./);
      assert.deepEqual([readdirSync(folder), existsSync(at("nothing"))], [["rows.csv"], false]);
    });

    test("leaves a file that is read-only as it is, although its folder would let it be replaced", async () => {
      writeFileSync(at("rows.csv"), "old");
      chmodSync(at("rows.csv"), 0o444);
      await assert.rejects(write("rows.csv"), /the file of this name is read-only/);
      assert.deepEqual([readdirSync(folder), readFileSync(at("rows.csv"), "utf8"), modeOf(at("rows.csv"))], [["rows.csv"], "old", "444"]);
    });

    const changes: Readonly<Record<string, () => void>> = {
      "a file where there was none": () => writeFileSync(at("new.csv"), "theirs"),
      "a folder where there was nothing": () => mkdirSync(at("new.csv")),
      "a link where there was nothing": () => symlinkSync("old.csv", at("new.csv")),
      "other content": () => writeFileSync(at("old.csv"), "theirs, and longer"),
      "fewer people who may read it": () => chmodSync(at("old.csv"), 0o600),
      "another file": () => {
        writeFileSync(at("other"), "old");
        rmSync(at("old.csv"));
        writeFileSync(at("old.csv"), "old");
      },
      "no file": () => rmSync(at("old.csv")),
    };
    for (const [what, change] of Object.entries(changes))
      for (const moment of ["before the first byte", "before the name is given"])
        test(`replaces nothing when there is, ${moment}, ${what}`, async () => {
          writeFileSync(at("old.csv"), "old");
          chmodSync(at("old.csv"), 0o644);
          const name = what.includes("where there was") ? "new.csv" : "old.csv";
          const part = new PartFile(at(name), undefined, await lookAt(at(name)));
          if (moment === "before the name is given") await part.write(Buffer.from("new"));
          change();
          const after = readdirSync(folder).filter((each) => !each.endsWith(".part"));
          await assert.rejects(
            part.finish(),
            /was not written: (what has this name in .* changed after you chose it|a folder has this name)/,
          );
          await part.remove();
          assert.deepEqual(readdirSync(folder), after);
          if (existsSync(at("old.csv"))) assert.notEqual(readFileSync(at("old.csv"), "utf8"), "new");
        });
  }

  test("leaves the part of another file alone, whose name differs in case only", async () => {
    const theirs = "ROWS.csv.unfinished-0123abcd.part";
    writeFileSync(at(theirs), "half");
    const isOther = !existsSync(at(theirs.toLowerCase()));
    await write("rows.csv");
    assert.deepEqual(readdirSync(folder).toSorted(), isOther ? [theirs, "rows.csv"] : ["rows.csv"]);
  });

  test("says that the disk is full at whatever step it is, and leaves the old file as it was", async () => {
    writeFileSync(at("rows.csv"), "old");
    const full = () => Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
    for (const step of ["open", "write", "sync", "close", "rename"]) {
      const system: FileSystem = {
        readdir,
        rm,
        rename: step === "rename" ? full : rename,
        async open(name, flags, mode) {
          if (step === "open") return full();
          const handle = await open(name, flags, mode);
          const close = handle.close.bind(handle);
          if (step === "write" || step === "sync") Object.assign(handle, { [step]: full });
          if (step === "close") Object.assign(handle, { close: () => close().then(full) });
          return handle;
        },
      };
      await assert.rejects(write("rows.csv", "new", system), /“rows\.csv” was not written: the disk is full\./, step);
      assert.deepEqual([readdirSync(folder), readFileSync(at("rows.csv"), "utf8")], [["rows.csv"], "old"], step);
    }
  });
});
