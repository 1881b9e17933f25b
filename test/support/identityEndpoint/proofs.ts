import { contextsIn } from "./conditionalAccess.ts";
import type { Directory, Registration, Tenant, User } from "./directory.ts";
import { EntraError } from "./entraError.ts";

/** What a person has proved, from the page to the token. */
export interface Proof {
  readonly user: User;
  readonly tenant: Tenant;
  readonly app: Registration;
  readonly scopes: readonly string[];
  readonly acrs: readonly string[];
  readonly nonce?: string;
}

/** Who is who in a directory, and what they have consented to. */
export class Proofs {
  readonly #directory: Directory;
  readonly #consents = new Set<string>();

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  tenantCalled(name: string, page: boolean): Tenant {
    const tenant = this.#directory.tenants.find(({ id, domain }) => id === name.toLowerCase() || domain === name.toLowerCase());
    if (tenant) return tenant;
    throw new EntraError(
      90002,
      "invalid_request",
      `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
      page ? { page: true } : {},
    );
  }

  appCalled(clientId: string | null, tenant: Tenant | undefined, page?: true): Registration {
    const more = page ? { page } : {};
    const app = this.#directory.apps.find((each) => each.clientId === clientId?.toLowerCase());
    if (!app || (tenant && app.tenants !== "every" && !app.tenants.includes(tenant.id)))
      throw new EntraError(
        700016,
        "unauthorized_client",
        `Application with identifier '${clientId}' was not found in the directory '${tenant?.name ?? "organizations"}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
        more,
      );
    if (app.disabled) throw new EntraError(7000112, "unauthorized_client", `Application '${app.clientId}'(${app.name}) is disabled.`, more);
    if (!tenant && app.tenants !== "every")
      throw new EntraError(
        50194,
        "invalid_request",
        `Application '${app.clientId}'(${app.name}) is not configured as a multi-tenant application.`,
        more,
      );
    return app;
  }

  prove(app: Registration, where: Tenant | undefined, name: string, scopes: readonly string[], claims: string | null): Proof {
    const user = this.#directory.users.find(({ userPrincipalName }) => userPrincipalName === name.toLowerCase());
    if (!user) throw new EntraError(50034, "invalid_grant", `The user account ${name} does not exist in the directory.`);
    const tenant = where ?? (this.#directory.tenants.find(({ id }) => id === user.home) as Tenant);
    if (!(tenant.id in user.roles))
      throw new EntraError(
        50020,
        "invalid_request",
        `User account '${name}' from identity provider does not exist in tenant '${tenant.name}' and cannot access the application '${app.clientId}'(${app.name}) in that tenant.`,
      );
    return { user, tenant, app, scopes, acrs: contextsIn(claims) };
  }

  missingConsent({ app, tenant, scopes }: Proof): readonly string[] {
    const given = app.consents[tenant.id] ?? [];
    return scopes.filter((scope) => !given.includes(scope) && !this.#consents.has(`${tenant.id} ${app.clientId} ${scope}`));
  }

  consent({ app, tenant }: Proof, scopes: readonly string[]): void {
    for (const scope of scopes) this.#consents.add(`${tenant.id} ${app.clientId} ${scope}`);
  }
}
