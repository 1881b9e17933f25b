import assert from "node:assert/strict";
import {
  FilterRefused,
  LicenceMissing,
  MalformedAnswer,
  Offline,
  ServiceFailing,
  Throttled,
  TokenRefused,
} from "../../../../src/sources/graph/errors.ts";
import { retryAfterMs, waitBeforeRetry } from "../../../../src/sources/graph/retry.ts";

suite("waiting before a request is sent again", () => {
  const now = Date.UTC(2026, 10, 18, 9);

  test("Retry-After is seconds, fractions of them, or a date; rubbish is nothing", () => {
    const headers = ["10", "2.128", " 3 ", "Wed, 18 Nov 2026 09:00:05 GMT", "Wed, 18 Nov 2026 08:00:00 GMT", "soon", "-1", "", null];
    assert.deepEqual(
      headers.map((header) => retryAfterMs(header, now)),
      [10_000, 2128, 3000, 5000, 0, undefined, undefined, undefined, undefined],
    );
  });

  const waits = (error: unknown) => [1, 2, 3, 4, 5].map((attempt) => waitBeforeRetry(error, attempt, 0.5));

  test("a failing service is asked five times, each time later", () => {
    const expected = [1000, 2000, 4000, 8000, undefined];
    assert.deepEqual(waits(new ServiceFailing("503")), expected);
    assert.deepEqual(waits(new Offline("gone")), expected);
  });

  test("throttling is obeyed without end, by the service's own figure where it gives one", () => {
    assert.deepEqual(waits(new Throttled(2128, {})), [2128, 2128, 2128, 2128, 2128]);
    assert.deepEqual(waits(new Throttled(undefined, {})), [1000, 2000, 4000, 8000, 16_000]);
  });

  test("what the answer asks for is waited for, with any error; a certificate is not tried again", () => {
    const facts = { retryAfterMs: 120_000 };
    assert.deepEqual(
      [new ServiceFailing("503", facts), new MalformedAnswer("", facts)].map((error) => waitBeforeRetry(error, 1, 0.5)),
      [120_000, 120_000],
    );
    const fault = { kind: "certificateUntrusted", host: "graph.microsoft.com" } as const;
    assert.equal(waitBeforeRetry(new Offline("gone", { fault }), 1, 0.5), undefined);
    // Of a sign-in, which is known by what it carries.
    const signIn = (kind: "cut" | "certificateUntrusted") =>
      Object.assign(new Error("offline"), { facts: { fault: { kind, host: "login" } } });
    assert.deepEqual([waitBeforeRetry(signIn("cut"), 1, 0.5), waitBeforeRetry(signIn("certificateUntrusted"), 1, 0.5)], [1000, undefined]);
  });

  test("a refused token is renewed once, a missing licence tried once more, a refused filter never", () => {
    assert.deepEqual(waits(new TokenRefused(undefined, {})), [0, undefined, undefined, undefined, undefined]);
    assert.deepEqual(waits(new LicenceMissing("")), [1000, undefined, undefined, undefined, undefined]);
    assert.deepEqual(waits(new FilterRefused("")), [undefined, undefined, undefined, undefined, undefined]);
    assert.deepEqual(waits(new Error("a bug")), [undefined, undefined, undefined, undefined, undefined]);
  });
});
