import { guidOf } from "../random.ts";
import { groupTarget, membership, namedUserTarget, newGroup, type Named } from "../targets.ts";
import type { Teller } from "./teller.ts";

/** A project begins: its groups are made, people are put into them name by name, and some leave again. */
export function rollCall(teller: Teller): void {
  const admin = teller.admin(15);
  const by = { initiatedBy: teller.by(admin, "203.0.113.72") };
  const groups = ["Project Borealis", "Project Borealis Owners", "Borealis Readers"].map((name, number): Named => ({
    id: guidOf(900 + number, 4, teller.company.seed),
    name,
  }));
  groups.forEach((group, number) => {
    teller.audit(teller.at(5, "09:00:00", number * 60), "Add group", admin, admin, {
      says: { ...by, ...teller.targets(groupTarget(group, ...newGroup(group))) },
    });
  });
  const move = (ticks: number, activity: string, number: number, group: Named): void => {
    const person = teller.person(440 + number);
    teller.audit(ticks, activity, admin, person, {
      says: { ...by, ...teller.targets(namedUserTarget(person, ...membership(group, activity.startsWith("Add"))), groupTarget(group)) },
    });
  };
  const [members, owners, readers] = groups as [Named, Named, Named];
  for (let number = 0; number < 2; number++) move(teller.at(5, "09:06:00", number * 9), "Add owner to group", number, members);
  for (let number = 0; number < 24; number++) move(teller.at(5, "09:08:00", number * 11), "Add member to group", number, members);
  for (let number = 0; number < 3; number++) move(teller.at(5, "09:20:00", number * 10), "Add member to group", number, owners);
  for (let number = 24; number < 33; number++) move(teller.at(4, "13:10:00", number * 12), "Add member to group", number, readers);
  for (let number = 20; number < 24; number++) move(teller.at(1, "15:40:00", number * 7), "Remove member from group", number, members);
}
