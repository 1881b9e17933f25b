import { activities, type Activity, type Kind } from "./activities.ts";
import { accessPolicies, policyTarget, withUsers, type AccessPolicy } from "./accessPolicies.ts";
import type { Company } from "./company.ts";
import { usualRoles } from "./directoryRoles.ts";
import type { Audit } from "./audit.ts";
import { graphRoles } from "./graphRoles.ts";
import type { Person } from "./people.ts";
import { guidOf, pick } from "./random.ts";
import {
  appRoleOf,
  assignment,
  change,
  consent,
  credentials,
  delegatedGrant,
  groupTarget,
  hardDeleted,
  membership,
  newGroup,
  newPrincipal,
  newUser,
  principalTarget,
  quoted,
  roleMembership,
  target,
  userChanges,
  userTarget,
  type Change,
  type Principal,
  type Target,
} from "./targets.ts";
import { instant, ticksPerDay, ticksPerSecond } from "./ticks.ts";

const usualScopes = [
  "openid profile User.Read",
  "openid profile offline_access User.Read",
  "Calendars.Read User.Read",
  "Files.Read User.Read",
];

/** What an audit was done to and what changed by it, unless a story says it. */
export function auditTargets(company: Company): (event: Audit) => Target[] {
  const policies = accessPolicies(company);
  const about = (event: Audit): Activity => activities[event.activity] as Activity;
  const app = (event: Audit): Principal => company.appAt(13 + (event.whom % 11));
  const graph = company.resources[0] as Principal;
  const whom = (event: Audit): Person => company.person(event.whom);
  const wholeSecond = (ticks: number): string => instant(ticks - (ticks % ticksPerSecond));
  const signedOut = (event: Audit): Change =>
    change("StsRefreshTokensValidFrom", quoted([instant(event.ticks - 9 * ticksPerDay)]), quoted([wholeSecond(event.ticks)]));
  const newPassword = (event: Audit, forced: boolean): Change[] =>
    userChanges(
      whom(event),
      ["LastPasswordChangeTimestamp", wholeSecond(event.ticks - (20 + (event.key % 60)) * ticksPerDay), wholeSecond(event.ticks)],
      ...(forced ? [["ForceChangePassword", false, true] as const] : []),
    );

  /** What changed of a person. None: the activity is a step of something, and nothing was changed yet. */
  const changesOfUser: Readonly<Record<string, (event: Audit) => Change[]>> = {
    "Update user": (event) => [
      change("Department", quoted([pick(["Sales", "Support", "Operations"], event.key, 1)]), quoted([whom(event).department])),
      change("Included Updated Properties", null, quoted("Department")),
      change("TargetId.UserType", null, quoted(whom(event).guest ? "Guest" : "Member")),
    ],
    "Add user": (event) => newUser(whom(event)),
    "Invite external user": (event) => newUser(whom(event)),
    "Delete user": () => [hardDeleted()],
    "Disable account": (event) => userChanges(whom(event), ["AccountEnabled", true, false]),
    "Reset user password": (event) => newPassword(event, true),
    "Change user password": (event) => newPassword(event, false),
    "Change password (self-service)": (event) => newPassword(event, false),
    "Reset password (self-service)": (event) => newPassword(event, false),
    "Update StsRefreshTokenValidFrom Timestamp": (event) => [signedOut(event)],
    "User registered security info": (event) => [
      change("StrongAuthenticationMethod", "[]", quoted([{ MethodType: pick([0, 5, 6], event.key, 8), Default: event.key % 2 === 0 }])),
      change("Included Updated Properties", null, quoted("StrongAuthenticationMethod")),
    ],
  };

  const changesOfApp = (event: Audit): Change[] => {
    const { name } = about(event);
    if (name === "Add service principal") return newPrincipal(app(event));
    const key = { id: guidOf(event.bucket, event.index, 16), type: "Password" as const };
    if (name.includes("redentials") || name.includes("ertificates")) return credentials([], [key]);
    const [property, before, after] = pick(
      [
        ["Homepage", "", `https://apps.${company.domain}/${String(event.whom % 11)}`],
        ["AppRoleAssignmentRequired", false, true],
        ["Tag", "", "WindowsAzureActiveDirectoryIntegratedApp"],
      ] as const,
      event.key,
      9,
    );
    return [change(property, quoted([before]), quoted([after])), change("Included Updated Properties", null, quoted(property))];
  };

  const granted = (event: Audit): Target[] => {
    const to = app(event);
    const scopes = pick(usualScopes, event.key, 10);
    switch (about(event).name) {
      case "Add app role assignment grant to user":
        return [principalTarget(to, ...assignment(to, whom(event))), userTarget(whom(event))];
      case "Add app role assignment to service principal":
        return [principalTarget(graph, ...appRoleOf(pick(graphRoles, event.key, 11), to, graph, true)), principalTarget(to)];
      case "Add delegated permission grant":
        return [principalTarget(graph, ...delegatedGrant(scopes, to, event.key % 4 === 0)), principalTarget(to)];
      default: {
        const grant = guidOf(event.bucket, event.index, 19);
        return [principalTarget(to, ...consent({ client: to, scopes, resource: graph.principal, person: whom(event), grant }))];
      }
    }
  };

  const policy = (event: Audit): Target => {
    const now = policies[event.whom % policies.length] as AccessPolicy;
    if (about(event).operation === "Add") {
      return policyTarget(
        undefined,
        { ...now, id: guidOf(event.bucket, event.index, 20), displayName: `${now.displayName} (copy)` },
        event.ticks,
      );
    }
    const excluded = pick(company.groups, event.key, 12).id;
    const before: AccessPolicy =
      event.key % 2 === 0 ? withUsers(now, { excludeGroups: [excluded] }) : { ...now, state: "enabledForReportingButNotEnforced" };
    const after: AccessPolicy = event.key % 2 === 0 ? withUsers(now, { excludeGroups: [] }) : { ...now, state: "enabled" };
    return policyTarget(before, after, event.ticks);
  };

  const targets: Readonly<Record<Kind, (event: Audit) => Target[]>> = {
    user: (event) => [userTarget(whom(event), ...(changesOfUser[about(event).name]?.(event) ?? []))],
    group: (event) => {
      const group = pick(company.groups, event.whom, 2);
      const { operation } = about(event);
      const description = change("Description", null, quoted([`${group.name} of ${company.domain}`]));
      if (operation === "Delete") return [groupTarget(group, hardDeleted())];
      return [groupTarget(group, ...(operation === "Add" ? newGroup(group, description) : [description]))];
    },
    member: (event) => {
      const group = pick(company.groups, event.whom, 3);
      const member = userTarget(whom(event), ...membership(group, about(event).operation === "Assign"));
      // The name of the group is now and then only in what changed of the member.
      return [member, event.key % 3 === 0 ? target("Group", group.id, null) : groupTarget(group)];
    },
    role: (event) => {
      const role = pick(usualRoles, event.key, 4);
      const given = about(event).operation !== "Delete" && about(event).operation !== "Unassign";
      return [
        target("Role", guidOf(usualRoles.indexOf(role), 14, company.seed), role.name),
        userTarget(whom(event), ...roleMembership(role, given)),
      ];
    },
    app: (event) =>
      about(event).name.includes("application")
        ? [target("Application", app(event).principal, app(event).name, ...changesOfApp(event))]
        : [principalTarget(app(event), ...changesOfApp(event))],
    grant: granted,
    policy: (event) => [policy(event)],
    device: (event) => {
      const { device } = whom(event);
      const changes: Readonly<Record<string, Change[]>> = {
        "Register device": [change("DisplayName", "[]", quoted([device.name])), change("DeviceOSType", "[]", quoted([device.system]))],
        "Add registered owner to device": [
          change("User.ObjectID", null, quoted(whom(event).id)),
          change("User.UPN", null, quoted(whom(event).userPrincipalName)),
        ],
        "Update device": [change("DeviceOSVersion", quoted(["10.0.26100.4351"]), quoted(["10.0.26100.4652"]))],
      };
      return [target("Device", device.id, device.name, ...(changes[about(event).name] ?? []))];
    },
    domain: (event) => [
      target(
        "Other",
        null,
        company.domain,
        about(event).name.startsWith("Set federation")
          ? change(
              "IssuerUri",
              quoted(["http://adfs.contoso.com/adfs/services/trust/"]),
              quoted(["http://sts.contoso.com/adfs/services/trust/"]),
            )
          : change(
              "TechnicalNotificationMails",
              quoted([`it@${company.domain}`]),
              quoted([`it@${company.domain}`, `soc@${company.domain}`]),
            ),
      ),
    ],
    none: (event) => [target("Other", guidOf(event.bucket, event.index, 17), pick(["Quarterly review", "B2C policy"], event.key, 6))],
  };
  return (event) => targets[about(event).kind](event);
}
