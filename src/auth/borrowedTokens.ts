import { createHash } from "node:crypto";
import type { CliGrant } from "./azureCli.ts";

/** The program takes about a second, too long before each page: its token lives until shortly before its end, and no longer than this window. */
const renewBeforeMs = 300_000;

/** Names a token without being one. */
export const fingerprint = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Tokens of other programs by connection, in memory only, and which of them the service has refused. */
export class BorrowedTokens {
  readonly #grants = new Map<string, { readonly grant: CliGrant; readonly cloud: string }>();
  readonly #refused = new Map<string, Set<string>>();

  /** One that is still good for Graph at this host. */
  get(connectionId: string, graph: string, now: number): CliGrant | undefined {
    const kept = this.#grants.get(connectionId);
    return kept?.cloud === graph && kept.grant.expiresAt - renewBeforeMs > now ? kept.grant : undefined;
  }

  keep(connectionId: string, graph: string, grant: CliGrant): void {
    this.#grants.set(connectionId, { grant, cloud: graph });
  }

  /** What stands here goes. The refused one is remembered until the next sign-in: other programs may have nothing but it. */
  refuse(connectionId: string, refused: string | undefined): void {
    const kept = this.#grants.get(connectionId);
    this.#grants.delete(connectionId);
    const which = refused ?? (kept && fingerprint(kept.grant.accessToken));
    if (which !== undefined) this.#refused.set(connectionId, (this.#refused.get(connectionId) ?? new Set()).add(which));
  }

  isRefused(connectionId: string, token: string): boolean {
    return this.#refused.get(connectionId)?.has(fingerprint(token)) ?? false;
  }

  hasRefused(connectionId: string): boolean {
    return this.#refused.has(connectionId);
  }

  forget(connectionId: string): void {
    this.#grants.delete(connectionId);
    this.#refused.delete(connectionId);
  }
}
