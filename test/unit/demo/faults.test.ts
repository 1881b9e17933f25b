import assert from "node:assert/strict";
import { createDemoTenant, type Faults } from "../../../src/demo/index.ts";
import { all, ask, noon, page, refusal, request, StillClock, tenantAt, texts, type Page } from "./tenant.ts";

const list = "/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-11-18T08:00:00Z&$select=id,createdDateTime&$top=100";
const whole = await all(tenantAt(), list);

suite("faults", () => {
  const once = (fault: keyof Faults) => tenantAt({ faults: { [fault]: ({ ordinal }: { ordinal: number }) => ordinal === 1 } });

  test("a short page is not the end", async () => {
    const { records, sizes } = await all(once("shortPages"), list);
    assert.deepEqual({ ids: texts(records, "id"), sizes: sizes.slice(0, 3) }, { ids: texts(whole.records, "id"), sizes: [100, 90, 100] });
  });

  test("nor is an empty one", async () => {
    const { records, sizes } = await all(once("emptyPages"), list);
    assert.deepEqual({ ids: texts(records, "id"), sizes: sizes.slice(0, 3) }, { ids: texts(whole.records, "id"), sizes: [100, 0, 100] });
  });

  test("duplicates come beside the first, on the same page or the next", async () => {
    const { records, sizes } = await all(tenantAt({ faults: { duplicates: 0.2 } }), list);
    const ids = texts(records, "id");
    const expected = texts(whole.records, "id").flatMap((id) => (ids.filter((each) => each === id).length === 2 ? [id, id] : [id]));
    assert.deepEqual(ids, expected);
    const extra = ids.length - whole.records.length;
    assert.ok(extra > whole.records.length * 0.1 && extra < whole.records.length * 0.3, String(extra));
    assert.ok(sizes.slice(0, -1).every((size) => size === 100));
  });

  test("late events come up to twenty minutes after they happened", async () => {
    let now = noon;
    const tenant = tenantAt({ now: () => now, faults: { lateEvents: 0.5 } });
    const path = `${list.replace("08:00:00Z", "12:00:00Z")}`.replace("&$select", " and createdDateTime le 2026-11-18T12:34:56Z&$select");
    const early = texts((await all(tenant, path)).records, "id");
    now = new Date(noon.getTime() + 20 * 60_000);
    const later = texts((await all(tenant, path)).records, "id");
    assert.deepEqual(later, texts((await all(tenantAt(), path)).records, "id"));
    assert.ok(early.length < later.length && early.every((id) => later.includes(id)));
  });

  test("a sign-in that changes is first without its details, two hours later with them", async () => {
    let now = noon;
    const tenant = tenantAt({ now: () => now, faults: { changingRecords: 1 } });
    const path =
      "/beta/auditLogs/signIns?$top=50&$filter=createdDateTime ge 2026-11-18T12:00:00Z and createdDateTime le 2026-11-18T12:34:00Z";
    const steps = async (): Promise<number[]> =>
      (await page(tenant, path)).value.map((record) => (record["authenticationDetails"] as unknown[]).length);
    assert.deepEqual(new Set(await steps()), new Set([0]));
    now = new Date(noon.getTime() + 7_200_000);
    assert.ok((await steps()).every((count) => count > 0));
  });

  test("a duplicate of a changing sign-in is its later state", async () => {
    const { value } = await page(tenantAt({ faults: { duplicates: 1, changingRecords: 1 } }), "/beta/auditLogs/signIns?$top=2");
    assert.equal(value[0]?.["id"], value[1]?.["id"]);
    assert.notDeepEqual(value[0], value[1]);
  });

  test("a dead skip token is refused", async () => {
    const tenant = once("deadSkipTokens");
    const { "@odata.nextLink": next = "" } = await page(tenant, list);
    assert.deepEqual(await refusal(tenant, next), { status: 400, code: "", message: "Invalid Skip Token" });
    assert.equal((await page(tenant, next)).value.length, 100);
  });

  test("broken JSON stops in the middle of a 200, with an error attached", async () => {
    const tenant = tenantAt({ faults: { brokenJson: ({ ordinal }) => ordinal === 0 } });
    const response = await tenant.fetch(request(list));
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.throws(() => JSON.parse(text) as unknown, SyntaxError);
    assert.match(text, /\{"error":\{"code":"UnknownError","message":"","innerError":\{"date":"2026-11-18T12:34:56",/);
    assert.equal((await page(tenant, list)).value.length, 100);
  });

  test("a slow answer takes its time, and can be cancelled", async () => {
    const clock = new StillClock();
    const tenant = tenantAt({ clock, faults: { slowAnswers: 1, slowMs: 7000 } });
    assert.equal((await page(tenant, list)).value.length, 100);
    assert.deepEqual(clock.slept, [7000]);
    await assert.rejects(tenant.fetch(new Request(request(list), { signal: AbortSignal.abort() })), { name: "AbortError" });
  });

  test("a dropped connection rejects as fetch does", async () => {
    const tenant = tenantAt({ faults: { droppedConnections: ({ ordinal }) => ordinal === 0 } });
    await assert.rejects(tenant.fetch(request(list)), (error: Error) => {
      assert.deepEqual([error.name, error.message, (error.cause as { code: string }).code], ["TypeError", "fetch failed", "ECONNRESET"]);
      return true;
    });
    assert.equal((await page(tenant, list)).value.length, 100);
  });

  test("the service fails with 500, 503 or 504", async () => {
    const tenant = tenantAt({ faults: { serverErrors: 1 } });
    const statuses = new Set<number>();
    for (let count = 0; count < 20; count++) statuses.add((await refusal(tenant, list)).status);
    assert.deepEqual([...statuses].toSorted(), [500, 503, 504]);
  });

  test("$select is refused as it once was, and only then", async () => {
    const tenant = tenantAt({ faults: { selectRefused: 1 } });
    assert.deepEqual(await refusal(tenant, list), {
      status: 400,
      code: "BadRequest",
      message:
        "Query option 'Select' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.",
    });
    assert.equal((await page(tenant, list.replace("$select=id,createdDateTime&", ""))).value.length, 100);
  });

  test("the licence error comes and goes", async () => {
    const tenant = tenantAt({ faults: { licenceErrors: ({ ordinal }) => ordinal === 0 } });
    assert.deepEqual(await refusal(tenant, list), {
      status: 403,
      code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
      message: "Neither tenant is B2C or tenant doesn't have premium license",
    });
    assert.equal((await page(tenant, list)).value.length, 100);
  });

  test("with the same seed the same faults happen", async () => {
    const outcome = async (): Promise<number[]> => {
      const tenant = tenantAt({ faults: { serverErrors: 0.3, shortPages: 0.3 } });
      const statuses: number[] = [];
      for (let count = 0; count < 30; count++) statuses.push((await ask(tenant, list)).status);
      return statuses;
    };
    const first = await outcome();
    assert.deepEqual(await outcome(), first);
    assert.ok(first.includes(200) && first.some((status) => status >= 500));
  });
});

suite("the limit of requests", () => {
  const limited = (clock: StillClock, faults: Faults = {}) => createDemoTenant({ now: noon, clock, faults });
  const small = "/beta/auditLogs/signIns?$top=1";

  test("the sixth request within ten seconds is asked to wait until the first is ten seconds old", async () => {
    const clock = new StillClock();
    const tenant = limited(clock);
    const answers: (readonly [number, number, string | null])[] = [];
    for (const time of [0, 1000, 2000, 3000, 4000, 5000, 9999, 10_001, 10_002, 11_001]) {
      clock.time = time;
      const { status, headers } = await ask(tenant, small);
      answers.push([time, status, status === 429 ? String(Math.ceil(Number(headers.get("retry-after")))) : null]);
    }
    assert.deepEqual(answers, [
      [0, 200, null],
      [1000, 200, null],
      [2000, 200, null],
      [3000, 200, null],
      [4000, 200, null],
      [5000, 429, "5"],
      [9999, 429, "1"],
      [10_001, 200, null],
      [10_002, 429, "1"],
      [11_001, 200, null],
    ]);
  });

  test("another app has its own", async () => {
    const tenant = limited(new StillClock(), { throttleAfter: 1 });
    const statuses = ["demo-one", "demo-one", "demo-two"].map(
      async (token) => (await ask(tenant, small, { authorization: `Bearer ${token}` })).status,
    );
    assert.deepEqual(await Promise.all(statuses), [200, 429, 200]);
  });

  test("whoever waits as asked is answered, fractions of a second included", async () => {
    const clock = new StillClock();
    const tenant = limited(clock, { throttleAfter: 2 });
    const waits: string[] = [];
    for (let count = 0; count < 40; count++) {
      clock.time += 333;
      const { status, headers } = await ask(tenant, small);
      if (status === 200) continue;
      waits.push(headers.get("retry-after") ?? "");
      clock.time += Number(waits.at(-1)) * 1000;
      assert.equal((await ask(tenant, small)).status, 200);
    }
    assert.ok(waits.some((wait) => wait.includes(".")) && waits.some((wait) => !wait.includes(".")), waits.join());
  });

  test("the body is one of those of the service", async () => {
    const clock = new StillClock();
    const tenant = limited(clock, { throttleAfter: 0 });
    const bodies = new Set<string>();
    for (let count = 0; count < 20; count++) {
      const { code, message } = await refusal(tenant, small);
      bodies.add(`${code}: ${message.replace(/[\da-f-]{36}/, "ID")}`);
    }
    const wait = "This request is throttled. Please try again after the value specified in the Retry-After header. CorrelationId: ID";
    assert.deepEqual([...bodies].toSorted(), [`: ${wait}`, "TooManyRequests: Please retry again later.", `UnknownError: ${wait}`]);
  });
});

suite("who may read", () => {
  const tenant = tenantAt();
  const answer = async (authorization: string): Promise<string> => {
    const { status, body } = await ask(tenant, "/beta/auditLogs/signIns?$top=1", { authorization });
    const { error } = body as { error?: { code: string; message: string } };
    return error ? `${status} ${error.code}: ${error.message}` : `${status} ${(body as Page).value.length}`;
  };

  test("each token is answered as it deserves", async () => {
    const tokens = [
      "",
      "Bearer ",
      "Basic abc",
      "Bearer garbage",
      "Bearer eyJh.eyJi.c2ln",
      "Bearer demo-expired",
      "Bearer demo-no-role",
      "Bearer demo-no-scope",
      "Bearer demo-no-license",
      "Bearer demo-no-directory",
      "Bearer demo-reader",
    ];
    const invalid = "401 InvalidAuthenticationToken: ";
    assert.deepEqual(await Promise.all(tokens.map(answer)), [
      `${invalid}Access token is empty.`,
      `${invalid}Access token is empty.`,
      `${invalid}Access token is empty.`,
      `${invalid}CompactToken parsing failed with error code: 80049217`,
      `${invalid}CompactToken validation failed with reason code: 80049228.`,
      `${invalid}Lifetime validation failed, the token is expired.`,
      "403 Authentication_RequestFromUnsupportedUserRole: User is not in the allowed roles",
      "403 Authentication_MSGraphPermissionMissing: Calling principal does not have required MSGraph permissions AuditLog.Read.All",
      "403 Authentication_RequestFromNonPremiumTenantOrB2CTenant: Neither tenant is B2C or tenant doesn't have premium license",
      "403 Authentication_ApplicationHasNoDirectoryReadAccess: Failed to do premium license check from ADGraph",
      "200 1",
    ]);
  });
});
