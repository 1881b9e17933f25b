import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection, TokenWish } from "../../../src/auth/connection.ts";
import { askables, type DirectoryId } from "../../../src/records/askables.ts";
import { reportById } from "../../../src/reports/index.ts";
import { DirectoryNames, mostRequests } from "../../../src/sessions/directoryNames.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const start = Date.parse("2026-11-28T19:40:00Z");
const tenant = "29b3d384-c684-46c6-ad27-19c002b41e16";
const user = (number: number): DirectoryId => ({ kind: "user", id: `${String(number).padStart(8, "0")}-1111-4111-8111-111111111111` });
const users = (count: number, from = 1) => Array.from({ length: count }, (_, at) => user(from + at));

const idsOf = (url: string): string[] => [...decodeURIComponent(url).matchAll(/'([^']*)'/g)].map(([, id]) => id ?? "");
/** A directory in which every object is called by the first figures of its id. */
const namingAll = (url: string): Response =>
  Response.json({ value: idsOf(url).map((id) => ({ id, appId: id, displayName: `Name of ${id.slice(0, 8)}` })) });
const refusal = (status: number, headers: Record<string, string> = {}, code = "Authorization_RequestDenied") =>
  Response.json({ error: { code, message: "Message" } }, { status, headers });

/** Names of a connection whose service answers so. */
function world(answers: (url: string, asked: number) => Response | Promise<Response> = namingAll) {
  const clock = new VirtualClock(start);
  const sent: Request[] = [];
  const wishes: (TokenWish | undefined)[] = [];
  const state = { isAllowed: true };
  const connection: Connection = {
    ...{ id: "one", name: "Contoso", graphHost: "https://graph.microsoft.com", me: "alex@contoso.com", tenant },
    fetch: async (request) => {
      sent.push(request);
      return answers(request.url, sent.length);
    },
    getToken: (wish) => {
      wishes.push(wish);
      return Promise.resolve("token");
    },
  };
  const names = new DirectoryNames(connection, { clock, isAllowed: () => state.isAllowed, log: () => undefined });
  const lookUp = (ids: readonly DirectoryId[], isGesture = true, signal = new AbortController().signal) =>
    names.lookUp(ids, { isGesture, signal });
  return { clock, sent, wishes, state, names, lookUp, askedIds: () => sent.flatMap(({ url }) => idsOf(url)) };
}

suite("Names of the directory", () => {
  test("are asked for fifteen at once, by a GET that may be put off, and are known then with their time", async () => {
    const { lookUp, sent, names } = world();
    const { known, refused, isSpent } = await lookUp([...users(20), { kind: "group", id: user(3).id }, user(1)]);
    assert.deepEqual(
      sent.map(({ method, url, headers }) => [method, new URL(url).pathname, idsOf(url).length, headers.get("x-ms-throttle-priority")]),
      [
        ["GET", "/v1.0/users", 15, "low"],
        ["GET", "/v1.0/users", 5, "low"],
        ["GET", "/v1.0/groups", 1, "low"],
      ],
    );
    assert.deepEqual([known.length, refused, isSpent], [22, [], false]);
    assert.deepEqual(names.get(user(2)), { ...user(2), at: start, name: "Name of 00000002" });
  });

  test("are asked for once; a person who asks once more gets them anew after a moment", async () => {
    const { lookUp, sent, clock } = world();
    await lookUp(users(2));
    await Promise.all([lookUp(users(2)), lookUp(users(2), false)]);
    assert.equal(sent.length, 1);
    clock.jump(3_600_000);
    await lookUp(users(2), false);
    assert.equal(sent.length, 1);
    await lookUp(users(2));
    assert.equal(sent.length, 2);
  });

  test("that are not there are remembered so, unless the answer was not the whole", async () => {
    const { lookUp, names } = world(() => Response.json({ value: [{ id: user(1).id, displayName: "Emma" }] }));
    await lookUp(users(2));
    assert.deepEqual([names.get(user(1))?.name, names.get(user(2))], ["Emma", { ...user(2), at: start }]);
    const broken = world(() => Response.json({ value: [], error: { code: "x" } }));
    await broken.lookUp(users(1));
    assert.equal(broken.names.get(user(1)), undefined);
  });

  test("have a limit of their own, of requests in ten seconds and of all that a window sends", async () => {
    const { lookUp, sent, clock } = world();
    await lookUp(users(15 * 11));
    assert.ok(clock.now() >= start + 10_000, "the eleventh request waits");
    const { isSpent } = await lookUp(users(15 * mostRequests, 1_000));
    assert.deepEqual([isSpent, sent.length], [true, mostRequests]);
  });

  test("that failed are asked for by themselves again after a minute, also when the clock was set back", async () => {
    let isFailing = true;
    const { lookUp, sent, clock } = world((url) => (isFailing ? refusal(400, {}, "Request_Odd") : namingAll(url)));
    await lookUp([user(1)], false);
    isFailing = false;
    const before = sent.length;
    await lookUp([user(1)], false);
    assert.equal(sent.length, before, "not at once");
    clock.jump(-86_400_000);
    assert.equal((await lookUp([user(1)], false)).known.length, 1);
  });

  test("that are refused are not asked for by themselves again, others are; a person may ask", async () => {
    let isRefused = true;
    const { lookUp, sent } = world((url) => (isRefused && url.includes("/users") ? refusal(403) : namingAll(url)));
    const group: DirectoryId = { kind: "group", id: user(9).id };
    const first = await lookUp([...users(20), group], false);
    assert.deepEqual([first.refused, first.known.map(({ kind }) => kind), sent.length], [["user"], ["group"], 2]);
    assert.deepEqual([(await lookUp(users(1), false)).refused, sent.length], [[], 2]);
    isRefused = false;
    assert.deepEqual((await lookUp(users(1))).known.length, 1);
    assert.deepEqual((await lookUp(users(1, 5), false)).known.length, 1);
  });

  test("wait when the service says so, and end after a failure, which is not tried again by itself at once", async () => {
    const limited = world((url, asked) => (asked === 1 ? refusal(429, { "retry-after": "7" }) : namingAll(url)));
    assert.equal((await limited.lookUp(users(1))).known.length, 1);
    assert.ok(limited.clock.now() >= start + 7_000);
    const away = world(() => Promise.reject(new TypeError("fetch failed")));
    const { error } = await away.lookUp(users(40), false);
    assert.deepEqual([(error as Error).name, away.sent.length], ["Offline", 1]);
    await away.lookUp(users(40), false);
    assert.equal(away.sent.length, 1);
    away.clock.jump(61_000);
    await away.lookUp(users(40), false);
    assert.equal(away.sent.length, 2);
  });

  test("meet a challenge, which opens a browser, only when a person asked", async () => {
    const challenge = { "www-authenticate": `Bearer error="insufficient_claims", claims="${btoa('{"a":1}')}"` };
    const { lookUp, wishes, sent } = world((url, asked) =>
      asked < 3 ? refusal(401, challenge, "InvalidAuthenticationToken") : namingAll(url),
    );
    await lookUp(users(1), false);
    await lookUp(users(1, 2), false);
    assert.deepEqual([sent.length, wishes], [1, [undefined]]);
    assert.equal((await lookUp(users(1))).known.length, 1);
    assert.deepEqual(
      wishes.map((wish) => wish?.claims),
      [undefined, undefined, '{"a":1}'],
    );
  });

  test("are not asked for, kept or told when it is taken back meanwhile", async () => {
    const { lookUp, state, sent, names } = world((url) => {
      state.isAllowed = false;
      return namingAll(url);
    });
    const { known } = await lookUp(users(40));
    assert.deepEqual([known, sent.length, names.get(user(1))], [[], 1, undefined]);
    const ended = world();
    const looking = ended.lookUp(users(1));
    ended.names.end();
    await assert.rejects(looking, { name: "AbortError" });
    await assert.rejects(ended.lookUp(users(1)), { name: "AbortError" });
    assert.deepEqual(ended.sent, []);
  });

  test("are asked of this tenant's directory alone, and of nothing but the users, groups and applications of its records", async () => {
    const other = "11111111-2222-4333-8444-555555555555";
    const id = fc.oneof(
      fc.nat(40).map((number) => user(number).id),
      fc.constantFrom(tenant, other, "00000003-0000-0000-c000-000000000000", "62e90394-69f5-4237-9190-012177145e10", "it's", ""),
    );
    const tenantId = fc.constantFrom(tenant, other, "", null);
    const signIn = fc.record(
      {
        ...{ id, correlationId: id, userId: id, appId: id, servicePrincipalId: id, resourceId: id, sessionId: id },
        ...{ resourceServicePrincipalId: id, conditionalAccessAudiences: fc.array(id), homeTenantId: tenantId, resourceTenantId: tenantId },
        deviceDetail: fc.record({ deviceId: id }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(signIn, { maxLength: 5 }), fc.boolean(), async (records, isGesture) => {
        const { lookUp, sent, askedIds } = world();
        for (const record of records) await lookUp(askables(reportById("signIns"), record, tenant), isGesture);
        const allowed = new Set(
          records.flatMap((record) => {
            const isOwn = (value: unknown) => value === tenant || value === "" || value === null || value === undefined;
            return [
              ...(isOwn(record.homeTenantId) ? [record.userId] : []),
              ...(isOwn(record.resourceTenantId)
                ? [
                    record.appId,
                    record.servicePrincipalId,
                    record.resourceId,
                    record.resourceServicePrincipalId,
                    ...(record.conditionalAccessAudiences ?? []),
                  ]
                : []),
            ];
          }),
        );
        for (const one of askedIds()) {
          assert.match(one, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
          assert.ok(allowed.has(one) && one !== tenant && !one.startsWith("00000003-0000-0000-c000") && !one.startsWith("62e90394"), one);
        }
        for (const { url, method } of sent) {
          assert.equal(method, "GET");
          assert.match(url, /^https:\/\/graph\.microsoft\.com\/v1\.0\/(users|servicePrincipals)\?/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
