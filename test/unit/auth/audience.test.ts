import assert from "node:assert/strict";
import {
  clouds,
  readCustomCloud,
  SignInError,
  wayIds,
  type Cloud,
  type CloudId,
  type SignIns,
  type WayId,
} from "../../../src/auth/index.ts";
import { servesCloud } from "../../../src/auth/connectionData.ts";
import { demoApps, demoSecret } from "../../support/identityEndpoint/index.ts";
import { makeCertificate } from "../../support/certificate.ts";
import { looseToken, SignInStage } from "../../support/identity.ts";

const signal = new AbortController().signal;
const graphApp = "00000003-0000-0000-c000-000000000000";
const custom = readCustomCloud({ login: "https://login.example", graph: "https://graph.example" }) as Cloud;
const all: Readonly<Record<CloudId, Cloud>> = { ...clouds, custom };
/** A token service that signs for each cloud. */
const issuers: Readonly<Record<CloudId, string>> = {
  global: "https://sts.windows.net/",
  usGov: "https://login.microsoftonline.us/",
  usGovDoD: "https://login.microsoftonline.us/",
  china: "https://sts.chinacloudapi.cn/",
  custom: "https://login.example/",
};

/** Tokens that a wire may answer with, by what they say of themselves, and whether they may go to the cloud's Graph. */
function tokens(id: CloudId, tid: string, requested: boolean): readonly (readonly [name: string, token: string, isGood: boolean])[] {
  const { graph } = all[id];
  const token = (aud: unknown, iss = issuers[id]) => looseToken({ aud, iss: `${iss}${tid}/`, tid });
  return [
    ["the host", token(graph), true],
    ["the host with a slash", token(`${graph}/`), true],
    ["the host in capitals", token(graph.toUpperCase()), true],
    ["Graph's app id, of the cloud's issuer", token(graphApp), true],
    ["a list of nothing but the host", token([graph, `${graph}/`]), true],
    ["Graph's app id, of nobody", looseToken({ aud: graphApp, tid }), false],
    ["Graph's app id, of a stranger", token(graphApp, "https://sts.evil.example/"), false],
    ["Graph's app id, of who looks like the issuer", token(graphApp, `https://evil.example/${issuers[id]}`), false],
    ...Object.entries(issuers)
      .filter(([other, issuer]) => other !== id && issuer !== issuers[id])
      // The token service of the US clouds signs as the global one does: who asked for the token has to know.
      .map(
        ([other, issuer]) =>
          [`Graph's app id, of ${other}`, token(graphApp, issuer), requested && other === "global" && /^usGov/.test(id)] as const,
      ),
    ...Object.entries(all)
      .filter(([other, cloud]) => other !== id && cloud.graph !== graph)
      .map(([other, cloud]) => [`the Graph of ${other}`, token(cloud.graph), false] as const),
    ["the management of Azure", token("https://management.azure.com/"), false],
    ["a host that begins so", token(`${graph}.evil.example`), false],
    ["a path of the host", token(`${graph}/beta`), false],
    ["a list with another in it", token([graph, "https://evil.example"]), false],
    ["nothing", looseToken({ tid }), requested],
    ["nothing that can be read", "opaque", requested],
    ["nothing, being encrypted", "a.b.c.d.e", requested],
    ["nothing, being no object", ["{}", "[]", "s"].map((part) => Buffer.from(part).toString("base64url")).join("."), requested],
  ];
}

suite("A token is used only for the Graph of its cloud", () => {
  const made = makeCertificate();
  let stage: SignInStage;
  setup(async () => {
    stage = await SignInStage.open({ certificates: [made.certificate] });
    stage.hosts.push(...Object.values(all).map(({ login }) => login));
  });
  teardown(() => stage.close());

  /** A window whose far ends, the login host and other programs, answer with `answer` from the time that there is one. */
  function tampered(answer: { token?: string }, id: CloudId): SignIns {
    const { graph } = all[id];
    const usual = looseToken({ aud: graph, tid: stage.tenants.contoso });
    const give = (): string => answer.token ?? usual;
    return stage.window(
      { user: stage.people.alex },
      {
        customCloud: () => custom,
        async fetch(url, init) {
          // The demo's login host has one name, which an assertion must have in it.
          if (String(init?.body).includes("client_assertion"))
            return Response.json({ token_type: "Bearer", expires_in: 3600, access_token: answer.token ?? usual });
          const response = await stage.fetch(url, init);
          if (!response.ok || answer.token === undefined || !url.includes("/oauth2/v2.0/token")) return response;
          return Response.json({ ...((await response.json()) as object), access_token: answer.token });
        },
        getSession: () => Promise.resolve({ accessToken: give(), account: { id: "a.b", label: "alex@contoso.com" } }),
        run: () => Promise.resolve(JSON.stringify({ accessToken: give(), expires_on: 0, tenant: stage.tenants.contoso })),
      },
    );
  }

  const draftOf = (way: WayId, cloud: CloudId) =>
    stage.connection({ way, cloud, ...(way === "clientSecret" || way === "certificate" ? { clientId: demoApps.exporter } : {}) });

  for (const way of wayIds)
    for (const id of Object.keys(all) as CloudId[]) {
      if (!servesCloud(way, id)) continue;
      test(`that ${way} gave for ${id}`, async () => {
        const answer: { token?: string } = {};
        const window = tampered(answer, id);
        const draft = draftOf(way, id);
        if (way === "clientSecret") await window.storeCredential(draft, { clientSecret: demoSecret });
        if (way === "certificate") await window.storeCredential(draft, { pem: made.pem() });
        const data = await window.signIn(draft, { signal });
        await window.token(data, { signal });
        const requested = way !== "azureCli" && way !== "vscodeAccount";
        const expected = tokens(id, stage.tenants.contoso, requested);
        const seen: unknown[] = [];
        for (const [name, token] of expected) {
          answer.token = token;
          const outcome = await window.token(data, { signal, anew: way !== "vscodeAccount" }).then(
            ({ accessToken }) => accessToken === token,
            (error: unknown) => (error instanceof SignInError && error.kind === "wrongAudience" ? false : Promise.reject(error as Error)),
          );
          seen.push([name, outcome]);
        }
        assert.deepEqual(
          seen,
          expected.map(([name, , isGood]) => [name, isGood]),
        );
      });
    }

  for (const way of ["uriHandler", "clientSecret", "vscodeAccount", "azureCli"] as const)
    test(`and what ${way} got for another is not kept`, async () => {
      const answer = { token: looseToken({ aud: "https://management.azure.com/", tid: stage.tenants.contoso }) };
      const window = tampered(answer, "global");
      const draft = draftOf(way, "global");
      if (way === "clientSecret") await window.storeCredential(draft, { clientSecret: demoSecret });
      await assert.rejects(window.signIn(draft, { signal }), { kind: "wrongAudience", facts: { got: "https://management.azure.com/" } });
      const stored = [...stage.secrets.stored.values()].join();
      assert.equal(stored.includes(answer.token), false);
    });

  test("the Azure CLI and VS Code's account are offered for no cloud that they cannot serve", () =>
    assert.deepEqual(
      (["azureCli", "vscodeAccount", "browser"] as const).map((way) => Object.keys(all).filter((id) => servesCloud(way, id as CloudId))),
      [["global", "usGov", "china"], ["global", "usGov", "usGovDoD", "china"], Object.keys(all)],
    ));

  for (const [way, cloud] of [
    ["azureCli", "custom"],
    ["azureCli", "usGovDoD"],
    ["vscodeAccount", "custom"],
  ] as const)
    test(`a connection by ${way} to ${cloud} that an earlier version made asks nobody`, async () => {
      const data = { ...stage.connection({ way, cloud }), tenantId: stage.tenants.contoso };
      await assert.rejects(tampered({}, "global").token(data, { signal }), { kind: "wayNotInCloud" });
    });
});
