import { fields } from "./fields.ts";
import type { Outcome, Report } from "./report.ts";
import { firstText } from "./valueAt.ts";

const outcomes = new Map<unknown, Outcome>([
  ["success", "success"],
  ["failure", "failure"],
  ["timeout", "failure"],
]);

const readFields = fields(`
id | Id | text required id eq | Identifies the event; begins with the service that wrote it.
activityDateTime | Time | instant required sort eq ge le +gt +lt | When the activity took place, in UTC.
activityDisplayName | Activity | text required eq startswith 240 | What was done, such as "Add member to group".
additionalDetails | Extra details | object[] | More about the activity, as pairs of a name and a value.
additionalDetails/[]/key | Extra name | text | What the pair is about, such as "User-Agent".
additionalDetails/[]/value | Extra value | text | The text that belongs to the name.
category | Category | text(AdministrativeUnit,ApplicationManagement,Authentication,Authorization,AuthorizationPolicy,Contact,Device,DeviceConfiguration,DirectoryManagement,EntitlementManagement,GroupManagement,IdentityProtection,KeyManagement,Label,Policy,PolicyManagement,ResourceManagement,RoleManagement,UserManagement) required +eq 160 | Area of the directory that the activity belongs to; an open list.
correlationId | Correlation id | text id eq | Shared by all events of one operation, whichever service wrote them.
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
initiatedBy/linkableIdentifiers/tokenDetails/uniqueTokenIdentifier | Token id | text mono beta | Find the sign-in by the same token identifier; upper and lower case differ.
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
`);

export const directoryAudits: Report = {
  id: "directoryAudits",
  title: "Directory audits",
  noun: "directory audit",
  icon: "history",
  endpoint: "auditLogs/directoryAudits",
  description: "Every change to the tenant: users, groups, roles, applications, policies and devices.",
  get fields() {
    return readFields();
  },
  timeField: "activityDateTime",
  keyField: "id",
  columns: [
    "activityDateTime",
    "activityDisplayName",
    "result",
    "initiatedBy/user/userPrincipalName",
    "initiatedBy/app/displayName",
    "targetResources/[]/displayName",
    "targetResources/[]/userPrincipalName",
    "category",
    "loggedByService",
    "resultReason",
  ],
  tellingFields: ["result", "activityDisplayName", "initiatedBy/user/userPrincipalName", "loggedByService"],
  version: "beta",
  pageSize: 1000,
  retentionDays: 30,
  settleMinutes: 15,
  permissions: ["AuditLog.Read.All", "Directory.Read.All"],
  roles: ["Reports Reader", "Security Reader", "Security Administrator", "Global Reader"],
  starters: [
    {
      name: "Password resets",
      query: "directoryAudits last 30d where startswith(activityDisplayName, 'Reset password')",
      description: "How many passwords were reset, by their owners or by an administrator?",
    },
    {
      name: "Admin access granted",
      query:
        "directoryAudits last 30d where (activityDisplayName eq 'Add member to group' or activityDisplayName eq 'Add member to role' or startswith(activityDisplayName, 'Add eligible member to role')) and targetResources/any(t: t/modifiedProperties/any(p: contains(tolower(p/newValue), 'admin')))",
      description: "Who put somebody into a group or a role with admin in its name?",
    },
    {
      name: "Role members added",
      query:
        "directoryAudits last 30d where startswith(activityDisplayName, 'Add member to role') or startswith(activityDisplayName, 'Add eligible member to role')",
      description: "Who was given a directory role: for good, as eligible, or for some hours?",
    },
    {
      name: "Group members added",
      query: "directoryAudits last 7d where activityDisplayName eq 'Add member to group' or activityDisplayName eq 'Add owner to group'",
      description: "Who was added to which group, and by whom?",
    },
    {
      name: "Members removed",
      query: "directoryAudits last 30d where startswith(activityDisplayName, 'Remove member from')",
      description: "Who lost a group or a role?",
    },
    {
      name: "Consent granted",
      query:
        "directoryAudits last 30d where activityDisplayName eq 'Consent to application' or activityDisplayName eq 'Add delegated permission grant'",
      description: "Which applications were allowed to act for users, and who agreed?",
    },
    {
      name: "App roles granted",
      query: "directoryAudits last 30d where startswith(activityDisplayName, 'Add app role assignment')",
      description: "Which applications, users and groups were given permissions of an application?",
    },
    {
      name: "Application credentials added",
      query:
        "directoryAudits last 30d where activityDisplayName eq 'Add service principal credentials' or startswith(activityDisplayName, 'Update application – Certificates and secrets')",
      description: "Which applications got a new secret or certificate?",
    },
    {
      name: "New applications",
      query: "directoryAudits last 30d where activityDisplayName eq 'Add application' or activityDisplayName eq 'Add service principal'",
      description: "Which applications are new in the tenant? Look up their users in the sign-ins.",
    },
    {
      name: "Conditional Access changes",
      query: "directoryAudits last 30d where loggedByService eq 'Conditional Access'",
      description: "Which policies were added, changed or deleted?",
    },
    {
      name: "Security info changes",
      query: "directoryAudits last 7d where loggedByService eq 'Authentication Methods'",
      description: "Who registered or deleted a way to prove who they are?",
    },
    {
      name: "Federation and domain changes",
      query: "directoryAudits last 30d where category eq 'DirectoryManagement'",
      description: "Was a domain added, or its trust in an identity provider changed?",
    },
    {
      name: "Users created and deleted",
      query:
        "directoryAudits last 7d where activityDisplayName eq 'Add user' or activityDisplayName eq 'Invite external user' or activityDisplayName eq 'Delete user'",
      description: "Which accounts came and went?",
    },
    {
      name: "Failed activities",
      query: "directoryAudits last 7d where result eq 'failure'",
      description: "What did somebody try to change without success?",
    },
    {
      name: "Activities of a user",
      query: "directoryAudits last 30d where initiatedBy/user/userPrincipalName eq '${input:User principal name}'",
      description: "What has one user changed?",
    },
  ],
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
