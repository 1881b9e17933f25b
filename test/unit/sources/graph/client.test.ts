import assert from "node:assert/strict";
import { GraphClient, type GraphOptions } from "../../../../src/sources/graph/client.ts";
import { ForeignLink, MalformedAnswer, NotFound, Offline, ServiceFailing, TokenRefused } from "../../../../src/sources/graph/errors.ts";
import { pageUrl, recordUrl } from "../../../../src/sources/graph/url.ts";
import type { Report } from "../../../../src/reports/report.ts";
import { directoryAudits } from "../../../../src/reports/directoryAudits.ts";
import { signIns } from "../../../../src/reports/signIns.ts";

const host = "https://graph.microsoft.com";
const first = `${host}/beta/auditLogs/signIns`;
const never = new AbortController().signal;

/** A client whose far end is `answer`; `sent` collects what went out. */
function client(answer: (request: Request) => Response | Promise<Response>, options: Partial<GraphOptions> = {}) {
  const sent: Request[] = [];
  const graph = new GraphClient({
    host,
    fetch: async (request) => {
      sent.push(request);
      return answer(request);
    },
    getToken: (wish) => Promise.resolve(wish?.claims === undefined ? "t0ken" : `t0ken for ${wish.claims}`),
    newId: () => "id-1",
    ...options,
  });
  return { graph, sent };
}

const json = (value: unknown, init?: ResponseInit) => new Response(JSON.stringify(value), init);

suite("asking Graph for a page", () => {
  test("sends one GET with the token, its own id and nothing else", async () => {
    const { graph, sent } = client(() => json({ value: [] }));
    await graph.page(first, never);
    assert.deepEqual(
      sent.map(({ method, url, headers, body, redirect }) => ({ method, url, body, redirect, headers: Object.fromEntries(headers) })),
      [
        {
          method: "GET",
          url: first,
          body: null,
          redirect: "error",
          headers: {
            accept: "application/json",
            authorization: "Bearer t0ken",
            "client-request-id": "id-1",
            prefer: "include-unknown-enum-members",
          },
        },
      ],
    );
  });

  test("gives the records in their places, the body as it came, and the link to what follows", async () => {
    const nextLink = `${first}?$skiptoken=ab__1`;
    const answer = {
      "@odata.context": "x",
      "@odata.nextLink": nextLink,
      "@microsoft.graph.tips": "use $select",
      value: [{ id: "a", extra: 1 }, null, "odd"],
    };
    const page = await client(() => json(answer)).graph.page(first, never);
    assert.deepEqual(
      { ...page, body: JSON.parse(new TextDecoder().decode(page.body)) as unknown },
      { records: [{ id: "a", extra: 1 }, null, "odd"], nextLink, body: answer },
    );
  });

  test("does not send the token to another host, whether asked or told by a link", async () => {
    const { graph, sent } = client(() => json({ value: [], "@odata.nextLink": "https://graph.microsoft.com.evil.test/beta" }));
    await assert.rejects(graph.page("https://evil.test/beta/auditLogs/signIns", never), ForeignLink);
    await assert.rejects(graph.page("http://graph.microsoft.com/beta", never), ForeignLink);
    await assert.rejects(graph.page("https://me@graph.microsoft.com/beta", never), ForeignLink);
    assert.equal(sent.length, 0);
    const { problem, nextLink, records } = await graph.page(first, never);
    assert.deepEqual(
      { isForeign: problem instanceof ForeignLink, nextLink, records },
      { isForeign: true, nextLink: undefined, records: [] },
    );
  });

  test("keeps the records of a page that no link leads on from, and says what is wrong", async () => {
    const link = "https://graph.microsoft.com/beta/next";
    const odd = {
      ForeignLink: [
        { "@odata.nextLink": "http://graph.microsoft.com/beta/next" },
        { "@odata.nextLink": "https://graph.microsoft.com:444/beta/next" },
        { "@odata.nextLink": "https://me@graph.microsoft.com/beta/next" },
      ],
      SkipTokenDead: [
        { "@odata.nextLink": "" },
        { "@odata.nextLink": "/beta/auditLogs/signIns?$skiptoken=1" },
        { "@odata.nextLink": 1 },
        { "@odata.nextLink": { url: link } },
        { "@odata.nextLink": link, "@odata.nextlink": link },
      ],
      MalformedAnswer: [
        { error: { code: "UnknownError", message: "" } },
        { error: {}, "@odata.nextLink": link },
        { "odata.error": "late" },
      ],
    };
    for (const [name, pages] of Object.entries(odd))
      for (const members of pages) {
        const { records, nextLink, problem } = await client(() => json({ value: [{ id: "a" }], ...members })).graph.page(first, never);
        assert.deepEqual(
          { records, nextLink, name: problem?.name },
          { records: [{ id: "a" }], nextLink: undefined, name },
          JSON.stringify(members),
        );
      }
  });

  test("goes on with a link whatever its member's case, ends without one, and reads the service's clock", async () => {
    const link = "https://graph.microsoft.com/beta/next";
    const pageOf = (members: object, headers: Record<string, string> = {}) =>
      client(() => new Response(JSON.stringify({ value: [], ...members }), { headers })).graph.page(first, never);
    const date = "Fri, 20 Nov 2026 12:00:00 GMT";
    const pages = await Promise.all([
      pageOf({ "odata.nextLink": link }),
      pageOf({ "@odata.nextLink": null, error: null }),
      pageOf({}, { date }),
      pageOf({}, { date: "soon" }),
    ]);
    assert.deepEqual(
      pages.map(({ nextLink, problem, servedAt }) => ({ nextLink, problem, servedAt })),
      [
        { nextLink: link, problem: undefined, servedAt: undefined },
        { nextLink: undefined, problem: undefined, servedAt: undefined },
        { nextLink: undefined, problem: undefined, servedAt: Date.parse(date) },
        { nextLink: undefined, problem: undefined, servedAt: undefined },
      ],
    );
  });

  test("a page with two lists of records is no page, and one with two links has none", async () => {
    const two = '{"value":[{"id":"a"}],"value":[]}';
    await assert.rejects(client(() => new Response(two)).graph.page(first, never), MalformedAnswer);
    const within = '{"value":[{"id":"a","value":["x"],"list":[{"value":["y"]}]}]}';
    assert.equal((await client(() => new Response(within)).graph.page(first, never)).records.length, 1);
    const links = '{"value":[{"id":"a"}],"@odata.nextLink":"https://graph.microsoft.com/beta/next","@odata.nextLink":null}';
    assert.equal((await client(() => new Response(links)).graph.page(first, never)).problem?.name, "SkipTokenDead");
  });

  test("a member that stands there twice is seen however it is written, be it a list, a link or an error", async () => {
    const link = "https://graph.microsoft.com/beta/next";
    const pageOf = (members: string) => client(() => new Response(`{"value":[{"id":"a"}],${members}}`)).graph.page(first, never);
    for (const lists of ['"val\\u0075e":[]', '"Value":[]', '"value" :\n null']) await assert.rejects(pageOf(lists), MalformedAnswer, lists);
    const problems = await Promise.all(
      [
        `"@odata.nextLink":"${link}","@odata.next\\u004cink":null`,
        `"@odata.nextlink":"${link}","@odata.nextlink":"${link}"`,
        '"error":{"code":"UnknownError"},"error":null',
        '"error":{"code":"UnknownError"},"err\\u006fr":null',
        '"@error":{"code":"UnknownError"}',
      ].map(async (members) => (await pageOf(members)).problem?.name),
    );
    assert.deepEqual(problems, ["SkipTokenDead", "SkipTokenDead", "MalformedAnswer", "MalformedAnswer", "MalformedAnswer"]);
  });

  test("a 200 that broke off, is HTML, or holds no list is malformed", async () => {
    for (const body of ['{"value":[{"id":"a"},{"error":', "<html></html>", "{}", '{"value":{}}', "[]", "null", ""])
      await assert.rejects(client(() => new Response(body)).graph.page(first, never), MalformedAnswer, body);
  });

  test("a connection that is refused or cut is offline, with the cause kept", async () => {
    const cause = new TypeError("fetch failed");
    const { graph } = client(() => Promise.reject(cause));
    await assert.rejects(graph.page(first, never), (error) => error instanceof Offline && error.cause === cause);
  });

  test("a web page in place of records is somebody else's answer; what only the service can have sent is broken", async () => {
    const kinds = await Promise.all(
      [
        new Response("<html></html>"),
        new Response("Welcome", { headers: { "content-type": "text/html; charset=utf-8" } }),
        new Response("<html></html>", { headers: { "request-id": "r" } }),
        new Response('{"value":['),
      ].map((answer) =>
        client(() => answer)
          .graph.page(first, never)
          .then(
            () => assert.fail(),
            (error: MalformedAnswer) => [error.name, error.facts.fault?.kind],
          ),
      ),
    );
    assert.deepEqual(kinds, [
      ["Intercepted", "webPage"],
      ["Intercepted", "webPage"],
      ["MalformedAnswer", undefined],
      ["MalformedAnswer", undefined],
    ]);
  });

  test("a body that ends in the middle is a connection that was cut", async () => {
    const cut = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"value":['));
        controller.error(new TypeError("terminated", { cause: Object.assign(new Error("closed"), { code: "UND_ERR_SOCKET" }) }));
      },
    });
    await assert.rejects(
      client(() => new Response(cut)).graph.page(first, never),
      (error) => error instanceof Offline && error.facts.fault?.kind === "cut" && error.facts.fault.host === "graph.microsoft.com",
    );
  });

  test("an answer that never comes ends at the limit", async () => {
    const hang = (request: Request) =>
      new Promise<Response>((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason as Error)));
    await assert.rejects(client(hang, { timeoutMs: 5 }).graph.page(first, never), ServiceFailing);
  });

  test("an abort is an abort, not an error of the service", async () => {
    const stop = new AbortController();
    const { graph } = client(() => {
      stop.abort();
      return Promise.reject(new TypeError("terminated"));
    });
    await assert.rejects(graph.page(first, stop.signal), { name: "AbortError" });
  });

  test("answers a claims challenge with a token that has the claims", async () => {
    const header = `Bearer claims="${Buffer.from("{}").toString("base64")}"`;
    const { graph, sent } = client(() =>
      sent.length === 1 ? new Response("", { status: 401, headers: { "www-authenticate": header } }) : json({ value: [] }),
    );
    await assert.rejects(graph.page(first, never), TokenRefused);
    await graph.page(first, never);
    assert.equal(sent[1]?.headers.get("authorization"), "Bearer t0ken for {}");
  });

  test("no error message holds the token", async () => {
    const { graph } = client(() => json({ error: { code: "x", message: "bad" } }, { status: 400 }));
    await assert.rejects(graph.page(first, never), (error) => !JSON.stringify(error, Object.getOwnPropertyNames(error)).includes("t0ken"));
  });

  test("reads one record by its id, escaped: its text as it came", async () => {
    const id = "Directory_7f/1#_ABCDE_1";
    const text = `\uFEFF{ "id": "${id}", "n": 9223372036854775807, "d": 1.10, "d": 2 }`;
    const { graph, sent } = client(() => new Response(text));
    const older: Report = { ...directoryAudits, graph: { ...directoryAudits.graph, version: "v1.0" } };
    assert.equal(await graph.record(older, id, never), text.slice(1));
    assert.equal(sent[0]?.url, `${host}/v1.0/auditLogs/directoryAudits/Directory_7f%2F1%23_ABCDE_1`);
    await assert.rejects(client(() => json({}, { status: 404 })).graph.record(signIns, "x", never), NotFound);
  });
});

suite("addresses", () => {
  test("options are escaped so that no value becomes syntax", () => {
    assert.equal(
      pageUrl(host, signIns, {
        version: "beta",
        filter: "appDisplayName eq 'a&b+c'",
        orderby: "createdDateTime desc",
        top: 1000,
        select: ["id", "status"],
      }),
      `${first}?$filter=appDisplayName%20eq%20'a%26b%2Bc'&$orderby=createdDateTime%20desc&$top=1000&$select=id%2Cstatus`,
    );
    assert.equal(pageUrl(host, signIns, { version: "v1.0", filter: "" }), `${host}/v1.0/auditLogs/signIns`);
    assert.equal(recordUrl(host, signIns, "beta", "a b"), `${first}/a%20b`);
  });
});
