import assert from "node:assert/strict";
import { explainErrorCode } from "../../../src/reports/errorCodes.ts";
import { reportById, type Report, type ReportId } from "../../../src/reports/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { check } from "../../../src/query/index.ts";
import { summaryMarkdown, type Summary } from "../../../src/summary/index.ts";
import { all, tenantAt } from "../demo/tenant.ts";
import { linesOf, linksOf, rowsFound, summaryOf, termsOf } from "./summaryOf.ts";

// Few everyday events, so that the stories of the last seven days stand out; enough days before them that what is new can be told.
const range = { from: "2026-11-03T00:00:00Z", to: "2026-11-18T12:00:00Z" };

interface Told {
  readonly report: Report;
  readonly records: readonly ActivityRecord[];
  readonly summary: Summary;
}

async function told(id: ReportId): Promise<Told> {
  const report = reportById(id);
  const { timeField } = report;
  const time = `${timeField} gt ${range.from} and ${timeField} lt ${range.to}`;
  const { records } = await all(tenantAt({ factor: 0.05 }), `/beta/auditLogs/${id}?$filter=${time}&$orderby=${timeField} desc&$top=1000`);
  return { report, records, summary: summaryOf(report, records, { range, describe: (code) => explainErrorCode(code)?.explanation }) };
}

suite("The demo tenant, summed up", () => {
  let signIns: Told;
  let audits: Told;
  let provisioning: Told;
  suiteSetup(async () => {
    [signIns, audits, provisioning] = await Promise.all([told("signIns"), told("directoryAudits"), told("provisioning")]);
  });

  test("says of what it speaks", () =>
    assert.deepEqual(signIns.summary.basis, ["3 Nov 00:00 – 18 Nov 12:00 (UTC), complete.", "Of 1,802 rows loaded."]));

  test("sign-ins: how many of whom, and how they ended; what was interrupted is no failure, and rows of one attempt are one sign-in", () =>
    assert.deepEqual(linesOf(signIns.summary, "all"), [
      "1,608 sign-ins by 471 people, to 63 applications, from 602 addresses, in 10 countries.",
      "74 % succeeded, 22 % failed and 4 % were interrupted.",
      "Success: 74 %, 1,191",
      "Failure: 22 %, 355",
      "Interrupted: 4 %, 62",
      "Interrupted is no failure: another step was asked for, such as a second factor or a consent, and none followed.",
      "Rows with one correlation id are one sign-in, which ends as the last of them: 1,802 rows are 1,608 sign-ins. A number leads to the rows themselves.",
    ]));

  test("sign-ins: reasons of failures in words", () =>
    assert.deepEqual(linesOf(signIns.summary, "reasons"), [
      "355 sign-ins of 246 people failed (22 % of 1,608).",
      "Reason | Sign-ins | Of the failures | Who",
      "Wrong user name or password (50126) | 164 | 46 % | 136",
      "The app requires assignment and the user is not assigned (50105) | 114 | 32 % | 105",
      "A Conditional Access policy blocked the token (53003) | 38 | 11 % | 18",
      "Smart lockout: too many wrong attempts, or the address was seen as malicious (50053) | 13 | 4 % | 12",
      "The password has expired (right password given) (50055) | 8 | 2 % | 8",
      "Strong authentication was asked for and failed or was refused by the user (500121) | 7 | 2 % | 7",
      "Policy wants a compliant device and this one is not (53000) | 7 | 2 % | 7",
      "The account is disabled (50057) | 4 | 1 % | 4",
    ]));

  test("sign-ins: the password spray is three addresses with forty people each, and some got in from there", () =>
    assert.deepEqual(linesOf(signIns.summary, "sources").slice(0, 5), [
      "355 sign-ins failed from 164 addresses. Many people at one address are an office, or somebody who tries out passwords.",
      "Address | Failed | Who | Succeeded from there | First | Last",
      "198.51.100.81 | 40 | 40 | 1 | 17 Nov 22:05 | 17 Nov 23:17",
      "198.51.100.78 | 40 | 40 | 0 | 17 Nov 22:04 | 17 Nov 23:16",
      "198.51.100.77 | 40 | 40 | 1 | 17 Nov 22:04 | 17 Nov 23:16",
    ]));

  test("sign-ins: what report-only policies would have done, apart from what policies did", () =>
    assert.deepEqual(
      [linesOf(signIns.summary, "reportOnly"), linesOf(signIns.summary, "policies").slice(0, 1)],
      [
        [
          "“Pilot: require compliant device” would have blocked 90 of 1,608 sign-ins (55 people), most often to Office 365 Exchange Online (23), OfficeHome (12) and One Outlook Web (9).",
          "“Pilot: require compliant device” would have asked for another step at 11 of 1,608 sign-ins (10 people), most often to Azure Portal (3), Exchange ActiveSync (2) and Office 365 Exchange Online (2).",
          "“Require multifactor authentication for all users” would have asked for another step at 3 of 1,608 sign-ins (1 person), to OfficeHome (1), SharePoint Online Web Client Extensibility (1) and One Outlook Web (1).",
        ],
        [
          "“Block legacy authentication” was not met at 28 of 355 failed sign-ins (9 people), to Office 365 Exchange Online (20) and Exchange ActiveSync (8).",
        ],
      ],
    ));

  test("sign-ins: second factors, old protocols, and who got in over those", () =>
    assert.deepEqual(
      [
        linesOf(signIns.summary, "factors").slice(0, 3),
        linesOf(signIns.summary, "clients").slice(0, 4),
        linesOf(signIns.summary, "oldProtocols").slice(0, 5),
      ],
      [
        [
          "Of 1,191 sign-ins that succeeded, 298 took one factor only (25 %): 186 people.",
          "More than one factor: 75 %, 893",
          "One factor: 25 %, 298",
        ],
        [
          "242 sign-ins of 134 people used old protocols, which know no second factor (15 % of 1,608); 69 succeeded.",
          "Browser: 64 %, 1,023",
          "Mobile Apps and Desktop clients: 21 %, 343",
          "Authenticated SMTP (old protocol): 4 %, 72",
        ],
        [
          "69 sign-ins of 7 people succeeded over old protocols (4 % of 1,608).",
          "Who | Protocol | Application | Sign-ins | Last",
          "jurgen.hoffmann@contoso.com | Authenticated SMTP | Office 365 Exchange Online | 25 | 17 Nov 14:00",
          "callum.wright@contoso.com | Authenticated SMTP | Office 365 Exchange Online | 25 | 17 Nov 13:50",
          "kenji.takahashi@contoso.com | POP3 | Office 365 Exchange Online | 15 | 17 Nov 16:30",
        ],
      ],
    ));

  test("sign-ins: the acquired application is new, and its first people are named", () =>
    assert.deepEqual(linesOf(signIns.summary, "new"), [
      "38 applications are new: in no row of the 7 days before. The 6 with most people:",
      "Application | First seen | First people | Who | Rows",
      "Claude | 16 Nov 10:22 (new) | isabella.murphy2@contoso.com | 1 person | 1",
      "Microsoft 365 Copilot | 13 Nov 10:15 (new) | manon.fournier@contoso.com, francois.beranger2@contoso.com, amelie.beranger@contoso.com | 4 people | 4",
      "Visual Studio Code | 13 Nov 10:03 (new) | niamh.wright@contoso.com, poppy.evans@contoso.com, sophie.vogel@contoso.com | 4 people | 4",
      "M365 MCP Client for Claude | 13 Nov 09:51 (new) | daniel.murphy@contoso.com, zofia.wisniewski@contoso.com, liam.sullivan@contoso.com | 4 people | 4",
      "ChatGPT | 13 Nov 09:40 (new) | sora.kobayashi@contoso.com, kavya.kulkarni@contoso.com, mason.garcia@contoso.com | 4 people | 4",
      "Fabrikam Expenses | 12 Nov 11:00 (new) | liam.sullivan2@contoso.com, benoit.beranger@contoso.com, lakshmi.reddy@contoso.com | 34 people | 111",
      "32 more",
    ]));

  test("audits: who gave which role to whom", () =>
    assert.deepEqual(linesOf(audits.summary, "roles"), [
      "1 grant of 1 role to 1 person or object, by 1 person or application. The newest first.",
      "Of roles that Microsoft calls privileged: 1.",
      "Last | By | To | Role | How | Times",
      "14 Nov 16:03 | camila.williams@contoso.com | james.rodriguez2@contoso.com | Global Administrator | given | 1",
    ]));

  test("audits: who put whom into which group", () =>
    assert.deepEqual(linesOf(audits.summary, "groups").slice(0, 6), [
      "84 people and objects were put into 26 groups by 18 people and applications, 89 times in all.",
      "Into groups with “admin” in their name: 3.",
      "By | Group | As | Who | Times | Last",
      "amelia.macleod@contoso.com | Project Borealis | member | sophie.becker@contoso.com, ethan.foster@contoso.com and 22 more | 24 | 13 Nov 09:12",
      "amelia.macleod@contoso.com | Borealis Readers | member | lakshmi.sharma2@contoso.com, oliver.wright3@contoso.com and 7 more | 9 | 14 Nov 13:16",
      "alfie.clarke2@contoso.com | Onboarding | member | aarav.menon@contoso.com, olivia.sullivan2@contoso.com and 1 more | 3 | 15 Nov 09:25",
    ]));

  test("audits: consents with their scopes, the phished one among them", () =>
    assert.deepEqual(linesOf(audits.summary, "consents").slice(0, 9), [
      "26 consents and grants by 14 people and applications. The newest first.",
      "For everybody in the tenant: 2.",
      "Last | To | By | How | Scopes | Times",
      "17 Nov 14:38 | Microsoft Graph, Workday | kavya.banerjee@contoso.com | delegated grant | Calendars.Read, User.Read | 1",
      "16 Nov 09:13 | Mail Backup Pro | freya.evans@contoso.com | consent | Mail.ReadWrite, Mail.Send, offline_access, User.Read | 1",
      "16 Nov 09:13 | Microsoft Graph, Mail Backup Pro | freya.evans@contoso.com | delegated grant | Mail.ReadWrite, Mail.Send, offline_access, User.Read | 1",
      "14 Nov 09:30 | Northwind Archive Connector | isla.evans@contoso.com | consent | User.Read.All, Group.Read.All, Files.Read.All, offline_access | 1",
      "14 Nov 09:30 | Microsoft Graph, Northwind Archive Connector | isla.evans@contoso.com | delegated grant | User.Read.All, Group.Read.All, Files.Read.All, offline_access | 1",
      "14 Nov 09:30 | Microsoft Graph, Northwind Archive Connector | isla.evans@contoso.com | app permission | RoleManagement.ReadWrite.Directory, Files.Read.All, Mail.Read | 3",
    ]));

  test("audits: password resets by kind and person", () =>
    assert.deepEqual(linesOf(audits.summary, "resets"), [
      "64 resets and changes, for 60 people.",
      "Kind | Times | People | Failed | 2 and more for | 3 and more by",
      "reset by the person, self-service | 44 | 43 | 4 | andre.araujo2@contoso.com (2) | nobody",
      "changed by the person, self-service | 8 | 8 | 1 | nobody | nobody",
      "reset by an admin or an application | 8 | 7 | 0 | callum.davies@contoso.com (2) | nobody",
      "changed by the person | 4 | 4 | 0 | nobody | nobody",
      "Steps of a self-service reset (“flow activity progress”) are not counted.",
    ]));

  test("audits: failures and who did what to how many", () =>
    assert.deepEqual(
      [
        linesOf(audits.summary, "failures").slice(0, 4),
        linesOf(audits.summary, "people").slice(0, 5),
        linesOf(audits.summary, "apps").slice(0, 3),
      ],
      [
        [
          "19 activities by 15 people and applications failed (4 % of 507).",
          "Activity | Reason | Failed | Who | Last",
          "Reset password (self-service) | User's new password did not meet the password policy requirements of the organization. | 4 | 4 | 17 Nov 08:50",
          "Export | Another object with the same value for property userPrincipalName already exists. | 4 | 3 | 17 Nov 05:10",
        ],
        [
          "407 activities (80 % of 507) by 115 people. Those with most:",
          "Who | Activity | Times | To how many | Failed | Last",
          "harry.smith2@contoso.com | Add app role assignment grant to user | 38 | 30 | 0 | 17 Nov 10:51",
          "amelia.macleod@contoso.com | Add member to group | 38 | 35 | 0 | 14 Nov 13:16",
          "alfie.clarke2@contoso.com | Add member to group | 24 | 24 | 0 | 15 Nov 09:25",
        ],
        [
          "100 activities (20 % of 507) by 12 applications. Those with most:",
          "Who | Activity | Times | To how many | Failed | Last",
          "Device Registration Service | Update user | 10 | 10 | 0 | 17 Nov 11:12",
        ],
      ],
    ));

  test("provisioning: failures first, repeats folded, the reason once", () =>
    assert.deepEqual(
      [
        linesOf(provisioning.summary, "all"),
        linesOf(provisioning.summary, "failures").slice(0, 5),
        linesOf(provisioning.summary, "systems").slice(0, 4),
      ],
      [
        [
          "399 rows of 255 people, 43 groups and 6 roles, from 3 systems, to 9 systems.",
          "74 % succeeded, 16 % failed and 10 % were skipped or ended with a warning.",
          "Success: 74 %, 295",
          "Failure: 16 %, 65",
          "Other: 10 %, 39",
          "Skipped is no failure: there was nothing to do, or the object is out of scope.",
        ],
        [
          "65 rows of 51 objects failed (16 % of 399).",
          "Reason | Rows | Of | Recommended action | Where | Last",
          "Another object with the same value for property userPrincipalName already exists. | 20 | 11 people and 1 role | https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem | Workday → Microsoft Entra ID: create (12), Workday → Microsoft Entra ID: delete (2), Microsoft Entra ID → Salesforce: update (2) and 4 more | 17 Nov 06:30",
          "The attribute 'mailNickname' has no value, and the target requires one. | 11 | 4 people and 1 role | Check the attribute mappings and the source object. | Workday → Microsoft Entra ID: create (9), Amazon Web Services → Microsoft Entra ID: update, Microsoft Entra ID → Salesforce: update | 17 Nov 06:30",
          "The target answered 503 Service Unavailable. | 4 | 3 people and 1 role | None: the operation is retried. | Microsoft Entra ID → ServiceNow: update (3), Amazon Web Services → Microsoft Entra ID: update | 16 Nov 12:30",
        ],
        [
          "399 rows from 3 systems to 9 systems. Those with most failures first.",
          "From → to | Action | Failed | Succeeded | Skipped or warned | Objects",
          "Workday → Microsoft Entra ID | create | 51 | 9 | 2 | 46",
          "Microsoft Entra ID → ServiceNow | update | 3 | 39 | 4 | 45",
        ],
      ],
    ));

  test("every number leads to rows: what it asks for is a condition of its report", () => {
    for (const { report, records, summary } of [signIns, audits, provisioning])
      for (const { text, rows } of linksOf(summary)) {
        const problems = termsOf(report, rows)
          .flatMap((term) => check(term, report))
          .filter(({ severity }) => severity === "error");
        assert.deepEqual(problems, [], `${text}: ${JSON.stringify(rows)}`);
        if (!text.startsWith("0")) assert.ok(rowsFound(report, records, rows).length > 0, `${text}: ${JSON.stringify(rows)}`);
      }
  });

  test("its document has no remote content and no links", () => {
    for (const { summary } of [signIns, audits, provisioning])
      assert.equal(
        /^\s*#{1,6} (?!What|Why|Where|Policies|Report|Second|Client|Who|New|When|Roles|Put|Consents|Password|Systems|Summary)/m.exec(
          summaryMarkdown(summary, "Summary"),
        ),
        null,
      );
  });
});
