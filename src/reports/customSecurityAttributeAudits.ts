import { customSecurityAttributeAuditsCard } from "./customSecurityAttributeAuditsCard.ts";
import { auditFacts, directoryAudits } from "./directoryAudits.ts";
import type { FieldOperator } from "./graphReport.ts";
import type { Field, Report } from "./report.ts";
import type { Way } from "./way.ts";

/** What the service's reference lets `$filter` do: less than with the other audits, whose records are of the same shape. */
const asked: Readonly<Record<string, readonly FieldOperator[]>> = {
  activityDateTime: ["eq", "ge", "le"],
  activityDisplayName: ["eq", "startswith"],
  "initiatedBy/user/id": ["eq"],
  "initiatedBy/user/displayName": ["eq"],
  "initiatedBy/user/userPrincipalName": ["eq", "startswith"],
  "initiatedBy/app/appId": ["eq"],
  "initiatedBy/app/displayName": ["eq"],
  loggedByService: ["eq"],
  targetResources: ["any"],
  "targetResources/[]/id": ["any", "eq"],
  "targetResources/[]/displayName": ["any", "eq", "startswith"],
};

const known: Readonly<Record<string, readonly string[]>> = {
  activityDisplayName: [
    "Add an attribute set",
    "Add custom security attribute definition in an attribute set",
    "Update an attribute set",
    "Update attribute values assigned to a servicePrincipal",
    "Update attribute values assigned to a user",
    "Update custom security attribute definition in an attribute set",
  ],
  category: ["AttributeManagement"],
  loggedByService: ["Core Directory"],
  "targetResources/[]/type": ["User", "ServicePrincipal", "Other"],
};

/** Members that only the other audits have, and what is made of them. */
const otherwhere = /^(?:performedBy|groupName|roleName|grantedScopes|initiatedBy\/linkableIdentifiers)\b/;

let fields: readonly Field[] | undefined;

const readFields = (): readonly Field[] =>
  (fields ??= directoryAudits.fields
    .filter(({ path }) => !otherwhere.test(path))
    .map((field): Field => {
      const values = known[field.path];
      return {
        ...field,
        ...(values && { knownValues: values }),
        graph: {
          ...(field.graph.sortable && { sortable: true }),
          operators: field.derived ? [] : (asked[field.path] ?? []),
          // Nobody says that it can be asked for; the others can.
          ...(field.path === "id" && { tried: ["eq"] }),
          versions: ["beta"],
        },
      };
    }));

const targets = "targetResources/[]/id";

const ways: readonly Way[] = [
  { of: "user", label: "Custom security attribute changes of this user", paths: [targets], by: "object" },
  { of: "user", label: "Custom security attribute changes of this user name", paths: ["targetResources/[]/userPrincipalName"], by: "name" },
  { of: "user", label: "Custom security attribute changes by this user", paths: ["initiatedBy/user/id"], by: "object" },
  { of: "user", label: "Custom security attribute changes by this user name", paths: ["initiatedBy/user/userPrincipalName"], by: "name" },
  { of: "application", label: "Custom security attribute changes by this app", paths: ["initiatedBy/app/appId"], by: "own" },
  { of: "servicePrincipal", label: "Custom security attribute changes of this service principal", paths: [targets], by: "object" },
  {
    of: "servicePrincipal",
    label: "Custom security attribute changes by this service principal",
    paths: ["initiatedBy/app/servicePrincipalId"],
    by: "object",
  },
  { of: "address", label: "Custom security attribute changes from this address", paths: ["initiatedBy/user/ipAddress"] },
  { of: "correlation", label: "Same correlation id: custom security attribute changes", paths: ["correlationId"] },
];

export const customSecurityAttributeAudits: Report = {
  ...auditFacts,
  ...customSecurityAttributeAuditsCard,
  graph: {
    endpoint: "auditLogs/customSecurityAttributeAudits",
    version: "beta",
    // The service sends no more, whatever it is asked for.
    pageSize: 100,
    permissions: ["CustomSecAttributeAuditLogs.Read.All"],
    roles: ["Attribute Log Reader", "Attribute Log Administrator"],
  },
  get fields() {
    return readFields();
  },
  columns: [
    "activityDateTime",
    "activityDisplayName",
    "initiator",
    "affected",
    "changesInWords",
    "operationType",
    "initiatedBy/user/ipAddress",
    "result",
    "resultReason",
  ],
  layouts: [
    {
      name: "Who",
      columns: [
        "activityDateTime",
        "initiatedBy/user/userPrincipalName",
        "initiatedBy/app/displayName",
        "initiatedBy/user/ipAddress",
        "activityDisplayName",
        "affected",
        "result",
      ],
    },
    { name: "What", columns: ["activityDateTime", "activityDisplayName", "affected", "changedProperties", "changesInWords", "initiator"] },
    {
      name: "Where",
      columns: ["activityDateTime", "initiator", "initiatedBy/user/ipAddress", "userAgent", "activityDisplayName", "affected"],
    },
    { name: "Why", columns: ["activityDateTime", "result", "resultReason", "activityDisplayName", "initiator", "affected"] },
  ],
  tellingFields: ["result", "activityDisplayName", "initiatedBy/user/userPrincipalName"],
  lineNoun: "Attribute audit",
  // Its activities are on no list of the service.
  listed: {},
  otherNames: {
    attributeaudit: "customSecurityAttributeAudits",
    attributeaudits: "customSecurityAttributeAudits",
    customsecurityattributeaudit: "customSecurityAttributeAudits",
    customsecurityattributeauditlogs: "customSecurityAttributeAudits",
    aadcustomsecurityattributeauditlogs: "customSecurityAttributeAudits",
  },
  otherFieldNames: { ...auditFacts.otherFieldNames, calleripaddress: "initiatedBy/user/ipAddress" },
  logAnalytics: ["AADCustomSecurityAttributeAuditLogs"],
  cmdlets: ["AuditLogCustomSecurityAttribute", "AuditCustomSecurityAttribute"],
  ways,
  entities: auditFacts.entities.filter((place) => !("path" in place) || !otherwhere.test(place.path)),
};
