import assert from "node:assert/strict";
import { SignInError, type ConnectionData, type SignIns } from "../../../src/auth/index.ts";
import { tenantOfToken } from "../../../src/auth/grant.ts";
import { demoApps, demoSecret } from "../../support/identityEndpoint/index.ts";
import { makeCertificate } from "../../support/certificate.ts";
import { looseToken, SignInStage } from "../../support/identity.ts";

const signal = new AbortController().signal;
const payload = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

suite("Signing in, with msal as it is", () => {
  const made = makeCertificate();
  let stage: SignInStage;
  setup(async () => void (stage = await SignInStage.open({ certificates: [made.certificate] })));
  teardown(() => stage.close());

  for (const way of ["browser", "uriHandler", "deviceCode"] as const) {
    test(`by ${way} gives the account and its tenant, and a token from then on`, async () => {
      const window = stage.window({ user: stage.people.alex });
      const data = await window.signIn(stage.connection({ way, tenant: "contoso.com" }), { signal });
      const { id, userPrincipalName } = stage.user("alex");
      assert.deepEqual(data, {
        ...stage.connection({ way, tenant: "contoso.com" }),
        tenantId: stage.tenants.contoso,
        account: { homeAccountId: `${id}.${stage.tenants.contoso}`, username: userPrincipalName },
      });
      const { accessToken, tenantId } = await window.token(data, { signal });
      const { scp, upn, tid } = payload(accessToken);
      assert.deepEqual(
        { scp, upn, tid, tenantId },
        { scp: "AuditLog.Read.All", upn: userPrincipalName, tid: tenantId, tenantId: stage.tenants.contoso },
      );
      assert.deepEqual([...stage.secrets.stored.keys()], [`msal:global:${demoApps.reader}`]);
    });
  }

  test("against organizations names the real tenant", async () => {
    const data = await stage.window({ user: stage.people.fabi }).signIn(stage.connection({ tenant: "organizations" }), { signal });
    assert.equal(data.tenantId, stage.tenants.fabrikam);
  });

  test("an app proves itself with a secret", async () => {
    const window = stage.window({ user: "" });
    const draft = stage.connection({ way: "clientSecret", clientId: demoApps.exporter, tenant: "contoso.com" });
    await window.storeCredential(draft, { clientSecret: demoSecret });
    const data = await window.signIn(draft, { signal });
    const { accessToken } = await window.token(data, { signal });
    const { roles, tid } = payload(accessToken);
    assert.deepEqual(
      { roles, tid, account: data.account },
      { roles: ["AuditLog.Read.All", "Directory.Read.All"], tid: stage.tenants.contoso, account: undefined },
    );
    assert.equal((await window.token(data, { signal })).accessToken, accessToken, "the second comes from the cache");
  });

  for (const passphrase of [undefined, "open sesame"]) {
    test(`an app proves itself with a certificate${passphrase === undefined ? "" : " whose key has a passphrase"}`, async () => {
      const window = stage.window({ user: "" });
      const data = stage.connection({ way: "certificate", clientId: demoApps.exporter });
      await window.storeCredential(data, { pem: made.pem(passphrase), ...(passphrase === undefined ? {} : { passphrase }) });
      assert.equal(
        tenantOfToken((await window.token(await window.signIn(data, { signal }), { signal })).accessToken),
        stage.tenants.contoso,
      );
    });
  }

  test("VS Code's account is asked for the connection's own client id and tenant", async () => {
    const asked: unknown[] = [];
    const alex = stage.window({ user: stage.people.alex });
    const { accessToken } = await alex.token(await alex.signIn(stage.connection(), { signal }), { signal });
    const window = stage.window(
      { user: "" },
      {
        getSession: (provider, scopes, options) => {
          asked.push([provider, scopes, options]);
          return Promise.resolve({ accessToken, account: { id: "a.b", label: "alex@contoso.com" } });
        },
      },
    );
    const data = await window.signIn(stage.connection({ way: "vscodeAccount" }), { signal });
    assert.equal((await window.token(data, { signal })).accessToken, accessToken);
    const scopes = [
      `VSCODE_CLIENT_ID:${demoApps.reader}`,
      `VSCODE_TENANT:${stage.tenants.contoso}`,
      "offline_access",
      "https://graph.microsoft.com/AuditLog.Read.All",
    ];
    assert.deepEqual(asked, [
      ["microsoft", scopes, { createIfNone: true }],
      ["microsoft", scopes, { silent: true }],
    ]);
    await refused(window.token({ ...data, tenantId: stage.tenants.fabrikam }, { signal }), {
      kind: "wrongTenant",
      got: stage.tenants.contoso,
    });
  });

  test("VS Code's account that is somebody else by now is not asked with, until somebody signs in again", async () => {
    let who = { id: "a.b", label: "alex@contoso.com" };
    const accessToken = looseToken({ aud: "https://graph.microsoft.com", tid: stage.tenants.contoso });
    const window = stage.window({ user: "" }, { getSession: () => Promise.resolve({ accessToken, account: who }) });
    const data = await window.signIn(stage.connection({ way: "vscodeAccount" }), { signal });
    who = { id: "a.b.renewed", label: "Alex@contoso.com" };
    assert.equal((await window.token(data, { signal })).accessToken, accessToken, "the same person by another id");
    who = { id: "c.d", label: "bo@contoso.com" };
    await refused(window.token(data, { signal }), { kind: "wrongAccount", got: "bo@contoso.com" });
    const again = await window.signIn(data, { signal });
    assert.equal(again.account?.username, "bo@contoso.com");
    assert.equal((await window.token(again, { signal })).accessToken, accessToken);
  });

  for (const [way, kind] of [
    ["azureCli", "cliFailed"],
    ["vscodeAccount", "accountMissing"],
  ] as const)
    test(`a program that never answers (${way}) holds up no run for good, nor those after it`, async () => {
      const accessToken = looseToken({ aud: "https://graph.microsoft.com", tid: stage.tenants.contoso });
      let isSilent = false;
      const ended: AbortSignal[] = [];
      const answer = <Value>(value: Value): Promise<Value> => (isSilent ? new Promise<never>(() => undefined) : Promise.resolve(value));
      const window = stage.window(
        { user: "" },
        {
          programMs: 20,
          getSession: () => answer({ accessToken, account: { id: "a.b", label: "alex@contoso.com" } }),
          run: (_, __, until) => {
            ended.push(until);
            return answer(JSON.stringify({ accessToken, tenant: stage.tenants.contoso, expires_on: 0 }));
          },
        },
      );
      const data = await window.signIn(stage.connection({ way }), { signal });
      isSilent = true;
      await Promise.all([1, 2].map(() => refused(window.token(data, { signal }), { kind })));
      assert.ok(
        ended.every(({ aborted }) => aborted),
        "the program is ended",
      );
      isSilent = false;
      assert.equal((await window.token(data, { signal })).accessToken, accessToken);
    });

  test("the Azure CLI's own error is told, not what it warns of before", async () => {
    const stderr = "WARNING: A newer version is out.\nERROR: The subscription is not there.\nTo sign in again, ask.";
    const run = () => Promise.reject(Object.assign(new Error("1"), { code: 1, stderr }));
    const window = stage.window({ user: "" }, { run });
    await assert.rejects(window.signIn(stage.connection({ way: "azureCli" }), { signal }), (error) => {
      if (!(error instanceof SignInError)) throw error;
      assert.deepEqual([error.kind, error.facts.said], ["cliFailed", "ERROR: The subscription is not there."]);
      return true;
    });
  });

  test("a borrowed token that no header can hold is not sent, and no error quotes it", async () => {
    const accessToken = `${looseToken({ aud: "https://graph.microsoft.com", tid: stage.tenants.contoso })}\nmore`;
    const window = stage.window(
      { user: "" },
      { getSession: () => Promise.resolve({ accessToken, account: { id: "a.b", label: "alex" } }) },
    );
    await refused(window.signIn(stage.connection({ way: "vscodeAccount" }), { signal }), { kind: "wrongAudience", got: "unreadable" });
  });

  test("the Azure CLI is asked once while its token lasts", async () => {
    const commands: string[] = [];
    const window = stage.window(
      { user: "" },
      {
        run: (file, args) => {
          commands.push([file, ...args].join(" "));
          return Promise.resolve(
            JSON.stringify({
              accessToken: looseToken({ aud: "https://graph.microsoft.com", jti: commands.length }),
              expires_on: Math.floor(Date.now() / 1000) + 3600,
              tenant: stage.tenants.contoso,
            }),
          );
        },
      },
    );
    const data = await window.signIn(stage.connection({ way: "azureCli" }), { signal });
    const tokens = [await window.token(data, { signal }), await window.token(data, { signal })].map(({ accessToken }) => accessToken);
    assert.deepEqual(
      { tokens, commands },
      {
        tokens: [1, 1].map((jti) => looseToken({ aud: "https://graph.microsoft.com", jti })),
        commands: [`az account get-access-token --resource-type ms-graph --tenant ${stage.tenants.contoso} -o json`],
      },
    );
    await window.signOut(data);
    assert.deepEqual([...stage.secrets.stored], []);
  });
});

suite("Tokens of a person", () => {
  let stage: SignInStage;
  teardown(() => stage.close());
  const alexIn = async (options = {}): Promise<{ window: SignIns; data: ConnectionData }> => {
    stage = await SignInStage.open(options);
    const window = stage.window({ user: stage.people.alex });
    return { window, data: await window.signIn(stage.connection(), { signal }) };
  };

  test("come from the cache until they near their end", async () => {
    const { window, data } = await alexIn();
    assert.equal((await window.token(data, { signal })).accessToken, (await window.token(data, { signal })).accessToken);
  });

  test("are renewed without the person", async () => {
    const { window, data } = await alexIn({ lifetimeSeconds: 240 });
    const first = await window.token(data, { signal });
    const second = await window.token(data, { signal });
    assert.notEqual(first.accessToken, second.accessToken);
    assert.equal(stage.pages.length, 1);
  });

  test("of two tenants of one account are never mixed up", async () => {
    const { window, data } = await alexIn();
    const guest = await window.signIn(stage.connection({ tenant: "fabrikam.com" }, "two"), { signal });
    assert.equal(guest.account?.homeAccountId, data.account?.homeAccountId);
    const tenants = [];
    for (const each of [data, guest, data, guest]) tenants.push(tenantOfToken((await window.token(each, { signal })).accessToken));
    const { contoso, fabrikam } = stage.tenants;
    assert.deepEqual(tenants, [contoso, fabrikam, contoso, fabrikam]);
  });

  test("of a tenant in which the account never signed in are asked for there, not taken from another", async () => {
    const { window, data } = await alexIn();
    const { accessToken } = await window.token({ ...data, tenant: stage.tenants.fabrikam, tenantId: stage.tenants.fabrikam }, { signal });
    assert.equal(tenantOfToken(accessToken), stage.tenants.fabrikam);
  });

  test("are there after a restart", async () => {
    const { data } = await alexIn();
    assert.equal(tenantOfToken((await stage.window({ user: "" }).token(data, { signal })).accessToken), stage.tenants.contoso);
  });

  test("are asked for once by many at the same time", async () => {
    const { window, data } = await alexIn();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => window.token(data, { signal })));
    assert.equal(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1);
  });

  test("still come while the login host is out of reach, as long as they last", async () => {
    const { window, data } = await alexIn();
    stage.offline = true;
    assert.equal(tenantOfToken((await window.token(data, { signal })).accessToken), stage.tenants.contoso);
  });

  test("go with a sign-out, and the secret with the last account", async () => {
    const { window, data } = await alexIn();
    const fabi = await stage.window({ user: stage.people.fabi }).signIn(stage.connection({ tenant: "fabrikam.com" }, "two"), { signal });
    const signedIn = (): Promise<readonly boolean[]> => Promise.all([data, fabi].map((each) => window.isSignedIn(each)));
    assert.deepEqual(await signedIn(), [true, true]);
    await window.signOut(data);
    assert.deepEqual(await signedIn(), [false, true]);
    await refused(window.token(data, { signal }), { kind: "signInNeeded" });
    assert.equal(tenantOfToken((await window.token(fabi, { signal })).accessToken), stage.tenants.fabrikam);
    await window.signOut(fabi);
    assert.deepEqual([...stage.secrets.stored], []);
  });

  test("are not brought back by another window that still had them in memory", async () => {
    const { window, data } = await alexIn();
    const other = stage.window({ user: stage.people.fabi });
    await other.token(data, { signal });
    await window.signOut(data);
    await refused(other.token(data, { signal }), { kind: "signInNeeded" });
    await other.signIn(stage.connection({ tenant: "fabrikam.com" }, "two"), { signal });
    await refused(window.token(data, { signal }), { kind: "signInNeeded" });
    const stored = [...stage.secrets.stored.values()].join();
    assert.equal(stored.includes(data.account?.homeAccountId ?? "?"), false);
  });

  test("are not brought back by a renewal that was under way when another window signed out", async () => {
    let hold: (() => Promise<void>) | undefined;
    const { window, data } = await alexIn({
      lifetimeSeconds: 240,
      fault: async () => {
        await hold?.();
        return undefined;
      },
    });
    const other = stage.window({ user: "" });
    hold = async () => {
      hold = undefined;
      await other.signOut(data);
    };
    await window.token(data, { signal });
    assert.deepEqual([...stage.secrets.stored], []);
  });

  test("a corrupt secret means signing in again, and no more", async () => {
    for (const corrupt of ["{ broken", '"text"', '{"Account":5}', '{"Account":{"x":null},"AccessToken":{"y":7}}']) {
      const { window, data } = await alexIn();
      stage.secrets.stored.set(`msal:global:${demoApps.reader}`, corrupt);
      await refused(window.token(data, { signal }), { kind: "signInNeeded" });
      await window.signIn(data, { signal });
      assert.equal(tenantOfToken((await window.token(data, { signal })).accessToken), stage.tenants.contoso);
      await stage.close();
    }
  });

  test("one member of a stored token or account that is damaged is said in a sentence, whoever's it is, and is over with the next sign-in", async () => {
    const { window, data } = await alexIn();
    const key = `msal:global:${demoApps.reader}`;
    await stage.window({ user: stage.people.admin }).signIn(stage.connection({}, "two"), { signal });
    const sections = JSON.parse(stage.secrets.stored.get(key) ?? "") as Record<string, Record<string, Record<string, unknown>>>;
    const members = Object.entries(sections)
      .filter(([section]) => section !== "AppMetadata")
      .flatMap(([section, entries]) =>
        Object.entries(entries).flatMap(([entry, members]) => Object.keys(members).map((member) => [section, entry, member] as const)),
      );
    const notSaid: string[] = [];
    for (const [section, entry, member] of members)
      for (const value of [null, 5, "", {}, "zzz"]) {
        const damaged = structuredClone(sections);
        Object.assign(damaged[section]?.[entry] ?? {}, { [member]: value });
        stage.secrets.stored.set(key, JSON.stringify(damaged));
        const outcome = await window.token(data, { signal }).then(
          () => "token",
          (error: unknown) => (error instanceof SignInError ? error.kind : String(error)),
        );
        if (outcome === "refused") await window.token(await window.signIn(data, { signal }), { signal });
        if (!["token", "signInNeeded", "refused"].includes(outcome))
          notSaid.push(`${section} ${member} ${JSON.stringify(value)}: ${outcome}`);
      }
    assert.deepEqual(notSaid, []);
    await window.token(await window.signIn(data, { signal }), { signal });
  });

  test("a token of another tenant than the connection's is refused and not kept", async () => {
    stage = await SignInStage.open();
    const { contoso, fabrikam } = stage.tenants;
    const person = { user: stage.people.alex };
    const data = stage.connection({ way: "browser", tenant: fabrikam });
    const mixedUp = stage.window(person, {
      openBrowser: (url) => {
        void stage.browse(url.replace(fabrikam, contoso), person);
        return Promise.resolve(true);
      },
    });
    await refused(mixedUp.signIn(data, { signal }), { kind: "wrongTenant", got: contoso });
    assert.deepEqual([...stage.secrets.stored], []);
    assert.equal((await stage.window(person).signIn(data, { signal })).tenantId, fabrikam);
  });

  test("somebody else may sign in once the person has signed out", async () => {
    const { window: first, data: alex } = await alexIn();
    await first.signOut(alex);
    const window = stage.window({ user: stage.people.admin });
    const data = await window.signIn({ ...alex, signedOut: true }, { signal });
    assert.deepEqual([data.account?.username, data.signedOut], [stage.people.admin, undefined]);
    assert.equal(payload((await window.token(data, { signal })).accessToken)["upn"], stage.people.admin);
  });

  test("somebody else who signs in again is refused, and his tokens are not kept", async () => {
    const { data: alex } = await alexIn();
    const data: ConnectionData = { ...alex, way: "browser" };
    const before = [...stage.secrets.stored];
    const person = { user: stage.people.admin };
    const window = stage.window(person, {
      openBrowser: (url) => {
        void stage.browse(url.replace("login_hint=", "ignored="), person);
        return Promise.resolve(true);
      },
    });
    await refused(window.signIn(data, { signal }), { kind: "wrongAccount", got: stage.people.admin });
    assert.deepEqual([...stage.secrets.stored], before);
  });
});

/** Compares kind and, where given, what came instead. */
async function refused(task: Promise<unknown>, expected: { readonly kind: string; readonly got?: string }): Promise<void> {
  await assert.rejects(task, (error) => {
    if (!(error instanceof SignInError)) throw error;
    assert.deepEqual({ kind: error.kind, ...(error.facts.got === undefined ? {} : { got: error.facts.got }) }, expected);
    return true;
  });
}
