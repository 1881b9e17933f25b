import { EntraError } from "./entraError.ts";

export const openIdScopes = ["openid", "profile", "offline_access", "email"];

/** Graph permissions without their host; those of OpenID Connect are left out. */
export function scopesIn(text: string | null): readonly string[] {
  const scopes = (text ?? "").split(" ").filter((scope) => scope !== "" && !openIdScopes.includes(scope));
  const strange = scopes.find((scope) => !/^(https?:\/\/[^/]+\/)?([A-Z]\w*(\.\w+)+|\.default)$/.test(scope));
  if (strange !== undefined)
    throw new EntraError(
      70011,
      "invalid_scope",
      `The provided value for the input parameter 'scope' is not valid. The scope ${strange} is not valid.`,
    );
  return scopes.map((scope) => scope.slice(scope.lastIndexOf("/") + 1));
}

/** The host whose permissions are asked for. */
export const resourceIn = (scope: string | null): string =>
  /(?:^| )(https?:\/\/[^/ ]+)\//.exec(scope ?? "")?.[1] ?? "https://graph.microsoft.com";
