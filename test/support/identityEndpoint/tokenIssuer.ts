import { createHash, randomBytes } from "node:crypto";
import { guidOf, mix } from "../../../src/demo/random.ts";
import { checkAssertion } from "./assertion.ts";
import { roleIds, type Registration, type Tenant } from "./directory.ts";
import { EntraError } from "./entraError.ts";
import type { Proof } from "./proofs.ts";
import { resourceIn, scopesIn } from "./scopes.ts";
import { checkSecret, wantsSecret } from "./secrets.ts";
import { clientInfo, type Claims, type TokenMint } from "./tokens.ts";

interface Lifetime {
  readonly now: () => Date;
  /** Of an access token. */
  readonly lifetimeSeconds: number;
  readonly seed: number;
}

/** Makes the tokens of persons and of apps that sign in by themselves. */
export class TokenIssuer {
  readonly #mint: TokenMint;
  readonly #now: () => Date;
  readonly #lifetimeSeconds: number;
  readonly #seed: number;

  constructor(mint: TokenMint, { now, lifetimeSeconds, seed }: Lifetime) {
    this.#mint = mint;
    this.#now = now;
    this.#lifetimeSeconds = lifetimeSeconds;
    this.#seed = seed;
  }

  /** An app proves itself by a secret or an assertion. */
  ofApplication(url: URL, tenant: Tenant | undefined, app: Registration, form: URLSearchParams): object {
    if (!tenant)
      throw new EntraError(
        50059,
        "invalid_request",
        "No tenant-identifying information found in either the request or implied by any provided credentials.",
      );
    const assertion = form.get("client_assertion");
    const secret = form.get("client_secret");
    if (assertion !== null) checkAssertion(assertion, app, `${url.origin}${url.pathname}`, this.#now().getTime());
    else if (secret === null) wantsSecret();
    else checkSecret(app, secret, this.#now().getTime());
    if (
      !form
        .get("scope")
        ?.split(" ")
        .every((scope) => scope.endsWith("/.default"))
    )
      throw new EntraError(
        1002012,
        "invalid_scope",
        `The provided value for scope ${form.get("scope")} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
      );
    const roles = app.appRoles?.[tenant.id] ?? [];
    return {
      token_type: "Bearer",
      expires_in: this.#lifetimeSeconds,
      ext_expires_in: this.#lifetimeSeconds,
      access_token: this.#accessToken(app, tenant, resourceIn(form.get("scope")), {
        idtyp: "app",
        oid: guidOf(0, 3, mix(this.#seed, app.clientId.length)),
        ...(roles.length > 0 ? { roles } : {}),
      }),
    };
  }

  /** `refresh`: the token with which the app asks again. */
  ofPerson(proof: Proof, form: URLSearchParams, origin: string, refresh: string): object {
    const { user, tenant, app, acrs, nonce } = proof;
    const asked = scopesIn(form.get("scope"));
    const scopes = asked.length > 0 ? asked : proof.scopes;
    const given = [...new Set([...scopes, ...(app.consents[tenant.id] ?? []).filter((scope) => proof.scopes.includes(scope))])];
    const seconds = Math.floor(this.#now().getTime() / 1000);
    return {
      token_type: "Bearer",
      scope: [...given.map((scope) => `${resourceIn(form.get("scope"))}/${scope}`), "openid", "profile"].join(" "),
      expires_in: this.#lifetimeSeconds,
      ext_expires_in: this.#lifetimeSeconds,
      access_token: this.#accessToken(app, tenant, resourceIn(form.get("scope")), {
        idtyp: "user",
        oid: user.id,
        upn: user.userPrincipalName,
        name: user.displayName,
        scp: given.join(" "),
        wids: (user.roles[tenant.id] ?? []).map((role) => roleIds[role]),
        ...(acrs.length > 0 ? { acrs } : {}),
      }),
      refresh_token: refresh,
      id_token: this.#mint.mint({
        aud: app.clientId,
        iss: `${origin}/${tenant.id}/v2.0`,
        iat: seconds,
        nbf: seconds,
        exp: seconds + 3600,
        name: user.displayName,
        oid: user.id,
        preferred_username: user.userPrincipalName,
        sub: createHash("sha256").update(`${user.id}${app.clientId}`).digest("base64url"),
        tid: tenant.id,
        ver: "2.0",
        ...(nonce === undefined ? {} : { nonce }),
      }),
      client_info: clientInfo(user),
    };
  }

  #accessToken(app: Registration, { id }: Tenant, aud: string, more: Claims): string {
    const seconds = Math.floor(this.#now().getTime() / 1000);
    return this.#mint.mint({
      aud,
      iss: `https://sts.windows.net/${id}/`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + this.#lifetimeSeconds,
      appid: app.clientId,
      app_displayname: app.name,
      tid: id,
      uti: randomBytes(12).toString("base64url"),
      ver: "1.0",
      ...more,
    });
  }
}
