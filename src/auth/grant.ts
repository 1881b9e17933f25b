import type { Account } from "./connectionData.ts";

/** A token and what it stands for. Passed on at once, never kept. */
export interface Grant {
  readonly accessToken: string;
  /** GUID; undefined when the token does not tell. */
  readonly tenantId: string | undefined;
  /** Missing for an application. */
  readonly account?: Account;
}

/** What may stand in a header: where it cannot, the error of the request would quote all of it. */
export const isToken = (value: unknown): value is string => typeof value === "string" && /^[\x21-\x7e]+$/.test(value);

/** What a token of Entra's says, unverified: to refuse our own use of a wrong one, not to trust it. Undefined when it cannot be read. */
export function tokenClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  if (!isToken(token)) return undefined;
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString());
    return typeof claims === "object" && claims !== null && !Array.isArray(claims) ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The tenant that a token names. */
export function tenantOfToken(token: string): string | undefined {
  const tid = tokenClaims(token)?.["tid"];
  return typeof tid === "string" ? tid.toLowerCase() : undefined;
}
