/** Who may have done it: an admin, the person concerned, an application, a service of Microsoft, or an agent. */
type Actor = "admin" | "self" | "app" | "service" | "agent";
/** What it is about. */
export type Kind = "user" | "group" | "member" | "role" | "app" | "grant" | "policy" | "device" | "domain" | "none";

export interface Activity {
  readonly name: string;
  readonly category: string;
  readonly service: string;
  readonly operation: string;
  readonly actor: Actor;
  readonly kind: Kind;
  readonly weight: number;
}

// A weight of 0: only stories tell of it. name | category | service | operation | actor | what it is about | weight
const table = `
Update user|UserManagement|Core Directory|Update|service|user|30
Update user|UserManagement|Core Directory|Update|admin|user|12
Add user|UserManagement|Core Directory|Add|admin|user|4
Delete user|UserManagement|Core Directory|Delete|admin|user|2
Disable account|UserManagement|Core Directory|Update|admin|user|2
Reset user password|UserManagement|Core Directory|Update|admin|user|6
Change user password|UserManagement|Core Directory|Update|self|user|5
Change password (self-service)|UserManagement|Self-service Password Management|Update|self|user|4
Reset password (self-service)|UserManagement|Self-service Password Management|Update|self|user|4
Self-service password reset flow activity progress|UserManagement|Self-service Password Management|Update|self|user|8
User registered security info|UserManagement|Authentication Methods|Add|self|user|6
User started security info registration|UserManagement|Authentication Methods|Add|self|user|6
Invite external user|UserManagement|Invited Users|Add|admin|user|2
Update StsRefreshTokenValidFrom Timestamp|UserManagement|Core Directory|Update|service|user|8
Add member to group|GroupManagement|Core Directory|Assign|admin|member|18
Remove member from group|GroupManagement|Core Directory|Unassign|admin|member|9
Add member to group|GroupManagement|Self-service Group Management|Assign|self|member|4
Add group|GroupManagement|Core Directory|Add|admin|group|3
Update group|GroupManagement|Core Directory|Update|app|group|8
Delete group|GroupManagement|Core Directory|Delete|admin|group|1
Add member to role|RoleManagement|Core Directory|Assign|admin|role|2
Add member to role completed (PIM activation)|RoleManagement|PIM|Add|self|role|6
Add member to role requested (PIM activation)|RoleManagement|PIM|Create|self|role|6
Remove member from role (PIM activation expired)|RoleManagement|PIM|Delete|service|role|5
Add service principal|ApplicationManagement|Core Directory|Add|admin|app|2
Update service principal|ApplicationManagement|Core Directory|Update|service|app|10
Update application|ApplicationManagement|Core Directory|Update|admin|app|4
Update application – Certificates and secrets management|ApplicationManagement|Core Directory|Update|app|app|3
Consent to application|ApplicationManagement|Core Directory|Assign|self|grant|3
Add app role assignment grant to user|UserManagement|Core Directory|Assign|admin|grant|5
Add delegated permission grant|ApplicationManagement|Core Directory|Assign|agent|grant|3
Add conditional access policy|Policy|Conditional Access|Add|admin|policy|1
Update conditional access policy|Policy|Conditional Access|Update|admin|policy|2
Register device|Device|Device Registration Service|Add|self|device|8
Add registered owner to device|Device|Core Directory|Assign|service|device|6
Update device|Device|Core Directory|Update|service|device|14
Validate user authentication|Authentication|B2C|Update|app|none|1
Set federation settings on domain|DirectoryManagement|Core Directory|Update|admin|domain|1
Set company information|DirectoryManagement|Core Directory|Update|service|domain|1
Create access review|Policy|Access Reviews|Create|admin|none|1
Add app role assignment to service principal|ApplicationManagement|Core Directory|Assign|admin|grant|0
Add service principal credentials|ApplicationManagement|Core Directory|Update|admin|app|0
Remove member from role|RoleManagement|Core Directory|Unassign|admin|role|0
Fraud reported - no action taken|UserManagement|Authentication Methods|Update|self|user|0
Import|ProvisioningManagement|Account Provisioning|Add|service|user|0
Export|ProvisioningManagement|Account Provisioning|Add|service|user|0
Add application|ApplicationManagement|Core Directory|Add|admin|app|0
Add owner to application|ApplicationManagement|Core Directory|Assign|admin|app|0
Add owner to group|GroupManagement|Core Directory|Assign|admin|member|0
Delete conditional access policy|Policy|Conditional Access|Delete|admin|policy|0
Remove app role assignment from service principal|ApplicationManagement|Core Directory|Unassign|admin|grant|0`;

export const activities: readonly Activity[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [name = "", category = "", service = "", operation = "", actor, kind, weight] = line.split("|");
    return { name, category, service, operation, actor: actor as Actor, kind: kind as Kind, weight: Number(weight) };
  });

/** Position of the activity of that name; of those that several services write, the first. */
export function activityNamed(name: string): number {
  const index = activities.findIndex((each) => each.name === name);
  if (index < 0) throw new Error(`The demo has no activity ${name}.`);
  return index;
}
