import assert from "node:assert/strict";
import fc from "fast-check";
import { Budget, Run, ServiceTime, type Clock, type RunState } from "../../../src/run/index.ts";
import { instantMs } from "../../../src/run/instant.ts";
import { SimulatedService, troubles, type SimulatedRecord, type Trouble } from "../../support/simulatedService.ts";
import { randomOf } from "../../support/simulatedTimes.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const from = Date.parse("2026-11-16T00:00:00Z");
const minuteMs = 60_000;

/** A service, what goes wrong with it, and what a person does meanwhile. */
interface Schedule {
  readonly seed: number;
  /** Stretches of the range: how many records lie in how much time. */
  readonly density: readonly { readonly records: number; readonly minutes: number }[];
  readonly pageSize: number;
  readonly latencyMs: number;
  readonly troubles: readonly Trouble[];
  readonly troubleRate: number;
  /** Share of records that can be read late only, and up to how many minutes. */
  readonly lateRate: number;
  readonly latestMinutes: number;
  /** Share of records that the service gives some places from their own. */
  readonly jitterRate: number;
  /** How far this machine's clock is ahead of the service's. */
  readonly skewMinutes: number;
  /** Share of pages that the consumer fails to store. */
  readonly lostRate: number;
  readonly allowed: number;
  /** As when users and workloads are asked for. */
  readonly isFannedOut: boolean;
  readonly take: number | undefined;
  /** What ends each attempt after so many pages. */
  readonly ends: readonly { readonly pages: number; readonly by: "abort" | "limit" | "restart" }[];
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  density: fc.array(fc.record({ records: fc.oneof(fc.nat(6), fc.nat(60)), minutes: fc.oneof(fc.constant(0), fc.nat(3000)) }), {
    minLength: 1,
    maxLength: 5,
  }),
  pageSize: fc.constantFrom(5, 10, 25, 40),
  latencyMs: fc.constantFrom(0, 400, 2500, 12_000),
  troubles: fc.subarray([...troubles], { minLength: 1, maxLength: 5 }),
  troubleRate: fc.constantFrom(0, 0.1, 0.4, 0.9),
  lateRate: fc.constantFrom(0, 0, 0.3),
  latestMinutes: fc.constantFrom(15, 15, 180),
  jitterRate: fc.constantFrom(0, 0, 0.02, 0.2, 1),
  skewMinutes: fc.oneof(fc.constant(0), fc.integer({ min: -60, max: 60 })),
  lostRate: fc.constantFrom(0, 0, 0.3),
  allowed: fc.constantFrom(5, 5, 3),
  isFannedOut: fc.boolean(),
  take: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.integer({ min: 1, max: 60 })),
  ends: fc.array(fc.record({ pages: fc.nat(6), by: fc.constantFrom("abort", "limit", "restart") }), { maxLength: 3 }),
});

const settleMs = 15 * minuteMs;

class NotStored extends Error {
  override readonly name = "NotStored";
}

/** Carries the schedule out and proves after each attempt what the run says of itself. */
async function carryOut({
  seed,
  density,
  pageSize,
  latencyMs,
  troubles,
  troubleRate,
  lateRate,
  latestMinutes,
  jitterRate,
  skewMinutes,
  lostRate,
  allowed,
  isFannedOut,
  take,
  ends,
}: Schedule): Promise<void> {
  const random = randomOf(seed);
  const times: number[] = [];
  let to = from;
  for (const { records, minutes } of density) {
    const ms = minutes * minuteMs;
    for (let left = records; left > 0; left--) times.push(to + Math.floor(random() * ms));
    to += ms;
  }
  // Of the last millisecond the range holds the first instant only.
  to++;
  const sorted = Float64Array.from(times).sort();
  const clock = new VirtualClock(to + Math.floor(random() * 2 * settleMs));
  const ownClock: Clock = { now: () => clock.now() + skewMinutes * minuteMs, sleep: (ms, signal) => clock.sleep(ms, signal) };
  const isLate = (record: number): boolean => (record * 7919) % 100 < lateRate * 100;
  const lateMs = (record: number): number => (isLate(record) ? (record * 104_729_123) % (latestMinutes * minuteMs) : 0);
  // As far as the last records of a page are looked at again.
  const jitter = Math.floor(pageSize / 10);
  const believed = Array.from(sorted.keys(), (place) => place + (random() < jitterRate ? (random() - 0.5) * 2 * jitter : 0));
  const order = Int32Array.from(sorted.keys()).sort((a, b) => (believed[a] ?? 0) - (believed[b] ?? 0) || a - b);
  let areTroubles = true;
  const service = new SimulatedService({
    times: sorted,
    clock,
    pageSize,
    allowed,
    latencyMs: () => latencyMs * (0.5 + random()),
    trouble: () => (areTroubles && random() < troubleRate ? troubles[Math.floor(random() * troubles.length)] : undefined),
    lateMs,
    tellsTime: true,
    ...(jitterRate > 0 && { order }),
  });
  const budget = new Budget(clock);
  const kept: { id: string; time: number }[] = [];
  const records = new Map<ArrayBuffer, readonly SimulatedRecord[]>();
  const client = {
    host: service.host,
    page: async (url: string, signal: AbortSignal) => {
      if (service.asked.length > 3000) throw new Error("it does not end");
      const page = await service.page(url, signal);
      records.set(page.body, page.records as SimulatedRecord[]);
      return page;
    },
  };
  const time = new ServiceTime();
  const start = (state?: RunState): Run =>
    new Run({
      plan: {
        report: "signIns",
        requests: (isFannedOut ? ["half eq 0", "half eq 1"] : [""]).map((condition) => ({ filter: "", condition })),
        from: new Date(from),
        to: new Date(to),
      },
      client,
      budget,
      clock: ownClock,
      time,
      random,
      settleMs,
      ...(take !== undefined && { take }),
      ...(state && { resume: { state: JSON.parse(JSON.stringify(state)) as RunState, known: kept } }),
    });
  const isThere = (record: number): number => kept.reduce((count, { id }) => count + Number(id === `r${record}`), 0);
  /** The last time that the service was asked for it, it did not have the record yet. */
  const cameAfter = (record: number): boolean => {
    const at = sorted[record] ?? 0;
    const [askedAt = Infinity] = service.urls
      .flatMap((url, request) => {
        const [, low, high, half] = / ge (\S+Z) and createdDateTime le (\S+Z)(?: and half eq (\d))?/.exec(decodeURIComponent(url)) ?? [];
        const isAsked =
          low && high && Date.parse(low) <= at && Date.parse(high) > at && (half === undefined || Number(half) === record % 2);
        return isAsked && service.answered[request] ? [service.asked[request] ?? 0] : [];
      })
      .reverse();
    return at + lateMs(record) > askedAt;
  };
  const prove = (run: Run): void => {
    const counts = new Map<string, number>();
    for (const { id } of kept) counts.set(id, (counts.get(id) ?? 0) + 1);
    assert.ok(
      [...counts.values()].every((count) => count === 1),
      "a record is there twice",
    );
    for (const { state, rows, ...stretch } of run.coverage) {
      const within = [...sorted.keys()].filter((record) => (sorted[record] ?? 0) >= stretch.from && (sorted[record] ?? 0) < stretch.to);
      const had = within.filter((record) => counts.has(`r${record}`));
      assert.equal(rows, had.length, `${state} counts ${rows} of ${had.length}`);
      // Of a chain out of order that has not ended a page to come may have what belongs here.
      if (state !== "complete" || take !== undefined || (jitterRate > 0 && !run.done)) continue;
      for (const record of within)
        if (!counts.has(`r${record}`)) assert.ok(cameAfter(record), "a record of a complete stretch is not there");
    }
    for (const [at, time] of service.asked.entries())
      assert.ok(at < 5 || time - (service.asked[at - 5] ?? 0) >= 10_000, "six requests in ten seconds");
  };
  const attempt = async (run: Run, end?: Schedule["ends"][number]): Promise<void> => {
    const stop = new AbortController();
    let pages = 0;
    if (end?.pages === 0 && end.by === "abort") setImmediate(() => stop.abort());
    try {
      const limit = end?.by === "limit" ? 1 + end.pages * 7 : Infinity;
      for await (const { body, skip, stored, lost } of run.pages(stop.signal, { limit })) {
        if (areTroubles && random() < lostRate) {
          lost();
          throw new NotStored();
        }
        const left = new Set(skip);
        for (const [at, { id, createdDateTime }] of (records.get(body) ?? []).entries())
          if (!left.has(at)) kept.push({ id, time: instantMs(createdDateTime) });
        stored(kept.length);
        pages++;
        if (end && end.by !== "limit" && pages >= end.pages) {
          if (end.by === "restart") break;
          stop.abort();
        }
      }
    } catch (error) {
      // It gave up, and says why; what it has stays true.
      assert.ok(error instanceof Error, String(error));
      assert.ok(
        error.name === "AbortError" ||
          error.name in { ServiceFailing: 1, TimedOut: 1, Offline: 1, MalformedAnswer: 1, SkipTokenDead: 1, TokenRefused: 1 } ||
          error.name in { ForeignLink: 1, Fruitless: 1, NotStored: 1, Throttled: 1 },
        error.stack,
      );
    }
    prove(run);
  };
  let run = start();
  for (const end of [...ends, undefined]) {
    await attempt(run, end);
    if (end?.by === "restart") run = start(run.state);
  }
  areTroubles = false;
  await attempt(run);
  // Requests from before may have failed only now.
  if (!run.done) await attempt(run);
  assert.ok(run.done, "the gaps are not filled");
  if (take !== undefined) {
    if (lateRate === 0 && jitterRate === 0)
      assert.deepEqual(kept.map(({ time }) => time).toSorted(), [...sorted.slice(-take)], "not the newest");
    return;
  }
  // When everything has settled nothing is missing.
  await clock.sleep(24 * 60 * minuteMs, new AbortController().signal);
  run.refresh(new Date(to));
  await attempt(run);
  // What came late may not have been alone: each refresh looks two hours further.
  for (let more = 0; more < times.length && run.coverage.some(({ state }) => state === "settling"); more++) {
    run.refresh(new Date(to));
    await attempt(run);
  }
  assert.deepEqual(
    run.coverage.map(({ state }) => state),
    ["complete"],
  );
  for (const record of sorted.keys()) assert.ok(isThere(record) === 1 || cameAfter(record));
}

suite("A run over any service", function () {
  this.timeout(600_000);

  test("claims no more than it has, keeps to the limit, ends, and reaches everything when the faults stop", async () => {
    const [numRuns = 2000, seed = 20261123] = (process.env["RUN_SCHEDULES"] ?? "").split(",").filter(Boolean).map(Number);
    await fc.assert(fc.asyncProperty(schedule, carryOut), { numRuns, seed, includeErrorInReport: true });
  });
});
