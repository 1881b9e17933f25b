import { accessPolicies, policyTarget, withUsers, type AccessPolicy } from "../accessPolicies.ts";
import { roleNamed } from "../directoryRoles.ts";
import { guidOf } from "../random.ts";
import { credentials, groupTarget, membership, principalTarget, roleMembership, target, userTarget, type Principal } from "../targets.ts";
import type { Teller } from "./teller.ts";

/** Somebody is put into the group of the administrators, does something, and is taken out again. */
export function adminForAnHour(teller: Teller): void {
  const { company } = teller;
  const admin = teller.admin(5);
  const friend = teller.person(53, admin.place);
  const group = company.groups.find(({ name }) => name === "Tier 0 Admins") ?? { id: "", name: "" };
  const start = teller.signIn(teller.at(4, "16:01:12"), admin, "Azure Portal", { session: 530 });
  const by = { initiatedBy: teller.by(admin, "203.0.113.20", start) };
  const moved = (added: boolean) => teller.targets(userTarget(friend, ...membership(group, added)), groupTarget(group));
  const global = roleNamed("Global Administrator");
  const role = (given: boolean) =>
    teller.targets(target("Role", guidOf(99, 14, company.seed), global.name), userTarget(friend, ...roleMembership(global, given)));
  const portals = accessPolicies(company).find((each) => each.displayName.includes("admin portals")) as AccessPolicy;
  const spared = withUsers(portals, { excludeUsers: [friend.id] });
  const changedAt = teller.at(4, "16:17:31");
  const app = company.servicePrincipals[1] as (typeof company.servicePrincipals)[number];
  const owned: Principal = { name: app.name, id: app.appId, principal: app.principal };
  teller.audit(teller.at(4, "16:02:40"), "Add member to group", admin, friend, { says: { ...by, ...moved(true) } });
  teller.audit(teller.at(4, "16:03:15"), "Add member to role", admin, friend, { says: { ...by, ...role(true) } });
  const visit = teller.signIn(teller.at(4, "16:09:50"), friend, "Azure Portal", { session: 531 });
  teller.audit(changedAt, "Update conditional access policy", friend, friend, {
    says: { initiatedBy: teller.by(friend, "203.0.113.21", visit), ...teller.targets(policyTarget(portals, spared, changedAt)) },
  });
  teller.audit(teller.at(4, "16:21:04"), "Add service principal credentials", friend, friend, {
    says: {
      initiatedBy: teller.by(friend, "203.0.113.21", visit),
      ...teller.targets(principalTarget(owned, ...credentials([], [{ id: guidOf(530, 16, company.seed), type: "Password" }]))),
    },
  });
  teller.audit(teller.at(4, "16:49:27"), "Remove member from role", admin, friend, { says: { ...by, ...role(false) } });
  teller.audit(teller.at(4, "16:49:55"), "Remove member from group", admin, friend, { says: { ...by, ...moved(false) } });
}
