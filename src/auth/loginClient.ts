import type { ConfidentialClientApplication, Configuration, PublicClientApplication } from "@azure/msal-node";
import type { ClientCertificate } from "./certificate.ts";
import type { Cloud } from "./clouds.ts";
import { LoginWire } from "./loginWire.ts";
import type * as Msal from "./msal.ts";
import type { Surroundings } from "./surroundings.ts";
import { tokensKey } from "./secrets.ts";
import { SecretCache } from "./secretCache.ts";
import { SerialQueue } from "./serialQueue.ts";

export type Credential = { readonly clientSecret: string } | { readonly clientCertificate: ClientCertificate };

/** All of one cloud and client id in this window: one secret, one queue, one msal application of each kind. */
export class LoginClient {
  readonly key: string;
  readonly wire: LoginWire;
  readonly #msal: typeof Msal;
  readonly #cloud: Cloud;
  readonly #clientId: string;
  readonly #surroundings: Surroundings;
  readonly #queue = new SerialQueue();
  readonly #cache: SecretCache;
  readonly #app: PublicClientApplication;
  /** By credential: a new secret makes a new application. */
  #confidential: { readonly credential: string; readonly app: ConfidentialClientApplication } | undefined;
  #clearMemory: () => void;

  constructor(msal: typeof Msal, cloudId: string, cloud: Cloud, clientId: string, surroundings: Surroundings) {
    this.#msal = msal;
    this.#cloud = cloud;
    this.#clientId = clientId;
    this.#surroundings = surroundings;
    this.key = tokensKey(cloudId === "custom" ? new URL(cloud.login).host : cloudId, clientId);
    this.wire = this.#newWire();
    this.#clearMemory = () => undefined;
    this.#cache = new SecretCache(surroundings.secrets, this.key, () => this.#clearMemory());
    this.#app = new msal.PublicClientApplication(this.#configuration(this.wire, this.#cache));
  }

  /** Runs alone of all that use this secret in this window. Never hold it while a person is waited for. */
  exclusive<T>(task: (app: PublicClientApplication, cache: SecretCache) => Promise<T>): Promise<T> {
    return this.#queue.run(() => {
      this.#clearMemory = () => this.#app.clearCache();
      return task(this.#app, this.#cache);
    });
  }

  exclusiveAsApplication<T>(credential: Credential, task: (app: ConfidentialClientApplication) => Promise<T>): Promise<T> {
    return this.#queue.run(() => {
      const text = JSON.stringify(credential);
      if (this.#confidential?.credential !== text) {
        const { auth, ...rest } = this.#configuration(this.wire, this.#cache);
        this.#confidential = {
          credential: text,
          app: new this.#msal.ConfidentialClientApplication({ ...rest, auth: { ...auth, ...credential } }),
        };
      }
      const { app } = this.#confidential;
      this.#clearMemory = () => app.clearCache();
      return task(app);
    });
  }

  /** An application without a past, for one sign-in of a person: what it gets is looked at before it is kept. */
  fresh(signal: AbortSignal): { readonly app: PublicClientApplication; readonly wire: LoginWire } {
    const wire = this.#newWire(signal);
    return { app: new this.#msal.PublicClientApplication(this.#configuration(wire)), wire };
  }

  #newWire(signal?: AbortSignal): LoginWire {
    const { fetch, now } = this.#surroundings;
    return new LoginWire(this.#cloud.login, fetch, now, signal);
  }

  #configuration(networkClient: LoginWire, cachePlugin?: SecretCache): Configuration {
    const { login } = this.#cloud;
    const { log } = this.#surroundings;
    return {
      auth: {
        clientId: this.#clientId,
        authority: authorityOf(this.#cloud, "organizations"),
        clientCapabilities: ["CP1"],
        // msal has the hosts of the national clouds in it. For any other it is told all there is to know, so that it asks no one.
        ...(this.#cloud.microsoftProvider === undefined && {
          knownAuthorities: [new URL(login).host],
          authorityMetadata: JSON.stringify({
            issuer: `${login}/{tenant}/v2.0`,
            authorization_endpoint: `${login}/{tenant}/oauth2/v2.0/authorize`,
            token_endpoint: `${login}/{tenant}/oauth2/v2.0/token`,
            jwks_uri: `${login}/{tenant}/discovery/v2.0/keys`,
          }),
        }),
      },
      ...(cachePlugin && { cache: { cachePlugin } }),
      system: {
        networkClient,
        // Its retries of a 5xx come too early, and its errors would not show them.
        disableInternalRetries: true,
        loggerOptions: {
          logLevel: this.#msal.LogLevel.Warning,
          piiLoggingEnabled: false,
          loggerCallback: (_level, message, containsPii) => {
            if (!containsPii) log(message);
          },
        },
      },
    };
  }
}

/** msal wants https, which its metadata may then contradict for a machine's own endpoint. */
export const authorityOf = ({ login }: Cloud, tenant: string): string => `https://${new URL(login).host}/${tenant}`;
