import { jobOf, problems } from "../provisioning.ts";
import type { Teller } from "./teller.ts";

/** New hires of Workday whose accounts could not be made; two of them work once the data is mended. */
export function workdayFailures(teller: Teller): void {
  const job = jobOf("Workday");
  for (let number = 0; number < 7; number++) {
    const person = teller.person(400 + number);
    const error = number % 2 ? problems.missing : problems.duplicate;
    const hire = { job, action: "create", kind: "User", whom: person.index } as const;
    for (let cycle = 0; cycle < 3; cycle++) {
      teller.provision(teller.at(1, "05:10:00", cycle * 2400 + number * 5), { ...hire, status: "failure", error });
    }
    teller.audit(teller.at(1, "05:10:01", number * 5), "Export", person, person, {
      result: "failure",
      says: { resultReason: error.reason },
    });
    if (number >= 5) {
      teller.provision(teller.at(1, "12:30:00", number * 5), { ...hire, status: "success" });
      teller.audit(teller.at(1, "12:30:01", number * 5), "Add user", teller.admin(10), person);
    }
  }
}
