import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ConnectionData, DeviceCode, Secrets, Surroundings } from "../../src/auth/index.ts";
import { newConnection, SignIns, UriCallbacks, type ConnectionDraft } from "../../src/auth/index.ts";
import { createDemoWorld, demoApps, type DemoWorld, type DemoWorldOptions, type User } from "./identityEndpoint/index.ts";
import { serve, type Served } from "./demoGraph.ts";

const login = "https://login.microsoftonline.com";

/** A secret store like VS Code's, shared by all windows of a person. */
export class MemorySecrets implements Secrets {
  readonly stored = new Map<string, string>();
  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.stored.get(key));
  }
  store(key: string, value: string): Promise<void> {
    this.stored.set(key, value);
    return Promise.resolve();
  }
  delete(key: string): Promise<void> {
    this.stored.delete(key);
    return Promise.resolve();
  }
  keys(): Promise<readonly string[]> {
    return Promise.resolve([...this.stored.keys()]);
  }
}

/** What the person at the browser does. */
export interface Person {
  /** User principal name. */
  user: string;
  consent?: "accept" | "cancel";
  /** Closes the tab in place of signing in. */
  closesTab?: boolean;
  /** The device code is refused. */
  declines?: boolean;
}

/** The demo tenants at the real addresses of the global cloud, through http, and the windows in which people sign in to them. */
export class SignInStage {
  readonly world: DemoWorld;
  readonly secrets = new MemorySecrets();
  readonly pages: string[] = [];
  readonly log: string[] = [];
  /** Login hosts of other clouds, at which the same tenants are. */
  readonly hosts: string[] = [];
  /** Shared by the windows of this machine. */
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-sign-in-"));
  readonly #served: Served;
  #offline = false;

  static async open(options: DemoWorldOptions = {}): Promise<SignInStage> {
    const world = createDemoWorld({ interval: 1, faults: { throttleAfter: Infinity }, ...options });
    return new SignInStage(world, await serve(world, { origin: login }));
  }
  private constructor(world: DemoWorld, served: Served) {
    this.world = world;
    this.#served = served;
  }

  set offline(offline: boolean) {
    this.#offline = offline;
  }
  close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    return this.#served.close();
  }
  user(name: string): User {
    const user = this.world.identity.directory.users.find(({ userPrincipalName }) => userPrincipalName.startsWith(name));
    if (!user) throw new Error(`Nobody is called ${name}`);
    return user;
  }
  /** Alex reads in Contoso and is a guest of Fabrikam; the second has no role; the third administers; Fabi is at home in Fabrikam. */
  get people(): { readonly alex: string; readonly roleless: string; readonly admin: string; readonly fabi: string } {
    const [alex = "", roleless = "", admin = "", fabi = ""] = this.world.identity.directory.users.map(
      ({ userPrincipalName }) => userPrincipalName,
    );
    return { alex, roleless, admin, fabi };
  }
  get tenants(): { readonly contoso: string; readonly fabrikam: string } {
    const [contoso = "", fabrikam = ""] = this.world.identity.directory.tenants.map(({ id }) => id);
    return { contoso, fabrikam };
  }
  /** By the URI handler unless said otherwise: msal takes a tenth of a second to find its own loopback listener. */
  connection(draft: Partial<ConnectionDraft> = {}, id = "one"): ConnectionData {
    return newConnection(
      { cloud: "global", tenant: this.tenants.contoso, clientId: demoApps.reader, way: "uriHandler", name: "Mine", ...draft },
      id,
    );
  }

  /** A request to any host of the cloud, on its way to the loopback address. */
  readonly fetch = (url: string, init?: RequestInit): Promise<Response> => {
    if (this.#offline) return Promise.reject(new TypeError("fetch failed"));
    const { pathname, search, origin } = new URL(url);
    if (origin !== login && !this.hosts.includes(origin)) return Promise.reject(new Error(`${origin} is not the login host`));
    return fetch(this.#served.url + pathname + search, { redirect: "manual", ...init });
  };

  /** A window: msal memory of its own, secrets that it shares. */
  window(person: Person, more: Partial<Surroundings> = {}): SignIns {
    const callbacks = new UriCallbacks();
    return new SignIns({
      secrets: this.secrets,
      openBrowser: async (url) => {
        this.pages.push(url);
        if (!person.closesTab) void this.browse(url, person, callbacks);
        return true;
      },
      showDeviceCode: (code: DeviceCode) => void this.#enter(code, person),
      callbackUri: () => Promise.resolve("vscode://tenant-activity.tenant-activity/signed-in"),
      waitForCallback: (nonce, signal) => callbacks.wait(nonce, signal),
      getSession: () => Promise.resolve(undefined),
      run: () => Promise.reject(Object.assign(new Error("spawn az ENOENT"), { code: "ENOENT", stderr: "" })),
      fetch: this.fetch,
      customCloud: () => undefined,
      now: Date.now,
      log: (message) => void this.log.push(message),
      lockFolder: this.folder,
      ...more,
    });
  }

  /** Signs in on the page, as far as it goes: an error page goes nowhere. */
  async browse(url: string, person: Person, callbacks = new UriCallbacks()): Promise<void> {
    let response = await this.fetch(url);
    let html = await response.text();
    for (const fields of [{ user: person.user }, { user: person.user, consent: person.consent ?? "accept" }]) {
      if (!/name="(user|consent)"/.test(html)) break;
      response = await this.fetch(url, form(fields));
      html = await response.text();
    }
    const location = response.headers.get("location");
    if (location !== null) {
      // What vscode.dev does: it passes the answer on to the URI in the state.
      const answer = new URL(location).searchParams;
      const back = new URL(answer.get("state") ?? "");
      for (const [name, value] of answer) if (name !== "state") back.searchParams.set(name, value);
      callbacks.handle(back.href);
      return;
    }
    const action = /action="([^"]+)"/.exec(html)?.[1];
    if (action === undefined) return;
    const hidden = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, unescape(value)] as const,
    );
    await (await fetch(unescape(action), form(Object.fromEntries(hidden)))).text();
  }

  async #enter({ userCode, verificationUri }: DeviceCode, { user, declines }: Person): Promise<void> {
    await (await this.fetch(verificationUri, form({ user_code: userCode, user, decision: declines ? "decline" : "approve" }))).text();
  }
}

const form = (fields: Readonly<Record<string, string>>): RequestInit => ({ method: "POST", body: new URLSearchParams(fields) });
const unescape = (text: string): string => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** A token as other programs have it: readable, signed by nobody. */
export const looseToken = (claims: Readonly<Record<string, unknown>>): string =>
  ["{}", JSON.stringify(claims), "signature"].map((part) => Buffer.from(part).toString("base64url")).join(".");
