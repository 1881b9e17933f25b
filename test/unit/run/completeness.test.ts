import assert from "node:assert/strict";
import {
  Fruitless,
  MalformedAnswer,
  NotFound,
  RequestRefused,
  SkipTokenDead,
  ForeignLink,
  type GraphPage,
} from "../../../src/sources/graph/index.ts";
import { Budget, Lateness, Miscounted, ServiceTime, type Clock, type Run } from "../../../src/run/index.ts";
import { reportById } from "../../../src/reports/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";
import { all, answerTo, collect, complete, from, ids, link, never, page, records, runOver, statesOf, to } from "./runOver.ts";

const minuteMs = 60_000;
const at = (time: string) => `2026-11-17T${time}Z`;
const signIn = (id: string, time: string) => ({ id, createdDateTime: at(time) });

/** A clock of this machine, so much ahead of the service's. */
const aheadOf = (clock: VirtualClock, ms: number): Clock => ({
  now: () => clock.now() + ms,
  sleep: (wait, signal) => clock.sleep(wait, signal),
});

suite("what is not stored is not had", () => {
  test("a page whose consumer failed comes again first, and is claimed only when it is stored", async () => {
    const { run, urls } = runOver([page(records.slice(0, 4), link(1)), page(records.slice(4))]);
    const seen: string[] = [];
    await assert.rejects(async () => {
      for await (const part of run.pages(never)) {
        part.lost();
        throw new RangeError("Array buffer allocation failed");
      }
    }, RangeError);
    assert.deepEqual([statesOf(run), run.done], [[["11-17T00:00:00", "11-18T00:00:00", "partial", 0]], false]);
    assert.deepEqual(await collect(run, never, seen), all);
    assert.deepEqual([statesOf(run), urls.length], [complete(10), 2]);
  });

  test("nothing is claimed before a page is stored, though it is on its way", async () => {
    const { run } = runOver([page(records)]);
    const states: unknown[] = [];
    for await (const { stored } of run.pages(never)) {
      states.push(statesOf(run));
      stored();
      states.push(statesOf(run));
    }
    assert.deepEqual(states, [[["11-17T00:00:00", "11-18T00:00:00", "partial", 0]], complete(10)]);
  });

  test("of the newest records that are wanted too", async () => {
    const { run } = runOver([page(records)], { take: 3 });
    await assert.rejects(async () => {
      for await (const part of run.pages(never)) {
        part.lost();
        throw new Error("full");
      }
    });
    assert.deepEqual([run.done, await collect(run), run.done], [false, ids(0, 1, 2), true]);
  });

  test("a store that counts otherwise than the run ends it", async () => {
    const { run } = runOver([page(records)]);
    await assert.rejects(async () => {
      for await (const { stored } of run.pages(never)) stored(9);
    }, Miscounted);
  });
});

suite("a chain of pages that is out of order", () => {
  const x = [signIn("A", "10:00:00"), signIn("X", "02:00:00"), signIn("B", "09:00:00"), signIn("C", "08:00:00"), signIn("D", "01:00:00")];
  const names = (run: Run) => collect(run).then((seen) => seen.toSorted().join(""));
  /** As `answerTo`, with the records in this order and so many on a page. */
  const inOrder =
    (size: number, linkAt: (place: number) => GraphPage | Error) =>
    (url: string): GraphPage | Error => {
      const place = Number(/skiptoken=(\d+)/.exec(url)?.[1] ?? -1);
      if (place >= 0) return linkAt(place);
      const [, low = "", high = ""] = /ge (\S+) and createdDateTime le (\S+Z)/.exec(decodeURIComponent(url)) ?? [];
      const asked = x.filter(({ createdDateTime: time }) => Date.parse(time) >= Date.parse(low) && Date.parse(time) <= Date.parse(high));
      return page(asked.slice(0, size), asked.length > size ? link(size) : undefined);
    };

  test("is asked again over a gap at its end when it breaks: a record there may only have come too early", async () => {
    const { run, urls } = runOver(inOrder(2, () => new SkipTokenDead("gone")));
    assert.equal(await names(run), "ABCDX");
    assert.deepEqual(statesOf(run), complete(5));
    assert.match(urls[2] ?? "", /ge 2026-11-17T02:00:00.001Z and createdDateTime le 2026-11-17T10:00:00.001Z/);
  });

  test("takes back what it claimed when a later page disproves it", async () => {
    const { run } = runOver([page(x.slice(0, 2), link(1)), page(x.slice(2, 3), link(2)), page(x.slice(3))], { latencyMs: 500 });
    const states: string[][] = [];
    for await (const part of run.pages(never)) {
      part.stored();
      states.push(run.coverage.map(({ state }) => state));
    }
    assert.deepEqual(states, [["complete", "partial"], ["partial"], ["complete"]]);
    assert.deepEqual(statesOf(run), complete(5));
  });

  test("and what chains claimed that had broken before", async () => {
    const sorted = records.slice(0, 5);
    const late = signIn("late", "22:58:30");
    let isAsked = false;
    const { run } = runOver((url) => {
      if (url.includes("skiptoken=1")) return new SkipTokenDead("gone");
      if (url.includes("skiptoken=2")) return page(records.slice(7));
      if (!url.includes("le%202026-11-18")) return page([records[6], records[5]], link(2));
      const before = isAsked;
      isAsked = true;
      return before ? page([...sorted.slice(0, 2), late, ...sorted.slice(2)]) : page(sorted, link(1));
    });
    assert.deepEqual((await collect(run)).toSorted(), [...all, "late"].toSorted());
    assert.deepEqual(statesOf(run), complete(11));
  });
});

suite("a run goes on by time", () => {
  for (const [name, failure] of Object.entries({
    "400": new RequestRefused("no", { status: 400, code: "Whatever" }),
    "404": new NotFound("no", { status: 404 }),
    "410": new RequestRefused("no", { status: 410 }),
  }))
    test(`when a link is answered with ${name}, whatever its words`, async () => {
      const { run, urls } = runOver([page(records.slice(0, 4), link(1)), failure, page(records.slice(3))]);
      assert.deepEqual(await collect(run), all);
      assert.match(urls[2] ?? "", /createdDateTime le 2026-11-17T22:57:00.001Z/);
      assert.deepEqual(statesOf(run), complete(10));
    });

  for (const problem of [
    new MalformedAnswer("The answer has records and an error"),
    new ForeignLink("evil.test"),
    new SkipTokenDead("The link to the next page cannot be read"),
  ])
    test(`and keeps the records of a page with a ${problem.name} at its end`, async () => {
      const { run, urls } = runOver([{ ...page(records.slice(0, 4)), problem }, page(records.slice(3))]);
      assert.deepEqual(await collect(run), all);
      assert.deepEqual([urls.length, statesOf(run)], [2, complete(10)]);
    });

  test("as long as every page has such an end", async () => {
    const odd = (url: string): GraphPage => {
      const { records: asked } = answerTo(url);
      return asked.length > 4 ? { ...page(asked.slice(0, 4)), problem: new ForeignLink("evil.test") } : page(asked);
    };
    const { run, urls } = runOver(odd);
    assert.deepEqual(await collect(run), all);
    assert.deepEqual([urls.length <= 5, statesOf(run)], [true, complete(10)]);
  });

  test("and never claims an empty page with an error to be the end", async () => {
    const { run } = runOver({ ...page([]), problem: new MalformedAnswer("The answer has records and an error") });
    await assert.rejects(collect(run), MalformedAnswer);
    assert.ok(run.coverage.every(({ state }) => state !== "complete" && state !== "settling"));
  });
});

suite("a moment with very many records", () => {
  const many = (count: number) => (url: string) => {
    const place = Number(/skiptoken=(\d+)/.exec(url)?.[1] ?? 0);
    return page([{ id: `r${place}`, createdDateTime: "2026-11-17T11:00:00.1234567Z" }], place + 1 < count ? link(place + 1) : undefined);
  };

  test("is read to its end, however many pages that takes", async () => {
    const { run, urls } = runOver(many(350));
    assert.equal((await collect(run)).length, 350);
    assert.deepEqual([urls.length, statesOf(run)], [350, complete(350)]);
  });

  test("and no ids is read to its end too, as its records differ", async () => {
    const { run } = runOver((url) => {
      const place = Number(/skiptoken=(\d+)/.exec(url)?.[1] ?? 0);
      const record = { createdDateTime: "2026-11-17T11:00:00.1234567Z", note: place };
      return page([record], place < 150 ? link(place + 1) : undefined);
    });
    let added = 0;
    for await (const part of run.pages(never)) added += part.added;
    assert.deepEqual([added, statesOf(run)], [151, complete(151)]);
  });

  for (const [what, record] of Object.entries({
    "ids that are objects": () => ({ id: { a: 1 }, createdDateTime: "2026-11-17T11:00:00Z" }),
    "strays with new ids": (place: number) => ({ id: `s${place}`, createdDateTime: "2020-01-01T00:00:00Z" }),
  }))
    test(`repeated for ever with ${what} is given up`, async () => {
      let place = 0;
      const { run, urls } = runOver(() => page([record(place)], link(place++)));
      await assert.rejects(collect(run), MalformedAnswer);
      assert.ok(urls.length < 2500, String(urls.length));
    });

  test("without end and without anything new is given up, says so, and can be tried again", async () => {
    let isEndless = true;
    let place = 0;
    const { run, urls } = runOver((url) => (isEndless ? page([], link(place++)) : answerTo(url)));
    await assert.rejects(
      collect(run),
      (error: Error) => error instanceof Fruitless && /\d+ pages in a row that brought nothing/.test(error.message),
    );
    assert.ok(urls.length < 1500, String(urls.length));
    isEndless = false;
    assert.deepEqual((await collect(run)).toSorted(), all);
    assert.deepEqual(statesOf(run), complete(10));
  });
});

suite("what came late", () => {
  test("opens a complete stretch again, is named, and makes the next run wait longer", async () => {
    const clock = new VirtualClock(to.getTime());
    const lateness = new Lateness();
    const late = signIn("late", "23:00:30");
    const steps = [page(records), page([late, ...records]), page([late, ...records])];
    const { run } = runOver(() => steps.shift() ?? page([]), { clock, budget: new Budget(clock), lateness });
    await collect(run);
    assert.equal(lateness.settleMs({ report: reportById("signIns") }), 15 * minuteMs);
    clock.jump(3_600_000);
    run.refresh(to);
    const named: unknown[] = [];
    for await (const { stored } of run.pages(never)) named.push(...stored());
    assert.deepEqual(named, [{ record: 10, lateMs: clock.now() - Date.parse(late.createdDateTime) }]);
    assert.deepEqual(
      run.coverage.map(({ state, rows, late }) => ({ state, rows, late })),
      [
        { state: "settling", rows: 1, late: 1 },
        { state: "complete", rows: 10, late: undefined },
      ],
    );
    assert.equal(lateness.settleMs({ report: reportById("signIns") }), 30 * minuteMs);
    clock.jump(3_600_000);
    run.refresh(to);
    await collect(run);
    assert.deepEqual(
      run.coverage.map(({ state, rows, late }) => ({ state, rows, late })),
      [{ state: "complete", rows: 11, late: 1 }],
    );
  });

  test("is waited for as long as the report, the type, the person and what was seen say, whichever is most", () => {
    const signIns = reportById("signIns");
    let setMs = 0;
    const lateness = new Lateness(() => setMs);
    const minutes = (types?: readonly string[]) => lateness.settleMs({ report: signIns, types }) / minuteMs;
    assert.deepEqual(
      [minutes(), minutes(["interactiveUser"]), minutes(["interactiveUser", "nonInteractiveUser"]), minutes(["servicePrincipal"])],
      [15, 15, 30, 30],
    );
    setMs = 20 * minuteMs;
    assert.deepEqual([minutes(), minutes(["managedIdentity"])], [20, 30]);
    lateness.learn({ report: signIns }, 33 * minuteMs);
    assert.deepEqual([minutes(), minutes(["managedIdentity"])], [33, 30]);
    for (let more = 0; more < 10; more++) lateness.learn({ report: signIns }, 24 * 60 * minuteMs);
    assert.equal(minutes(), 4 * 60);
  });
});

suite("the service's clock", () => {
  const skews = [-60, -20, 0, 20, 60];
  for (const skew of skews)
    test(`rules a run on a machine whose own is ${skew} min ahead`, async () => {
      const clock = new VirtualClock(to.getTime());
      const own = aheadOf(clock, skew * minuteMs);
      const rangeAt = (now: Date) => ({ from: new Date(now.getTime() - 24 * 3_600_000), to: now });
      const { run, urls } = runOver((url) => ({ ...answerTo(url), servedAt: clock.now() }), {
        clock: own,
        budget: new Budget(clock),
        plan: rangeAt(new Date(own.now())),
        rangeAt,
      });
      assert.deepEqual(await collect(run), all);
      assert.deepEqual(statesOf(run), [
        ["11-17T23:45:00", "11-18T00:00:00", "settling", 0],
        ["11-17T00:00:00", "11-17T23:45:00", "complete", 10],
      ]);
      assert.deepEqual([urls.length, run.notes.length], skew === 0 ? [1, 0] : [3, 1]);
      if (skew !== 0) assert.match(run.notes[0] ?? "", skew > 0 ? /\d+ min ahead of Entra's/ : /\d+ min behind Entra's/);
    });

  test("is known to the next run of a connection from the start", async () => {
    const clock = new VirtualClock(to.getTime());
    const own = aheadOf(clock, 20 * minuteMs);
    const time = new ServiceTime();
    for (const heard of [false, true]) assert.equal(time.learn({ sentAt: own.now(), receivedAt: own.now(), servedAt: clock.now() }), heard);
    const planned = new Date(time.at(own.now()));
    const { run, urls } = runOver((url) => ({ ...answerTo(url), servedAt: clock.now() }), {
      clock: own,
      budget: new Budget(clock),
      time,
      rangeAt: (now) => ({ from, to: now }),
    });
    assert.deepEqual([planned, await collect(run), urls.length], [to, all, 1]);
  });

  for (const [what, oddMs] of [
    ["hours behind", -6 * 3_600_000],
    ["hours ahead", 6 * 3_600_000],
    ["centuries ahead", 100 * 365 * 24 * 3_600_000],
  ] as const)
    test(`is not taken from one answer that is ${what}: the range stays, and its rows come`, async () => {
      const clock = new VirtualClock(to.getTime());
      const rangeAt = (now: Date) => ({ from: new Date(now.getTime() - 24 * 3_600_000), to: now });
      let answers = 0;
      const { run } = runOver((url) => ({ ...answerTo(url), servedAt: clock.now() + (answers++ === 0 ? oddMs : 0) }), {
        clock,
        budget: new Budget(clock),
        plan: rangeAt(to),
        rangeAt,
      });
      assert.deepEqual(await collect(run), all);
      assert.deepEqual(run.range, { from: from.getTime(), to: to.getTime() });
      run.refresh(run.serviceNow);
      await collect(run);
      assert.deepEqual(
        run.coverage.map(({ rows }) => rows).reduce((sum, rows) => sum + rows, 0),
        10,
      );
    });

  test("that is centuries off moves no range, however often it is said, and is named", async () => {
    const clock = new VirtualClock(to.getTime());
    const { run } = runOver((url) => ({ ...answerTo(url), servedAt: Date.parse("2099-01-01T00:00:00Z") }), {
      clock,
      budget: new Budget(clock),
      rangeAt: (now) => ({ from, to: now }),
    });
    assert.deepEqual(await collect(run), all);
    assert.match(run.notes.join(), /The service says that it is 2099-01-01, the clock of this computer says 2026-11-18/);
    assert.equal(run.coverage[0]?.state, "settling");
  });

  test("is not thought to be another one because an answer takes long", () => {
    const time = new ServiceTime();
    const now = 1_000_000_000;
    for (const servedAt of [now, now + 30_000, now + 60_000])
      assert.deepEqual([time.learn({ sentAt: now, receivedAt: now + 60_000, servedAt }), time.aheadMs], [true, 0]);
  });

  test("tells when a page was asked for: never later than it was, whatever happened to this one meanwhile", () => {
    const time = new ServiceTime();
    const servedAt = 1_000_000;
    for (let answers = 0; answers < 2; answers++) time.learn({ sentAt: 7000, receivedAt: 7000, servedAt });
    assert.deepEqual(
      [
        time.askedAt({ sentAt: 5000, receivedAt: 7000, servedAt }),
        time.askedAt({ sentAt: 7000, receivedAt: 5000, servedAt }),
        time.askedAt({ sentAt: 5000, receivedAt: 7000 }),
      ],
      [servedAt - 2000, servedAt - 300_000, servedAt - 2000],
    );
  });
});
