import type { AccountInfo, AuthenticationResult } from "@azure/msal-node";
import { readCertificate } from "./certificate.ts";
import type { Cloud } from "./clouds.ts";
import { cliGrant } from "./azureCli.ts";
import { cloudOf, isGuid, type ConnectionData } from "./connectionData.ts";
import { readCredential, type StoredCredential } from "./credential.ts";
import { SignInError } from "./errors.ts";
import { tenantOfToken, type Grant } from "./grant.ts";
import { authorityOf, LoginClient, type Credential } from "./loginClient.ts";
import { orAborted } from "./orAborted.ts";
import { isPersonWay, personSignIns, type PersonWay } from "./personSignIn.ts";
import { borrowedKey, credentialKey } from "./secrets.ts";
import { signInErrorOf, type Circumstances } from "./signInErrorOf.ts";
import type { Surroundings } from "./surroundings.ts";
import { vscodeGrant } from "./vscodeAccount.ts";
import { ways } from "./ways.ts";
import { within } from "./within.ts";

/** What every report needs. `Directory.Read.All` is asked for only when the licence check could not do without. */
export const leastPermission = "AuditLog.Read.All";

export interface TokenRequest {
  readonly claims?: string | undefined;
  readonly signal: AbortSignal;
}
export interface SignInRequest extends TokenRequest {
  /** Lets the person choose an account although one is known. */
  readonly chooseAccount?: boolean;
}

/** Scopes of Graph, as they are asked for in this cloud. */
export const scopesOf = ({ graph }: Cloud, { way, morePermissions = [] }: ConnectionData): string[] =>
  ways[way].permissions === "application"
    ? [`${graph}/.default`]
    : [leastPermission, ...morePermissions].map((permission) => `${graph}/${permission}`);

/** Signs in to connections and gets their tokens. Loads msal on first use. Fails with a SignInError, or with the signal's reason. */
export class SignIns {
  readonly #surroundings: Surroundings;
  readonly #clients = new Map<string, Promise<LoginClient>>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  cloudOf(data: Pick<ConnectionData, "cloud">): Cloud {
    return cloudOf(data, this.#surroundings.customCloud());
  }

  /**
   * A token for the connection's tenant without asking anybody. With `claims` the cached one is passed over.
   * Ask just before each request.
   */
  async token(data: ConnectionData, { claims, signal }: TokenRequest): Promise<Grant> {
    signal.throwIfAborted();
    const grant = await orAborted(this.#silent(data, claims, signal), signal);
    return inTenant(data, grant);
  }

  /** Lets a person sign in, or tries what stands for it, and says what is known of the connection from then on. */
  async signIn(data: ConnectionData, request: SignInRequest): Promise<ConnectionData> {
    return within(
      async (signal) => {
        const known = await this.#withTenant(data, signal);
        const grant = inTenant(known, await this.#interactive(known, { ...request, signal }));
        const { tenantId } = grant;
        return { ...known, ...(tenantId === undefined ? {} : { tenantId }), ...(grant.account && { account: grant.account }) };
      },
      request.signal,
      this.#surroundings.limitMs,
    );
  }

  /** Forgets the tokens of the connection's account and what only this connection kept. Other connections of the same account and app are signed out with it. */
  async signOut(data: ConnectionData): Promise<void> {
    const { secrets } = this.#surroundings;
    await secrets.delete(borrowedKey(data.id));
    if (ways[data.way].permissions === "application") {
      await (
        await this.#clientOf(data)
      ).exclusive((_, cache) =>
        cache.dropAccessTokens(({ home_account_id, realm }) => !home_account_id && realm === (data.tenantId ?? data.tenant)),
      );
      await secrets.delete(credentialKey(data.id));
    } else if (isPersonWay(data.way) && data.account) {
      const { homeAccountId } = data.account;
      await (
        await this.#clientOf(data)
      ).exclusive(async (app) => {
        for (const account of await app.getAllAccounts()) if (account.homeAccountId === homeAccountId) await app.signOut({ account });
      });
    }
  }

  /**
   * Whether a token may be had without asking anybody, as far as this machine's secrets tell; nothing is sent.
   * Of VS Code's account and the Azure CLI they know nothing: those count as signed in.
   */
  async isSignedIn(data: ConnectionData): Promise<boolean> {
    const { secrets } = this.#surroundings;
    if (ways[data.way].permissions === "application") return (await secrets.get(credentialKey(data.id))) !== undefined;
    if (!isPersonWay(data.way)) return true;
    const { account } = data;
    if (account === undefined) return false;
    return (await this.#clientOf(data)).exclusive(async (app) =>
      (await app.getAllAccounts()).some(({ homeAccountId }) => homeAccountId === account.homeAccountId),
    );
  }

  /** Keeps what an application proves itself with; an unreadable certificate is refused here. */
  async storeCredential(data: Pick<ConnectionData, "id">, credential: StoredCredential): Promise<void> {
    if ("pem" in credential) readCertificate(credential.pem, credential.passphrase, this.#surroundings.now());
    await this.#surroundings.secrets.store(credentialKey(data.id), JSON.stringify(credential));
  }

  async #silent(data: ConnectionData, claims: string | undefined, signal: AbortSignal): Promise<Grant> {
    if (isPersonWay(data.way)) return this.#silentPerson(data, claims);
    if (data.way === "certificate" || data.way === "clientSecret") return this.#application(data, claims);
    return this.#borrowed(data, claims, signal, true);
  }

  #interactive(data: ConnectionData, request: SignInRequest): Promise<Grant> {
    const { way } = data;
    if (isPersonWay(way)) return this.#person({ ...data, way }, request);
    if (way === "certificate" || way === "clientSecret") return this.#application(data, request.claims);
    return this.#borrowed(data, request.claims, request.signal, false);
  }

  async #person(data: ConnectionData & { readonly way: PersonWay }, { claims, signal, chooseAccount }: SignInRequest): Promise<Grant> {
    const cloud = this.cloudOf(data);
    const client = await this.#clientOf(data);
    const { app, wire } = client.fresh(signal);
    const choose = chooseAccount === true || data.account === undefined;
    const result = await this.#translated(data, wire, () =>
      personSignIns[data.way](
        app,
        {
          authority: authorityOf(cloud, data.tenantId ?? data.tenant),
          scopes: scopesOf(cloud, data),
          ...(claims === undefined ? {} : { claims }),
          ...(choose || data.account === undefined ? { prompt: "select_account" as const } : { loginHint: data.account.username }),
        },
        this.#surroundings,
        signal,
      ),
    );
    const grant = inTenant(data, grantOf(result));
    const { account } = grant;
    if (!chooseAccount && data.account && account?.homeAccountId !== data.account.homeAccountId)
      throw new SignInError("wrongAccount", { ...(account ? { got: account.username } : {}) });
    const text = app.getTokenCache().serialize();
    signal.throwIfAborted();
    await client.exclusive((_, cache) => cache.adopt(text));
    return grant;
  }

  async #silentPerson(data: ConnectionData, claims: string | undefined): Promise<Grant> {
    const { account } = data;
    const { tenantId } = data;
    if (account === undefined || tenantId === undefined) throw new SignInError("signInNeeded");
    const cloud = this.cloudOf(data);
    const client = await this.#clientOf(data);
    return client.exclusive(async (app, cache) => {
      const known = (await app.getAllAccounts()).filter(({ homeAccountId }) => homeAccountId === account.homeAccountId);
      const info: AccountInfo | undefined = known.find((each) => each.tenantId === tenantId) ?? known[0];
      if (info === undefined) throw new SignInError("signInNeeded");
      return this.#translated(data, client.wire, async () => {
        try {
          return grantOf(
            await app.acquireTokenSilent({
              // Without the tenant in the account msal answers with the token of whichever tenant the account was found in.
              account: { ...info, tenantId },
              authority: authorityOf(cloud, tenantId),
              scopes: scopesOf(cloud, data),
              ...(claims === undefined ? {} : { claims }),
            }),
          );
        } catch (error) {
          // msal forgets such a refresh token in memory only.
          if ((error as { subError?: unknown }).subError === "bad_token") await cache.save(app.getTokenCache().serialize());
          throw error;
        }
      });
    });
  }

  async #application(data: ConnectionData, claims: string | undefined): Promise<Grant> {
    const cloud = this.cloudOf(data);
    const credential = await this.#credentialOf(data);
    const client = await this.#clientOf(data);
    const tenant = data.tenantId ?? data.tenant;
    return client.exclusiveAsApplication(credential, (app) =>
      this.#translated(data, client.wire, async () =>
        grantOf(
          await app.acquireTokenByClientCredential({
            scopes: scopesOf(cloud, data),
            authority: authorityOf(cloud, tenant),
            // An environment variable could otherwise send the secret to a regional host.
            azureRegion: "DisableMsalForceRegion",
            ...(claims === undefined ? {} : { claims }),
          }),
        ),
      ),
    );
  }

  async #credentialOf(data: ConnectionData): Promise<Credential> {
    const stored = readCredential(await this.#surroundings.secrets.get(credentialKey(data.id)));
    if (stored === undefined || "pem" in stored !== (data.way === "certificate")) throw new SignInError("secretMissing");
    return "pem" in stored
      ? { clientCertificate: readCertificate(stored.pem, stored.passphrase, this.#surroundings.now()) }
      : { clientSecret: stored.clientSecret };
  }

  async #borrowed(data: ConnectionData, claims: string | undefined, signal: AbortSignal, silent: boolean): Promise<Grant> {
    const cloud = this.cloudOf(data);
    return this.#translated(data, undefined, () =>
      data.way === "azureCli"
        ? cliGrant(data, claims, this.#surroundings, signal)
        : vscodeGrant(data, cloud, scopesOf(cloud, data), { claims, silent }, this.#surroundings),
    );
  }

  /** A domain's GUID, so that a token can be held against it. */
  async #withTenant(data: ConnectionData, signal: AbortSignal): Promise<ConnectionData> {
    if (data.tenantId !== undefined || data.tenant === "organizations") return data;
    if (isGuid(data.tenant)) return { ...data, tenantId: data.tenant };
    const cloud = this.cloudOf(data);
    const { wire } = (await this.#clientOf(data)).fresh(signal);
    return this.#translated(data, wire, async () => {
      const url = `${cloud.login}/${data.tenant}/v2.0/.well-known/openid-configuration`;
      const { body } = await wire.sendGetRequestAsync<{ issuer?: string; error?: string }>(url);
      const tenantId = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i.exec(body.issuer ?? "")?.[0]?.toLowerCase();
      if (tenantId === undefined) throw Object.assign(new Error("No such tenant"), { errorCode: body.error ?? "" });
      return { ...data, tenantId };
    });
  }

  async #translated<T>({ way }: ConnectionData, wire: LoginClient["wire"] | undefined, task: () => Promise<T>): Promise<T> {
    if (wire) wire.failure = undefined;
    try {
      return await task();
    } catch (error) {
      const circumstances: Circumstances = { way, failure: wire?.failure, skewMs: wire?.skewMs ?? 0, now: this.#surroundings.now() };
      throw signInErrorOf(error, circumstances);
    }
  }

  #clientOf(data: ConnectionData): Promise<LoginClient> {
    const cloud = this.cloudOf(data);
    const clientId = data.clientId ?? "";
    const name = `${cloud.login} ${cloud.graph} ${clientId}`;
    let client = this.#clients.get(name);
    if (client === undefined) {
      client = import("./msal.ts").then((msal) => new LoginClient(msal, data.cloud, cloud, clientId, this.#surroundings));
      this.#clients.set(name, client);
    }
    return client;
  }
}

function grantOf(result: AuthenticationResult | null): Grant {
  if (!result?.accessToken) throw new SignInError("refused");
  const { accessToken, tenantId, account } = result;
  return {
    accessToken,
    tenantId: tenantId ? tenantId.toLowerCase() : tenantOfToken(accessToken),
    ...(account ? { account: { homeAccountId: account.homeAccountId, username: account.username } } : {}),
  };
}

/** A token of another tenant is refused, wherever it came from. */
function inTenant({ tenantId, tenant }: ConnectionData, grant: Grant): Grant {
  const expected = tenantId ?? (isGuid(tenant) ? tenant : undefined);
  if (expected !== undefined && grant.tenantId !== undefined && grant.tenantId !== expected)
    throw new SignInError("wrongTenant", { got: grant.tenantId });
  return grant;
}
