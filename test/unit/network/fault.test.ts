import assert from "node:assert/strict";
import { faultBehind, faultKinds, faultSentence, isLasting, type Fault, type FaultKind } from "../../../src/network/index.ts";

const url = "https://graph.microsoft.com/beta/auditLogs/signIns?$filter=userPrincipalName%20eq%20'secret@contoso.com'";

/** As `fetch` fails: a TypeError with the reason behind it. */
const failed = (reason: object | string): TypeError =>
  new TypeError("fetch failed", { cause: typeof reason === "string" ? Object.assign(new Error(reason), { code: reason }) : reason });
const errorWith = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

suite("what kept a request from its answer", () => {
  const table: readonly (readonly [string, unknown, FaultKind])[] = [
    ["no such name", failed("ENOTFOUND"), "nameUnknown"],
    ["a DNS that does not answer", failed("EAI_AGAIN"), "nameUnknown"],
    ["no network", failed("ENETUNREACH"), "disconnected"],
    ["nobody listens", failed("ECONNREFUSED"), "refused"],
    ["a host that does not answer", failed("UND_ERR_CONNECT_TIMEOUT"), "unreachable"],
    ["a reset in the middle", errorWith("terminated", { name: "TypeError", cause: errorWith("x", { code: "ECONNRESET" }) }), "cut"],
    ["a body that ended early", errorWith("terminated", { cause: errorWith("other side closed", { code: "UND_ERR_SOCKET" }) }), "cut"],
    ["an end without any code", errorWith("socket hang up"), "cut"],
    [
      "a proxy that wants a sign-in",
      failed(errorWith("Proxy response (407) !== 200 when HTTP Tunneling", { code: "UND_ERR_ABORTED" })),
      "proxySignIn",
    ],
    [
      "a proxy that refuses the host",
      failed(errorWith("Proxy response (403) !== 200 when HTTP Tunneling", { code: "UND_ERR_ABORTED" })),
      "proxyFailed",
    ],
    ["a root of the organisation's own", failed("SELF_SIGNED_CERT_IN_CHAIN"), "certificateUntrusted"],
    ["an issuer that is not known", failed("UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), "certificateUntrusted"],
    ["a code of OpenSSL's that nobody listed", failed("CERT_SOMETHING_NEW"), "certificateUntrusted"],
    ["a certificate that has run out", failed("CERT_HAS_EXPIRED"), "certificateOutdated"],
    ["a certificate of another host", failed("ERR_TLS_CERT_ALTNAME_INVALID"), "certificateOfAnother"],
    ["no TLS at the other end", failed("ERR_SSL_WRONG_VERSION_NUMBER"), "notSecured"],
    ["a redirect", failed(errorWith("unexpected redirect")), "redirected"],
    ["Chromium's words for no name", errorWith("net::ERR_NAME_NOT_RESOLVED"), "nameUnknown"],
    ["Chromium's words for no network", errorWith("net::ERR_INTERNET_DISCONNECTED"), "disconnected"],
    ["Chromium's words for a proxy", errorWith("net::ERR_PROXY_CONNECTION_FAILED"), "proxyFailed"],
    ["Chromium's words for a certificate", errorWith("net::ERR_CERT_AUTHORITY_INVALID"), "certificateUntrusted"],
    ["several addresses tried", failed(new AggregateError([errorWith("x", { code: "ECONNREFUSED" }), errorWith("y")], "")), "refused"],
    ["something nobody knows", failed("E_BRAND_NEW"), "unknown"],
    ["no error at all", undefined, "unknown"],
  ];
  for (const [name, error, kind] of table) test(`${name}: ${kind}`, () => assert.equal(faultBehind(error, url).kind, kind));

  test("a proxy is known by a port or a name that was not asked for", () => {
    const refusal = (port: number) => failed(errorWith("x", { code: "ECONNREFUSED", address: "10.0.0.8", port }));
    const noName = (hostname: string) => failed(errorWith("x", { code: "ENOTFOUND", hostname }));
    assert.deepEqual(
      [refusal(3128), refusal(443), noName("proxy.corp"), noName("graph.microsoft.com")].map((error) => faultBehind(error, url).via),
      ["10.0.0.8:3128", undefined, "proxy.corp", undefined],
    );
    assert.match(faultSentence(faultBehind(refusal(3128), url)).what, /^The proxy 10\.0\.0\.8:3128 refused/);
  });

  test("its causes are told by names and codes alone", () => {
    const inner = errorWith(`connect to ${url} with Bearer eyJ0`, {
      code: "ECONNRESET",
      cause: errorWith("x", { code: "Bearer eyJ0 here" }),
    });
    const fault = faultBehind(failed(inner), url);
    assert.deepEqual(fault, { kind: "cut", host: "graph.microsoft.com", causes: ["TypeError", "Error ECONNRESET", "Error"] });
  });

  test("an error that is its own cause ends", () => {
    const error = new Error("x");
    error.cause = error;
    assert.equal(faultBehind(error, url).kind, "unknown");
  });
});

suite("what is said of a fault", () => {
  const faults = faultKinds.flatMap((kind): Fault[] => [
    { kind, host: "graph.microsoft.com" },
    { kind, host: "login.microsoftonline.com", via: "proxy.corp:8080", status: 403, afterMs: 300_000, causes: ["TypeError"] },
  ]);

  test("names the host, says what to do, and blames nobody who was not heard", () => {
    for (const fault of faults) {
      const { what, next } = faultSentence(fault);
      assert.match(`${what}. ${next}`, /graph\.microsoft\.com|login\.microsoftonline\.com|proxy/i, fault.kind);
      assert.doesNotMatch(what, /Entra|undefined|NaN|\.$/, fault.kind);
      assert.match(next, /^[A-Z].*\.$/, fault.kind);
      assert.doesNotMatch(next, /undefined|NaN|Entra (?!\.)(?!.*not)/, fault.kind);
      assert.ok(what.length <= 120, what);
    }
  });

  test("only a certificate stays as it is until somebody does something", () =>
    assert.deepEqual(
      faultKinds.filter((kind) => isLasting({ kind, host: "" })),
      ["certificateUntrusted", "certificateOutdated", "certificateOfAnother"],
    ));
});
