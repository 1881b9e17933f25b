import { createHash, randomBytes } from "node:crypto";
import { guidOf, mix } from "../../../src/demo/random.ts";
import type { Caller, Refusal } from "../../../src/demo/authenticate.ts";
import { admission } from "./admission.ts";
import { checkAssertion } from "./assertion.ts";
import { roleIds, type Directory, type Registration, type Tenant, type User } from "./directory.ts";
import { descriptionOf, EntraError, errorBody, type Trace } from "./entraError.ts";
import { accountPage, codePage, consentPage, donePage, errorPage, postPage } from "./pages.ts";
import { readParts, TokenMint, type Claims } from "./tokens.ts";

export interface IdentityOptions {
  readonly directory: Directory;
  readonly seed?: number;
  /** Shared with Graph. */
  readonly now?: () => Date;
  /** Life of an access token; short ones are renewed at each use. */
  readonly lifetimeSeconds?: number;
  /** Of device codes, in seconds. */
  readonly interval?: number;
  /** Answers in place of the endpoint: 429, 5xx, or a rejection. */
  readonly fault?: (request: Request) => Response | undefined | Promise<Response | undefined>;
}

export interface Identity {
  readonly directory: Directory;
  /** Answers as `login.microsoftonline.com`. */
  fetch(request: Request): Promise<Response>;
  /** What Graph says to a token; undefined when it is none of this endpoint's. */
  admit(token: string, request: Request): Caller | Refusal | undefined;
  tenantOf(token: string): string | undefined;
  /** Conditional Access wants `acrs` c1 of the user's tokens from now on. `silently`: a token with it is given without the person. */
  demand(userId: string, silently: boolean): void;
  /** All refresh tokens of the user end, as after a new password. `subError`: `bad_token` where Entra says so. */
  revoke(userId: string, subError?: string): void;
}

/** What a person has proved, from the page to the token. */
interface Proof {
  readonly user: User;
  readonly tenant: Tenant;
  readonly app: Registration;
  readonly scopes: readonly string[];
  readonly acrs: readonly string[];
  readonly nonce?: string;
}
interface Code extends Proof {
  readonly redirect: string;
  readonly challenge: string;
  readonly until: number;
}
interface Refresh extends Proof {
  readonly since: number;
}
interface Device {
  readonly app: Registration;
  readonly tenant: Tenant | undefined;
  readonly scopes: readonly string[];
  readonly userCode: string;
  readonly until: number;
  readonly claims: string | null;
  outcome?: Proof | "declined" | "blocked";
}

const oidc = ["openid", "profile", "offline_access", "email"];
const tenantless = ["organizations", "common"];
const refreshDays = 90;
const day = 86_400_000;
const context = "c1";
const challengeText = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });

const json = (body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });

/** The sign-in host of made-up tenants: authorize, token, device code, keys and discovery, with Entra's own refusals. */
export function createIdentity({
  directory,
  seed = 1,
  now = () => new Date(),
  lifetimeSeconds = 4200,
  interval = 5,
  fault = () => undefined,
}: IdentityOptions): Identity {
  const mint = new TokenMint();
  const codes = new Map<string, Code>();
  const refreshes = new Map<string, Refresh>();
  const devices = new Map<string, Device>();
  const consents = new Set<string>();
  const demands = new Map<string, { readonly silently: boolean }>();
  const revoked = new Map<string, { readonly at: number; readonly subError?: string }>();
  let asked = 0;
  const opaque = (prefix: string): string => `${prefix}${randomBytes(48).toString("base64url")}`;

  return {
    directory,
    async fetch(request) {
      const faulty = await fault(request);
      if (faulty) return faulty;
      const trace: Trace = { correlationId: guidOf(asked, 1, mix(seed, 500)), traceId: guidOf(asked++, 2, mix(seed, 500)), time: now() };
      const headers = { date: trace.time.toUTCString(), "x-ms-request-id": trace.traceId };
      let response: Response;
      try {
        response = await route(request, trace);
      } catch (error) {
        if (!(error instanceof EntraError)) throw error;
        response = error.more.page
          ? errorPage(descriptionOf(error, trace))
          : json(errorBody(error, trace), error.more.status ?? (error.error === "invalid_client" ? 401 : 400));
      }
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      return response;
    },
    admit(token, request) {
      const claims = mint.read(token);
      const tenant = claims && directory.tenants.find(({ id }) => id === claims["tid"]);
      if (claims === undefined || tenant === undefined) return undefined;
      return admission(request, { claims, tenant, lacks: lackOf(claims), now: now() });
    },
    tenantOf: (token) => {
      const tid = mint.read(token)?.["tid"];
      return typeof tid === "string" ? tid : undefined;
    },
    demand: (userId, silently) => void demands.set(userId, { silently }),
    revoke: (userId, subError) => void revoked.set(userId, { at: now().getTime(), ...(subError === undefined ? {} : { subError }) }),
  };

  function lackOf(claims: Claims): string | undefined {
    const user = String(claims["oid"]);
    const acrs = Array.isArray(claims["acrs"]) ? (claims["acrs"] as string[]) : [];
    return demands.has(user) && !acrs.includes(context) ? challengeText : undefined;
  }

  async function route(request: Request, trace: Trace): Promise<Response> {
    const url = new URL(request.url);
    const [tenantName = "", ...rest] = url.pathname.split("/").slice(1);
    const form = request.method === "POST" ? new URLSearchParams(await request.text()) : new URLSearchParams();
    if (tenantName === "devicelogin" || (tenantName === "common" && rest.join("/") === "oauth2/deviceauth"))
      return request.method === "POST" ? approve(form) : codePage("Enter the code displayed on your app or device.");
    const where = tenantless.includes(tenantName) ? undefined : tenantCalled(tenantName, rest.at(-1) === "authorize");
    switch (rest.join("/")) {
      case "oauth2/v2.0/authorize":
        return authorize(url, where, form, trace);
      case "oauth2/v2.0/token":
        return token(url, where, form);
      case "oauth2/v2.0/devicecode":
        return deviceCode(url, where, form);
      case "discovery/v2.0/keys":
        return json(mint.jwks);
      case "v2.0/.well-known/openid-configuration":
        return json(configuration(url.origin, where?.id ?? "{tenantid}", tenantName));
      default:
        return json({ error: "not_found" }, 404);
    }
  }

  function tenantCalled(name: string, page: boolean): Tenant {
    const tenant = directory.tenants.find(({ id, domain }) => id === name.toLowerCase() || domain === name.toLowerCase());
    if (tenant) return tenant;
    throw new EntraError(
      90002,
      "invalid_request",
      `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
      page ? { page: true } : {},
    );
  }

  function appCalled(clientId: string | null, tenant: Tenant | undefined, page?: true): Registration {
    const more = page ? { page } : {};
    const app = directory.apps.find((each) => each.clientId === clientId?.toLowerCase());
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

  function authorize(url: URL, where: Tenant | undefined, form: URLSearchParams, trace: Trace): Response {
    const asked = url.searchParams;
    const app = appCalled(asked.get("client_id"), where, true);
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
      if (name === null) return accountPage({}, directory.users);
      const proof = prove(app, where, name, scopes, asked.get("claims"));
      const missing = missingConsent(proof);
      if (missing.length > 0) {
        if (!proof.user.roles[proof.tenant.id]?.includes("Global Administrator"))
          throw new EntraError(
            90094,
            "access_denied",
            "An administrator of Contoso has set a policy that prevents you from granting the application the permissions it is requesting. The grant requires admin permission.",
          );
        if (form.get("consent") === null) return consentPage({ user: name }, app.name, missing);
        if (form.get("consent") !== "accept") throw new EntraError(65004, "access_denied", "User declined to consent to access the app.");
        for (const scope of missing) consents.add(`${proof.tenant.id} ${app.clientId} ${scope}`);
      }
      const code = opaque("1.");
      const nonce = asked.get("nonce");
      codes.set(code, { ...proof, ...(nonce === null ? {} : { nonce }), redirect, challenge, until: now().getTime() + 600_000 });
      return answer({ code, session_state: trace.traceId, client_info: clientInfo(proof.user) });
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return answer({ error: error.error, error_description: descriptionOf(error, trace) });
    }
  }

  function prove(app: Registration, where: Tenant | undefined, name: string, scopes: readonly string[], claims: string | null): Proof {
    const user = directory.users.find(({ userPrincipalName }) => userPrincipalName === name.toLowerCase());
    if (!user) throw new EntraError(50034, "invalid_grant", `The user account ${name} does not exist in the directory.`);
    const tenant = where ?? (directory.tenants.find(({ id }) => id === user.home) as Tenant);
    if (!(tenant.id in user.roles))
      throw new EntraError(
        50020,
        "invalid_request",
        `User account '${name}' from identity provider does not exist in tenant '${tenant.name}' and cannot access the application '${app.clientId}'(${app.name}) in that tenant.`,
      );
    return { user, tenant, app, scopes, acrs: wantsContext(claims) ? [context] : [] };
  }

  function missingConsent({ app, tenant, scopes }: Proof): readonly string[] {
    const given = app.consents[tenant.id] ?? [];
    return scopes.filter((scope) => !given.includes(scope) && !consents.has(`${tenant.id} ${app.clientId} ${scope}`));
  }

  function token(url: URL, where: Tenant | undefined, form: URLSearchParams): Response {
    const app = appCalled(form.get("client_id"), where);
    const grant = form.get("grant_type");
    if (grant === "client_credentials") return applicationToken(url, where, app, form);
    if (grant === "authorization_code") return json(grants(redeemed(app, form), form, url.origin));
    if (grant === "refresh_token") return json(grants(refreshed(where, app, form), form, url.origin));
    if (grant === "device_code" || grant === "urn:ietf:params:oauth:grant-type:device_code")
      return json(grants(polled(form), form, url.origin));
    throw new EntraError(70003, "unsupported_grant_type", `The app requested an unsupported grant type '${grant}'.`);
  }

  function redeemed(app: Registration, form: URLSearchParams): Proof {
    const text = form.get("code") ?? "";
    const code = codes.get(text);
    codes.delete(text);
    if (!code || code.app !== app || code.until < now().getTime())
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

  function refreshed(where: Tenant | undefined, app: Registration, form: URLSearchParams): Proof {
    const refresh = refreshes.get(form.get("refresh_token") ?? "");
    if (!refresh || refresh.app !== app)
      throw new EntraError(9002313, "invalid_grant", "Invalid request. Request is malformed or invalid.");
    const { user, since } = refresh;
    const end = revoked.get(user.id);
    if (end && since <= end.at)
      throw new EntraError(
        50173,
        "invalid_grant",
        "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
        end.subError === undefined ? {} : { suberror: end.subError },
      );
    if (now().getTime() - since > refreshDays * day)
      throw new EntraError(
        700082,
        "invalid_grant",
        `The refresh token has expired due to inactivity. The token was issued on ${new Date(since).toISOString()} and was inactive for 90.00:00:00.`,
      );
    const tenant = where ?? refresh.tenant;
    if (!(tenant.id in user.roles))
      throw new EntraError(50020, "invalid_grant", `User account '${user.userPrincipalName}' does not exist in tenant '${tenant.name}'.`);
    const asked = wantsContext(form.get("claims"));
    const demand = demands.get(user.id);
    if (asked && !refresh.acrs.includes(context) && !demand?.silently)
      throw new EntraError(
        50076,
        "interaction_required",
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
        { suberror: "basic_action", claims: challengeText },
      );
    const proof: Proof = { ...refresh, tenant, scopes: scopesIn(form.get("scope")), acrs: asked ? [context] : refresh.acrs };
    const missing = missingConsent(proof);
    if (missing.length > 0)
      throw new EntraError(
        65001,
        "invalid_grant",
        `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${app.name}'. Send an interactive authorization request for this user and resource.`,
        { suberror: "consent_required" },
      );
    return proof;
  }

  function polled(form: URLSearchParams): Proof {
    const text = form.get("device_code") ?? "";
    const device = devices.get(text);
    if (!device) throw new EntraError(70019, "bad_verification_code", "Verification code expired or unknown.");
    if (device.until < now().getTime())
      throw new EntraError(
        70020,
        "expired_token",
        "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
      );
    const { outcome } = device;
    if (outcome === undefined)
      throw new EntraError(70016, "authorization_pending", "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
    devices.delete(text);
    if (outcome === "declined") throw new EntraError(70018, "authorization_declined", "The user declined the authorization.");
    if (outcome === "blocked")
      throw new EntraError(
        53003,
        "invalid_grant",
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
      );
    return outcome;
  }

  function deviceCode(url: URL, tenant: Tenant | undefined, form: URLSearchParams): Response {
    const app = appCalled(form.get("client_id"), tenant);
    if (!app.publicClient) wantsSecret();
    const code = opaque("D");
    const userCode = randomBytes(6).toString("hex").slice(0, 9).toUpperCase();
    const lifetime = 900;
    devices.set(code, {
      app,
      tenant,
      scopes: scopesIn(form.get("scope")),
      userCode,
      until: now().getTime() + lifetime * 1000,
      claims: form.get("claims"),
    });
    const verification = `${url.origin}/devicelogin`;
    return json({
      user_code: userCode,
      device_code: code,
      verification_uri: verification,
      expires_in: lifetime,
      interval,
      message: `To sign in, use a web browser to open the page ${verification} and enter the code ${userCode} to authenticate.`,
    });
  }

  function approve(form: URLSearchParams): Response {
    const device = [...devices.values()].find(({ userCode }) => userCode === form.get("user_code")?.trim().toUpperCase());
    if (!device || device.outcome) return codePage("That code did not work. Check the code and try again.");
    if (form.get("decision") === "decline") {
      device.outcome = "declined";
      return donePage("You have declined the sign-in.");
    }
    try {
      const proof = prove(device.app, device.tenant, form.get("user") ?? "", device.scopes, device.claims);
      device.outcome = proof.tenant.blocksDeviceCode ? "blocked" : proof;
      return donePage(
        proof.tenant.blocksDeviceCode ? "You cannot access this right now" : "You have signed in to the application on your device.",
      );
    } catch (error) {
      if (error instanceof EntraError) return codePage(`AADSTS${error.number}: ${error.message}`);
      throw error;
    }
  }

  function applicationToken(url: URL, tenant: Tenant | undefined, app: Registration, form: URLSearchParams): Response {
    if (!tenant)
      throw new EntraError(
        50059,
        "invalid_request",
        "No tenant-identifying information found in either the request or implied by any provided credentials.",
      );
    const assertion = form.get("client_assertion");
    const secret = form.get("client_secret");
    if (assertion !== null) checkAssertion(assertion, app, `${url.origin}${url.pathname}`, now().getTime());
    else if (secret === null) wantsSecret();
    else checkSecret(app, secret);
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
    return json({
      token_type: "Bearer",
      expires_in: lifetimeSeconds,
      ext_expires_in: lifetimeSeconds,
      access_token: accessToken(app, tenant, resourceIn(form.get("scope")), {
        idtyp: "app",
        oid: guidOf(0, 3, mix(seed, app.clientId.length)),
        ...(roles.length > 0 ? { roles } : {}),
      }),
    });
  }

  function checkSecret({ secrets = [], clientId }: Registration, value: string): void {
    const secret = secrets.find((each) => each.value === value);
    if (!secret)
      throw new EntraError(
        7000215,
        "invalid_client",
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
      );
    if (Date.parse(secret.expires) < now().getTime())
      throw new EntraError(
        7000222,
        "invalid_client",
        `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.`,
      );
  }

  function wantsSecret(): never {
    throw new EntraError(
      7000218,
      "invalid_client",
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }

  function accessToken(app: Registration, { id }: Tenant, aud: string, more: Claims): string {
    const seconds = Math.floor(now().getTime() / 1000);
    return mint.mint({
      aud,
      iss: `https://sts.windows.net/${id}/`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + lifetimeSeconds,
      appid: app.clientId,
      app_displayname: app.name,
      tid: id,
      uti: randomBytes(12).toString("base64url"),
      ver: "1.0",
      ...more,
    });
  }

  function grants(proof: Proof, form: URLSearchParams, origin: string): object {
    const { user, tenant, app, acrs, nonce } = proof;
    const asked = scopesIn(form.get("scope"));
    const scopes = asked.length > 0 ? asked : proof.scopes;
    const given = [...new Set([...scopes, ...(app.consents[tenant.id] ?? []).filter((scope) => proof.scopes.includes(scope))])];
    const seconds = Math.floor(now().getTime() / 1000);
    const refresh = opaque("0.A");
    refreshes.set(refresh, { ...proof, since: now().getTime() });
    return {
      token_type: "Bearer",
      scope: [...given.map((scope) => `${resourceIn(form.get("scope"))}/${scope}`), "openid", "profile"].join(" "),
      expires_in: lifetimeSeconds,
      ext_expires_in: lifetimeSeconds,
      access_token: accessToken(app, tenant, resourceIn(form.get("scope")), {
        idtyp: "user",
        oid: user.id,
        upn: user.userPrincipalName,
        name: user.displayName,
        scp: given.join(" "),
        wids: (user.roles[tenant.id] ?? []).map((role) => roleIds[role]),
        ...(acrs.length > 0 ? { acrs } : {}),
      }),
      refresh_token: refresh,
      id_token: mint.mint({
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
}

const clientInfo = ({ id, home }: User): string => Buffer.from(JSON.stringify({ uid: id, utid: home })).toString("base64url");

/** A loopback redirect is registered without its port. */
function samePlace(registered: string, redirect: string): boolean {
  if (!URL.canParse(redirect)) return false;
  const [one, other] = [new URL(registered), new URL(redirect)];
  const loopback = ["localhost", "127.0.0.1"].includes(one.hostname) && one.protocol === "http:";
  return (
    one.protocol === other.protocol &&
    (loopback ? one.hostname === other.hostname : one.host === other.host) &&
    one.pathname === other.pathname
  );
}

/** Graph permissions without their host; those of OpenID Connect are left out. */
function scopesIn(text: string | null): readonly string[] {
  const scopes = (text ?? "").split(" ").filter((scope) => scope !== "" && !oidc.includes(scope));
  const strange = scopes.find((scope) => !/^(https?:\/\/[^/]+\/)?([A-Z]\w*(\.\w+)+|\.default)$/.test(scope));
  if (strange !== undefined)
    throw new EntraError(
      70011,
      "invalid_scope",
      `The provided value for the input parameter 'scope' is not valid. The scope ${strange} is not valid.`,
    );
  return scopes.map((scope) => scope.slice(scope.lastIndexOf("/") + 1));
}

/** The host whose permissions are asked for. */
const resourceIn = (scope: string | null): string => /(?:^| )(https?:\/\/[^/ ]+)\//.exec(scope ?? "")?.[1] ?? "https://graph.microsoft.com";

/** Whether a claims parameter asks for the authentication context. */
function wantsContext(claims: string | null): boolean {
  try {
    const { access_token } = JSON.parse(claims ?? "{}") as { access_token?: { acrs?: { value?: unknown } } };
    return access_token?.acrs?.value === context;
  } catch {
    throw new EntraError(90015, "invalid_request", "The claims parameter is not valid JSON.");
  }
}

const configuration = (origin: string, id: string, name: string): object => ({
  token_endpoint: `${origin}/${name}/oauth2/v2.0/token`,
  authorization_endpoint: `${origin}/${name}/oauth2/v2.0/authorize`,
  device_authorization_endpoint: `${origin}/${name}/oauth2/v2.0/devicecode`,
  jwks_uri: `${origin}/${name}/discovery/v2.0/keys`,
  issuer: `${origin}/${id}/v2.0`,
  response_modes_supported: ["query", "form_post"],
  response_types_supported: ["code"],
  id_token_signing_alg_values_supported: ["RS256"],
  token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
  scopes_supported: oidc,
});

/** The tenant that an unverified token names, to choose which one answers. */
export const tenantNamed = (token: string): unknown => readParts(token)?.claims["tid"];
