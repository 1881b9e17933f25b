import type { Fault } from "../network/index.ts";

/** Why a sign-in or a token was not to be had. A kind for everything that a person acts on differently. */
export const signInErrorKinds = [
  "signInNeeded",
  "claimsNeeded",
  "consentNeeded",
  "consentDeclined",
  "adminConsentNeeded",
  "accessBlocked",
  "accountNotInTenant",
  "accountNotAssigned",
  "accountDisabled",
  "applicationUnknown",
  "applicationDisabled",
  "applicationNotShared",
  "firstPartyRefused",
  "redirectMissing",
  "notPublicClient",
  "secretMissing",
  "secretWrong",
  "secretExpired",
  "certificateUnknown",
  "certificateUnreadable",
  "certificateExpired",
  "keyMissing",
  "keyMismatch",
  "passphraseNeeded",
  "passphraseWrong",
  "tenantUnknown",
  "wrongTenant",
  "wrongAccount",
  "cloudMissing",
  "scopeUnknown",
  "deviceCodeBlocked",
  "deviceCodeDeclined",
  "deviceCodeExpired",
  "deviceCodeTooFast",
  "browserRefused",
  "cannotComeBack",
  "timedOut",
  "offline",
  "clockWrong",
  "throttled",
  "loginFailing",
  "accountMissing",
  "cliMissing",
  "cliSignedOut",
  "cliFailed",
  "wayNotInCloud",
  "wrongAudience",
  "cloudChanged",
  "connectionGone",
  "beingRemoved",
  "secretsFailed",
  "secretsSilent",
  "refused",
] as const;
export type SignInErrorKind = (typeof signInErrorKinds)[number];

/** What is known of it; never a token, a secret or a code. */
export interface SignInFacts {
  /** Number of Entra's error: 50011 of `AADSTS50011`. */
  readonly aadsts?: number;
  readonly subError?: string;
  /** To be sent with the next interactive sign-in. */
  readonly claims?: string;
  /** Entra is not asked again before this time (ms since 1970). */
  readonly retryAt?: number;
  /** How far this machine's clock is ahead of the service's, in ms. */
  readonly skewMs?: number;
  /** Entra's own words, first line, cut to 300 characters. */
  readonly said?: string;
  /** To be quoted to Microsoft support. */
  readonly correlationId?: string;
  /** What came between this machine and the login host, where it was not Entra that failed. */
  readonly fault?: Fault;
  /** The tenant, account or audience that came instead. */
  readonly got?: string;
}

export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly kind: SignInErrorKind;
  readonly facts: SignInFacts;
  constructor(kind: SignInErrorKind, facts: SignInFacts = {}, cause?: unknown) {
    super(`Sign-in: ${kind}${facts.aadsts === undefined ? "" : ` (AADSTS${facts.aadsts})`}`, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.facts = facts;
  }
}

/** Those after which a person can help by signing in again. */
export const needsPerson = (error: unknown): error is SignInError =>
  error instanceof SignInError && ["signInNeeded", "claimsNeeded", "consentNeeded"].includes(error.kind);

/** VS Code's secret storage did not do what it was asked. */
export const isSecretsError = (error: unknown): error is SignInError =>
  error instanceof SignInError && (error.kind === "secretsFailed" || error.kind === "secretsSilent");

/** Not all could be forgotten. What is left can be tried again. */
export class SecretsLeft extends Error {
  override readonly name = "SecretsLeft";
  /** Names of the connections of which something is still stored; none: of those that are no longer in the list. */
  readonly connections: readonly string[];
  /** `marked`: they were to leave the list. */
  constructor(connections: readonly string[], cause: unknown, { marked = false } = {}) {
    const silent = cause instanceof SignInError && cause.kind === "secretsSilent";
    const whose =
      connections.length === 0 ? "connections that are no longer in the list" : connections.map((name) => `“${name}”`).join(", ");
    const stays = connections.length === 1 ? "The connection stays" : "The connections stay";
    super(
      [
        `VS Code's secret storage ${silent ? "did not answer" : "failed"}: tokens or secrets of ${whose} may still be stored on this machine.`,
        ...(marked && connections.length > 0 ? [`${stays} in the list, marked, until they are gone.`] : []),
        "Unlock this machine's keyring or start VS Code again, then try again.",
      ].join(" "),
      { cause },
    );
    this.connections = connections;
  }
}
