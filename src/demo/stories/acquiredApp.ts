import { graphRole } from "../graphRoles.ts";
import { appRoleOf, assignment, newPrincipal, principalTarget, userTarget, type Principal } from "../targets.ts";
import type { Teller } from "./teller.ts";

/** The company gets an expenses app; day by day more people sign in to it, some before they may. */
export function acquiredApp(teller: Teller): void {
  const name = "Fabrikam Expenses";
  const { company } = teller;
  const app = company.appAt(company.app(name));
  const admin = teller.admin(7);
  const graph = company.resources[0] as Principal;
  teller.audit(teller.at(6, "10:15:00"), "Add service principal", admin, admin, {
    says: teller.targets(principalTarget(app, ...newPrincipal(app))),
  });
  teller.audit(teller.at(6, "10:16:10"), "Add app role assignment to service principal", admin, admin, {
    says: teller.targets(principalTarget(graph, ...appRoleOf(graphRole("Mail.Send"), app, graph, true)), principalTarget(app)),
  });
  [3, 7, 12, 18, 26, 34].forEach((users, day) => {
    for (let number = 0; number < users; number++) {
      const person = teller.person(200 + number);
      if (number >= users * 0.6) {
        teller.audit(teller.at(6 - day, "10:40:00", number * 20), "Add app role assignment grant to user", admin, person, {
          says: teller.targets(principalTarget(app, ...assignment(app, person)), userTarget(person)),
        });
      }
      const early = number % 8 === 5;
      if (early) teller.signIn(teller.at(6 - day, "10:30:00", number * 20), person, name, { error: 50105 });
      teller.signIn(teller.at(6 - day, "11:00:00", number * 311 + day * 17), person, name);
    }
  });
}
