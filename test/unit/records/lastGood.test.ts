import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, printQuery } from "../../../src/query/index.ts";
import { plan } from "../../../src/sources/graph/plan.ts";
import { canHaveLastGood, lastGoodInWords, lastGoodQuestion, notLookedAt } from "../../../src/records/lastGood.ts";
import { reportById, reports, type Report } from "../../../src/reports/index.ts";

const signIns = reportById("signIns");
const now = Date.parse("2026-11-18T12:00:00Z");
const failed = {
  createdDateTime: "2026-11-18T10:00:00Z",
  userId: "aaaaaaaa-0000-0000-0000-000000000001",
  userPrincipalName: "alex@contoso.com",
  appId: "bbbbbbbb-0000-0000-0000-000000000001",
  appDisplayName: "Mail",
  signInEventTypes: ["nonInteractiveUser"],
  status: { errorCode: 50126 },
};
const asked = (change: object) => lastGoodQuestion(signIns, { ...failed, ...change }, now);
const queryOf = (change: object): string => {
  const question = asked(change);
  return typeof question === "string" ? question : printQuery(question.query).replaceAll("\n", " ");
};

suite("The question for the last good sign-in", () => {
  test("is of the same user, application and types, for what worked, from what is kept to just before the failed one", () =>
    assert.equal(
      queryOf({}),
      "signIns from 2026-10-19T12:00:00Z to 2026-11-18T09:59:59.999Z types nonInteractiveUser where appId eq 'bbbbbbbb-0000-0000-0000-000000000001' and userId eq 'aaaaaaaa-0000-0000-0000-000000000001' and status/errorCode eq 0",
    ));

  test("says in words what is asked and what is not", () => {
    const question = asked({});
    assert.ok(typeof question !== "string");
    assert.deepEqual(
      [lastGoodInWords(question, signIns, "utc", new Date(now)), notLookedAt(question, signIns)],
      [
        "non-interactive sign-ins of alex@contoso.com with Mail that worked, 19 Oct 12:00 – 18 Nov 09:59",
        [
          "Not looked at: what is older than the 30 days that Entra keeps (fewer without a premium licence), and sign-ins of other types (interactive, service principal, managed identity).",
        ],
      ],
    );
  });

  test("takes the best that the record has: a workload where no user signed in, names where there are no ids, the types of its kind", () => {
    const nobody = "00000000-0000-0000-0000-000000000000";
    assert.deepEqual(
      [
        { userId: nobody, userPrincipalName: "", servicePrincipalId: "sp", signInEventTypes: ["servicePrincipal"] },
        { userId: "", appId: null, signInEventTypes: undefined },
        { userId: null, userPrincipalName: null, servicePrincipalName: "o'sp", signInEventTypes: "x" },
      ].map((change) => /types.*/.exec(queryOf(change))?.[0]),
      [
        "types servicePrincipal where appId eq 'bbbbbbbb-0000-0000-0000-000000000001' and servicePrincipalId eq 'sp' and status/errorCode eq 0",
        "types interactiveUser, nonInteractiveUser where appDisplayName eq 'Mail' and userPrincipalName eq 'alex@contoso.com' and status/errorCode eq 0",
        "types servicePrincipal, managedIdentity where appId eq 'bbbbbbbb-0000-0000-0000-000000000001' and servicePrincipalName eq 'o''sp' and status/errorCode eq 0",
      ],
    );
  });

  test("is none of other reports, of what was interrupted or worked, without a time, and without a user or an application", () =>
    assert.deepEqual(
      [
        lastGoodQuestion(reportById("directoryAudits"), failed, now),
        ...[
          { status: { errorCode: 50140 } },
          { status: { errorCode: 50074 } },
          { status: { errorCode: 0 } },
          { status: null },
          { createdDateTime: "soon" },
          { createdDateTime: "9999-01-01T00:00:00Z" },
          { createdDateTime: null },
          { userId: "", userPrincipalName: " " },
          { appId: {}, appDisplayName: [] },
        ].map(asked),
      ],
      ["notOfReport", "interrupted", "interrupted", "worked", "worked", "timeless", "timeless", "timeless", "nobody", "nobody"],
    ));

  test("of a sign-in that is older than what is kept asks the service for nothing", () => {
    const question = asked({ createdDateTime: "2026-01-01T00:00:00Z" });
    assert.ok(typeof question !== "string");
    assert.deepEqual([question.isKept, plan(question.query, { now: new Date(now), zone: "utc" }).requests], [false, []]);
  });

  test("is a query that reads back, in one request that the service answers, whatever the record is", () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.jsonValue(), fc.jsonValue(), (user, app, types, odd) => {
        const question = asked({ userId: odd, userPrincipalName: user, appId: app, signInEventTypes: types });
        if (typeof question === "string") return;
        const { query, errors } = parseQuery(printQuery(question.query));
        assert.deepEqual([query, errors], [question.query, []]);
        assert.equal(plan(question.query, { now: new Date(now), zone: "utc" }).requests.length, 1);
      }),
    ));

  test("can be asked of those that failed, where a report has attempts: an interruption for another step is no failure", () =>
    assert.deepEqual(
      reports
        .filter(({ id, attempts }) => id === "signIns" || !attempts)
        .map((report) => [50126, 50140, 0, "x", null].map((errorCode) => canHaveLastGood(report, { status: { errorCode } }))),
      reports
        .filter(({ id, attempts }) => id === "signIns" || !attempts)
        .map(({ id }) => (id === "signIns" ? [true, false, false, false, false] : [false, false, false, false, false])),
    ));

  test("is of the kinds that the report itself has, and calls them what it calls them", () => {
    const report: Report = {
      ...signIns,
      types: {
        path: "kinds",
        names: ["door", "window", "roof"],
        usual: ["door"],
        usualNote: "Doors only.",
        inWords: { roof: "skylight" },
        families: [{ names: ["roof"], toldBy: ["height"] }, { names: ["door", "window"] }],
      },
    };
    const typesOf = (change: object): unknown => {
      const question = lastGoodQuestion(report, { ...failed, ...change }, now);
      return typeof question === "string" ? question : question.types;
    };
    assert.deepEqual([{ kinds: ["DOOR", "x"] }, { kinds: ["window", "roof"] }, { height: "9 m" }, {}].map(typesOf), [
      ["door"],
      ["roof"],
      ["roof"],
      ["door", "window"],
    ]);
    const question = lastGoodQuestion(report, { ...failed, kinds: ["roof"] }, now);
    assert.ok(typeof question !== "string");
    assert.match(lastGoodInWords(question, report, "utc", new Date(now)), /^skylight sign-ins of /);
    assert.match(notLookedAt(question, report).join(), /sign-ins of other types \(door, window\)/);
  });
});
