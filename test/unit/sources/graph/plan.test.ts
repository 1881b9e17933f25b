import assert from "node:assert/strict";
import fc from "fast-check";
import { compile, evaluate, parseFilter, parseQuery, printFilter, substitute, type Query } from "../../../../src/query/index.ts";
import { reportById, reports } from "../../../../src/reports/index.ts";
import { plan, withinTime, type Plan } from "../../../../src/sources/graph/plan.ts";
import { queryOf, record } from "../../query/arbitraries.ts";

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
  test("evaluates here what no address can say: half a character", () => {
    assert.deepEqual(
      split("signIns where appId in ('a', '\ud800') and userPrincipalName eq '\udc00x' and startswith(userAgent, 'M\ud83d\ude00')"),
      {
        asked: ["startswith(userAgent,'M\ud83d\ude00')"],
        here: "appId in ('a', '\ud800') and userPrincipalName eq '\udc00x'",
      },
    );
  });

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
      "riskEventTypes_v2/all(t: t eq 'x')",
    ]) {
      assert.deepEqual(split(`signIns where ${where}`), { asked: [""], here: where });
    }
    const many = `appId in (${Array.from({ length: 200 }, (_, index) => `'${index}'`).join(", ")})`;
    assert.deepEqual(split(`signIns where ${many} and userId eq 'x'`), { asked: ["userId eq 'x'"], here: many });
  });

  test("never asks the service for what is made here, and says why", () => {
    const added = "activityDisplayName eq 'Add member to group'";
    const mine = "groupName eq 'Tier 0 Admins' and grantedScopes/any(s: s eq 'Mail.Read')";
    assert.deepEqual(split(`directoryAudits where ${added} and ${mine}`), { asked: [added], here: mine });
    assert.deepEqual(planned("signIns where BLOCKINGPOLICIES/any(p: p eq 'Require MFA') or startswith(initiator, 'a')").notes.slice(0, 1), [
      "Evaluated here: BLOCKINGPOLICIES/any(p: p eq 'Require MFA') or startswith(initiator, 'a'); blockingPolicies is made here from other members of the record.",
    ]);
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

  test("tests here what bounds of a year with more than four digits say, which no range can have", () => {
    const bounds = ["createdDateTime ge 12026-11-20T00:00:00Z", "createdDateTime le -2026-11-20", "12026-11-20 le createdDateTime"];
    assert.deepEqual(
      bounds.map((bound) => split(`signIns last 7d where ${bound}`)),
      bounds.map((here) => ({ asked: [""], here })),
    );
  });

  test("asks users and workloads apart, and takes the types from the condition when no clause names them", () => {
    const users = "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')";
    const identities = "signInEventTypes/any(t: t eq 'managedIdentity')";
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
    assert.deepEqual(split(`signIns where ${other}`), { asked: [users, identities], here: other });
  });

  test("asks only for the types that a condition can mean, however it says so", () => {
    const types = (where: string) => {
      const { requests, here } = planned(`signIns where ${where}`);
      return { types: requests.flatMap((request) => request.types ?? []), here: here ? printFilter(here) : "" };
    };
    const both = ["interactiveUser", "nonInteractiveUser"];
    assert.deepEqual(types("signInEventTypes/any(t: t eq 'interactiveUser' or 'noninteractiveUser' eq t)"), { types: both, here: "" });
    assert.deepEqual(types("signInEventTypes/any(t: t eq 'interactiveUser') or signInEventTypes/any(s: s in ('NONINTERACTIVEUSER'))"), {
      types: both,
      here: "",
    });
    for (const [where, wanted] of [
      ["signInEventTypes/any(t: t ne 'interactiveUser')", ["nonInteractiveUser", "servicePrincipal", "managedIdentity"]],
      ["not signInEventTypes/any(t: t eq 'servicePrincipal')", ["interactiveUser", "nonInteractiveUser", "managedIdentity"]],
      ["not signInEventTypes/any(t: t in ('servicePrincipal', 'managedIdentity'))", both],
      ["signInEventTypes/all(t: endswith(t, 'user')) and appId eq 'a'", both],
      ["appId eq 'a' or signInEventTypes/any(t: t eq 'managedIdentity')", [...both, "servicePrincipal", "managedIdentity"]],
    ] as const) {
      assert.deepEqual(types(where).types, wanted, where);
    }
  });

  test("narrows the range by bounds wherever they stand", () => {
    const range = (where: string) => {
      const { from, to } = planned(`signIns last 30d where ${where}`);
      return [from.toISOString(), to.toISOString()];
    };
    const windows =
      "(createdDateTime ge 2026-11-10 and createdDateTime lt 2026-11-11) or (createdDateTime gt 2026-11-13T00:00:00Z and createdDateTime le 2026-11-14T06:00:00Z)";
    assert.deepEqual(
      {
        windows: range(windows),
        denied: range("not (createdDateTime lt 2026-11-12T00:00:00Z or createdDateTime gt 2026-11-13T00:00:00Z)"),
        day: range("date(createdDateTime) eq 2026-11-16"),
        now: range("createdDateTime ge now() sub duration'PT3H' and appId eq 'a'"),
        half: range("createdDateTime ge 2026-11-12T00:00:00Z or appId eq 'a'"),
      },
      {
        windows: ["2026-11-10T00:00:00.000Z", "2026-11-14T06:00:00.000Z"],
        denied: ["2026-11-12T00:00:00.000Z", "2026-11-13T00:00:00.000Z"],
        day: ["2026-11-16T00:00:00.000Z", "2026-11-17T00:00:00.000Z"],
        now: ["2026-11-23T09:00:00.000Z", "2026-11-23T12:00:00.000Z"],
        half: ["2026-10-24T12:00:00.000Z", "2026-11-23T12:00:00.000Z"],
      },
    );
  });

  test("asks as the service spells it where upper and lower case make no difference", () => {
    const names = "userPrincipalName in ('Alex@Contoso.com', 'b@contoso.com') and startswith(userPrincipalName, 'A')";
    assert.deepEqual(
      split(`signIns where ${names} and 'atrisk' eq riskState and authenticationRequirement eq 'MultiFactorAuthentication'`),
      {
        asked: [
          "(userPrincipalName eq 'alex@contoso.com' or userPrincipalName eq 'b@contoso.com') and startswith(userPrincipalName,'a') and riskState eq 'atRisk' and authenticationRequirement eq 'multiFactorAuthentication'",
        ],
        here: "",
      },
    );
    assert.deepEqual(split("signIns where userId eq 'AAAAAAAA-0000-4000-8000-00000000000A' and appDisplayName eq 'A'"), {
      asked: ["userId eq 'aaaaaaaa-0000-4000-8000-00000000000a' and appDisplayName eq 'A'"],
      here: "",
    });
    assert.deepEqual(planned("directoryAudits last 1d where initiatedBy/user/userPrincipalName eq 'Alex@contoso.com'").notes, [
      "The service answers: initiatedBy/user/userPrincipalName eq 'Alex@contoso.com'.",
      "The service may mind upper and lower case in initiatedBy/user/userPrincipalName: it finds a name as the directory writes it.",
    ]);
    assert.deepEqual(split("provisioning where provisioningStatusInfo/status eq microsoft.graph.provisioningResult'Failure'"), {
      asked: ["provisioningStatusInfo/status eq 'failure'"],
      here: "",
    });
    const { query } = parseQuery("signIns where userPrincipalName eq '${me}'");
    assert.ok(query);
    const { requests, notes } = plan(substitute(query, new Map([["me", "Alex_fabrikam.com#EXT#@contoso.onmicrosoft.com"]])), {
      now,
      zone: "utc",
    });
    assert.deepEqual(
      [requests[0]?.condition, notes[1]],
      [
        "userPrincipalName eq 'alex_fabrikam.com#ext#@contoso.onmicrosoft.com'",
        "Guests stand under their own address, alex@fabrikam.com, not under #EXT#: that name finds nothing.",
      ],
    );
  });

  test("asks what only some published queries use, checks it here too, and knows what to ask when it is refused", () => {
    const tried = (text: string) => {
      const { requests, here } = planned(text);
      return [requests.map(({ condition, surely }) => [condition, surely]), here && printFilter(here)];
    };
    const risk = "riskEventTypes_v2/any(r: r eq 'unlikelyTravel')";
    assert.deepEqual(tried(`signIns where ${risk} and appId eq 'a'`), [[[`${risk} and appId eq 'a'`, "appId eq 'a'"]], risk]);
    const old = "authenticationProcessingDetails/any(d: d/key eq 'Legacy TLS (TLS 1.0, 1.1, 3DES)')";
    assert.deepEqual(tried(`signIns where ${old}`), [[[old, ""]], old]);
    assert.deepEqual(tried("provisioning where contains(tolower(servicePrincipal/id), 'ab')"), [
      [["contains(tolower(servicePrincipal/id),'ab')", ""]],
      "contains(tolower(servicePrincipal/id), 'ab')",
    ]);
    assert.deepEqual(tried("signIns where clientAppUsed ne 'Browser'"), [
      [["clientAppUsed ne 'Browser'", ""]],
      "clientAppUsed ne 'Browser'",
    ]);
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
        const here = made.here && compile(made.here, { now, report: reportById(query.report) });
        assert.deepEqual(
          fetched.filter((one) => here?.(one) ?? true),
          records.filter((one) => means(query, made, one)),
          JSON.stringify(made),
        );
      }),
      { numRuns: 400 },
    );
  });

  test("is proved by a guard that is never stricter than the service, whether that minds letter case or not", () => {
    const cases = fc.oneof(
      ...reports.map((report) => fc.tuple(queryOf(report), fc.array(record(report), { minLength: 1, maxLength: 5 }), fc.boolean())),
    );
    fc.assert(
      fc.property(cases, ([query, records, inCapitals]) => {
        const report = reportById(query.report);
        const made = plan(query, { now, zone: "utc" });
        const sent = records.flatMap((one) => {
          // The service keeps another spelling than the one that is asked for.
          const kept = inCapitals ? capitals(one) : one;
          const isSent = made.requests.some(({ filter }) => answers(filter, one, query) || answersByCharacters(filter, kept, query));
          return isSent ? [kept] : [];
        });
        const here = made.here && compile(made.here, { now, report });
        const guard = made.guard && compile(made.guard, { now, report, asGuard: true });
        const kept = sent.filter((one) => here?.(one) ?? true);
        assert.deepEqual(
          kept.filter((one) => guard && !guard(one)),
          [],
          JSON.stringify(made),
        );
      }),
      { numRuns: 400 },
    );
  });

  /** All texts of a record in upper case, but those of times and of sign-in types. */
  function capitals(one: Record<string, unknown>): Record<string, unknown> {
    const changed = (value: unknown): unknown =>
      typeof value === "string" && !/^\d{4}-/.test(value)
        ? value.toUpperCase()
        : Array.isArray(value)
          ? value.map(changed)
          : typeof value === "object" && value !== null
            ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, changed(member)]))
            : value;
    const { signInEventTypes, ...others } = one;
    return { ...(changed(others) as Record<string, unknown>), ...(signInEventTypes !== undefined && { signInEventTypes }) };
  }

  function answersByCharacters(filter: string, one: Record<string, unknown>, { report }: Query): boolean {
    const { expression } = parseFilter(filter);
    assert.ok(expression, filter);
    const isVisible =
      report !== "signIns" || filter.includes("signInEventTypes/any(") || String(one["signInEventTypes"]) === "interactiveUser";
    return isVisible && evaluate(expression, one, { now });
  }

  /** The service: it evaluates the filter, and leaves out all but interactive users when nothing is said of types. */
  function answers(filter: string, one: Record<string, unknown>, { report }: Query): boolean {
    const { expression } = parseFilter(filter);
    assert.ok(expression, filter);
    const isVisible =
      report !== "signIns" || filter.includes("signInEventTypes/any(") || String(one["signInEventTypes"]) === "interactiveUser";
    return isVisible && evaluate(expression, one, { now, report: reportById(report) });
  }

  function means(query: Query, { from, to }: Plan, one: Record<string, unknown>): boolean {
    const { timeField } = reportById(query.report);
    const inRange = parseFilter(withinTime(reportById(query.report), "", from, to)).expression!;
    assert.equal(typeof one[timeField], "string");
    const saysTypes = query.types !== undefined || (query.where !== undefined && printFilter(query.where).includes("signInEventTypes"));
    const types: readonly string[] =
      query.types ?? (saysTypes ? ["interactiveUser", "nonInteractiveUser", "servicePrincipal", "managedIdentity"] : ["interactiveUser"]);
    const hasType = query.report !== "signIns" || types.includes(String(one["signInEventTypes"]));
    return (
      hasType &&
      evaluate(inRange, one, { now }) &&
      (query.where === undefined || evaluate(query.where, one, { now, report: reportById(query.report) }))
    );
  }
});
