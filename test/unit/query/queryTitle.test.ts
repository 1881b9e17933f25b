import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, queryTitle } from "../../../src/query/index.ts";

const titles = (...texts: string[]) =>
  texts.map((text) => {
    const { query, errors } = parseQuery(text);
    assert.ok(query, errors[0]?.message);
    return queryTitle(query);
  });

suite("The title of a query that has no name", () => {
  test("is its report, and what it asks of it", () =>
    assert.deepEqual(
      titles(
        "signIns",
        "signIns last 30d types servicePrincipal take 5",
        "signIns last 7d where status/errorCode ne 0",
        "signIns where status/errorCode ne 0 and isInteractive",
        "directoryAudits where category eq 'GroupManagement' sort activityDateTime asc",
        "directoryAudits where targetResources/any(t: t/displayName eq 'Tier 0')",
        "provisioning where provisioningStatusInfo/status eq 'failure' or durationInMilliseconds gt 10000",
      ),
      [
        "Sign-ins",
        "Sign-ins",
        "Sign-ins: errorCode ne 0",
        "Sign-ins: errorCode ne 0 and isInteractive",
        "Directory audits: category eq 'GroupManagement'",
        "Directory audits: targetResources/any(t: displayName eq 'Tier 0')",
        "Provisioning: status eq 'failure' or durationInMilliseconds gt 10000",
      ],
    ));

  test("is cut, and on one line, whatever the values are", () => {
    assert.deepEqual(titles(`signIns where userPrincipalName eq '${"x".repeat(99)}'`, "signIns where appDisplayName eq 'two\n  lines'"), [
      `Sign-ins: userPrincipalName eq '${"x".repeat(38)}…`,
      "Sign-ins: appDisplayName eq 'two lines'",
    ]);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), (value) => {
        const [title = ""] = titles(`signIns where appDisplayName eq '${value.replaceAll("'", "''").replaceAll("$", "")}'`);
        assert.ok(title.length <= "Sign-ins: ".length + 61 && !/\p{Surrogate}/u.test(title) && !/[\r\n\t]/.test(title), title);
      }),
    );
  });
});
