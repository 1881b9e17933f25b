import { groupTarget, membership, newGroup, userTarget } from "../targets.ts";
import { jobOf } from "../provisioning.ts";
import { guidOf } from "../random.ts";
import type { Teller } from "./teller.ts";

const groups = [
  "Service Desk L1",
  "Service Desk L2",
  "Change Advisory Board",
  "Major Incident",
  "Network Operations",
  "Database Team",
  "Facilities",
  "Onboarding",
];

/** New groups are made here and arrive in ServiceNow with the next cycles. */
export function serviceNowGroups(teller: Teller): void {
  const job = jobOf("ServiceNow");
  const admin = teller.admin(8);
  groups.forEach((name, number) => {
    const whom = 800 + number;
    const group = { id: guidOf(whom, 4, teller.company.seed), name };
    teller.audit(teller.at(3, "09:10:00", number * 45), "Add group", admin, admin, {
      says: teller.targets(groupTarget(group, ...newGroup(group))),
    });
    for (let member = 0; member < 3; member++) {
      const person = teller.person(300 + number * 3 + member);
      teller.audit(teller.at(3, "09:20:00", number * 45 + member * 4), "Add member to group", admin, person, {
        says: teller.targets(userTarget(person, ...membership(group, true)), groupTarget(group)),
      });
    }
    teller.provision(teller.at(3, "10:02:00", number * 6), {
      job,
      action: "create",
      status: number === 6 ? "skipped" : "success",
      kind: "Group",
      whom,
      title: name,
    });
  });
}
