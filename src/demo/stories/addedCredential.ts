import { guidOf } from "../random.ts";
import { credentials, principalTarget, target, type Credential, type Principal } from "../targets.ts";
import type { Teller } from "./teller.ts";

/** In the night an application gets a second secret, and with it signs in from an address that was never seen. */
export function addedCredential(teller: Teller): void {
  const { company } = teller;
  const index = company.servicePrincipals.findIndex(({ name }) => name === "Payroll Export");
  const { name, appId, principal } = company.servicePrincipals[index] as (typeof company.servicePrincipals)[number];
  const app: Principal = { name, id: appId, principal };
  const admin = teller.admin(11);
  const own: Credential = { id: guidOf(index, 7, company.seed), type: "Password", name: "payroll-2024" };
  const added: Credential = { id: guidOf(540, 16, company.seed), type: "Password", name: "sync" };
  const from = { place: 11, ip: "192.0.2.77" };
  const entry = teller.signIn(teller.at(2, "02:58:14"), admin, "Azure Portal", { ...from, device: false, risk: 2, session: 540 });
  const by = { initiatedBy: teller.by(admin, from.ip, entry) };
  const changes = credentials([own], [own, added]);
  teller.audit(teller.at(2, "03:02:40"), "Update application – Certificates and secrets management", admin, admin, {
    flow: 540,
    says: { ...by, ...teller.targets(target("Application", guidOf(541, 27, company.seed), name, ...changes)) },
  });
  teller.audit(teller.at(2, "03:04:05"), "Add service principal credentials", admin, admin, {
    flow: 541,
    says: { ...by, ...teller.targets(principalTarget(app, ...changes)) },
  });
  for (let number = 0; number < 9; number++) {
    const graph = company.resources[0] as (typeof company.resources)[number];
    teller.workload(teller.at(2, "03:19:30", number * 1260), name, {
      place: 11,
      ip: "192.0.2.78",
      error: number === 0 ? 7000215 : 0,
      says: {
        servicePrincipalCredentialKeyId: added.id,
        autonomousSystemNumber: 64507,
        resourceDisplayName: graph.name,
        resourceId: graph.id,
        resourceServicePrincipalId: graph.principal,
      },
    });
  }
}
