import type { Account } from "./connectionData.ts";

/** A token and what it stands for. Passed on at once, never kept. */
export interface Grant {
  readonly accessToken: string;
  /** GUID; undefined when the token does not tell. */
  readonly tenantId: string | undefined;
  /** Missing for an application. */
  readonly account?: Account;
}

/** The tenant of a token of Entra's, unverified: to refuse our own use of a wrong one, not to trust it. */
export function tenantOfToken(token: string): string | undefined {
  try {
    const { tid } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { tid?: unknown };
    return typeof tid === "string" ? tid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
