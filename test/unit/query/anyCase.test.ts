import assert from "node:assert/strict";
import { compile, inAnyCase, parseQuery, printFilter, printQuery, type Query } from "../../../src/query/index.ts";
import { reportById } from "../../../src/reports/index.ts";

const queryOf = (text: string): Query => {
  const { query } = parseQuery(text);
  if (!query) throw new Error(text);
  return query;
};
const said = (text: string) => inAnyCase(queryOf(text)).map(({ place, term, label }) => [place, printFilter(term), label]);

suite("Parts of texts in any letter case", () => {
  test("each term that looks for a part and minds its letter case has a query in which it does not", () => {
    assert.deepEqual(
      said(
        "signIns where contains(appDisplayName,'SALES') and status/errorCode eq 0 and (startswith(appDisplayName,'teams') or endswith(userAgent,'x'))",
      ),
      [
        [0, "contains(tolower(appDisplayName), 'sales')", "Application"],
        [2, "startswith(tolower(appDisplayName), 'teams') or endswith(tolower(userAgent), 'x')", "Application"],
      ],
    );
    const [first] = inAnyCase(queryOf("signIns last 7d where contains(appDisplayName,'SALES') and status/errorCode eq 0"));
    assert.equal(
      first && printQuery(first.query),
      "signIns last 7d where contains(tolower(appDisplayName), 'sales') and status/errorCode eq 0",
    );
  });

  test("it goes into lists, and lowers what is looked for in lowered texts", () => {
    assert.deepEqual(
      said(
        "directoryAudits where targetResources/any(t: contains(t/displayName,'Sales')) and contains(tolower(activityDisplayName), 'Add')",
      ).map(([, term]) => term),
      ["targetResources/any(t: contains(tolower(t/displayName), 'sales'))", "contains(tolower(activityDisplayName), 'add')"],
    );
  });

  test("none is offered where letter case makes no difference, or any letter case finds fewer rows", () => {
    for (const where of [
      "contains(userPrincipalName,'Alex')",
      "contains(appDisplayName,'365')",
      "contains(appDisplayName,'${me}')",
      "contains(tolower(appDisplayName), 'sales')",
      "not contains(appDisplayName,'Sales')",
      "appDisplayName eq 'sales'",
    ])
      assert.deepEqual(said(`signIns where ${where}`), [], where);
  });

  test("it finds what the term finds, and the same in another letter case", () => {
    const report = reportById("signIns");
    const query = queryOf("signIns where contains(appDisplayName,'ce Sa')");
    const [any] = inAnyCase(query);
    const testOf = ({ where }: Query) => where && compile(where, { now: new Date(0), report });
    const names = ["Office Sales", "OFFICE SALES", "office sales", "Offices", ""];
    assert.deepEqual(
      names.map((appDisplayName) => [query, any?.query ?? query].map((one) => testOf(one)?.({ appDisplayName }))),
      [[true, true], [false, true], [false, true], [false, false], [false, false]],
    ); // prettier-ignore
  });
});
