import type { Cloud } from "./clouds.ts";
import { checkTenant, type ConnectionData } from "./connectionData.ts";
import { SignInError } from "./errors.ts";
import { tenantOfToken, type Grant } from "./grant.ts";
import type { Surroundings } from "./surroundings.ts";

/** A token of the Azure CLI and its end. */
export interface CliGrant extends Grant {
  /** Ms since 1970. */
  readonly expiresAt: number;
}

/** The token that the Azure CLI has for Graph, asked for anew. Its scopes are fixed; AuditLog.Read.All is one of them. */
export async function cliGrant(data: ConnectionData, { cliCloud }: Cloud, { run }: Surroundings, signal: AbortSignal): Promise<CliGrant> {
  if (cliCloud === undefined) throw new SignInError("wayNotInCloud");
  const tenant = data.tenantId ?? data.tenant;
  const which = tenant === "organizations" ? [] : ["--tenant", tenant];
  // It goes through a shell on Windows.
  if (checkTenant(tenant, "azureCli") !== undefined) throw new SignInError("tenantUnknown");
  let output: string;
  try {
    output = await run("az", ["account", "get-access-token", "--resource-type", "ms-graph", ...which, "-o", "json"], signal);
  } catch (error) {
    signal.throwIfAborted();
    throw cliError(error);
  }
  const token = readToken(output);
  if (token === undefined) throw new SignInError("cliFailed");
  return token;
}

function readToken(text: string): CliGrant | undefined {
  try {
    const { accessToken, expires_on, tenant } = JSON.parse(text) as Partial<Record<"accessToken" | "expires_on" | "tenant", unknown>>;
    if (typeof accessToken !== "string" || typeof tenant !== "string") return undefined;
    return {
      accessToken,
      tenantId: tenantOfToken(accessToken) ?? tenant.toLowerCase(),
      // Seconds since 1970.
      expiresAt: (Number(expires_on) || 0) * 1000,
    };
  } catch {
    return undefined;
  }
}

function cliError(error: unknown): unknown {
  const { code, stderr } = error as { code?: unknown; stderr?: unknown };
  const said = typeof stderr === "string" ? stderr : "";
  if (code === "ENOENT" || code === 127 || code === 9009 || /not (found|recognized)/.test(said)) return new SignInError("cliMissing");
  if (/az login|AADSTS(50\d{3}|700082|70043|65001)/.test(said)) return new SignInError("cliSignedOut", numberIn(said));
  return numberIn(said).aadsts === undefined
    ? new SignInError("cliFailed", { said: (/^ERROR:.*/m.exec(said)?.[0] ?? said.split("\n")[0] ?? "").slice(0, 300) })
    : new Error(said);
}

function numberIn(text: string): { readonly aadsts?: number } {
  const found = /AADSTS(\d+)/.exec(text)?.[1];
  return found === undefined ? {} : { aadsts: Number(found) };
}
