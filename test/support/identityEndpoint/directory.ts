import { found } from "../../../src/demo/company.ts";
import { guidOf } from "../../../src/demo/random.ts";

/** Entra's ids of the roles that a token lists as `wids`. */
export const roleIds = {
  "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
  "Reports Reader": "4a5d8f65-41da-4de4-8968-e035b65339cf",
  "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
} as const;
export type Role = keyof typeof roleIds;

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** Entra ID P1 or P2. */
  readonly premium: boolean;
  /** The licence can be checked with Directory.Read.All only. */
  readonly checksLicenceByCaller?: boolean;
  readonly blocksDeviceCode?: boolean;
}

export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly home: string;
  /** By id of the tenant: a guest is a member of several, with roles of its own. */
  readonly roles: Readonly<Record<string, readonly Role[]>>;
}

export interface AppSecret {
  readonly value: string;
  /** ISO 8601. */
  readonly expires: string;
}

/** An app registration. */
export interface Registration {
  readonly clientId: string;
  readonly name: string;
  /** Tenants whose people or workloads may use it; `every` when it is a multi-tenant app. */
  readonly tenants: readonly string[] | "every";
  /** Platform "Mobile and desktop applications". */
  readonly redirects: readonly string[];
  /** Platform "Web": these want a secret. */
  readonly webRedirects?: readonly string[];
  readonly publicClient: boolean;
  /** An app of Microsoft's that is not preauthorized for the audit log. */
  readonly firstParty?: boolean;
  readonly disabled?: boolean;
  /** Delegated permissions that an administrator consented to, by tenant. */
  readonly consents: Readonly<Record<string, readonly string[]>>;
  /** Application permissions, by tenant. */
  readonly appRoles?: Readonly<Record<string, readonly string[]>>;
  readonly secrets?: readonly AppSecret[];
  /** Certificates, PEM. */
  readonly certificates?: readonly string[];
}

export interface Directory {
  readonly tenants: readonly Tenant[];
  readonly users: readonly User[];
  readonly apps: readonly Registration[];
}

const reading = ["AuditLog.Read.All", "Directory.Read.All"];
const redirects = ["http://localhost", "https://vscode.dev/redirect"];
const never = "2099-01-01T00:00:00Z";

/** Client ids of the apps that the demo tenants know. */
export const demoApps = {
  reader: "0a7e0a7e-0001-4000-8000-000000000001",
  /** Registered under "Web" only. */
  web: "0a7e0a7e-0002-4000-8000-000000000002",
  /** Nobody consented. */
  newcomer: "0a7e0a7e-0003-4000-8000-000000000003",
  /** Without redirects. */
  bare: "0a7e0a7e-0004-4000-8000-000000000004",
  /** Signs in by itself. */
  exporter: "0a7e0a7e-0005-4000-8000-000000000005",
  /** Signs in by itself, but may read nothing. */
  powerless: "0a7e0a7e-0006-4000-8000-000000000006",
  /** May read the audit log but not the directory. */
  lean: "0a7e0a7e-0007-4000-8000-000000000007",
  disabled: "0a7e0a7e-0008-4000-8000-000000000008",
  firstParty: "0a7e0a7e-0009-4000-8000-000000000009",
} as const;
export const demoSecret = "demo~client~secret~of~the~exporter";
export const demoExpiredSecret = "demo~client~secret~that~expired";

/**
 * Contoso, whose people have roles and licences, and Fabrikam, which has no licence. `alex` reads in Contoso and is a guest of Fabrikam;
 * `admin` may consent; `norole` has no directory role; `fabi` lives in Fabrikam.
 */
export function demoDirectory(seed: number, certificates: readonly string[] = []): Directory {
  const company = found(seed);
  const contoso = company.tenantId;
  const fabrikam = guidOf(seed, 90, seed);
  const person = (index: number, roles: User["roles"]): User => {
    const { id, displayName, userPrincipalName } = company.person(index);
    return { id, displayName, userPrincipalName, home: contoso, roles };
  };
  const both = { [contoso]: reading, [fabrikam]: reading };
  const app = (clientId: string, name: string, more: Partial<Registration>): Registration => ({
    clientId,
    name,
    tenants: "every",
    redirects,
    publicClient: true,
    consents: both,
    ...more,
  });
  const secrets = [
    { value: demoSecret, expires: never },
    { value: demoExpiredSecret, expires: "2026-01-01T00:00:00Z" },
  ];
  const workload = { publicClient: false, redirects: [], consents: {}, tenants: [contoso, fabrikam], secrets, certificates };
  return {
    tenants: [
      { id: contoso, name: company.tenantName, domain: company.domain, premium: true },
      {
        id: fabrikam,
        name: "Fabrikam (demo)",
        domain: "fabrikam.com",
        premium: false,
        checksLicenceByCaller: true,
        blocksDeviceCode: true,
      },
    ],
    users: [
      person(0, { [contoso]: ["Security Reader"], [fabrikam]: ["Reports Reader"] }),
      person(1, { [contoso]: [] }),
      person(29, { [contoso]: ["Global Administrator"] }),
      {
        id: guidOf(seed, 91, seed),
        displayName: "Fabi Keller",
        userPrincipalName: "fabi@fabrikam.com",
        home: fabrikam,
        roles: { [fabrikam]: ["Reports Reader"] },
      },
    ],
    apps: [
      app(demoApps.reader, "Tenant Activity", {}),
      app(demoApps.web, "Tenant Activity (web)", { redirects: [], webRedirects: redirects, publicClient: false }),
      app(demoApps.newcomer, "Unknown Helper", { consents: {} }),
      app(demoApps.bare, "Unfinished App", { redirects: [] }),
      app(demoApps.exporter, "Audit Exporter", { ...workload, appRoles: both }),
      app(demoApps.powerless, "Powerless Exporter", { ...workload, appRoles: {} }),
      app(demoApps.lean, "Lean Reader", {
        tenants: [contoso, fabrikam],
        consents: { [contoso]: ["AuditLog.Read.All"], [fabrikam]: ["AuditLog.Read.All"] },
      }),
      app(demoApps.disabled, "Retired App", { disabled: true }),
      app(demoApps.firstParty, "Office Something", { firstParty: true }),
    ],
  };
}
