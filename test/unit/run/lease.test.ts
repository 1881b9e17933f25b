import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import fc from "fast-check";
import { Budget } from "../../../src/run/index.ts";
import { Lease } from "../../../src/run/lease.ts";
import { emptyLedger, ledgerOf } from "../../../src/run/ledger.ts";
import { graphLimit } from "../../../src/sources/graph/index.ts";
import { longestWaitMs } from "../../../src/network/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const never = new AbortController().signal;
const windowMs = 10_100;

/** As some other program would write it. */
function overwrite(file: string, text: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory()) rmSync(file, { recursive: true });
  writeFileSync(file, text);
}

/** Puts something that is no file of this house there, and long ago. */
function putInPlace(file: string, put: () => void): void {
  rmSync(file, { force: true, recursive: true });
  put();
  lutimesSync(file, 1, 1);
}

/** What can become of the files of a budget. Each is done to a ledger that may be in use. */
const harms: Readonly<Record<string, (file: string) => void>> = {
  "cut in half": (file) => overwrite(file, JSON.stringify(emptyLedger(graphLimit)).slice(0, 30)),
  emptied: (file) => overwrite(file, ""),
  "another file's content": (file) => overwrite(file, "\u0000\u0001PNG"),
  "another JSON": (file) => overwrite(file, '{"spent":"all"}'),
  "no number": (file) => overwrite(file, JSON.stringify({ ...emptyLedger(graphLimit), spent: [1, null] })),
  "much too large": (file) => {
    overwrite(file, "[");
    truncateSync(file, 50_000_000);
  },
  "a folder": (file) => putInPlace(file, () => mkdirSync(file)),
  "closed for years": (file) =>
    overwrite(file, JSON.stringify({ ...emptyLedger(graphLimit), spent: [1e15, 1e15, 1e15, 1e15, 1e15], closedUntil: 1e15 })),
  "closed for ever": (file) => overwrite(file, JSON.stringify({ ...emptyLedger(graphLimit), closedUntil: 1e300 })),
  "a limit that is none": (file) => overwrite(file, JSON.stringify({ ...emptyLedger(graphLimit), limit: -5, raiseAt: 1e300 })),
  "raised never": (file) =>
    overwrite(file, JSON.stringify({ ...emptyLedger(graphLimit), limit: 1, raiseAt: 1e300, raiseAfterMs: 600_000 })),
  "a lock that leads nowhere": (file) =>
    putInPlace(`${file}.lock`, () => symlinkSync(path.join(path.dirname(file), "nowhere"), `${file}.lock`)),
  "a lock that is a folder": (file) => putInPlace(`${file}.lock`, () => mkdirSync(`${file}.lock`)),
};

/** Only when a process is gone does it write no more, and its folder can be removed. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

function assertWithinLimit(times: readonly number[]): void {
  for (const [at, time] of times.entries()) assert.ok(at < 5 || time - (times[at - 5] ?? 0) >= 10_000, JSON.stringify(times));
}

suite("a ledger on disk", () => {
  let folder: string;
  let file: string;
  setup(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "lease-"));
    file = path.join(folder, "budget.json");
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, harm] of Object.entries(harms))
    test(`${name}: is got over within two windows, and the log says what was moved aside`, async () => {
      const clock = new VirtualClock(1e9);
      const told: string[] = [];
      const budget = new Budget(clock, new Lease(file, graphLimit, { log: (message) => told.push(message) }));
      for (let left = 3; left > 0; left--) await budget.take(never);
      harm(file);
      for (let left = 6; left > 0; left--) await budget.take(never);
      assert.ok(clock.now() - 1e9 <= 2 * windowMs, String(clock.now() - 1e9));
      // Times that are wrong may be a clock's that was set: the file stays.
      assert.equal(told.length, /closed|raised/.test(name) ? 0 : 1, told.join("\n"));
      if (told[0]) assert.match(told[0], /^(The lock )?budget\.json.* moved aside/);
      assert.ok(!existsSync(`${file}.lock`) && ledgerOf(JSON.parse(readFileSync(file, "utf8")), graphLimit));
    });

  test("an empty folder at the lock's name leaves nothing behind; one with something in it is kept", () => {
    for (const content of [[], ["theirs"]]) {
      putInPlace(`${file}.lock`, () => {
        mkdirSync(`${file}.lock`);
        for (const name of content) writeFileSync(path.join(`${file}.lock`, name), "");
      });
      new Lease(file, graphLimit, { name: "one" }).update((ledger) => ledger);
      const kept = readdirSync(folder).filter((name) => name !== "budget.json");
      assert.deepEqual(
        kept.map((name) => [name, readdirSync(path.join(folder, name))]),
        content.map((name) => ["budget.json.lock.one", [name]]),
      );
    }
  });

  test("what is moved aside never takes the place of a folder, and of a file only where it is one", () => {
    const text = "no ledger";
    const theirs = path.join(`${file}.broken`, "theirs");
    mkdirSync(`${file}.broken`);
    writeFileSync(theirs, "kept");
    for (let left = 2; left > 0; left--) {
      writeFileSync(file, text);
      new Lease(file, graphLimit).update((ledger) => ledger);
    }
    assert.equal(readFileSync(theirs, "utf8"), "kept");
    const others = readdirSync(folder).filter((name) => !["budget.json", "budget.json.broken"].includes(name));
    assert.deepEqual(
      others.map((name) => readFileSync(path.join(folder, name), "utf8")),
      [text, text],
    );

    rmSync(`${file}.broken`, { recursive: true });
    writeFileSync(`${file}.broken`, "one before");
    putInPlace(file, () => mkdirSync(file));
    new Lease(file, graphLimit).update((ledger) => ledger);
    assert.equal(readFileSync(`${file}.broken`, "utf8"), "one before");
    writeFileSync(file, text);
    new Lease(file, graphLimit).update((ledger) => ledger);
    assert.equal(readFileSync(`${file}.broken`, "utf8"), text);
  });

  test("of a version before that was closed for longer is opened after a window, across restarts", async () => {
    const start = 1e12;
    const clock = new VirtualClock(start);
    writeFileSync(
      file,
      JSON.stringify({ ...emptyLedger(graphLimit), closedUntil: start + 30 * 86_400_000, limit: 1, raiseAt: start + 1e12 }),
    );
    await new Budget(clock, new Lease(file, graphLimit)).take(AbortSignal.abort()).catch(() => undefined);
    await new Budget(clock, new Lease(file, graphLimit)).take(never);
    assert.equal(clock.now() - start, windowMs);
    await new Budget(clock, new Lease(file, graphLimit)).take(never);
    assert.equal(clock.now() - start, windowMs);
  });

  test("that the service closed for the longest wait is opened after it, also when the clock is set back by seconds", async () => {
    const clock = new VirtualClock(1e12);
    const budget = new Budget(clock, new Lease(file, graphLimit));
    await budget.take(never);
    budget.throttled(longestWaitMs);
    clock.jump(-20_000);
    const before = clock.now();
    await new Budget(clock, new Lease(file, graphLimit)).take(never);
    assert.equal(clock.now() - before, longestWaitMs);
  });

  test("heals when the clock was set forward and back, whatever was written meanwhile", async () => {
    const clock = new VirtualClock(1e12);
    const budget = new Budget(clock, new Lease(file, graphLimit));
    for (const aYear of [1, -1]) {
      for (let left = 5; left > 0; left--) await budget.take(never);
      budget.throttled(500_000);
      budget.throttled(500_000);
      clock.jump(aYear * 365 * 86_400_000);
      const before = clock.now();
      for (let left = 6; left > 0; left--) await budget.take(never);
      assert.ok(clock.now() - before <= longestWaitMs + 10 * windowMs, String(clock.now() - before));
    }
  });

  test("lists that are too long are cut; a member that is no number, or no rate that a ledger has, makes it none", () => {
    const many = Array.from({ length: 1000 }, (_, at) => 1000 - at);
    assert.deepEqual(ledgerOf({ ...emptyLedger(graphLimit), spent: many, refused: many, closedUntil: -5 }, graphLimit), {
      spent: [996, 997, 998, 999, 1000],
      refused: many.toReversed().slice(-20),
      closedUntil: -5,
      limit: 5,
      raiseAt: 0,
      raiseAfterMs: 30_000,
      doubted: [],
    });
    // Of a version before.
    const { doubted: _, ...before } = emptyLedger(graphLimit);
    assert.deepEqual(ledgerOf(before, graphLimit), emptyLedger(graphLimit));
    for (const limit of [-5, 0, 0.2, 2.5, 6, 99, 1e300])
      assert.equal(ledgerOf({ ...emptyLedger(graphLimit), limit }, graphLimit), undefined, String(limit));
    for (const raiseAfterMs of [-1, 0, 29_999, 600_001, 1e300])
      assert.equal(ledgerOf({ ...emptyLedger(graphLimit), raiseAfterMs }, graphLimit), undefined, String(raiseAfterMs));
    for (const member of Object.keys(before))
      for (const value of [null, "1", NaN, Infinity, {}, [null], undefined])
        assert.equal(ledgerOf({ ...emptyLedger(graphLimit), [member]: value }, graphLimit), undefined);
    for (const value of [null, 1, "x", [], {}]) assert.equal(ledgerOf(value, graphLimit), undefined);
  });

  test("no more than five in any ten seconds, and nobody stuck, with eight windows and any harm at any moment", async () => {
    const kinds = Object.keys(harms);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(7), fc.nat(5000), fc.option(fc.constantFrom(...kinds), { freq: 3 })), { minLength: 5, maxLength: 40 }),
        async (steps) => {
          rmSync(folder, { recursive: true, force: true });
          mkdirSync(folder);
          const clock = new VirtualClock(1e6);
          const windows = Array.from({ length: 8 }, () => new Budget(clock, new Lease(file, graphLimit)));
          const passed: number[] = [];
          const asked: Promise<unknown>[] = [];
          for (const [at, gapMs, harm] of steps) {
            if (gapMs > 0) await clock.sleep(gapMs, never);
            if (harm !== null) harms[harm]?.(file);
            asked.push((windows[at] as Budget).take(never).then(() => passed.push(clock.now())));
          }
          const last = clock.now();
          await Promise.all(asked);
          assertWithinLimit(passed);
          assert.ok(clock.now() - last <= longestWaitMs, String(clock.now() - last));
        },
      ),
      { numRuns: 25, seed: 1 },
    );
  });

  test("no more than five in any ten seconds by eight processes, while the file is broken again and again", async function () {
    this.timeout(60_000);
    // Time goes twenty times as fast, so that this takes seconds.
    const limit = JSON.stringify(graphLimit);
    const script = `
      const { Budget } = await import(${JSON.stringify(new URL("../../../src/run/budget.ts", import.meta.url).href)});
      const { Lease } = await import(${JSON.stringify(new URL("../../../src/run/lease.ts", import.meta.url).href)});
      let last = 0;
      const clock = {
        now: () => (last = Date.now() * 20),
        sleep: (ms, signal) => new Promise((resolve) => setTimeout(resolve, ms / 20, signal)),
      };
      const budget = new Budget(clock, ${limit}, new Lease(${JSON.stringify(file)}, ${limit}));
      for (;;) {
        await budget.take(new AbortController().signal);
        process.stdout.write(last + "\\n");
      }`;
    const children = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] }),
    );
    const times: number[] = [];
    const kinds = ["cut in half", "another JSON", "emptied", "a folder", "no number"] as const;
    await new Promise<void>((resolve, reject) => {
      let harmed = 0;
      for (const child of children) {
        child.once("error", reject);
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
          for (const line of text.trim().split("\n")) times.push(Number(line));
          // A harm after each third request: while the others look at the file, or just before.
          if (times.length / 3 > harmed) {
            try {
              harms[kinds[harmed++ % kinds.length] ?? ""]?.(file);
            } catch {
              // one of them was just putting it in order
            }
          }
          if (times.length >= 40) resolve();
        });
      }
    }).finally(() => Promise.all(children.map(ended)));
    assertWithinLimit(times.toSorted((one, other) => one - other));
    assert.ok(readdirSync(folder).length > 0);
  });
});
