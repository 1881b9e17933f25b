import assert from "node:assert/strict";
import fc from "fast-check";
import { check, parseFilter } from "../../../../src/query/index.ts";
import { reportById, reports, type ReportId } from "../../../../src/reports/index.ts";
import { loadPatterns } from "../../../../src/query/loadPatterns.ts";
import { condition } from "../arbitraries.ts";

const complaints = (report: ReportId, text: string) => {
  const { expression, errors } = parseFilter(text);
  assert.ok(expression, `${text}: ${JSON.stringify(errors)}`);
  return check(expression, reportById(report)).map(({ start, end, severity, message, replacement }) => [
    text.slice(start, end),
    severity === "error" ? message : `${severity}: ${message}`,
    ...(replacement === undefined ? [] : [replacement]),
  ]);
};
const complains = (report: ReportId, wrong: Record<string, readonly (readonly string[])[]>) =>
  assert.deepEqual(Object.fromEntries(Object.keys(wrong).map((text) => [text, complaints(report, text)])), wrong);

suite("A condition checked against its report", () => {
  test("has no errors when it fits", () => {
    for (const report of reports) {
      fc.assert(
        fc.property(condition(report), (where) => assert.deepEqual(check(where, report), [])),
        { numRuns: 100 },
      );
    }
    complains("signIns", {
      "flaggedForReview and not isInteractive": [],
      "STATUS/errorcode in (0, 50126) and status eq null": [],
      "signInEventTypes/any(t: t eq 'servicePrincipal') and signInEventTypes/$count gt 1 and length(signInEventTypes) lt 3": [],
      "createdDateTime ge now() sub duration'P1D' and date(createdDateTime) eq 2026-11-01": [],
      "authenticationProtocol has 'deviceCode' and authenticationProtocol eq 'none'": [],
      "appliedConditionalAccessPolicies/any(p: p/enforcedGrantControls/any(c: c eq 'Mfa') and p/id ne $it/id)": [],
      "appliedEventListeners/any(l: l/handlerResult/whatever eq 1)": [],
      "appDisplayName in networkLocationDetails": [],
      "riskState eq 'unknownFutureValue' and userPrincipalName eq '${me}'": [],
    });
  });

  test("names fields that are not there, with the nearest", () => {
    complains("signIns", {
      "appDisplayNme eq 'x'": [["appDisplayNme", "signIns has no field 'appDisplayNme'. Did you mean 'appDisplayName'?", "appDisplayName"]],
      "errorCode eq 5": [["errorCode", "signIns has no field 'errorCode'. Did you mean 'status/errorCode'?", "status/errorCode"]],
      "status/erorCode eq 5": [
        ["status/erorCode", "signIns has no field 'status/erorCode'. Did you mean 'status/errorCode'?", "status/errorCode"],
      ],
      "activityDateTime ge 2026-01-01": [
        ["activityDateTime", "signIns has no field 'activityDateTime'. Did you mean 'createdDateTime'?", "createdDateTime"],
      ],
      "appDisplayName/x eq 'y'": [["appDisplayName/x", "appDisplayName is text in single quotes and has no members", "appDisplayName"]],
      "appDisplayName eq Portal": [["Portal", "signIns has no field 'Portal'. Text stands in single quotes", "'Portal'"]],
      "authenticationDetails/any(a: a/succeded)": [
        ["a/succeded", "The items of authenticationDetails have no 'succeded'. Did you mean 'succeeded'?", "a/succeeded"],
      ],
    });
  });

  test("wants values of the field's kind, and proposes them", () => {
    complains("signIns", {
      "createdDateTime ge '2026-01-01T00:00:00Z'": [
        [
          "'2026-01-01T00:00:00Z'",
          "createdDateTime is compared with a time such as 2026-11-08T12:00:00Z or a date, without quotes",
          "2026-01-01T00:00:00Z",
        ],
      ],
      "createdDateTime ge 'yesterday'": [
        ["'yesterday'", "createdDateTime is compared with a time such as 2026-11-08T12:00:00Z or a date, without quotes"],
      ],
      "status/errorCode eq '50126'": [["'50126'", "status/errorCode is compared with a number", "50126"]],
      "status/errorCode in (0, '1')": [["'1'", "status/errorCode is compared with a number", "1"]],
      "'true' eq isInteractive": [["'true'", "isInteractive is compared with true or false", "true"]],
      "appId eq 12": [["12", "appId is compared with text in single quotes", "'12'"]],
      "createdDateTime eq status/errorCode": [
        [
          "status/errorCode",
          "Cannot compare: createdDateTime is a time such as 2026-11-08T12:00:00Z or a date, without quotes, status/errorCode is a number",
        ],
      ],
      "contains(status/errorCode, '5')": [["status/errorCode", "contains takes text in single quotes"]],
      "year('2026') eq 2026": [["'2026'", "year takes a time such as 2026-11-08T12:00:00Z or a date, without quotes"]],
      "appDisplayName add 1 eq 2": [["appDisplayName", "appDisplayName is text in single quotes: nothing can be calculated with it"]],
      appDisplayName: [["appDisplayName", "Expected a condition: appDisplayName is neither true nor false"]],
      "matchesPattern(userAgent, '(a+)+')": [],
    });
  });

  test("names the field of the time where another report's was meant", () => {
    complains("directoryAudits", {
      "createdDateTime ge 2026-01-01": [
        ["createdDateTime", "directoryAudits has no field 'createdDateTime'. Did you mean 'activityDateTime'?", "activityDateTime"],
      ],
    });
  });

  const wrongPattern = (pattern: string) =>
    complaints("signIns", `matchesPattern(userAgent, '${pattern.replaceAll("'", "''")}')`).map(([part, message]) => [
      part?.slice(0, 20),
      message,
    ]);

  test("says of a pattern what cannot be asked, where, and what to write instead, before anything is loaded", () => {
    const expected = {
      "^(?=.*Edg)Mozilla": [
        "(?=",
        "Looking ahead (?=…) is not possible: write a second condition, matchesPattern(…) and matchesPattern(…)",
      ],
      "Win(?!dows)": ["(?!", "Looking ahead (?!…) is not possible: write a second condition, … and not matchesPattern(…)"],
      "(?<=a)b": ["(?<=", "Looking behind (?<=…) is not possible: write what comes before as a part of the pattern"],
      "(?<!a)b": ["(?<!", "Looking behind (?<!…) is not possible: write a second condition, … and not matchesPattern(…)"],
      "it's (a)\\1": ["\\1", "A group cannot be asked for again (\\1): write out what may stand there, such as (?:aa|bb)"],
      "\\u20AC": ["\\u20AC", "Characters are written by their number as \\x{20AC}, or as themselves"],
      "a{20,1001}": ["{20,1001}", "A part can be repeated 1000 times at most: {20,} asks for 20 or more"],
      "a++": ["++", "Possessive repeats such as a++ are not needed here: write a+"],
      ["x".repeat(1001)]: ["x".repeat(20), "A pattern has at most 1000 characters, this one has 1001"],
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((pattern) => [pattern, wrongPattern(pattern)[0]])), expected);
    const fine = ["\\+\\+", "[(?=]", "\\\\1", "a{1,1000}", "(?i)edge", "(?P<name>a)|(?:b)", "[*+]", "x}+"];
    assert.deepEqual(
      fine.filter((pattern) => wrongPattern(pattern).length > 0),
      [],
    );
  });

  test("says all that is wrong with a pattern once it can be read", async () => {
    await loadPatterns("matchesPattern");
    complains("signIns", {
      "matchesPattern(userAgent, 'a(b')": [["a(b", "Expected a regular expression: missing closing ), 'a(b'"]],
      "matchesPattern(userAgent, 'it''s [z-a]')": [["z-a", "Expected a regular expression: invalid character class range, 'z-a'"]],
      "matchesPattern(userAgent, '(a+)+$')": [],
    });
  });

  test("knows the members of enumerations, and that new ones may come", () => {
    complains("signIns", {
      "riskState eq 'atrisk'": [
        ["'atrisk'", "warning: riskState is written 'atRisk': upper and lower case make no difference in it", "'atRisk'"],
      ],
      "riskState eq 'atRsk'": [["'atRsk'", "riskState has no value 'atRsk'. Did you mean 'atRisk'?", "'atRisk'"]],
      "conditionalAccessStatus eq 'brandNew'": [
        ["'brandNew'", "warning: conditionalAccessStatus has no value 'brandNew'. Known are success, failure, notApplied"],
      ],
      "riskState gt 'none'": [["riskState gt 'none'", "The values of riskState have no order: use eq, ne or in"]],
      "appDisplayName has 'x'": [
        [
          "appDisplayName has 'x'",
          "'has' asks for the members of an enumeration, appDisplayName is text in single quotes",
          "contains(tolower(appDisplayName), 'x')",
        ],
      ],
    });
  });

  test("shows how to ask lists, objects and what 'not' denies", () => {
    complains("directoryAudits", {
      "targetResources/displayName eq 'x'": [
        [
          "targetResources/displayName eq 'x'",
          "targetResources is a list: its items are asked with any, such as targetResources/any(t: t/displayName eq 'x')",
          "targetResources/any(t: t/displayName eq 'x')",
        ],
      ],
      "startswith(tolower(targetResources/displayName), 'x')": [
        [
          "startswith(tolower(targetResources/displayName), 'x')",
          "targetResources is a list: its items are asked with any, such as targetResources/any(t: startswith(tolower(t/displayName), 'x'))",
          "targetResources/any(t: startswith(tolower(t/displayName), 'x'))",
        ],
      ],
      "initiatedBy/user/any(u: u/id eq 'x')": [["initiatedBy/user", "initiatedBy/user is no list: 'any' asks the items of one"]],
      "initiatedBy/user/$count gt 0": [["initiatedBy/user/$count", "initiatedBy/user is no list: nothing can be counted"]],
    });
    complains("signIns", {
      "status eq 0": [
        [
          "status",
          "status is an object: compare one of its members, status/additionalDetails, status/errorCode, status/failureReason",
          "status/errorCode",
        ],
      ],
      "not status/errorCode eq 0": [
        [
          "not status/errorCode eq 0",
          "'not' belongs to the nearest word only: what it denies stands in parentheses",
          "not (status/errorCode eq 0)",
        ],
      ],
    });
  });

  test("warns of what finds nothing", () => {
    complains("signIns", {
      "userPrincipalName eq 'Alex@contoso.com'": [],
      "'alex_fabrikam.com#EXT#@contoso.onmicrosoft.com' eq userPrincipalName": [
        [
          "'alex_fabrikam.com#EXT#@contoso.onmicrosoft.com'",
          "warning: Guests stand in sign-ins under their own address, alex@fabrikam.com, not under #EXT#: this finds nothing",
          "'alex@fabrikam.com'",
        ],
      ],
      "userPrincipalName in ('x', 'alex%40contoso.com')": [
        [
          "'alex%40contoso.com'",
          "warning: This looks percent-encoded, as in a URL: 'alex@contoso.com' is asked without",
          "'alex@contoso.com'",
        ],
      ],
      "appId eq 00000003-0000-0000-c000-000000000000": [
        [
          "00000003-0000-0000-c000-000000000000",
          "warning: appId is text: without quotes the service refuses this, and it is compared here",
          "'00000003-0000-0000-c000-000000000000'",
        ],
      ],
      "userDisplayName eq '${you}'": [
        ["'${you}'", "warning: Unknown variable ${you}: known are ${me}, ${tenant}, ${input:Label}, ${pick:field}"],
      ],
    });
  });
});
