import { createHash } from "node:crypto";
import type { Registration, Tenant } from "./directory.ts";
import { descriptionOf, EntraError, type Trace } from "./entraError.ts";
import { accountPage, consentPage, postPage } from "./pages.ts";
import type { Proof, Proofs } from "./proofs.ts";
import { samePlace } from "./samePlace.ts";
import { scopesIn } from "./scopes.ts";
import { wantsSecret } from "./secrets.ts";
import { clientInfo, opaque } from "./tokens.ts";

interface Code extends Proof {
  readonly redirect: string;
  readonly challenge: string;
  readonly until: number;
}

/** The page on which a person signs in and consents, and the codes that it gives. */
export class AuthorizePage {
  readonly #proofs: Proofs;
  readonly #users: readonly { readonly userPrincipalName: string }[];
  readonly #now: () => Date;
  readonly #codes = new Map<string, Code>();

  constructor(proofs: Proofs, users: readonly { readonly userPrincipalName: string }[], now: () => Date) {
    this.#proofs = proofs;
    this.#users = users;
    this.#now = now;
  }

  answer(url: URL, where: Tenant | undefined, form: URLSearchParams, trace: Trace): Response {
    const asked = url.searchParams;
    const app = this.#proofs.appCalled(asked.get("client_id"), where, true);
    const redirect = asked.get("redirect_uri") ?? "";
    if (![...app.redirects, ...(app.webRedirects ?? [])].some((registered) => samePlace(registered, redirect)))
      throw new EntraError(
        50011,
        "invalid_request",
        `The redirect URI '${redirect}' specified in the request does not match the redirect URIs configured for the application '${app.clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
        { page: true },
      );
    if (app.firstParty)
      throw new EntraError(
        65002,
        "invalid_client",
        `Consent between first party application '${app.clientId}' and first party resource '00000003-0000-0000-c000-000000000000' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.`,
        { page: true },
      );
    const state = asked.get("state");
    const answer = (fields: Readonly<Record<string, string>>): Response => {
      const all = { ...fields, ...(state === null ? {} : { state }) };
      if (asked.get("response_mode") === "form_post") return postPage(redirect, all);
      const target = new URL(redirect);
      for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
      return new Response(null, { status: 302, headers: { location: target.href } });
    };
    try {
      const challenge = asked.get("code_challenge");
      if (challenge === null || asked.get("code_challenge_method") !== "S256")
        throw new EntraError(
          9002325,
          "invalid_request",
          "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
        );
      const scopes = scopesIn(asked.get("scope"));
      const name = form.get("user") ?? (asked.get("prompt") === "select_account" ? null : asked.get("login_hint"));
      if (name === null) return accountPage({}, this.#users);
      const proof = this.#proofs.prove(app, where, name, scopes, asked.get("claims"));
      const missing = this.#proofs.missingConsent(proof);
      if (missing.length > 0) {
        if (!proof.user.roles[proof.tenant.id]?.includes("Global Administrator"))
          throw new EntraError(
            90094,
            "access_denied",
            "An administrator of Contoso has set a policy that prevents you from granting the application the permissions it is requesting. The grant requires admin permission.",
          );
        if (form.get("consent") === null) return consentPage({ user: name }, app.name, missing);
        if (form.get("consent") !== "accept") throw new EntraError(65004, "access_denied", "User declined to consent to access the app.");
        this.#proofs.consent(proof, missing);
      }
      const code = opaque("1.");
      const nonce = asked.get("nonce");
      this.#codes.set(code, {
        ...proof,
        ...(nonce === null ? {} : { nonce }),
        redirect,
        challenge,
        until: this.#now().getTime() + 600_000,
      });
      return answer({ code, session_state: trace.traceId, client_info: clientInfo(proof.user) });
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return answer({ error: error.error, error_description: descriptionOf(error, trace) });
    }
  }

  redeemed(app: Registration, form: URLSearchParams): Proof {
    const text = form.get("code") ?? "";
    const code = this.#codes.get(text);
    this.#codes.delete(text);
    if (!code || code.app !== app || code.until < this.#now().getTime())
      throw new EntraError(70008, "invalid_grant", "The provided authorization code or refresh token has expired due to inactivity.");
    const proven =
      createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url") === code.challenge;
    if (!proven || form.get("redirect_uri") !== code.redirect)
      throw new EntraError(
        501481,
        "invalid_grant",
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
      );
    if (!app.redirects.some((registered) => samePlace(registered, code.redirect))) wantsSecret();
    return code;
  }
}
