import type { ReportSummary, Subject } from "./summaryParts.ts";

const people: Subject = { path: "userPrincipalName", before: "by", one: "person", many: "people" };
const workloads: Subject = { path: "servicePrincipalId", before: "by", one: "service principal", many: "service principals" };
/** Whoever signed in, as a field that always says something. */
const who: Subject = { path: "initiator", one: "person", many: "people" };

/** `clientAppUsed` of protocols that know no second factor. */
const oldProtocols = [
  "Authenticated SMTP",
  "Autodiscover",
  "Exchange ActiveSync",
  "Exchange Online PowerShell",
  "Exchange Web Services",
  "IMAP4",
  "MAPI Over HTTP",
  "Offline Address Book",
  "Outlook Anywhere (RPC over HTTP)",
  "POP3",
  "Reporting Web Services",
  "Other clients",
];

const policies = {
  list: "appliedConditionalAccessPolicies",
  key: "id",
  name: "displayName",
  keyless: "What has no policy id",
  result: "result",
  most: { path: "appDisplayName", count: 3, before: "most often to", beforeAll: "to" },
  top: 10,
} as const;
const noPolicies =
  "Not checked: policies are not in these records. To see them takes Policy.Read.ConditionalAccess or a role such as Security Reader.";

export const signInsSummary: ReportSummary = {
  noun: { one: "sign-in", many: "sign-ins" },
  attempt: {
    path: "correlationId",
    note: "Rows with one correlation id are one sign-in, which ends as the last of them: {rows} are {events}. A number leads to the rows themselves.",
  },
  outcomes: { success: "succeeded", failure: "failed", interrupt: "were interrupted", other: "have no result" },
  outcomeNotes: {
    interrupt: "Interrupted is no failure: another step was asked for, such as a second factor or a consent, and none followed.",
  },
  actor: {
    path: "initiator",
    kinds: [people, workloads],
    mixed: { one: "person or service principal", many: "people and service principals" },
  },
  parts: [
    {
      kind: "overview",
      id: "all",
      subjects: [
        { path: "appDisplayName", before: "to", one: "application", many: "applications" },
        { path: "ipAddress", before: "from", one: "address", many: "addresses" },
        { path: "location/countryOrRegion", before: "in", one: "country", many: "countries" },
      ],
    },
    {
      kind: "table",
      id: "reasons",
      title: "Why they failed",
      events: { outcome: "failure" },
      by: ["status/errorCode"],
      top: 8,
      order: "count",
      sentence: "{events} of {0} failed ({share}).",
      subjects: [who],
      nothing: "No sign-in failed.",
      needs: [{ path: "status/errorCode", absent: "Error codes are not in these records." }],
      columns: [
        { label: "Reason", show: "reason", path: "status/errorCode", said: "failureReason" },
        { label: "Sign-ins", show: "events" },
        { label: "Of the failures", show: "share" },
        { label: "Who", show: "distinct", path: "initiator" },
      ],
    },
    {
      kind: "table",
      id: "sources",
      title: "Where failures came from",
      events: { outcome: "failure" },
      by: ["ipAddress"],
      top: 5,
      order: "count",
      sentence: "{events} failed from {0}. Many people at one address are an office, or somebody who tries out passwords.",
      subjects: [{ path: "ipAddress", one: "address", many: "addresses" }],
      nothing: "No sign-in failed.",
      needs: [{ path: "ipAddress", absent: "Addresses are not in these records." }],
      columns: [
        { label: "Address", show: "value", paths: ["ipAddress"] },
        { label: "Failed", show: "events" },
        { label: "Who", show: "distinct", path: "initiator" },
        { label: "Succeeded from there", show: "besides", outcome: "success" },
        { label: "First", show: "first" },
        { label: "Last", show: "last" },
      ],
    },
    {
      ...policies,
      kind: "items",
      id: "policies",
      title: "Policies that were not met",
      events: { outcome: "failure" },
      noun: { one: "failed sign-in", many: "failed sign-ins" },
      says: { failure: "was not met at" },
      absent: noPolicies,
      nothing: "No policy stopped a sign-in.",
    },
    {
      ...policies,
      kind: "items",
      id: "reportOnly",
      title: "Report-only policies",
      events: {},
      says: { reportOnlyFailure: "would have blocked", reportOnlyInterrupted: "would have asked for another step at" },
      absent: noPolicies,
      nothing: "No report-only policy would have changed anything.",
    },
    {
      kind: "shares",
      id: "factors",
      title: "Second factor",
      events: { outcome: "success" },
      path: "authenticationRequirement",
      absent: "Whether more than one factor was asked for is not in these records.",
      nothing: "No sign-in succeeded.",
      top: 5,
      words: { multiFactorAuthentication: "More than one factor", singleFactorAuthentication: "One factor" },
      marked: {
        values: ["singleFactorAuthentication"],
        word: "",
        sentence: "Of {of} that succeeded, {count} took one factor only ({percent}): {0}.",
        nothing: "Of {of} that succeeded, none took one factor only.",
        subjects: [who],
      },
      notes: ["This is what was asked for. A key, Windows Hello or an earlier second factor can stand behind “one factor”."],
    },
    {
      kind: "shares",
      id: "clients",
      title: "Client apps",
      events: {},
      path: "clientAppUsed",
      absent: "Client apps are not in these records.",
      nothing: "No sign-in names its client app.",
      top: 12,
      marked: {
        values: oldProtocols,
        word: "old protocol",
        sentence: "{events} of {0} used old protocols, which know no second factor ({share}); {success} succeeded.",
        nothing: "No sign-in used an old protocol.",
        subjects: [who],
      },
      notes: ["Exchange ActiveSync can be modern: look at its rows before you block it."],
    },
    {
      kind: "table",
      id: "oldProtocols",
      title: "Who got in over old protocols",
      events: {
        where: `tolower(clientAppUsed) in (${oldProtocols.map((name) => `'${name.toLowerCase()}'`).join(", ")})`,
        outcome: "success",
      },
      by: ["initiator", "clientAppUsed", "appDisplayName"],
      top: 8,
      order: "count",
      sentence: "{events} of {0} succeeded over old protocols ({share}).",
      subjects: [who],
      nothing: "No sign-in over an old protocol succeeded.",
      needs: [{ path: "clientAppUsed", absent: "Client apps are not in these records." }],
      columns: [
        { label: "Who", show: "value", paths: ["initiator"], none: "nobody named" },
        { label: "Protocol", show: "value", paths: ["clientAppUsed"] },
        { label: "Application", show: "value", paths: ["appDisplayName"], none: "not named" },
        { label: "Sign-ins", show: "events" },
        { label: "Last", show: "last" },
      ],
    },
    {
      kind: "firstSeen",
      id: "new",
      title: "New applications",
      path: "appId",
      name: "appDisplayName",
      noun: { one: "application", many: "applications" },
      top: 6,
      absent: "Applications are not in these records.",
    },
    { kind: "heatmap", id: "pattern", title: "When" },
  ],
};
