import type { Cloud } from "./clouds.ts";
import type { LoginFetch } from "./loginWire.ts";
import type { Secrets } from "./secrets.ts";

export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

/** A session of VS Code's own Microsoft account. */
export interface VscodeSession {
  readonly accessToken: string;
  readonly account: { readonly id: string; readonly label: string };
}

/** What signing in needs of the window it happens in. */
export interface Surroundings {
  readonly secrets: Secrets;
  /** False when the person or VS Code refused. */
  openBrowser(url: string): PromiseLike<boolean>;
  /** Shows the code until the signal aborts, which it does however the sign-in ends. */
  showDeviceCode(code: DeviceCode, signal: AbortSignal): void;
  /** `env.asExternalUri` of the extension's own URI. */
  callbackUri(): PromiseLike<string>;
  /** Resolves with the parameters of the URI call that carries the nonce. */
  waitForCallback(nonce: string, signal: AbortSignal): Promise<URLSearchParams>;
  /** `authentication.getSession`; undefined when silent and there is none. */
  getSession(
    provider: string,
    scopes: readonly string[],
    options: { readonly silent?: boolean; readonly createIfNone?: boolean; readonly forceNewSession?: boolean },
  ): PromiseLike<VscodeSession | undefined>;
  /** Standard output of a program; rejects as `execFile` does, with `code` and `stderr`. */
  run(file: string, args: readonly string[], signal: AbortSignal): Promise<string>;
  /** The global one honours VS Code's proxy and certificates. */
  readonly fetch: LoginFetch;
  /** The custom cloud of the settings; a string says what is wrong with it. */
  customCloud(): Cloud | string | undefined;
  now(): number;
  log(message: string): void;
  /** A sign-in could be kept for this window only, as VS Code's secret storage failed (`secretsFailed`) or did not answer (`secretsSilent`). */
  keptHere?(kind: "secretsFailed" | "secretsSilent"): void;
  /** Folder that the windows of this machine share, for a lock; without one they may undo each other's changes at the same moment. */
  readonly lockFolder?: string | undefined;
  /** Longest time a person may take, in ms. */
  readonly limitMs?: number;
  /** Longest time for a token that another program gives without asking the person, in ms. */
  readonly programMs?: number;
  /** Longest time for an answer of the secret storage, in ms. */
  readonly secretMs?: number;
}
