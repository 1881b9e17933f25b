import assert from "node:assert/strict";
import {
  checkAccess,
  ConnectionStore,
  openConnection,
  readCustomCloud,
  type Connection,
  type ConnectionData,
  type SignIns,
  type State,
} from "../../../src/auth/index.ts";
import { scopesOf } from "../../../src/auth/signIns.ts";
import { demoApps, demoSecret, createDemoWorld } from "../../support/identityEndpoint/index.ts";
import { GraphClient, LicenceMissing, pageUrl, ReportMissing, ScopeMissing, TokenRefused } from "../../../src/sources/graph/index.ts";
import { reportById, reports, type Report } from "../../../src/reports/index.ts";
import { serve } from "../../support/demoGraph.ts";
import { SignInStage } from "../../support/identity.ts";

const signal = new AbortController().signal;
const challenge = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

/** The Graph client as the host sets it up, over a connection. */
const graphOf = (connection: Connection): GraphClient =>
  new GraphClient({
    host: connection.graphHost,
    fetch: (request) => connection.fetch(request),
    getToken: (wish, abort) => connection.getToken(wish, abort),
  });
const ask =
  (connection: Connection) =>
  async (report: Report, abort: AbortSignal): Promise<void> =>
    void (await graphOf(connection).page(pageUrl(connection.graphHost, report, { version: report.graph.version, top: 1 }), abort));

class MemoryState implements State {
  readonly stored = new Map<string, unknown>();
  get(key: string): unknown {
    return structuredClone(this.stored.get(key));
  }
  update(key: string, value: unknown): Promise<void> {
    this.stored.set(key, structuredClone(value));
    return Promise.resolve();
  }
}

suite("A connection", () => {
  let stage: SignInStage;
  const interactions: string[] = [];
  setup(async () => {
    interactions.length = 0;
    stage = await SignInStage.open();
  });
  teardown(() => stage.close());
  const connect = (data: ConnectionData, signIns: SignIns): Connection =>
    openConnection(data, {
      signIns,
      fetch: (request) => stage.world.fetch(request),
      interact: (asked, task) => {
        interactions.push(asked.name);
        return task(signal);
      },
    });
  const signedIn = async (
    name: string,
    change: Partial<ConnectionData> = {},
  ): Promise<{ window: SignIns; data: ConnectionData; connection: Connection }> => {
    const window = stage.window({ user: stage.user(name).userPrincipalName });
    const data = await window.signIn({ ...stage.connection(), ...change }, { signal });
    return { window, data, connection: connect(data, window) };
  };
  const read = (connection: Connection): Promise<unknown> => ask(connection)(reportById("signIns"), signal);

  test("says who, where, and reads", async () => {
    const { connection } = await signedIn("alex");
    const { id, name, graphHost, me, tenant } = connection;
    assert.deepEqual(
      { id, name, graphHost, me, tenant },
      { id: "one", name: "Mine", graphHost: "https://graph.microsoft.com", me: "alex@contoso.com", tenant: stage.tenants.contoso },
    );
    await read(connection);
  });

  test("meets a claims challenge without the person where that is enough", async () => {
    const { connection } = await signedIn("alex");
    stage.world.identity.demand(stage.user("alex").id, true);
    const client = graphOf(connection);
    const url = pageUrl(connection.graphHost, reportById("signIns"), { version: "beta", top: 1 });
    await assert.rejects(client.page(url, signal), TokenRefused);
    await client.page(url, signal);
    await client.page(url, signal);
    assert.deepEqual({ interactions, pages: stage.pages.length }, { interactions: [], pages: 1 });
  });

  test("meets a claims challenge with one sign-in for all that wait, and goes on", async () => {
    const { connection } = await signedIn("alex");
    stage.world.identity.demand(stage.user("alex").id, false);
    const url = pageUrl(connection.graphHost, reportById("signIns"), { version: "beta", top: 1 });
    const clients = [graphOf(connection), graphOf(connection), graphOf(connection)];
    await Promise.all(clients.map((client) => assert.rejects(client.page(url, signal), TokenRefused)));
    await Promise.all(clients.map((client) => client.page(url, signal)));
    for (const client of clients) await client.page(url, signal);
    assert.deepEqual({ interactions, pages: stage.pages.length }, { interactions: ["Mine"], pages: 2 });
  });

  test("meets a claims challenge once for the requests of one run that were refused together", async () => {
    const { connection } = await signedIn("alex");
    stage.world.identity.demand(stage.user("alex").id, false);
    const client = graphOf(connection);
    const url = pageUrl(connection.graphHost, reportById("signIns"), { version: "beta", top: 1 });
    await Promise.all([1, 2, 3].map(() => assert.rejects(client.page(url, signal), TokenRefused)));
    await Promise.all([1, 2, 3].map(() => client.page(url, signal)));
    assert.deepEqual({ interactions, pages: stage.pages.length }, { interactions: ["Mine"], pages: 2 });
  });

  test("says that a proof is missing when the person closes the sign-in, as the run itself goes on", async () => {
    const { data, window } = await signedIn("alex");
    stage.world.identity.demand(stage.user("alex").id, false);
    const closing = openConnection(data, {
      signIns: window,
      fetch,
      interact: () => Promise.reject(new DOMException("Closed", "AbortError")),
    });
    await assert.rejects(closing.getToken({ claims: challenge }, signal), { name: "SignInError", kind: "claimsNeeded" });
  });

  test("a run that is cancelled while the person signs in ends at once", async () => {
    const { data, window } = await signedIn("alex");
    stage.world.identity.demand(stage.user("alex").id, false);
    const never = openConnection(data, { signIns: window, fetch, interact: () => new Promise(() => undefined) });
    const cancel = new AbortController();
    const token = never.getToken({ claims: challenge }, cancel.signal);
    setImmediate(() => cancel.abort());
    await assert.rejects(token, { name: "AbortError" });
  });

  test("gets no token that was under way when another window signed out", async () => {
    const { data, window } = await signedIn("alex");
    let now: ConnectionData = data;
    const connection = openConnection(data, {
      signIns: window,
      fetch,
      interact: () => Promise.reject(new Error("Nobody is asked")),
      current: () => now,
    });
    const token = connection.getToken({ claims: undefined, anew: true }, signal);
    now = { ...data, signedOut: true };
    await assert.rejects(token, { name: "SignInError", kind: "signInNeeded" });
  });

  test("does not open a browser by itself when the sign-in has ended", async () => {
    const { connection, window, data } = await signedIn("alex");
    await window.signOut(data);
    await assert.rejects(connection.getToken(undefined, signal), { name: "SignInError", kind: "signInNeeded" });
    assert.deepEqual(interactions, []);
  });

  suite("whose access is checked", () => {
    const common = reports.filter(({ apart }) => !apart);
    const access = async (data: ConnectionData, connection: Connection, window: SignIns): Promise<readonly string[]> =>
      (await checkAccess(data, window.cloudOf(data), common, ask(connection), signal)).map(({ report, kind, actions }) =>
        [report, kind, ...actions.map(({ id }) => id)].join(" "),
      );

    test("can read everything", async () => {
      const { data, connection, window } = await signedIn("alex");
      assert.deepEqual(await access(data, connection, window), [
        "signIns reachable",
        "directoryAudits reachable",
        "provisioning reachable",
      ]);
    });

    test("lacks a directory role", async () => {
      const { data, connection, window } = await signedIn(stage.people.roleless);
      assert.deepEqual(await access(data, connection, window), [
        "signIns roleMissing signInAgain",
        "directoryAudits roleMissing signInAgain",
        "provisioning roleMissing signInAgain",
      ]);
      const [first] = await checkAccess(data, window.cloudOf(data), [reportById("signIns")], ask(connection), signal);
      assert.equal(
        first?.message,
        `${stage.people.roleless} has no directory role that may read Sign-ins. One of these is enough: Reports Reader, Security Reader, Security Operator, Security Administrator, Global Reader. After it is assigned, sign in again.`,
      );
    });

    test("lacks the licence, which can be told only with Directory.Read.All", async () => {
      const { data, connection, window } = await signedIn("fabi", { tenant: stage.tenants.fabrikam });
      assert.deepEqual(await access(data, connection, window), [
        "signIns licenceUnchecked addDirectoryRead openAdminConsent",
        "directoryAudits reachable",
        "provisioning licenceUnchecked addDirectoryRead openAdminConsent",
      ]);
      const more = await window.signIn({ ...data, morePermissions: ["Directory.Read.All"] }, { signal });
      assert.deepEqual(await access(more, connect(more, window), window), [
        "signIns licenceMissing",
        "directoryAudits reachable",
        "provisioning licenceMissing",
      ]);
    });

    test("is an application without permissions", async () => {
      const window = stage.window({ user: "" });
      const data = stage.connection({ way: "clientSecret", clientId: demoApps.powerless });
      await window.storeCredential(data, { clientSecret: demoSecret });
      assert.deepEqual(await access(data, connect(data, window), window), [
        "signIns scopeMissing openAdminConsent",
        "directoryAudits scopeMissing openAdminConsent",
        "provisioning scopeMissing openAdminConsent",
      ]);
    });

    test("is asked for the permission of a report that few need only once somebody wants that report", async () => {
      const { data, connection, window } = await signedIn(stage.people.admin);
      const attributes = [reportById("customSecurityAttributeAudits")];
      const own = "CustomSecAttributeAuditLogs.Read.All";
      assert.deepEqual(scopesOf(window.cloudOf(data), data), ["https://graph.microsoft.com/AuditLog.Read.All"]);
      const [missing] = await checkAccess(data, window.cloudOf(data), attributes, ask(connection), signal);
      assert.deepEqual(
        [missing?.kind, missing?.message, missing?.actions.map(({ id, title, permission }) => [id, title, permission])],
        [
          "scopeMissing",
          `Attribute audits need the delegated permission ${own}. An administrator can consent to it once the app registration lists it; then sign in again.`,
          [
            ["addPermission", `Sign In with ${own}`, own],
            ["openAdminConsent", "Open Admin Consent Page", undefined],
          ],
        ],
      );
      const more = await window.signIn({ ...data, morePermissions: [own] }, { signal });
      const [found] = await checkAccess(more, window.cloudOf(more), attributes, ask(connect(more, window)), signal);
      assert.equal(found?.kind, "reachable");
    });

    test("is an application or of the Azure CLI, whose permissions are given elsewhere: it is told so", async () => {
      const { window } = await signedIn("alex");
      const refused = () => Promise.reject(new ScopeMissing(""));
      const attributes = [reportById("customSecurityAttributeAudits")];
      for (const [way, actions] of [
        ["clientSecret", ["openAdminConsent"]],
        ["azureCli", ["chooseWay"]],
      ] as const) {
        const data = stage.connection({ way });
        const [found] = await checkAccess(data, window.cloudOf(data), attributes, refused, signal);
        assert.deepEqual([found?.kind, found?.actions.map(({ id }) => id)], ["scopeMissing", actions]);
      }
    });

    test("lacks consent", async () => {
      const { data, window } = await signedIn("alex", { clientId: demoApps.lean });
      const more = { ...data, morePermissions: ["Policy.Read.All"] };
      const [first] = await checkAccess(more, window.cloudOf(more), [reportById("signIns")], ask(connect(more, window)), signal);
      assert.deepEqual([first?.kind, first?.actions.map(({ id }) => id)], ["consentNeeded", ["signInAgain", "openAdminConsent"]]);
    });

    test("is in a cloud without the report", async () => {
      const { data, window } = await signedIn("alex");
      const missing = new ReportMissing("");
      const [first] = await checkAccess(data, window.cloudOf(data), [reportById("provisioning")], () => Promise.reject(missing), signal);
      assert.deepEqual([first?.kind, first?.message], ["reportMissing", "The Global cloud does not offer Provisioning through Graph."]);
    });

    test("gets a second chance when the licence is denied by mistake", async () => {
      const { data, window } = await signedIn("alex");
      let asked = 0;
      const flaky = (): Promise<void> => (asked++ === 0 ? Promise.reject(new LicenceMissing("")) : Promise.resolve());
      const [first] = await checkAccess(data, window.cloudOf(data), [reportById("signIns")], flaky, signal);
      assert.equal(first?.kind, "reachable");
    });
  });

  suite("in the store", () => {
    test("is kept without anything secret, also through a full run with failures", async () => {
      const state = new MemoryState();
      const window = stage.window({ user: stage.people.alex });
      const store = new ConnectionStore(state, stage.secrets, window);
      const seen = new Set<string>();
      const spied = (connection: Connection): Connection => ({
        ...connection,
        async getToken(wish, abort) {
          const token = await connection.getToken(wish, abort);
          seen.add(token);
          return token;
        },
      });
      const failures: unknown[] = [];
      for (const [id, way, clientId] of [
        ["one", "browser", demoApps.reader],
        ["two", "deviceCode", demoApps.reader],
        ["three", "clientSecret", demoApps.exporter],
      ] as const) {
        const draft = stage.connection({ way, clientId, name: id }, id);
        if (way === "clientSecret") await window.storeCredential(draft, { clientSecret: demoSecret });
        const data = await window.signIn(draft, { signal });
        await store.put(data);
        await read(spied(connect(data, window)));
        stage.world.identity.revoke(stage.user("alex").id);
        await window.token(data, { claims: '{"access_token":{}}', signal }).catch((error: unknown) => failures.push(error));
      }
      for (const [, text] of stage.secrets.stored)
        for (const [, secret] of text.matchAll(/"secret":"([^"]+)"/g)) if (secret !== undefined) seen.add(secret);
      const inspect = (error: unknown): string =>
        error instanceof Error ? [error.stack, JSON.stringify(error), String(error.cause)].join() : String(error);
      const written = [JSON.stringify([...state.stored]), stage.log.join("\n"), ...failures.map(inspect)].join("\n");
      assert.ok(seen.size >= 5 && failures.length === 2);
      for (const token of [...seen, demoSecret]) assert.equal(written.includes(token), false, "a token was written");
      assert.deepEqual(
        store.list().map(({ id, name }) => [id, name]),
        [
          ["one", "one"],
          ["two", "two"],
          ["three", "three"],
        ],
      );
    });

    test("is renamed, and removed with its tokens unless another connection uses the same account", async () => {
      const { window, data } = await signedIn("alex");
      const store = new ConnectionStore(new MemoryState(), stage.secrets, window);
      const guest = await window.signIn(stage.connection({ tenant: stage.tenants.fabrikam }, "two"), { signal });
      for (const each of [data, guest]) await store.put(each);
      await store.rename("two", "Fabrikam");
      await store.remove("one");
      assert.deepEqual(store.list(), [{ ...guest, name: "Fabrikam" }]);
      await window.token(guest, { signal });
      await store.remove("two");
      assert.deepEqual([...stage.secrets.stored], []);
    });

    test("keeps that names may be looked up until that is taken back or the person signs out, and asks for no more on that account then", async () => {
      const { window, data } = await signedIn("alex");
      const store = new ConnectionStore(new MemoryState(), stage.secrets, window);
      const more = { ...data, morePermissions: ["Directory.Read.All", "User.ReadBasic.All"] };
      const less = { ...data, morePermissions: ["Directory.Read.All"] };
      await store.put(data);
      await store.allowNames("one", true);
      await store.keep(more);
      assert.deepEqual(store.list(), [{ ...more, lookUpNames: true }]);
      await store.allowNames("one", false);
      // A sign-in that began while it was allowed ends now.
      await store.keep({ ...more, lookUpNames: true });
      assert.deepEqual(store.list(), [less]);
      await store.allowNames("one", true);
      await store.signOut("one");
      assert.deepEqual(store.list(), [{ ...less, signedOut: true }]);
      await store.allowNames("gone", true);
      assert.equal(store.list().length, 1);
    });

    test("is forgotten with every secret that was left behind", async () => {
      const { window, data } = await signedIn("alex");
      const state = new MemoryState();
      const store = new ConnectionStore(state, stage.secrets, window);
      await store.put(data);
      await stage.secrets.store("credential:gone", "{}");
      await store.forgetEverything();
      assert.deepEqual({ list: store.list(), secrets: [...stage.secrets.stored] }, { list: [], secrets: [] });
    });

    test("survives state that is no list of connections", async () => {
      const state = new MemoryState();
      await state.update("connections", [{ id: 5 }, stage.connection()]);
      assert.deepEqual(new ConnectionStore(state, stage.secrets, stage.window({ user: "" })).list(), [stage.connection()]);
    });

    test("is read without what of it is not readable, and asks for no more than to read", async () => {
      const state = new MemoryState();
      const morePermissions = ["User.ReadWrite.All", "User.Read.All", 5];
      await state.update("connections", [{ ...stage.connection(), account: "x", morePermissions }]);
      const store = new ConnectionStore(state, stage.secrets, stage.window({ user: "" }));
      assert.deepEqual(store.list(), [{ ...stage.connection(), morePermissions: ["User.Read.All"] }]);
    });
  });
});

suite("A custom cloud on this machine", () => {
  test("signs in and reads through http, page after page", async () => {
    const world = createDemoWorld({ faults: { throttleAfter: Infinity } });
    const served = await serve(world);
    try {
      const stage = await SignInStage.open();
      await stage.close();
      const cloud = readCustomCloud({ login: served.url, graph: served.url });
      const window = stage.window({ user: "" }, { customCloud: () => cloud, fetch });
      const data = stage.connection({ cloud: "custom", way: "clientSecret", clientId: demoApps.exporter, tenant: "contoso.com" });
      await window.storeCredential(data, { clientSecret: demoSecret });
      const signedIn = await window.signIn(data, { signal });
      const connection = openConnection(signedIn, {
        signIns: window,
        fetch: (request) => fetch(request),
        interact: (_, task) => task(signal),
      });
      const client = graphOf(connection);
      const first = await client.page(pageUrl(connection.graphHost, reportById("signIns"), { version: "beta", top: 3 }), signal);
      const second = await client.page(first.nextLink ?? "", signal);
      assert.deepEqual([first.records.length, second.records.length], [3, 3]);
      assert.deepEqual([...stage.secrets.stored.keys()], ["credential:one"]);
    } finally {
      await served.close();
    }
  });
});
