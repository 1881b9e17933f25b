import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { GraphClient, TimedOut } from "../../../src/sources/graph/index.ts";
import { exchange, Silence } from "../../../src/network/index.ts";
import { FrailHost } from "../../support/frailHost.ts";

const limits = { answerWithinMs: 60_000 };

/** A body whose parts the test sends itself. */
function handMade() {
  let part: (text: string) => void = () => undefined;
  let cancelled: unknown;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      part = (text) => {
        if (text === "") controller.close();
        else controller.enqueue(new TextEncoder().encode(text));
      };
    },
    cancel: (reason) => void (cancelled = reason),
  });
  return { body, part, cancelled: () => cancelled };
}

suite("one exchange with a host", () => {
  test("gives the whole body, whatever parts it came in", async () => {
    const { body, part } = handMade();
    const answer = exchange(() => Promise.resolve(new Response(body, { status: 201 })), limits);
    for (const text of ["ab", "c", ""]) part(text);
    const { response, body: whole } = await answer;
    assert.deepEqual([response.status, new TextDecoder().decode(whole)], [201, "abc"]);
  });

  test("an answer without a body has none", async () => {
    const { body } = await exchange(() => Promise.resolve(new Response(null, { status: 204 })), limits);
    assert.equal(body.byteLength, 0);
  });

  test("waits long for the first byte, and shortly for those after it", async () => {
    const { body, part } = handMade();
    const late = exchange(() => Promise.resolve(new Response(body)), { answerWithinMs: 60_000, bytesWithinMs: 5 });
    part("x");
    await assert.rejects(late, (error) => error instanceof Silence && error.isInBody && error.afterMs === 5);
    const never = exchange(() => Promise.resolve(new Response(handMade().body)), { answerWithinMs: 5, bytesWithinMs: 60_000 });
    await assert.rejects(never, (error) => error instanceof Silence && !error.isInBody);
  });

  test("an abort ends it at once and lets go of the body, even where fetch does not listen", async () => {
    for (const isAnswered of [true, false]) {
      const { body, part, cancelled } = handMade();
      const stop = new AbortController();
      const reason = new Error("enough");
      let answer: (response: Response) => void = () => undefined;
      const sent = new Promise<Response>((resolve) => (answer = resolve));
      const ended = exchange(() => sent, limits, stop.signal);
      if (isAnswered) {
        answer(new Response(body));
        part("x");
        await new Promise(setImmediate);
      }
      stop.abort(reason);
      await assert.rejects(ended, (error) => error === reason);
      if (!isAnswered) answer(new Response(body));
      await new Promise(setImmediate);
      assert.equal(isAnswered ? cancelled() : cancelled() !== null, isAnswered ? reason : true);
    }
  });

  test("nothing is sent under a signal that has ended", async () => {
    let asked = 0;
    const over = AbortSignal.abort(new Error("before"));
    await assert.rejects(
      exchange(() => (asked++, Promise.resolve(new Response(""))), limits, over),
      /before/,
    );
    assert.equal(asked, 0);
  });
});

suite("a body that stalls, over HTTP, with garbage being collected meanwhile", () => {
  let host: FrailHost;
  let collecting: ReturnType<typeof setInterval>;
  suiteSetup(async () => {
    host = await FrailHost.open({ fetch: () => Promise.resolve(new Response("")) });
    host.frailty = "stall";
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    collecting = setInterval(collect, 20);
  });
  suiteTeardown(async () => {
    clearInterval(collecting);
    await host.close();
  });

  const ask = (signal: AbortSignal, stallMs: number) =>
    new GraphClient({ host: host.url, fetch: (request) => fetch(request), getToken: () => Promise.resolve("t"), stallMs }).page(
      `${host.url}/beta/auditLogs/signIns`,
      signal,
    );

  test("ends by the time limit, with a sentence of its own", async () => {
    await assert.rejects(
      ask(new AbortController().signal, 300),
      (error) => error instanceof TimedOut && error.facts.fault?.kind === "stalled" && error.facts.fault.afterMs === 300,
    );
  });

  test("ends by Cancel, and its connection is closed", async () => {
    const before = host.ended;
    await assert.rejects(ask(AbortSignal.timeout(200), 60_000), { name: "TimeoutError" });
    while (host.ended === before) await new Promise(setImmediate);
  });
});
