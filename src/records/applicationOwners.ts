import { isObject } from "./place.ts";

/** Members that name an application, each with those of the same object that may tell whose it is; all in lower case. */
const told: ReadonlyMap<string, readonly string[]> = new Map([
  ["appid", ["appownertenantid", "appownerorganizationid"]],
  ["resourceid", ["resourceownertenantid"]],
]);

/** Values that are looked at: a record may have tens of thousands, and those that name applications stand at its top. */
const mostValues = 20_000;

/** By the id of an application, in lower case: the tenants that own it, as they are written. */
export type ApplicationOwners = ReadonlyMap<string, readonly string[]>;

const none: ApplicationOwners = new Map();
const known = new WeakMap<object, ApplicationOwners>();

const isTold = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/** Whose applications a record's are, as far as it tells anywhere: an id has the same owner wherever else the record has it. The record may be any JSON. */
export function applicationOwners(record: unknown): ApplicationOwners {
  if (typeof record !== "object" || record === null) return none;
  const before = known.get(record);
  if (before) return before;
  const owners = new Map<string, string[]>();
  const open: object[] = [record];
  let seen = 0;
  for (const holder of open) {
    if (seen >= mostValues) break;
    const members = Object.entries(holder).slice(0, mostValues - seen);
    seen += members.length;
    for (const [, value] of members) if (typeof value === "object" && value !== null) open.push(value as object);
    if (!isObject(holder)) continue;
    const byName = new Map(members.map(([name, value]) => [name.toLowerCase(), value]));
    for (const [name, places] of told) {
      const id = byName.get(name);
      if (!isTold(id)) continue;
      const all = owners.get(id.trim().toLowerCase()) ?? [];
      for (const place of places) {
        const owner = byName.get(place);
        if (isTold(owner)) all.push(owner.trim());
      }
      if (all.length > 0) owners.set(id.trim().toLowerCase(), all);
    }
  }
  known.set(record, owners);
  return owners;
}
