import assert from "node:assert/strict";
import {
  FilterRefused,
  GraphClient,
  Intercepted,
  MalformedAnswer,
  Offline,
  ReportMissing,
  ServiceFailing,
  SkipTokenDead,
  Throttled,
  TimedOut,
  TokenRefused,
  TooOld,
  type GraphPage,
} from "../../../src/sources/graph/index.ts";
import type { Fault, FaultKind } from "../../../src/network/index.ts";
import { parseFilter } from "../../../src/query/index.ts";
import { Budget, type RunPage, type RunState } from "../../../src/run/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";
import {
  all,
  answerTo,
  collect,
  complete,
  from,
  host,
  ids,
  link,
  never,
  page,
  records,
  runOver,
  statesOf,
  to,
  type Step,
} from "./runOver.ts";

const clientOver = (answer: () => Response): GraphClient =>
  new GraphClient({ host, fetch: () => Promise.resolve(answer()), getToken: () => Promise.resolve("token") });

suite("a run", () => {
  test("asks for the range newest first and follows the links to the end, however short or empty the pages are", async () => {
    const { run, urls } = runOver([page(records.slice(0, 4), link(1)), page([], link(2)), page(records.slice(4))], {
      requests: [{ condition: "status/errorCode eq 0" }],
    });
    assert.deepEqual(await collect(run), all);
    assert.deepEqual(urls, [
      `${host}/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-11-17T00:00:00Z and createdDateTime le 2026-11-18T00:00:00Z and status/errorCode eq 0&$orderby=createdDateTime desc&$top=1000`,
      link(1),
      link(2),
    ]);
    const progress = {
      pages: 3,
      requests: 3,
      records: 10,
      duplicates: 0,
      excluded: 0,
      strays: 0,
      oddities: 0,
      unjudged: 0,
      reached: from.toISOString(),
    };
    assert.deepEqual({ done: run.done, states: statesOf(run), ...run.progress }, { done: true, states: complete(10), ...progress });
  });

  test("takes a page that is longer than it may be", async () => {
    const many = Array.from({ length: 1040 }, (_, at) => ({
      id: `m-${at}`,
      createdDateTime: new Date(to.getTime() - at * 1000).toISOString(),
    }));
    const { run } = runOver([
      page(many, link(1)),
      page(records.map((record, at) => ({ ...record, createdDateTime: new Date(from.getTime() + 100_000 - at).toISOString() }))),
    ]);
    assert.equal((await collect(run)).length, 1050);
  });

  test("drops what comes twice, what the query excludes, what was not asked for and what is no record, and counts each", async () => {
    const stray = { id: "stray", createdDateTime: "2026-11-16T23:59:59Z" };
    const other = { ...records[3], appId: "b" };
    const [here, guard] = ["id ne 'id-1'", "id ne 'id-1' and (appId ne 'b')"].map((text) => parseFilter(text).expression);
    assert.ok(here && guard);
    const { run } = runOver([page([records[0], records[1], records[0], null, records[2], "odd", other, stray])], { plan: { here, guard } });
    assert.deepEqual(await collect(run), ids(0, 2));
    const { records: count, duplicates, excluded, strays, oddities } = run.progress;
    assert.deepEqual({ count, duplicates, excluded, strays, oddities }, { count: 2, duplicates: 1, excluded: 1, strays: 2, oddities: 2 });
  });

  test("names the record that a later version replaces", async () => {
    const { run } = runOver([page([records[0], records[1], { ...records[0], riskState: "atRisk" }])]);
    const pages: RunPage[] = [];
    for await (const part of run.pages(never)) pages.push(part);
    assert.deepEqual(
      pages.map(({ skip, replace, added }) => ({ skip, replace, added })),
      [{ skip: [2], replace: [{ position: 2, record: 0 }], added: 2 }],
    );
  });

  test("keeps and counts records without id or time: losing them would be worse", async () => {
    const { run } = runOver([
      page([
        { createdDateTime: records[0]?.createdDateTime },
        { createdDateTime: records[0]?.createdDateTime },
        { id: "a" },
        { id: "b", createdDateTime: "soon" },
      ]),
    ]);
    assert.equal((await collect(run)).length, 4);
    assert.deepEqual([run.progress.records, run.progress.oddities, statesOf(run)], [4, 4, complete(2)]);
  });

  test("claims no more than the pages say: not the oldest moment of a page, on which more may follow", async () => {
    const stop = new AbortController();
    const { run } = runOver([page(records.slice(0, 4), link(1)), page(records.slice(4))]);
    for await (const _ of run.pages(stop.signal, { limit: 4 }));
    assert.deepEqual(statesOf(run), [
      ["11-17T22:57:00", "11-18T00:00:00", "complete", 3],
      ["11-17T00:00:00", "11-17T22:57:00", "partial", 1],
    ]);
  });

  test("claims nothing of a chain out of order before its end", async () => {
    const { run } = runOver([
      page([records[0], records[5], records[2]], link(1)),
      page([records[1], records[3], records[4], ...records.slice(6)]),
    ]);
    for await (const _ of run.pages(never, { limit: 3 }));
    assert.deepEqual(statesOf(run), [["11-17T00:00:00", "11-18T00:00:00", "partial", 3]]);
    assert.equal((await collect(run)).length, 7);
    assert.deepEqual(statesOf(run), complete(10));
  });

  test("the last minutes are settling, and a refresh asks for those, for the two hours before them, and what is new", async () => {
    const clock = new VirtualClock(to.getTime());
    const late = { id: "late", createdDateTime: "2026-11-17T23:50:00.1234567Z" };
    const newer = { id: "newer", createdDateTime: "2026-11-18T00:30:00Z" };
    const { run, urls } = runOver([page(records), page([newer, late])], { clock, budget: new Budget(clock) });
    await collect(run);
    assert.deepEqual(statesOf(run), [
      ["11-17T23:45:00", "11-18T00:00:00", "settling", 0],
      ["11-17T00:00:00", "11-17T23:45:00", "complete", 10],
    ]);
    clock.jump(3_600_000);
    run.refresh(new Date(to.getTime() + 3_600_000));
    assert.deepEqual(
      statesOf(run).map(([, , state]) => state),
      ["partial", "settling", "complete"],
    );
    assert.deepEqual(await collect(run), ["newer", "late"]);
    assert.match(urls[1] ?? "", /ge 2026-11-17T21:45:00Z and createdDateTime le 2026-11-18T01:00:00Z/);
    assert.deepEqual(statesOf(run), [
      ["11-18T00:45:00", "11-18T01:00:00", "settling", 0],
      ["11-17T00:00:00", "11-18T00:45:00", "complete", 12],
    ]);
  });

  test("asks several questions of a plan side by side and claims what all have", async () => {
    const steps = {
      users: [page(records.slice(0, 1), link("u")), page(records.slice(6, 8))],
      apps: [page(records.slice(1, 3), link("a")), page(records.slice(3, 6))],
    };
    const { run } = runOver((url) => (/users|=u/.test(url) ? steps.users : steps.apps).shift() as GraphPage, {
      requests: [{ condition: "users" }, { condition: "apps" }],
    });
    assert.deepEqual(new Set(await collect(run)), new Set(ids(0, 1, 2, 3, 4, 5, 6, 7)));
    assert.deepEqual([run.done, run.isInOrder, statesOf(run)], [true, false, complete(8)]);
  });

  test("of several questions takes the newest records, whoever has them", async () => {
    const steps = {
      users: [page([records[0], records[5], records[6]], link("u")), page([records[9]])],
      apps: [page([records[1], records[2]], link("a")), page([records[3], records[4], records[7]], link("b"))],
    };
    const { run } = runOver((url) => (/users|=u/.test(url) ? steps.users : steps.apps).shift() as GraphPage, {
      requests: [{ condition: "users" }, { condition: "apps" }],
      take: 5,
    });
    assert.deepEqual((await collect(run)).toSorted(), ids(0, 1, 2, 3, 4));
    assert.deepEqual([run.done, run.progress.records], [true, 5]);
  });

  test("takes no more records than asked for, and no second page for them", async () => {
    const { run } = runOver([page(records, link(1))], { take: 3 });
    assert.deepEqual(await collect(run), ids(0, 1, 2));
    assert.deepEqual([run.done, run.progress.records, await collect(run)], [true, 3, []]);
  });

  test("asks for a small result once, however long the range", async () => {
    const { run, urls } = runOver([page(records)], { latencyMs: 500, plan: { from: new Date("2026-11-15T06:00:00Z") } });
    await collect(run);
    assert.deepEqual([urls.length, run.done], [1, true]);
  });

  test("does not wait for a slow first answer before it asks for older slices", async () => {
    const { run, urls } = runOver(page([]), { latencyMs: 12_000 });
    await collect(run);
    assert.deepEqual(
      [urls.length, run.done, /ge (\S+) and createdDateTime le (\S+Z)&/.exec(urls[1] ?? "")?.[2]],
      [5, true, "2026-11-17T19:12:00.001Z"],
    );
  });
});

suite("a run goes on", () => {
  test("by time from the last record when a skip token has died", async () => {
    const { run, urls } = runOver([page(records.slice(0, 4), link(1)), new SkipTokenDead("gone"), page(records.slice(3))]);
    assert.deepEqual(await collect(run), all);
    assert.match(urls[2] ?? "", /createdDateTime le 2026-11-17T22:57:00.001Z/);
    assert.deepEqual(statesOf(run), complete(10));
  });

  test("past a moment with more records than it can page through, which it leaves out and says so", async () => {
    const same = records.map((record) => ({ ...record, createdDateTime: "2026-11-17T20:00:00.1234567Z" }));
    let dies = true;
    const { run } = runOver((url) => {
      if (url.includes("skiptoken")) return dies ? new SkipTokenDead("gone") : page(same.slice(4));
      const [, top = ""] = /le (\S+Z)/.exec(decodeURIComponent(url)) ?? [];
      return Date.parse(top) > Date.parse("2026-11-17T20:00:00.123Z") ? page(same.slice(0, 4), link(1)) : page([]);
    });
    await assert.rejects(collect(run), SkipTokenDead);
    assert.deepEqual(
      run.coverage.map(({ state, from, to }) => [state, to - from === 1]),
      [
        ["complete", false],
        ["failed", true],
        ["complete", false],
      ],
    );
    dies = false;
    assert.deepEqual(await collect(run), ids(4, 5, 6, 7, 8, 9));
    assert.deepEqual(statesOf(run), complete(10));
  });

  test("after waiting as long as the service says", async () => {
    const { run, urls, passedMs } = runOver([new Throttled(2128, {}), page(records)]);
    assert.equal((await collect(run)).length, 10);
    assert.deepEqual([passedMs() >= 2128, new Set(urls).size], [true, 1]);
  });

  test("with a new token, once", async () => {
    const refused = new TokenRefused(undefined, { status: 401 });
    assert.deepEqual(await collect(runOver([refused, page(records)]).run), all);
    await assert.rejects(collect(runOver([refused, refused]).run), TokenRefused);
  });

  test("after a broken answer in the middle, and after an hour of sleep", async () => {
    const clock = new VirtualClock(to.getTime() + 12 * 3_600_000);
    const steps: Step[] = [
      page(records.slice(0, 4), link(1)),
      new MalformedAnswer("cut"),
      () => (clock.jump(3_600_000), new Offline("asleep")),
    ];
    const next = (url: string): GraphPage | Error => {
      const step = steps.shift() ?? answerTo;
      return typeof step === "function" ? step(url) : step;
    };
    const { run } = runOver(next, { clock, budget: new Budget(clock) });
    assert.deepEqual(await collect(run), all);
    assert.deepEqual(statesOf(run), complete(10));
  });

  test("with half the width when an answer takes too long", async () => {
    let isFirst = true;
    const { run, urls } = runOver((url) => {
      if (!isFirst) return answerTo(url);
      isFirst = false;
      return new TimedOut("late");
    });
    assert.deepEqual(await collect(run), all);
    assert.deepEqual(
      urls.map((url) => /ge (\S+) and createdDateTime le (\S+Z)&/.exec(url)?.slice(1)),
      [
        ["2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z"],
        ["2026-11-17T00:00:00Z", "2026-11-17T12:00:00.001Z"],
        ["2026-11-17T12:00:00.001Z", "2026-11-18T00:00:00Z"],
      ],
    );
  });

  test("around a stretch that the service cannot answer, and fills the gap when it can", async () => {
    const sick = Date.parse("2026-11-17T10:00:00Z");
    let isSick = true;
    const { run } = runOver((url) => {
      const [, low = "", high = ""] = /ge (\S+) and createdDateTime le (\S+Z)/.exec(decodeURIComponent(url)) ?? [];
      const [bottom, top] = [Date.parse(low), Date.parse(high)];
      if (isSick && bottom <= sick && top >= sick) return new ServiceFailing("500", { status: 500 });
      return answerTo(url);
    });
    const seen: string[] = [];
    await assert.rejects(collect(run, never, seen), ServiceFailing);
    assert.deepEqual(seen.toSorted(), all);
    const gap = run.coverage.find(({ state }) => state === "failed");
    assert.ok(gap && gap.from <= sick && gap.to > sick && gap.to - gap.from <= 120_000, JSON.stringify(run.coverage));
    isSick = false;
    await collect(run);
    assert.deepEqual(statesOf(run), complete(10));
  });

  test("where it was after an error, with nothing lost and nothing twice", async () => {
    const { run } = runOver([page(records.slice(0, 4), link(1)), new FilterRefused("no"), page(records.slice(4))]);
    const seen: string[] = [];
    await assert.rejects(collect(run, never, seen), FilterRefused);
    assert.deepEqual(await collect(run, never, seen), all);
  });

  test("where it was after a cancel", async () => {
    const stop = new AbortController();
    const { run } = runOver([page(records.slice(0, 4), link(1)), new Offline("cut"), page(records.slice(4))], {
      onChange: () => run.progress.pages === 1 && stop.abort(),
    });
    const seen: string[] = [];
    await assert.rejects(collect(run, stop.signal, seen), { name: "AbortError" });
    assert.deepEqual(await collect(run, never, seen), all);
  });

  test("in another window, from what was written down of it", async () => {
    const first = runOver([page(records.slice(0, 4), link(1))]);
    for await (const _ of first.run.pages(never, { limit: 4 }));
    const state = JSON.parse(JSON.stringify(first.run.state)) as RunState;
    assert.doesNotMatch(JSON.stringify(state), /id-\d/);
    const known = records.slice(0, 4).map(({ id, createdDateTime }) => ({ id, time: Date.parse(createdDateTime) }));
    const { run, urls } = runOver([page(records.slice(3))], { resume: { state, known } });
    assert.deepEqual(await collect(run), all.slice(4));
    assert.match(urls[0] ?? "", /le 2026-11-17T22:57:00.001Z/);
    assert.deepEqual(statesOf(run), complete(10));
  });

  test("in v1.0 where a cloud lacks the report in beta, but only when that means the same", async () => {
    const missing = new ReportMissing("no segment", { status: 400 });
    const interactive = {
      condition: "signInEventTypes/any(t: t eq 'interactiveUser') and appId eq 'a'",
      types: ["interactiveUser"] as const,
    };
    const { run, urls } = runOver([missing, page(records)], { requests: [interactive] });
    assert.deepEqual(await collect(run), all);
    assert.match(urls[1] ?? "", /\/v1\.0\/.* and appId eq 'a'&/);
    assert.doesNotMatch(urls[1] ?? "", /signInEventTypes/);
    assert.match(run.notes.join(), /v1\.0/);
    await assert.rejects(collect(runOver([missing], { requests: [{ condition: "", types: ["servicePrincipal"] }] }).run), ReportMissing);
  });

  test("without what only some published queries use, where the service refuses it, which is then evaluated here", async () => {
    const refused = new FilterRefused("Invalid filter clause", { status: 400 });
    const risk = "riskEventTypes_v2/any(r: r eq 'unlikelyTravel')";
    const here = parseFilter(risk).expression!;
    const some = records.map((one, at) => ({ ...one, riskEventTypes_v2: at < 3 ? ["UnlikelyTravel"] : [] }));
    const { run, urls } = runOver([refused, page(some)], {
      requests: [{ condition: `${risk} and appId eq 'a'`, surely: "appId eq 'a'" }],
      plan: { here },
    });
    assert.deepEqual(await collect(run), ids(0, 1, 2));
    assert.deepEqual(
      urls.map((url) => [url.includes(risk), url.includes(" and appId eq 'a'&")]),
      [
        [true, true],
        [false, true],
      ],
    );
    assert.deepEqual(run.notes, ["The service refused a condition that only some published queries use: it is evaluated here."]);
    await assert.rejects(collect(runOver(refused, { requests: [{ condition: "appId eq 'a'" }] }).run), FilterRefused);
  });

  test("and keeps what the service sent where it differs from what was asked in letter case alone", async () => {
    const asked = "appDisplayName eq 'azure portal' and riskState eq 'atRisk' and userId eq 'AAAAAAAA-0000-4000-8000-00000000000A'";
    const sent = {
      ...records[0],
      appDisplayName: "Azure Portal",
      riskState: "AtRisk",
      userId: "aaaaaaaa-0000-4000-8000-00000000000a",
      status: { errorCode: "50126" },
    };
    const other = { ...records[1], appDisplayName: "Azure" };
    const guard = parseFilter(`${asked} and status/errorCode eq 50126`).expression!;
    const { run } = runOver([page([sent, other])], { plan: { guard } });
    assert.deepEqual([await collect(run), run.progress.strays], [ids(0), 1]);
  });

  test("from where the service says that its records begin", async () => {
    const { run, urls } = runOver([new TooOld(new Date("2026-11-17T12:00:00Z"), { status: 400 }), page(records)]);
    assert.deepEqual(await collect(run), all);
    assert.match(urls[1] ?? "", /ge 2026-11-17T12:00:00Z/);
    assert.deepEqual(statesOf(run), [["11-17T12:00:00", "11-18T00:00:00", "complete", 10]]);
    assert.match(run.notes.join(), /2026-11-17T12:00:00/);
  });
});

suite("a run whose way to the service is barred", () => {
  const away = (kind: FaultKind, more: Partial<Fault> = {}) =>
    new Offline("away", { fault: { kind, host: "graph.microsoft.com", ...more } });

  test("says at once what happened and when it asks again, one request at a time, and no more of it once it is through", async () => {
    const { run, clock } = runOver([away("refused"), away("refused"), page(records.slice(0, 4), link(1)), page(records.slice(4))], {
      onChange: () => {
        const { trouble, requests, waitingUntil } = run.progress;
        const said = trouble && [requests, trouble.error instanceof Offline, trouble.since - start, trouble.retryAt - start];
        const text = JSON.stringify(said ?? null);
        assert.equal(waitingUntil, undefined);
        if (text !== told.at(-1)) told.push(text);
      },
    });
    const start = clock.now();
    const told: string[] = [];
    assert.deepEqual(await collect(run), all);
    assert.deepEqual(told, ["null", "[1,true,0,1000]", "[2,true,0,1000]", "[2,true,0,3000]", "[3,true,0,3000]", "null"]);
  });

  test("goes on by itself when the way is free again after two minutes, and has lost nothing", async () => {
    const { run, urls, clock } = runOver((url) => (clock.now() - start < 120_000 ? away("nameUnknown") : answerTo(url)));
    const start = clock.now();
    assert.deepEqual(await collect(run), all);
    assert.ok(urls.length < 25, String(urls.length));
  });

  test("ends after some minutes with what was in the way, and goes on from there when asked to", async () => {
    let isAway = true;
    const { run, passedMs } = runOver((url) => (isAway ? away("unreachable") : answerTo(url)));
    await assert.rejects(collect(run), (error) => error instanceof Offline && error.facts.fault?.kind === "unreachable");
    assert.ok(passedMs() >= 180_000 && passedMs() < 200_000 && run.progress.requests < 40, `${passedMs()} ms, ${run.progress.requests}`);
    isAway = false;
    assert.deepEqual(await collect(run), all);
  });

  test("asks at once when a person wants it again, however long it was waiting", async () => {
    let isAway = true;
    const stop = new AbortController();
    const { run, clock } = runOver((url) => (isAway ? away("refused") : answerTo(url)), {
      onChange: () => run.progress.requests === 6 && run.progress.trouble && stop.abort(),
    });
    await assert.rejects(collect(run, stop.signal), { name: "AbortError" });
    isAway = false;
    const again = clock.now();
    for await (const _ of run.pages(never, { limit: 1 })) break;
    assert.equal(clock.now(), again);
  });

  test("ends at once where asking again would change nothing", async () => {
    const { run, urls, passedMs } = runOver(away("certificateUntrusted"));
    await assert.rejects(collect(run), Offline);
    assert.deepEqual([urls.length, passedMs()], [1, 0]);
  });

  test("survives a sign-in that the network cut off, which comes from elsewhere and is known by its facts", async () => {
    const signIn = Object.assign(new Error("Sign-in: offline"), { name: "SignInError", facts: { fault: { kind: "cut", host: "login" } } });
    assert.deepEqual(await collect(runOver([signIn, page(records)]).run), all);
  });

  test("halves what it asks for where the gateway on the way gives up waiting", async () => {
    const fault = { kind: "gateway", host: "graph.microsoft.com", status: 504 } as const;
    const { run, urls } = runOver((url) => (urls.length === 1 ? new Intercepted("a page", { status: 504, fault }) : answerTo(url)));
    assert.deepEqual(await collect(run), all);
    assert.match(urls[1] ?? "", /le 2026-11-17T12:00:00\.001Z/);
  });
});

suite("a run that the service makes wait", () => {
  test("waits as long as it says with any error, and shows since when nothing was answered", async () => {
    const { run, passedMs } = runOver([new ServiceFailing("503", { status: 503, retryAfterMs: 120_000 }), page(records)]);
    assert.deepEqual(await collect(run), all);
    assert.ok(passedMs() >= 120_000 && passedMs() < 121_000, String(passedMs()));
  });

  test("counts a silence from the request on, or from the last answer", async () => {
    const since: (number | undefined)[] = [];
    const { run, clock } = runOver([page(records.slice(0, 4), link(1)), page(records.slice(4))], {
      latencyMs: 40_000,
      take: 10,
      onChange: () => {
        const { unansweredSince } = run.progress;
        const at = unansweredSince === undefined ? undefined : unansweredSince - start;
        if (since.length === 0 || at !== since.at(-1)) since.push(at);
      },
    });
    const start = clock.now();
    assert.deepEqual(await collect(run), all);
    assert.deepEqual(since, [0, undefined, 40_000, undefined]);
  });

  test("ends when nothing but 429 was heard for ten minutes, keeps its rows, and goes on when asked to", async () => {
    let isLimiting = false;
    const { run, urls, passedMs } = runOver((url) => {
      if (isLimiting) return new Throttled(2000, { status: 429 });
      isLimiting = urls.length === 1;
      return url.includes("skiptoken") ? page(records.slice(4)) : page(records.slice(0, 4), link(1));
    });
    const seen: string[] = [];
    await assert.rejects(collect(run, never, seen), Throttled);
    assert.ok(passedMs() >= 600_000 && passedMs() < 640_000 && urls.length < 310, `${passedMs()} ms, ${urls.length} requests`);
    assert.deepEqual([seen, run.done], [all.slice(0, 4), false]);
    isLimiting = false;
    assert.deepEqual(await collect(run, never, seen), all);
  });

  test("is not made to wait by a clock that was set forward, and back", async () => {
    const fails = (retryAfterMs: number) => new ServiceFailing("503", { status: 503, retryAfterMs });
    const { run, clock, urls } = runOver((url) => {
      if (urls.length === 1) clock.jump(30 * 86_400_000);
      if (urls.length === 3) clock.jump(-30 * 86_400_000);
      return urls.length < 5 ? fails(60_000) : answerTo(url);
    });
    const end = clock.now() + 900_000;
    assert.deepEqual(await collect(run), all);
    assert.ok(clock.now() < end);
  });
});

suite("a run on bad input ends, and says what happened:", () => {
  test("a range entirely before what the service keeps", async () => {
    const { run, urls } = runOver([new TooOld(new Date("2026-11-20T00:00:00Z"), { status: 400 })]);
    assert.deepEqual([await collect(run), run.done, urls.length], [[], true, 1]);
    assert.match(run.notes.join(), /keeps nothing from before 2026-11-20/);
  });

  test("a service whose records are said to begin in times to come", async () => {
    const { run, urls } = runOver([new TooOld(new Date("2099-06-12T00:00:00Z"), { status: 400 })]);
    await assert.rejects(collect(run), TooOld);
    assert.deepEqual(
      [run.done, run.notes, urls.length, statesOf(run)],
      [false, [], 1, [["11-17T00:00:00", "11-18T00:00:00", "failed", 0]]],
    );
  });

  test("an end before the start", async () => {
    const { run, urls } = runOver([], { plan: { from: to, to: from } });
    assert.deepEqual([await collect(run), run.done, run.coverage, urls], [[], true, [], []]);
  });

  test("a service that always answers 500", async () => {
    const { run, urls, passedMs } = runOver(new ServiceFailing("500", { status: 500 }));
    await assert.rejects(collect(run), ServiceFailing);
    assert.ok(urls.length <= 40 && passedMs() < 300_000, `${urls.length} requests in ${passedMs()} ms`);
    assert.ok(run.coverage.every(({ state }) => state === "failed" || state === "partial") && !run.done);
  });

  test("a service that repeats the same link for ever", async () => {
    const { run, urls } = runOver(() => page(records.slice(0, 1), link("same")));
    await assert.rejects(collect(run), MalformedAnswer);
    assert.ok(urls.length < 200, String(urls.length));
    assert.deepEqual([run.progress.records, run.done], [1, false]);
  });

  test("a service that gives new links and no records for ever", async () => {
    let place = 0;
    const { run, urls } = runOver(() => page([], link(place++)));
    await assert.rejects(collect(run), MalformedAnswer);
    assert.ok(urls.length < 5000 && !run.done, String(urls.length));
  });

  test("a page of HTML with status 200", async () => {
    const { run, urls } = runOver([], { client: clientOver(() => new Response("<html>Sign in to the proxy</html>")) });
    await assert.rejects(collect(run), MalformedAnswer);
    assert.ok(run.progress.requests <= 40 && !run.done && urls.length === 0);
  });

  test("an answer of 50 MB", async () => {
    const text = JSON.stringify({ value: records.map((record) => ({ ...record, note: "x".repeat(5e6) })) });
    const { run } = runOver([], { client: clientOver(() => new Response(text)) });
    let [bytes, added] = [0, 0];
    for await (const part of run.pages(never)) [bytes, added] = [bytes + part.body.byteLength, added + part.added];
    assert.ok(bytes > 50e6);
    assert.deepEqual([added, statesOf(run)], [10, complete(10)]);
  });
});
