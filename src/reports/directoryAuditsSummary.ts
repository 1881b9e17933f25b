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
  "reset password (self-service)": "reset by the person, self-service",
  "change password (self-service)": "changed by the person, self-service",
  "change user password": "changed by the person",
  "unlock user account (self-service)": "account unlocked by the person",
  "blocked from self-service password reset": "self-service blocked after too many tries",
  "reset password (by admin)": "reset by an admin, in the self-service portal",
  "reset user password": "reset by an admin or an application",
  "reset password": "reset by an admin or an application",
};

/** Roles that Microsoft's list of built-in roles calls privileged, and the old name of the first. */
const privileged = [
  "Global Administrator",
  "Company Administrator",
  "Privileged Role Administrator",
  "Privileged Authentication Administrator",
  "Security Administrator",
  "Conditional Access Administrator",
  "Application Administrator",
  "Cloud Application Administrator",
  "Hybrid Identity Administrator",
  "Domain Name Administrator",
  "External Identity Provider Administrator",
  "Authentication Administrator",
  "User Administrator",
  "Helpdesk Administrator",
  "Password Administrator",
  "Directory Writers",
  "Intune Administrator",
  "Lifecycle Workflows Administrator",
  "Partner Tier1 Support",
  "Partner Tier2 Support",
  "Agent ID Administrator",
  "Application Developer",
  "Attribute Provisioning Administrator",
  "Attribute Provisioning Reader",
  "Authentication Extensibility Administrator",
  "B2C IEF Keyset Administrator",
  "Cloud Device Administrator",
  "Global Reader",
  "Security Operator",
  "Security Reader",
];

/** Who did what to how many. */
const did = {
  kind: "table",
  by: ["initiator", "activityDisplayName"],
  top: 10,
  order: "count",
  needs: [...needs, { path: "initiator", absent: "Who acted is not in these records." }],
  columns: [
    { label: "Who", show: "value", paths: ["initiator"], none: "nobody named" },
    { label: "Activity", show: "value", paths: ["activityDisplayName"], none: "no name" },
    { label: "Times", show: "events" },
    { label: "To how many", show: "distinct", path: "affected" },
    { label: "Failed", show: "events", outcome: "failure" },
    last,
  ],
} as const;

export const directoryAuditsSummary: ReportSummary = {
  noun: { one: "activity", many: "activities" },
  outcomes: { success: "succeeded", failure: "failed", interrupt: "were interrupted", other: "have no result" },
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
      sentence: "{events} by {0} failed ({share}).",
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
        where: `(${begins("add member to role", "add eligible member to role", "add scoped member to role", "add eligibleroleassignment", "add role assignment to role definition", "user has elevated their access")}) and not contains(${activity}, 'request') and not contains(${activity}, 'activation')`,
        outcome: "success",
      },
      by: ["initiator", "affected", "roleName", "activityDisplayName"],
      top: 12,
      order: "newest",
      noun: { one: "grant", many: "grants" },
      sentence: "{events} of {0} to {1}, by {2}. The newest first.",
      also: [
        {
          where: `tolower(roleName) in (${privileged.map((name) => `'${name.toLowerCase()}'`).join(", ")})`,
          sentence: "Of roles that Microsoft calls privileged: {count}.",
        },
      ],
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
      id: "activations",
      title: "Roles activated",
      events: { where: `startswith(${activity}, 'add member to role completed (pim activation')`, outcome: "success" },
      noun: { one: "activation", many: "activations" },
      by: ["roleName"],
      top: 8,
      order: "count",
      sentence: "{events} by {0}. They end by themselves.",
      subjects: [{ path: "initiator", one: "person", many: "people" }],
      nothing: "No role was activated.",
      needs,
      columns: [
        { label: "Role", show: "value", paths: ["roleName"], none: "no role named" },
        { label: "Times", show: "events" },
        { label: "Who", show: "list", paths: ["initiator"], most: 3 },
        last,
      ],
    },
    {
      kind: "table",
      id: "groups",
      title: "Put into groups",
      events: { where: begins("add member to group", "add owner to group"), outcome: "success" },
      by: ["initiator", "groupName", "activityDisplayName"],
      top: 12,
      order: "count",
      noun: { one: "time", many: "times" },
      sentence: "{0} were put into {1} by {2}, {events} in all.",
      also: [{ where: "contains(tolower(groupName), 'admin')", sentence: "Into groups with “admin” in their name: {count}." }],
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
      noun: { one: "consent or grant", many: "consents and grants" },
      sentence: "{events} by {0}. The newest first.",
      also: [
        {
          where:
            "targetResources/any(t: t/modifiedProperties/any(p: (p/displayName eq 'ConsentContext.OnBehalfOfAll' and contains(tolower(p/newValue), 'true')) or (p/displayName eq 'DelegatedPermissionGrant.ConsentType' and contains(tolower(p/newValue), 'allprincipals'))))",
          sentence: "For everybody in the tenant: {count}.",
        },
      ],
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
      noun: { one: "reset or change", many: "resets and changes" },
      sentence: "{events}, for {0}.",
      subjects: [{ path: "affected", one: "person", many: "people" }],
      nothing: "No password was reset.",
      needs,
      columns: [
        { label: "Kind", show: "value", paths: ["activityDisplayName"], words: resets },
        { label: "Times", show: "events" },
        { label: "People", show: "distinct", path: "affected" },
        { label: "Failed", show: "events", outcome: "failure" },
        { label: "2 and more for", show: "list", paths: ["affected"], most: 3, least: 2 },
        { label: "3 and more by", show: "list", paths: ["initiator"], most: 2, least: 3 },
      ],
      notes: ["Steps of a self-service reset (“flow activity progress”) are not counted."],
    },
    {
      ...did,
      id: "people",
      title: "What people did",
      events: { where: `${people.path} ne null and ${people.path} ne ''` },
      sentence: "{events} ({share}) by {0}. Those with most:",
      subjects: [people],
      nothing: "No person is named as the one who acted.",
    },
    {
      ...did,
      id: "apps",
      title: "What applications did by themselves",
      events: { where: `${apps.path} ne null and ${apps.path} ne ''` },
      sentence: "{events} ({share}) by {0}. Those with most:",
      subjects: [apps],
      nothing: "No application acted by itself.",
    },
    { kind: "heatmap", id: "pattern", title: "When" },
  ],
};
