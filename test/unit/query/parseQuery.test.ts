import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter, parseQuery, printQuery, type Query } from "../../../src/query/index.ts";
import { reportIds } from "../../../src/reports/report.ts";
import { query } from "./arbitraries.ts";
import { leastMs } from "./leastMs.ts";

const where = (text: string) => {
  const { expression } = parseFilter(text);
  assert.ok(expression, text);
  return expression;
};
const read = (text: string, options?: Parameters<typeof parseQuery>[1]): Query | undefined => {
  const { query: found, errors } = parseQuery(text, options);
  assert.deepEqual(errors, [], text);
  return found;
};
const complaints = (text: string) =>
  parseQuery(text).problems.map(({ start, end, severity, message, replacement }) => [
    text.slice(start, end),
    severity === "error" ? message : `${severity}: ${message}`,
    ...(replacement === undefined ? [] : [replacement]),
  ]);
const complains = (wrong: Record<string, readonly (readonly string[])[]>) =>
  assert.deepEqual(Object.fromEntries(Object.keys(wrong).map((text) => [text, complaints(text)])), wrong);

suite("A query text", () => {
  test("has a report and clauses with comments between them", () => {
    const text = `signIns
last 7d                                   // or: from 2026-11-01 to 2026-11-08T12:00:00Z
types interactiveUser, nonInteractiveUser // signIns only
where status/errorCode ne 0 and contains(tolower(appDisplayName), 'portal')
columns createdDateTime, userPrincipalName, ipAddress, status/errorCode
sort createdDateTime desc
take 5000`;
    assert.deepEqual(read(text), {
      report: "signIns",
      range: { kind: "last", amount: 7, unit: "d" },
      types: ["interactiveUser", "nonInteractiveUser"],
      where: where("status/errorCode ne 0 and contains(tolower(appDisplayName), 'portal')"),
      columns: ["createdDateTime", "userPrincipalName", "ipAddress", "status/errorCode"],
      sort: [{ path: "createdDateTime", direction: "desc" }],
      take: 5000,
    });
  });

  test("has its clauses in any order, in any case, or not at all", () => {
    assert.deepEqual(
      read("DIRECTORYAUDITS Take 5 Sort activitydatetime, RESULT Desc Where result eq 'failure' FROM 2026-11-01t00:00:00z"),
      {
        report: "directoryAudits",
        take: 5,
        sort: [
          { path: "activityDateTime", direction: "asc" },
          { path: "result", direction: "desc" },
        ],
        where: where("result eq 'failure'"),
        range: { kind: "between", from: "2026-11-01T00:00:00Z" },
      },
    );
    assert.deepEqual(read("provisioning"), { report: "provisioning", range: { kind: "last", amount: 24, unit: "h" } });
    assert.deepEqual(read("provisioning last 2 months columns provisioningSteps/name"), {
      report: "provisioning",
      range: { kind: "last", amount: 2, unit: "mo" },
      columns: ["provisioningSteps/[]/name"],
    });
  });

  test("is printed so that it is read back as the same query, in one line or more", () => {
    fc.assert(
      fc.property(query, fc.boolean(), (value, multiline) => {
        const text = printQuery(value, { multiline });
        assert.deepEqual(parseQuery(text).errors, [], text);
        assert.deepEqual(parseQuery(text).query, value, text);
      }),
      { numRuns: 500 },
    );
  });

  test("is printed canonically", () => {
    const text =
      "signins take 3 where (appDisplayName EQ 'a') and (status/errorCode ne 0 or userAgent eq 'b') and startswith(userPrincipalName, 'a very long name')  last 1 week";
    const value = read(text);
    assert.ok(value);
    assert.deepEqual(
      printQuery(value),
      "signIns last 1w where appDisplayName eq 'a' and (status/errorCode ne 0 or userAgent eq 'b') and startswith(userPrincipalName, 'a very long name') take 3",
    );
    assert.deepEqual(printQuery(value, { multiline: true }).split("\n"), [
      "signIns",
      "last 1w",
      "where appDisplayName eq 'a'",
      "  and (status/errorCode ne 0 or userAgent eq 'b')",
      "  and startswith(userPrincipalName, 'a very long name')",
      "take 3",
    ]);
  });

  test("with errors says what is wrong, where, and what would be right, for all of it", () => {
    complains({
      "": [["", `Expected a report: ${reportIds.join(", ")}`]],
      "sgnIns last 7d": [["sgnIns", "Unknown report 'sgnIns'. Did you mean 'signIns'?", "signIns"]],
      "signIns last 7x wher a eq 1 colums id, fooo take 0": [
        ["x", "Expected a unit of time: m, h, d, w or mo, found 'x'"],
        ["wher", "Unknown clause 'wher'. Did you mean 'where'?", "where"],
        ["a", "signIns has no field 'a'"],
        ["colums", "Unknown clause 'colums'. Did you mean 'columns'?", "columns"],
        ["fooo", "signIns has no field 'fooo'"],
        ["0", "Expected a number of rows, 1 or more, found '0'"],
      ],
      "signIns last 7d last 8d types foo, interactivUser": [
        ["last", "The time range stands twice: either 'last' or 'from'"],
        ["foo", "Unknown type of sign-in 'foo'. Expected interactiveUser, nonInteractiveUser, servicePrincipal, managedIdentity"],
        ["interactivUser", "Unknown type of sign-in 'interactivUser'. Did you mean 'interactiveUser'?", "interactiveUser"],
      ],
      "signIns from 2026-11-08 to 2026-11-01": [["2026-11-01", "The range ends before it starts"]],
      "signIns from 2026-11-01 to 2026-11-01": [
        ["2026-11-01", "The range is empty: a date is its first moment, so a whole day ends with the next date"],
      ],
      "signIns from '2026-11-01' to 2026-11-08T12:00": [
        ["'2026-11-01'", "A date stands without quotes", "2026-11-01"],
        ["2026-11-08T12:00", "Expected a date such as 2026-11-08 or a time such as 2026-11-08T12:00:00Z", "2026-11-08T12:00:00Z"],
      ],
      "signIns from 12026-11-01": [["12026-11-01", "A year has four digits: no record is of this time"]],
      "signIns status/errorCode ne 0": [["status", "A condition stands after 'where'", "where status"]],
      "provisioning types interactiveUser sort provisioningSteps": [
        ["interactiveUser", "Only sign-ins have types: this clause belongs to signIns"],
        ["provisioningSteps", "provisioningSteps holds more than one value, so nothing can be sorted by it"],
      ],
      "signIns columns id id, id where": [
        [" ", "Expected ',' before 'id'", ", "],
        ["id", "id stands twice"],
        ["id", "id stands twice"],
        ["", "Expected a field, a value or a function"],
      ],
    });
  });

  test("says where it denies what nobody can tell of a record that lacks the field, and how such records are kept", () => {
    const without = (names: string) => `info: Records without ${names} are left out: what is not there meets neither this nor its contrary`;
    complains({
      "signIns where not contains(tolower(userAgent), 'x') and status/errorCode ne 0": [
        ["not contains(tolower(userAgent), 'x')", without("userAgent"), "(not contains(tolower(userAgent), 'x') or userAgent eq null)"],
      ],
      "signIns where status/errorCode eq 0 or not isInteractive": [
        ["not isInteractive", without("isInteractive"), "(not isInteractive or isInteractive eq null)"],
      ],
      "signIns where not (authenticationProtocol has 'deviceCode')": [
        [
          "not (authenticationProtocol has 'deviceCode')",
          without("authenticationProtocol"),
          "(not authenticationProtocol has 'deviceCode' or authenticationProtocol eq null)",
        ],
      ],
      "signIns where not (startswith(userAgent, 'x') or endswith(clientAppUsed, 'y'))": [
        ["not (startswith(userAgent, 'x') or endswith(clientAppUsed, 'y'))", without("clientAppUsed or userAgent")],
      ],
      // Whether it is there is asked for, or what is denied is true or false of every record.
      "signIns where not contains(userAgent, 'x') or userAgent eq null": [],
      "signIns where userAgent ne null and not contains(userAgent, 'x')": [],
      "signIns where not (status/errorCode gt 0) and not (appDisplayName eq 'x') and not (appId in ('x'))": [],
      "signIns where not signInEventTypes/any(t: contains(t, 'x')) and contains(userAgent, 'x')": [],
    });
  });

  test("with dates in the range and in the condition says that they are of two zones, where the condition has them", () => {
    const told = (date: string) => [
      date,
      `info: In a condition ${date} begins at midnight UTC, as at the service; in the range a date is one of the time zone shown`,
    ];
    complains({
      "signIns from 2026-11-16 to 2026-11-17 where createdDateTime ge 2026-11-16 and createdDateTime lt 2026-11-17": [
        told("2026-11-16"),
        told("2026-11-17"),
      ],
      "signIns where date(createdDateTime) eq 2026-11-16 from 2026-11-01": [told("2026-11-16")],
      // One of the two says which zone it is in, or has no date.
      "signIns from 2026-11-16T00:00:00Z to 2026-11-17T00:00:00Z where createdDateTime ge 2026-11-16": [],
      "signIns from 2026-11-16 where createdDateTime ge 2026-11-16T00:00:00Z": [],
      "signIns from 2026-11-16 where id eq '2026-11-16'": [],
      "signIns last 3d where createdDateTime ge 2026-11-16": [],
    });
    assert.ok(read("signIns from 2026-11-16 where createdDateTime ge 2026-11-16"));
  });

  test("may be a Graph URL as it is in an address line or in a page", () => {
    const expected: Query = {
      report: "signIns",
      range: { kind: "between", from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" },
      types: ["nonInteractiveUser", "interactiveUser"],
      where: where("appDisplayName eq 'A&B + C' and createdDateTime gt 2026-01-01"),
      columns: ["id", "appDisplayName"],
      sort: [{ path: "createdDateTime", direction: "desc" }],
      take: 50,
    };
    const filter =
      "2026-01-02T00:00:00Z ge createdDateTime and signInEventTypes/any(t: t eq 'nonInteractiveUser' or t in ('interactiveUser')) and createdDateTime ge 2026-01-01 and appDisplayName eq 'A&B + C' and createdDateTime gt 2026-01-01";
    const others = "$orderby=createdDateTime desc&$top=50&$select=id,appDisplayName";
    const encode = (text: string) => encodeURIComponent(text).replaceAll("'", "%27");
    assert.deepEqual(read(`https://graph.microsoft.com/beta/auditLogs/signIns?$filter=${filter}&${others}`), expected);
    assert.deepEqual(
      read(`GET https://graph.microsoft.us/v1.0/auditlogs/signins?%24filter=${encode(filter)}&${others.replaceAll(" ", "%20")}`),
      expected,
    );
    assert.deepEqual(
      read(
        `/auditLogs/signIns?$top=50&$filter=${encode(filter).replaceAll("%20", "+")}&$orderby=createdDateTime+desc&$select=id%2CappDisplayName`,
      ),
      expected,
    );
  });

  test("may be a bare filter, of the report that has its fields", () => {
    assert.deepEqual(read("activityDateTime ge 2026-01-01T00:00:00Z and category eq 'UserManagement'"), {
      report: "directoryAudits",
      range: { kind: "between", from: "2026-01-01T00:00:00Z" },
      where: where("category eq 'UserManagement'"),
    });
    assert.deepEqual(read("$filter=activityDateTime%20ge%202026-01-01T00%3A00%3A00Z", { report: "provisioning" }), {
      report: "provisioning",
      range: { kind: "between", from: "2026-01-01T00:00:00Z" },
    });
    assert.deepEqual(read("activityDateTime le 2026-01-01T00:00:00Z")?.range, { kind: "last", amount: 30, unit: "d" });
    complains({
      "contains(appDisplayName, 'x') and status/errorCod eq 0": [
        [
          "contains(appDisplayName, 'x') and status/errorCod eq 0",
          `No report has these fields. Expected a report first: ${reportIds.join(", ")}`,
        ],
      ],
      "category eq": [
        ["category eq", "warning: No time range at createdDateTime: the last 24 hours are asked"],
        ["", "Expected a field, a value or a function"],
      ],
    });
  });

  test("has the range that its condition leaves, wherever in it bounds of the time stand", () => {
    const printed = (text: string) => {
      const found = read(text);
      return found && printQuery(found);
    };
    const windows =
      "(createdDateTime ge 2026-11-01T00:00:00Z and createdDateTime le 2026-11-01T01:00:00Z) or (createdDateTime ge 2026-11-03T00:00:00Z and createdDateTime le 2026-11-03T01:00:00Z)";
    const expected = {
      "createdDateTime gt 2026-11-01T00:00:00Z": "signIns from 2026-11-01T00:00:00Z where createdDateTime gt 2026-11-01T00:00:00Z",
      "createdDateTime lt 2026-11-10 and appId eq 'a'": "signIns last 30d where createdDateTime lt 2026-11-10 and appId eq 'a'",
      "createdDateTime eq 2026-11-10T10:11:12Z":
        "signIns from 2026-11-10T10:11:12Z to 2026-11-10T10:11:12.001Z where createdDateTime eq 2026-11-10T10:11:12Z",
      "activityDateTime gt 2026-11-10T00:00:00Z and activityDateTime lt 2026-11-11T00:00:00Z and durationInMilliseconds gt 5":
        "provisioning from 2026-11-10T00:00:00Z to 2026-11-11T00:00:00Z where activityDateTime gt 2026-11-10T00:00:00Z and activityDateTime lt 2026-11-11T00:00:00Z and durationInMilliseconds gt 5",
      [windows]: `signIns from 2026-11-01T00:00:00Z to 2026-11-03T01:00:00Z where ${windows.replaceAll(/[()]/g, "")}`,
      "createdDateTime ge 2026-11-02T00:00:00Z and (appId eq 'a' or appId eq 'b') and not (createdDateTime gt 2026-11-03T00:00:00.1234567Z)":
        "signIns from 2026-11-02T00:00:00Z to 2026-11-03T00:00:00.124Z where (appId eq 'a' or appId eq 'b') and not (createdDateTime gt 2026-11-03T00:00:00.1234567Z)",
      "createdDateTime ge 2026-11-02T00:00:00Z and createdDateTime le 2026-11-02T00:00:00Z":
        "signIns from 2026-11-02T00:00:00Z to 2026-11-02T00:00:00.001Z where createdDateTime le 2026-11-02T00:00:00Z",
      "date(createdDateTime) eq 2026-11-16":
        "signIns from 2026-11-16T00:00:00Z to 2026-11-17T00:00:00Z where date(createdDateTime) eq 2026-11-16",
      "createdDateTime ge now() sub duration'P7D'": "signIns last 168h where createdDateTime ge now() sub duration'P7D'",
      "signIns where createdDateTime ge 2026-11-01 take 5": "signIns from 2026-11-01T00:00:00Z where createdDateTime ge 2026-11-01 take 5",
      "signIns last 7d where createdDateTime ge 2026-11-01": "signIns last 7d where createdDateTime ge 2026-11-01",
      "signIns where createdDateTime ge 2026-11-01 or appId eq 'a'": "signIns last 24h where createdDateTime ge 2026-11-01 or appId eq 'a'",
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((text) => [text, printed(text)])), expected);
    complains({
      "createdDateTime ge 2026-11-10 and createdDateTime lt 2026-11-01": [
        ["createdDateTime ge 2026-11-10 and createdDateTime lt 2026-11-01", "The times that are asked for end before they begin"],
      ],
    });
  });

  test("may be a URL as shells, JSON, pages and mails write it", () => {
    const audits = "https://graph.microsoft.com/v1.0/auditLogs/directoryAudits";
    const filter = "activityDateTime ge 2026-11-01T00:00:00Z and initiatedBy/user/userPrincipalName eq 'a@b.c'";
    const expected: Query = {
      report: "directoryAudits",
      range: { kind: "between", from: "2026-11-01T00:00:00Z" },
      where: where("initiatedBy/user/userPrincipalName eq 'a@b.c'"),
      columns: ["activityDateTime", "result"],
    };
    const select = "$select=activityDateTime,result";
    for (const text of [
      `${audits}?$filter=${filter}&${select}`,
      `"${audits}?\`$filter=${filter}&\`${select}"`,
      `'${audits}?\\$filter=${filter}&\\${select}'`,
      `${audits}?$filter=${filter}^&${select}`,
      `<${audits}?$filter=${filter}&amp;${select}>.`,
      `${audits}?$filter=${filter.replaceAll("'", "\\u0027")}\\u0026${select}`,
      `${audits}?$filter=${filter.replaceAll("@", "%40")}&${select}`,
      `${audits}?=${filter}&${select}`,
      `${audits}?${filter}&${select}`,
      `?=${filter}&${select}`,
      `\`$filter=${filter}&\`${select}`,
      `GET ${audits}\n  ?$filter=${filter}\n  &${select}\n`,
      `GET /v1.0/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}&${select} HTTP/1.1\nHost: graph.microsoft.com`,
      `${audits}?$filter=${filter}&${select}#section.`,
      `graph.microsoft.com/beta/auditLogs/directoryaudits/?${select}&$filter=${filter}.`,
      encodeURIComponent(`${audits}?$filter=${filter}&${select}`),
      `https://developer.microsoft.com/en-us/graph/graph-explorer?request=${encodeURIComponent(
        `auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}&${select}`,
      )}&method=GET&version=v1.0&GraphUrl=https://graph.microsoft.com`,
    ])
      assert.deepEqual(read(text), expected, text);
    for (const name of ["x_y.com#EXT#@contoso.com", "R&D", "100% & more=less", "a&$top=5", "C# / F#", "a+b@c.d"]) {
      const value = name.replaceAll("'", "''");
      const { where: found } = read(`${audits}?$filter=activityDateTime ge 2026-11-01 and category eq '${value}'&$top=5`) ?? {};
      assert.deepEqual(found, where(`category eq '${value}'`), name);
    }
  });

  test("may be a command of a shell or of Microsoft's modules", () => {
    const url = "https://graph.microsoft.com/v1.0/auditLogs/signIns";
    const time = "createdDateTime ge 2026-11-01T00:00:00Z";
    const expected: Query = {
      report: "signIns",
      range: { kind: "between", from: "2026-11-01T00:00:00Z" },
      where: where("userPrincipalName eq 'o''brien@b.c'"),
    };
    const filter = `${time} and userPrincipalName eq 'o''brien@b.c'`;
    for (const text of [
      `curl -H "Authorization: Bearer x" "${url}?\\$filter=${filter}"`,
      `az rest --method get --url "${url}?\\$filter=${filter}"`,
      `$r = Invoke-MgGraphRequest -Method GET -Uri "${url}?\`$filter=${filter}" -OutputType PSObject`,
      `Invoke-RestMethod -Uri '${url}?$filter=${filter.replaceAll("'", "''")}' -Headers $h`,
      `Get-MgAuditLogSignIn -Filter "${filter}" -All`,
      `$x = Get-MgBetaAuditLogSignIn -All -Filter '${filter.replaceAll("'", "''")}'`,
      `Get-EntraAuditSignInLog -Filter "${filter}"`,
    ])
      assert.deepEqual(read(text), expected, text);
    assert.deepEqual(
      parseQuery(`Get-MgAuditLogDirectoryAudit -Filter "category eq 'Policy'" -Top 5 -PageSize 5 -ErrorAction Stop`).problems.map(
        ({ message }) => message,
      ),
      [
        "No time range at activityDateTime: the last 24 hours are asked",
        "$top=5 is kept as 'take 5': the newest 5 rows only",
        "-PageSize=5 is left out: no clause of a query says this",
        "-ErrorAction=Stop is left out: no clause of a query says this",
      ],
    );
  });

  test("may be a command that sends its condition apart from the address", () => {
    const url = "https://graph.microsoft.com/beta/auditLogs/signIns";
    const filter = "createdDateTime ge 2026-11-01T00:00:00Z and userPrincipalName eq 'a+b@c.d'";
    const expected: Query = {
      report: "signIns",
      range: { kind: "between", from: "2026-11-01T00:00:00Z" },
      where: where("userPrincipalName eq 'a+b@c.d'"),
      take: 5,
    };
    const bash = filter.replaceAll("'", String.raw`'\''`);
    for (const text of [
      `curl -G '${url}' --data-urlencode '$filter=${bash}' --data-urlencode '$top=5'`,
      `curl -sG -H "Authorization: Bearer x" "${url}" -d "\\$filter=${filter}" -d '$top=5'`,
      `curl -G \\\n  '${url}' \\\n  --data '$filter=${encodeURIComponent(filter).replaceAll("'", "%27")}&$top=5'`,
      `curl -G '${url}?$top=5' --data-urlencode '$filter=${filter.replaceAll("'", `'"'"'`)}'`,
      `az rest --method get --uri ${url} --uri-parameters "\\$filter=${filter}" '$top=5' -o json`,
      `az rest --method get --uri ${url} --uri-parameters '{"$filter": "${bash}", "$top": 5}'`,
      `Invoke-RestMethod -Uri "${url}" -Body @{'$filter'="${filter}"; '$top'=5} -Headers @{ Authorization = "Bearer $t" }`,
      `$r = Invoke-MgGraphRequest -Method GET "v1.0/auditLogs/signIns" -Body @{\n  "\`$filter" = '${filter.replaceAll("'", "''")}'\n  "\`$top" = 5\n}`,
    ]) {
      assert.deepEqual(read(text), expected, text);
      assert.deepEqual(
        parseQuery(text).problems.map(({ message }) => message),
        ["$top=5 is kept as 'take 5': the newest 5 rows only"],
        text,
      );
    }
  });

  test("names what of a command is not understood", () => {
    const unknown = (part: string) => [part, `warning: ${part} is left out: this part of the command is not understood`];
    const url = "https://graph.microsoft.com/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-11-01T00:00:00Z";
    const time = `-Filter "createdDateTime ge 2026-11-01T00:00:00Z"`;
    complains({
      [`Get-MgAuditLogSignIn ${time} -All | ? { $_.Status.ErrorCode -ne 0 }`]: [unknown("| ? { $_.Status.ErrorCode -ne 0 }")],
      [`Get-MgAuditLogSignIn ${time} | Where-Object RiskState -eq x`]: [unknown("| Where-Object RiskState -eq x")],
      [`Get-MgAuditLogSignIn @params ${time}`]: [unknown("@params")],
      [`Invoke-RestMethod -Uri "${url}" -Body $body`]: [unknown("-Body $body")],
      [`(Invoke-RestMethod -Uri "${url}").value`]: [unknown(").value")],
      [`curl "${url}" --frob x -X POST -K | jq .`]: [unknown("--frob x"), unknown("-X POST"), unknown("-K"), unknown("| jq .")],
      [`curl -G "${url}" -d @file`]: [unknown("-d @file")],
    });
    const starts = [`curl -s "${url}" `, `az rest --url "${url}" `, `Invoke-RestMethod -Uri "${url}" `, `Get-MgAuditLogSignIn ${time} `];
    const word = fc.stringMatching(/^(?:--?|[|;@(>]|\$|@\{)?q[a-z]{2,5}q[)}]?$/);
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.array(word, { minLength: 1, maxLength: 6 }), (start, words) => {
        const text = start + words.join(" ");
        const { problems } = parseQuery(text);
        const named = problems.map((problem) => `${text.slice(problem.start, problem.end)} ${problem.message}`).join("\n");
        assert.deepEqual(
          words.filter((each) => !named.includes(each)),
          [],
          text,
        );
      }),
    );
  });

  test("has no comments in a URL, and names variables of a shell that stand in its texts", () => {
    const time = "createdDateTime ge 2026-11-01T00:00:00Z";
    const url = `https://graph.microsoft.com/v1.0/auditLogs/signIns?$filter=${time}`;
    const unfilled = (name: string) => [name, `warning: ${name} is a variable of the shell that was not filled in`];
    complains({
      [`${url} // x and appId eq 'b'`]: [
        [`${url} // x and appId eq 'b'`, "warning: No time range at createdDateTime: the last 24 hours are asked"],
        ["/", "Expected 'and', 'or' or the end of the condition, found '/'"],
        ["/", "Expected a field, a value or a function, found '/'"],
      ],
      [`${url} and appDisplayName eq 'https://x'`]: [],
      [`${url} and appDisplayName eq '$UPN'`]: [unfilled("$UPN")],
      [`${url} and appDisplayName in ('%NAME%', '\${name}', '\${me}', '100% & more', '$5')`]: [
        unfilled("%NAME%"),
        ["'${name}'", "warning: Unknown variable ${name}: known are ${me}, ${tenant}, ${input:Label}, ${pick:field}"],
        unfilled("${name}"),
      ],
      [`Get-MgAuditLogSignIn -Filter "${time} and userPrincipalName eq '$upn'"`]: [unfilled("$upn")],
      "signIns last 1d where appDisplayName eq '$upn'": [],
    });
  });

  test("may be the address of a single record, which it also finds among all that is kept", () => {
    const record = (text: string) => {
      const { record: found, query: finds, errors } = parseQuery(text);
      assert.deepEqual(errors, []);
      return [found, finds && printQuery(finds)];
    };
    const id = "66ea54eb-6301-4ee5-be62-ff5a759b0100";
    const signIn = [
      { report: "signIns", id },
      `signIns last 30d types interactiveUser, nonInteractiveUser, servicePrincipal, managedIdentity where id eq '${id}'`,
    ];
    for (const text of [
      `https://graph.microsoft.com/v1.0/auditLogs/signIns/${id}`,
      `GET https://graph.microsoft.com/beta/auditLogs/signins/${id}?$select=id.`,
      `https://graph.microsoft.com/v1.0/auditLogs/signIns('${id}')`,
      `https://graph.microsoft.com/v1.0/auditLogs/signIns/${id}.`,
    ])
      assert.deepEqual(record(text), signIn, text);
    assert.deepEqual(record("/auditLogs/directoryAudits/Directory_a%2Fb_X1YZ_7"), [
      { report: "directoryAudits", id: "Directory_a/b_X1YZ_7" },
      "directoryAudits last 30d where id eq 'Directory_a/b_X1YZ_7'",
    ]);
    assert.equal(parseQuery("https://graph.microsoft.com/v1.0/auditLogs/signIns?$top=5").record, undefined);
  });

  test("says of a URL what it does not keep, and that it says nothing of when", () => {
    const url = "https://graph.microsoft.com/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-11-01T00:00:00Z";
    const taken = (rest: string) => {
      const { query: found, problems, isRangeAssumed } = parseQuery(url + rest);
      return [
        found && printQuery(found).replace("signIns from 2026-11-01T00:00:00Z", "…"),
        ...problems.map(({ severity, message }) => `${severity}: ${message}`),
        ...(isRangeAssumed ? ["assumed"] : []),
      ];
    };
    assert.deepEqual(
      ["&$top=999", "&$top=5", "&$orderby=createdDateTime asc&$top=5", "&source=adfs&$expand=x", "&$skiptoken=ab_1&$count=true"].map(taken),
      [
        [
          "…",
          "warning: $top=999 is left out: it is the size of a page, and all pages are fetched. Write 'take 999' for the newest 999 rows only",
        ],
        ["… take 5", "warning: $top=5 is kept as 'take 5': the newest 5 rows only"],
        [
          "… sort createdDateTime asc",
          "warning: $top=5 is left out: the oldest rows cannot be asked for alone. All rows of the range are fetched, the oldest first",
        ],
        [
          "…",
          "warning: source=adfs is left out: no clause of a query says this",
          "warning: $expand=x is left out: no clause of a query says this",
        ],
        [
          "…",
          "warning: $skiptoken is left out: it goes on within one answer of the service. The query begins at its beginning",
          "warning: $count is left out: the rows are counted here",
        ],
      ],
    );
    const { isRangeAssumed, problems } = parseQuery("https://graph.microsoft.com/v1.0/auditLogs/signIns?$filter=appId eq 'a'");
    assert.deepEqual(
      [isRangeAssumed, problems.map(({ message }) => message)],
      [true, ["No time range at createdDateTime: the last 24 hours are asked"]],
    );
    const wrong = "https://graph.microsoft.com/v1.0/auditLogs/signIns?%24filter=appDisplayNme%20eq%20%27a%27";
    const [problem] = parseQuery(wrong).errors;
    assert.deepEqual([problem && wrong.slice(problem.start, problem.end), problem?.replacement], ["appDisplayNme", "appDisplayName"]);
  });

  test("asks for sign-in types by a clause, however a pasted filter spells and joins them", () => {
    const both = "signIns from 2026-11-19T00:00:00Z types interactiveUser, nonInteractiveUser";
    for (const filter of [
      "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'noninteractiveUser')",
      "(signInEventTypes/any(t: t eq 'interactiveUser') or signInEventTypes/any(x: x in ('NonInteractiveUser')))",
      "signInEventTypes/any(t: 'interactiveUser' eq t or t eq 'nonInteractiveUser')",
    ])
      assert.equal(printQuery(read(`createdDateTime ge 2026-11-19T00:00:00Z and ${filter}`)!), both, filter);
  });

  test("never makes the parser throw", () => {
    const pieces = fc.constantFrom(
      "signIns",
      "last ",
      "7d",
      "from ",
      "to ",
      "2026-11-01",
      "types ",
      "interactiveUser",
      ",",
      "where ",
      "status/errorCode",
      " eq ",
      "'",
      "columns ",
      "sort ",
      " desc",
      "take ",
      "5",
      "/",
      "[]",
      "//",
      "\n",
      "(",
      ")",
      "auditLogs/signIns?",
      "auditLogs/signIns/",
      "graph-explorer?request=",
      "Get-MgAuditLogSignIn -Filter ",
      "curl 'https://x/auditLogs/signIns?",
      '"',
      "$filter=",
      "#",
      "^&",
      "`",
      "\\",
      " or ",
      "createdDateTime lt 12026-11-01T00:00:00Z",
      "date(createdDateTime) eq 2026-11-01",
      "matchesPattern(userAgent, '(?=a)')",
      "%",
      "&$top=",
    );
    const mutated = fc.tuple(query, fc.nat(), fc.nat(3), pieces).map(([value, at, length, piece]) => {
      const text = printQuery(value);
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + piece + text.slice(cut + length);
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
          mutated,
        ),
        (text) => {
          const { query: found, errors, problems } = parseQuery(text);
          assert.equal(found === undefined, errors.length > 0, text);
          if (found) assert.deepEqual(parseQuery(printQuery(found)).query, found, text);
          for (const { start, end } of problems) assert.ok(start >= 0 && start <= end && end <= text.length, text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("of 10,000 characters is read in a moment, even when it means to hurt", () => {
    const pieces = [
      "last 7d ",
      "wher ",
      "columns id, ",
      "columns id id ",
      "sort id desc, ",
      ", ",
      "where (",
      "where a eq 1 ",
      "types x, ",
      "x ",
      "from ",
      "a/",
      "status/errorCode ne 0 and ",
      "id eq '1' or ",
      "$filter=",
      "&a=b",
      "%20",
      "%27",
      "/",
      "#",
      ".",
      "`\\^",
      "createdDateTime lt 2026-11-01 or ",
      "signInEventTypes/any(t: t ne 'a') or ",
      "not ",
      "matchesPattern(userAgent, '(?=a)') or ",
      "%25",
      "+",
      "&",
      "'",
      " ",
      "\ufeff",
    ];
    const heads = [
      "",
      "signIns ",
      "signIns where ",
      "https://x/auditLogs/signIns?$filter=",
      "https://x/auditLogs/signIns",
      "https://x/auditLogs/signIns?&",
    ];
    const slow = pieces.flatMap((piece) => {
      const tail = piece.repeat(Math.ceil(10_000 / piece.length));
      const times = heads.flatMap((head) => {
        const text = (head + tail).slice(0, 10_000);
        // Blanks at an end are cut off sooner than others.
        return [text, ...(piece.trim() === "" ? [`${text}x`] : [])].map((whole) => leastMs(() => parseQuery(whole), 50));
      });
      return Math.max(...times) < 50 ? [] : [`${piece}: ${times.map(Math.round).join(", ")} ms`];
    });
    assert.deepEqual(slow, []);
  });
});
