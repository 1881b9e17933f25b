import { checkTenant, type ConnectionData } from "./connectionData.ts";
import { SignInError } from "./errors.ts";
import { tenantOfToken, type Grant } from "./grant.ts";
import { borrowedKey } from "./secrets.ts";
import type { Surroundings } from "./surroundings.ts";

interface CliToken {
  readonly accessToken: string;
  /** Seconds since 1970. */
  readonly expires_on: number;
  readonly tenant: string;
}
/** The program takes about a second, too long before each page: its token is kept as a secret until shortly before its end. */
const renewBeforeMs = 300_000;

/** The token that the Azure CLI has for Graph. Its scopes are fixed; AuditLog.Read.All is one of them. */
export async function cliGrant(
  data: ConnectionData,
  claims: string | undefined,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Grant> {
  const { secrets, now, run } = surroundings;
  if (claims !== undefined) throw new SignInError("cliSignedOut", { claims });
  const key = borrowedKey(data.id);
  const kept = readToken(await secrets.get(key));
  if (kept && kept.expires_on * 1000 - renewBeforeMs > now()) return grantOf(kept);
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
  await secrets.store(key, JSON.stringify({ accessToken: token.accessToken, expires_on: token.expires_on, tenant: token.tenant }));
  return grantOf(token);
}

function readToken(text: string | undefined): CliToken | undefined {
  try {
    const { accessToken, expires_on, tenant } = JSON.parse(text ?? "") as Partial<CliToken>;
    return typeof accessToken === "string" && typeof tenant === "string"
      ? { accessToken, tenant, expires_on: Number(expires_on) || 0 }
      : undefined;
  } catch {
    return undefined;
  }
}

const grantOf = ({ accessToken, tenant }: CliToken): Grant => ({
  accessToken,
  tenantId: tenantOfToken(accessToken) ?? tenant.toLowerCase(),
});

function cliError(error: unknown): unknown {
  const { code, stderr } = error as { code?: unknown; stderr?: unknown };
  const said = typeof stderr === "string" ? stderr : "";
  if (code === "ENOENT" || code === 127 || code === 9009 || /not (found|recognized)/.test(said)) return new SignInError("cliMissing");
  if (/az login|AADSTS(50\d{3}|700082|70043|65001)/.test(said)) return new SignInError("cliSignedOut", numberIn(said));
  return numberIn(said).aadsts === undefined
    ? new SignInError("cliFailed", { said: said.split("\n")[0]?.slice(0, 300) ?? "" })
    : new Error(said);
}

function numberIn(text: string): { readonly aadsts?: number } {
  const found = /AADSTS(\d+)/.exec(text)?.[1];
  return found === undefined ? {} : { aadsts: Number(found) };
}
