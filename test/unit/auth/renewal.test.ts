import assert from "node:assert/strict";
import {
  ConnectionStore,
  openConnection,
  readCustomCloud,
  type Cloud,
  type ConnectionData,
  type SignIns,
  type State,
} from "../../../src/auth/index.ts";
import { demoApps, demoSecret } from "../../support/identityEndpoint/index.ts";
import { GraphClient, pageUrl, TokenRefused } from "../../../src/sources/graph/index.ts";
import { reportById } from "../../../src/reports/index.ts";
import { looseToken, SignInStage } from "../../support/identity.ts";

const signal = new AbortController().signal;
const report = reportById("signIns");

/** Graph as a connection reaches it, which takes the tokens that `takes` says. */
function graphOver(
  data: ConnectionData,
  signIns: SignIns,
  takes: (token: string) => boolean | "claims",
  current?: () => ConnectionData | undefined,
) {
  const sent: string[] = [];
  const connection = openConnection(data, {
    signIns,
    interact: (_, task) => task(signal),
    ...(current && { current }),
    fetch: (request) => {
      const token = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
      sent.push(token);
      const taken = takes(token);
      if (taken === true) return Promise.resolve(Response.json({ value: [] }));
      const challenge = `Bearer claims="${Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1"}}}').toString("base64")}"`;
      return Promise.resolve(
        Response.json(
          { error: { code: "InvalidAuthenticationToken" } },
          { status: 401, headers: taken === "claims" ? { "www-authenticate": challenge } : {} },
        ),
      );
    },
  });
  const client = new GraphClient({
    host: connection.graphHost,
    fetch: (request) => connection.fetch(request),
    getToken: (wish, abort) => connection.getToken(wish, abort),
  });
  const page = (): Promise<unknown> => client.page(pageUrl(connection.graphHost, report, { version: "beta", top: 1 }), signal);
  return { page, sent, connection, client };
}

suite("A token that the service refuses", () => {
  let stage: SignInStage;
  setup(async () => void (stage = await SignInStage.open()));
  teardown(() => stage.close());

  const signedIn = async (way: "uriHandler" | "clientSecret"): Promise<{ window: SignIns; data: ConnectionData }> => {
    const window = stage.window({ user: stage.people.alex });
    const draft = stage.connection(way === "clientSecret" ? { way, clientId: demoApps.exporter } : { way });
    if (way === "clientSecret") await window.storeCredential(draft, { clientSecret: demoSecret });
    return { window, data: await window.signIn(draft, { signal }) };
  };

  for (const way of ["uriHandler", "clientSecret"] as const) {
    test(`(${way}) is made anew with the next request, once for all that were refused together`, async () => {
      const { window, data } = await signedIn(way);
      const first = (await window.token(data, { signal })).accessToken;
      const { page, sent } = graphOver(data, window, (token) => token !== first);
      await Promise.all([1, 2, 3].map(() => assert.rejects(page(), TokenRefused)));
      await Promise.all([1, 2, 3].map(() => page()));
      assert.deepEqual([new Set(sent).size, sent.filter((token) => token === first).length], [2, 3]);
    });

    test(`(${way}) and again, is an error that Retry and a new client try anew`, async () => {
      const { window, data } = await signedIn(way);
      let isGood = false;
      const { page, sent } = graphOver(data, window, () => isGood);
      for (let tries = 0; tries < 3; tries++) await assert.rejects(page(), TokenRefused);
      assert.equal(new Set(sent).size, 3, "each was another one");
      isGood = true;
      await graphOver(data, window, () => true).page();
    });

    test(`(${way}) a fresh token can be had without any refusal`, async () => {
      const { window, data } = await signedIn(way);
      const before = (await window.token(data, { signal })).accessToken;
      const { client, page, sent } = graphOver(data, window, () => true);
      client.useFreshToken();
      await page();
      await page();
      assert.deepEqual([sent[0] === before, sent[1] === sent[0]], [false, true]);
    });
  }

  test("a role given a minute ago counts after a fresh token", async () => {
    const { roleless } = stage.people;
    const window = stage.window({ user: roleless });
    const data = await window.signIn(stage.connection(), { signal });
    const connection = openConnection(data, {
      signIns: window,
      interact: (_, task) => task(signal),
      fetch: (request) => stage.world.fetch(request),
    });
    const client = new GraphClient({ host: connection.graphHost, fetch: connection.fetch, getToken: connection.getToken });
    const url = pageUrl(connection.graphHost, report, { version: "beta", top: 1 });
    await assert.rejects(client.page(url, signal), { name: "RoleMissing" });
    Object.assign(stage.user(roleless).roles, { [stage.tenants.contoso]: ["Reports Reader"] });
    await assert.rejects(client.page(url, signal), { name: "RoleMissing" }, "the old token does not know of it");
    await window.token(data, { anew: true, signal });
    await client.page(url, signal);
  });

  test("a wrong client secret is not taken for a good one while an old token lives", async () => {
    const { window, data } = await signedIn("clientSecret");
    await window.token(data, { signal });
    await window.storeCredential(data, { clientSecret: "wrong" });
    await assert.rejects(window.signIn(data, { signal }), { kind: "secretWrong" });
    await assert.rejects(window.token(data, { signal }), { kind: "secretWrong" });
    await window.storeCredential(data, { clientSecret: demoSecret });
    await window.token(data, { signal });
  });

  test("claims that could not be met are not asked for again by the client itself", async () => {
    const wishes: unknown[] = [];
    const client = new GraphClient({
      host: "https://graph.microsoft.com",
      fetch: () => Promise.resolve(new Response("", { status: 401, headers: { "www-authenticate": `Bearer claims="${btoa("{}")}"` } })),
      getToken: (wish) => {
        wishes.push(wish?.claims);
        return wish?.claims === undefined ? Promise.resolve("token") : Promise.reject(new Error("nobody there"));
      },
    });
    const page = (): Promise<unknown> => client.page("https://graph.microsoft.com/beta/auditLogs/signIns", signal);
    await assert.rejects(page(), TokenRefused);
    await assert.rejects(page(), /nobody there/);
    await assert.rejects(page(), TokenRefused);
    assert.deepEqual(wishes, [undefined, "{}", undefined]);
  });

  test("what only a person can prove is brought by the next sign-in, whoever starts it", async () => {
    const { window, data } = await signedIn("uriHandler");
    stage.world.identity.demand(stage.user("alex").id, false);
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    await assert.rejects(window.token(data, { claims, signal }), { kind: "claimsNeeded" });
    await window.signIn(data, { signal });
    assert.ok(new URL(stage.pages.at(-1) ?? "").searchParams.get("claims")?.includes("c1"));
    await window.token(data, { claims, signal });
  });
});

suite("Tokens of the Azure CLI", () => {
  let stage: SignInStage;
  setup(async () => void (stage = await SignInStage.open()));
  teardown(() => stage.close());

  /** The CLI gives the token of this number until somebody logs in. */
  function cli() {
    const state = { login: 1, asked: 0 };
    const token = (login: number): string => looseToken({ aud: "https://graph.microsoft.com", tid: stage.tenants.contoso, login });
    const window = stage.window(
      { user: "" },
      {
        run: () => {
          state.asked++;
          return Promise.resolve(
            JSON.stringify({ accessToken: token(state.login), expires_on: Date.now() / 1000 + 3600, tenant: stage.tenants.contoso }),
          );
        },
      },
    );
    return { state, token, window };
  }

  for (const kind of ["claims", false] as const)
    test(`that were revoked${kind ? ", which Graph says with claims," : ""} are repaired by what the message advises`, async () => {
      const { state, token, window } = cli();
      const data = await window.signIn(stage.connection({ way: "azureCli" }), { signal });
      const { page } = graphOver(data, window, (sent) => sent !== token(1) || kind);
      await assert.rejects(page(), TokenRefused);
      await assert.rejects(page(), { kind: "cliSignedOut" }, "the CLI has nothing but the revoked one");
      await assert.rejects(window.token(data, { signal }), { kind: "cliSignedOut" });
      state.login = 2;
      await page();
      await graphOver(data, window, (sent) => sent !== token(1)).page();
    });

  test("that were revoked while the CLI already has another are repaired by the run itself", async () => {
    const { state, token, window } = cli();
    const data = await window.signIn(stage.connection({ way: "azureCli" }), { signal });
    state.login = 2;
    const { page, sent } = graphOver(data, window, (each) => each !== token(1));
    await assert.rejects(page(), TokenRefused);
    await page();
    assert.deepEqual(sent, [token(1), token(2)]);
  });

  test("are asked for anew by a sign-in, and are stored nowhere", async () => {
    const { state, token, window } = cli();
    const data = await window.signIn(stage.connection({ way: "azureCli" }), { signal });
    state.login = 2;
    assert.equal((await window.token(data, { signal })).accessToken, token(1));
    await window.signIn(data, { signal });
    assert.equal((await window.token(data, { signal })).accessToken, token(2));
    assert.deepEqual([...stage.secrets.stored], []);
  });

  for (const leave of ["signOut", "remove", "forgetEverything"] as const)
    test(`go with ${leave}: a run that goes on gets none, and brings none back`, async () => {
      const { window } = cli();
      const kept = new Map<string, unknown>();
      const state: State = { get: (key) => kept.get(key), update: (key, value) => Promise.resolve(void kept.set(key, value)) };
      const store = new ConnectionStore(state, stage.secrets, window);
      const data = await window.signIn(stage.connection({ way: "azureCli" }), { signal });
      await store.put(data);
      await stage.secrets.store("borrowed:one", "of an earlier version");
      const { page } = graphOver(data, window, () => true);
      await page();
      const underWay = page().catch((error: unknown) => error);
      await store[leave]("one");
      await underWay;
      await assert.rejects(page(), { kind: "signInNeeded" });
      // Another window, or this one after a restart, sees it in the list.
      const listed = store.get("one");
      if (leave === "signOut") await assert.rejects(cli().window.token(listed ?? data, { signal }), { kind: "signInNeeded" });
      else assert.equal(listed, undefined);
      assert.deepEqual([...stage.secrets.stored], []);
      await store.put(await window.signIn(listed ?? data, { signal }));
      await window.token(store.get("one") ?? data, { signal });
    });
});

suite("VS Code's account", () => {
  test("asks after a sign-out, and signs in anew when what it has is refused", async () => {
    const stage = await SignInStage.open();
    try {
      const options: unknown[] = [];
      const token = (session: number): string => looseToken({ aud: "https://graph.microsoft.com", tid: stage.tenants.contoso, session });
      let session = 1;
      const window = stage.window(
        { user: "" },
        {
          getSession: (_, __, how) => {
            options.push(how);
            if (how.forceNewSession) session++;
            return Promise.resolve({ accessToken: token(session), account: { id: "a.b", label: "alex@contoso.com" } });
          },
        },
      );
      const data = await window.signIn(stage.connection({ way: "vscodeAccount" }), { signal });
      const { page } = graphOver(data, window, (sent) => sent !== token(1));
      await assert.rejects(page(), TokenRefused);
      await assert.rejects(page(), { kind: "signInNeeded" });
      await window.signIn(data, { signal });
      await page();
      assert.deepEqual(options, [{ createIfNone: true }, { silent: true }, { silent: true }, { forceNewSession: true }, { silent: true }]);
      await window.signOut(data);
      await assert.rejects(page(), { kind: "signInNeeded" });
    } finally {
      await stage.close();
    }
  });
});

suite("A connection whose cloud changes", () => {
  test("ends, and no token of the new host goes to the old one; reopened it asks the new", async () => {
    const stage = await SignInStage.open();
    try {
      const cloud = (graph: string) => readCustomCloud({ login: "https://login.microsoftonline.com", graph }) as Cloud;
      let custom = cloud("https://graph.first.example");
      const window = stage.window({ user: "" }, { customCloud: () => custom });
      const draft = stage.connection({ way: "clientSecret", clientId: demoApps.exporter, cloud: "custom" });
      await window.storeCredential(draft, { clientSecret: demoSecret });
      const data = await window.signIn(draft, { signal });
      const sent: string[] = [];
      const open = () =>
        openConnection(data, {
          signIns: window,
          interact: (_, task) => task(signal),
          fetch: (request) => {
            const token = request.headers.get("authorization") ?? "";
            const { aud } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { aud: string };
            sent.push(`${aud} -> ${new URL(request.url).origin}`);
            return Promise.resolve(Response.json({ value: [] }));
          },
        });
      const page = ({ graphHost, fetch, getToken }: ReturnType<typeof open>): Promise<unknown> =>
        new GraphClient({ host: graphHost, fetch, getToken }).page(pageUrl(graphHost, report, { version: "beta" }), signal);
      const first = open();
      await page(first);
      custom = cloud("https://graph.second.example");
      await assert.rejects(page(first), { kind: "cloudChanged" });
      await page(open());
      // It changes while a token is under way.
      const under = open();
      const asking = page(under);
      custom = cloud("https://graph.first.example");
      await assert.rejects(asking, { kind: "cloudChanged" });
      assert.deepEqual(
        sent,
        ["first", "second"].map((name) => `https://graph.${name}.example -> https://graph.${name}.example`),
      );
    } finally {
      await stage.close();
    }
  });

  test("or that is gone from the list asks for nothing more", async () => {
    const stage = await SignInStage.open();
    try {
      const window = stage.window({ user: stage.people.alex });
      const data = await window.signIn(stage.connection(), { signal });
      let listed: ConnectionData | undefined = data;
      const { page } = graphOver(
        data,
        window,
        () => true,
        () => listed,
      );
      await page();
      listed = undefined;
      await assert.rejects(page(), { kind: "connectionGone" });
    } finally {
      await stage.close();
    }
  });
});
