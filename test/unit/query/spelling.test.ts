import assert from "node:assert/strict";
import fc from "fast-check";
import {
  anySpelling,
  compile,
  isOtherSpelling,
  mindsCase,
  parseQuery,
  printQuery,
  respelled,
  spelledTexts,
  type Query,
} from "../../../src/query/index.ts";
import { fieldOf, reportById, type Field } from "../../../src/reports/index.ts";
import { answering } from "../../../src/sources/graph/answering.ts";

const queryOf = (text: string): Query => {
  const { query } = parseQuery(text);
  if (!query) throw new Error(text);
  return query;
};
const fieldAt = (report: "signIns" | "directoryAudits", path: string): Field => {
  const field = fieldOf(reportById(report), path);
  if (!field) throw new Error(path);
  return field;
};
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

suite("Spellings of the texts in a condition", () => {
  test("texts are those that a field is to be as a whole", () => {
    const query = queryOf(
      "signIns where appDisplayName in ('a', '${me}', ' ') and appId eq 'B' and status/errorCode eq 3 and appDisplayName ne 'c' and contains(userAgent, 'd')",
    );
    assert.deepEqual(
      spelledTexts(query).map(({ place, field, text }) => [place, field.path, text]),
      [
        [0, "appDisplayName", "a"],
        [1, "appId", "B"],
      ],
    );
  });

  test("letter case makes another spelling only where the field is compared letter by letter", () => {
    const application = fieldAt("signIns", "appDisplayName");
    const user = fieldAt("signIns", "userPrincipalName");
    assert.deepEqual(
      [
        isOtherSpelling(application, "azure portal", "Azure Portal"),
        isOtherSpelling(application, "azure portal", "azure  portal "),
        isOtherSpelling(application, "azure portal", "azure portal"),
        isOtherSpelling(application, "azure portal", "azureportal"),
        isOtherSpelling(user, "Alex@contoso.com", "alex@contoso.com"),
        isOtherSpelling(user, "alex@contoso.com ", "alex@contoso.com"),
      ],
      [true, true, false, false, false, true],
    );
    assert.deepEqual(
      ["appDisplayName eq 'x1'", "appDisplayName eq '17'", "userPrincipalName eq 'x'"].map((where) =>
        spelledTexts(queryOf(`signIns where ${where}`)).map(mindsCase),
      ),
      [[true], [false], [false]],
    );
  });

  test("another text takes the place of that one alone", () => {
    const query = queryOf("signIns last 7d where status/errorCode ne 0 and appDisplayName in ('a', 'b') take 5");
    const [, second] = spelledTexts(query);
    assert.ok(second);
    assert.equal(
      printQuery(respelled(query, second, "O'B")),
      "signIns last 7d where status/errorCode ne 0 and appDisplayName in ('a', 'O''B') take 5",
    );
    assert.equal(printQuery(respelled(query, second, "a")), "signIns last 7d where status/errorCode ne 0 and appDisplayName eq 'a' take 5");
  });

  test("the service is asked as it can be", () => {
    const asked = (text: string) => {
      const query = queryOf(text);
      const [spelled] = spelledTexts(query);
      return spelled && printQuery(anySpelling(query, spelled, answering));
    };
    assert.deepEqual(
      [
        "signIns where appDisplayName eq 'my app'",
        "signIns where appDisplayName eq '1'",
        "signIns where resourceDisplayName eq 'my app' and appId eq 'x'",
        "signIns where clientAppUsed eq 'browser'",
        "signIns where deviceDetail/displayName eq 'PC'",
        "directoryAudits where targetResources/any(t: t/displayName eq 'group')",
      ].map(asked),
      [
        "signIns last 24h where startswith(appDisplayName, 'MY') or startswith(appDisplayName, 'My') or startswith(appDisplayName, 'mY') or startswith(appDisplayName, 'my')",
        "signIns last 24h where startswith(appDisplayName, '1')",
        "signIns last 24h where resourceDisplayName in ('MY APP', 'My app', 'My App') and appId eq 'x'",
        "signIns last 24h where clientAppUsed in ('Browser', 'BROWSER')",
        "signIns last 24h",
        "directoryAudits last 24h",
      ],
    );
  });

  test("a record with the text in whatever letter case is among those asked for, where the service finds texts by their beginning", () => {
    const report = reportById("signIns");
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 ._'-]{1,20}$/), fc.infiniteStream(fc.boolean()), (text, capital) => {
        fc.pre(text.trim() !== "");
        const query = queryOf(`signIns where appDisplayName eq ${quoted(text)}`);
        const [spelled] = spelledTexts(query);
        assert.ok(spelled);
        const cased = [...text.trim().replace(/\s+/g, " ")].map((letter) =>
          capital.next().value ? letter.toUpperCase() : letter.toLowerCase(),
        );
        const asked = anySpelling(query, spelled, answering);
        assert.equal(parseQuery(printQuery(asked)).errors.length, 0);
        assert.ok(asked.where && compile(asked.where, { now: new Date(0), report })({ appDisplayName: cased.join("") }));
      }),
    );
  });

  test("a query with another spelling finds the records that are written so", () => {
    const report = reportById("signIns");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, other) => {
        fc.pre(text.trim() !== "");
        const where = parseQuery(`signIns where appDisplayName eq ${quoted(text)}`);
        fc.pre(where.errors.length === 0 && where.query !== undefined);
        if (!where.query) return;
        for (const spelled of spelledTexts(where.query)) {
          const found = respelled(where.query, spelled, other);
          assert.ok(found.where && compile(found.where, { now: new Date(0), report })({ appDisplayName: other }));
        }
      }),
    );
  });
});
