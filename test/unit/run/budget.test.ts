import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { Budget, Budgets } from "../../../src/run/index.ts";
import { Lease } from "../../../src/run/lease.ts";
import { graphLimit } from "../../../src/sources/graph/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const never = new AbortController().signal;
/** The documented window and the margin for requests that overtake each other. */
const windowMs = 10_100;

async function spend(budget: Budget, clock: VirtualClock, count: number): Promise<number[]> {
  const passed: number[] = [];
  for (let left = count; left > 0; left--) {
    await budget.take(never);
    passed.push(clock.now());
  }
  return passed;
}

suite("the budget of requests", () => {
  test("lets five through at once and the sixth when the first is ten seconds old", async () => {
    const clock = new VirtualClock(0);
    assert.deepEqual(await spend(new Budget(clock), clock, 7), [0, 0, 0, 0, 0, windowMs, windowMs]);
  });

  test("waits for everybody as long as the service asked one to, to the millisecond", async () => {
    const clock = new VirtualClock(0);
    const budget = new Budget(clock);
    await budget.take(never);
    budget.throttled(2128);
    assert.deepEqual([budget.state.isClosed, budget.state.waitMs >= 2128], [true, true]);
    await Promise.all([budget.take(never), budget.take(never, "background")]);
    assert.ok(clock.now() >= 2128);
  });

  test("lets what a person waits for go before the background, and each in its order", async () => {
    const clock = new VirtualClock(0);
    const budget = new Budget(clock);
    await spend(budget, clock, 5);
    const order: string[] = [];
    const asked = (["background", "background", "foreground", "foreground"] as const).map((priority, at) =>
      budget.take(never, priority).then(() => order.push(`${priority} ${at}`)),
    );
    assert.equal(budget.state.waiting, 4);
    await Promise.all(asked);
    assert.deepEqual(order, ["foreground 2", "foreground 3", "background 0", "background 1"]);
  });

  test("a cancelled wait leaves the place to the next, and a request that is not sent its turn", async () => {
    const clock = new VirtualClock(0);
    const budget = new Budget(clock);
    await spend(budget, clock, 4);
    const spare = await budget.take(never);
    const stop = new AbortController();
    const cancelled = budget.take(stop.signal);
    stop.abort();
    await assert.rejects(cancelled, { name: "AbortError" });
    spare.giveBack();
    assert.deepEqual(budget.state, { used: 4, limit: 5, waiting: 0, waitMs: 0, isClosed: false });
    await budget.take(never);
    assert.equal(clock.now(), 0);
  });

  test("asks less of a service that allows less than it says, and carefully more after a while", async () => {
    const clock = new VirtualClock(0);
    const budget = new Budget(clock);
    const allowed = 3;
    let window: number[] = [];
    const limits: number[] = [];
    let refused = 0;
    while (clock.now() < 900_000) {
      await budget.take(never);
      window = window.filter((at) => at > clock.now() - 10_000);
      if (window.length < allowed) window.push(clock.now());
      else {
        refused++;
        budget.throttled((window[0] ?? 0) + 10_000 - clock.now());
      }
      limits.push(budget.state.limit);
    }
    assert.ok(refused < 0.06 * limits.length, `${refused} of ${limits.length} refused`);
    assert.ok(limits.filter((limit) => limit <= allowed).length > 0.7 * limits.length, limits.join(" "));
    await clock.sleep(3_600_000, never);
    await spend(budget, clock, 1);
    await clock.sleep(3_600_000, never);
    await spend(budget, clock, 5);
    assert.equal(budget.state.limit, 5);
  });

  test("one refusal at the documented rate is bad luck: it is obeyed, and no less is asked afterwards", async () => {
    const clock = new VirtualClock(0);
    const budget = new Budget(clock);
    await spend(budget, clock, 5);
    budget.throttled(500);
    assert.equal(budget.state.limit, 5);
  });

  test("a clock that was set back blocks for no longer than a window", async () => {
    const clock = new VirtualClock(1e9);
    const budget = new Budget(clock);
    await spend(budget, clock, 5);
    clock.jump(-3_600_000);
    const before = clock.now();
    await budget.take(never);
    assert.ok(clock.now() - before <= windowMs);
  });
});

suite("budgets of several windows", () => {
  let folder: string;
  setup(() => (folder = mkdtempSync(path.join(os.tmpdir(), "budget-"))));
  teardown(() => rmSync(folder, { recursive: true, force: true }));
  const key = { host: "https://graph.microsoft.com", tenant: "Contoso", clientId: "an app" };

  test("never let more than five through in any ten seconds, all together, whenever they ask", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(2), fc.nat(6000)), { minLength: 1, maxLength: 25 }), async (steps) => {
        rmSync(folder, { recursive: true, force: true });
        const clock = new VirtualClock(1000);
        const windows = [0, 1, 2].map(() => new Budgets(clock, folder).of(key));
        const passed: number[] = [];
        const asked: Promise<unknown>[] = [];
        for (const [at, gap] of steps) {
          if (gap > 0) await clock.sleep(gap, never);
          asked.push((windows[at] as Budget).take(never).then(() => passed.push(clock.now())));
        }
        await Promise.all(asked);
        for (const [at, time] of passed.entries()) assert.ok(at < 5 || time - (passed[at - 5] ?? 0) >= 10_000, JSON.stringify(passed));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("share what the service asked one of them, and leave nothing behind but the ledger, without a word of the tenant", async () => {
    const clock = new VirtualClock(0);
    const [one, other] = [new Budgets(clock, folder).of(key), new Budgets(clock, folder).of({ ...key, tenant: "contoso" })];
    await one.take(never);
    one.throttled(4000);
    assert.deepEqual([other.state.used, other.state.isClosed], [1, true]);
    await other.take(never);
    assert.ok(clock.now() >= 4000);
    const [file = "", ...more] = readdirSync(folder);
    assert.deepEqual(more, []);
    assert.match(file, /^budget-[\da-f]{16}\.json$/);
    assert.doesNotMatch(readFileSync(path.join(folder, file), "utf8"), /contoso|app/i);
  });

  test("of other tenants are others", async () => {
    const clock = new VirtualClock(0);
    const budgets = new Budgets(clock, folder);
    await spend(budgets.of(key), clock, 5);
    assert.deepEqual([budgets.of(key).state.used, budgets.of({ ...key, tenant: "fabrikam" }).state.used], [5, 0]);
  });

  test("take it that the others have spent all they may when the file is broken, as nobody knows any more", async () => {
    for (const text of [
      "",
      "{",
      '{"spent":"all"}',
      "null",
      '{"spent":[1e400]}',
      JSON.stringify({ spent: [0], refused: [], closedUntil: null }),
    ]) {
      const clock = new VirtualClock(0);
      const budget = new Budgets(clock, folder).of(key);
      await spend(budget, clock, 3);
      for (const file of readdirSync(folder)) writeFileSync(path.join(folder, file), text);
      assert.deepEqual(await spend(budget, clock, 3), [windowMs, windowMs, windowMs], text);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("go on after a crash in the middle of a change, and wait for one that is going on", () => {
    const file = path.join(folder, "ledger.json");
    const lease = new Lease(file, graphLimit);
    writeFileSync(`${file}.lock`, "another window");
    assert.equal(
      lease.update((ledger) => ledger),
      undefined,
    );
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${file}.lock`, longAgo, longAgo);
    assert.equal(lease.update((ledger) => ({ spent: ledger.spent.push(1) }))?.spent, 1);
    assert.deepEqual(readdirSync(folder), ["ledger.json"]);
  });

  test("go on alone where nothing can be written", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const clock = new VirtualClock(0);
    const budget = new Budgets(clock, path.join(folder, "file", "below")).of(key);
    assert.deepEqual(await spend(budget, clock, 6), [0, 0, 0, 0, 0, windowMs]);
  });
});
