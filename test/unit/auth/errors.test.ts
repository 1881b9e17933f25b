import assert from "node:assert/strict";
import { createConnection } from "node:net";
import {
  clouds,
  SignInError,
  signInMessage,
  type ConnectionData,
  type SignInErrorKind,
  type SignInFacts,
  type Surroundings,
} from "../../../src/auth/index.ts";
import { signInErrorKinds } from "../../../src/auth/errors.ts";
import { demoApps, demoExpiredSecret, demoSecret, type DemoWorldOptions } from "../../support/identityEndpoint/index.ts";
import { makeCertificate } from "../../support/certificate.ts";
import { SignInStage, type Person } from "../../support/identity.ts";

const signal = new AbortController().signal;

/** The error of a sign-in, and that its sentence says something to do. */
async function errorOf(task: Promise<unknown>, data: ConnectionData): Promise<SignInError> {
  const error: unknown = await task.then(
    () => assert.fail("It should have been refused"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SignInError)) throw error;
  const { message, actions } = signInMessage(error, data, clouds.global);
  assert.ok(message.length > 30 && actions.length > 0, message);
  return error;
}
const said = ({ kind, facts: { aadsts } }: SignInError): readonly [SignInErrorKind, number | undefined] => [kind, aadsts];

suite("A sign-in that is refused", () => {
  const made = makeCertificate();
  let stage: SignInStage;
  const open = async (options: DemoWorldOptions = {}): Promise<void> => void (stage = await SignInStage.open(options));
  teardown(() => stage.close());

  /** Most pages that refuse never answer the app: whoever waits is ended by the limit. */
  const limitMs = 150;
  const personal: readonly [
    string,
    (stage: SignInStage) => { person?: Partial<Person>; data: ConnectionData; more?: Partial<Surroundings> },
    SignInErrorKind,
    number?,
  ][] = [
    [
      "an unknown client id shows a page and hangs",
      (s) => ({ data: s.connection({ way: "browser", clientId: "00001111-aaaa-2222-bbbb-3333cccc4444" }), more: { limitMs } }),
      "timedOut",
    ],
    [
      "a redirect that is not registered shows a page and hangs",
      (s) => ({ data: s.connection({ way: "browser", clientId: demoApps.bare }), more: { limitMs } }),
      "timedOut",
    ],
    [
      "a redirect registered under Web",
      (s) => ({ data: s.connection({ clientId: demoApps.web, way: "uriHandler" }) }),
      "notPublicClient",
      7000218,
    ],
    [
      "a device code for an app that is no public client",
      (s) => ({ data: s.connection({ clientId: demoApps.web, way: "deviceCode" }) }),
      "notPublicClient",
      7000218,
    ],
    [
      "a device code for an unknown client id",
      (s) => ({ data: s.connection({ clientId: "00001111-aaaa-2222-bbbb-3333cccc4444", way: "deviceCode" }) }),
      "applicationUnknown",
      700016,
    ],
    [
      "a device code for a disabled app",
      (s) => ({ data: s.connection({ clientId: demoApps.disabled, way: "deviceCode" }) }),
      "applicationDisabled",
      7000112,
    ],
    ["a declined device code", (s) => ({ data: s.connection({ way: "deviceCode" }), person: { declines: true } }), "deviceCodeDeclined"],
    [
      "a device code that Conditional Access blocks",
      (s) => ({ data: s.connection({ way: "deviceCode", tenant: s.tenants.fabrikam }) }),
      "deviceCodeBlocked",
    ],
    ["an unknown tenant", (s) => ({ data: s.connection({ tenant: "nowhere.example" }) }), "tenantUnknown", 90002],
    [
      "an account of another tenant",
      (s) => ({ data: s.connection({ tenant: s.tenants.contoso }), person: { user: s.people.fabi } }),
      "accountNotInTenant",
      50020,
    ],
    [
      "a permission that only an administrator may give",
      (s) => ({ data: s.connection({ clientId: demoApps.newcomer }) }),
      "adminConsentNeeded",
      90094,
    ],
    [
      "consent that an administrator declines",
      (s) => ({ data: s.connection({ way: "browser", clientId: demoApps.newcomer }), person: { user: s.people.admin, consent: "cancel" } }),
      "consentDeclined",
      65004,
    ],
    [
      "the same through the URI handler",
      (s) => ({
        data: s.connection({ clientId: demoApps.newcomer, way: "uriHandler" }),
        person: { user: s.people.admin, consent: "cancel" },
      }),
      "consentDeclined",
      65004,
    ],
    [
      "a browser that is not opened",
      (s) => ({ data: s.connection(), more: { openBrowser: () => Promise.resolve(false) } }),
      "browserRefused",
    ],
    ...["User did not consent to login.", "Canceled", "Timed out waiting for authentication provider 'microsoft' to register."].map(
      (words): (typeof personal)[number] => [
        `VS Code that gives no account (${words})`,
        (s) => ({ data: s.connection({ way: "vscodeAccount" }), more: { getSession: () => Promise.reject(new Error(words)) } }),
        "accountMissing",
      ],
    ),
    ["VS Code without an account", (s) => ({ data: s.connection({ way: "vscodeAccount" }) }), "accountMissing"],
    ["no Azure CLI", (s) => ({ data: s.connection({ way: "azureCli" }) }), "cliMissing"],
    [
      "an Azure CLI that is not signed in",
      (s) => ({
        data: s.connection({ way: "azureCli" }),
        more: {
          run: () => Promise.reject(Object.assign(new Error("1"), { code: 1, stderr: "ERROR: Please run 'az login' to setup account." })),
        },
      }),
      "cliSignedOut",
    ],
    [
      "an Azure CLI that talks nonsense",
      (s) => ({ data: s.connection({ way: "azureCli" }), more: { run: () => Promise.resolve("nonsense") } }),
      "cliFailed",
    ],
  ];
  for (const [name, build, kind, aadsts] of personal) {
    test(`${name}: ${kind}`, async () => {
      await open();
      const { person = {}, data, more = {} } = build(stage);
      const window = stage.window({ user: stage.people.alex, ...person }, more);
      const [seen, number] = said(await errorOf(window.signIn(data, { signal }), data));
      assert.deepEqual([seen, aadsts === undefined ? undefined : number], [kind, aadsts]);
      assert.deepEqual([...stage.secrets.stored], [], "nothing is kept");
    });
  }

  test("an administrator who accepts is let in, and then everybody is", async () => {
    await open();
    const data = stage.connection({ clientId: demoApps.newcomer });
    await stage.window({ user: stage.people.admin }).signIn(data, { signal });
    assert.equal((await stage.window({ user: stage.people.alex }).signIn(data, { signal })).account?.username, stage.people.alex);
  });

  const secrets: readonly [string, string, SignInErrorKind, number][] = [
    ["a wrong client secret", "guessed", "secretWrong", 7000215],
    ["an expired client secret", demoExpiredSecret, "secretExpired", 7000222],
  ];
  for (const [name, clientSecret, kind, aadsts] of secrets) {
    test(`${name}: ${kind}`, async () => {
      await open();
      const data = stage.connection({ way: "clientSecret", clientId: demoApps.exporter });
      const window = stage.window({ user: "" });
      await window.storeCredential(data, { clientSecret });
      assert.deepEqual(said(await errorOf(window.signIn(data, { signal }), data)), [kind, aadsts]);
      await window.storeCredential(data, { clientSecret: demoSecret });
      await window.token(data, { signal });
    });
  }

  test("an app in a tenant that does not know it: applicationUnknown", async () => {
    await open();
    const data = stage.connection({ way: "clientSecret", clientId: "00001111-aaaa-2222-bbbb-3333cccc4444" });
    const window = stage.window({ user: "" });
    await window.storeCredential(data, { clientSecret: demoSecret });
    assert.deepEqual(said(await errorOf(window.signIn(data, { signal }), data)), ["applicationUnknown", 700016]);
  });

  test("a client secret that this machine does not have: secretMissing", async () => {
    await open();
    const data = stage.connection({ way: "clientSecret", clientId: demoApps.exporter });
    assert.equal((await errorOf(stage.window({ user: "" }).signIn(data, { signal }), data)).kind, "secretMissing");
  });

  test("a certificate that is not registered: certificateUnknown", async () => {
    await open();
    const data = stage.connection({ way: "certificate", clientId: demoApps.exporter });
    const window = stage.window({ user: "" });
    await window.storeCredential(data, { pem: made.pem() });
    assert.deepEqual(said(await errorOf(window.signIn(data, { signal }), data)), ["certificateUnknown", 700027]);
  });

  test("a certificate on a machine whose clock is wrong: clockWrong, and by how much", async () => {
    await open({ certificates: [made.certificate], now: () => new Date(Date.now() - 2 * 3_600_000) });
    const data = stage.connection({ way: "certificate", clientId: demoApps.exporter });
    const window = stage.window({ user: "" });
    await window.storeCredential(data, { pem: made.pem() });
    const error = await errorOf(window.signIn(data, { signal }), data);
    assert.deepEqual(said(error), ["clockWrong", 700024]);
    assert.match(signInMessage(error, data, clouds.global).message, /which is 120 minutes ahead/);
  });

  const files: readonly [string, () => { pem: string; passphrase?: string }, SignInErrorKind][] = [
    ["a file that is no certificate", () => ({ pem: "hello" }), "certificateUnreadable"],
    ["a broken certificate", () => ({ pem: made.pem().replace(/MII./, "AAAA") }), "certificateUnreadable"],
    ["a certificate without its key", () => ({ pem: made.certificate }), "keyMissing"],
    [
      "a certificate with the key of another",
      () => ({
        pem: makeCertificate()
          .pem()
          .replace(/-----BEGIN CERT[^]*END CERTIFICATE-----/, made.certificate),
      }),
      "keyMismatch",
    ],
    ["a protected key without a passphrase", () => ({ pem: made.pem("open sesame") }), "passphraseNeeded"],
    ["a wrong passphrase", () => ({ pem: made.pem("open sesame"), passphrase: "close sesame" }), "passphraseWrong"],
    ["an expired certificate", () => ({ pem: makeCertificate(new Date("2021-01-01T00:00:00Z")).pem() }), "certificateExpired"],
  ];
  for (const [name, credential, kind] of files) {
    test(`${name}: ${kind}, and it is not kept`, async () => {
      await open();
      const data = stage.connection({ way: "certificate", clientId: demoApps.exporter });
      assert.equal((await errorOf(stage.window({ user: "" }).storeCredential(data, credential()), data)).kind, kind);
      assert.deepEqual([...stage.secrets.stored], []);
    });
  }

  test("a login host out of reach: offline, and all is as before once it is back", async () => {
    await open();
    const data = stage.connection({ tenant: "contoso.com" });
    const window = stage.window({ user: stage.people.alex });
    stage.offline = true;
    assert.equal((await errorOf(window.signIn(data, { signal }), data)).kind, "offline");
    stage.offline = false;
    await window.signIn(data, { signal });
  });

  test("a login host that limits sign-ins: throttled, and it is left alone until the time it named", async () => {
    let asked = 0;
    let limiting = true;
    await open({
      fault: ({ url }) => {
        if (!limiting || !url.includes("/oauth2/v2.0/token")) return undefined;
        asked++;
        const body = {
          error: "temporarily_unavailable",
          error_codes: [90025],
          error_description: "AADSTS90025: Request processing has exceeded gateway allowance.",
        };
        return new Response(JSON.stringify(body), { status: 429, headers: { "retry-after": "20" } });
      },
    });
    let now = Date.now();
    const data = stage.connection({ way: "clientSecret", clientId: demoApps.exporter });
    const window = stage.window({ user: "" }, { now: () => now });
    await window.storeCredential(data, { clientSecret: demoSecret });
    const first = await errorOf(window.token(data, { signal }), data);
    now += 5000;
    const second = await errorOf(window.token(data, { signal }), data);
    assert.deepEqual(
      [first, second].map(({ kind, facts }) => [kind, facts.aadsts, (facts.retryAt ?? 0) - now]),
      [
        ["throttled", 90025, 15_000],
        ["throttled", 90025, 15_000],
      ],
    );
    assert.equal(asked, 1);
    now += 15_001;
    limiting = false;
    await window.token(data, { signal });
  });

  test("a login host that fails, with a page in place of an answer: loginFailing", async () => {
    await open({
      fault: ({ url }) => (url.includes("/oauth2/v2.0/token") ? new Response("<html>Bad gateway", { status: 502 }) : undefined),
    });
    const data = stage.connection();
    assert.equal((await errorOf(stage.window({ user: stage.people.alex }).signIn(data, { signal }), data)).kind, "loginFailing");
  });

  test("something between here and the login host is not taken for Entra, whatever it answers", async () => {
    let answer = (): Response | undefined => undefined;
    await open({ fault: ({ url }) => (url.includes("/oauth2/v2.0/token") ? answer() : undefined) });
    const data = stage.connection({ way: "clientSecret", clientId: demoApps.exporter });
    const window = stage.window({ user: "" });
    await window.storeCredential(data, { clientSecret: demoSecret });
    const html = { headers: { "content-type": "text/html" } };
    const seen: unknown[] = [];
    for (const response of [
      new Response("<html>Welcome to the hotel", html),
      new Response("<html>Blocked", { ...html, status: 403 }),
      new Response('{"message":"Unauthorized"}', { status: 401 }),
      new Response("<html>Bad gateway", { ...html, status: 502 }),
    ]) {
      answer = () => response.clone();
      const { kind, facts } = await errorOf(window.token(data, { signal }), data);
      const { message } = signInMessage(new SignInError(kind, facts), data, clouds.global);
      assert.match(message, /^The sign-in did not get through: something between here and /);
      assert.doesNotMatch(message, /Entra (?:could|refused|limits)/);
      seen.push([kind, facts.fault?.kind, facts.fault?.status]);
    }
    assert.deepEqual(seen, [
      ["offline", "webPage", 200],
      ["offline", "gateway", 403],
      ["offline", "gateway", 401],
      ["loginFailing", "gateway", 502],
    ]);
    answer = () => undefined;
    await window.token(data, { signal });
  });

  test("a login host that asks to wait is left alone until then, whatever the status, by its own clock and for ten minutes at most", async () => {
    let asked = 0;
    let headers: Record<string, string> = {};
    await open({
      fault: ({ url }) => {
        if (!url.includes("/oauth2/v2.0/token")) return undefined;
        asked++;
        return new Response('{"error":"temporarily_unavailable"}', { status: 503, headers });
      },
    });
    let now = Date.parse("2026-11-18T12:00:00Z");
    const data = stage.connection({ way: "clientSecret", clientId: demoApps.exporter });
    const window = stage.window({ user: "" }, { now: () => now });
    await window.storeCredential(data, { clientSecret: demoSecret });
    const waits: number[] = [];
    for (const given of [
      { "retry-after": "2.5" },
      { "retry-after": "3000000" },
      { date: "Wed, 18 Nov 2026 09:00:00 GMT", "retry-after": "Wed, 18 Nov 2026 09:00:20 GMT" },
      { "retry-after": "-4" },
    ]) {
      headers = given;
      const { facts } = await errorOf(window.token(data, { signal }), data);
      waits.push((facts.retryAt ?? 0) - now);
      now += 700_000;
    }
    assert.deepEqual([waits, asked], [[2500, 600_000, 20_000, 60_000], 4]);
  });

  test("a login host that asks to wait is asked again when this machine's clock is set back, not after a day", async () => {
    let isBusy = true;
    await open({
      fault: ({ url }) =>
        isBusy && url.includes("/oauth2/v2.0/token")
          ? new Response('{"error":"temporarily_unavailable"}', { status: 429, headers: { "retry-after": "60" } })
          : undefined,
    });
    let now = Date.parse("2026-11-18T12:00:00Z");
    const data = stage.connection({ way: "clientSecret", clientId: demoApps.exporter });
    const window = stage.window({ user: "" }, { now: () => now });
    await window.storeCredential(data, { clientSecret: demoSecret });
    assert.equal((await errorOf(window.token(data, { signal }), data)).kind, "throttled");
    isBusy = false;
    now -= 86_400_000;
    await window.token(data, { signal });
  });

  for (const [what, answer, kind] of [
    ["a token that is none", { access_token: 5, token_type: "Bearer", expires_in: 3600 }, "refused"],
    ["a token that no header can hold", { access_token: "a.b.c\nx: y", token_type: "Bearer", expires_in: 3600 }, "refused"],
    ["an error without a number", { error: "invalid_grant", error_codes: [{}], error_description: {}, claims: 5 }, "signInNeeded"],
  ] as const)
    for (const way of ["uriHandler", "deviceCode", "clientSecret"] as const)
      test(`a login host that answers ${way} with ${what}: ${kind}, in a sentence`, async () => {
        await open();
        const data = stage.connection({ way, clientId: way === "clientSecret" ? demoApps.exporter : demoApps.reader });
        const window = stage.window(
          { user: stage.people.alex },
          {
            fetch: (url, init) =>
              url.includes("/oauth2/v2.0/token")
                ? Promise.resolve(Response.json(answer, { status: "error" in answer ? 400 : 200 }))
                : stage.fetch(url, init),
          },
        );
        if (way === "clientSecret") await window.storeCredential(data, { clientSecret: demoSecret });
        assert.deepEqual(said(await errorOf(window.signIn(data, { signal }), data)), [kind, undefined]);
      });

  for (const interval of [undefined, 0, -5, 1e12, "often"])
    test(`a device code is not asked for without a pause where the login host names none (${interval})`, async () => {
      await open();
      let asked = 0;
      const data = stage.connection({ way: "deviceCode" });
      const code = {
        user_code: "ABCD",
        device_code: "device",
        verification_uri: "https://login.microsoftonline.com/device",
        expires_in: 900,
      };
      const window = stage.window(
        { user: "" },
        {
          limitMs: 100,
          showDeviceCode: () => undefined,
          fetch: (url) => {
            if (url.endsWith("/devicecode")) return Promise.resolve(Response.json({ ...code, interval }));
            asked++;
            return Promise.resolve(Response.json({ error: "authorization_pending" }, { status: 400 }));
          },
        },
      );
      assert.equal((await errorOf(window.signIn(data, { signal }), data)).kind, "timedOut");
      assert.ok(asked <= 1, `${asked} questions in a tenth of a second`);
    });

  test("a refresh token that expired, without a suberror: signInNeeded, and signing in again helps", async () => {
    let now = Date.now();
    await open({ now: () => new Date(now), lifetimeSeconds: 240 });
    const window = stage.window({ user: stage.people.alex });
    const data = await window.signIn(stage.connection(), { signal });
    now += 91 * 86_400_000;
    assert.deepEqual(said(await errorOf(window.token(data, { signal }), data)), ["signInNeeded", 700082]);
    await window.token(await window.signIn(data, { signal }), { signal });
  });

  test("a refresh token that was revoked: signInNeeded; a bad one is not tried again", async () => {
    await open({ lifetimeSeconds: 240 });
    const window = stage.window({ user: stage.people.alex });
    const data = await window.signIn(stage.connection(), { signal });
    stage.world.identity.revoke(stage.user("alex").id, "bad_token");
    assert.deepEqual(said(await errorOf(window.token(data, { signal }), data)), ["signInNeeded", 50173]);
    const { RefreshToken } = JSON.parse([...stage.secrets.stored.values()][0] ?? "") as { RefreshToken: object };
    assert.deepEqual(RefreshToken, {});
  });

  test("a permission nobody consented to: consentNeeded", async () => {
    await open();
    const window = stage.window({ user: stage.people.alex });
    const data = await window.signIn(stage.connection({ clientId: demoApps.lean }), { signal });
    const more = { ...data, morePermissions: ["Directory.Read.All"] };
    assert.deepEqual(said(await errorOf(window.token(more, { signal }), more)), ["consentNeeded", 65001]);
  });
});

suite("A sign-in that hangs", () => {
  let stage: SignInStage;
  teardown(() => stage.close());

  for (const way of ["browser", "uriHandler"] as const) {
    test(`by ${way} is cancelled at once, and nothing is left listening`, async () => {
      stage = await SignInStage.open();
      const cancel = new AbortController();
      const window = stage.window(
        { user: "" },
        {
          openBrowser: (url) => {
            stage.pages.push(url);
            setImmediate(() => cancel.abort());
            return Promise.resolve(true);
          },
        },
      );
      await assert.rejects(window.signIn(stage.connection({ way }), { signal: cancel.signal }), { name: "AbortError" });
      const port = Number(new URL(new URL(stage.pages[0] ?? "").searchParams.get("redirect_uri") ?? "").port);
      if (way === "browser") await closed(port);
    });
  }

  test("by device code is cancelled at once", async () => {
    stage = await SignInStage.open();
    const cancel = new AbortController();
    let hidden = false;
    const window = stage.window(
      { user: "" },
      {
        showDeviceCode: (_, end) => {
          end.addEventListener("abort", () => (hidden = true));
          setImmediate(() => cancel.abort());
        },
      },
    );
    await assert.rejects(window.signIn(stage.connection({ way: "deviceCode" }), { signal: cancel.signal }), { name: "AbortError" });
    assert.ok(hidden);
  });

  test("is ended by the limit, and can be tried again", async () => {
    stage = await SignInStage.open();
    const data = stage.connection({ way: "browser" });
    const error = await errorOf(stage.window({ user: "", closesTab: true }, { limitMs: 50 }).signIn(data, { signal }), data);
    assert.equal(error.kind, "timedOut");
    await stage.window({ user: stage.people.alex }).signIn(data, { signal });
  });
});

suite("The sentences about failed sign-ins", () => {
  const data: ConnectionData = {
    id: "x",
    name: "Contoso",
    cloud: "global",
    tenant: "contoso.com",
    clientId: demoApps.reader,
    way: "browser",
  };
  const facts: SignInFacts = { aadsts: 1, said: "Entra's words", retryAt: 0, got: "somebody" };

  test("are different for every kind, end as sentences and offer something", () => {
    const messages = signInErrorKinds.map((kind) => signInMessage(new SignInError(kind, facts), data, clouds.global));
    assert.equal(new Set(messages.map(({ message }) => message)).size, signInErrorKinds.length);
    for (const { message, actions } of messages) {
      assert.match(message, /^[A-Z][^]*\.$/);
      assert.ok(actions.length > 0);
      for (const { id, url } of actions)
        assert.equal(url !== undefined, ["openAdminConsent", "openAppRegistration"].includes(id), `${id} ${url}`);
    }
  });

  test("lead to the admin-consent page of the tenant and the app", () =>
    assert.deepEqual(signInMessage(new SignInError("adminConsentNeeded"), data, clouds.global).actions[0], {
      id: "openAdminConsent",
      title: "Open Admin Consent Page",
      url: `https://login.microsoftonline.com/contoso.com/adminconsent?client_id=${demoApps.reader}`,
    }));
});

/** Resolves when nothing listens at a port any more: msal closes its listener soon after it has its answer. */
async function closed(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (!open) return;
  }
  assert.fail("The listener was left open");
}
