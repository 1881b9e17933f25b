import { activities, type Activity } from "./activities.ts";
import { auditTargets } from "./auditTargets.ts";
import type { Audit } from "./audit.ts";
import type { Company } from "./company.ts";
import type { Source } from "./events.ts";
import { minimumTime } from "./minimumTime.ts";
import type { Person } from "./people.ts";
import { activity, places } from "./places.ts";
import { chance, guidOf, mix, numbersOf, pick, sequence, weighted } from "./random.ts";
import { correlationIdOf, sessionIdOf, sessionOf, tokenId } from "./links.ts";
import { instant, ticksPerDay, timeOfTicks } from "./ticks.ts";

const services = [
  "Microsoft Online Services",
  "Azure AD Cloud Sync",
  "Device Registration Service",
  "Microsoft Substrate Management",
  "MS-PIM",
];
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const prefixes: Readonly<Record<string, string>> = {
  "Core Directory": "Directory",
  "Self-service Group Management": "SSGM",
  "Self-service Password Management": "SSPR",
  PIM: "PIM",
  "Account Provisioning": "Sync",
};
const failures: Readonly<Record<string, string>> = {
  user: "Microsoft.Online.Workflows.ObjectAlreadyExistsException",
  member: "One or more added object references already exist for the following modified properties: 'members'.",
  none: "The request was not completed in time.",
};

export function auditSource(company: Company): Source<Audit> {
  const choose = weighted(activities.map((each, index) => [index, each.weight]));
  const about = (event: Audit): Activity => activities[event.activity] as Activity;
  const actor = (event: Audit): Person => company.person(event.who);
  const officePlace = places[2] as (typeof places)[number];

  const targets = auditTargets(company);

  const initiator = (event: Audit): Record<string, unknown> => {
    const who = actor(event);
    const kind = about(event).actor;
    if (kind === "service" || kind === "app") {
      const app = company.servicePrincipals[event.who % company.servicePrincipals.length];
      const own = kind === "app" && app !== undefined;
      return {
        user: null,
        app: {
          appId: own ? app.appId : null,
          displayName: own ? app.name : pick(services, event.key, 7),
          servicePrincipalId: own ? app.principal : guidOf(event.key % 5, 18, company.seed),
          servicePrincipalName: own && event.key % 3 === 0 ? app.appId : null,
        },
        linkableIdentifiers: null,
      };
    }
    return {
      user: {
        id: who.id,
        displayName: event.key % 6 === 0 ? who.displayName : null,
        userPrincipalName: who.userPrincipalName,
        ipAddress: event.key % 4 === 0 ? "" : `203.0.113.${16 * who.place + (event.key % 14) + 1}`,
        userType: who.guest ? "Guest" : "Member",
        homeTenantId: event.key % 5 === 0 ? company.tenantId : null,
        homeTenantName: event.key % 15 === 0 ? "Contoso" : null,
      },
      app: null,
      linkableIdentifiers:
        event.key % 3 === 0
          ? {
              deviceId: who.device.id,
              sessionId: sessionIdOf(company, sessionOf(who.index, event.ticks, 0), who.index),
              tokenDetails: {
                uniqueTokenIdentifier: tokenId(event.key),
                issuedAtDateTime: instant(event.ticks - (event.ticks % 10_000_000) - 600 * 10_000_000),
              },
            }
          : null,
    };
  };

  return {
    perDay: 320,
    parts: 1,
    partOf: () => 0,
    tooOld: (oldest) => minimumTime("activityDateTime", oldest),
    typeName: "directoryAudit",
    skipTokenEnd: () => "_1",
    fill(_part, bucket, from, width, factor) {
      const random = sequence(mix(mix(company.seed, 200), bucket));
      const level = 0.25 + 0.75 * activity(officePlace, timeOfTicks(from + width / 2));
      const count = Math.floor(320 * (width / ticksPerDay) * factor * level + random());
      return Array.from({ length: count }, (_, index): Audit => {
        const key = mix(mix(company.seed ^ index, bucket), 201);
        const activity = choose(random());
        const self = activities[activity]?.actor === "self";
        const whom = Math.floor(random() * company.people.length);
        const admin = company.admins[key % company.admins.length] as Person;
        const at = random();
        return {
          ticks: from + Math.floor(random() * width),
          bucket,
          index,
          key,
          says: undefined,
          activity,
          who: self ? whom : admin.index,
          whom,
          result: at < 0.965 ? "success" : at < 0.997 ? "failure" : "timeout",
          flow: mix(key, 202),
        };
      });
    },
    locate: (id) => numbersOf(id.split("_")[1] ?? "", mix(company.seed, 203)),
    members: {
      id: (event) => {
        const guid = guidOf(event.bucket, event.index, mix(company.seed, 203));
        const code = [0, 1, 2, 3, 4].map((at) => letters[mix(event.key, 210 + at) % letters.length]).join("");
        return `${prefixes[about(event).service] ?? "Directory"}_${guid}_${code}_${mix(event.key, 216) % 100_000_000}`;
      },
      category: (event) => about(event).category,
      correlationId: (event) => correlationIdOf(company, event.flow, event.who),
      result: (event) => event.result,
      resultReason: (event) =>
        event.result === "success"
          ? about(event).service.startsWith("Self-service Pass")
            ? "Successfully completed reset."
            : ""
          : event.result === "timeout"
            ? "The request was not completed in time."
            : (failures[about(event).kind] ?? "Insufficient privileges to complete the operation."),
      activityDisplayName: (event) => about(event).name,
      activityDateTime: (event) => instant(event.ticks),
      loggedByService: (event) => about(event).service,
      operationType: (event) => about(event).operation,
      userAgent: (event) => (about(event).actor === "admin" && event.key % 3 === 0 ? actor(event).device.userAgent : null),
      initiatedBy: initiator,
      performedBy: (event) =>
        about(event).actor === "agent"
          ? {
              appId: company.servicePrincipals.at(-1)?.appId,
              blueprintId: guidOf(0, 30, company.seed),
              identityType: "agent",
            }
          : null,
      targetResources: targets,
      additionalDetails: (event) =>
        chance(event.key, 204) < 0.6
          ? [
              {
                key: "User-Agent",
                value: about(event).actor === "admin" ? actor(event).device.userAgent : "Microsoft Azure Graph Client Library 2.1.1",
              },
              ...(about(event).kind === "grant" ? [{ key: "AppId", value: company.appAt(13 + (event.whom % 11)).id }] : []),
            ]
          : [],
    },
  };
}
