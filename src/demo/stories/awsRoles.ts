import { change, target } from "../targets.ts";
import { awsRoles as roles, jobOf } from "../provisioning.ts";
import type { Teller } from "./teller.ts";

/** Roles are imported from Amazon Web Services, and the application here offers them. */
export function awsRoles(teller: Teller): void {
  const { company } = teller;
  const app = company.appAt(company.app("Amazon Web Services"));
  roles.forEach((title, whom) => {
    teller.provision(teller.at(2, "06:10:00", whom * 3), {
      job: jobOf("Amazon Web Services"),
      action: "create",
      status: "success",
      kind: "Role",
      whom,
      title,
    });
  });
  const admin = teller.admin(9);
  teller.audit(teller.at(2, "06:10:30"), "Update service principal", admin, admin, {
    says: teller.targets({
      ...target("ServicePrincipal", app.principal, app.name),
      modifiedProperties: [
        change("AppRole", "[]", JSON.stringify(roles.map((role) => ({ Value: `arn:aws:iam::123456789012:role/${role}` })))),
      ],
    }),
  });
}
