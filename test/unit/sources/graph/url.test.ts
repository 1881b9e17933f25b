import assert from "node:assert/strict";
import { ForeignLink } from "../../../../src/sources/graph/errors.ts";
import { assertOwnLink } from "../../../../src/sources/graph/url.ts";

const isFollowed = (host: string, link: string): boolean => {
  try {
    assertOwnLink(host, link);
    return true;
  } catch (error) {
    if (!(error instanceof ForeignLink)) throw error;
    return false;
  }
};

suite("A link of a page", () => {
  const host = "https://graph.microsoft.com";

  test("is followed on the connection's own host", () =>
    assert.deepEqual(
      [`${host}/beta/auditLogs/signIns?$skiptoken=a_b%20c`, "https://GRAPH.microsoft.com:443/beta/auditLogs/signIns?$filter=a eq 'b'"].map(
        (link) => isFollowed(host, link),
      ),
      [true, true],
    ));

  test("is followed nowhere else, however much it looks like it", () =>
    assert.deepEqual(
      [
        "https://graph.microsoft.com.evil.example/beta",
        "https://evil.example/graph.microsoft.com",
        "https://evil.example#graph.microsoft.com",
        "https://evil.example?https://graph.microsoft.com",
        "https://graph.microsoft.com@evil.example/",
        "https://graph.microsoft.com:8443/beta",
        "https://graph.microsoft.us/beta",
        "https://xgraph.microsoft.com/beta",
        "http://graph.microsoft.com/beta",
        "blob:https://graph.microsoft.com/8a6f",
        "https://graph.microsoft.com./beta",
        "https://grаph.microsoft.com/beta", // a Cyrillic а
        "/beta/auditLogs/signIns?$skiptoken=x",
        "http://localhost/beta",
      ].filter((link) => isFollowed(host, link)),
      [],
    ));

  test("of a custom cloud on this machine may do without TLS, by its own port", () =>
    assert.deepEqual(
      ["http://127.0.0.1:8080/beta", "http://127.0.0.1:8081/beta", "http://localhost:8080/beta", "https://127.0.0.1:8080/beta"].map(
        (link) => isFollowed("http://127.0.0.1:8080", link),
      ),
      [true, false, false, false],
    ));

  test("is followed to no host at all that would be asked without TLS elsewhere", () =>
    assert.equal(isFollowed("http://graph.example", "http://graph.example/beta"), false));
});
