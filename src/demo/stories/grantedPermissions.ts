import { graphRole } from "../graphRoles.ts";
import { guidOf } from "../random.ts";
import {
  appRoleOf,
  assignment,
  consent,
  delegatedGrant,
  namedUserTarget,
  newPrincipal,
  principalTarget,
  type Principal,
} from "../targets.ts";
import type { Teller } from "./teller.ts";

/** An integrator's application is installed: it may read all mail and files by itself, act for everybody, and for an hour even give out roles. */
export function grantedPermissions(teller: Teller): void {
  const { company } = teller;
  const admin = teller.admin(16);
  const by = { initiatedBy: teller.by(admin, "203.0.113.85") };
  const graph = company.resources[0] as Principal;
  const app: Principal = {
    name: "Northwind Archive Connector",
    id: guidOf(1, 610, company.seed),
    principal: guidOf(2, 610, company.seed),
  };
  const flow = 610;
  const scopes = "User.Read.All Group.Read.All Files.Read.All offline_access";
  const says = (more: Readonly<Record<string, unknown>>) => ({ flow, says: { ...by, performedBy: null, ...more } });
  teller.audit(
    teller.at(4, "09:30:05"),
    "Add service principal",
    admin,
    admin,
    says(teller.targets(principalTarget(app, ...newPrincipal(app)))),
  );
  for (const [number, value] of (["Mail.Read", "Files.Read.All", "RoleManagement.ReadWrite.Directory"] as const).entries()) {
    teller.audit(
      teller.at(4, "09:30:08", number),
      "Add app role assignment to service principal",
      admin,
      admin,
      says(teller.targets(principalTarget(graph, ...appRoleOf(graphRole(value), app, graph, true)), principalTarget(app))),
    );
  }
  teller.audit(
    teller.at(4, "09:30:12"),
    "Add delegated permission grant",
    admin,
    admin,
    says(teller.targets(principalTarget(graph, ...delegatedGrant(scopes, app, true)), principalTarget(app))),
  );
  teller.audit(
    teller.at(4, "09:30:13"),
    "Consent to application",
    admin,
    admin,
    says({
      ...teller.targets(
        principalTarget(app, ...consent({ client: app, scopes, resource: graph.principal, grant: guidOf(3, 610, company.seed) })),
      ),
      additionalDetails: [{ key: "AppId", value: app.id }],
    }),
  );
  teller.audit(
    teller.at(4, "10:34:40"),
    "Remove app role assignment from service principal",
    admin,
    admin,
    says(
      teller.targets(
        principalTarget(graph, ...appRoleOf(graphRole("RoleManagement.ReadWrite.Directory"), app, graph, false)),
        principalTarget(app),
      ),
    ),
  );
  const salesforce = company.appAt(company.app("Salesforce"));
  const standard = { id: guidOf(4, 610, company.seed), value: "StandardUser", name: "Standard User" };
  for (let number = 0; number < 8; number++) {
    const person = teller.person(350 + number);
    teller.audit(teller.at(4, "11:00:00", number * 14), "Add app role assignment grant to user", admin, person, {
      says: { ...by, ...teller.targets(principalTarget(salesforce, ...assignment(salesforce, person, standard)), namedUserTarget(person)) },
    });
  }
}
