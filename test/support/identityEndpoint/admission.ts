import type { Caller, Refusal } from "../../../src/demo/authenticate.ts";
import { reports } from "../../../src/reports/index.ts";
import type { Role, Tenant } from "./directory.ts";
import { roleIds } from "./directory.ts";
import type { Claims } from "./tokens.ts";

const invalid = (message: string, claims?: string): Refusal => ({
  status: 401,
  code: "InvalidAuthenticationToken",
  message,
  ...(claims === undefined ? {} : { claims }),
});
const denied = (code: string, message: string): Refusal => ({ status: 403, code, message });

export interface Standing {
  readonly claims: Claims;
  readonly tenant: Tenant;
  /** What Conditional Access wants of this token and it does not have: the claims to ask for. */
  readonly lacks: string | undefined;
  readonly now: Date;
}

const needLicence: readonly string[] = ["signIns", "provisioning"];

/** Whether Graph lets a token in: time, permissions, directory role and licence, in the order in which the service looks. */
export function admission(request: Request, { claims, tenant, lacks, now }: Standing): Caller | Refusal {
  const seconds = now.getTime() / 1000;
  if (seconds >= Number(claims["exp"])) return invalid("Lifetime validation failed, the token is expired.");
  if (lacks !== undefined)
    return invalid(
      "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies",
      lacks,
    );
  const segment = new URL(request.url).pathname.split("/")[3]?.toLowerCase();
  const report = reports.find(({ id }) => id.toLowerCase() === segment);
  if (report === undefined) return { app: appOf(claims) };
  const permissions = permissionsOf(claims);
  if (!report.graph.permissions.some((permission) => permissions.includes(permission)))
    return denied(
      "Authentication_MSGraphPermissionMissing",
      `Calling principal does not have required MSGraph permissions ${report.graph.permissions.at(0)}`,
    );
  if (claims["idtyp"] === "user" && !rolesOf(claims).some((role) => role === "Global Administrator" || report.graph.roles.includes(role)))
    return denied("Authentication_RequestFromUnsupportedUserRole", "User is not in the allowed roles");
  if (needLicence.includes(report.id)) {
    if (tenant.checksLicenceByCaller && !permissions.includes("Directory.Read.All"))
      return denied("Authentication_ApplicationHasNoDirectoryReadAccess", "Failed to do premium license check from ADGraph");
    if (!tenant.premium)
      return denied(
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "Neither tenant is B2C or tenant doesn't have premium license",
      );
  }
  return { app: appOf(claims) };
}

const appOf = (claims: Claims): string => String(claims["appid"]);
const permissionsOf = ({ scp, roles }: Claims): readonly string[] =>
  typeof scp === "string" ? scp.split(" ") : Array.isArray(roles) ? (roles as string[]) : [];
const rolesOf = ({ wids }: Claims): readonly Role[] =>
  (Object.keys(roleIds) as Role[]).filter((role) => Array.isArray(wids) && wids.includes(roleIds[role]));
