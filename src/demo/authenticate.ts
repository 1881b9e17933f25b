/** Why a request is not let in: status, code and message as the service words them. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly code: string;
  readonly message: string;
  /** Of a 401: what the next token must satisfy. */
  readonly claims?: string;
}
/** Who asks. */
export interface Caller {
  /** Counted for the limit together with the tenant. */
  readonly app: string;
}

/** Judges the tokens of a sign-in host; undefined for one that is not its own. */
export type Admit = (token: string, request: Request) => Caller | Refusal | undefined;

/** A token the demo tenant takes. */
export const demoToken = "demo-reader";

const invalid = (message: string): Refusal => ({ status: 401, code: "InvalidAuthenticationToken", message });
const denied = (code: string, message: string): Refusal => ({ status: 403, code, message });

/** Tokens that stand for people who lack something. */
const lacking: Readonly<Record<string, Refusal>> = {
  "demo-expired": invalid("Lifetime validation failed, the token is expired."),
  "demo-invalid": invalid("CompactToken validation failed with reason code: 80049228."),
  "demo-no-license": denied(
    "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
    "Neither tenant is B2C or tenant doesn't have premium license",
  ),
  "demo-no-role": denied("Authentication_RequestFromUnsupportedUserRole", "User is not in the allowed roles"),
  "demo-no-scope": denied(
    "Authentication_MSGraphPermissionMissing",
    "Calling principal does not have required MSGraph permissions AuditLog.Read.All",
  ),
  "demo-no-directory": denied("Authentication_ApplicationHasNoDirectoryReadAccess", "Failed to do premium license check from ADGraph"),
  "demo-denied": denied("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
};

/** Looks at the bearer token. With `admit` only tokens of that sign-in host will do. */
export function authenticate(request: Request, admit?: Admit): Caller | Refusal {
  const token = /^Bearer\s*(.*)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (token === "") return invalid("Access token is empty.");
  const judged = admit?.(token, request);
  if (judged) return judged;
  if (Object.hasOwn(lacking, token)) return lacking[token] as Refusal;
  if (!admit && token.startsWith("demo-")) return { app: token };
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)
    ? invalid("CompactToken validation failed with reason code: 80049228.")
    : invalid("CompactToken parsing failed with error code: 80049217");
}
