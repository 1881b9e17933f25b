import assert from "node:assert/strict";
import { reportById } from "../../../src/reports/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { signInsSummary } from "../../../src/reports/signInsSummary.ts";
import type { Measured } from "../../../src/results/measures.ts";
import {
  composeSummary,
  nothingLast,
  summaryFollowUps,
  summaryMeasures,
  summaryMarkdown,
  type SummaryContext,
} from "../../../src/summary/index.ts";
import { naiveMeasured } from "../../support/naiveMeasures.ts";
import { contextOf, linesOf, linksOf, now, rowsFound, sectionOf, summaryOf } from "./summaryOf.ts";

const signIns = reportById("signIns");
const audits = reportById("directoryAudits");
const provisioning = reportById("provisioning");

let made = 0;
const signIn = (minute: number, says: ActivityRecord = {}): ActivityRecord => ({
  id: String(made++),
  createdDateTime: new Date(Date.parse("2026-11-17T10:00:00Z") + minute * 60_000).toISOString(),
  userPrincipalName: "alex@contoso.com",
  servicePrincipalId: "",
  appId: "portal",
  appDisplayName: "Azure Portal",
  ipAddress: "203.0.113.9",
  location: { countryOrRegion: "DE" },
  clientAppUsed: "Browser",
  authenticationRequirement: "multiFactorAuthentication",
  correlationId: String(made),
  status: { errorCode: 0 },
  appliedConditionalAccessPolicies: [],
  ...says,
});
const dayOfMinutes = 24 * 60;

suite("A summary of", () => {
  test("no rows says that there are none, and why", () => {
    const said = (context: Partial<SummaryContext>) => summaryOf(signIns, [], context).sections.map(({ sentences }) => sentences.flat());
    assert.deepEqual(
      [said({}), said({ running: true }), said({ loaded: 12, narrowed: true })],
      [[["There are no rows to sum up."]], [["Nothing has come yet."]], [["No loaded row meets the query and the filter."]]],
    );
  });

  test("records without members says that these are not in them, never that there are none", () => {
    const summary = summaryOf(signIns, [{ id: "a", createdDateTime: "2026-11-17T10:00:00Z" }]);
    assert.deepEqual(
      summary.sections.map(({ id }) => linesOf(summary, id)),
      [
        ["1 sign-in.", "Not in these records: people, service principals, applications, addresses, countries, results."],
        ["Results are not in these records."],
        ["Results are not in these records."],
        ["Results are not in these records."],
        [
          "Not checked: policies are not in these records. To see them takes Policy.Read.ConditionalAccess or a role such as Security Reader.",
        ],
        ["Results are not in these records."],
        ["Client apps are not in these records."],
        ["Results are not in these records."],
        ["Applications are not in these records."],
        [
          "The busiest hour is Tuesday 10:00–11:00 with 1 of 1 row. 0 % are of Saturday and Sunday, 0 % of the hours before 06:00.",
          "Hours are those of UTC. Here each row counts.",
        ],
      ],
    );
  });

  test("records without one member or another leaves out what stands on it, and says so", () => {
    const { status: _, ...noStatus } = signIn(0, { clientAppUsed: "IMAP4" });
    const ofV1 = Object.fromEntries(
      Object.entries(signIn(0, { status: { errorCode: 1 } })).filter(
        ([name]) => !["clientAppUsed", "authenticationRequirement", "appliedConditionalAccessPolicies"].includes(name),
      ),
    );
    const [one, other] = [summaryOf(signIns, [noStatus]), summaryOf(signIns, [ofV1])];
    const nameless = summaryOf(audits, [
      {
        id: "a",
        activityDateTime: "2026-11-17T10:00:00Z",
        activityDisplayName: "Add member to group",
        targetResources: [{ type: "Group" }],
      },
    ]);
    assert.deepEqual(
      [
        linesOf(one, "clients")[0],
        linesOf(other, "reportOnly"),
        linesOf(other, "factors"),
        linesOf(nameless, "resets"),
        linesOf(nameless, "people"),
      ],
      [
        "1 sign-in of 1 person used old protocols, which know no second factor (100 % of 1); an unknown number succeeded.",
        [
          "Not checked: policies are not in these records. To see them takes Policy.Read.ConditionalAccess or a role such as Security Reader.",
        ],
        ["Whether more than one factor was asked for is not in these records."],
        ["No password was reset."],
        ["Who acted is not in these records."],
      ],
    );
  });

  test("sign-ins that went well says that nothing failed, and no number is 0 of what was looked at", () => {
    const summary = summaryOf(signIns, [signIn(0), signIn(1, { userPrincipalName: "bo@contoso.com" })]);
    assert.deepEqual(
      ["all", "reasons", "sources", "policies", "reportOnly", "factors", "oldProtocols"].map((id) => linesOf(summary, id)),
      [
        ["2 sign-ins by 2 people, to 1 application, from 1 address, in 1 country.", "100 % succeeded.", "Success: 100 %, 2"],
        ["No sign-in failed."],
        ["No sign-in failed."],
        ["No policy stopped a sign-in."],
        ["No report-only policy would have changed anything."],
        ["Of 2 sign-ins that succeeded, none took one factor only.", "More than one factor: 100 %, 2"],
        ["No sign-in over an old protocol succeeded."],
      ],
    );
  });

  test("records with empty members says that it does not know, not that there are none", () => {
    const empty = { authenticationRequirement: "", clientAppUsed: null, ipAddress: null, location: null };
    const nobody = { userPrincipalName: null, servicePrincipalId: null, appDisplayName: null, status: { errorCode: 50126 } };
    const summary = summaryOf(signIns, [signIn(0, empty), signIn(1, { ...empty, ...nobody })]);
    assert.deepEqual(
      ["all", "reasons", "sources", "factors", "clients"].map((id) => linesOf(summary, id)),
      [
        [
          "2 sign-ins by 1 person, to 1 application.",
          "50 % succeeded and 50 % failed.",
          "Success: 50 %, 1",
          "Failure: 50 %, 1",
          "Not in these records: addresses, countries.",
        ],
        [
          "1 sign-in of an unknown number of people failed (50 % of 2).",
          "Reason | Sign-ins | Of the failures | Who",
          "Error code 50126 | 1 | 100 % | none named",
        ],
        [
          "1 sign-in failed from an unknown number of addresses. Many people at one address are an office, or somebody who tries out passwords.",
          "Not in a row of its own: 1 sign-in without address.",
        ],
        ["Whether more than one factor was asked for is not in these records."],
        ["Client apps are not in these records."],
      ],
    );
  });

  test("failures alone does not say that nobody got in: rows of successes were not asked for", () => {
    const summary = summaryOf(signIns, [signIn(0, { status: { errorCode: 50126 }, clientAppUsed: "IMAP4" })]);
    assert.deepEqual(
      [linesOf(summary, "sources").slice(1), linesOf(summary, "clients")[0]],
      [
        [
          "Address | Failed | Who | First | Last",
          "203.0.113.9 | 1 | 1 | 17 Nov 10:00 | 17 Nov 10:00",
          "Succeeded from there: none of these rows succeeded.",
        ],
        "1 sign-in of 1 person used old protocols, which know no second factor (100 % of 1); of all these rows none succeeded.",
      ],
    );
  });

  test("what was looked for in vain comes last, once each, and as no more than it is", () => {
    const { sections } = nothingLast(summaryOf(signIns, [signIn(0)]));
    assert.deepEqual(
      sections.map(({ id }) => id),
      ["all", "factors", "clients", "new", "pattern", "nothing"],
    );
    assert.deepEqual(linesOf({ title: "", basis: [], sections }, "nothing"), [
      "No sign-in failed.",
      "No policy stopped a sign-in.",
      "No report-only policy would have changed anything.",
      "No sign-in over an old protocol succeeded.",
      "Rows that the query does not ask for were not looked at.",
    ]);
  });

  test("many rows of one person says when right behind how much; of few, or of several people, it says so last", () => {
    const placeOf = (...records: ActivityRecord[]) => summaryOf(signIns, records).sections.findIndex(({ id }) => id === "pattern");
    const many = Array.from({ length: 20 }, (_, minute) => signIn(minute));
    const last = signInsSummary.parts.length - 1;
    assert.deepEqual(
      [placeOf(...many), placeOf(...many.slice(1)), placeOf(...many, signIn(20, { userPrincipalName: "bo@contoso.com" }))],
      [1, last, last],
    );
  });

  test("rows that are not all read says of how many it speaks where it has found nothing yet", () => {
    const records = [signIn(0)];
    const context = contextOf(records);
    const answers = summaryMeasures(signIns, context).map((measure): Measured => ({
      ...naiveMeasured(records, measure, { report: signIns, now }),
      basis: { read: 1, of: 250_000 },
    }));
    const summary = nothingLast(composeSummary(signIns, answers, context));
    const grows = "Of 1 of 250,000 rows: the others have not been read yet, so these numbers grow.";
    assert.deepEqual(
      [summary.basis, ...["reasons", "reportOnly", "oldProtocols"].map((id) => linesOf(summary, id))],
      [
        ["Of 250,000 rows loaded."],
        ["No sign-in failed.", grows],
        ["No report-only policy would have changed anything.", grows],
        ["No sign-in over an old protocol succeeded.", grows],
      ],
    );
  });

  test("times of far years is no less of a summary, and leads to their rows", () => {
    const records = ["9999-12-31T23:59:59Z", "9999-12-31T22:10:00Z"].map((createdDateTime) => signIn(0, { createdDateTime }));
    const { heatmap } = sectionOf(summaryOf(signIns, records), "pattern");
    const [early, late] = (heatmap?.cells ?? []).flat().flatMap(({ rows }) => (rows ? [rowsFound(signIns, records, rows).length] : []));
    assert.deepEqual([early, late], [1, 1]);
  });

  test("workloads speaks of service principals, not of people", () => {
    const workload = { userPrincipalName: "", servicePrincipalId: "s", servicePrincipalName: "Backup", status: { errorCode: 7000215 } };
    const summary = summaryOf(signIns, [signIn(0, workload), signIn(1, workload)]);
    assert.deepEqual(
      [linesOf(summary, "all")[0], linesOf(summary, "reasons")[0]],
      [
        "2 sign-ins by 1 service principal, to 1 application, from 1 address, in 1 country.",
        "2 sign-ins of 1 service principal failed (100 % of 2).",
      ],
    );
  });

  test("attempts counts a prompt that a success follows as a success, and an attempt that stops there as interrupted", () => {
    const [first, second] = [{ correlationId: "one" }, { correlationId: "two" }];
    const prompt = { status: { errorCode: 50074 } };
    const records = [signIn(0, { ...first, ...prompt }), signIn(1, first), signIn(2, { ...second, ...prompt })];
    assert.deepEqual(linesOf(summaryOf(signIns, records), "all").slice(1, 4), [
      "50 % succeeded and 50 % were interrupted.",
      "Success: 50 %, 1",
      "Interrupted: 50 %, 1",
    ]);
  });

  test("report-only policies blames none for a sign-in that nobody stopped, and a policy for its own result only", () => {
    const device = (result: string) => ({ id: "d", displayName: "Device", result });
    const block = (result: string) => ({ id: "b", displayName: "Block", result });
    const records = [
      // The service says that Conditional Access failed, and a second later the same attempt succeeds.
      signIn(0, {
        correlationId: "one",
        conditionalAccessStatus: "failure",
        status: { errorCode: 50097 },
        appliedConditionalAccessPolicies: [device("reportOnlyFailure")],
      }),
      signIn(1, { correlationId: "one", appliedConditionalAccessPolicies: [device("reportOnlySuccess"), block("notApplied")] }),
      signIn(2, { appliedConditionalAccessPolicies: [device("reportOnlyFailure"), block("success")] }),
      signIn(3, {
        userPrincipalName: "bo@contoso.com",
        status: { errorCode: 53003 },
        appliedConditionalAccessPolicies: [device("ReportOnlyFailure"), block("failure")],
      }),
    ];
    const summary = summaryOf(signIns, records);
    assert.deepEqual(
      [linesOf(summary, "reportOnly"), linesOf(summary, "policies")],
      [
        ["“Device” would have blocked 2 of 3 sign-ins (2 people), to Azure Portal (2)."],
        ["“Block” was not met at 1 of 1 failed sign-in (1 person), to Azure Portal (1)."],
      ],
    );
  });

  test("old protocols knows them however they are written, and marks them", () => {
    const records = ["IMAP4", "imap4", "Browser", "Other clients"].map((clientAppUsed, minute) => signIn(minute, { clientAppUsed }));
    assert.deepEqual(linesOf(summaryOf(signIns, records), "clients").slice(0, 5), [
      "3 sign-ins of 1 person used old protocols, which know no second factor (75 % of 4); 3 succeeded.",
      "IMAP4 (old protocol): 25 %, 1",
      "imap4 (old protocol): 25 %, 1",
      "Browser: 25 %, 1",
      "Other clients (old protocol): 25 %, 1",
    ]);
  });

  test("an error code as text and as a number is one reason; of a code that is not known the record itself speaks", () => {
    const records = [
      signIn(0, { status: { errorCode: 50126 } }),
      signIn(1, { status: { errorCode: "50126" }, userPrincipalName: "bo@contoso.com" }),
      signIn(2, { status: { errorCode: 123456, failureReason: "A new reason." } }),
      signIn(3, { status: { errorCode: 654321 } }),
    ];
    const describe = (code: number) => (code === 50126 ? "Wrong user name or password." : undefined);
    assert.deepEqual(linesOf(summaryOf(signIns, records, { describe }), "reasons"), [
      "4 sign-ins of 2 people failed (100 % of 4).",
      "Reason | Sign-ins | Of the failures | Who",
      "Wrong user name or password (50126) | 2 | 50 % | at least 1",
      "A new reason (123456) | 1 | 25 % | 1",
      "Error code 654321 | 1 | 25 % | 1",
    ]);
  });

  test("one person with nearly everything says so", () => {
    const records = Array.from({ length: 40 }, (_, minute) =>
      signIn(minute, { userPrincipalName: minute === 0 ? "bo@contoso.com" : "sync@contoso.com" }),
    );
    assert.deepEqual(linesOf(summaryOf(signIns, records), "all")[2], "“sync@contoso.com” alone has 39 of them (98 %).");
  });

  suite("new applications", () => {
    const old = signIn(0);
    const fresh = (day: number, says: ActivityRecord = {}) =>
      signIn(day * dayOfMinutes, { appId: "expenses", appDisplayName: "Fabrikam Expenses", ...says });
    const newOnes = (records: readonly ActivityRecord[], context: Partial<SummaryContext> = {}) =>
      linesOf(summaryOf(signIns, records, { now: new Date("2026-12-01T00:00:00Z"), ...context }), "new");

    test("are new after seven days of rows without them, with their first people in order", () =>
      assert.deepEqual(
        newOnes([old, fresh(8, { userPrincipalName: "cy@contoso.com" }), fresh(7.5), fresh(9, { userPrincipalName: "bo@contoso.com" })]),
        [
          "1 application is new: in no row of the 7 days before.",
          "Application | First seen | First people | Who | Rows",
          "Fabrikam Expenses | 24 Nov 22:00 (new) | alex@contoso.com, cy@contoso.com | 3 people | 3",
        ],
      ));

    test("are only first seen in these rows with fewer days before, with rows missing, or with some of them left out", () => {
      const said =
        "First seen in these rows, which begin 17 Nov 10:00: 1 application. New is what is in no row of 7 days before, and so many were not looked through.";
      assert.deepEqual(
        [
          newOnes([old, fresh(6.9)])[0],
          newOnes([old, fresh(8)], { complete: false, missing: 1 })[0],
          newOnes([old, fresh(8)], { running: true, complete: false })[0],
          newOnes([old, fresh(8)], { narrowed: true })[0],
        ],
        [said, said, said, said],
      );
    });

    test("are at least so many where more were met than are looked at", () => {
      const many = Array.from({ length: 250 }, (_, index) => fresh(8 + index / 1000, { appId: `app ${String(index)}` }));
      assert.deepEqual(
        newOnes([old, ...many])[0],
        "At least 200 applications are new: in no row of the 7 days before. The 6 with most people:",
      );
      assert.equal(newOnes([old, ...many]).at(-1), "194 more");
    });

    test("are asked for in a second round, without which nobody is named", () => {
      const records = [old, fresh(8)];
      const context = contextOf(records);
      const answers = summaryMeasures(signIns, context).map((measure) => naiveMeasured(records, measure, { report: signIns, now }));
      assert.equal(summaryFollowUps(signIns, answers, context).length, 1);
      assert.deepEqual(
        linesOf(composeSummary(signIns, answers, context), "new").at(-1),
        "Fabrikam Expenses | 25 Nov 10:00 (new) |  | 1 person | 1",
      );
    });
  });

  test("rows says of how many, and which numbers may still grow", () => {
    const records = [signIn(0)];
    const range = { from: "2026-11-17T00:00:00Z", to: "2026-11-18T00:00:00Z" };
    const basis = (context: Partial<SummaryContext>) => summaryOf(signIns, records, { range, loaded: 9237, ...context }).basis;
    assert.deepEqual(
      [
        basis({}),
        basis({ zone: "Europe/Berlin", complete: false, missing: 2 }),
        basis({ complete: false, running: true, missing: 1 }),
        basis({ narrowed: true, settling: true }),
        basis({ complete: false }),
      ],
      [
        ["17 Nov 00:00 – 18 Nov 00:00 (UTC), complete.", "Of 1 row loaded."],
        ["17 Nov 01:00 – 18 Nov 01:00 (Berlin).", "Of 1 row loaded.", "2 stretches are missing: all numbers may grow."],
        ["17 Nov 00:00 – 18 Nov 00:00 (UTC).", "Of 1 row loaded.", "Rows are still coming: all numbers may grow."],
        [
          "17 Nov 00:00 – 18 Nov 00:00 (UTC), complete.",
          "Of 1 among 9,237 rows loaded: those that the query and the filter leave.",
          "The newest rows may change: late events are still expected.",
        ],
        ["17 Nov 00:00 – 18 Nov 00:00 (UTC).", "Of 1 row loaded.", "Not all rows are loaded: all numbers may grow."],
      ],
    );
  });

  test("lists that are not read to the end says of how many rows it speaks", () => {
    const records = [signIn(0, { appliedConditionalAccessPolicies: [{ id: "p", displayName: "P", result: "reportOnlyFailure" }] })];
    const context = contextOf(records);
    const answers = summaryMeasures(signIns, context).map((measure): Measured => {
      const answer = naiveMeasured(records, measure, { report: signIns, now });
      return answer.kind === "items" ? { ...answer, basis: { read: 1000, of: 250_000 } } : answer;
    });
    assert.deepEqual(sectionOf(composeSummary(signIns, answers, context), "reportOnly").notes, [
      "Of 1,000 of 250,000 rows: the others have not been read yet, so these numbers grow.",
    ]);
  });

  test("audits tells a grant from a request for one, however it is written", () => {
    const audit = (activityDisplayName: string, result = "success"): ActivityRecord => ({
      id: String(made++),
      activityDateTime: "2026-11-17T10:00:00Z",
      activityDisplayName,
      result,
      initiatedBy: { user: { userPrincipalName: "alex@contoso.com" }, app: null },
      targetResources: [
        { type: "Role", displayName: "Global Administrator" },
        { type: "User", userPrincipalName: "bo@contoso.com" },
      ],
    });
    const summary = summaryOf(audits, [
      audit("Add member to role"),
      audit("Add member to role", "failure"),
      audit("Add eligible member to role in PIM completed (permanent)"),
      audit("ADD MEMBER TO ROLE in PIM completed (timebound) "),
      audit("Add member to role requested (PIM activation)"),
      audit("Add member to role completed (PIM activation)"),
      audit("Add member to role request approved (PIM activation)"),
    ]);
    assert.deepEqual(
      [linesOf(summary, "roles"), linesOf(summary, "activations")],
      [
        [
          "3 grants of 1 role to 1 person or object, by 1 person. The newest first.",
          "Of roles that Microsoft calls privileged: 3.",
          "Last | By | To | Role | How | Times",
          "17 Nov 10:00 | alex@contoso.com | bo@contoso.com | Global Administrator | given | 1",
          "17 Nov 10:00 | alex@contoso.com | bo@contoso.com | Global Administrator | made eligible | 1",
          "17 Nov 10:00 | alex@contoso.com | bo@contoso.com | Global Administrator | given for a time | 1",
        ],
        [
          "1 activation by 1 person. They end by themselves.",
          "Role | Times | Who | Last",
          "Global Administrator | 1 | alex@contoso.com | 17 Nov 10:00",
        ],
      ],
    );
  });

  test("fifty thousand groups has a table of some, and says how many more", () => {
    const records = Array.from({ length: 50_000 }, (_, index) => index);
    const answers = summaryMeasures(audits, contextOf(records)).map((measure): Measured => {
      if (measure.kind !== "count") return naiveMeasured([], measure, { report: audits, now });
      const outcomes = { success: 1, failure: 0, interrupt: 0, other: 0 };
      const parts = records.slice(0, measure.top).map((index) => ({
        values: measure.by.map((path) => `${path} ${String(index)}`),
        events: 1,
        rows: 1,
        outcomes,
        distinct: measure.distinct.map(() => 1),
      }));
      const absent = [...measure.by, ...measure.distinct].map(() => false);
      return {
        kind: "count",
        events: records.length,
        rows: records.length,
        parts,
        distinct: measure.by.length > 0 ? records.length : 1,
        without: 0,
        absent,
      };
    });
    const { table } = sectionOf(composeSummary(audits, answers, contextOf(records)), "groups");
    assert.deepEqual([table?.rows.length, table?.more], [12, 49_988]);
  });

  test("provisioning folds the repeats of a person, and tells people from groups", () => {
    const failed = (id: string, identityType: string): ActivityRecord => ({
      id: String(made++),
      activityDateTime: "2026-11-17T10:00:00Z",
      provisioningAction: "create",
      sourceSystem: { displayName: "Workday" },
      targetSystem: { displayName: "Microsoft Entra ID" },
      sourceIdentity: { id, identityType },
      provisioningStatusInfo: { status: "Failure", errorInformation: { reason: "No mail nickname." } },
    });
    const records = [...Array.from({ length: 5 }, () => failed("a", "User")), failed("b", "User"), failed("g", "group")];
    assert.deepEqual(linesOf(summaryOf(provisioning, records), "failures").slice(0, 3), [
      "7 rows of 3 objects failed (100 % of 7).",
      "Reason | Rows | Of | Where | Last",
      "No mail nickname. | 7 | 2 people and 1 group | Workday → Microsoft Entra ID: create | 17 Nov 10:00",
    ]);
  });

  test("what to do about a reason is said once, beside it", () => {
    const failed = (reason: string, recommendedAction: string): ActivityRecord => ({
      id: String(made++),
      activityDateTime: "2026-11-17T10:00:00Z",
      provisioningAction: "create",
      sourceSystem: { displayName: "Workday" },
      targetSystem: { displayName: "Microsoft Entra ID" },
      sourceIdentity: { id: "a", identityType: "User" },
      provisioningStatusInfo: { status: "Failure", errorInformation: { reason, recommendedAction } },
    });
    const records = [
      ...Array.from({ length: 3 }, () => failed("No mail nickname.", "Map the attribute.")),
      ...Array.from({ length: 2 }, () => failed("Quota.", "")),
    ];
    assert.deepEqual(linesOf(summaryOf(provisioning, records), "failures").slice(1, 4), [
      "Reason | Rows | Of | Recommended action | Where | Last",
      "No mail nickname. | 3 | 1 person | Map the attribute. | Workday → Microsoft Entra ID: create | 17 Nov 10:00",
      "Quota. | 2 | 1 person | none | Workday → Microsoft Entra ID: create | 17 Nov 10:00",
    ]);
  });

  test("percentages in sentences lead to the rows that they are of", () => {
    const records = Array.from({ length: 4 }, (_, minute) => signIn(minute, { clientAppUsed: minute === 0 ? "IMAP4" : "Browser" }));
    const { sentences } = sectionOf(summaryOf(signIns, records), "clients");
    const numbers = sentences.flat().filter((part) => typeof part !== "string");
    const [share] = numbers.filter(({ text }) => text.includes("%"));
    assert.ok(share);
    assert.ok(numbers.some(({ text, rows }) => text !== share.text && JSON.stringify(rows) === JSON.stringify(share.rows)));
  });

  test("answers that are missing is a summary nevertheless", () => {
    for (const report of [signIns, audits, provisioning])
      assert.ok(summaryMarkdown(composeSummary(report, [], contextOf([signIn(0)])), report.title).startsWith(`# ${report.title}\n`));
  });

  test("a row leads to itself", () => {
    const links = linksOf(summaryOf(signIns, [signIn(0, { status: { errorCode: 50126 } })]));
    assert.deepEqual(links.filter(({ text }) => text === "1").map(({ rows }) => rows)[0], {
      kind: "condition",
      condition: "status/errorCode eq 50126",
      goesOn: true,
    });
  });
});
