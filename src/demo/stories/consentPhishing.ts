import { guidOf } from "../random.ts";
import { assignment, consent, delegatedGrant, newPrincipal, principalTarget, userTarget, type Principal } from "../targets.ts";
import type { Teller } from "./teller.ts";

/** Somebody is talked into letting an app of strangers read the mailbox. */
export function consentPhishing(teller: Teller): void {
  const { company } = teller;
  const victim = teller.person(23, 2);
  const app = {
    name: "Mail Backup Pro",
    id: guidOf(1, 600, company.seed),
    principal: guidOf(2, 600, company.seed),
    owner: guidOf(3, 600, company.seed),
  };
  const flow = 600;
  const says = { appDisplayName: app.name, appId: app.id, appOwnerTenantId: app.owner };
  const asked = teller.signIn(teller.at(2, "09:12:20"), victim, "Graph Explorer", {
    error: 65001,
    flow,
    says: {
      ...says,
      status: {
        errorCode: 65001,
        failureReason: `The user or administrator has not consented to use the application with ID '${app.id}' named '${app.name}'.`,
        additionalDetails: null,
      },
    },
  });
  teller.signIn(teller.at(2, "09:13:02"), victim, "Graph Explorer", { flow, session: asked.session, says });
  const graph = company.resources[0] as Principal;
  const by = { initiatedBy: teller.by(victim, "203.0.113.40", asked) };
  teller.audit(teller.at(2, "09:13:03"), "Add service principal", victim, victim, {
    flow,
    says: {
      ...by,
      ...teller.targets(principalTarget(app, ...newPrincipal(app))),
    },
  });
  const scopes = "Mail.ReadWrite Mail.Send offline_access User.Read";
  teller.audit(teller.at(2, "09:13:03"), "Add delegated permission grant", victim, victim, {
    flow,
    says: {
      ...by,
      performedBy: null,
      ...teller.targets(principalTarget(graph, ...delegatedGrant(scopes, app, false)), principalTarget(app)),
    },
  });
  teller.audit(teller.at(2, "09:13:04"), "Add app role assignment grant to user", victim, victim, {
    flow,
    says: { ...by, ...teller.targets(principalTarget(app, ...assignment(app, victim)), userTarget(victim)) },
  });
  teller.audit(teller.at(2, "09:13:04"), "Consent to application", victim, victim, {
    flow,
    says: {
      ...by,
      ...teller.targets(
        principalTarget(
          app,
          ...consent({ client: app, scopes, resource: graph.principal, person: victim, grant: guidOf(4, 600, company.seed) }),
        ),
      ),
      additionalDetails: [{ key: "AppId", value: app.id }],
    },
  });
  for (let hour = 0; hour < 6; hour++) {
    teller.signIn(teller.at(2, "10:05:00", hour * 3600 + hour * 41), victim, "Graph Explorer", {
      type: 1,
      place: 11,
      device: false,
      ip: "192.0.2.200",
      agent: "python-requests/2.32.3",
      session: asked.session,
      says,
    });
  }
}
