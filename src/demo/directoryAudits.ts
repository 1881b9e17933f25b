import type { Company } from "./company.ts";
import type { DemoEvent, Source } from "./events.ts";
import type { Person } from "./people.ts";
import { activity, places } from "./places.ts";
import { chance, guidOf, mix, numbersOf, pick, sequence, weighted } from "./random.ts";
import { correlationIdOf, sessionIdOf, sessionOf, tokenId } from "./links.ts";
import { instant, ticksPerDay, timeOfTicks } from "./ticks.ts";

export interface Target {
  readonly id: string | null;
  readonly displayName: string | null;
  readonly type: string;
  readonly userPrincipalName: string | null;
  readonly groupType: string | null;
  readonly administrativeUnits: readonly string[];
  readonly modifiedProperties: readonly Change[];
}
export interface Change {
  readonly displayName: string | null;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** Who may have done it: an admin, the person concerned, an application, a service of Microsoft, or an agent. */
type Actor = "admin" | "self" | "app" | "service" | "agent";
type Kind = "user" | "group" | "member" | "role" | "app" | "grant" | "policy" | "device" | "domain" | "none";

interface Activity {
  readonly name: string;
  readonly category: string;
  readonly service: string;
  readonly operation: string;
  readonly actor: Actor;
  readonly kind: Kind;
  readonly weight: number;
}

// name | category | service | operation | actor | what it is about | weight
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
Export|ProvisioningManagement|Account Provisioning|Add|service|user|0`;

export const activities: readonly Activity[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [name = "", category = "", service = "", operation = "", actor, kind, weight] = line.split("|");
    return { name, category, service, operation, actor: actor as Actor, kind: kind as Kind, weight: Number(weight) };
  });

/** The activity of that name, of that service where several services write it. */
export const activityNamed = (name: string, service?: string): number =>
  activities.findIndex((each) => each.name === name && (service === undefined || each.service === service));

export interface Audit extends DemoEvent {
  /** Position in `activities`. */
  readonly activity: number;
  /** Person who acted, or to whose behalf it was done; and the person, group, app … it was done to. */
  readonly who: number;
  readonly whom: number;
  readonly result: "success" | "failure" | "timeout";
  readonly flow: number;
}

const roles = [
  "Global Reader",
  "Security Reader",
  "Helpdesk Administrator",
  "User Administrator",
  "Application Administrator",
  "Exchange Administrator",
];
const services = [
  "Microsoft Online Services",
  "Azure AD Cloud Sync",
  "Device Registration Service",
  "Microsoft Substrate Management",
  "MS-PIM",
];
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const prefixes: Readonly<Record<string, string>> = {
  "Core Directory": "Directory",
  "Self-service Group Management": "SSGM",
  "Self-service Password Management": "SSPR",
  PIM: "PIM",
  "Account Provisioning": "Sync",
};
const failures: Readonly<Record<string, string>> = {
  user: "Microsoft.Online.Workflows.ObjectAlreadyExistsException",
  member: "One or more added object references already exist for the following modified properties: 'members'.",
  none: "The request was not completed in time.",
};

/** JSON text, as the service puts values of changed properties. */
const quoted = (value: unknown): string => JSON.stringify(value);
export const change = (displayName: string, oldValue: string | null, newValue: string | null): Change => ({
  displayName,
  oldValue,
  newValue,
});

export const userTarget = (person: Person, ...modifiedProperties: Change[]): Target => ({
  id: person.id,
  displayName: person.index % 3 ? null : person.displayName,
  type: "User",
  userPrincipalName: person.userPrincipalName,
  groupType: null,
  administrativeUnits: [],
  modifiedProperties,
});
export const target = (type: string, id: string | null, displayName: string | null, ...modifiedProperties: Change[]): Target => ({
  id,
  displayName,
  type,
  userPrincipalName: null,
  groupType: type === "Group" ? (displayName?.startsWith("Project") ? "unifiedGroups" : "azureAD") : null,
  administrativeUnits: [],
  modifiedProperties,
});

export function auditSource(company: Company): Source<Audit> {
  const choose = weighted(activities.map((each, index) => [index, each.weight]));
  const about = (event: Audit): Activity => activities[event.activity] as Activity;
  const actor = (event: Audit): Person => company.person(event.who);
  const officePlace = places[2] as (typeof places)[number];

  const targets: Record<Kind, (event: Audit) => Target[]> = {
    user: (event) => {
      const whom = company.person(event.whom);
      const { name } = about(event);
      if (name === "Update user") {
        return [
          userTarget(
            whom,
            change("Department", quoted([pick(["Sales", "Support", "Operations"], event.key, 1)]), quoted([whom.department])),
            change("Included Updated Properties", null, quoted("Department")),
            change("TargetId.UserType", null, quoted(whom.guest ? "Guest" : "Member")),
          ),
        ];
      }
      if (name.startsWith("Update Sts")) {
        const at = instant(event.ticks - (event.ticks % 10_000_000));
        return [userTarget(whom, change("StsRefreshTokensValidFrom", quoted([instant(event.ticks - 9 * ticksPerDay)]), quoted([at])))];
      }
      if (name === "Disable account") return [userTarget(whom, change("AccountEnabled", quoted([true]), quoted([false])))];
      return [userTarget(whom)];
    },
    group: (event) => {
      const group = pick(company.groups, event.whom, 2);
      return [target("Group", group.id, group.name, change("Description", null, quoted([`${group.name} of ${company.domain}`])))];
    },
    member: (event) => {
      const group = pick(company.groups, event.whom, 3);
      const added = about(event).operation === "Assign";
      const values = [
        change("Group.ObjectID", quoted(group.id), quoted(group.id)),
        change("Group.DisplayName", quoted(group.name), quoted(group.name)),
      ];
      return [
        userTarget(
          company.person(event.whom),
          ...values.map((each) => (added ? { ...each, oldValue: null } : { ...each, newValue: null })),
        ),
        target("Group", group.id, null),
      ];
    },
    role: (event) => {
      const role = pick(roles, event.key, 4);
      return [
        target("Role", guidOf(roles.indexOf(role), 14, company.seed), role),
        userTarget(
          company.person(event.whom),
          change("Role.DisplayName", null, quoted(role)),
          change("Role.TemplateId", null, quoted(guidOf(roles.indexOf(role), 15, 0))),
        ),
      ];
    },
    app: (event) => {
      const app = company.appAt(13 + (event.whom % 11));
      return [
        target(
          about(event).name.includes("application") ? "Application" : "ServicePrincipal",
          app.principal,
          app.name,
          change("KeyDescription", "[]", `["[KeyIdentifier=${guidOf(event.bucket, event.index, 16)},KeyType=Password,KeyUsage=Verify]"]`),
          change("Included Updated Properties", null, quoted("KeyDescription")),
        ),
      ];
    },
    grant: (event) => {
      const app = company.appAt(13 + (event.whom % 11));
      return [
        target(
          "ServicePrincipal",
          app.principal,
          app.name,
          change("ConsentContext.IsAdminConsent", null, quoted("False")),
          change("ConsentAction.Permissions", null, quoted(`[] => [[Scope: openid profile User.Read, ClientId: ${app.principal}]]`)),
        ),
      ];
    },
    policy: (event) => [
      target(
        "Policy",
        guidOf(event.whom % 5, 5, company.seed),
        pick(["Block legacy authentication", "Pilot: require compliant device"], event.key, 5),
      ),
    ],
    device: (event) => {
      const { device } = company.person(event.whom);
      return [
        target("Device", device.id, device.name, change("DeviceOSVersion", quoted(["10.0.26100.4351"]), quoted(["10.0.26100.4652"]))),
      ];
    },
    domain: () => [target("Other", null, company.domain)],
    none: (event) => [target("Other", guidOf(event.bucket, event.index, 17), pick(["Quarterly review", "B2C policy"], event.key, 6))],
  };

  const initiator = (event: Audit): Record<string, unknown> => {
    const who = actor(event);
    const kind = about(event).actor;
    if (kind === "service" || kind === "app") {
      const app = company.servicePrincipals[event.who % company.servicePrincipals.length];
      const own = kind === "app" && app !== undefined;
      return {
        user: null,
        app: {
          appId: own ? app.appId : null,
          displayName: own ? app.name : pick(services, event.key, 7),
          servicePrincipalId: own ? app.principal : guidOf(event.key % 5, 18, company.seed),
          servicePrincipalName: own && event.key % 3 === 0 ? app.appId : null,
        },
        linkableIdentifiers: null,
      };
    }
    return {
      user: {
        id: who.id,
        displayName: event.key % 6 === 0 ? who.displayName : null,
        userPrincipalName: who.userPrincipalName,
        ipAddress: event.key % 4 === 0 ? "" : `203.0.113.${16 * who.place + (event.key % 14) + 1}`,
        userType: who.guest ? "Guest" : "Member",
        homeTenantId: event.key % 5 === 0 ? company.tenantId : null,
        homeTenantName: event.key % 15 === 0 ? "Contoso" : null,
      },
      app: null,
      linkableIdentifiers:
        event.key % 3 === 0
          ? {
              deviceId: who.device.id,
              sessionId: sessionIdOf(company, sessionOf(who.index, event.ticks, 0), who.index),
              tokenDetails: {
                uniqueTokenIdentifier: tokenId(event.key),
                issuedAtDateTime: instant(event.ticks - (event.ticks % 10_000_000) - 600 * 10_000_000),
              },
            }
          : null,
    };
  };

  return {
    perDay: 320,
    parts: 1,
    partOf: () => 0,
    fill(_part, bucket, from, width, factor) {
      const random = sequence(mix(mix(company.seed, 200), bucket));
      const level = 0.25 + 0.75 * activity(officePlace, timeOfTicks(from + width / 2));
      const count = Math.floor(320 * (width / ticksPerDay) * factor * level + random());
      return Array.from({ length: count }, (_, index): Audit => {
        const key = mix(mix(company.seed ^ index, bucket), 201);
        const activity = choose(random());
        const self = activities[activity]?.actor === "self";
        const whom = Math.floor(random() * company.people.length);
        const admin = company.admins[key % company.admins.length] as Person;
        const at = random();
        return {
          ticks: from + Math.floor(random() * width),
          bucket,
          index,
          key,
          says: undefined,
          activity,
          who: self ? whom : admin.index,
          whom,
          result: at < 0.965 ? "success" : at < 0.997 ? "failure" : "timeout",
          flow: mix(key, 202),
        };
      });
    },
    locate: (id) => numbersOf(id.split("_")[1] ?? "", mix(company.seed, 203)),
    members: {
      id: (event) => {
        const guid = guidOf(event.bucket, event.index, mix(company.seed, 203));
        const code = [0, 1, 2, 3, 4].map((at) => letters[mix(event.key, 210 + at) % letters.length]).join("");
        return `${prefixes[about(event).service] ?? "Directory"}_${guid}_${code}_${mix(event.key, 216) % 100_000_000}`;
      },
      category: (event) => about(event).category,
      correlationId: (event) => correlationIdOf(company, event.flow, event.who),
      result: (event) => event.result,
      resultReason: (event) =>
        event.result === "success"
          ? about(event).service.startsWith("Self-service Pass")
            ? "Successfully completed reset."
            : ""
          : event.result === "timeout"
            ? "The request was not completed in time."
            : (failures[about(event).kind] ?? "Insufficient privileges to complete the operation."),
      activityDisplayName: (event) => about(event).name,
      activityDateTime: (event) => instant(event.ticks),
      loggedByService: (event) => about(event).service,
      operationType: (event) => about(event).operation,
      userAgent: (event) => (about(event).actor === "admin" && event.key % 3 === 0 ? actor(event).device.userAgent : null),
      initiatedBy: initiator,
      performedBy: (event) =>
        about(event).actor === "agent"
          ? {
              appId: company.servicePrincipals.at(-1)?.appId,
              blueprintId: guidOf(0, 30, company.seed),
              identityType: "agent",
            }
          : null,
      targetResources: (event) => targets[about(event).kind](event),
      additionalDetails: (event) =>
        chance(event.key, 204) < 0.6
          ? [
              {
                key: "User-Agent",
                value: about(event).actor === "admin" ? actor(event).device.userAgent : "Microsoft Azure Graph Client Library 2.1.1",
              },
              ...(about(event).kind === "grant" ? [{ key: "AppId", value: company.appAt(13 + (event.whom % 11)).id }] : []),
            ]
          : [],
    },
  };
}
