import type { Caller, Refusal } from "../../../src/demo/authenticate.ts";
import { guidOf, mix } from "../../../src/demo/random.ts";
import { admission } from "./admission.ts";
import { AuthorizePage } from "./authorizePage.ts";
import { ConditionalAccess } from "./conditionalAccess.ts";
import { DeviceCodes } from "./deviceCodes.ts";
import type { Directory, Registration, Tenant } from "./directory.ts";
import { descriptionOf, EntraError, errorBody, type Trace } from "./entraError.ts";
import { codePage, errorPage } from "./pages.ts";
import { Proofs, type Proof } from "./proofs.ts";
import { RefreshTokens } from "./refreshTokens.ts";
import { openIdScopes } from "./scopes.ts";
import { wantsSecret } from "./secrets.ts";
import { TokenIssuer } from "./tokenIssuer.ts";
import { readParts, TokenMint } from "./tokens.ts";

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

const tenantless = ["organizations", "common"];

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
  const proofs = new Proofs(directory);
  const access = new ConditionalAccess();
  const authorize = new AuthorizePage(proofs, directory.users, now);
  const devices = new DeviceCodes(proofs, now, interval);
  const refreshes = new RefreshTokens(proofs, access, now);
  const tokens = new TokenIssuer(mint, { now, lifetimeSeconds, seed });
  let asked = 0;

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
      return admission(request, { claims, tenant, lacks: access.lackOf(claims), now: now() });
    },
    tenantOf: (token) => {
      const tid = mint.read(token)?.["tid"];
      return typeof tid === "string" ? tid : undefined;
    },
    demand: (userId, silently) => {
      access.demand(userId, silently);
    },
    revoke: (userId, subError) => {
      refreshes.revoke(userId, subError);
    },
  };

  async function route(request: Request, trace: Trace): Promise<Response> {
    const url = new URL(request.url);
    const [tenantName = "", ...rest] = url.pathname.split("/").slice(1);
    const form = request.method === "POST" ? new URLSearchParams(await request.text()) : new URLSearchParams();
    if (tenantName === "devicelogin" || (tenantName === "common" && rest.join("/") === "oauth2/deviceauth"))
      return request.method === "POST" ? devices.approve(form) : codePage("Enter the code displayed on your app or device.");
    const where = tenantless.includes(tenantName) ? undefined : proofs.tenantCalled(tenantName, rest.at(-1) === "authorize");
    switch (rest.join("/")) {
      case "oauth2/v2.0/authorize":
        return authorize.answer(url, where, form, trace);
      case "oauth2/v2.0/token":
        return json(token(url, where, form));
      case "oauth2/v2.0/devicecode":
        return json(deviceCode(url, where, form));
      case "discovery/v2.0/keys":
        return json(mint.jwks);
      case "v2.0/.well-known/openid-configuration":
        return json(configuration(url.origin, where?.id ?? "{tenantid}", tenantName));
      default:
        return json({ error: "not_found" }, 404);
    }
  }

  function token(url: URL, where: Tenant | undefined, form: URLSearchParams): object {
    const app = proofs.appCalled(form.get("client_id"), where);
    const grant = form.get("grant_type");
    if (grant === "client_credentials") return tokens.ofApplication(url, where, app, form);
    const proof = proofBy(grant, where, app, form);
    return tokens.ofPerson(proof, form, url.origin, refreshes.issue(proof));
  }

  function proofBy(grant: string | null, where: Tenant | undefined, app: Registration, form: URLSearchParams): Proof {
    if (grant === "authorization_code") return authorize.redeemed(app, form);
    if (grant === "refresh_token") return refreshes.refreshed(where, app, form);
    if (grant === "device_code" || grant === "urn:ietf:params:oauth:grant-type:device_code") return devices.polled(form);
    throw new EntraError(70003, "unsupported_grant_type", `The app requested an unsupported grant type '${grant}'.`);
  }

  function deviceCode(url: URL, where: Tenant | undefined, form: URLSearchParams): object {
    const app = proofs.appCalled(form.get("client_id"), where);
    if (!app.publicClient) wantsSecret();
    return devices.begin(url.origin, where, app, form);
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
  scopes_supported: openIdScopes,
});

/** The tenant that an unverified token names, to choose which one answers. */
export const tenantNamed = (token: string): unknown => readParts(token)?.claims["tid"];
