import assert from "node:assert/strict";
import type { Connection } from "../../../src/auth/connection.ts";
import { createDemoTenant } from "../../../src/demo/index.ts";
import type { Query } from "../../../src/query/index.ts";
import { lastGoodQuestion, type LastGoodQuestion } from "../../../src/records/lastGood.ts";
import { reportById } from "../../../src/reports/index.ts";
import type { Collection } from "../../../src/sessions/collection.ts";
import { askedLastGood, loadedLastGood } from "../../../src/sessions/lastGood.ts";
import { Budget } from "../../../src/run/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";
import { nearResults } from "./nearResults.ts";

const signIns = reportById("signIns");
const now = new Date("2026-11-18T12:00:00Z");
const failed = {
  id: "f1",
  createdDateTime: "2026-11-18T10:00:00Z",
  userId: "aaaaaaaa-0000-0000-0000-000000000001",
  userPrincipalName: "alex@contoso.com",
  appId: "bbbbbbbb-0000-0000-0000-000000000001",
  appDisplayName: "Mail",
  signInEventTypes: ["interactiveUser"],
  status: { errorCode: 50126 },
};
const good = (id: string, createdDateTime: string, change: object = {}) => ({
  ...failed,
  id,
  createdDateTime,
  status: { errorCode: 0 },
  ...change,
});

const question = (record: object): LastGoodQuestion => {
  const asked = lastGoodQuestion(signIns, { ...record }, now.getTime());
  return typeof asked === "string" ? assert.fail(asked) : asked;
};
const idOf = (text: string | undefined): unknown => text && (JSON.parse(text) as { id: unknown }).id;

/** A tenant whose service answers so; a budget and a clock that take no time. */
function tenant(answer: (url: string) => Response | Promise<Response>) {
  const clock = new VirtualClock(now.getTime(), 100);
  const budget = new Budget(clock);
  const asked: string[] = [];
  const connection: Connection = {
    id: "one",
    name: "One",
    graphHost: "https://graph.microsoft.com",
    me: "me@contoso.com",
    tenant: "contoso",
    fetch: ({ url }) => {
      asked.push(decodeURIComponent(url.replaceAll("+", " ")));
      return Promise.resolve(answer(url));
    },
    getToken: () => Promise.resolve("token"),
  };
  const world = {
    results: () => assert.fail("no store"),
    budget: () => budget,
    settleMs: 0,
    clock,
    random: () => 0.5,
    log: () => undefined,
  };
  const ask = (record: object, signal = new AbortController().signal) =>
    askedLastGood(world, connection, question(record), { zone: "utc", signal });
  return { ask, asked };
}

suite("The last good sign-in, asked of the service", () => {
  test("is the newest that came before the failed one, in one request for its user, application and types, its text as it came", async () => {
    const exact = JSON.stringify(good("g2", "2026-11-18T08:00:00Z")).replace(/^{/, '{ "n": 12345678901234567890, ');
    const body = `{"value":[${JSON.stringify(good("same moment", failed.createdDateTime))},${JSON.stringify(good("g1", "2026-11-17T08:00:00Z"))},${exact}]}`;
    const { ask, asked } = tenant(() => new Response(body));
    assert.deepEqual(await ask(failed), { text: exact, isAll: true });
    assert.deepEqual(asked, [
      "https://graph.microsoft.com/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-10-19T12:00:00Z and createdDateTime le 2026-11-18T09:59:59.999Z and signInEventTypes/any(t: t eq 'interactiveUser') and appId eq 'bbbbbbbb-0000-0000-0000-000000000001' and userId eq 'aaaaaaaa-0000-0000-0000-000000000001' and status/errorCode eq 0&$orderby=createdDateTime desc&$top=1000",
    ]);
  });

  test("is none where the service has none, which is said apart from a page behind which more follows", async () => {
    const empty = tenant(() => Response.json({ value: [] }));
    const more = tenant(() =>
      Response.json({ value: [], "@odata.nextLink": "https://graph.microsoft.com/beta/auditLogs/signIns?$skiptoken=1" }),
    );
    assert.deepEqual([await empty.ask(failed), await more.ask(failed), more.asked.length], [{ isAll: true }, { isAll: false }, 1]);
  });

  test("is not asked for where the failed one is older than what is kept", async () => {
    const { ask, asked } = tenant(() => assert.fail("asked"));
    assert.deepEqual([await ask({ ...failed, createdDateTime: "2026-01-01T00:00:00Z" }), asked], [{ isAll: true }, []]);
  });

  test("is asked for again after the wait that the service names, and not where it refuses", async () => {
    let answers = 0;
    const limited = tenant(() =>
      answers++ === 0 ? new Response("", { status: 429, headers: { "retry-after": "5" } }) : Response.json({ value: [] }),
    );
    assert.deepEqual([await limited.ask(failed), limited.asked.length], [{ isAll: true }, 2]);
    const refused = tenant(() =>
      Response.json({ error: { code: "Authentication_MSGraphPermissionMissing", message: "no" } }, { status: 403 }),
    );
    await assert.rejects(refused.ask(failed));
    assert.equal(refused.asked.length, 1);
  });

  test("is given up when the person cancels", async () => {
    const { ask } = tenant(() => Response.json({ value: [] }));
    const controller = new AbortController();
    controller.abort(new Error("Enough"));
    await assert.rejects(ask(failed, controller.signal), /Enough/);
  });

  test("is found in the demo tenant for sign-ins that failed there", async () => {
    const demo = createDemoTenant({ now });
    const headers = { authorization: `Bearer ${demo.token}` };
    const { ask } = tenant((url) => demo.fetch(new Request(url, { headers })));
    const filter = "createdDateTime ge 2026-11-17T12:00:00Z and status/errorCode eq 50126";
    const response = await demo.fetch(
      new Request(`https://graph.microsoft.com/beta/auditLogs/signIns?$filter=${filter}&$top=3`, { headers }),
    );
    const { value } = (await response.json()) as { readonly value: readonly (typeof failed)[] };
    const found = await Promise.all(value.map((record) => ask(record)));
    for (const [at, { text }] of found.entries()) {
      if (text === undefined) continue;
      const record = JSON.parse(text) as typeof failed;
      const of = value[at];
      assert.deepEqual([record.userId, record.appId, record.status.errorCode], [of?.userId, of?.appId, 0]);
      assert.ok(record.createdDateTime < (of?.createdDateTime ?? ""));
    }
    assert.ok(found.some(({ text }) => text !== undefined));
  });
});

suite("The last good sign-in among loaded records", () => {
  const results = nearResults(now);
  const hourMs = 3_600_000;
  /** What a grid has loaded of the last day, all of it unless it says otherwise. */
  async function loaded(records: readonly object[], change: Partial<Query> = {}, from = now.getTime() - 24 * hourMs) {
    const result = await results.create({ report: "signIns" });
    const { buffer } = new TextEncoder().encode(JSON.stringify({ value: records }));
    await results.append({ result, body: buffer, skip: [] });
    const asked: Query = { report: "signIns", range: { kind: "last", amount: 1, unit: "d" }, ...change };
    const coverage: Collection["coverage"] = [{ from, to: now.getTime(), state: "complete", rows: records.length }];
    return { report: signIns, result, results, asked, coverage };
  }
  const find = async (...collections: readonly Awaited<ReturnType<typeof loaded>>[]) => {
    const found = await loadedLastGood(collections, question(failed));
    return found && [idOf(found.text), found.isLast];
  };

  test("is the newest before the failed one of the same user, application and types, of whichever grid", async () => {
    const others = [
      good("later", "2026-11-18T11:00:00Z"),
      good("same moment", failed.createdDateTime),
      good("other user", "2026-11-18T09:59:00Z", { userId: "cccccccc-0000-0000-0000-000000000001" }),
      good("other app", "2026-11-18T09:58:00Z", { appId: "cccccccc-0000-0000-0000-000000000001" }),
      good("other type", "2026-11-18T09:57:00Z", { signInEventTypes: ["nonInteractiveUser"] }),
      good("failed", "2026-11-18T09:56:00Z", { status: { errorCode: 50053 } }),
      good("timeless", "soon"),
    ];
    const [one, two] = [await loaded([...others, good("g1", "2026-11-18T08:00:00Z")]), await loaded([good("g2", "2026-11-18T09:00:00Z")])];
    assert.deepEqual(
      [await find(one, two), await find(one), await find(await loaded(others)), await find()],
      [["g2", true], ["g1", true], undefined, undefined],
    );
  });

  test("is said to be the last only where all between is loaded", async () => {
    const records = [good("g1", "2026-11-18T08:00:00Z")];
    const { where } = question(failed).query;
    assert.ok(where);
    assert.deepEqual(
      [
        await find(await loaded(records, { where })),
        await find(await loaded(records, { take: 100 })),
        await find(await loaded(records, { types: ["nonInteractiveUser"] })),
        await find(await loaded(records, {}, now.getTime() - 3 * hourMs)),
        await find(await loaded(records, { where }), await loaded([])),
      ].map((found) => found?.[1]),
      [false, false, false, false, true],
    );
  });

  test("is none where the rows are gone", async () => {
    const gone = await loaded([good("g1", "2026-11-18T08:00:00Z")]);
    await results.release({ result: gone.result });
    assert.equal(await find(gone), undefined);
  });
});
