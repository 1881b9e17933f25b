import type { ReportSummary, Subject } from "./summaryParts.ts";

const people: Subject = { path: "initiatedBy/user/userPrincipalName", before: "by", one: "person", many: "people" };
const apps: Subject = { path: "initiatedBy/app/displayName", before: "by", one: "application", many: "applications" };

const activity = "tolower(activityDisplayName)";
const begins = (...starts: readonly string[]): string => starts.map((start) => `startswith(${activity}, '${start}')`).join(" or ");
const needs = [{ path: "activityDisplayName", absent: "Activities are not in these records." }];
const last = { label: "Last", show: "last" } as const;
const by = { label: "By", show: "value", paths: ["initiator"], none: "nobody named" } as const;
const to = { label: "To", show: "value", paths: ["affected"], none: "nobody named" } as const;

const roleGrants = {
  "add member to role": "given",
  "add scoped member to role": "given within a scope",
  "add member to role scoped": "given within a scope",
  "add member to role completed (pim activation)": "activated for some hours",
  "add member to role in pim completed (permanent)": "given for good",
  "add member to role in pim completed (timebound)": "given for a time",
  "add member to role outside of pim": "given outside PIM",
  "add eligible member to role": "made eligible",
  "add eligibleroleassignment": "made eligible",
  "add role assignment to role definition": "given",
  "user has elevated their access": "took access to all Azure resources",
};

const groupGrants = { "add member to group": "member", "add owner to group": "owner" };

const consents = {
  "consent to application": "consent",
  "add delegated permission grant": "delegated grant",
  "add oauth2permissiongrant": "delegated grant",
  "add app role assignment to service principal": "app permission",
};

const resets = {
  "reset password (self-service)": "reset by the person",
  "change password (self-service)": "changed by the person",
  "change user password": "changed by the person",
  "unlock user account (self-service)": "account unlocked by the person",
  "blocked from self-service password reset": "blocked after too many tries",
  "reset password (by admin)": "reset by an admin",
  "reset user password": "reset by an admin",
  "reset password": "reset by an admin",
};

export const directoryAuditsSummary: ReportSummary = {
  noun: { one: "activity", many: "activities" },
  outcomes: { success: "succeeded", failure: "failed", interrupt: "interrupted", other: "without a result" },
  actor: { path: "initiator", kinds: [people, apps], mixed: { one: "person or application", many: "people and applications" } },
  parts: [
    {
      kind: "overview",
      id: "all",
      subjects: [
        { path: "affected", before: "on", one: "object", many: "objects" },
        { path: "activityDisplayName", before: "of", one: "kind", many: "kinds" },
      ],
    },
    {
      kind: "table",
      id: "failures",
      title: "What failed",
      events: { outcome: "failure" },
      by: ["activityDisplayName", "resultReason"],
      top: 8,
      order: "count",
      sentence: "{events} failed ({share}), by {0}.",
      subjects: [{ path: "initiator", one: "person", many: "people" }],
      nothing: "No activity failed.",
      needs: [{ path: "result", absent: "Results are not in these records." }],
      columns: [
        { label: "Activity", show: "value", paths: ["activityDisplayName"], none: "no name" },
        { label: "Reason", show: "value", paths: ["resultReason"], none: "no reason given" },
        { label: "Failed", show: "events" },
        { label: "Who", show: "distinct", path: "initiator" },
        last,
      ],
    },
    {
      kind: "table",
      id: "roles",
      title: "Roles given",
      events: {
        where: `(${begins("add member to role", "add eligible member to role", "add scoped member to role", "add eligibleroleassignment", "add role assignment to role definition", "user has elevated their access")}) and not contains(${activity}, 'request')`,
        outcome: "success",
      },
      by: ["initiator", "affected", "roleName", "activityDisplayName"],
      top: 12,
      order: "newest",
      sentence: "{events}: {0} to {1}, by {2}. The newest first.",
      subjects: [
        { path: "roleName", one: "role", many: "roles" },
        { path: "affected", one: "person or object", many: "people and objects" },
        { path: "initiator", one: "person", many: "people" },
      ],
      nothing: "No role was given.",
      needs,
      columns: [
        last,
        by,
        to,
        { label: "Role", show: "value", paths: ["roleName"], none: "no role named" },
        { label: "How", show: "value", paths: ["activityDisplayName"], words: roleGrants },
        { label: "Times", show: "events" },
      ],
    },
    {
      kind: "table",
      id: "groups",
      title: "Groups given",
      events: { where: begins("add member to group", "add owner to group"), outcome: "success" },
      by: ["initiator", "groupName", "activityDisplayName"],
      top: 12,
      order: "count",
      sentence: "{events}: {0} into {1}, by {2}.",
      subjects: [
        { path: "affected", one: "person or object", many: "people and objects" },
        { path: "groupName", one: "group", many: "groups" },
        { path: "initiator", one: "person", many: "people" },
      ],
      nothing: "Nobody was put into a group.",
      needs,
      columns: [
        by,
        { label: "Group", show: "value", paths: ["groupName"], none: "no group named" },
        { label: "As", show: "value", paths: ["activityDisplayName"], words: groupGrants },
        { label: "Who", show: "list", paths: ["affected"], most: 2 },
        { label: "Times", show: "events" },
        last,
      ],
    },
    {
      kind: "table",
      id: "consents",
      title: "Consents",
      events: {
        where: begins(...Object.keys(consents)),
        outcome: "success",
      },
      by: ["affected", "initiator", "activityDisplayName"],
      top: 12,
      order: "newest",
      sentence: "{events}, by {0}. The newest first.",
      subjects: [{ path: "initiator", one: "person", many: "people" }],
      nothing: "Nobody consented to an application.",
      needs,
      columns: [
        last,
        { label: "To", show: "value", paths: ["affected"], none: "no application named" },
        by,
        { label: "How", show: "value", paths: ["activityDisplayName"], words: consents },
        { label: "Scopes", show: "list", paths: ["grantedScopes"], most: 8 },
        { label: "Times", show: "events" },
      ],
      notes: ["A consent and its grant are two rows of one correlation id."],
    },
    {
      kind: "table",
      id: "resets",
      title: "Password resets",
      events: { where: begins(...Object.keys(resets)) },
      by: ["activityDisplayName"],
      top: 10,
      order: "count",
      sentence: "{events}, of {0}.",
      subjects: [{ path: "affected", one: "person", many: "people" }],
      nothing: "No password was reset.",
      needs,
      columns: [
        { label: "Kind", show: "value", paths: ["activityDisplayName"], words: resets },
        { label: "Times", show: "events" },
        { label: "People", show: "distinct", path: "affected" },
        { label: "Failed", show: "events", outcome: "failure" },
        { label: "Most", show: "list", paths: ["affected"], most: 3 },
      ],
      notes: ["Steps of a self-service reset (“flow activity progress”) are not counted."],
    },
    {
      kind: "table",
      id: "actors",
      title: "Who did what",
      events: {},
      by: ["initiator", "activityDisplayName"],
      top: 15,
      order: "count",
      sentence: "{events} by {0}. Those with most:",
      subjects: [{ path: "initiator", one: "person", many: "people" }],
      nothing: "Nobody is named.",
      needs,
      columns: [
        { label: "Who", show: "value", paths: ["initiator"], none: "nobody named" },
        { label: "Activity", show: "value", paths: ["activityDisplayName"], none: "no name" },
        { label: "Times", show: "events" },
        { label: "To how many", show: "distinct", path: "affected" },
        { label: "Failed", show: "events", outcome: "failure" },
        last,
      ],
    },
    { kind: "heatmap", id: "pattern", title: "When" },
  ],
};
