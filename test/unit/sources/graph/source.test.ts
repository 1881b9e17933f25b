import assert from "node:assert/strict";
import { parseQuery } from "../../../../src/query/index.ts";
import { FilterRefused, GraphClient, GraphSource, NotFound, RequestRefused, type GraphPage } from "../../../../src/sources/graph/index.ts";
import { kindOf } from "../../../../src/sources/errors.ts";

const host = "https://graph.microsoft.com";
const now = new Date("2026-11-18T12:00:00Z");
const never = new AbortController().signal;
const [from, to] = [Date.parse("2026-11-18T00:00:00Z"), Date.parse("2026-11-18T06:00:00Z")];

const page = (text: string, nextLink?: string): GraphPage => ({
  body: new TextEncoder().encode(text).buffer,
  records: (JSON.parse(text) as { value: unknown[] }).value,
  ...(nextLink !== undefined && { nextLink }),
});

function over(answer: (url: string) => GraphPage | Error) {
  const urls: string[] = [];
  const source = new GraphSource({
    host,
    page: (url) => {
      urls.push(decodeURIComponent(url));
      const given = answer(url);
      return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
    },
  });
  const planned = (text: string) => {
    const { query } = parseQuery(text);
    assert.ok(query);
    return source.plan(query, { now, zone: "utc" });
  };
  return { source, urls, planned };
}

suite("Graph as a source", () => {
  test("asks for a stretch of time by a filter, follows a link as it stands, and says where in an answer the list is", async () => {
    const text = '{"@odata.context":"value", "value" : [{"id":"ü"}] }';
    const link = `${host}/beta/auditLogs/signIns?$skiptoken=1`;
    const { source, urls, planned } = over((url) => page(text, url.includes("skiptoken") ? undefined : link));
    const [request] = planned("signIns last 1d where appId eq 'x'").requests;
    assert.ok(request);
    const first = await source.page({ request, from, to }, never);
    const second = await source.page({ request, from, to, next: first.next ?? "" }, never);
    assert.deepEqual(
      [first.next, second.next, new TextDecoder().decode(first.body.slice(...(first.list ?? []))), urls],
      [
        link,
        undefined,
        '[{"id":"ü"}]',
        [
          `${host}/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-11-18T00:00:00Z and createdDateTime le 2026-11-18T06:00:00Z and appId eq 'x'&$orderby=createdDateTime desc&$top=1000`,
          link,
        ],
      ],
    );
    assert.equal(source.describe({ request, from, to }), `GET ${urls[0]}`);
  });

  test("takes a link that leads nowhere for a lost place, and a first page that is not there for what it is", async () => {
    const { source, planned } = over(() => new NotFound("gone", { status: 404 }));
    const [request] = planned("signIns last 1d").requests;
    assert.ok(request);
    const kinds = [undefined, `${host}/x`].map(async (next) =>
      source.page({ request, from, to, ...(next !== undefined && { next }) }, never).catch(kindOf),
    );
    assert.deepEqual(await Promise.all(kinds), ["notFound", "skipTokenDead"]);
  });

  test("a link that is refused for whatever it is leads nowhere; who asks, and how often, is no matter of the link", async () => {
    const kindOfLink = async (status: number, toLink: string | undefined) => {
      const client = new GraphClient({
        host,
        getToken: () => Promise.resolve("token"),
        fetch: () => Promise.resolve(new Response('{"error":{"code":"UnknownError","message":"no"}}', { status })),
      });
      const source = new GraphSource(client);
      const { query } = parseQuery("signIns last 1d");
      assert.ok(query);
      const [request] = source.plan(query, { now, zone: "utc" }).requests;
      assert.ok(request);
      return source.page({ request, from, to, ...(toLink !== undefined && { next: toLink }) }, never).catch(kindOf);
    };
    const links = [400, 404, 405, 409, 410, 413, 414, 422, 431].map((status) => kindOfLink(status, `${host}/x`));
    assert.deepEqual(new Set(await Promise.all(links)), new Set(["skipTokenDead"]));
    const others = [401, 403, 408, 429, 500].map((status) => kindOfLink(status, `${host}/x`));
    assert.deepEqual(await Promise.all(others), ["tokenRefused", "forbidden", "serviceFailing", "throttled", "serviceFailing"]);
    assert.equal(await kindOfLink(414, undefined), "requestRefused");
  });

  test("has other requests for those refused: without what it is not known to take, then in v1.0, then none", () => {
    const { source, planned } = over(() => new Error());
    const [request] = planned("signIns last 1d").requests;
    assert.ok(request);
    const tried = { ...request, condition: "a and b", surely: "a", older: "c" };
    const without = source.instead(tried, new FilterRefused(""))?.request;
    const older = without && source.instead(without, new RequestRefused(""))?.request;
    assert.deepEqual(
      [without, older].map((one) => [one?.condition, one?.version]),
      [
        ["a", "beta"],
        ["c", "v1.0"],
      ],
    );
    assert.equal(older && source.instead(older, new RequestRefused("")), undefined);
    assert.equal(source.instead(without ?? request, new FilterRefused("")), undefined);
  });

  test("says what Graph has in none of its reports, to whom asks for it", () => {
    const { planned } = over(() => new Error());
    const said = (types: string) => planned(`signIns last 1d${types}`).notes.filter((note) => note.includes("none of its reports"));
    assert.deepEqual(
      ["", " types nonInteractiveUser", " types servicePrincipal", " types interactiveUser, servicePrincipal"].map(
        (types) => said(types).length,
      ),
      [0, 0, 1, 1],
    );
  });

  test("says how late its records are, by type, and how long it keeps them", () => {
    const { source } = over(() => new Error());
    const minutes = (type?: string) => source.lateness("signIns", type) / 60_000;
    assert.ok(minutes() > 0 && minutes("servicePrincipal") >= minutes() && source.retention("signIns") > 86_400_000);
    assert.deepEqual([source.audiences, source.limit.requests], [[host], 5]);
  });
});
