import assert from "node:assert/strict";
import { createHash, createPublicKey, createVerify, type JsonWebKey } from "node:crypto";
import { createDemoWorld, demoApps, demoSecret, type DemoWorld } from "../../support/identityEndpoint/index.ts";

const login = "https://login.microsoftonline.com";
const verifier = "a verifier that is as long as it has to be, at least 43 characters";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const form = (fields: Readonly<Record<string, string>>): RequestInit => ({ method: "POST", body: new URLSearchParams(fields) });

suite("The sign-in host of the demo tenants", () => {
  let now = Date.parse("2026-11-18T12:00:00Z");
  let world: DemoWorld;
  setup(() => {
    now = Date.parse("2026-11-18T12:00:00Z");
    world = createDemoWorld({ now: () => new Date(now), faults: { throttleAfter: Infinity } });
  });
  const [contoso, fabrikam] = createDemoWorld().identity.directory.tenants.map(({ id }) => id) as [string, string];
  const send = (path: string, init?: RequestInit): Promise<Response> => world.fetch(new Request(login + path, init));
  const alex = "alex@contoso.com";

  const authorizePath = (change: Readonly<Record<string, string>> = {}, tenant = contoso): string =>
    `/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams({
      client_id: demoApps.reader,
      response_type: "code",
      redirect_uri: "http://localhost:40001",
      response_mode: "query",
      scope: "openid profile offline_access https://graph.microsoft.com/AuditLog.Read.All",
      state: "the state",
      code_challenge: challenge,
      code_challenge_method: "S256",
      login_hint: alex,
      ...change,
    })}`;
  const answerOf = async (path: string): Promise<Record<string, string>> =>
    Object.fromEntries(new URL((await send(path)).headers.get("location") ?? "about:blank").searchParams);
  const tokens = async (
    fields: Readonly<Record<string, string>>,
    tenant = contoso,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await send(`/${tenant}/oauth2/v2.0/token`, form({ client_id: demoApps.reader, ...fields }));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const redeem = async (
    change: Readonly<Record<string, string>> = {},
    asked: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const { code = "" } = await answerOf(authorizePath(asked));
    return tokens({
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: "http://localhost:40001",
      scope: "https://graph.microsoft.com/AuditLog.Read.All",
      ...change,
    });
  };
  const read = async (token: string, report = "signIns"): Promise<readonly [number, string | undefined]> => {
    const response = await world.fetch(
      new Request(`https://graph.microsoft.com/beta/auditLogs/${report}?$top=1`, { headers: { authorization: `Bearer ${token}` } }),
    );
    const { error } = (await response.json()) as { error?: { message: string } };
    return [response.status, error?.message];
  };
  const claimsOf = (token: unknown): Record<string, unknown> =>
    JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

  test("describes itself for each tenant, by GUID and by domain", async () => {
    for (const name of [contoso, "contoso.com"]) {
      const { issuer, token_endpoint } = (await (await send(`/${name}/v2.0/.well-known/openid-configuration`)).json()) as Record<
        string,
        unknown
      >;
      assert.deepEqual([issuer, token_endpoint], [`${login}/${contoso}/v2.0`, `${login}/${name}/oauth2/v2.0/token`]);
    }
  });

  test("signs tokens with the key that it publishes", async () => {
    const { body } = await redeem();
    const { keys } = (await (await send(`/${contoso}/discovery/v2.0/keys`)).json()) as { keys: (JsonWebKey & { kid: string })[] };
    for (const token of [body["access_token"], body["id_token"]].map(String)) {
      const [header = "", claims = "", signature = ""] = token.split(".");
      const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
      const key = keys.find((each) => each.kid === kid);
      assert.ok(key);
      assert.ok(
        createVerify("RSA-SHA256")
          .update(`${header}.${claims}`)
          .verify(createPublicKey({ key, format: "jwk" }), signature, "base64url"),
      );
    }
  });

  test("answers by query and by a form that posts itself", async () => {
    const { state, code } = await answerOf(authorizePath());
    assert.equal(state, "the state");
    assert.ok(code);
    const html = await (await send(authorizePath({ response_mode: "form_post" }))).text();
    assert.match(html, /action="http:\/\/localhost:40001"[^]*name="code"[^]*name="state" value="the state"[^]*submit\(\)/);
  });

  test("says who signed in, and echoes a nonce only when there was one", async () => {
    const { body } = await redeem();
    const user = world.identity.directory.users[0];
    assert.deepEqual(JSON.parse(Buffer.from(String(body["client_info"]), "base64url").toString()), { uid: user?.id, utid: contoso });
    const { preferred_username, tid, nonce } = claimsOf(body["id_token"]);
    assert.deepEqual([preferred_username, tid, nonce], [alex, contoso, undefined]);
    assert.equal(claimsOf((await redeem({}, { nonce: "abc" })).body["id_token"])["nonce"], "abc");
  });

  test("takes a code once, with its verifier and in time", async () => {
    const { code = "" } = await answerOf(authorizePath());
    const fields = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: "http://localhost:40001" };
    assert.equal((await tokens(fields)).status, 200);
    assert.deepEqual((await tokens(fields)).body["error_codes"], [70008]);
    assert.deepEqual((await redeem({ code_verifier: "another" })).body["error_codes"], [501481]);
    const late = await answerOf(authorizePath());
    now += 601_000;
    assert.deepEqual((await tokens({ ...fields, code: late["code"] ?? "" })).body["error_codes"], [70008]);
  });

  test("shows a page and answers no app when app, redirect or tenant are wrong", async () => {
    const wrong: readonly [Readonly<Record<string, string>>, string?][] = [
      [{ client_id: "00001111-aaaa-2222-bbbb-3333cccc4444" }],
      [{ redirect_uri: "https://elsewhere.example" }],
      [{ redirect_uri: "http://localhost:40001/path" }],
      [{}, "nowhere.example"],
      [{ client_id: demoApps.firstParty }],
    ];
    const numbers = [];
    for (const [change, tenant] of wrong) {
      const response = await send(authorizePath(change, tenant));
      numbers.push([response.status, response.headers.get("location"), /AADSTS(\d+)/.exec(await response.text())?.[1]]);
    }
    assert.deepEqual(
      numbers,
      ["700016", "50011", "50011", "90002", "65002"].map((number) => [200, null, number]),
    );
  });

  test("words a refusal as Entra does", async () => {
    const { status, body } = await tokens({ grant_type: "refresh_token", refresh_token: "made up" });
    const { error, error_codes, error_description, timestamp } = body;
    assert.deepEqual(
      { status, error, error_codes, timestamp },
      { status: 400, error: "invalid_grant", error_codes: [9002313], timestamp: "2026-11-18 12:00:00Z" },
    );
    assert.match(String(error_description), /^AADSTS9002313: .* Trace ID: \S+ Correlation ID: \S+ Timestamp: 2026-11-18 12:00:00Z$/);
  });

  test("polls for a device code with an interval, and answers while it waits without a Retry-After", async () => {
    const started = (await (
      await send(`/${contoso}/oauth2/v2.0/devicecode`, form({ client_id: demoApps.reader, scope: "AuditLog.Read.All" }))
    ).json()) as Record<string, string>;
    assert.equal(started["interval"], 5);
    const poll = { grant_type: "device_code", device_code: started["device_code"] ?? "" };
    const pending = await send(`/${contoso}/oauth2/v2.0/token`, form({ client_id: demoApps.reader, ...poll }));
    assert.deepEqual(
      [pending.status, pending.headers.get("retry-after"), ((await pending.json()) as { error: string }).error],
      [400, null, "authorization_pending"],
    );
    await send("/devicelogin", form({ user_code: started["user_code"] ?? "", user: alex, decision: "approve" }));
    assert.equal((await tokens(poll)).status, 200);
    assert.deepEqual((await tokens(poll)).body["error"], "bad_verification_code");
  });

  test("a hostile user name or redirect stays text on its pages", async () => {
    const html = await (await send(authorizePath({ client_id: '"><script>alert(1)</script>' }))).text();
    assert.equal(html.includes("<script>"), false);
  });

  suite("shares with Graph", () => {
    test("tenant, role, licence and permission", async () => {
      const token = String((await redeem()).body["access_token"]);
      assert.deepEqual(await read(token), [200, undefined]);
      const { claims } = { claims: claimsOf(token) };
      assert.deepEqual([claims["scp"], claims["tid"], claims["upn"]], ["AuditLog.Read.All", contoso, alex]);
      const app = await tokens({
        grant_type: "client_credentials",
        client_id: demoApps.powerless,
        client_secret: demoSecret,
        scope: "https://graph.microsoft.com/.default",
      });
      assert.deepEqual(await read(String(app.body["access_token"])), [
        403,
        "Calling principal does not have required MSGraph permissions AuditLog.Read.All",
      ]);
      const exporter = {
        grant_type: "client_credentials",
        client_id: demoApps.exporter,
        client_secret: demoSecret,
        scope: "https://graph.microsoft.com/.default",
      };
      const unlicensed = String((await tokens(exporter, fabrikam)).body["access_token"]);
      assert.deepEqual(
        [await read(unlicensed), await read(unlicensed, "directoryAudits")],
        [
          [403, "Neither tenant is B2C or tenant doesn't have premium license"],
          [200, undefined],
        ],
      );
    });

    test("different records for each tenant", async () => {
      const ids = [];
      for (const tenant of [contoso, fabrikam]) {
        const { body } = await tokens(
          {
            grant_type: "client_credentials",
            client_id: demoApps.exporter,
            client_secret: demoSecret,
            scope: "https://graph.microsoft.com/.default",
          },
          tenant,
        );
        const response = await world.fetch(
          new Request("https://graph.microsoft.com/beta/auditLogs/directoryAudits?$top=1", {
            headers: { authorization: `Bearer ${String(body["access_token"])}` },
          }),
        );
        ids.push(((await response.json()) as { value: { id: string }[] }).value[0]?.id);
      }
      assert.notEqual(ids[0], ids[1]);
    });

    test("the clock: a token ends when its time has come", async () => {
      const token = String((await redeem()).body["access_token"]);
      now += 4_199_000;
      assert.equal((await read(token))[0], 200);
      now += 1000;
      assert.deepEqual(await read(token), [401, "Lifetime validation failed, the token is expired."]);
    });

    test("the signature: a token that was changed, or that another host signed, is refused", async () => {
      const token = String((await redeem()).body["access_token"]);
      const [header, , signature] = token.split(".");
      const forged = Buffer.from(JSON.stringify({ ...claimsOf(token), scp: "Directory.Read.All AuditLog.Read.All" })).toString("base64url");
      const another = createDemoWorld({ now: () => new Date(now) });
      const foreign = await another.fetch(
        new Request(
          `${login}/${contoso}/oauth2/v2.0/token`,
          form({
            grant_type: "client_credentials",
            client_id: demoApps.exporter,
            client_secret: demoSecret,
            scope: "https://graph.microsoft.com/.default",
          }),
        ),
      );
      const foreignToken = ((await foreign.json()) as { access_token: string }).access_token;
      const refused = [401, "CompactToken validation failed with reason code: 80049228."];
      assert.deepEqual([await read(`${header}.${forged}.${signature}`), await read(foreignToken)], [refused, refused]);
      assert.equal((await read("demo-reader"))[0], 401);
    });

    test("Conditional Access: a claims challenge that only a token with those claims meets", async () => {
      const user = world.identity.directory.users[0]?.id ?? "";
      const { body } = await redeem();
      world.identity.demand(user, true);
      const response = await world.fetch(
        new Request("https://graph.microsoft.com/beta/auditLogs/signIns", {
          headers: { authorization: `Bearer ${String(body["access_token"])}` },
        }),
      );
      const header = response.headers.get("www-authenticate") ?? "";
      const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? "", "base64").toString();
      assert.deepEqual([response.status, JSON.parse(claims)], [401, { access_token: { acrs: { essential: true, value: "c1" } } }]);
      const refresh = {
        grant_type: "refresh_token",
        refresh_token: String(body["refresh_token"]),
        scope: "https://graph.microsoft.com/AuditLog.Read.All",
      };
      assert.equal((await read(String((await tokens(refresh)).body["access_token"])))[0], 401);
      assert.equal((await read(String((await tokens({ ...refresh, claims })).body["access_token"])))[0], 200);
      world.identity.demand(user, false);
      const { error, claims: again } = (await tokens({ ...refresh, claims })).body;
      assert.deepEqual([error, again], ["interaction_required", claims]);
    });
  });
});
