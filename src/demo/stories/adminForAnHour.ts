import { change, target, userTarget } from "../targets.ts";
import { guidOf } from "../random.ts";
import type { Teller } from "./teller.ts";

/** Somebody is put into the group of the administrators, does something, and is taken out again. */
export function adminForAnHour(teller: Teller): void {
  const { company } = teller;
  const admin = teller.admin(5);
  const friend = teller.person(53, admin.place);
  const group = company.groups.find(({ name }) => name === "Tier 0 Admins") ?? { id: "", name: "" };
  const start = teller.signIn(teller.at(4, "16:01:12"), admin, "Azure Portal", { session: 530 });
  const by = { initiatedBy: teller.by(admin, "203.0.113.20", start) };
  const values = [change("Group.ObjectID", null, `"${group.id}"`), change("Group.DisplayName", null, `"${group.name}"`)];
  const moved = (added: boolean) =>
    teller.targets(
      userTarget(friend, ...values.map((value) => (added ? value : { ...value, oldValue: value.newValue, newValue: null }))),
      target("Group", group.id, null),
    );
  const role = teller.targets(
    target("Role", guidOf(99, 14, company.seed), "Global Administrator"),
    userTarget(
      friend,
      change("Role.DisplayName", null, '"Global Administrator"'),
      change("Role.TemplateId", null, '"62e90394-69f5-4237-9190-012177145e10"'),
    ),
  );
  teller.audit(teller.at(4, "16:02:40"), "Add member to group", admin, friend, { says: { ...by, ...moved(true) } });
  teller.audit(teller.at(4, "16:03:15"), "Add member to role", admin, friend, { says: { ...by, ...role } });
  const visit = teller.signIn(teller.at(4, "16:09:50"), friend, "Azure Portal", { session: 531 });
  teller.audit(teller.at(4, "16:17:31"), "Update conditional access policy", friend, friend, {
    says: { initiatedBy: teller.by(friend, "203.0.113.21", visit) },
  });
  teller.audit(teller.at(4, "16:21:04"), "Add service principal credentials", friend, friend, {
    says: { initiatedBy: teller.by(friend, "203.0.113.21", visit) },
  });
  teller.audit(teller.at(4, "16:49:27"), "Remove member from role", admin, friend, { says: { ...by, ...role } });
  teller.audit(teller.at(4, "16:49:55"), "Remove member from group", admin, friend, { says: { ...by, ...moved(false) } });
}
