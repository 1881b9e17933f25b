import { faultOf, faultSentence } from "../network/index.ts";
import type { Report } from "../reports/report.ts";
import { adminConsentUrl } from "./adminConsentUrl.ts";
import type { Cloud } from "./clouds.ts";
import { quickStartClientId, type ConnectionData } from "./connectionData.ts";
import { SignInError } from "./errors.ts";
import { signInActionTitles, signInMessage, type SignInAction } from "./signInMessage.ts";
import { ways } from "./ways.ts";

export const accessKinds = [
  "reachable",
  "scopeMissing",
  "roleMissing",
  "licenceMissing",
  "licenceUnchecked",
  "reportMissing",
  "consentNeeded",
  "signInNeeded",
  "unknown",
] as const;
export type AccessKind = (typeof accessKinds)[number];

export interface AccessAction extends Omit<SignInAction, "id"> {
  /** `addDirectoryRead`: sign in again with Directory.Read.All besides; `addPermission`: with that of a report that few need. */
  readonly id: SignInAction["id"] | "addDirectoryRead" | "addPermission";
  /** Of both: the permission of Graph. */
  readonly permission?: string;
}

/** Whether one report can be read, and what to do when it cannot. */
export interface Access {
  readonly report: Report["id"];
  readonly kind: AccessKind;
  readonly message: string;
  readonly actions: readonly AccessAction[];
}

/** By the kinds of a source's errors, of whose folder this one knows nothing. */
const accessByKind: Readonly<Record<string, AccessKind>> = {
  scopeMissing: "scopeMissing",
  roleMissing: "roleMissing",
  licenceMissing: "licenceMissing",
  licenceCheckRefused: "licenceUnchecked",
  reportMissing: "reportMissing",
  tokenRefused: "signInNeeded",
};

/**
 * Asks each report for one record, one after the other, as the service allows few requests.
 * `ask` resolves when the report answers and rejects with an error of the Graph client or a SignInError.
 */
export async function checkAccess(
  data: ConnectionData,
  cloud: Cloud,
  reports: readonly Report[],
  ask: (report: Report, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<readonly Access[]> {
  const found: Access[] = [];
  for (const report of reports) {
    let error = await failureOf(ask, report, signal);
    // The service is known to say this by mistake now and then.
    if (sourceKindOf(error) === "licenceMissing") error = await failureOf(ask, report, signal);
    found.push({ report: report.id, ...describe(error, report, data, cloud) });
  }
  return found;
}

async function failureOf(
  ask: (report: Report, signal: AbortSignal) => Promise<void>,
  report: Report,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    await ask(report, signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return error ?? new Error("No reason given");
  }
}

function sourceKindOf(error: unknown): string {
  const { isOfSource, kind } = (error instanceof Error ? error : {}) as { readonly isOfSource?: unknown; readonly kind?: unknown };
  return isOfSource === true && typeof kind === "string" ? kind : "";
}

function describe(error: unknown, report: Report, data: ConnectionData, cloud: Cloud): Omit<Access, "report"> {
  const { title } = report;
  const { permissions, roles } = report.graph;
  const { permission } = report.apart ?? {};
  const { morePermissions = [] } = data;
  // No sign-in asks for it until somebody wants the report.
  const unasked = permission !== undefined && !morePermissions.includes(permission) ? [permission] : [];
  const consentUrl = adminConsentUrl(cloud, { ...data, morePermissions: [...morePermissions, ...unasked] });
  const consent: readonly AccessAction[] =
    consentUrl === undefined ? [] : [{ id: "openAdminConsent", title: signInActionTitles.openAdminConsent, url: consentUrl }];
  const again: AccessAction = { id: "signInAgain", title: signInActionTitles.signInAgain };
  const alone = ways[data.way].permissions === "application";
  if (error === undefined) return { kind: "reachable", message: `${title} can be read.`, actions: [] };
  if (error instanceof SignInError) {
    const { message, actions } = signInMessage(error, data, cloud);
    const consents = ["consentNeeded", "consentDeclined", "adminConsentNeeded"].includes(error.kind);
    return { kind: consents ? "consentNeeded" : "signInNeeded", message, actions };
  }
  const kind = accessByKind[sourceKindOf(error)] ?? "unknown";
  const choices = permissions.length === 1 ? permissions[0] : `${permissions.slice(0, -1).join(", ")} or ${permissions.at(-1)}`;
  const said = (error as { facts?: { serviceMessage?: unknown } }).facts?.serviceMessage;
  switch (kind) {
    case "scopeMissing":
      return {
        kind,
        message: alone
          ? `${title} need the application permission ${choices}. Add it in App registrations, API permissions, and have an administrator consent.`
          : data.way === "azureCli"
            ? `${title} need the permission ${choices}, which the Azure CLI does not have here. Choose another way of signing in.`
            : `${title} need the delegated permission ${choices}. An administrator can consent to it${data.clientId === quickStartClientId ? "" : " once the app registration lists it"}; then sign in again.`,
        actions: alone
          ? consent
          : data.way === "azureCli"
            ? [{ id: "chooseWay", title: signInActionTitles.chooseWay }]
            : [
                ...unasked.map((one): AccessAction => ({ id: "addPermission", title: `Sign In with ${one}`, permission: one })),
                ...consent,
                ...(unasked.length > 0 ? [] : [again]),
              ],
      };
    case "roleMissing":
      return {
        kind,
        message: `${data.account?.username ?? "This account"} has no directory role that may read ${title}. One of these is enough: ${roles.join(", ")}. After it is assigned, sign in again.`,
        actions: [again],
      };
    case "licenceMissing":
      return {
        kind,
        message: `${title} need Microsoft Entra ID P1 or P2 in this tenant. A new licence can take some hours to count.`,
        actions: [],
      };
    case "licenceUnchecked":
      return {
        kind,
        message: alone
          ? `Entra could not check the tenant's licence for ${title}. Add the application permission Directory.Read.All and have an administrator consent.`
          : `Entra could not check the tenant's licence for ${title}. Sign in again with Directory.Read.All besides.`,
        actions: alone
          ? consent
          : [{ id: "addDirectoryRead", title: "Sign In with Directory.Read.All", permission: "Directory.Read.All" }, ...consent],
      };
    case "signInNeeded":
      return {
        kind,
        message: `Entra refuses the token of ${data.account?.username ?? `“${data.name}”`}, also a new one. Sign in again.`,
        actions: [again],
      };
    case "reportMissing":
      return { kind, message: `The ${cloud.title} cloud does not offer ${title} through Graph.`, actions: [] };
    default: {
      const fault = faultOf(error);
      if (fault) {
        const { what, next } = faultSentence(fault);
        return {
          kind,
          message: `${title} could not be checked: ${what}. ${next}`,
          actions: [{ id: "retry", title: signInActionTitles.retry }],
        };
      }
      return {
        kind,
        message: `${title} could not be checked${typeof said === "string" && said ? `: “${said}”` : sourceKindOf(error) === "offline" ? ": Graph could not be reached" : ""}. Retry, or look into the log.`,
        actions: [{ id: "retry", title: signInActionTitles.retry }],
      };
    }
  }
}
