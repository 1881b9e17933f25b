import assert from "node:assert/strict";
import {
  adminConsentUrl,
  checkConnection,
  clouds,
  newConnection,
  quickStartClientId,
  readCustomCloud,
  type ConnectionDraft,
} from "../../../src/auth/index.ts";
import { connectionOf, isConnectionData } from "../../../src/auth/connectionData.ts";

const clientId = "0a7e0a7e-0001-4000-8000-000000000001";
const good: ConnectionDraft = { name: "Contoso", cloud: "global", tenant: "contoso.com", clientId, way: "browser" };
const wrong = (change: Partial<ConnectionDraft>): readonly string[] =>
  checkConnection({ ...good, ...change }, ["Taken"]).map(({ field }) => field);

suite("A new connection", () => {
  test("is taken with a domain, a GUID or any organization", () =>
    assert.deepEqual(
      ["contoso.com", "contoso.onmicrosoft.com", clientId, "organizations"].flatMap((tenant) => wrong({ tenant })),
      [],
    ));

  test("is refused with what is no tenant", () =>
    assert.deepEqual(
      ["", "common", "consumers", "contoso", "contoso.com; rm", "contoso.com&calc", "-contoso.com"].flatMap((tenant) => wrong({ tenant })),
      Array.from({ length: 7 }, () => "tenant"),
    ));

  test("of an application wants one tenant", () => assert.deepEqual(wrong({ way: "clientSecret", tenant: "organizations" }), ["tenant"]));

  test("wants a client id, which is a GUID and not VS Code's own", () =>
    assert.deepEqual([{ clientId: "" }, { clientId: "my app" }, { clientId: "aebc6443-996d-45c2-90f0-388ff96faa56" }].flatMap(wrong), [
      "clientId",
      "clientId",
      "clientId",
    ]));

  test("of the Azure CLI wants none", () => {
    assert.deepEqual(wrong({ way: "azureCli", clientId: "" }), []);
    assert.equal(newConnection({ ...good, way: "azureCli" }, "x").clientId, undefined);
  });

  test("with the quick start's shared app signs in by browser or device code only", () =>
    assert.deepEqual(
      (["browser", "deviceCode", "uriHandler", "vscodeAccount", "clientSecret"] as const).map(
        (way) => wrong({ way, clientId: quickStartClientId }).length,
      ),
      [0, 0, 1, 1, 1],
    ));

  test("has a name of its own", () => assert.deepEqual(wrong({ name: "Taken " }), ["name"]));

  test("is read from state only when it is one", () =>
    assert.deepEqual(
      [
        newConnection(good, "x"),
        { ...newConnection(good, "x"), way: "magic" },
        { ...newConnection(good, "x"), tenantId: "../x" },
        null,
        "x",
      ].map(isConnectionData),
      [true, false, false, false, false],
    ));

  test("is read from state without what of it is not readable, and never asks for more than to read", () => {
    const data = newConnection(good, "x");
    const account = { homeAccountId: "a.b", username: "ada@contoso.com" };
    const whole = { ...data, account, morePermissions: ["User.ReadBasic.All", "CustomSecAttributeAuditLogs.Read.All"] };
    assert.deepEqual(
      [
        whole,
        { ...data, account: { homeAccountId: 5, username: "ada@contoso.com" }, morePermissions: 5 },
        {
          ...data,
          account: null,
          morePermissions: [null, "Directory.ReadWrite.All", "https://x/User.Read.All", "User.Read.All openid", "User.Read.All"],
        },
        { ...whole, way: "magic" },
      ].map(connectionOf),
      [whole, data, { ...data, morePermissions: ["User.Read.All"] }, undefined],
    );
  });
});

suite("The custom cloud of the settings", () => {
  test("is two https origins", () =>
    assert.deepEqual(readCustomCloud({ login: "https://login.example/", graph: "https://graph.example" }), {
      title: "Custom (graph.example)",
      login: "https://login.example",
      graph: "https://graph.example",
    }));

  test("may do without TLS on this machine only", () =>
    assert.deepEqual(
      [
        "http://localhost:9000",
        "http://127.0.0.1:9000",
        "http://login.example",
        "https://login.example/path",
        "https://user@login.example",
        5,
      ].map((login) => typeof readCustomCloud({ login, graph: "https://graph.example" })),
      ["object", "object", "string", "string", "string", "string"],
    ));
});

suite("The admin-consent link", () => {
  test("of an own app goes to what its registration lists", () =>
    assert.equal(
      adminConsentUrl(clouds.usGov, newConnection({ ...good, cloud: "usGov" }, "x")),
      `https://login.microsoftonline.us/contoso.com/adminconsent?client_id=${clientId}`,
    ));

  test("of the quick start's shared app names the one permission", () =>
    assert.equal(
      adminConsentUrl(clouds.global, newConnection({ ...good, clientId: quickStartClientId }, "x")),
      `https://login.microsoftonline.com/contoso.com/v2.0/adminconsent?client_id=${quickStartClientId}&scope=https%3A%2F%2Fgraph.microsoft.com%2FAuditLog.Read.All&redirect_uri=http%3A%2F%2Flocalhost`,
    ));
});
