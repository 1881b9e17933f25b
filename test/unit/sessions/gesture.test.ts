import assert from "node:assert/strict";
import { changed, gestured } from "../../../src/sessions/gesture.ts";
import { pendingOf } from "../../../src/sessions/pendingOf.ts";
import { shownOf } from "../../../src/sessions/shown.ts";
import type { QueryChange } from "../../../src/protocol/grid.ts";
import { parseQuery, printQuery, type Query } from "../../../src/query/index.ts";

const queryOf = (text: string): Query => {
  const { query, errors } = parseQuery(text);
  assert.ok(query, errors[0]?.message);
  return query;
};

const ran = queryOf("signIns last 7d where status/errorCode ne 0");
const to = (text: string) => queryOf(text);
const edited = (shown: Query, change: QueryChange) => {
  const answer = changed(shownOf(shown, { ran }), change, "utc");
  return "refused" in answer ? answer : { text: printQuery(answer.query), message: answer.message };
};

suite("The clauses of a query", () => {
  test("tell who answers each, what was added, and what can go", () => {
    const shown = to("signIns last 7d types servicePrincipal where status/errorCode ne 0 and isInteractive take 50");
    const fetched = to("signIns last 7d types servicePrincipal where status/errorCode ne 0 take 50");
    assert.deepEqual(
      shownOf(shown, { ran: fetched }).clauses.map(({ kind, text, answeredBy, added, removable }) => [
        kind,
        text,
        answeredBy,
        added,
        removable,
      ]),
      [
        ["range", "last 7d", "service", false, false],
        ["types", "types servicePrincipal", "service", false, true],
        ["condition", "status/errorCode ne 0", "service", false, true],
        ["condition", "isInteractive", "here", true, true],
        ["take", "take 50", "service", false, true],
      ],
    );
  });

  test("a stretch of time that was added is one clause, bounds of the query's own are two", () => {
    const shown = to(
      "signIns last 7d where status/errorCode ne 0 and createdDateTime ge 2026-11-17T00:00:00Z and createdDateTime lt 2026-11-17T06:00:00Z",
    );
    assert.equal(shownOf(shown, { ran }).clauses.length, 3);
    assert.equal(shownOf(shown, { ran: shown }).clauses.length, 4);
    assert.deepEqual(shownOf(shown, { ran }).narrowing?.brush, { from: "2026-11-17T00:00:00Z", to: "2026-11-17T06:00:00Z" });
    assert.equal(shownOf(shown, { ran: shown }).narrowing?.brush, undefined);
    assert.deepEqual(edited(shown, { kind: "remove", clause: 2 }), {
      text: "signIns last 7d where status/errorCode ne 0",
      message: "createdDateTime ge 2026-11-17T00:00:00Z and createdDateTime lt 2026-11-17T06:00:00Z removed",
    });
  });

  test("what a view has to test names the field whose own counts do without", () => {
    const shown = to(
      "signIns last 7d where status/errorCode ne 0 and appDisplayName in ('A', 'B') and createdDateTime ge 2026-11-17T00:00:00Z and contains(userPrincipalName, 'x') and authenticationMethodsUsed/any(m: m eq 'Password')",
    );
    assert.deepEqual(shownOf(shown, { ran }).narrowing?.added, [
      { condition: "appDisplayName in ('A', 'B')", path: "appDisplayName" },
      { condition: "createdDateTime ge 2026-11-17T00:00:00Z", path: "createdDateTime" },
      { condition: "contains(userPrincipalName, 'x')" },
      { condition: "authenticationMethodsUsed/any(m: m eq 'Password')", path: "authenticationMethodsUsed" },
    ]);
  });
});

suite("A query that was edited and not run", () => {
  const pending = (text: string, isWhole = false) => pendingOf(shownOf(to(text), { ran }), { isWhole, loaded: 5000 });

  test("says nothing while it asks for what was fetched", () => {
    assert.equal(pending("signIns last 7d where status/errorCode ne 0 columns id"), undefined);
  });

  test("says whether the rows are all that match", () => {
    const narrowed = "signIns last 7d where status/errorCode ne 0 and appDisplayName eq 'A'";
    assert.deepEqual(pending(narrowed, true), {
      kind: "narrowed",
      message: "Narrowed here, and nothing is missing: all rows were loaded before.",
    });
    assert.deepEqual(pending(narrowed), {
      kind: "narrowed",
      message: "Narrowed among the 5,000 loaded rows. Run it and the service sends only what matches.",
    });
    assert.deepEqual(pending("signIns last 7d where status/errorCode ne 0 and isInteractive"), {
      kind: "narrowed",
      message: "Narrowed among the 5,000 loaded rows. The service cannot do this: load all to see all that match.",
    });
  });

  test("says when the text asks for more than was fetched", () => {
    for (const text of ["signIns last 7d", "signIns last 30d where status/errorCode ne 0", "signIns last 7d where appDisplayName eq 'A'"])
      assert.equal(pending(text)?.kind, "stale", text);
  });
});

suite("A gesture on a query", () => {
  test("a value is picked, and told with who answers it", () => {
    assert.deepEqual(edited(ran, { kind: "value", path: "appDisplayName", value: "Azure Portal", pick: "only" }), {
      text: "signIns last 7d where status/errorCode ne 0 and appDisplayName eq 'Azure Portal'",
      message: "appDisplayName eq 'Azure Portal': narrowed here at once; the service answers it when the query runs",
    });
    assert.deepEqual(edited(ran, { kind: "value", path: "deviceDetail/browser", value: null, pick: "exclude" }), {
      text: "signIns last 7d where status/errorCode ne 0 and deviceDetail/browser ne null",
      message: "deviceDetail/browser ne null: narrowed here at once; the service cannot answer it, so it stays so",
    });
  });

  test("of a list in a cell its items are meant; a list that is cut is refused", () => {
    const cell = (path: string, value: string, pick: "only" | "exclude") => {
      const answer = edited(ran, { kind: "value", path, value, pick, isCell: true });
      return "text" in answer ? answer.text.replace("signIns last 7d where status/errorCode ne 0 and ", "") : answer.refused;
    };
    assert.equal(
      cell("authenticationMethodsUsed", '["Password","Mobile app"]', "only"),
      "authenticationMethodsUsed/any(x: x in ('Password', 'Mobile app'))",
    );
    assert.equal(
      cell("appliedConditionalAccessPolicies/[]/displayName", '["Require MFA"]', "exclude"),
      "not appliedConditionalAccessPolicies/any(x: x/displayName eq 'Require MFA')",
    );
    assert.equal(
      cell("authenticationMethodsUsed", '["Password","Mob…', "only"),
      "The list is too long for a filter. Pick some of its values in the facets.",
    );
    // A text that looks like a list is a text.
    assert.equal(cell("appDisplayName", '["a"]', "only"), "appDisplayName eq '[\"a\"]'");
  });

  test("a field of objects is refused with a way out", () => {
    const answer = edited(ran, { kind: "value", path: "location", value: "{}", pick: "only" });
    assert.ok("refused" in answer && answer.refused.includes("details"));
  });

  test("a stretch of time is set, told in the zone, and taken back", () => {
    const brush = { from: "2026-11-17T00:00:00.000Z", to: "2026-11-17T06:00:00.000Z" };
    const answer = changed(shownOf(ran, { ran }), { kind: "range", brush }, "utc");
    assert.ok("query" in answer);
    assert.equal(answer.message, "Narrowed to 2026-11-17 00:00 – 2026-11-17 06:00");
    const short = { from: "2026-11-17T00:00:10.000Z", to: "2026-11-17T00:00:15.000Z" };
    const other = changed(shownOf(ran, { ran }), { kind: "range", brush: short }, "utc");
    assert.equal("message" in other && other.message, "Narrowed to 2026-11-17 00:00:10 – 2026-11-17 00:00:15");
    assert.deepEqual(edited(answer.query, { kind: "range" }), { text: printQuery(ran), message: "The whole range" });
    assert.deepEqual(edited(ran, { kind: "range", brush: { from: brush.to, to: brush.from } }), {
      refused: "The stretch of time is empty.",
    });
  });

  test("a condition is joined by and, told, and changes nothing when it is there already", () => {
    const add = (shown: Query, condition: string) => edited(shown, { kind: "condition", condition });
    assert.deepEqual(add(ran, "userPrincipalName eq 'a' or userPrincipalName eq 'b'"), {
      text: "signIns last 7d where status/errorCode ne 0 and (userPrincipalName eq 'a' or userPrincipalName eq 'b')",
      message: "userPrincipalName eq 'a' or userPrincipalName eq 'b': narrowed here at once; the service answers it when the query runs",
    });
    const hours = Array.from({ length: 9 }, (_, at) => `hour(createdDateTime) eq ${String(at)} and status/errorCode eq 50126`).join(" or ");
    const long = add(ran, hours);
    assert.equal(
      "message" in long && long.message,
      "Only the rows asked for: narrowed here at once; the service cannot answer it, so it stays so",
    );
    const twice = to("signIns last 7d where status/errorCode ne 0 and isInteractive");
    for (const condition of ["isInteractive", "status/errorCode  ne 0 and isInteractive"])
      assert.deepEqual(add(twice, condition), { text: printQuery(twice), message: "The query asks for these rows only" });
    const { shown } = gestured(
      twice,
      { kind: "condition", condition: "isInteractive" },
      { shown: shownOf(twice, { ran }), ran, zone: "utc" },
    );
    assert.equal(shown?.query, twice);
    assert.deepEqual(add(twice, "isInteractive and appDisplayName eq 'A'"), {
      text: `${printQuery(twice)} and appDisplayName eq 'A'`,
      message: "appDisplayName eq 'A': narrowed here at once; the service answers it when the query runs",
    });
  });

  test("a condition that cannot be read, or asked of the report, is refused with words", () => {
    const refused = (condition: string) => {
      const answer = edited(ran, { kind: "condition", condition });
      return "refused" in answer && answer.refused.startsWith("The query cannot ask for these rows: ");
    };
    for (const condition of [
      "",
      " ",
      "appDisplayName eq",
      "appDisplayName eq 'A' sort id",
      "appName eq 'A'",
      "status/errorCode eq 'A'",
      "1 eq 1) or (2 eq 2",
    ])
      assert.ok(refused(condition), condition);
  });

  test("clauses other than the range can be taken out", () => {
    const shown = to("signIns last 7d types servicePrincipal where status/errorCode ne 0 take 50");
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((clause) => {
        const answer = edited(shown, { kind: "remove", clause });
        return "text" in answer ? answer.text : answer.refused;
      }),
      [
        "This clause cannot be removed.",
        "signIns last 7d where status/errorCode ne 0 take 50",
        "signIns last 7d types servicePrincipal take 50",
        "signIns last 7d types servicePrincipal where status/errorCode ne 0",
        "This clause cannot be removed.",
      ],
    );
  });

  test("the range can be another length", () => {
    assert.deepEqual(edited(ran, { kind: "last", amount: 24, unit: "h" }), {
      text: "signIns last 24h where status/errorCode ne 0",
      message: "The range is last 24h",
    });
  });

  test("the range can begin and end at times, and at nothing else", () => {
    assert.deepEqual(edited(ran, { kind: "between", from: "2026-11-17", until: "2026-11-18T09:14:00Z" }), {
      text: "signIns from 2026-11-17 to 2026-11-18T09:14:00Z where status/errorCode ne 0",
      message: "The range is from 2026-11-17 to 2026-11-18T09:14:00Z",
    });
    for (const [from, to] of [
      ["2026-11-17 where true", undefined],
      ["2026-11-17", "2026-11-18 take 5"],
      ["2026-11-17 to 2026-11-18", undefined],
      ["", undefined],
      ["2026-13-40", undefined],
    ] as const)
      assert.deepEqual(
        edited(ran, { kind: "between", from, ...(to !== undefined && { until: to }) }),
        { refused: "These are no ends of a range." },
        from,
      );
  });
});
