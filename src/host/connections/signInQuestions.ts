import type { CloudId, ConnectionDraft, WayId } from "../../auth/index.ts";

/** What the sign-in asks, one question after the other. `credential` is asked last, by who stores it. */
export type QuestionId = "way" | "place" | "tenant" | "app" | "clientId" | "name" | "credential";

/** A cloud, and whether the tenant in it is that of the account that signs in or is named next. */
export interface ConnectionPlace {
  readonly cloud: CloudId;
  readonly tenant: "ofAccount" | "named";
}

/** What a person has answered so far, now or the last time. */
export interface Answers {
  readonly way?: WayId;
  readonly place?: ConnectionPlace;
  /** GUID, domain or `organizations`. */
  readonly tenant?: string;
  readonly app?: "own" | "quickStart";
  readonly clientId?: string;
  readonly name?: string;
}

/** The tenant of whoever signs in, in Entra's words. */
export const tenantOfAccount = "organizations";

export const isApplication = (way: WayId | undefined): way is "certificate" | "clientSecret" =>
  way === "certificate" || way === "clientSecret";

/** An application signs in to a tenant that is named. */
const isNamed = ({ way, place }: Answers): boolean => isApplication(way) || place?.tenant === "named";

const mayQuickStart = ({ way }: Answers): boolean => way === undefined || way === "browser" || way === "deviceCode";

/**
 * The questions to ask, given the answers so far. Each hangs on those before it only, so going back and answering otherwise changes
 * what comes after. A browser, the own organisation and the quick-start app take three.
 */
export function questionsFor(answers: Answers): readonly QuestionId[] {
  const { way, app } = answers;
  const chooses = mayQuickStart(answers);
  return [
    "way",
    "place",
    ...(isNamed(answers) ? (["tenant"] as const) : []),
    ...(chooses ? (["app"] as const) : []),
    ...(way === "azureCli" || (chooses && app !== "own") ? [] : (["clientId"] as const)),
    ...(isNamed(answers) ? (["name"] as const) : []),
    ...(isApplication(way) ? (["credential"] as const) : []),
  ];
}

/** What was asked for, of the answers that still count. A connection to the tenant of the account gets its name when that is known. */
export function draftOf(answers: Answers, quickStartClientId: string): ConnectionDraft | undefined {
  const { way, place, tenant, clientId, app, name } = answers;
  if (way === undefined || place === undefined) return undefined;
  const asked = questionsFor(answers);
  const id = app === "quickStart" && asked.includes("app") ? quickStartClientId : asked.includes("clientId") ? clientId : undefined;
  return {
    way,
    cloud: place.cloud,
    tenant: asked.includes("tenant") ? (tenant ?? "") : tenantOfAccount,
    ...(id !== undefined && { clientId: id }),
    ...(asked.includes("name") && name !== undefined && { name }),
  };
}

/** The answers that would make this connection again. */
export function answersOf({ way, cloud, tenant, clientId, name }: ConnectionDraft, quickStartClientId: string): Answers {
  return {
    way,
    place: { cloud, tenant: tenant === tenantOfAccount && cloud === "global" ? "ofAccount" : "named" },
    tenant,
    ...(clientId === quickStartClientId ? { app: "quickStart" } : clientId !== undefined && { app: "own", clientId }),
    ...(name !== undefined && { name }),
  };
}

/** What of the answers is likely to be the same for another tenant: how, where and as which app; not the tenant and its name. */
export const forAnother = ({ way, place, app, clientId }: Answers): Answers => ({
  ...(way && { way }),
  ...(place && { place }),
  ...(app && { app }),
  ...(clientId !== undefined && { clientId }),
});

/** `contoso.com` of `alex@contoso.com`, with a number when that name is taken; the connection's tenant when nobody signed in. */
export function nameOfConnection(username: string | undefined, tenant: string, taken: readonly string[]): string {
  const domain = username?.slice(username.lastIndexOf("@") + 1).trim();
  const name = domain || (tenant === tenantOfAccount ? "My organisation" : tenant);
  if (!taken.includes(name)) return name;
  for (let nth = 2; ; nth++) if (!taken.includes(`${name} (${nth})`)) return `${name} (${nth})`;
}
