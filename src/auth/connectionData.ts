import { clouds, isCloudId, type Cloud, type CloudId } from "./clouds.ts";
import { SignInError } from "./errors.ts";
import { wayIds, ways, type WayId } from "./ways.ts";

/** Who signed in. */
export interface Account {
  /** `<object id>.<home tenant id>`: the same in every tenant and cloud host. */
  readonly homeAccountId: string;
  readonly username: string;
}

/** A connection as it is kept in global state: how to reach a tenant, and nothing secret. */
export interface ConnectionData {
  readonly id: string;
  readonly name: string;
  readonly cloud: CloudId;
  /** As the person wrote it: a GUID, a domain, or `organizations` until the first sign-in tells. */
  readonly tenant: string;
  /** GUID; known after the first sign-in. */
  readonly tenantId?: string;
  /** Application (client) id; the Azure CLI has its own. */
  readonly clientId?: string;
  readonly way: WayId;
  /** Known after the first sign-in of a person. */
  readonly account?: Account;
  /** Graph permissions asked for besides AuditLog.Read.All. */
  readonly morePermissions?: readonly string[];
  /** The person lets names be looked up in the directory with this connection. */
  readonly lookUpNames?: true;
  /** The person signed out: nothing is asked with this connection before the next sign-in, whoever still has a token. */
  readonly signedOut?: true;
  /** The person removed it, but not all of its secrets could be deleted: it stays to be removed again. */
  readonly leaving?: true;
  /** Secrets in which tokens of it may be, of a custom cloud: the settings may name another one by now. */
  readonly tokenKeys?: readonly string[];
}

/** What a person fills in. */
export type ConnectionDraft = Pick<ConnectionData, "cloud" | "tenant" | "clientId" | "way"> & { readonly name?: string };

export interface DraftProblem {
  readonly field: "name" | "cloud" | "tenant" | "clientId" | "way";
  readonly message: string;
}

/** Microsoft Graph Command Line Tools: the quick start for those without an app of their own. */
export const quickStartClientId = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
const vscodeClientId = "aebc6443-996d-45c2-90f0-388ff96faa56";

export const isGuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
const isDomain = (text: string): boolean => /^(?=.{4,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i.test(text);

export function checkTenant(tenant: string, way: WayId): string | undefined {
  if (isGuid(tenant) || isDomain(tenant)) return undefined;
  if (tenant === "")
    return "Enter the tenant: its GUID (Entra admin center, Overview, Tenant ID) or one of its domains, such as contoso.com.";
  if (tenant === "common" || tenant === "consumers")
    return "Personal Microsoft accounts have no audit log. Enter the tenant's GUID or domain.";
  if (tenant === "organizations")
    return ways[way].permissions === "application"
      ? "An application signs in to one tenant. Enter its GUID or one of its domains, such as contoso.com."
      : undefined;
  return `“${tenant}” is no tenant: enter its GUID or one of its domains, such as contoso.com.`;
}

export function checkClientId(clientId: string | undefined, way: WayId): string | undefined {
  if (way === "azureCli") return undefined;
  if (clientId === undefined || clientId === "")
    return "Enter the Application (client) ID of your app registration (Entra admin center, App registrations).";
  if (!isGuid(clientId))
    return `“${clientId}” is no Application (client) ID: that is a GUID, such as 00001111-aaaa-2222-bbbb-3333cccc4444.`;
  if (clientId.toLowerCase() === vscodeClientId)
    return "This is VS Code's own id, which may not read audit logs. Enter the id of your own app registration.";
  if (clientId.toLowerCase() === quickStartClientId && way !== "browser" && way !== "deviceCode")
    return "Microsoft Graph Command Line Tools sign in with a browser on this machine or a device code only. Enter the id of your own app registration.";
  return undefined;
}

/** All that is wrong with a draft; empty when it can be signed in with. */
export function checkConnection(
  { name, cloud, tenant, clientId, way }: ConnectionDraft,
  takenNames: readonly string[] = [],
): readonly DraftProblem[] {
  if (!wayIds.includes(way)) return [{ field: "way", message: "Choose a way of signing in." }];
  const said: readonly [DraftProblem["field"], string | undefined][] = [
    [
      "name",
      name !== undefined && takenNames.includes(name.trim())
        ? `There is a connection “${name.trim()}” already. Choose another name.`
        : undefined,
    ],
    ["cloud", isCloudId(cloud) ? undefined : "Choose a cloud."],
    ["tenant", checkTenant(tenant, way)],
    ["clientId", checkClientId(clientId, way)],
    [
      "way",
      isCloudId(cloud) && !servesCloud(way, cloud)
        ? way === "vscodeAccount"
          ? "VS Code's Microsoft account knows no custom cloud. Choose another way of signing in."
          : `${ways[way].title} has no tokens for ${cloud === "custom" ? "a custom cloud" : `the cloud ${clouds[cloud].title}`}. Choose another way of signing in.`
        : undefined,
    ],
  ];
  return said.flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]));
}

/** A draft that was checked, as data with an id of its own. */
export const newConnection = ({ name, cloud, tenant, clientId, way }: ConnectionDraft, id: string): ConnectionData => ({
  id,
  name: name?.trim() || tenant,
  cloud,
  tenant: tenant.toLowerCase(),
  ...(way === "azureCli" || clientId === undefined ? {} : { clientId: clientId.toLowerCase() }),
  way,
});

const isWayId = (way: unknown): way is WayId => wayIds.some((known) => known === way);

/** State is outside input: what is no connection is left out. */
export function isConnectionData(value: unknown): value is ConnectionData {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, cloud, tenant, clientId, way, tenantId, tokenKeys } = value as Partial<Record<keyof ConnectionData, unknown>>;
  return (
    typeof id === "string" &&
    typeof name === "string" &&
    isCloudId(cloud) &&
    isWayId(way) &&
    typeof tenant === "string" &&
    checkTenant(tenant, way) === undefined &&
    (clientId === undefined || typeof clientId === "string") &&
    checkClientId(clientId, way) === undefined &&
    (tenantId === undefined || (typeof tenantId === "string" && isGuid(tenantId))) &&
    (tokenKeys === undefined || (Array.isArray(tokenKeys) && tokenKeys.every((key) => typeof key === "string")))
  );
}

const isAccount = (value: unknown): value is Account => {
  const { homeAccountId, username } = (value ?? {}) as Partial<Record<keyof Account, unknown>>;
  return typeof homeAccountId === "string" && typeof username === "string";
};
/** Nothing that changes anything is ever asked for, whatever stands in a file. */
const isReading = (value: unknown): value is string => typeof value === "string" && /^[A-Za-z-]+\.Read(?:Basic)?\.All$/.test(value);

/**
 * A connection as it stands in state; undefined when it is none. What it can do without, and is not readable, is left out of it: an account that is none, as if
 * nobody had signed in yet, and permissions that are none or do more than read.
 */
export function connectionOf(value: unknown): ConnectionData | undefined {
  if (!isConnectionData(value)) return undefined;
  const { account, morePermissions, ...data }: ConnectionData & { readonly account?: unknown; readonly morePermissions?: unknown } = value;
  const permissions = Array.isArray(morePermissions) ? (morePermissions as readonly unknown[]).filter(isReading) : [];
  return { ...data, ...(isAccount(account) && { account }), ...(permissions.length > 0 && { morePermissions: permissions }) };
}

/** Whether a way of signing in has tokens for the Graph of a cloud. */
export function servesCloud(way: WayId, cloud: CloudId): boolean {
  const { microsoftProvider, cliCloud }: Partial<Cloud> = cloud === "custom" ? {} : clouds[cloud];
  return way === "vscodeAccount" ? microsoftProvider !== undefined : way === "azureCli" ? cliCloud !== undefined : true;
}

/** Throws `cloudMissing` when the custom cloud's setting is gone or wrong. */
export function cloudOf(data: Pick<ConnectionData, "cloud">, custom: Cloud | string | undefined): Cloud {
  if (data.cloud !== "custom") return clouds[data.cloud];
  if (typeof custom === "object") return custom;
  throw new SignInError("cloudMissing", custom === undefined ? {} : { said: custom });
}
