import { auditPlaces } from "./auditPlaces.ts";
import type { EntityPlace, MemberPlace } from "./entityPlaces.ts";
import { fields } from "./fields.ts";
import type { GraphVersion } from "./graphReport.ts";
import type { Outcome, Report } from "./report.ts";
import { firstText } from "./valueAt.ts";
import { directoryAuditsCard } from "./directoryAuditsCard.ts";
import type { Way } from "./way.ts";

const outcomes = new Map<unknown, Outcome>([
  ["success", "success"],
  ["failure", "failure"],
  ["timeout", "failure"],
]);

/** The one with all fields. */
const version: GraphVersion = "beta";

const readFields = fields(
  version,
  `
id | Id | text each required id eq | Identifies the event; begins with the service that wrote it.
activityDateTime | Time | instant required 140 sort eq ge le +gt +lt | When the activity took place, in UTC.
activityDisplayName | Activity | text required eq startswith 220 | What was done, such as "Add member to group".
additionalDetails | Extra details | object[] | More about the activity, as pairs of a name and a value.
additionalDetails/[]/key | Extra name | text | What the pair is about, such as "User-Agent".
additionalDetails/[]/value | Extra value | text | The text that belongs to the name.
category | Category | text(AdministrativeUnit,ApplicationManagement,Authentication,Authorization,AuthorizationPolicy,Contact,Device,DeviceConfiguration,DirectoryManagement,EntitlementManagement,GroupManagement,IdentityProtection,KeyManagement,Label,Policy,PolicyManagement,ResourceManagement,RoleManagement,UserManagement) required +eq 160 | Area of the directory that the activity belongs to; an open list.
correlationId | Correlation id | text each id eq | Shared by all events of one operation, whichever service wrote them.
initiatedBy | Initiated by | object required | The user or the application behind the activity; the other one is null.
initiatedBy/app | App | object | The application, when one acted by itself.
initiatedBy/app/appId | App id | text id eq | Client id of the acting application; Microsoft's own services often leave it out.
initiatedBy/app/displayName | App name | text eq | Name of the acting application.
initiatedBy/app/servicePrincipalId | Service principal id | text id | Object that stands for the acting application in this tenant.
initiatedBy/app/servicePrincipalName | Service principal name | text | Name of that service principal, seldom given.
initiatedBy/linkableIdentifiers | Linkable ids | object beta | What ties the activity to the actor's sign-in.
initiatedBy/linkableIdentifiers/deviceId | Linked device id | text id beta | Device on which the actor was signed in.
initiatedBy/linkableIdentifiers/sessionId | Linked session id | text id beta | Session of the actor; find its sign-ins by their session id.
initiatedBy/linkableIdentifiers/tokenDetails | Linked token | object beta | Token with which the actor called the service.
initiatedBy/linkableIdentifiers/tokenDetails/issuedAtDateTime | Token issued | instant beta | When the actor's token was issued, in UTC.
initiatedBy/linkableIdentifiers/tokenDetails/uniqueTokenIdentifier | Token id | text each mono beta | Find the sign-in by the same token identifier; upper and lower case differ.
initiatedBy/user | User | object | The user, when a person acted.
initiatedBy/user/displayName | User display name | text eq | Full name of the acting user; usually empty.
initiatedBy/user/homeTenantId | User home tenant id | text id beta | Tenant to which the acting user belongs.
initiatedBy/user/homeTenantName | User home tenant | text beta | Name of that tenant, if it lets others see it.
initiatedBy/user/id | User id | text id eq | Object id of the acting user.
initiatedBy/user/ipAddress | IP address | text mono 140 | Address from which the user acted; can be an empty text.
initiatedBy/user/userPrincipalName | Initiated by user | text nocase eq startswith 220 | Sign-in name of the acting user.
initiatedBy/user/userType | User type | text | Member, guest or another sort of user; undeclared, yet sent.
loggedByService | Service | text(Access Reviews,Account Provisioning,Application Proxy,Authentication Methods,B2C,Conditional Access,Core Directory,Device Registration Service,Entitlement Management,Identity Protection,Invited Users,PIM,Self-service Group Management,Self-service Password Management,Terms Of Use) eq | Service that wrote the event; an open list.
operationType | Operation | text(Add,Assign,Create,Delete,Unassign,Update) 100 | The activity in one verb; an open list.
performedBy | Performed by | object beta | Agent or service principal that acted on somebody's behalf.
performedBy/appId | Performer app id | text id beta | Application of the performer.
performedBy/blueprintId | Performer blueprint id | text id beta | Blueprint from which the performing agent was made.
performedBy/identityType | Performer type | enum(agent,servicePrincipal) beta | Whether an agent or a service principal performed it.
result | Result | enum(success,failure,timeout) +eq 90 | How the activity ended.
resultReason | Result reason | text 240 | Why it failed or timed out; now and then a remark on a success.
targetResources | Targets | object[] any | What was changed; in some activities first the object, then what holds it.
targetResources/[]/administrativeUnits | Target administrative units | object[] | Administrative units that hold the target; their members vary.
targetResources/[]/displayName | Target | text any eq startswith 200 | Name of the changed object; many users come without one.
targetResources/[]/groupType | Target group type | enum(unifiedGroups,azureAD) | Microsoft 365 group or security group, when the target is one.
targetResources/[]/id | Target id | text id any eq | Object id of the target.
targetResources/[]/modifiedProperties | Changes | object[] | The properties that changed.
targetResources/[]/modifiedProperties/[]/displayName | Changed property | text | Name of the property; "TargetId." and "Included Updated Properties" are summaries.
targetResources/[]/modifiedProperties/[]/newValue | New value | text 220 | The property afterwards, written as JSON.
targetResources/[]/modifiedProperties/[]/oldValue | Old value | text 220 | The property before, written as JSON.
targetResources/[]/type | Target type | text(Application,Device,Directory,Group,Other,Policy,Role,ServicePrincipal,User) 110 | What sort of object the target is; an open list.
targetResources/[]/userPrincipalName | Target user | text nocase 220 | Sign-in name of a target that is a user.
userAgent | User agent | text beta 240 | How the actor's client names itself, if it was recorded.
`,
  `
initiator | Who | text nocase 190 | The user or application that acted, by name where one is given. | initiatedBy/user/userPrincipalName,displayName; initiatedBy/app/displayName; initiatedBy/user/id; initiatedBy/app/servicePrincipalName,servicePrincipalId,appId
affected | Affected | text nocase 190 | The user, application or other object that it was done to, by name where one is given. | targetResources/[type=User]/userPrincipalName,displayName,id; targetResources/[type!=Role,Group,Request]/displayName,id; targetResources/[]/displayName,userPrincipalName,id
groupName | Group | text 180 | The group whose members or owners changed, by name; else a group among the targets. | ${auditPlaces.groupName}
roleName | Role | text 180 | The directory role that was given or taken away, by name. | ${auditPlaces.roleName}
grantedScopes | Scopes | text[] 320 | Permissions of an API that the event granted; where it took some away, those. | granted targetResources/[]/modifiedProperties/[displayName=DelegatedPermissionGrant.Scope,OAuth2PermissionGrant.Scope]; granted targetResources/[]/modifiedProperties/[displayName=AppRole.Value]; permissions targetResources/[]/modifiedProperties/[displayName=ConsentAction.Permissions]
changedProperties | Changed properties | text[] 220 | Names of the properties that changed, as the directory writes them; summaries are left out. | name targetResources/[]/modifiedProperties/[]
changesInWords | What changed | text[] 360 | The properties that changed, each with its value before and after. | words targetResources/[]/modifiedProperties/[]
`,
);

/** Ids of the objects that a Conditional Access policy is about, in the JSON of the policy. */
const ofPolicy: readonly MemberPlace[] = [
  ...["includeUsers", "excludeUsers"].map((name) => ({ path: `conditions/users/${name}/[]`, kind: "user" as const })),
  ...["includeGroups", "excludeGroups"].map((name) => ({ path: `conditions/users/${name}/[]`, kind: "group" as const })),
  ...["includeRoles", "excludeRoles"].map((name) => ({ path: `conditions/users/${name}/[]`, kind: "role" as const })),
  ...["includeApplications", "excludeApplications"].map((name) => ({
    path: `conditions/applications/${name}/[]`,
    kind: "application" as const,
  })),
  ...["includeServicePrincipals", "excludeServicePrincipals"].map((name) => ({
    path: `conditions/clientApplications/${name}/[]`,
    kind: "servicePrincipal" as const,
  })),
  { path: "id", kind: "policy", names: ["displayName"] },
];

const changed = { pairs: "targetResources/[]/modifiedProperties", word: "displayName", texts: ["newValue", "oldValue"] };

const entities: readonly EntityPlace[] = [
  { path: "initiatedBy/user/id", kind: "user", names: ["displayName", "userPrincipalName"] },
  { path: "initiatedBy/user/userPrincipalName", kind: "user", names: ["displayName"] },
  { path: "initiatedBy/user/ipAddress", kind: "address" },
  { path: "initiatedBy/app/appId", kind: "application", names: ["displayName"] },
  { path: "initiatedBy/app/servicePrincipalId", kind: "servicePrincipal", names: ["displayName", "servicePrincipalName"] },
  { path: "initiatedBy/linkableIdentifiers/deviceId", kind: "device" },
  { path: "initiatedBy/linkableIdentifiers/sessionId", kind: "session" },
  { path: "performedBy/appId", kind: "application" },
  // The blueprint of an agent is registered as an application is.
  { path: "performedBy/blueprintId", kind: "application" },
  {
    path: "targetResources/[]/id",
    // A target of the type "Request" is a request in PIM: no sign-in has its id.
    kind: {
      by: "type",
      words: {
        user: "user",
        group: "group",
        serviceprincipal: "servicePrincipal",
        application: "application",
        device: "device",
        role: "role",
        policy: "policy",
      },
    },
    names: ["displayName", "userPrincipalName"],
  },
  { path: "targetResources/[]/userPrincipalName", kind: "user", names: ["displayName"] },
  {
    ...changed,
    ids: {
      "user.objectid": { kind: "user", name: "user.upn" },
      "user.upn": { kind: "user" },
      userprincipalname: { kind: "user" },
      "group.objectid": { kind: "group", name: "group.displayname" },
      "role.objectid": { kind: "role", name: "role.displayname" },
      "role.templateid": { kind: "role", name: "role.displayname" },
      "application.objectid": { kind: "application", name: "application.displayname" },
      "application.appid": { kind: "application", name: "application.displayname" },
      appid: { kind: "application" },
      appprincipalid: { kind: "application" },
      "serviceprincipal.objectid": { kind: "servicePrincipal", name: "serviceprincipal.displayname" },
      "serviceprincipal.appid": { kind: "application", name: "serviceprincipal.displayname" },
      "device.objectid": { kind: "device", name: "device.displayname" },
      deviceid: { kind: "device" },
    },
  },
  { ...changed, json: { conditionalaccesspolicy: ofPolicy } },
  {
    pairs: "additionalDetails",
    word: "key",
    texts: ["value"],
    ids: {
      appid: { kind: "application" },
      templateid: { kind: "role" },
      roledefinitionoriginid: { kind: "role" },
      deviceid: { kind: "device" },
      ipaddr: { kind: "address" },
      inviteduseremailaddress: { kind: "user" },
    },
  },
  { path: "correlationId", kind: "correlation" },
];

const targets = "targetResources/[]/id";

const ways: readonly Way[] = [
  { of: "user", label: "Audits by this user", paths: ["initiatedBy/user/id"], by: "object" },
  { of: "user", label: "Audits by this user name", paths: ["initiatedBy/user/userPrincipalName"], by: "name" },
  { of: "user", label: "Audits about this user", paths: [targets], by: "object" },
  { of: "user", label: "Audits about this user name", paths: ["targetResources/[]/userPrincipalName"], by: "name" },
  { of: "application", label: "Audits by this app", paths: ["initiatedBy/app/appId"], by: "own" },
  { of: "application", label: "Changes of this app", paths: [targets], by: "object" },
  { of: "servicePrincipal", label: "Audits by this service principal", paths: ["initiatedBy/app/servicePrincipalId"], by: "object" },
  { of: "servicePrincipal", label: "Changes of this service principal", paths: [targets], by: "object" },
  { of: "device", label: "Audits from this device", paths: ["initiatedBy/linkableIdentifiers/deviceId"], by: "own" },
  { of: "device", label: "Changes of this device", paths: [targets], by: "object" },
  { of: "address", label: "Audits from this address", paths: ["initiatedBy/user/ipAddress"] },
  { of: "group", label: "Changes of this group", paths: [targets], by: "object" },
  { of: "role", label: "Changes of this role", paths: [targets], by: "object" },
  { of: "policy", label: "Changes of this policy", paths: [targets], by: "object" },
  { of: "session", label: "Same session: audits", paths: ["initiatedBy/linkableIdentifiers/sessionId"], by: "other" },
  { of: "correlation", label: "Same correlation id: audits", paths: ["correlationId"] },
];

/** All but the fields, which are read when they are needed; a report whose records have the same shape begins with it. */
export const auditFacts: Omit<Report, "fields"> = {
  ...directoryAuditsCard,
  graph: {
    endpoint: "auditLogs/directoryAudits",
    version,
    pageSize: 1000,
    permissions: ["AuditLog.Read.All", "Directory.Read.All"],
    roles: ["Reports Reader", "Security Reader", "Security Administrator", "Global Reader"],
  },
  timeField: "activityDateTime",
  keyField: "id",
  columns: ["activityDateTime", "activityDisplayName", "initiator", "affected", "result", "category", "loggedByService", "resultReason"],
  layouts: [
    {
      name: "Who",
      columns: [
        "activityDateTime",
        "initiatedBy/user/userPrincipalName",
        "initiatedBy/app/displayName",
        "initiatedBy/user/ipAddress",
        "activityDisplayName",
        "affected",
        "result",
      ],
    },
    {
      name: "What",
      columns: [
        "activityDateTime",
        "activityDisplayName",
        "affected",
        "groupName",
        "roleName",
        "grantedScopes",
        "changesInWords",
        "initiator",
      ],
    },
    {
      name: "Where",
      columns: [
        "activityDateTime",
        "initiator",
        "initiatedBy/user/ipAddress",
        "activityDisplayName",
        "userAgent",
        "initiatedBy/linkableIdentifiers/sessionId",
        "initiatedBy/linkableIdentifiers/deviceId",
      ],
    },
    {
      name: "Why",
      columns: ["activityDateTime", "result", "resultReason", "activityDisplayName", "initiator", "affected", "loggedByService"],
    },
  ],
  tellingFields: ["result", "activityDisplayName", "initiatedBy/user/userPrincipalName", "loggedByService"],
  cascade: { label: "Service, category, activity", paths: ["loggedByService", "category", "activityDisplayName"] },
  people: [
    { paths: ["initiatedBy/user/userPrincipalName", "initiatedBy/user/displayName", "initiatedBy/user/id"], one: "person", many: "people" },
    {
      paths: ["initiatedBy/app/displayName", "initiatedBy/app/servicePrincipalId", "initiatedBy/app/appId"],
      one: "application",
      many: "applications",
    },
  ],
  repeats: [
    {
      paths: [
        "initiatedBy/user/userPrincipalName",
        "initiatedBy/user/displayName",
        "initiatedBy/user/id",
        "initiatedBy/app/displayName",
        "initiatedBy/app/servicePrincipalId",
        "initiatedBy/app/appId",
      ],
      one: "initiator",
      many: "initiators",
    },
    { paths: ["activityDisplayName"], one: "activity", many: "activities" },
    // Some targets have an id alone, others a name alone: both have to be the same.
    { paths: ["targetResources/[]/id"], one: "target", many: "targets" },
    { paths: ["targetResources/[]/displayName"], one: "target's name", many: "targets' names" },
    { paths: ["result"], one: "result", many: "results" },
  ],
  retentionDays: 30,
  settleMinutes: 15,
  correlates: "operation",
  lineNoun: "Audit",
  line: {
    who: [
      "initiatedBy/user/userPrincipalName",
      "initiatedBy/user/displayName",
      "initiatedBy/app/displayName",
      "initiatedBy/user/id",
      "initiatedBy/app/servicePrincipalName",
    ],
    what: ["activityDisplayName"],
  },
  alike: {
    label: "More like this (same activity, service, result)",
    paths: ["activityDisplayName", "loggedByService", "result"],
  },
  changes: { targets: "targetResources", list: "modifiedProperties" },
  listed: { activityDisplayName: "activity", category: "category", loggedByService: "service" },
  portal: { label: "the list of audits", page: "Microsoft_AAD_IAM/AuditLogList.ReactView" },
  // `Directory_<guid>_ABCDE_12345`: a word of the service that wrote it, and further ones behind the GUID.
  keyPattern: /^[a-z][a-z\d]{0,39}_[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:_[a-z\d]{1,40}){0,4}$/i,
  otherNames: {
    audit: "directoryAudits",
    audits: "directoryAudits",
    auditlog: "directoryAudits",
    auditlogs: "directoryAudits",
    auditevents: "directoryAudits",
    directoryaudit: "directoryAudits",
    directoryauditlog: "directoryAudits",
    directoryauditlogs: "directoryAudits",
  },
  otherFieldNames: {
    timegenerated: "activityDateTime",
    operationname: "activityDisplayName",
    aadoperationtype: "operationType",
    resultdescription: "resultReason",
    user: "initiatedBy/user/userPrincipalName",
    username: "initiatedBy/user/userPrincipalName",
    "user name": "initiatedBy/user/userPrincipalName",
    "user principal name": "initiatedBy/user/userPrincipalName",
    upn: "initiatedBy/user/userPrincipalName",
    app: "initiatedBy/app/displayName",
    application: "initiatedBy/app/displayName",
    ip: "initiatedBy/user/ipAddress",
    service: "loggedByService",
    date: "activityDateTime",
    timestamp: "activityDateTime",
  },
  logAnalytics: ["AuditLogs"],
  cmdlets: ["AuditLogDirectory", "AuditDirectory"],
  ways,
  entities,
  outcomePath: "result",
  outcomeValues: { success: ["success"], failure: ["failure", "timeout"] },
  outcome: (value) => outcomes.get(typeof value === "string" ? value.toLowerCase() : value) ?? "other",
  actor: (record) =>
    firstText(record, [
      "initiatedBy/user/userPrincipalName",
      "initiatedBy/user/displayName",
      "initiatedBy/app/displayName",
      "initiatedBy/user/id",
      "initiatedBy/app/appId",
    ]),
};

export const directoryAudits: Report = {
  ...auditFacts,
  get fields() {
    return readFields();
  },
};
