import type { ConfidentialClientApplication, Configuration, ICachePlugin, PublicClientApplication } from "@azure/msal-node";
import type { ClientCertificate } from "./certificate.ts";
import type { Cloud } from "./clouds.ts";
import { LoginWire } from "./loginWire.ts";
import type * as Msal from "./msal.ts";
import { MemoryCache } from "./memoryCache.ts";
import type { Surroundings } from "./surroundings.ts";
import type { WindowLock } from "../windowLock.ts";
import { tokensKeyOf } from "./secrets.ts";
import { SecretCache } from "./secretCache.ts";
import type { SecretVault } from "./secretVault.ts";
import { SerialQueue } from "./serialQueue.ts";

export type Credential = { readonly clientSecret: string } | { readonly clientCertificate: ClientCertificate };

/** All of one cloud and client id in this window: one secret, one queue, one msal application for people and one for each that has a secret. */
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
  /**
   * By connection; a new secret makes a new application. Their tokens live in its memory only: whoever has the secret can have another one,
   * and what is not stored cannot stay behind.
   */
  readonly #confidential = new Map<string, { readonly credential: string; readonly app: ConfidentialClientApplication }>();

  constructor(
    msal: typeof Msal,
    cloudId: string,
    cloud: Cloud,
    clientId: string,
    surroundings: Surroundings,
    vault: SecretVault,
    lock: WindowLock,
  ) {
    this.#msal = msal;
    this.#cloud = cloud;
    this.#clientId = clientId;
    this.#surroundings = surroundings;
    this.key = tokensKeyOf(cloudId, cloud, clientId);
    this.wire = this.#newWire();
    this.#cache = new SecretCache(vault, lock, this.key, () => this.#app.clearCache());
    this.#app = new msal.PublicClientApplication(this.#configuration(this.wire, this.#cache));
  }

  /** Runs alone of all that use this secret in this window. Never hold it while a person is waited for. An abort ends the wait for a silent secret store. */
  exclusive<T>(task: (app: PublicClientApplication, cache: SecretCache) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#queue.run(async () => {
      signal?.throwIfAborted();
      this.#cache.signal = signal;
      try {
        return await task(this.#app, this.#cache);
      } finally {
        this.#cache.signal = undefined;
      }
    });
  }

  /** The application that has this credential; its tokens are those that it got with it. */
  application(connectionId: string, credential: Credential): ConfidentialClientApplication {
    const text = JSON.stringify(credential);
    const kept = this.#confidential.get(connectionId);
    if (kept?.credential === text) return kept.app;
    const { auth, ...rest } = this.#configuration(this.wire, new MemoryCache(() => app.clearCache()));
    const app: ConfidentialClientApplication = new this.#msal.ConfidentialClientApplication({ ...rest, auth: { ...auth, ...credential } });
    this.#confidential.set(connectionId, { credential: text, app });
    return app;
  }

  forgetApplication(connectionId: string): void {
    this.#confidential.delete(connectionId);
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

  #configuration(networkClient: LoginWire, cachePlugin?: ICachePlugin): Configuration {
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
