import { change, principalTarget, quoted } from "../targets.ts";
import type { Teller } from "./teller.ts";

/** An administrator lets only assigned people into ServiceNow, and nobody is assigned: for most of an hour hardly anybody gets in. */
export function failureSpike(teller: Teller): void {
  const app = teller.company.appAt(teller.company.app("ServiceNow"));
  const admin = teller.admin(14);
  const demanded = (before: boolean) =>
    teller.targets(
      principalTarget(
        app,
        change("AppRoleAssignmentRequired", quoted([before]), quoted([!before])),
        change("Included Updated Properties", null, quoted("AppRoleAssignmentRequired")),
      ),
    );
  const by = { initiatedBy: teller.by(admin, "203.0.113.61") };
  teller.audit(teller.at(2, "14:03:10"), "Update service principal", admin, admin, { says: { ...by, ...demanded(false) } });
  for (let number = 0; number < 240; number++) {
    // Two or three tries each, most of them early.
    const second = Math.floor(((number * 7919) % 2880) * (0.4 + (0.6 * number) / 240));
    teller.signIn(teller.at(2, "14:05:00", second), teller.person(number % 97), app.name, { error: 50105, flow: 56_000 + (number % 97) });
  }
  teller.audit(teller.at(2, "14:55:32"), "Update service principal", admin, admin, { says: { ...by, ...demanded(true) } });
  for (let number = 0; number < 60; number++) {
    teller.signIn(teller.at(2, "14:56:00", number * 13), teller.person(number), app.name, { flow: 56_200 + number });
  }
}
