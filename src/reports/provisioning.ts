import type { EntityPlace } from "./entityPlaces.ts";
import { fields } from "./fields.ts";
import type { GraphVersion } from "./graphReport.ts";
import type { Outcome, Report } from "./report.ts";
import { firstText } from "./valueAt.ts";
import { provisioningCard } from "./provisioningCard.ts";
import type { Way } from "./way.ts";

const result = "enum(success,failure,skipped,warning)";

const outcomes = new Map<unknown, Outcome>([
  ["success", "success"],
  ["failure", "failure"],
]);

/** The one with all fields. */
const version: GraphVersion = "beta";

const readFields = fields(
  version,
  `
id | Id | text each required id eq contains | Identifies the event.
action | Action (old) | text eq contains beta | The action as free text. | Use provisioningAction.
activityDateTime | Time | instant required 140 sort eq gt lt +ge +le | When the object was provisioned, in UTC.
changeId | Change id | text each id eq contains | Identifies this one change inside its cycle.
cycleId | Cycle id | text each id eq contains | Shared by all events of one run of the job.
durationInMilliseconds | Duration (ms) | integer each eq gt lt 110 | How long the action took, in milliseconds.
initiatedBy | Initiated by | object | What set the provisioning off.
initiatedBy/displayName | Initiator | text eq contains | Name of the user, application or service that set it off.
initiatedBy/id | Initiator id | text id | Identifies the initiator; can be an empty text.
initiatedBy/initiatorType | Initiator type | enum(user,application,system) | What sort of initiator it is.
jobId | Job id | text eq contains mono 320 | Identifies the provisioning job; made of template, tenant and a number.
modifiedProperties | Changes | object[] | The attributes that were written to the target.
modifiedProperties/[]/displayName | Changed attribute | text | Name of the attribute.
modifiedProperties/[]/newValue | New value | text 220 | What the attribute is now.
modifiedProperties/[]/oldValue | Old value | text 220 | What the attribute was before, if that is known.
provisioningAction | Action | enum(other,create,delete,disable,update,stagedDelete) eq contains 110 | What was done, or was meant to be done, to the object.
provisioningStatusInfo | Result | object | How the event ended.
provisioningStatusInfo/errorInformation | Error | object | What went wrong; only failures and warnings have it.
provisioningStatusInfo/errorInformation/additionalDetails | Error details | text 240 | Further text about the error.
provisioningStatusInfo/errorInformation/errorCategory | Error category | enum(failure,nonServiceFailure,success) | Whether the service or something outside it is at fault.
provisioningStatusInfo/errorInformation/errorCode | Error code | text mono | Name of the error.
provisioningStatusInfo/errorInformation/reason | Reason | text 280 | What caused the error.
provisioningStatusInfo/errorInformation/recommendedAction | Recommended action | text 240 | How to get rid of the error, often a link.
provisioningStatusInfo/status | Status | ${result} eq contains 90 | How the event ended, in one word.
provisioningSteps | Steps | object[] | What the service did one after the other, from import to export.
provisioningSteps/[]/description | Step description | text 240 | The step in a sentence.
provisioningSteps/[]/details | Step details | object | Whatever the step noted down; its members vary.
provisioningSteps/[]/name | Step name | text 200 | Which step it was, such as "EntryExportAdd".
provisioningSteps/[]/provisioningStepType | Step type | enum(import,scoping,matching,processing,referenceResolution,export) | What the step was for; some answers capitalise it.
provisioningSteps/[]/status | Step status | ${result} | How the step ended.
servicePrincipal | Application | object | Enterprise application that holds the provisioning job.
servicePrincipal/displayName | Application name | text eq | Name of that enterprise application.
servicePrincipal/id | Application object id | text id eq +contains | Object id of its service principal.
sourceIdentity | Source object | object | The object as it stands where it comes from.
sourceIdentity/details | Source attributes | object | Attributes of the source object; they vary.
sourceIdentity/displayName | Source | text eq contains 200 | What the source object is called.
sourceIdentity/id | Source id | text id case eq contains | Identifies the source object; empty if there is none yet.
sourceIdentity/identityType | Source type | text(Group,Role,User) eq contains 110 | User, group or another sort of source object.
sourceSystem | Source system | object | The system that objects are read from.
sourceSystem/details | Source system details | object | More about the source system; its members vary.
sourceSystem/displayName | From | text eq contains | Name of the system that objects are read from.
sourceSystem/id | Source system id | text id | Identifies the source system.
statusInfo | Result (old) | object beta | How the event ended. | Use provisioningStatusInfo.
statusInfo/status | Status (old) | ${result} eq contains beta | How the event ended, in one word. | Use provisioningStatusInfo/status.
targetIdentity | Target object | object | The object as it stands where it is written to.
targetIdentity/details | Target attributes | object | Attributes of the target object; they vary.
targetIdentity/displayName | Target | text eq contains 200 | What the target object is called.
targetIdentity/id | Target id | text id case eq contains | Identifies the target object; empty if it was not made.
targetIdentity/identityType | Target type | text(Group,Role,User) eq contains 110 | User, group or another sort of target object.
targetSystem | Target system | object | The system that objects are written to.
targetSystem/details | Target system details | object | More about the target system; its members vary.
targetSystem/displayName | To | text eq contains | Name of the system that objects are written to.
targetSystem/id | Target system id | text id | Identifies the target system.
tenantId | Tenant id | text id eq contains | Tenant that the job belongs to.
`,
  `
initiator | Who | text nocase 200 | What set the provisioning off, by name, or else the application that holds the job. | initiatedBy/displayName; servicePrincipal/displayName; initiatedBy/id
failedStep | Failed step | text 160 | The first kind of step that failed, else one with a warning, else one that was skipped. | provisioningSteps/[status=failure]/name,provisioningStepType; provisioningSteps/[status=warning]/name,provisioningStepType; provisioningSteps/[status=skipped]/name,provisioningStepType
failureReason | Why | text 320 | What caused the error; else what the step says that failed, was skipped or ended with a warning. | provisioningStatusInfo/errorInformation/reason,additionalDetails,errorCode; provisioningSteps/[status=failure]/description; provisioningSteps/[status=warning]/description; provisioningSteps/[status=skipped]/description; statusInfo/reason,errorCode
groupName | Group | text 200 | The group that was provisioned, by its name where it comes from or is written to. | sourceIdentity/[identityType=Group]/displayName; targetIdentity/[identityType=Group]/displayName; sourceIdentity/[identityType=Group]/id
roleNames | Roles | text[] 240 | The roles that were imported or assigned, by name. | sourceIdentity/[identityType=Role]/displayName; targetIdentity/[identityType=Role]/displayName; json modifiedProperties/[displayName=role,roles,appRoleAssignments,appRoleAssignmentsComplex]/newValue,oldValue; sourceIdentity/[identityType=Role]/id
changedProperties | Changed properties | text[] 220 | Names of the attributes that were written to the target. | name modifiedProperties/[]
changesInWords | What changed | text[] 360 | The attributes that were written, each with its value before, where that is known, and after. | words modifiedProperties/[]
`,
);

/** The two sides of an event. Their ids are those of their own systems. */
const identities = ["sourceIdentity", "targetIdentity"].flatMap((identity): EntityPlace[] => [
  {
    path: `${identity}/id`,
    kind: { by: "identityType", words: { user: "user", group: "group", role: "role" } },
    names: ["displayName"],
  },
  { path: `${identity}/details/UserPrincipalName`, kind: "user", names: ["DisplayName"] },
]);
const systems = ["sourceSystem", "targetSystem"].flatMap((system): EntityPlace[] => [
  { path: `${system}/details/ServicePrincipalId`, kind: "servicePrincipal", names: ["ServicePrincipalDisplayName"] },
  { path: `${system}/details/ApplicationId`, kind: "application", names: ["ServicePrincipalDisplayName"] },
]);

const entities: readonly EntityPlace[] = [
  ...identities,
  { path: "initiatedBy/id", kind: { by: "initiatorType", words: { user: "user", application: "application" } }, names: ["displayName"] },
  { path: "servicePrincipal/id", kind: "servicePrincipal", names: ["displayName"] },
  ...systems,
  {
    pairs: "modifiedProperties",
    word: "displayName",
    texts: ["newValue", "oldValue"],
    ids: { userprincipalname: { kind: "user" }, username: { kind: "user" } },
  },
  // All that a job did in one go: what an operation is in the directory's own events.
  { path: "cycleId", kind: "correlation" },
];

const provisioned = ["sourceIdentity/id", "targetIdentity/id"];

const ways: readonly Way[] = [
  { of: "user", label: "Provisioning of this user", paths: provisioned, by: "object" },
  { of: "user", label: "Provisioning of this user", paths: provisioned, by: "other" },
  { of: "servicePrincipal", label: "Provisioning by this service principal", paths: ["servicePrincipal/id"], by: "object" },
  { of: "group", label: "Provisioning of this group", paths: provisioned },
  { of: "correlation", label: "Same cycle: provisioning", paths: ["cycleId"] },
];

export const provisioning: Report = {
  ...provisioningCard,
  graph: {
    endpoint: "auditLogs/provisioning",
    sameInBeta: ["auditLogs/directoryProvisioning"],
    version,
    // The maximum is not documented; 500 is what Microsoft's own tutorial asks for.
    pageSize: 500,
    permissions: ["ProvisioningLog.Read.All", "AuditLog.Read.All", "Directory.Read.All"],
    roles: [
      "Reports Reader",
      "Security Reader",
      "Security Operator",
      "Security Administrator",
      "Global Reader",
      "Application Administrator",
      "Cloud Application Administrator",
    ],
  },
  get fields() {
    return readFields();
  },
  timeField: "activityDateTime",
  keyField: "id",
  columns: [
    "activityDateTime",
    "provisioningAction",
    "provisioningStatusInfo/status",
    "sourceIdentity/displayName",
    "sourceIdentity/identityType",
    "failureReason",
    "sourceSystem/displayName",
    "targetSystem/displayName",
    "targetIdentity/displayName",
    "durationInMilliseconds",
  ],
  layouts: [
    {
      name: "Who",
      columns: [
        "activityDateTime",
        "sourceIdentity/displayName",
        "sourceIdentity/identityType",
        "targetIdentity/displayName",
        "targetIdentity/id",
        "provisioningAction",
        "provisioningStatusInfo/status",
        "initiator",
      ],
    },
    {
      name: "What",
      columns: [
        "activityDateTime",
        "provisioningAction",
        "provisioningStatusInfo/status",
        "sourceIdentity/displayName",
        "groupName",
        "roleNames",
        "changesInWords",
      ],
    },
    {
      name: "Where",
      columns: [
        "activityDateTime",
        "sourceSystem/displayName",
        "targetSystem/displayName",
        "servicePrincipal/displayName",
        "sourceIdentity/displayName",
        "provisioningAction",
        "provisioningStatusInfo/status",
        "jobId",
      ],
    },
    {
      name: "Why",
      columns: [
        "activityDateTime",
        "provisioningStatusInfo/status",
        "sourceIdentity/displayName",
        "failedStep",
        "failureReason",
        "provisioningStatusInfo/errorInformation/errorCode",
        "provisioningStatusInfo/errorInformation/recommendedAction",
      ],
    },
  ],
  tellingFields: ["provisioningStatusInfo/status", "provisioningAction", "servicePrincipal/displayName", "sourceIdentity/identityType"],
  people: [{ paths: ["sourceIdentity/id", "sourceIdentity/displayName"], one: "identity", many: "identities" }],
  repeats: [
    { paths: ["sourceIdentity/id", "sourceIdentity/displayName"], one: "identity", many: "identities" },
    { paths: ["servicePrincipal/id", "servicePrincipal/displayName"], one: "application", many: "applications" },
    { paths: ["provisioningAction"], one: "action", many: "actions" },
    { paths: ["provisioningStatusInfo/status"], one: "status", many: "statuses" },
    { paths: ["provisioningStatusInfo/errorInformation/errorCode"], one: "error", many: "errors" },
  ],
  retentionDays: 30,
  settleMinutes: 15,
  correlates: "cycle",
  lineNoun: "Provisioning",
  line: { who: ["sourceIdentity/displayName", "targetIdentity/displayName", "initiatedBy/displayName"], what: ["provisioningAction"] },
  alike: {
    label: "More like this (same app, action, status)",
    paths: ["servicePrincipal/id", "provisioningAction", "provisioningStatusInfo/status"],
  },
  changes: { list: "modifiedProperties" },
  // What a job copies.
  ofAnySystem: ["sourceIdentity", "targetIdentity"],
  otherNames: {
    provisioninglog: "provisioning",
    provisioninglogs: "provisioning",
    aadprovisioninglogs: "provisioning",
    provisioningevents: "provisioning",
    directoryprovisioning: "provisioning",
  },
  otherFieldNames: {
    timegenerated: "activityDateTime",
    durationms: "durationInMilliseconds",
    aadtenantid: "tenantId",
    resulttype: "provisioningStatusInfo/status",
    result: "provisioningStatusInfo/status",
    resultsignature: "provisioningStatusInfo/errorInformation/errorCode",
    resultdescription: "provisioningStatusInfo/errorInformation/reason",
    app: "servicePrincipal/displayName",
    user: "sourceIdentity/displayName",
    date: "activityDateTime",
    timestamp: "activityDateTime",
  },
  logAnalytics: ["AADProvisioningLogs"],
  cmdlets: ["AuditLogProvisioning", "AuditProvisioning"],
  ways,
  entities,
  outcomePath: "provisioningStatusInfo/status",
  outcomeValues: { success: ["success"], failure: ["failure"] },
  outcome: (value) => outcomes.get(typeof value === "string" ? value.toLowerCase() : value) ?? "other",
  actor: (record) => firstText(record, ["initiatedBy/displayName", "servicePrincipal/displayName", "initiatedBy/id"]),
};
