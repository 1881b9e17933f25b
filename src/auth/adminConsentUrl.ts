import type { Cloud } from "./clouds.ts";
import { quickStartClientId, type ConnectionData } from "./connectionData.ts";
import { ways } from "./ways.ts";

/** The page where an administrator consents for the whole tenant. Undefined where there is no app to consent to. */
export function adminConsentUrl(
  { login, graph }: Cloud,
  { tenant, tenantId, clientId, way, morePermissions = [] }: ConnectionData,
): string | undefined {
  if (clientId === undefined) return undefined;
  const page = `${login}/${tenantId ?? tenant}`;
  // An app's own registration lists what to consent to; the shared one asks for more than we do.
  if (clientId !== quickStartClientId || ways[way].permissions === "application") return `${page}/adminconsent?client_id=${clientId}`;
  const scope = ["AuditLog.Read.All", ...morePermissions].map((permission) => `${graph}/${permission}`).join(" ");
  return `${page}/v2.0/adminconsent?${new URLSearchParams({ client_id: clientId, scope, redirect_uri: "http://localhost" })}`;
}
