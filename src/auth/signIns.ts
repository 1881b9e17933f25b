import type { AccountInfo, AuthenticationResult, PublicClientApplication } from "@azure/msal-node";
import { WindowLock } from "../windowLock.ts";
import { forAudience, type Origin } from "./audience.ts";
import { cliGrant } from "./azureCli.ts";
import { BorrowedTokens, fingerprint } from "./borrowedTokens.ts";
import { readCertificate } from "./certificate.ts";
import { clouds, type Cloud } from "./clouds.ts";
import { cloudOf, isGuid, type Account, type ConnectionData } from "./connectionData.ts";
import { readCredential, type StoredCredential } from "./credential.ts";
import { isSecretsError, needsPerson, SignInError } from "./errors.ts";
import { isToken, tenantOfToken, type Grant } from "./grant.ts";
import { authorityOf, LoginClient, type Credential } from "./loginClient.ts";
import { orAborted } from "./orAborted.ts";
import { isPersonWay, personSignIns, type PersonWay } from "./personSignIn.ts";
import { borrowedKey, credentialKey, tokensKeyOf } from "./secrets.ts";
import { SecretCache } from "./secretCache.ts";
import { SecretVault } from "./secretVault.ts";
import { signInErrorOf, type Circumstances } from "./signInErrorOf.ts";
import type { Surroundings } from "./surroundings.ts";
import { vscodeGrant } from "./vscodeAccount.ts";
import { ways } from "./ways.ts";
import { within } from "./within.ts";

/** What every report needs. `Directory.Read.All` is asked for only when the licence check could not do without. */
export const leastPermission = "AuditLog.Read.All";

export interface TokenRequest {
  readonly claims?: string | undefined;
  /** Fingerprint (SHA-256) of the token that the service refused: another one is made unless there is one already. */
  readonly refused?: string | undefined;
  /** A token made now, whatever there is: one knows of roles and permissions only from before it was made. */
  readonly anew?: boolean;
  /** The cloud that the token is for; unless told, the one that the connection has now. */
  readonly cloud?: Cloud;
  readonly signal: AbortSignal;
}
export interface SignInRequest {
  readonly claims?: string | undefined;
  readonly signal: AbortSignal;
  /** Lets the person choose an account although one is known. */
  readonly chooseAccount?: boolean;
}

/** The Azure CLI takes seconds on a cold machine; one that waits for something would hold up every run with the connection. */
const usualProgramMs = 60_000;

/** A silent request of a cloud that was looked up once: host and token come from one value. */
interface Silent extends Omit<TokenRequest, "cloud"> {
  readonly cloud: Cloud;
}
/** A sign-in that is to be kept once its token was looked at. */
interface Signed {
  readonly grant: Grant;
  keep?(signal: AbortSignal): Promise<void>;
}

/** What another connection still needs of the account that signs out. */
export interface KeptOfAccount {
  /** The account itself: only its tokens for the connection's tenant go. */
  readonly keepAccount?: boolean;
  /** These too. */
  readonly keepTenant?: boolean;
}

/** Scopes of Graph, as they are asked for in this cloud. */
export const scopesOf = ({ graph }: Cloud, { way, morePermissions = [] }: ConnectionData): string[] =>
  ways[way].permissions === "application"
    ? [`${graph}/.default`]
    : [leastPermission, ...morePermissions].map((permission) => `${graph}/${permission}`);

/** Where each way has its tokens from. */
const originOf = ({ way }: ConnectionData): Origin => (way === "azureCli" || way === "vscodeAccount" ? "borrowed" : "requested");

/** Signs in to connections and gets their tokens. Loads msal on first use. Fails with a SignInError, or with the signal's reason. */
export class SignIns {
  readonly #surroundings: Surroundings;
  readonly #vault: SecretVault;
  readonly #lock: WindowLock;
  readonly #clients = new Map<string, Promise<LoginClient>>();
  readonly #borrowed = new BorrowedTokens();
  /** Connections of borrowed tokens whose person signed out: the other program still has a token. */
  readonly #signedOut = new Set<string>();
  /** What Graph asked for and only a person can give, by connection: the next sign-in brings it. */
  readonly #wanted = new Map<string, string>();
  #toldKeptHere = false;

  constructor(surroundings: Surroundings) {
    const { secrets, log, secretMs, lockFolder } = surroundings;
    this.#surroundings = surroundings;
    this.#vault = new SecretVault(secrets, { log, answerMs: secretMs, keptHere: (reason) => this.#keptHere(reason) });
    this.#lock = new WindowLock(lockFolder, "secrets", log);
  }

  cloudOf(data: Pick<ConnectionData, "cloud">): Cloud {
    return cloudOf(data, this.#surroundings.customCloud());
  }

  /**
   * A token for the connection's tenant and the Graph of its cloud without asking anybody. With `claims` the cached one is passed over.
   * Ask just before each request.
   */
  async token(data: ConnectionData, { cloud = this.cloudOf(data), ...request }: TokenRequest): Promise<Grant> {
    const { signal, claims } = request;
    signal.throwIfAborted();
    this.assertStays(data);
    try {
      const grant = await orAborted(this.#silent(data, { ...request, cloud }), signal);
      this.assertStays(data);
      return checked(data, cloud, grant);
    } catch (error) {
      const wanted = needsPerson(error) ? (error.facts.claims ?? claims) : undefined;
      if (wanted !== undefined) this.#wanted.set(data.id, wanted);
      throw error;
    }
  }

  /** Lets a person sign in, or tries what stands for it, and says what is known of the connection from then on. */
  async signIn(data: ConnectionData, request: SignInRequest): Promise<ConnectionData> {
    this.#toldKeptHere = false;
    const cloud = this.cloudOf(data);
    const claims = request.claims ?? this.#wanted.get(data.id);
    const { known, grant, keep } = await within(
      async (signal) => {
        const known = await this.#withTenant(data, cloud, signal);
        const signed = await this.#interactive(known, cloud, { ...request, claims, signal });
        return { known, ...signed, grant: checked(known, cloud, signed.grant) };
      },
      request.signal,
      this.#surroundings.limitMs,
    );
    // Outside of the limit: who waits for a keyring has finished the sign-in.
    await keep?.(request.signal);
    this.#wanted.delete(data.id);
    this.#signedOut.delete(data.id);
    const { signedOut: _, leaving: __, ...rest } = known;
    const { tenantId } = grant;
    return {
      ...rest,
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(grant.account && { account: grant.account }),
      ...(data.cloud === "custom" && isPersonWay(data.way) && { tokenKeys: [...new Set([...(data.tokenKeys ?? []), keyOf(data, cloud)])] }),
    };
  }

  /**
   * Forgets the tokens of the connection's account and what only this connection kept, all that can be deleted, and fails with the first that cannot.
   * Other connections of the same account and app are signed out with it, unless one still needs it.
   */
  async signOut(data: ConnectionData, { keepAccount = false, keepTenant = false }: KeptOfAccount = {}): Promise<void> {
    this.#borrowed.forget(data.id);
    this.#wanted.delete(data.id);
    if (originOf(data) === "borrowed") this.#signedOut.add(data.id);
    for (const client of this.#clients.values()) (await client.catch(() => undefined))?.forgetApplication(data.id);
    const tenant = data.tenantId ?? data.tenant;
    const isApplication = ways[data.way].permissions === "application";
    // An earlier version stored the tokens of applications, which have no account.
    const homeAccountId = isApplication ? "" : data.account?.homeAccountId;
    const tokensOnly = isApplication || keepAccount;
    const deletions = [borrowedKey(data.id), ...(isApplication ? [credentialKey(data.id)] : [])].map(
      (key) => () => this.#vault.delete(key),
    );
    if (isApplication || (isPersonWay(data.way) && homeAccountId !== undefined && !keepTenant))
      for (const key of await this.#tokenKeysOf(data))
        deletions.push(() =>
          new SecretCache(this.#vault, this.#lock, key).drop(
            ({ home_account_id, realm }, section) =>
              home_account_id === homeAccountId && (!tokensOnly || (section === "AccessToken" && realm === tenant)),
          ),
        );
    await inTurn(deletions);
  }

  /** Deletes a secret whatever is in it, or fails. */
  deleteSecret(key: string): Promise<void> {
    return this.#vault.delete(key);
  }

  /** All that is stored; undefined where VS Code is too old to tell. */
  secretKeys(): Promise<readonly string[] | undefined> {
    return this.#vault.keys();
  }

  /**
   * Whether a token may be had without asking anybody, as far as this machine's secrets tell; nothing is sent.
   * Of VS Code's account and the Azure CLI they know nothing: those count as signed in until the person signs out.
   */
  async isSignedIn(data: ConnectionData): Promise<boolean> {
    if (data.signedOut || data.leaving || this.#signedOut.has(data.id)) return false;
    if (ways[data.way].permissions === "application") return (await this.#vault.get(credentialKey(data.id))) !== undefined;
    if (!isPersonWay(data.way)) return true;
    const { account } = data;
    if (account === undefined) return false;
    return (await this.#clientOf(data, this.cloudOf(data))).exclusive(async (app) =>
      (await app.getAllAccounts()).some(({ homeAccountId }) => homeAccountId === account.homeAccountId),
    );
  }

  /** Keeps what an application proves itself with; an unreadable certificate is refused here. */
  async storeCredential(data: Pick<ConnectionData, "id">, credential: StoredCredential): Promise<void> {
    if ("pem" in credential) readCertificate(credential.pem, credential.passphrase, this.#surroundings.now());
    this.#toldKeptHere = false;
    await this.#vault.store(credentialKey(data.id), JSON.stringify(credential));
  }

  /** Every secret in which a token of the connection may stand. */
  async #tokenKeysOf(data: ConnectionData): Promise<readonly string[]> {
    if (data.cloud !== "custom") return [keyOf(data, clouds[data.cloud])];
    const keys = new Set(data.tokenKeys);
    const cloud = this.#surroundings.customCloud();
    if (typeof cloud === "object") keys.add(keyOf(data, cloud));
    // Of hosts that the settings named once.
    const all = await this.#vault.keys().catch(() => undefined);
    for (const key of all ?? []) {
      const [kind, place = "", ...rest] = key.split(":");
      if (kind === "msal" && rest.at(-1) === (data.clientId ?? "") && !Object.hasOwn(clouds, place)) keys.add(key);
    }
    return [...keys];
  }

  #keptHere({ kind }: SignInError): void {
    if (this.#toldKeptHere || (kind !== "secretsFailed" && kind !== "secretsSilent")) return;
    this.#toldKeptHere = true;
    this.#surroundings.keptHere?.(kind);
  }

  /** Fails unless somebody is signed in to it, as far as is known here: for a token that came meanwhile, too. */
  assertStays(data: ConnectionData): void {
    if (data.leaving) throw new SignInError("beingRemoved");
    if (data.signedOut || this.#signedOut.has(data.id)) throw new SignInError("signInNeeded");
  }

  #silent(data: ConnectionData, request: Silent): Promise<Grant> {
    if (isPersonWay(data.way)) return this.#silentPerson(data, request);
    if (data.way === "certificate" || data.way === "clientSecret") return this.#application(data, request);
    const ask = (signal: AbortSignal): Promise<Grant> =>
      data.way === "azureCli" ? this.#cli(data, { ...request, signal }) : this.#account(data, { ...request, signal });
    const late = data.way === "azureCli" ? "cliFailed" : "accountMissing";
    return this.#translated(data, undefined, () => within(ask, request.signal, this.#surroundings.programMs ?? usualProgramMs, late));
  }

  async #interactive(data: ConnectionData, cloud: Cloud, request: SignInRequest): Promise<Signed> {
    const { way } = data;
    if (isPersonWay(way)) return this.#person({ ...data, way }, cloud, request);
    // What is cached proves nothing of a secret that was just entered.
    if (way === "certificate" || way === "clientSecret") {
      const grant = await this.#application(data, { ...request, cloud, anew: true });
      return { grant, keep: () => this.#vault.settle(credentialKey(data.id)) };
    }
    if (way === "vscodeAccount")
      return { grant: await this.#translated(data, undefined, () => this.#account(data, { ...request, cloud }, false)) };
    this.#borrowed.forget(data.id);
    return { grant: await this.#translated(data, undefined, () => this.#cli(data, { cloud, signal: request.signal }, true)) };
  }

  async #person(
    data: ConnectionData & { readonly way: PersonWay },
    cloud: Cloud,
    { claims, signal, chooseAccount }: SignInRequest,
  ): Promise<Signed> {
    const client = await this.#clientOf(data, cloud);
    const { app, wire } = client.fresh(signal);
    // Who has signed out may hand the connection on to somebody else.
    const choose = chooseAccount === true || data.account === undefined || data.signedOut === true;
    const result = await this.#translated(data, wire, () =>
      personSignIns[data.way](
        app,
        {
          authority: authorityOf(cloud, data.tenantId ?? data.tenant),
          scopes: scopesOf(cloud, data),
          login: cloud.login,
          ...(claims === undefined ? {} : { claims }),
          ...(choose || data.account === undefined ? { prompt: "select_account" as const } : { loginHint: data.account.username }),
        },
        this.#surroundings,
        signal,
      ),
    );
    const grant = inTenant(data, grantOf(result));
    const { account } = grant;
    if (!choose && account?.homeAccountId !== data.account.homeAccountId)
      throw new SignInError("wrongAccount", { ...(account ? { got: account.username } : {}) });
    const text = app.getTokenCache().serialize();
    return { grant, keep: (until) => client.exclusive((_, cache) => cache.adopt(text, until), until) };
  }

  async #silentPerson(data: ConnectionData, { cloud, claims, refused, anew = false, signal }: Silent): Promise<Grant> {
    const { account } = data;
    const { tenantId } = data;
    if (account === undefined || tenantId === undefined) throw new SignInError("signInNeeded");
    const client = await this.#clientOf(data, cloud);
    // What msal says of what is stored is said in a sentence, too.
    const silently = async (app: PublicClientApplication, cache: SecretCache): Promise<Grant> => {
      const known = (await app.getAllAccounts()).filter(({ homeAccountId }) => homeAccountId === account.homeAccountId);
      const info: AccountInfo | undefined = known.find((each) => each.tenantId === tenantId) ?? known[0];
      if (info === undefined) throw new SignInError("signInNeeded");
      const ask = (forceRefresh: boolean): Promise<AuthenticationResult> =>
        app.acquireTokenSilent({
          // Without the tenant in the account msal answers with the token of whichever tenant the account was found in.
          account: { ...info, tenantId },
          authority: authorityOf(cloud, tenantId),
          scopes: scopesOf(cloud, data),
          forceRefresh,
          ...(claims === undefined ? {} : { claims }),
        });
      try {
        return grantOf(await unlessRefused(ask, anew, refused));
      } catch (error) {
        // msal forgets such a refresh token in memory only.
        if ((error as { subError?: unknown }).subError === "bad_token") await cache.save(app.getTokenCache().serialize());
        throw error;
      }
    };
    return client.exclusive((app, cache) => this.#translated(data, client.wire, () => silently(app, cache)), signal);
  }

  async #application(data: ConnectionData, { cloud, claims, refused, anew = false, signal }: Silent): Promise<Grant> {
    const credential = await this.#credentialOf(data, signal);
    const client = await this.#clientOf(data, cloud);
    const tenant = data.tenantId ?? data.tenant;
    const app = client.application(data.id, credential);
    const ask = (skipCache: boolean): Promise<AuthenticationResult | null> =>
      app.acquireTokenByClientCredential({
        scopes: scopesOf(cloud, data),
        authority: authorityOf(cloud, tenant),
        // An environment variable could otherwise send the secret to a regional host.
        azureRegion: "DisableMsalForceRegion",
        skipCache,
        ...(claims === undefined ? {} : { claims }),
      });
    return client.exclusive(
      () => this.#translated(data, client.wire, async () => grantOf(await unlessRefused(ask, anew, refused))),
      signal,
    );
  }

  async #credentialOf(data: ConnectionData, signal: AbortSignal): Promise<Credential> {
    const stored = readCredential(await this.#vault.get(credentialKey(data.id), signal));
    if (stored === undefined || "pem" in stored !== (data.way === "certificate")) throw new SignInError("secretMissing");
    return "pem" in stored
      ? { clientCertificate: readCertificate(stored.pem, stored.passphrase, this.#surroundings.now()) }
      : { clientSecret: stored.clientSecret };
  }

  async #cli(data: ConnectionData, { cloud, claims, refused, anew = false, signal }: Silent, signingIn = false): Promise<Grant> {
    const { id } = data;
    const kept = this.#borrowed.get(id, cloud.graph, this.#surroundings.now());
    const isRefused = claims !== undefined || (refused !== undefined && (!kept || fingerprint(kept.accessToken) === refused));
    if (isRefused) this.#borrowed.refuse(id, refused);
    else if (kept && !anew) return kept;
    const grant = await cliGrant(data, cloud, this.#surroundings, signal);
    // The CLI has a cache of its own, which it cannot be told to pass over.
    if (this.#borrowed.isRefused(id, grant.accessToken)) throw new SignInError("cliSignedOut", claims === undefined ? {} : { claims });
    // Whoever signed out meanwhile has it back nowhere.
    if (signingIn || !this.#signedOut.has(id)) this.#borrowed.keep(id, cloud.graph, checked(data, cloud, grant));
    return grant;
  }

  /** VS Code renews its sessions by itself only: what was refused can be had anew from a sign-in alone. */
  async #account(data: ConnectionData, { cloud, claims, refused, anew = false }: Silent, silent = true): Promise<Grant> {
    const { id } = data;
    const again = this.#borrowed.hasRefused(id);
    const grant = await vscodeGrant(data, cloud, scopesOf(cloud, data), { claims, silent, anew: again }, this.#surroundings);
    if (!silent) this.#borrowed.forget(id);
    // VS Code gives whichever account it prefers by now.
    else if (data.account && grant.account && isSomebodyElse(data.account, grant.account))
      throw new SignInError("wrongAccount", { got: grant.account.username });
    else if (anew || refused === fingerprint(grant.accessToken)) {
      this.#borrowed.refuse(id, fingerprint(grant.accessToken));
      throw new SignInError("signInNeeded");
    }
    return grant;
  }

  /** A domain's GUID, so that a token can be held against it. */
  async #withTenant(data: ConnectionData, cloud: Cloud, signal: AbortSignal): Promise<ConnectionData> {
    if (data.tenantId !== undefined || data.tenant === "organizations") return data;
    if (isGuid(data.tenant)) return { ...data, tenantId: data.tenant };
    const { wire } = (await this.#clientOf(data, cloud)).fresh(signal);
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

  #clientOf(data: ConnectionData, cloud: Cloud): Promise<LoginClient> {
    const clientId = data.clientId ?? "";
    const name = `${cloud.login} ${cloud.graph} ${clientId}`;
    let client = this.#clients.get(name);
    if (client === undefined) {
      client = import("./msal.ts").then(
        (msal) => new LoginClient(msal, data.cloud, cloud, clientId, this.#surroundings, this.#vault, this.#lock),
      );
      this.#clients.set(name, client);
    }
    return client;
  }
}

function grantOf(result: AuthenticationResult | null): Grant {
  if (!isToken(result?.accessToken)) throw new SignInError("refused");
  const { accessToken, tenantId, account } = result;
  return {
    accessToken,
    tenantId: tenantId ? tenantId.toLowerCase() : tenantOfToken(accessToken),
    ...(account ? { account: { homeAccountId: account.homeAccountId, username: account.username } } : {}),
  };
}

const keyOf = ({ cloud: id, clientId = "" }: ConnectionData, cloud: Cloud): string => tokensKeyOf(id, cloud, clientId);

/** An id may be made anew when VS Code is; who has the name of before is the same. */
const isSomebodyElse = (one: Account, other: Account): boolean =>
  one.homeAccountId !== other.homeAccountId && one.username.toLowerCase() !== other.username.toLowerCase();

/** A cached token, unless it is the refused one or one made now is asked for. */
async function unlessRefused<Result extends { readonly accessToken: string } | null>(
  ask: (anew: boolean) => Promise<Result>,
  anew: boolean,
  refused: string | undefined,
): Promise<Result> {
  const result = await ask(anew);
  return !anew && result !== null && refused !== undefined && fingerprint(result.accessToken) === refused ? ask(true) : result;
}

/** Does all of it, and fails with the first that failed. */
async function inTurn(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  let failure: SignInError | undefined;
  for (const task of tasks) {
    try {
      await task();
    } catch (error) {
      if (!isSecretsError(error)) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
}

/** A token of another tenant, or for another service than the cloud's Graph, is refused, wherever it came from. */
const checked = <G extends Grant>(data: ConnectionData, cloud: Cloud, grant: G): G => {
  forAudience(inTenant(data, grant), "graph", cloud, originOf(data));
  return grant;
};

/** A token of another tenant is refused. */
function inTenant({ tenantId, tenant }: ConnectionData, grant: Grant): Grant {
  const expected = tenantId ?? (isGuid(tenant) ? tenant : undefined);
  if (expected !== undefined && grant.tenantId !== undefined && grant.tenantId !== expected)
    throw new SignInError("wrongTenant", { got: grant.tenantId });
  return grant;
}
