import { challengeText, contextsIn, type ConditionalAccess } from "./conditionalAccess.ts";
import type { Registration, Tenant } from "./directory.ts";
import { EntraError } from "./entraError.ts";
import type { Proof, Proofs } from "./proofs.ts";
import { scopesIn } from "./scopes.ts";
import { opaque } from "./tokens.ts";

interface Refresh extends Proof {
  readonly since: number;
}

const refreshDays = 90;
const day = 86_400_000;

/** What a person has proved, kept for later, until it is revoked or too old. */
export class RefreshTokens {
  readonly #proofs: Proofs;
  readonly #access: ConditionalAccess;
  readonly #now: () => Date;
  readonly #refreshes = new Map<string, Refresh>();
  readonly #revoked = new Map<string, { readonly at: number; readonly subError?: string }>();

  constructor(proofs: Proofs, access: ConditionalAccess, now: () => Date) {
    this.#proofs = proofs;
    this.#access = access;
    this.#now = now;
  }

  issue(proof: Proof): string {
    const token = opaque("0.A");
    this.#refreshes.set(token, { ...proof, since: this.#now().getTime() });
    return token;
  }

  revoke(userId: string, subError?: string): void {
    this.#revoked.set(userId, { at: this.#now().getTime(), ...(subError === undefined ? {} : { subError }) });
  }

  refreshed(where: Tenant | undefined, app: Registration, form: URLSearchParams): Proof {
    const refresh = this.#refreshes.get(form.get("refresh_token") ?? "");
    if (!refresh || refresh.app !== app)
      throw new EntraError(9002313, "invalid_grant", "Invalid request. Request is malformed or invalid.");
    const { user, since } = refresh;
    const end = this.#revoked.get(user.id);
    if (end && since <= end.at)
      throw new EntraError(
        50173,
        "invalid_grant",
        "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
        end.subError === undefined ? {} : { suberror: end.subError },
      );
    if (this.#now().getTime() - since > refreshDays * day)
      throw new EntraError(
        700082,
        "invalid_grant",
        `The refresh token has expired due to inactivity. The token was issued on ${new Date(since).toISOString()} and was inactive for 90.00:00:00.`,
      );
    const tenant = where ?? refresh.tenant;
    if (!(tenant.id in user.roles))
      throw new EntraError(50020, "invalid_grant", `User account '${user.userPrincipalName}' does not exist in tenant '${tenant.name}'.`);
    const asked = contextsIn(form.get("claims"));
    if (this.#access.wantsPerson(user.id, asked, refresh.acrs))
      throw new EntraError(
        50076,
        "interaction_required",
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
        { suberror: "basic_action", claims: challengeText },
      );
    const proof: Proof = { ...refresh, tenant, scopes: scopesIn(form.get("scope")), acrs: asked.length > 0 ? asked : refresh.acrs };
    const missing = this.#proofs.missingConsent(proof);
    if (missing.length > 0)
      throw new EntraError(
        65001,
        "invalid_grant",
        `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${app.name}'. Send an interactive authorization request for this user and resource.`,
        { suberror: "consent_required" },
      );
    return proof;
  }
}
