import assert from "node:assert/strict";
import fc from "fast-check";
import { mostIdsAsked, namedObjects, namesUrl } from "../../../../src/sources/graph/directory.ts";

const host = "https://graph.microsoft.com";
const ids = ["aaaaaaaa-1111-4111-8111-111111111111", "bbbbbbbb-1111-4111-8111-111111111111"];
const [id = "", other = ""] = ids;
const kinds = ["user", "group", "servicePrincipal", "application"] as const;

suite("The request for names of the directory", () => {
  test("names ids and the members that have names, and nothing else", () =>
    assert.deepEqual(
      kinds.map((kind) => decodeURIComponent(namesUrl(host, kind, ids))),
      [
        `${host}/v1.0/users?$filter=id in ('${id}','${other}')&$select=id,displayName,userPrincipalName`,
        `${host}/v1.0/groups?$filter=id in ('${id}','${other}')&$select=id,displayName`,
        `${host}/v1.0/servicePrincipals?$filter=id in ('${id}','${other}')&$select=id,displayName`,
        `${host}/v1.0/servicePrincipals?$filter=appId in ('${id}','${other}')&$select=appId,displayName`,
      ],
    ));

  test("is not made of any text that is no GUID, of none, or of more than the service takes", () => {
    const refused = (of: readonly string[]) => assert.throws(() => namesUrl(host, "user", of), { kind: "requestRefused" });
    refused([]);
    refused(Array.from({ length: mostIdsAsked + 1 }, () => id));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `${id}${text || "'"}`),
          fc.constant(`${id}\n`),
        ),
        (text) => {
          refused([id, text]);
        },
      ),
    );
  });

  test("is answered with names of what was asked for alone; an object without a name has its id", () => {
    const records = [
      { id: id.toUpperCase(), displayName: "Emma", userPrincipalName: "emma@contoso.com" },
      { id: other, displayName: " ", userPrincipalName: null },
      { id: "cccccccc-1111-4111-8111-111111111111", displayName: "Not asked for" },
      { displayName: "No id" },
      null,
      "text",
      [id],
      Object.create({ id, displayName: "Inherited" }) as object,
    ];
    assert.deepEqual(
      [namedObjects("user", ids, records), namedObjects("application", ids, [{ id, appId: other, displayName: "x".repeat(300) }])],
      [
        [
          { id, name: "Emma", signInName: "emma@contoso.com" },
          { id: other, name: other },
        ],
        [{ id: other, name: "x".repeat(256) }],
      ],
    );
  });
});
