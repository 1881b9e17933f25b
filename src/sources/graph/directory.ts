import { RequestRefused } from "./errors.ts";

/** What of the directory is asked for, and by which of its members. */
const asked = {
  user: { path: "users", by: "id", select: "id,displayName,userPrincipalName" },
  group: { path: "groups", by: "id", select: "id,displayName" },
  servicePrincipal: { path: "servicePrincipals", by: "id", select: "id,displayName" },
  application: { path: "servicePrincipals", by: "appId", select: "appId,displayName" },
} as const;

/** An application is asked for as the service principal that it has in the tenant. */
export type NamedKind = keyof typeof asked;

/** The service takes no more values in one condition. */
export const mostIdsAsked = 15;

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The address that asks for the names of some objects. Throws for anything but GUIDs in lower case, and for more than `mostIdsAsked` of them: no other text ever stands in it. */
export function namesUrl(host: string, kind: NamedKind, ids: readonly string[]): string {
  if (ids.length === 0 || ids.length > mostIdsAsked || !ids.every((id) => guid.test(id)))
    throw new RequestRefused("Names are asked for by ids alone");
  const { path, by, select } = asked[kind];
  const filter = `${by} in (${ids.map((id) => `'${id}'`).join(",")})`;
  return `${host}/v1.0/${path}?$filter=${encodeURIComponent(filter)}&$select=${encodeURIComponent(select)}`;
}

export interface NamedObject {
  readonly id: string;
  /** As hostile as the tenant's people are. */
  readonly name: string;
  /** What a user signs in with. */
  readonly signInName?: string;
}

/** Characters: the directory takes 256. */
const longestName = 256;

const textOf = (record: object, name: string): string | undefined => {
  const value: unknown = Object.hasOwn(record, name) ? (record as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, longestName) : undefined;
};

/** What an answer names of what was asked for; whatever else it has is left out. An object without a name has its id in its place. */
export function namedObjects(kind: NamedKind, ids: readonly string[], records: readonly unknown[]): NamedObject[] {
  return records.flatMap((record): NamedObject[] => {
    if (typeof record !== "object" || record === null) return [];
    const id = textOf(record, asked[kind].by)?.toLowerCase();
    if (id === undefined || !ids.includes(id)) return [];
    const signInName = kind === "user" ? textOf(record, "userPrincipalName") : undefined;
    return [{ id, name: textOf(record, "displayName") ?? signInName ?? id, ...(signInName !== undefined && { signInName }) }];
  });
}
