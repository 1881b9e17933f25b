import type { ConnectionData } from "../../auth/connectionData.ts";
import { namePermissions } from "../../auth/namePermissions.ts";
import { ways } from "../../auth/ways.ts";
import type { DirectoryKind } from "../../records/askables.ts";

const nouns: Readonly<Record<DirectoryKind, string>> = {
  user: "users",
  group: "groups",
  servicePrincipal: "service principals",
  application: "applications",
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

/** That the directory refuses names, and what the person can do about it. */
export interface NameRefusal {
  readonly message: string;
  /** `signIn`: with these permissions besides; `freshToken`: once they were given. Missing: nothing can be done from here. */
  readonly action?: { readonly id: "signIn"; readonly permissions: readonly string[] } | { readonly id: "freshToken" };
}

/** The application permissions that suffice; a person's smaller one for users does not exist for applications everywhere. */
const ofApplications: Readonly<Record<string, string>> = { "User.ReadBasic.All": "User.Read.All" };

/** `data`: missing for the demo tenant. */
export function nameRefusal(kinds: readonly DirectoryKind[], data: ConnectionData | undefined): NameRefusal {
  const what = `Entra refuses the names of ${listed(kinds.map((kind) => nouns[kind]))}`;
  if (!data) return { message: `${what}. The demo tenant's refusals are made up.` };
  const needed = [...new Set(kinds.map((kind) => namePermissions[kind]))];
  const { way, morePermissions = [] } = data;
  if (ways[way].permissions === "application") {
    const permissions = listed(needed.map((permission) => ofApplications[permission] ?? permission));
    return {
      message: `${what}: the app needs the application permissions ${permissions}. Add them in App registrations, API permissions, and have an administrator consent; then use a fresh token.`,
      action: { id: "freshToken" },
    };
  }
  if (way === "azureCli")
    return { message: `${what} to the Azure CLI, which may not have ${listed(needed)} here. Choose another way of signing in for names.` };
  if (needed.every((permission) => morePermissions.includes(permission) || morePermissions.includes("Directory.Read.All")))
    return {
      message: `${what} although the app may read them. The tenant may keep its directory from this account: a directory role such as Directory Readers helps, after which a fresh token is needed.`,
      action: { id: "freshToken" },
    };
  return {
    message: `${what}: signing in with ${listed(needed)} besides allows them, if you or an administrator consent.`,
    action: { id: "signIn", permissions: needed },
  };
}
