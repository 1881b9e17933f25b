import { causesOf } from "../network/index.ts";
import { SignInError, type SignInErrorKind, type SignInFacts } from "./errors.ts";
import type { LoginFailure } from "./loginWire.ts";
import type { WayId } from "./ways.ts";

/** Numbers of Entra's errors. Source: learn.microsoft.com `entra/identity-platform/reference-error-codes`. */
const kindByNumber: Readonly<Record<number, SignInErrorKind>> = {
  16000: "signInNeeded",
  50001: "scopeUnknown",
  50011: "redirectMissing",
  50020: "accountNotInTenant",
  50034: "accountNotInTenant",
  50053: "accessBlocked",
  50057: "accountDisabled",
  50058: "signInNeeded",
  50059: "tenantUnknown",
  50074: "signInNeeded",
  50076: "signInNeeded",
  50078: "signInNeeded",
  50079: "signInNeeded",
  50089: "signInNeeded",
  50097: "signInNeeded",
  50105: "accountNotAssigned",
  50132: "signInNeeded",
  50133: "signInNeeded",
  50158: "signInNeeded",
  50173: "signInNeeded",
  50194: "applicationNotShared",
  51004: "accountNotInTenant",
  53000: "accessBlocked",
  53001: "accessBlocked",
  53002: "accessBlocked",
  53003: "accessBlocked",
  53004: "accessBlocked",
  65001: "consentNeeded",
  65002: "firstPartyRefused",
  65004: "consentDeclined",
  65005: "scopeUnknown",
  70008: "signInNeeded",
  70011: "scopeUnknown",
  70018: "deviceCodeExpired",
  70019: "deviceCodeExpired",
  70020: "deviceCodeExpired",
  70043: "signInNeeded",
  70044: "signInNeeded",
  90002: "tenantUnknown",
  90008: "consentNeeded",
  90025: "throttled",
  90033: "loginFailing",
  90072: "accountNotInTenant",
  90093: "adminConsentNeeded",
  90094: "adminConsentNeeded",
  90095: "adminConsentNeeded",
  500011: "cloudMissing",
  500014: "applicationDisabled",
  500021: "accessBlocked",
  500113: "redirectMissing",
  500133: "clockWrong",
  530003: "accessBlocked",
  530034: "accessBlocked",
  700003: "signInNeeded",
  700005: "signInNeeded",
  700016: "applicationUnknown",
  700023: "certificateUnknown",
  700024: "clockWrong",
  700025: "notPublicClient",
  700027: "certificateUnknown",
  700082: "signInNeeded",
  700084: "signInNeeded",
  900021: "tenantUnknown",
  900023: "tenantUnknown",
  900381: "clockWrong",
  900382: "tenantUnknown",
  7000112: "applicationDisabled",
  7000113: "applicationUnknown",
  7000215: "secretWrong",
  7000218: "notPublicClient",
  7000222: "secretExpired",
  7000229: "applicationUnknown",
};

/** Codes of OAuth and of msal itself, where there is no number that says more. */
const kindByCode: Readonly<Record<string, SignInErrorKind>> = {
  interaction_required: "signInNeeded",
  login_required: "signInNeeded",
  consent_required: "consentNeeded",
  invalid_grant: "signInNeeded",
  no_tokens_found: "signInNeeded",
  no_account_found: "signInNeeded",
  refresh_token_expired: "signInNeeded",
  bad_token: "signInNeeded",
  invalid_scope: "scopeUnknown",
  invalid_client: "secretWrong",
  authorization_declined: "deviceCodeDeclined",
  expired_token: "deviceCodeExpired",
  bad_verification_code: "deviceCodeExpired",
  device_code_expired: "deviceCodeExpired",
  slow_down: "deviceCodeTooFast",
  access_denied: "consentDeclined",
  network_error: "offline",
  endpoints_resolution_error: "offline",
  temporarily_unavailable: "loginFailing",
  server_error: "loginFailing",
};

/** Entra puts trace and correlation ids on further lines. */
const firstLine = (text: string): string =>
  (/AADSTS\d+:[^\r\n]*/.exec(text)?.[0] ?? text.split(/[\r\n]/)[0] ?? "")
    .replace(/\s+(Trace ID|Correlation ID|- Correlation ID).*$/, "")
    .slice(0, 300);

/** A challenge that is an empty object asks for nothing. */
const claimsIn = (claims: unknown): string | undefined => (typeof claims === "string" && claims.length > 2 ? claims : undefined);

/** msal's errors by their shape: they come from a bundle of its own, where `instanceof` does not reach. */
interface MsalShape {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly subError: string;
  readonly claims: unknown;
  readonly correlationId: string;
}
function shapeOf(error: unknown): MsalShape {
  const shape = (typeof error === "object" && error !== null ? error : {}) as Partial<Record<keyof MsalShape | "message", unknown>>;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    errorCode: text(shape.errorCode),
    errorMessage: text(shape.errorMessage) || text(shape.message),
    subError: text(shape.subError),
    claims: shape.claims,
    correlationId: text(shape.correlationId),
  };
}

export interface Circumstances {
  readonly way: WayId;
  readonly failure?: LoginFailure | undefined;
  readonly skewMs?: number;
  readonly now: number;
}

/** A clock this far off makes assertions invalid: Entra allows five minutes. */
const skewThatMattersMs = 300_000;

/** What an error of msal, or of another program that signs in, means. SignInErrors and aborts pass as they are. */
export function signInErrorOf(error: unknown, { way, failure, skewMs = 0, now }: Circumstances): unknown {
  if (error instanceof SignInError || (error instanceof Error && error.name === "AbortError")) return error;
  const shape = shapeOf(error);
  const inMessage = /AADSTS(\d+)/.exec(shape.errorMessage)?.[1];
  const aadsts = inMessage === undefined ? failure?.numbers[0] : Number(inMessage);
  // In the device code flow msal hides the code behind `post_request_failed`, and names it in the message only.
  const hidden = shape.errorCode === "post_request_failed" ? (failure?.error ?? /\w+$/.exec(shape.errorMessage)?.[0] ?? "") : "";
  const code = hidden || (shape.errorCode in kindByCode ? shape.errorCode : (failure?.error ?? shape.errorCode));
  const claims = claimsIn(shape.claims) ?? claimsIn(failure?.claims);
  const said = firstLine(failure?.description || (aadsts === undefined ? "" : shape.errorMessage));
  const subError = shape.subError || failure?.subError;
  const correlationId = failure?.correlationId ?? shape.correlationId;
  const waits = failure !== undefined && (failure.status === 429 || failure.status >= 500);
  const facts: SignInFacts = {
    ...(aadsts === undefined ? {} : { aadsts }),
    ...(subError ? { subError } : {}),
    ...(claims === undefined ? {} : { claims }),
    ...(waits ? { retryAt: now + (failure.retryAfterMs ?? 60_000) } : {}),
    ...(Math.abs(skewMs) > skewThatMattersMs ? { skewMs } : {}),
    ...(said ? { said } : {}),
    ...(correlationId ? { correlationId } : {}),
    ...(failure?.fault ? { fault: failure.fault } : {}),
  };
  return new SignInError(kindOf(), facts, causeOf(error));

  function kindOf(): SignInErrorKind {
    if (failure?.status === 0) return "offline";
    if (failure?.status === 429) return "throttled";
    if (waits) return "loginFailing";
    const numbered = aadsts === undefined ? undefined : kindByNumber[aadsts];
    if (numbered === "clockWrong" || (facts.skewMs !== undefined && way === "certificate" && code === "invalid_client"))
      return "clockWrong";
    if (way === "deviceCode") {
      // What a device code cannot fulfil, and a client that may not use one.
      if (numbered === "accessBlocked" || (numbered === undefined && code === "unauthorized_client")) return "deviceCodeBlocked";
      const polled = Object.hasOwn(kindByCode, code) ? kindByCode[code] : undefined;
      if (polled?.startsWith("deviceCode")) return polled;
    }
    if (subError === "consent_required" && numbered !== "adminConsentNeeded") return "consentNeeded";
    const kind = numbered ?? (Object.hasOwn(kindByCode, code) ? kindByCode[code] : undefined) ?? "refused";
    return kind === "signInNeeded" && claims !== undefined ? "claimsNeeded" : kind;
  }
}

/** Name and code only: msal's messages and fields may quote what was sent. */
function causeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const { errorCode } = shapeOf(error);
  const [first, ...behind] = causesOf(error).map(({ label }) => label);
  return [errorCode ? `${error.name} ${errorCode}` : first, ...behind].join(" < ");
}
