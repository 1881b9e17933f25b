import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, repaired, withFixes, type Calendar } from "../../../src/query/index.ts";
import { leastMs } from "./leastMs.ts";

/** A Saturday, in the zone an hour ahead of UTC. */
const calendar: Calendar = { now: new Date("2026-11-28T10:00:00Z"), zone: "Europe/Berlin" };
const becomes = (expected: Readonly<Record<string, string | undefined>>, options: Parameters<typeof repaired>[1] = { calendar }) =>
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((text) => [text, repaired(text, options)])), expected);
const fixable = (text: string) => parseQuery(text, { calendar }).errors.filter(({ replacement }) => replacement !== undefined);

suite("What people write in another way", () => {
  test("for a field is put right: a column's label, a name of Log Analytics, a word of every day", () => {
    becomes({
      "signIns where User eq 'a@b.c'": "signIns where userPrincipalName eq 'a@b.c'",
      "signIns where application eq 'x' or country ne 'DE'": "signIns where appDisplayName eq 'x' or location/countryOrRegion ne 'DE'",
      "signIns where Error code ne 0": "signIns where status/errorCode ne 0",
      "User eq 'a@b.c'": "userPrincipalName eq 'a@b.c'",
      "signIns columns Time, User, Error code sort Time desc":
        "signIns columns createdDateTime, userPrincipalName, status/errorCode sort createdDateTime desc",
      "signIns where ResultType eq 50126 and UPN eq 'a'": "signIns where status/errorCode eq 50126 and userPrincipalName eq 'a'",
      "signIns where Location eq 'DE'": "signIns where location/countryOrRegion eq 'DE'",
      "signIns where Policy name eq 'x'": "signIns where appliedConditionalAccessPolicies/any(a: a/displayName eq 'x')",
      "directoryAudits where User eq 'a' and OperationName eq 'Add user'":
        "directoryAudits where initiatedBy/user/userPrincipalName eq 'a' and activityDisplayName eq 'Add user'",
      "provisioning where Application eq 'x' and ResultType eq 'failure'":
        "provisioning where servicePrincipal/displayName eq 'x' and provisioningStatusInfo/status eq 'failure'",
      // What stands on the right is a value, whatever columns are called.
      "signIns where clientAppUsed eq Application": "signIns where clientAppUsed eq 'Application'",
    });
  });

  test("for a comparison is put right, so that upper and lower case make as little difference as there", () => {
    becomes({
      "userPrincipalName contains 'sofia'": "contains(userPrincipalName, 'sofia')",
      "User contains 'sofia'": "contains(userPrincipalName, 'sofia')",
      'signIns where appDisplayName contains "Sales"': "signIns where contains(tolower(appDisplayName), 'sales')",
      "signIns where appDisplayName contains_cs 'Sales'": "signIns where contains(appDisplayName, 'Sales')",
      "signIns where appDisplayName has 'Teams'": "signIns where contains(tolower(appDisplayName), 'teams')",
      "signIns where userPrincipalName like '%x%'": "signIns where contains(userPrincipalName, 'x')",
      "signIns where userPrincipalName like 'x%'": "signIns where startswith(userPrincipalName, 'x')",
      "signIns where userPrincipalName like '%x'": "signIns where endswith(userPrincipalName, 'x')",
      "signIns where userPrincipalName like 'a.b%c'": "signIns where matchesPattern(userPrincipalName, '^a\\.b.*c$')",
      "signIns where userPrincipalName like 'x'": "signIns where userPrincipalName eq 'x'",
      "signIns where userId == 'x' && ipAddress != '1' || userId = 'y'":
        "signIns where userId eq 'x' and ipAddress ne '1' or userId eq 'y'",
      "signIns where appDisplayName =~ 'Portal' and userPrincipalName =~ 'Alex'":
        "signIns where tolower(appDisplayName) eq 'portal' and userPrincipalName eq 'Alex'",
      "signIns where appDisplayName =~ '${input:Application}'": "signIns where tolower(appDisplayName) eq tolower('${input:Application}')",
      "signIns where ipAddress !startswith '10.' and not userPrincipalName contains 'y'":
        "signIns where (not startswith(ipAddress, '10.') or ipAddress eq null) and (not contains(userPrincipalName, 'y') or userPrincipalName eq null)",
      "signIns where userId not in ('a', 'b') or appDisplayName in~ ('A', 'b')":
        "signIns where not userId in ('a', 'b') or tolower(appDisplayName) in ('a', 'b')",
      "signIns where userId is null or appDisplayName is not null": "signIns where userId eq null or appDisplayName ne null",
      "signIns where status/errorCode between (50000 .. 50200)": "signIns where status/errorCode ge 50000 and status/errorCode le 50200",
      "signIns where ipAddress matches regex '^10'": "signIns where matchesPattern(ipAddress, '^10')",
    });
  });

  test("for a clause is put right; what only the grid does is left out", () => {
    becomes({
      "signIns order by createdDateTime desc": "signIns sort createdDateTime desc",
      "signIns sort by Time descending, id ascending": "signIns sort createdDateTime desc, id asc",
      "signIns top 10": "signIns take 10",
      "signIns limit 10": "signIns take 10",
      "signIns project id, User": "signIns columns id, userPrincipalName",
      "signIns select *": "signIns",
      "signIns where status/errorCode ne 0 group by userPrincipalName order by id": "signIns where status/errorCode ne 0 sort id",
      "signIns last 7d | count": "signIns last 7d",
      "signIns where userId eq 'a' or userId eq 'b' where ipAddress eq '1' take 5 where userAgent eq 'c'":
        "signIns where (userId eq 'a' or userId eq 'b') and ipAddress eq '1' and userAgent eq 'c' take 5",
    });
  });

  test("for a text is put right: what other languages escape", () => {
    becomes({
      'signIns where appDisplayName eq "say \\"x\\""': "signIns where appDisplayName eq 'say \"x\"'",
      'signIns where appDisplayName eq "CONTOSO\\\\alex"': "signIns where appDisplayName eq 'CONTOSO\\alex'",
      // These backslashes are none of an escape.
      'signIns where appDisplayName eq "\\\\server\\share"': "signIns where appDisplayName eq '\\\\server\\share'",
    });
  });

  test("with a quote within a text is told how that is written; of what may be two texts nothing is said", () => {
    const said = (text: string): string[] =>
      parseQuery(text, { calendar }).errors.map(({ start, end, message }) => `${text.slice(start, end)} → ${message}`);
    assert.deepEqual(
      [
        "signIns where userDisplayName eq 'O'Brien' and riskState eq 'none'",
        "signIns where appDisplayName in ('L'Oréal Paris', 'x')",
        "signIns where appDisplayName eq 'rock'n'roll' take 5",
        "signIns where appDisplayName eq 'x\\'y'",
        "signIns where appDisplayName eq 'a'and riskState ne 'none'take 5",
      ].map(said),
      [
        ["'O'Brien' → A quote within a text stands twice: 'O''Brien'"],
        ["'L'Oréal Paris' → A quote within a text stands twice: 'L''Oréal Paris'"],
        ["'rock'n'roll' → A quote within a text stands twice: 'rock''n''roll'"],
        ["'x\\'y' → A quote within a text stands twice: 'x''y'"],
        [],
      ],
    );
    const several = [
      "signIns where appDisplayName eq 'a'b and userId eq 'c'",
      "signIns where appDisplayName eq 'a and userId eq 'c' take 5",
      "signIns where appDisplayName in ('a'b, 'c')",
    ];
    assert.deepEqual(
      several.flatMap(said).filter((message) => message.includes("stands twice")),
      [],
    );
  });

  test("for a function is put right, that of OData 3 with what it looks for in the other place", () => {
    becomes({
      "signIns where substringof('a''b', User) eq true": "signIns where contains(userPrincipalName, 'a''b') eq true",
      "$filter=substringof('x',appDisplayName)": "$filter=contains(appDisplayName, 'x')",
      "SigninLogs | where strlen(AppDisplayName) > 5": "signIns where length(AppDisplayName) gt 5",
      "signIns where lower(appDisplayName) = 'x'": "signIns where tolower(appDisplayName) eq 'x'",
      "signIns where substringof('a')": undefined,
    });
  });

  test("for a member in brackets is put right; of a list by the place of an item is said how its items are asked", () => {
    becomes({
      "SigninLogs | where LocationDetails['city'] == 'x'": "signIns where location/city eq 'x'",
      'SigninLogs | where DeviceDetail["operatingSystem"] startswith "Win"':
        "signIns where startswith(tolower(deviceDetail/operatingSystem), 'win')",
      // The first one and any one are not the same.
      "AuditLogs | where tostring(TargetResources[0].displayName) != 'x'": undefined,
      "AuditLogs | where TargetResources[0].modifiedProperties[1].newValue has 'x'": undefined,
    });
    assert.deepEqual(
      parseQuery("directoryAudits where targetResources[0].displayName eq 'x'").errors.map(({ message }) => message),
      ["An item of a list is not asked for by its place: any of them is, such as targetResources/any(item: item/displayName eq 'value')"],
    );
  });

  test("as databases are asked becomes a query", () => {
    becomes({
      "SELECT * FROM signIns WHERE userId = 'a' ORDER BY createdDateTime DESC LIMIT 10":
        "signIns WHERE userId eq 'a' sort createdDateTime DESC take 10",
      "select UPN, status/errorCode from SigninLogs where userPrincipalName like '%x%'":
        "signIns columns userPrincipalName, status/errorCode where contains(userPrincipalName, 'x')",
      "select distinct top (5) id from audits": "directoryAudits columns id take 5",
      "select count(*) as n from signIns group by userId": "signIns",
      "select a from nowhere": undefined,
    });
  });

  test("for a report is put right", () => {
    becomes({
      "sign-ins last 7d": "signIns last 7d",
      "sign in logs last 7d": "signIns last 7d",
      SigninLogs: "signIns",
      audits: "directoryAudits",
      AuditLogs: "directoryAudits",
      "AADNonInteractiveUserSignInLogs take 5": "signIns types nonInteractiveUser take 5",
      AADProvisioningLogs: "provisioning",
    });
  });

  test("of Log Analytics as a whole becomes a query at once", () => {
    becomes({
      'SigninLogs | where ResultType != 0 and AppDisplayName contains "sales" | order by TimeGenerated desc | take 10':
        "signIns where status/errorCode ne 0 and contains(tolower(appDisplayName), 'sales') sort createdDateTime desc take 10",
      'SigninLogs\n| where TimeGenerated > ago(7d)\n| where ResultType == "50126" or Location == "DE"\n| project TimeGenerated, Account = UserPrincipalName\n| top 5 by TimeGenerated':
        "signIns\nwhere createdDateTime gt now() sub duration'P7D' and (status/errorCode eq 50126 or location/countryOrRegion eq 'DE')\ncolumns createdDateTime, UserPrincipalName\nsort createdDateTime desc take 5",
      'AuditLogs | where OperationName has "role" | sort by ActivityDateTime | summarize count() by Identity':
        "directoryAudits where contains(tolower(activityDisplayName), 'role') sort activityDateTime desc",
    });
  });

  test("for a time is put right: days of the zone shown, hours of it in a range and of UTC in a condition", () => {
    becomes({
      "signIns today": "signIns from 2026-11-28",
      "signIns yesterday": "signIns from 2026-11-27 to 2026-11-28",
      "signIns this week": "signIns from 2026-11-23",
      "signIns this month": "signIns from 2026-11-01",
      "signIns Sunday": "signIns from 2026-11-22 to 2026-11-23",
      "signIns ago(7d)": "signIns last 7d",
      "signIns 7 days": "signIns last 7d",
      "signIns -7d": "signIns last 7d",
      "signIns last week": "signIns last 1w",
      "signIns from ago(7d)": "signIns last 7d",
      "signIns from ago(7d) to ago(1d)": "signIns from 2026-11-21T11:00:00+01:00 to 2026-11-27T11:00:00+01:00",
      "signIns from yesterday to now": "signIns from 2026-11-27",
      "signIns from 27 Nov": "signIns from 2026-11-27",
      // Not a day that is still to come.
      "signIns from 24 December to Jan 2, 2026": "signIns from 2025-12-24 to 2026-01-02",
      "signIns from 27.11.2026 to 11/28/2026": "signIns from 2026-11-27 to 2026-11-28",
      "signIns from 2026-11-27 22:00": "signIns from 2026-11-27T22:00:00+01:00",
      "signIns from 27 Nov 22:00 to 23:30": "signIns from 2026-11-27T22:00:00+01:00 to 2026-11-27T23:30:00+01:00",
      // Behind an instant an hour alone is of the day that the zone has then.
      "signIns from 2026-11-26T23:30:00Z to 10:00": "signIns from 2026-11-26T23:30:00Z to 2026-11-27T10:00:00+01:00",
      // The clock of summer.
      "signIns from 2026-10-01 22:00": "signIns from 2026-10-01T22:00:00+02:00",
      "signIns where createdDateTime ge 2026-11-27 22:00": "signIns where createdDateTime ge 2026-11-27T22:00:00Z",
      "signIns where createdDateTime ge ago(90m)": "signIns where createdDateTime ge now() sub duration'PT90M'",
      "signIns where createdDateTime ge today": "signIns where createdDateTime ge 2026-11-27T23:00:00Z",
      "signIns where createdDateTime eq yesterday":
        "signIns where (createdDateTime ge 2026-11-26T23:00:00Z and createdDateTime lt 2026-11-27T23:00:00Z)",
      "signIns where createdDateTime le 27 Nov": "signIns where createdDateTime lt 2026-11-28",
      "signIns where createdDateTime between (datetime(2026-11-01) .. datetime(2026-11-08 10:00))":
        "signIns where createdDateTime ge 2026-11-01 and createdDateTime le 2026-11-08T10:00:00Z",
    });
    // In a zone of UTC an instant says so.
    becomes({ "signIns from 2026-11-27 22:00": "signIns from 2026-11-27T22:00:00Z" }, { calendar: { ...calendar, zone: "UTC" } });
  });

  test("for an outcome is put right: a report has it as a code, or as one of several values", () => {
    becomes({
      "signIns where failed": "signIns where status/errorCode ne 0",
      "signIns where not failed": "signIns where not (status/errorCode ne 0)",
      "signIns where status = failed": "signIns where status/errorCode ne 0",
      'signIns where Status != "success"': "signIns where status/errorCode ne 0",
      "signIns where result eq 'Success' or outcome ne failure": "signIns where status/errorCode eq 0 or status/errorCode eq 0",
      "signIns where success = false and error == 50126": "signIns where status/errorCode ne 0 and status/errorCode eq 50126",
      "signIns failed this week": "signIns where status/errorCode ne 0 from 2026-11-23",
      "failed sign-ins last 7d": "signIns where status/errorCode ne 0 last 7d",
      "failed AuditLogs": "directoryAudits where result in ('failure', 'timeout')",
      "directoryAudits where succeeded": "directoryAudits where result eq 'success'",
      "directoryAudits where result = failed": "directoryAudits where result in ('failure', 'timeout')",
      "provisioning where failed": "provisioning where provisioningStatusInfo/status eq 'failure'",
      // What was skipped neither failed nor succeeded.
      "provisioning where status != success": "provisioning where provisioningStatusInfo/status ne 'success'",
      "provisioning where failed = false": "provisioning where provisioningStatusInfo/status ne 'failure'",
      "directoryAudits where result != failed": "directoryAudits where not result in ('failure', 'timeout')",
      "signIns where status in (failed)": "signIns where status/errorCode ne 0",
      "signIns where status not in ('Failed', failure)": "signIns where not (status/errorCode ne 0)",
      "signIns where isInteractive and result in (failed, 'success')":
        "signIns where isInteractive and (status/errorCode ne 0 or status/errorCode eq 0)",
    });
    assert.equal(parseQuery("directoryAudits where result eq 'failure'").problems.length, 0);
  });

  test("for a country is put right: by its name all would be from elsewhere", () => {
    becomes({
      "signIns where country != Germany": "signIns where location/countryOrRegion ne 'DE'",
      'signIns where Location != "Germany"': "signIns where location/countryOrRegion ne 'DE'",
      'signIns where Location !in ("Germany", "UK")': "signIns where not location/countryOrRegion in ('DE', 'GB')",
      "signIns where location/countryOrRegion eq 'United States'": "signIns where location/countryOrRegion eq 'US'",
      "signIns where location = 'Berlin'": "signIns where location/city eq 'Berlin'",
      "signIns where country =~ 'germany' or country !contains 'United Kingdom'":
        "signIns where location/countryOrRegion eq 'DE' or not (location/countryOrRegion eq 'GB')",
      "signIns where Location in ('x', 'DE') or Location != ''":
        "signIns where location/countryOrRegion in ('x', 'DE') or location/countryOrRegion ne ''",
      "signIns where country like '%France%' and country has_any ('Spain', 'xy')":
        "signIns where location/countryOrRegion eq 'FR' and (location/countryOrRegion eq 'ES' or contains(tolower(location/countryOrRegion), 'xy'))",
      "signIns where country !in~ ('Germany', 'fr')": "signIns where not location/countryOrRegion in ('DE', 'FR')",
    });
    assert.deepEqual(
      parseQuery("signIns where location/countryOrRegion eq 'de'").problems.map(({ severity, replacement }) => [severity, replacement]),
      [["warning", "'DE'"]],
    );
  });

  test("for a comparison in words, a text without quotes, a test for nothing and a conversion is put right", () => {
    becomes({
      "signIns where country is not DE and application is Salesforce":
        "signIns where location/countryOrRegion ne 'DE' and appDisplayName eq 'Salesforce'",
      "signIns where app equals 'x' and country not equals 'DE'":
        "signIns where appDisplayName eq 'x' and location/countryOrRegion ne 'DE'",
      "signIns where user = alex@contoso.com": "signIns where userPrincipalName eq 'alex@contoso.com'",
      "signIns where user contains alex": "signIns where contains(userPrincipalName, 'alex')",
      "signIns where isempty(userAgent) or isnotnull(ResultType)":
        "signIns where (userAgent eq null or userAgent eq '') or status/errorCode ne null",
      'signIns where tostring(Status.errorCode) != "0"': "signIns where status/errorCode ne 0",
      "signIns where LocationDetails.countryOrRegion == 'DE'": "signIns where location/countryOrRegion eq 'DE'",
      "signIns where AppDisplayName has_any (\"Teams\", \"Box\") and userId has_all ('a', 'b')":
        "signIns where (contains(tolower(appDisplayName), 'teams') or contains(tolower(appDisplayName), 'box')) and contains(userId, 'a') and contains(userId, 'b')",
      "signIns where TimeGenerated > startofweek(now()) and Time lt startofday(ago(1d)) and Time ge startofmonth()":
        "signIns where createdDateTime gt 2026-11-22 and createdDateTime lt 2026-11-27 and createdDateTime ge 2026-11-01",
      "signIns in the last 7 days": "signIns last 7 days",
    });
  });

  test("for nothing is put right: a list that has no items, an object whose member is meant, a word for it", () => {
    becomes({
      "signIns where isempty(signInEventTypes) or isnotempty(appliedConditionalAccessPolicies)":
        "signIns where not signInEventTypes/any() or appliedConditionalAccessPolicies/any()",
      "signIns where isnotempty(Location)": "signIns where (location/countryOrRegion ne null and location/countryOrRegion ne '')",
      "signIns where application is empty and isInteractive is not empty":
        "signIns where (appDisplayName eq null or appDisplayName eq '') and isInteractive ne null",
      "signIns where userAgent is not blank": "signIns where userAgent ne null and userAgent ne ''",
      "signIns where not userAgent is null": "signIns where not (userAgent eq null)",
      "signIns where userAgent is 'empty'": "signIns where userAgent eq 'empty'",
    });
  });

  test("for a day that is denied leaves all of it out", () => {
    becomes({
      "signIns where createdDateTime != yesterday":
        "signIns where (createdDateTime lt 2026-11-26T23:00:00Z or createdDateTime ge 2026-11-27T23:00:00Z)",
      "signIns where not createdDateTime = yesterday and isInteractive":
        "signIns where not (createdDateTime ge 2026-11-26T23:00:00Z and createdDateTime lt 2026-11-27T23:00:00Z) and isInteractive",
      "signIns where not Time != 27 Nov": "signIns where not (createdDateTime lt 2026-11-27 or createdDateTime ge 2026-11-28)",
      "signIns where not Time <= today": "signIns where not (createdDateTime lt 2026-11-28T23:00:00Z)",
    });
  });

  test("for a value without quotes leaves no part of it out, nor takes it for a field", () => {
    becomes({
      "signIns where User = o'brien@contoso.com and country = 'DE'":
        "signIns where userPrincipalName eq 'o''brien@contoso.com' and location/countryOrRegion eq 'DE'",
      "signIns where User eq'alex@contoso.com' and userAgent ne'x'":
        "signIns where userPrincipalName eq 'alex@contoso.com' and userAgent ne 'x'",
      "signIns where userAgent == N'x'": "signIns where userAgent eq 'x'",
    });
    becomes({
      // Of few letters, some field is always near.
      "signIns where User != jd or User in (jd, 'x') or app !in~ (Jd)":
        "signIns where userPrincipalName ne 'jd' or userPrincipalName in ('jd', 'x') or not tolower(appDisplayName) in ('jd')",
      "signIns where User has_any (jd, alex)": "signIns where (contains(userPrincipalName, 'jd') or contains(userPrincipalName, 'alex'))",
      "signIns where ip = 10.0.0.1 or ip !in (10.0.0.2, 10.0.0.3)":
        "signIns where ipAddress eq '10.0.0.1' or not ipAddress in ('10.0.0.2', '10.0.0.3')",
    });
    const unclear = [
      "signIns where User eq 'o'brien@b.c'",
      "signIns where User eq 'O'Brien' and country eq 'DE'",
      "signIns where User eq O'Brien",
    ];
    assert.deepEqual(
      unclear.map((text) => repaired(text, { calendar })),
      unclear.map(() => undefined),
    );
  });

  test("of failed sign-ins to Salesforce from outside Germany this week is put right, however it is written", () => {
    const meant = "status/errorCode ne 0 and appDisplayName eq 'Salesforce' and location/countryOrRegion ne 'DE'";
    becomes({
      'SigninLogs | where ResultType != 0 and AppDisplayName == "Salesforce" and Location != "DE" and TimeGenerated > ago(7d)':
        "signIns where status/errorCode ne 0 and AppDisplayName eq 'Salesforce' and location/countryOrRegion ne 'DE' and createdDateTime gt now() sub duration'P7D'",
      'SigninLogs | where TimeGenerated >= startofweek(now()) | where ResultType !in (0) | where AppDisplayName == "Salesforce" | where Location !in ("Germany")':
        "signIns where createdDateTime ge 2026-11-22 and not status/errorCode in (0) and AppDisplayName eq 'Salesforce' and not location/countryOrRegion in ('DE')",
      "failed sign-ins this week where app = Salesforce and country != Germany":
        "signIns where status/errorCode ne 0 and appDisplayName eq 'Salesforce' and location/countryOrRegion ne 'DE' from 2026-11-23",
      "signIns this week where failed and application is Salesforce and country is not Germany": `signIns from 2026-11-23 where ${meant}`,
      'sign-ins this week where status == "failure" && app == "Salesforce" && country <> "DE"': `signIns from 2026-11-23 where ${meant}`,
    });
  });

  test("is left to the person where nobody can tell what is meant", () => {
    const unclear = [
      // The day or the month may come first.
      "signIns from 03/04/2026",
      "signIns from 31 February",
      "signIns where foo contains 'x'",
      "signIns | extend a = 1",
      "signIns where a ==",
    ];
    assert.deepEqual(
      unclear.map((text) => repaired(text, { calendar })),
      unclear.map(() => undefined),
    );
    assert.equal(repaired("signIns today"), undefined, "nobody says when now is");
    assert.equal(repaired("signIns last 7d", { calendar }), undefined, "nothing is wrong with it");
  });

  const pieces =
    "signIns,SigninLogs,sign-ins,audits,where,and,or,not,User,Error code,country,userPrincipalName,contains,!contains,like,has,is,null,in,in~,(,),==,!=,=~,&&,||,|,order by,sort,top,10,by,limit,project,=,columns,group by,count,count(),summarize,today,this week,ago(7d),from,to,last,7d,week,27 Nov,22:00,2026-11-27 22:00,desc,'x','%x%y',\"x\",between,..,now(),datetime(2026-11-27),;,types,eq,failed,status,success,equals,not equals,isempty(,tostring(,startofweek(now()),has_any,Germany,a@b.example,in the,createdDateTime,Time,any(x: x eq 1),signInEventTypes/,Policy name,Location,0,matches regex,${me},${input:,'".split(
      ",",
    );
  const soup = fc.array(fc.constantFrom(...pieces, ",", "\n", "// x\n"), { maxLength: 14 }).map((parts) => parts.join(" "));

  test("ends in a text without fixes, whatever was written, one fix after the other or all at once", () => {
    fc.assert(
      fc.property(soup, fc.infiniteStream(fc.nat()), (text, choices) => {
        let now = text;
        for (let step = 0; step < 80; step++) {
          const fixes = fixable(now);
          const { start, end, replacement = "" } = fixes[choices.next().value % Math.max(1, fixes.length)] ?? { start: 0, end: 0 };
          const next = now.slice(0, start) + replacement + now.slice(end);
          if (fixes.length === 0) break;
          assert.notEqual(next, now);
          now = next;
        }
        assert.deepEqual(fixable(now), [], `${text} → ${now}`);
        const all = repaired(text, { calendar });
        if (all !== undefined) assert.deepEqual(parseQuery(all, { calendar }).errors, [], text);
        assert.equal(typeof withFixes(text, parseQuery(text, { calendar }).errors), "string");
      }),
      { numRuns: 1500 },
    );
  });

  /** Queries in which nothing is missing. */
  const comparison = fc
    .tuple(
      fc.constantFrom("User", "Application", "country", "userPrincipalName", "UserAgent", "IPAddress", "Client app"),
      fc.constantFrom("contains", "==", "!=", "=", "=~", "has", "like", "!contains", "eq", "startswith"),
      fc.constantFrom("'x'", '"x"', "'%x%'", "'it''s'"),
    )
    .map((parts) => parts.join(" "));
  const clause = fc.oneof(
    fc.array(comparison, { minLength: 1, maxLength: 4 }).map((parts) => `where ${parts.join(" && ")}`),
    fc.constantFrom("order by Time desc", "sort by User", "project Time, User", "| limit 10", "| count", "group by Application"),
  );
  const foreignQuery = fc
    .tuple(
      fc.constantFrom("SigninLogs", "sign-ins", "signIns", "logins"),
      fc.constantFrom("", "today", "yesterday", "ago(3d)", "from 27 Nov", "from 2026-11-27 22:00", "last 7d"),
      fc.uniqueArray(clause, { maxLength: 3, selector: (text) => text.replace(/^\| /, "").split(" ")[0]?.replace("sort", "order") ?? "" }),
    )
    .map(([report, range, clauses]) => [report, range, ...clauses].filter(Boolean).join(" "));

  test("is put right by each fix alone: its problem is gone, and no more are there than before, or less of the text is wrong", () => {
    fc.assert(
      fc.property(foreignQuery, fc.infiniteStream(fc.nat()), (text, choices) => {
        let now = text;
        for (;;) {
          const { errors } = parseQuery(now, { calendar });
          if (errors.length === 0) return;
          const wrong = (problems: typeof errors) => problems.reduce((sum, { start, end }) => sum + end - start, 0);
          const { start, end, replacement } = errors[choices.next().value % errors.length] as (typeof errors)[number];
          assert.notEqual(replacement, undefined, now);
          const next = now.slice(0, start) + (replacement ?? "") + now.slice(end);
          const after = parseQuery(next, { calendar }).errors;
          assert.ok(after.length < errors.length || wrong(after) < wrong(errors), `${now} → ${next}`);
          now = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("costs no more in 100,000 characters than their number asks for", () => {
    const parts = [
      "User contains 'x' and ",
      "x between 1 .. ",
      "| where User == 'x' ",
      "ago(7d) ",
      "27 Nov ",
      "summarize ( ",
      "Error code ",
      "User =~ 'x' or ",
    ];
    const slow = parts.flatMap((part) =>
      ["", "signIns ", "signIns where "].flatMap((head) => {
        const cost = (length: number, enough: number): number => {
          const text = (head + part.repeat(length)).slice(0, length);
          return leastMs(() => parseQuery(text, { calendar }), enough);
        };
        const short = cost(10_000, 10);
        // Ten times as much, and a factor for what a busy machine adds.
        const most = 40 * Math.max(short, 10);
        const long = cost(100_000, most);
        return long > most ? [`${head}${part}: ${short}, ${long} ms`] : [];
      }),
    );
    assert.deepEqual(slow, []);
  });
});
