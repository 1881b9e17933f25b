import { guidOf } from "../random.ts";
import {
  change,
  consent,
  delegatedGrant,
  groupTarget,
  membership,
  namedUserTarget,
  newPrincipal,
  principalTarget,
  quoted,
  target,
  type Principal,
} from "../targets.ts";
import type { Teller } from "./teller.ts";

/** Clients of AI services by their published ids: what people let into their mail and files. */
const assistants = [
  { name: "ChatGPT", id: "e0476654-c1d5-430b-ab80-70cbd947616a", scopes: "Files.Read.All Sites.Read.All offline_access" },
  { name: "M365 MCP Client for Claude", id: "08ad6f98-a4f8-4635-bb8d-f1a3044760f0", scopes: "Mail.Read Calendars.Read offline_access" },
  { name: "Visual Studio Code", id: "aebc6443-996d-45c2-90f0-388ff96faa56", scopes: "User.Read" },
  { name: "Microsoft 365 Copilot", id: "0ec893e0-5785-4de6-99da-4ed124e5296c", scopes: "User.Read" },
] as const;
const mcpServer = { name: "Microsoft MCP Server for Enterprise", id: "e8c77dc2-69b3-43f4-bc51-3213c9d915b4" };

/**
 * People let AI clients in, one of which only has the name of one; the travel desk gets an agent made of a blueprint, which signs in by itself, for people,
 * and with an account of its own, and puts somebody into a group.
 */
export function agentsAndAssistants(teller: Teller): void {
  const { company } = teller;
  const own = (kind: number, number = 0): string => guidOf(number, 620 + kind, company.seed);
  const graph = company.resources[0] as Principal;

  for (const [number, { name, id, scopes }] of assistants.entries()) {
    const microsoft = number > 1;
    const says = { appDisplayName: name, appId: id, appOwnerTenantId: microsoft ? graphOwner(teller) : own(1, number) };
    const client: Principal = { name, id, principal: own(2, number) };
    for (let user = 0; user < 4; user++) {
      const person = teller.person(480 + number * 4 + user);
      const at = (day: number, seconds: number): number => teller.at(day, "09:40:00", number * 700 + user * 1500 + seconds);
      const entry = teller.signIn(at(5, 0), person, "Graph Explorer", { says, session: 62_000 + number * 4 + user });
      if (!microsoft && user === 0) {
        const flow = 6200 + number;
        const by = { initiatedBy: teller.by(person, "203.0.113.77", entry) };
        teller.audit(at(5, 41), "Add service principal", person, person, {
          flow,
          says: { ...by, ...teller.targets(principalTarget(client, ...newPrincipal(client))) },
        });
        teller.audit(at(5, 41), "Add delegated permission grant", person, person, {
          flow,
          says: {
            ...by,
            performedBy: null,
            ...teller.targets(principalTarget(graph, ...delegatedGrant(scopes, client, false)), principalTarget(client)),
          },
        });
        const agreed = consent({ client, scopes, resource: graph.principal, person, grant: own(3, number) });
        teller.audit(at(5, 42), "Consent to application", person, person, {
          flow,
          says: { ...by, ...teller.targets(principalTarget(client, ...agreed)), additionalDetails: [{ key: "AppId", value: id }] },
        });
      }
      for (let day = 5; day > 0; day--) {
        const resource = number === 2 ? { resourceDisplayName: mcpServer.name, resourceId: mcpServer.id } : {};
        teller.signIn(at(day, 900), person, "Graph Explorer", {
          type: 1,
          session: entry.session,
          says: { ...says, ...resource, agent: { agentType: "notAgentic", agentSubjectType: "notAgentic" } },
        });
      }
    }
  }
  // Whoever registers an application gives it its name.
  const deceived = teller.person(497, 1);
  teller.signIn(teller.at(2, "10:22:00"), deceived, "Graph Explorer", {
    says: { appDisplayName: "Claude", appId: own(4), appOwnerTenantId: own(5) },
  });

  const admin = teller.admin(17);
  const blueprint = { name: "Travel Desk blueprint", id: own(6), object: own(7) };
  const agent: Principal = { name: "Travel Desk Agent", id: own(8), principal: own(9) };
  const made = { initiatedBy: teller.by(admin, "203.0.113.90") };
  teller.audit(teller.at(6, "13:00:00"), "Add application", admin, admin, {
    says: {
      ...made,
      ...teller.targets(
        target(
          "Application",
          blueprint.object,
          blueprint.name,
          change("AppId", "[]", quoted([blueprint.id])),
          change("DisplayName", "[]", quoted([blueprint.name])),
          change("Included Updated Properties", null, quoted("AppId, DisplayName")),
        ),
      ),
      additionalDetails: [{ key: "AppId", value: blueprint.id }],
    },
  });
  teller.audit(teller.at(6, "13:00:04"), "Add service principal", admin, admin, {
    says: {
      ...made,
      ...teller.targets(principalTarget(agent, ...newPrincipal(agent))),
      additionalDetails: [{ key: "AppId", value: agent.id }],
    },
  });
  const acting = {
    servicePrincipalName: agent.name,
    servicePrincipalId: agent.principal,
    appServicePrincipalId: agent.principal,
    appId: agent.id,
    appDisplayName: agent.name,
    appOwnerTenantId: company.tenantId,
  };
  const traveller = teller.person(498, 0);
  for (let day = 6; day > 0; day--) {
    for (let round = 0; round < 5; round++) {
      teller.workload(teller.at(day, "13:10:00", round * 4200), "HR Assistant Agent", {
        says: {
          ...acting,
          servicePrincipalCredentialKeyId: null,
          agent: {
            agentServicePrincipalId: agent.principal,
            agentType: "agenticAppInstance",
            agentSubjectType: "notAgentic",
          },
        },
      });
    }
    // For somebody, whose name the row has; then with the account that belongs to the agent.
    const forSomebody = { agentServicePrincipalId: agent.principal, agentType: "agenticAppInstance" };
    const app = { appId: agent.id, appDisplayName: agent.name, appOwnerTenantId: company.tenantId };
    teller.signIn(teller.at(day, "14:20:00"), traveller, "Graph Explorer", {
      type: 1,
      device: false,
      agent: "Microsoft Agent Runtime",
      says: { ...app, agent: { ...forSomebody, agentSubjectType: "notAgentic" } },
    });
    teller.signIn(teller.at(day, "15:05:00"), traveller, "One Outlook Web", {
      type: day % 2,
      device: false,
      agent: "Microsoft Agent Runtime",
      says: {
        ...app,
        userId: own(10),
        userPrincipalName: `travel.desk.agent@${company.domain}`,
        userDisplayName: "Travel Desk Agent (account)",
        agent: { ...forSomebody, agentSubjectType: "agentIDuser" },
      },
    });
  }
  const group = company.groups.find(({ name }) => name === "Sales EMEA") ?? { id: own(11), name: "Sales EMEA" };
  teller.audit(teller.at(1, "15:12:30"), "Add member to group", traveller, traveller, {
    says: {
      initiatedBy: teller.by(traveller, "203.0.113.12"),
      performedBy: { appId: agent.id, blueprintId: blueprint.id, identityType: "agent" },
      ...teller.targets(namedUserTarget(traveller, ...membership(group, true)), groupTarget(group)),
    },
  });
}

/** Microsoft's own tenant. */
const graphOwner = (teller: Teller): string => teller.company.resources[0]?.owner ?? "";
