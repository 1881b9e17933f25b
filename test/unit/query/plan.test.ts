import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compile,
  evaluate,
  parseFilter,
  parseQuery,
  plan,
  printFilter,
  withinTime,
  type Plan,
  type Query,
} from "../../../src/query/index.ts";
import { reportById, reports } from "../../../src/reports/index.ts";
import { queryOf, record } from "./arbitraries.ts";

const now = new Date("2026-11-23T12:00:00Z");
const planned = (text: string): Plan => {
  const { query, errors } = parseQuery(text);
  assert.ok(query, JSON.stringify(errors));
  return plan(query, { now, zone: "utc" });
};
/** What goes where: the conditions for the service, and the one evaluated here. */
const split = (text: string) => {
  const { requests, here } = planned(text);
  return { asked: requests.map(({ condition }) => condition), here: here ? printFilter(here) : "" };
};

suite("A plan", () => {
  test("asks the service what its reference and published queries know, and does the rest here", () => {
    assert.deepEqual(
      split(
        "signIns where appId in ('a', 'b') and startswith(userAgent, 'M') and contains(appDisplayName, 'x') and riskState eq 'atRisk' and 50126 eq status/errorCode and userType eq 'guest'",
      ),
      {
        asked: ["(appId eq 'a' or appId eq 'b') and startswith(userAgent,'M') and riskState eq 'atRisk' and status/errorCode eq 50126"],
        here: "contains(appDisplayName, 'x') and userType eq 'guest'",
      },
    );
    assert.deepEqual(
      split(
        "directoryAudits where targetResources/any(t: startswith(t/displayName, 'x')) and targetResources/any(t: t/type eq 'User') and (category eq 'a' or result eq 'failure') and not (category eq 'b')",
      ),
      {
        asked: ["targetResources/any(t: startswith(t/displayName,'x')) and (category eq 'a' or result eq 'failure')"],
        here: "targetResources/any(t: t/type eq 'User') and not (category eq 'b')",
      },
    );
    assert.deepEqual(
      split(
        "provisioning where contains(sourceIdentity/displayName, 'x') and durationInMilliseconds gt 5 and durationInMilliseconds ge 6 and PROVISIONINGACTION eq 'create'",
      ),
      {
        asked: ["contains(sourceIdentity/displayName,'x') and durationInMilliseconds gt 5 and provisioningAction eq 'create'"],
        here: "durationInMilliseconds ge 6",
      },
    );
  });

  test("keeps nulls, other kinds, alternatives that are not all known, and very long lists here", () => {
    for (const where of [
      "riskState eq null",
      "appId eq 'a' or userType eq 'guest'",
      "appId eq 00000003-0000-0000-c000-000000000000",
      "appId eq userId",
      "tolower(appDisplayName) eq 'x'",
      "riskEventTypes_v2/any(t: t eq 'x')",
    ]) {
      assert.deepEqual(split(`signIns where ${where}`), { asked: [""], here: where });
    }
    const many = `appId in (${Array.from({ length: 200 }, (_, index) => `'${index}'`).join(", ")})`;
    assert.deepEqual(split(`signIns where ${many} and userId eq 'x'`), { asked: ["userId eq 'x'"], here: many });
  });

  test("asks 'ne' of the service where published queries do, and checks it here too", () => {
    assert.deepEqual(split("signIns where status/errorCode ne 0"), { asked: ["status/errorCode ne 0"], here: "status/errorCode ne 0" });
  });

  test("narrows the range by bounds in the condition, and keeps what a bound excludes", () => {
    const { requests, here, from, to } = planned(
      "signIns last 7d where createdDateTime ge 2026-11-20 and 2026-11-22T00:00:00.0000001Z gt createdDateTime",
    );
    assert.deepEqual(
      { requests, from, to, here: here && printFilter(here) },
      {
        requests: [{ filter: "createdDateTime ge 2026-11-20T00:00:00Z and createdDateTime le 2026-11-22T00:00:00.001Z", condition: "" }],
        from: new Date("2026-11-20T00:00:00Z"),
        to: new Date("2026-11-22T00:00:00.001Z"),
        here: "2026-11-22T00:00:00.0000001Z gt createdDateTime",
      },
    );
  });

  test("asks users and workloads apart, and takes the types from the condition when no clause names them", () => {
    const users = "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')";
    const workloads = "signInEventTypes/any(t: t eq 'servicePrincipal' or t eq 'managedIdentity')";
    assert.deepEqual(split("signIns types interactiveUser, managedIdentity where appId eq 'a'"), {
      asked: [
        "signInEventTypes/any(t: t eq 'interactiveUser') and appId eq 'a'",
        "signInEventTypes/any(t: t eq 'managedIdentity') and appId eq 'a'",
      ],
      here: "",
    });
    assert.deepEqual(split("signIns"), { asked: [""], here: "" });
    assert.deepEqual(split("signIns where signInEventTypes/any(s: s eq 'servicePrincipal')"), {
      asked: ["signInEventTypes/any(t: t eq 'servicePrincipal')"],
      here: "",
    });
    const other = "signInEventTypes/any(s: s ne 'servicePrincipal')";
    assert.deepEqual(split(`signIns where ${other}`), { asked: [users, workloads], here: other });
  });

  test("clips the range to what the service keeps", () => {
    const { from, to, requests, notes } = planned("directoryAudits last 3mo");
    assert.deepEqual(
      { from, to, requests, notes },
      {
        from: new Date("2026-10-24T00:00:00Z"),
        to: now,
        requests: [{ filter: "activityDateTime ge 2026-10-24T00:00:00Z and activityDateTime le 2026-11-23T12:00:00Z", condition: "" }],
        notes: [
          "The service keeps 30 days: the range begins at 2026-10-24T00:00:00Z.",
          "More than three days without a condition that the service answers: this may be slow.",
        ],
      },
    );
    assert.deepEqual(planned("directoryAudits from 2025-01-01 to 2025-02-01").requests, []);
    assert.deepEqual(planned("directoryAudits from 2027-01-01").requests, []);
  });

  test("says in words what is asked, what is done here, and why", () => {
    assert.deepEqual(
      planned(
        "signIns where appId eq 'a' and status/errorCode ne 0 and userType eq 'guest' and contains(appDisplayName, 'x') and not (appId eq 'b')",
      ).notes,
      [
        "The service answers: appId eq 'a' and status/errorCode ne 0.",
        "status/errorCode ne 0 is asked of the service and checked here: its reference does not list this operator.",
        "Evaluated here: userType eq 'guest' and contains(appDisplayName, 'x') and not (appId eq 'b'); the service does not filter by userType; for appDisplayName the service knows eq, startswith only; the service does not take conditions of this form.",
        "Interactive sign-ins of users only: the clause 'types' asks for others.",
      ],
    );
  });

  test("never changes what a query means", () => {
    const cases = fc.oneof(...reports.map((report) => fc.tuple(queryOf(report), fc.array(record(report), { minLength: 1, maxLength: 5 }))));
    fc.assert(
      fc.property(cases, ([query, records]) => {
        const made = plan(query, { now, zone: "utc" });
        const fetched = records.filter((one) => made.requests.some(({ filter }) => answers(filter, one, query)));
        const here = made.here && compile(made.here, { now });
        assert.deepEqual(
          fetched.filter((one) => here?.(one) ?? true),
          records.filter((one) => means(query, made, one)),
          JSON.stringify(made),
        );
      }),
      { numRuns: 400 },
    );
  });

  /** The service: it evaluates the filter, and leaves out all but interactive users when nothing is said of types. */
  function answers(filter: string, one: Record<string, unknown>, { report }: Query): boolean {
    const { expression } = parseFilter(filter);
    assert.ok(expression, filter);
    const isVisible =
      report !== "signIns" || filter.includes("signInEventTypes/any(") || String(one["signInEventTypes"]) === "interactiveUser";
    return isVisible && evaluate(expression, one, { now });
  }

  function means(query: Query, { from, to }: Plan, one: Record<string, unknown>): boolean {
    const { timeField } = reportById(query.report);
    const inRange = parseFilter(withinTime(reportById(query.report), "", from, to)).expression!;
    assert.equal(typeof one[timeField], "string");
    const saysTypes = query.types !== undefined || (query.where !== undefined && printFilter(query.where).includes("signInEventTypes"));
    const types: readonly string[] =
      query.types ?? (saysTypes ? ["interactiveUser", "nonInteractiveUser", "servicePrincipal", "managedIdentity"] : ["interactiveUser"]);
    const hasType = query.report !== "signIns" || types.includes(String(one["signInEventTypes"]));
    return hasType && evaluate(inRange, one, { now }) && (query.where === undefined || evaluate(query.where, one, { now }));
  }
});
