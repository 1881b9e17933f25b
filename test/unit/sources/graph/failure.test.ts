import assert from "node:assert/strict";
import * as errors from "../../../../src/sources/graph/errors.ts";
import { failureOf } from "../../../../src/sources/graph/failure.ts";

const now = Date.UTC(2026, 10, 18, 9);

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function failure({ status, code, message, headers, body }: Answer): errors.GraphError {
  const text = body ?? JSON.stringify({ error: { code, message, innerError: {} } });
  return failureOf(new Response(text, { status, headers: { "request-id": "r-1", ...headers } }), text, now);
}

suite("what an answer of the service means", () => {
  const table: readonly [string, Answer, new (...parameters: never[]) => errors.GraphError][] = [
    ["too many requests, by its status", { status: 429, code: "TooManyRequests" }, errors.Throttled],
    [
      "too many requests as the reporting service says it",
      { status: 429, code: "UnknownError", message: "This request is throttled." },
      errors.Throttled,
    ],
    ["too many requests without a code", { status: 429, code: "" }, errors.Throttled],
    ["no token", { status: 401, code: "InvalidAuthenticationToken", message: "Access token is empty." }, errors.TokenRefused],
    ["no licence", { status: 403, code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" }, errors.LicenceMissing],
    ["no directory role", { status: 403, code: "Authentication_RequestFromUnsupportedUserRole" }, errors.RoleMissing],
    ["no scope", { status: 403, code: "Authentication_MSGraphPermissionMissing" }, errors.ScopeMissing],
    [
      "a licence check that could not read",
      { status: 403, code: "Authentication_ApplicationHasNoDirectoryReadAccess" },
      errors.LicenceCheckRefused,
    ],
    ["a general refusal", { status: 403, code: "Authorization_RequestDenied" }, errors.Forbidden],
    ["a bad filter", { status: 400, code: "BadRequest", message: "Invalid filter clause" }, errors.FilterRefused],
    [
      "an option refused",
      { status: 400, code: "BadRequest", message: "Query option 'Select' is not allowed. To allow it, set …" },
      errors.OptionRefused,
    ],
    ["a dead skip token", { status: 400, code: "", message: "Invalid Skip Token" }, errors.SkipTokenDead],
    ["a null skip token", { status: 400, code: "UnknownError", message: "Invalid Skip Token, skip token is null" }, errors.SkipTokenDead],
    [
      "a report that this cloud lacks",
      { status: 400, code: "BadRequest", message: "Resource not found for the segment 'signIns'." },
      errors.ReportMissing,
    ],
    [
      "the same as 404",
      { status: 404, code: "ResourceNotFound", message: "Resource not found for the segment 'signIns'." },
      errors.ReportMissing,
    ],
    ["an unknown record", { status: 404, code: "NotFound", message: "" }, errors.NotFound],
    ["a service that fails", { status: 503, code: "ServiceUnavailable", message: "" }, errors.ServiceFailing],
    ["a proxy's page of HTML", { status: 502, body: "<html>Bad gateway</html>" }, errors.ServiceFailing],
    ["another refusal", { status: 405, code: "Request_BadRequest" }, errors.RequestRefused],
  ];
  for (const [name, answer, expected] of table)
    test(`${name} is ${expected.name}`, () => {
      const error = failure(answer);
      assert.equal(error.constructor, expected);
      assert.equal(error.name, expected.name);
      assert.equal(error.facts.status, answer.status);
      assert.equal(error.facts.requestId, "r-1");
    });

  test("a range from before what the service keeps names the first day that can be asked", () => {
    const message =
      "Specified argument was out of the range of valid values. (Parameter 'Minimum allowed time for activityDateTime is 6/12/2026 12:00:00 AM')";
    const error = failure({ status: 400, code: "UnknownError", message });
    assert.ok(error instanceof errors.TooOld);
    assert.equal(error.minimum.toISOString(), "2026-06-12T00:00:00.000Z");
  });

  test("a fractional Retry-After is kept to the millisecond", () => {
    const error = failure({ status: 429, code: "", headers: { "retry-after": "2.128" } });
    assert.ok(error instanceof errors.Throttled);
    assert.equal(error.retryAfterMs, 2128);
  });

  test("a claims challenge is decoded", () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    const header = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`;
    const error = failure({ status: 401, code: "InvalidAuthenticationToken", headers: { "www-authenticate": header } });
    assert.ok(error instanceof errors.TokenRefused);
    assert.equal(error.claims, claims);
  });

  test("an answer that does not bear the service's marks is somebody else's, whatever its status", () => {
    const html = { "content-type": "text/html" };
    const answers: readonly (readonly [number, string, Record<string, string>])[] = [
      [401, "<html>Sign in to the proxy</html>", html],
      [403, "Blocked", {}],
      [403, '{"message":"Forbidden"}', {}],
      [404, "<html>No such page</html>", html],
      [407, "", { "proxy-authenticate": "Basic" }],
      [429, "slow down", { "retry-after": "7" }],
      [502, "<html>Bad gateway</html>", html],
      [503, "", { "retry-after": "120" }],
      [511, "<html>Network sign-in</html>", html],
    ];
    assert.deepEqual(
      answers.map(([status, text, headers]) => {
        const { name, facts } = failureOf(new Response(text, { status, headers }), text, now, "graph.microsoft.com");
        return [name, facts.fault, facts.retryAfterMs];
      }),
      answers.map(([status]) => [
        "Intercepted",
        { kind: status === 407 ? "proxySignIn" : "gateway", host: "graph.microsoft.com", status },
        { 429: 7000, 503: 120_000 }[status],
      ]),
    );
  });

  test("what the service marks in any of its ways is its own", () => {
    const error = JSON.stringify({ error: { code: "Authorization_RequestDenied", message: "" } });
    const own: readonly (readonly [number, string, Record<string, string>])[] = [
      [403, "<html>by the service itself</html>", { "request-id": "r" }],
      [403, error, {}],
      [401, "", { "www-authenticate": 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"' }],
      [404, "{}", {}],
    ];
    assert.deepEqual(
      own.map(([status, text, headers]) => failureOf(new Response(text, { status, headers }), text, now).name),
      ["Forbidden", "Forbidden", "TokenRefused", "NotFound"],
    );
  });

  test("Retry-After is kept of every status, and a date in it is held against the answer's own", () => {
    const date = "Wed, 18 Nov 2026 12:00:00 GMT";
    const until = "Wed, 18 Nov 2026 12:00:20 GMT";
    assert.deepEqual(
      [400, 403, 408, 429, 500, 503].map((status) => failure({ status, headers: { date, "retry-after": until } }).facts.retryAfterMs),
      [20_000, 20_000, 20_000, 20_000, 20_000, 20_000],
    );
  });

  test("an endless message of the service is cut", () => {
    assert.equal(failure({ status: 403, code: "x", message: "a".repeat(10_000) }).facts.serviceMessage?.length, 500);
  });
});
