import type { Registration } from "./directory.ts";
import { EntraError } from "./entraError.ts";

/** `now`: milliseconds since 1970. */
export function checkSecret({ secrets = [], clientId }: Registration, value: string, now: number): void {
  const secret = secrets.find((each) => each.value === value);
  if (!secret)
    throw new EntraError(
      7000215,
      "invalid_client",
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    );
  if (Date.parse(secret.expires) < now)
    throw new EntraError(
      7000222,
      "invalid_client",
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.`,
    );
}

export function wantsSecret(): never {
  throw new EntraError(
    7000218,
    "invalid_client",
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}
