import assert from "node:assert/strict";
import fc from "fast-check";
import {
  evaluate,
  fieldAsked,
  parseQuery,
  printQuery,
  resolved,
  resolvedText,
  variablesOf,
  type Expression,
} from "../../../src/query/index.ts";

const read = (text: string) => {
  const { query, errors } = parseQuery(text);
  assert.ok(query, JSON.stringify(errors));
  return query;
};

const answer = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom(
    "' or true or '",
    "it's",
    "''",
    "'",
    "a\nb\r\n// c",
    "${",
    "${me}",
    "${input:User}",
    "$${tenant}",
    "{me}",
    "$",
    "$&",
    "x' // ",
    "https://graph.microsoft.com/v1.0/auditLogs/signIns?$filter=a",
    "a%20b",
    " x ",
    "",
  ),
);

/** What a text of a condition says, however it is put together. */
const textOf = (part: Expression): string => {
  if (part.type === "literal") return part.text;
  assert.ok(part.type === "call" && part.name === "concat", part.type);
  return part.arguments.map(textOf).join("");
};

suite("A query whose variables are answered", () => {
  const text = `signIns last 7d
// who
where userPrincipalName eq '\${input:User}' and (appDisplayName ne 'a $\${input:App} b' or status/errorCode ne 0)
sort createdDateTime take 5`;

  test("has the answers as they are, and all else as it was, whatever they are", () => {
    const query = read(text);
    fc.assert(
      fc.property(answer, answer, (user, app) => {
        const answers = { "input:User": user, "input:App": app };
        const meant = resolved(query, answers);
        const { where } = meant;
        assert.ok(where?.type === "binary" && where.left.type === "binary" && where.right.type === "binary");
        const { left } = where.right;
        assert.ok(left.type === "binary");
        assert.deepEqual([textOf(where.left.right), textOf(left.right)], [user, `a $${app} b`]);
        const hole = { type: "literal", kind: "string", text: "" } as const;
        const without = (one: typeof where, other: typeof left) => ({
          ...meant,
          where: { ...one, left: { ...one.left, right: hole }, right: { ...one.right, left: { ...other, right: hole } } },
        });
        const before = query.where;
        assert.ok(before?.type === "binary" && before.right.type === "binary" && before.right.left.type === "binary");
        assert.deepEqual(without(where, left), without(before, before.right.left));
        assert.deepEqual(variablesOf(meant), []);
        // Its text is read as the same, in the canonical form and as it was written.
        assert.deepEqual(parseQuery(printQuery(meant)).query, meant);
        assert.deepEqual(parseQuery(resolvedText(text, answers)).query, meant);
      }),
      { numRuns: 500 },
    );
  });

  test("finds the value that was answered and no other", () => {
    const query = read("signIns where appDisplayName eq '${input:Application}'");
    fc.assert(
      fc.property(answer, answer, (one, other) => {
        const { where } = resolved(query, { "input:Application": one });
        assert.ok(where);
        const finds = (name: string) => evaluate(where, { appDisplayName: name }, { now: new Date(0) });
        assert.deepEqual([finds(one), finds(other)], [true, one === other]);
      }),
    );
  });

  test("keeps how the text is written", () => {
    assert.equal(
      resolvedText(text, { "input:User": "o'neil@contoso.com", "input:App": "Teams" }),
      text.replace("${input:User}", "o''neil@contoso.com").replace("${input:App}", "Teams"),
    );
    assert.equal(resolvedText(text, {}), text);
  });

  test("asks of a field where a variable is compared with one", () => {
    const asked = (query: string) => variablesOf(read(query)).map((variable) => fieldAsked(read(query), variable));
    assert.deepEqual(
      [
        "signIns where userPrincipalName eq '${input:User}'",
        "signIns where '${input:User}' eq userPrincipalName",
        "signIns where not startswith(tolower(appDisplayName), tolower('${input:App}')) or ipAddress in ('1', '${input:Address}')",
        "directoryAudits where targetResources/any(t: t/userPrincipalName eq '${input:User}')",
        "signIns where signInEventTypes/any(t: t eq '${input:Type}')",
        "signIns where userAgent eq '${pick:clientAppUsed}' or userAgent eq '${pick:Application}' or userAgent eq '${pick:nothing}'",
      ].flatMap(asked),
      [
        "userPrincipalName",
        "userPrincipalName",
        "appDisplayName",
        "ipAddress",
        "targetResources/[]/userPrincipalName",
        "signInEventTypes",
        "clientAppUsed",
        "appDisplayName",
        "userAgent",
      ],
    );
  });
});
