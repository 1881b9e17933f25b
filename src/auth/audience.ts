import type { Cloud } from "./clouds.ts";
import { SignInError } from "./errors.ts";
import type { Grant } from "./grant.ts";
import { tokenClaims } from "./grant.ts";

/** What a token must name to be used with a source in a cloud. */
export interface Audience {
  /** Host that takes the token, with its scheme. */
  readonly host: string;
  /** Id of the service's app, which is the same in every cloud: it counts where the issuer is the cloud's. */
  readonly appId?: string;
}

/** One row for each source. */
export const audiences = {
  graph: ({ graph }: Cloud): Audience => ({ host: graph, appId: "00000003-0000-0000-c000-000000000000" }),
} as const satisfies Record<string, (cloud: Cloud) => Audience>;
export type SourceName = keyof typeof audiences;

/**
 * Where a token came from. `requested`: msal asked the cloud's own login host for this very audience, so that one which cannot be read is meant for it too.
 * `borrowed`: another program had it, for whatever it likes.
 */
export type Origin = "requested" | "borrowed";

/** Which audience of a token the host would not take; undefined: it may be sent. `unreadable`: it does not tell. */
export function strangeAudience(token: string, source: SourceName, cloud: Cloud, origin: Origin): string | undefined {
  const { host, appId } = audiences[source](cloud);
  const { aud, iss } = tokenClaims(token) ?? {};
  const named = (Array.isArray(aud) ? (aud as readonly unknown[]) : [aud]).filter((one) => typeof one === "string");
  if (named.length === 0) return origin === "requested" ? undefined : "unreadable";
  const issuers = [`${cloud.login}/`, ...(cloud.issuers ?? [])];
  const isOurs = typeof iss === "string" && issuers.some((issuer) => iss.toLowerCase().startsWith(issuer));
  return named.find((one) => {
    const plain = one.toLowerCase();
    if (plain === host || plain === `${host}/`) return false;
    return !(plain === appId && (isOurs || (origin === "requested" && sharesIssuer(cloud, iss))));
  });
}

/** Entra signs tokens of the US clouds with an issuer that is the global cloud's: who asked for them has to tell. */
const sharesIssuer = ({ login }: Cloud, iss: unknown): boolean =>
  login.endsWith(".us") && typeof iss === "string" && iss.toLowerCase().startsWith("https://sts.windows.net/");

/** Throws `wrongAudience` unless the token may go to the cloud's host of the source. */
export function forAudience({ accessToken }: Grant, source: SourceName, cloud: Cloud, origin: Origin): void {
  const got = strangeAudience(accessToken, source, cloud, origin);
  if (got !== undefined) throw new SignInError("wrongAudience", { got: got.slice(0, 100) });
}
