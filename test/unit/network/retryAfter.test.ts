import assert from "node:assert/strict";
import { longestWaitMs, retryAfterMs, waitAskedFor } from "../../../src/network/index.ts";

const now = Date.UTC(2026, 10, 18, 9);

suite("how long an answer asks to be waited for", () => {
  test("seconds, fractions, dates and rubbish, up to ten minutes", () =>
    assert.deepEqual(
      [
        "120",
        "600",
        "601",
        "3000000",
        "1e9",
        "9".repeat(400),
        "Fri, 18 Nov 2326 09:00:00 GMT",
        "-5",
        "NaN",
        "Infinity",
        "0x10",
        "2.",
        "0",
        "soon",
      ].map((header) => retryAfterMs(header, now)),
      [
        120_000,
        longestWaitMs,
        longestWaitMs,
        longestWaitMs,
        undefined,
        longestWaitMs,
        longestWaitMs,
        undefined,
        undefined,
        undefined,
        undefined,
        2000,
        0,
        undefined,
      ],
    ));

  test("of several the longest counts, as each on the way says its own", () =>
    assert.deepEqual(
      [
        "5, 120",
        "120,120",
        "soon, 5",
        "Wed, 18 Nov 2026 09:00:30 GMT, 5",
        "5, Wednesday, 18-Nov-26 09:00:30 GMT",
        "Wed, 18 Nov 2026 09:00:10 GMT, Wed, 18 Nov 2026 09:00:30 GMT",
        ",",
      ].map((header) => retryAfterMs(header, now)),
      [120_000, 120_000, 5000, 30_000, 30_000, 30_000, undefined],
    ));

  test("a date is held against the clock of whoever sent it, however wrong ours is", () => {
    const headers = new Headers({ date: "Wed, 18 Nov 2026 09:00:00 GMT", "retry-after": "Wed, 18 Nov 2026 09:00:30 GMT" });
    assert.deepEqual(
      [now, now - 86_400_000, now + 86_400_000].map((ours) => waitAskedFor(headers, ours)),
      [30_000, 30_000, 30_000],
    );
    headers.set("date", "yesterday");
    assert.equal(waitAskedFor(headers, now + 10_000), 20_000);
  });
});
