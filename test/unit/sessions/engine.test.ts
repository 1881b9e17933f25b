import assert from "node:assert/strict";
import type { Connection } from "../../../src/auth/connection.ts";
import { Engine } from "../../../src/sessions/index.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const start = Date.parse("2026-11-18T12:00:00Z");
const signal = new AbortController().signal;

function engine(workerFile = "no worker") {
  const clock = new VirtualClock(start);
  const log: string[] = [];
  return { clock, log, engine: new Engine({ workerFile, clock, random: () => 0.5, log: (message) => log.push(message) }) };
}

/** A connection whose service answers one after the other. */
function connection(
  answers: readonly (() => Response)[] = [],
  change: Partial<Connection> = {},
): Connection & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    id: "one",
    name: "One",
    graphHost: "https://graph.microsoft.com",
    me: "alex@contoso.com",
    tenant: "contoso",
    fetch: ({ url }) => Promise.resolve(answers[asked.push(url) - 1]?.() ?? new Response("", { status: 500 })),
    getToken: () => Promise.resolve("token"),
    asked,
    ...change,
  };
}

const failure = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ error: { code: "Code", message: "Message" } }, { status, headers });

suite("An engine", () => {
  test("has one budget for all that the service counts together, and one for each connection where that is not known", () => {
    const { engine: one } = engine();
    const budgetKey = { host: "https://graph.microsoft.com", tenant: "contoso", clientId: "app" };
    const of = (change: Partial<Connection>) => one.budget(connection([], change));
    assert.equal(of({ id: "a", budgetKey }), of({ id: "b", budgetKey }));
    assert.equal(of({ id: "c" }), of({ id: "c" }));
    assert.notEqual(of({ id: "c" }), of({ id: "d" }));
    assert.notEqual(of({ id: "c" }), of({ id: "a", budgetKey }));
    assert.equal(one.learned(connection()), one.learned(connection()));
  });

  test("asks for a record again where that helps: after the wait that the service names, and when it failed", async () => {
    const { engine: one, clock } = engine();
    const asked = connection([() => failure(429, { "retry-after": "30" }), () => failure(503), () => new Response('{"id":"r"}')]);
    assert.equal(await one.record(asked, "signIns", "r", signal), '{"id":"r"}');
    assert.equal(asked.asked.length, 3);
    assert.ok(clock.now() - start >= 30_000);
  });

  test("asks for a record once where the answer stays the same", async () => {
    const { engine: one } = engine();
    const asked = connection([() => failure(404)]);
    await assert.rejects(one.record(asked, "signIns", "r", signal), { name: "NotFound" });
    assert.equal(asked.asked.length, 1);
  });

  test("gives a record up when the service does nothing but limit", async () => {
    const { engine: one } = engine();
    const asked = connection(Array.from({ length: 10_000 }, () => () => failure(429, { "retry-after": "30" })));
    await assert.rejects(one.record(asked, "signIns", "r", signal), { name: "Throttled" });
    assert.ok(asked.asked.length > 1);
  });

  test("tells of a worker that has died, and starts another one", async () => {
    const { engine: one, log } = engine(new URL("./mortalWorker.ts", import.meta.url).pathname);
    const told: string[] = [];
    const unfollow = one.onResultsLost((reason) => told.push(reason));
    try {
      const before = await one.results().create({ report: "signIns" });
      await assert.rejects(one.endExports(), /ended with code 3/);
      assert.deepEqual([told.length, log.length], [1, 1]);
      unfollow();
      assert.notEqual(await one.results().create({ report: "signIns" }), before);
      await assert.rejects(one.endExports());
      assert.equal(told.length, 1);
    } finally {
      one.dispose();
    }
  });
});
