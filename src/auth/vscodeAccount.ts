import type { Cloud } from "./clouds.ts";
import type { ConnectionData } from "./connectionData.ts";
import { SignInError } from "./errors.ts";
import { tenantOfToken, type Grant } from "./grant.ts";
import type { Surroundings } from "./surroundings.ts";

/** A token of VS Code's own Microsoft account, for the connection's client id: VS Code's own may not read audit logs (AADSTS65002). */
export async function vscodeGrant(
  data: ConnectionData,
  { microsoftProvider }: Cloud,
  scopes: readonly string[],
  { claims, silent, anew }: { readonly claims: string | undefined; readonly silent: boolean; readonly anew: boolean },
  { getSession }: Surroundings,
): Promise<Grant> {
  if (microsoftProvider === undefined) throw new SignInError("wayNotInCloud");
  // VS Code cannot pass claims on; a new sign-in is what it has for them.
  if (silent && claims !== undefined) throw new SignInError("claimsNeeded", { claims });
  const session = await given(() =>
    getSession(
      microsoftProvider,
      [`VSCODE_CLIENT_ID:${data.clientId}`, `VSCODE_TENANT:${data.tenantId ?? data.tenant}`, "offline_access", ...scopes],
      silent ? { silent: true } : claims === undefined && !anew ? { createIfNone: true } : { forceNewSession: true },
    ),
  );
  if (session === undefined) throw new SignInError(silent ? "signInNeeded" : "accountMissing");
  const { accessToken, account } = session;
  return { accessToken, tenantId: tenantOfToken(accessToken), account: { homeAccountId: account.id, username: account.label } };
}

/** What keeps VS Code from giving an account, it says in words only: that the person cancelled, that nobody is there to ask. What Entra said has a number. */
async function given<Session>(ask: () => PromiseLike<Session>): Promise<Session> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && /AADSTS\d/.test(error.message)) throw error;
    throw new SignInError("accountMissing");
  }
}
