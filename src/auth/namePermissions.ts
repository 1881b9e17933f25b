import type { ConnectionData } from "./connectionData.ts";

/** The least of a person's permissions with which names of these can be read; `Directory.Read.All` has them all, and is not asked for on their account. */
export const namePermissions = {
  user: "User.ReadBasic.All",
  group: "GroupMember.Read.All",
  servicePrincipal: "Application.Read.All",
  application: "Application.Read.All",
} as const;

const forNames: ReadonlySet<string> = new Set(Object.values(namePermissions));

/** A connection with which names may be looked up, or may not any more: then nothing is asked for on their account either. */
export function withNames({ lookUpNames: _, morePermissions, ...data }: ConnectionData, isAllowed: boolean): ConnectionData {
  if (isAllowed) return { ...data, ...(morePermissions && { morePermissions }), lookUpNames: true };
  const others = morePermissions?.filter((permission) => !forNames.has(permission)) ?? [];
  return { ...data, ...(others.length > 0 && { morePermissions: others }) };
}
