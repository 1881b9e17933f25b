import type { Company } from "./company.ts";
import type { DemoEvent, Source } from "./events.ts";
import { correlationIdOf } from "./links.ts";
import { minimumTime } from "./minimumTime.ts";
import type { Person } from "./people.ts";
import { activity, places } from "./places.ts";
import { guidOf, mix, numbersOf, pick, sequence, weighted } from "./random.ts";
import { change, quoted, target, userTarget, type Change, type Target } from "./targets.ts";
import { instant, ticksPerDay, timeOfTicks } from "./ticks.ts";

interface AttributeAudit extends DemoEvent {
  /** Position in `activities`. */
  readonly activity: number;
  readonly who: number;
  /** Position of the person or the application that got the values. */
  readonly whom: number;
  readonly failed: boolean;
}

const activities = [
  { name: "Update attribute values assigned to a user", operation: "Update", weight: 30 },
  { name: "Update attribute values assigned to a servicePrincipal", operation: "Update", weight: 14 },
  { name: "Add custom security attribute definition in an attribute set", operation: "Add", weight: 5 },
  { name: "Update custom security attribute definition in an attribute set", operation: "Update", weight: 5 },
  { name: "Add an attribute set", operation: "Add", weight: 3 },
  { name: "Update an attribute set", operation: "Update", weight: 3 },
] as const;

/** Attributes of the company, `Set_Name`, and the values that they may have. */
const attributes = [
  { name: "Engineering_Project", values: ["Baker", "Aurora", "Cascade"] },
  { name: "Engineering_Certification", values: ["true", "false"] },
  { name: "Finance_CostCenter", values: ["1001", "2040", "3300"] },
  { name: "Access_DataClass", values: ["Public", "Internal", "Restricted"] },
] as const;

const perDay = 60;

/** Audits of custom security attributes: an admin, or now and then an application, gives values to people and applications. */
export function attributeAuditSource(company: Company): Source<AttributeAudit> {
  const salt = mix(company.seed, 603);
  const choose = weighted(activities.map((each, index) => [index, each.weight]));
  const about = (event: AttributeAudit): (typeof activities)[number] => activities[event.activity] as (typeof activities)[number];
  const office = places[2] as (typeof places)[number];
  const actor = (event: AttributeAudit): Person => company.person(event.who);

  const changes = (event: AttributeAudit): Change[] => {
    const { name, values } = pick(attributes, event.key, 1);
    const [set = "", own = ""] = name.split("_");
    const now = pick(values, event.key, 2);
    const before = event.key % 3 === 0 ? null : quoted([pick(values, event.key, 3)]);
    switch (event.activity) {
      case 0:
      case 1:
        return [change(name, before, quoted([now])), change("Included Updated Properties", null, quoted(name))];
      case 2:
      case 3:
        return [change("Name", null, quoted(own)), change("AttributeSet", null, quoted(set)), change("Status", null, quoted("Available"))];
      default:
        return [change("Id", null, quoted(set)), change("MaxAttributesPerSet", quoted(25), quoted(25 + (event.key % 10)))];
    }
  };

  const targets = (event: AttributeAudit): Target[] => {
    if (event.activity === 0) return [userTarget(company.person(event.whom), ...changes(event))];
    if (event.activity === 1) {
      const { principal, name } = pick(company.servicePrincipals, event.key, 4);
      return [target("ServicePrincipal", principal, name, ...changes(event))];
    }
    return [target("Other", guidOf(event.key % 9, 31, company.seed), pick(attributes, event.key, 1).name, ...changes(event))];
  };

  const initiator = (event: AttributeAudit): Record<string, unknown> => {
    const who = actor(event);
    if (event.key % 9 === 0) {
      const { appId, name, principal } = pick(company.servicePrincipals, event.key, 5);
      return { user: null, app: { appId, displayName: name, servicePrincipalId: principal, servicePrincipalName: appId } };
    }
    return {
      user: {
        id: who.id,
        displayName: event.key % 4 === 0 ? who.displayName : null,
        userPrincipalName: who.userPrincipalName,
        ipAddress: `203.0.113.${16 * who.place + (event.key % 14) + 1}`,
        userType: "Member",
        homeTenantId: event.key % 4 === 0 ? company.tenantId : null,
        homeTenantName: event.key % 4 === 0 ? "Contoso" : null,
      },
      app: null,
    };
  };

  return {
    perDay,
    parts: 1,
    partOf: () => 0,
    tooOld: (oldest) => minimumTime("activityDateTime", oldest),
    typeName: "customSecurityAttributeAudit",
    mostPerPage: 100,
    skipTokenEnd: () => "_2",
    fill(_part, bucket, from, width, factor) {
      const random = sequence(mix(mix(company.seed, 600), bucket));
      const level = 0.25 + 0.75 * activity(office, timeOfTicks(from + width / 2));
      const count = Math.floor(perDay * (width / ticksPerDay) * factor * level + random());
      return Array.from({ length: count }, (_, index): AttributeAudit => {
        const key = mix(mix(company.seed ^ index, bucket), 601);
        const admin = company.admins[key % company.admins.length] as Person;
        return {
          ticks: from + Math.floor(random() * width),
          bucket,
          index,
          key,
          activity: choose(random()),
          who: admin.index,
          whom: Math.floor(random() * company.people.length),
          failed: random() < 0.08,
        };
      });
    },
    locate: (id) => numbersOf(id.split("_")[1] ?? "", salt),
    members: {
      id: (event) => `Directory_${guidOf(event.bucket, event.index, salt)}_${String(mix(event.key, 602) % 100_000_000)}`,
      category: () => "AttributeManagement",
      correlationId: (event) => correlationIdOf(company, mix(event.key, 604), event.who),
      result: (event) => (event.failed ? "failure" : "success"),
      resultReason: (event) => (event.failed ? "Insufficient privileges to complete the operation." : ""),
      activityDisplayName: (event) => about(event).name,
      activityDateTime: (event) => instant(event.ticks),
      loggedByService: () => "Core Directory",
      operationType: (event) => about(event).operation,
      userAgent: (event) => (event.key % 3 === 0 ? actor(event).device.userAgent : null),
      initiatedBy: initiator,
      targetResources: targets,
      additionalDetails: (event) => [{ key: "User-Agent", value: actor(event).device.userAgent }],
    },
  };
}
