import type { Report } from "../reports/report.ts";
import { memberNamed, valueAt } from "../reports/valueAt.ts";
import { isObject } from "./place.ts";
import { isGuid, type Subject } from "./subjects.ts";

/** An address to open in the browser. The server of a page after `#` never sees it: nobody here learns whether it was found. */
export interface PortalLink {
  readonly label: string;
  readonly address: string;
}

/** Where the portals of a connection are. */
export interface Portals {
  /** As the table of clouds has it. */
  readonly adminCenter?: string;
  readonly hasExplorer?: boolean;
  /** Of the token: the browser may be signed in to another tenant. */
  readonly tenant: string;
}

// The forms moved three times in ten years.
const mayChange = "(may change)";
const noId = "00000000-0000-0000-0000-000000000000";
const isId = (value: unknown): value is string => typeof value === "string" && isGuid(value) && value !== noId;
const policyPage = "Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/";

const same = (one: unknown, other: string): boolean => typeof one === "string" && one.toLowerCase() === other.toLowerCase();

/** Pages of the admin center behind `view/`; each piece is a GUID. */
function pageOf({ kind, ids }: Subject, record: unknown, { owners = {} }: Pick<Report, "owners">, tenant: string): PortalLink | undefined {
  const { object, own } = ids;
  const page = (label: string, address: string): PortalLink => ({ label: `Open ${label} in the admin center ${mayChange}`, address });
  const ownerOf = (path: string): unknown => {
    const member = owners[path];
    return member !== undefined && isObject(record) ? memberNamed(record, member) : undefined;
  };
  switch (kind) {
    case "user": {
      // Who is at home in another tenant has another id here.
      const home = ownerOf("userId");
      const isOurs = !isId(home) || same(home, tenant);
      return isId(object) && isOurs
        ? page("user", `Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${object}`)
        : undefined;
    }
    case "group":
      return isId(object) ? page("group", `Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/${object}`) : undefined;
    case "servicePrincipal":
      return isId(object)
        ? page("enterprise application", `Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/${object}`)
        : undefined;
    case "application": {
      const isOwn = same(ownerOf("appId"), tenant) && isObject(record) && same(memberNamed(record, "appId"), own ?? "");
      return isId(own) && isOwn
        ? page("app registration", `Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${own}`)
        : undefined;
    }
    case "policy":
      return isId(object) ? page("policy", `${policyPage}${object}`) : undefined;
    case "device":
      // A sign-in has the device's own id, not the directory's.
      return isId(object) ? page("device", `Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId/${object}`) : undefined;
    default:
      return undefined;
  }
}

/** Links for something that a record names; none without a cloud whose portal is known, or without an id that may stand in an address. */
export function subjectLinks(
  subject: Subject,
  record: unknown,
  report: Pick<Report, "owners">,
  { adminCenter, tenant }: Portals,
): PortalLink[] {
  if (adminCenter === undefined || !isId(tenant)) return [];
  const page = pageOf(subject, record, report, tenant);
  return page ? [{ ...page, address: `${adminCenter.replace("{tenant}", tenant)}${page.address}` }] : [];
}

/** A resource of Azure, whose segments may hold much. */
function resourceOf(record: unknown): string | undefined {
  const id = isObject(record) ? valueAt(record, "managedServiceIdentity/associatedResourceId") : undefined;
  return typeof id === "string" && /^\/subscriptions\/[\da-f-]{36}(?:\/[\w-][\w.-]*){0,20}$/i.test(id) && !id.includes("..")
    ? id
    : undefined;
}

/** The record itself, as Graph answers with it. */
export function explorerLink(
  record: unknown,
  { graph, keyPattern }: Pick<Report, "graph" | "keyPattern">,
  of: Pick<Portals, "hasExplorer">,
): PortalLink | undefined {
  const id = isObject(record) ? memberNamed(record, "id") : undefined;
  if (!of.hasExplorer || typeof id !== "string" || id === noId || !keyPattern?.test(id)) return undefined;
  const request = encodeURIComponent(`${graph.endpoint}/${id}`);
  return {
    label: "Open in Graph Explorer",
    address: `https://developer.microsoft.com/en-us/graph/graph-explorer?request=${request}&method=GET&version=${graph.version}&GraphUrl=https://graph.microsoft.com`,
  };
}

/** The resource of Azure whose identity signed in. */
export function resourceLink(record: unknown, { hasExplorer, tenant }: Pick<Portals, "hasExplorer" | "tenant">): PortalLink | undefined {
  const resource = resourceOf(record);
  if (resource === undefined || !hasExplorer || !isId(tenant)) return undefined;
  return { label: `Open the Azure resource ${mayChange}`, address: `https://portal.azure.com/#@${tenant}/resource${resource}` };
}

/** Microsoft's page of an error code of sign-ins. */
export function errorLink(
  record: unknown,
  report: Pick<Report, "outcomePath" | "outcomeCodes">,
  of: Pick<Portals, "hasExplorer">,
): PortalLink | undefined {
  const code = isObject(record) ? valueAt(record, report.outcomePath) : undefined;
  if (!report.outcomeCodes || typeof code !== "number" || !Number.isSafeInteger(code) || code <= 0 || !of.hasExplorer) return undefined;
  return { label: "Open the error's page", address: `https://login.microsoftonline.com/error?code=${String(code)}` };
}

/** Links for the record itself. The portals have no page of a single one: its list, where one looks for its id. */
export function recordLinks(record: unknown, report: Report, portals: Portals): PortalLink[] {
  const { adminCenter, tenant } = portals;
  if (adminCenter === undefined || !isId(tenant)) return [];
  const base = adminCenter.replace("{tenant}", tenant);
  const links: PortalLink[] = [];
  const list = (label: string, page: string): void => {
    links.push({ label: `Open ${label} in the admin center ${mayChange}`, address: `${base}${page}` });
  };
  if (report.portal) list(report.portal.label, report.portal.page);
  const explorer = explorerLink(record, report, portals);
  const resource = resourceLink(record, portals);
  const error = errorLink(record, report, portals);
  return [...links, ...[explorer, resource, error].filter((link) => link !== undefined)];
}
