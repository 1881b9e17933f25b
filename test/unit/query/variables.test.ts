import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, printQuery, substitute, variablesOf } from "../../../src/query/index.ts";

const read = (text: string) => {
  const { query, errors } = parseQuery(text);
  assert.ok(query, JSON.stringify(errors));
  return query;
};

suite("Variables of a query", () => {
  const query = read(
    "signIns where userPrincipalName eq '${me}' and (appDisplayName in ('${input:App name}', 'a ${tenant} b') or contains(userAgent, '${pick:userAgent}')) and startswith(userPrincipalName, '${me}')",
  );

  test("are listed once, with what they ask for", () => {
    assert.deepEqual(variablesOf(query), [
      { name: "me", kind: "me" },
      { name: "input:App name", kind: "input", argument: "App name" },
      { name: "tenant", kind: "tenant" },
      { name: "pick:userAgent", kind: "pick", argument: "userAgent" },
    ]);
    assert.deepEqual(variablesOf(read("signIns")), []);
  });

  test("are replaced where they have a value", () => {
    const values = new Map([
      ["me", "alex@contoso.com"],
      ["tenant", "Contoso"],
    ]);
    assert.equal(
      printQuery(substitute(query, values)),
      "signIns last 24h where userPrincipalName eq 'alex@contoso.com' and (appDisplayName in ('${input:App name}', 'a Contoso b') or contains(userAgent, '${pick:userAgent}')) and startswith(userPrincipalName, 'alex@contoso.com')",
    );
  });

  test("cannot break out of their text, whatever the value", () => {
    const simple = read("signIns where appDisplayName eq '${input:Name}'");
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("' or true or '", "''", "$&", "${me}", "x' // ")), (value) => {
        const filled = substitute(simple, new Map([["input:Name", value]]));
        assert.deepEqual(parseQuery(printQuery(filled)).query, {
          ...simple,
          where: {
            type: "binary",
            operator: "eq",
            left: { type: "path", members: ["appDisplayName"] },
            right: { type: "literal", kind: "string", text: value },
          },
        });
      }),
    );
  });
});
