import type { EntityKind } from "../reports/entityPlaces.ts";
import type { Report } from "../reports/report.ts";
import { memberNamed } from "../reports/valueAt.ts";
import type { IdForm } from "../reports/way.ts";
import { knownId } from "./knownIds.ts";
import { perRecord } from "./perRecord.ts";
import { isObject } from "./place.ts";
import { isGuid, subjects, valueAtKey } from "./subjects.ts";

/** What the directory of a tenant can be asked for by an id. An application is found there as the service principal of its client id. */
export const directoryKinds = ["user", "group", "servicePrincipal", "application"] as const;
export type DirectoryKind = (typeof directoryKinds)[number];

export interface DirectoryId {
  readonly kind: DirectoryKind;
  /** A GUID in lower case. */
  readonly id: string;
}

/** An id of a record that its tenant's directory may be asked for. */
export interface Askable extends DirectoryId {
  /** Keys of `Place` where it stands. */
  readonly keys: readonly string[];
  /** The record itself has a name for it. */
  readonly isNamed: boolean;
}

/** By which of its ids the directory knows it. The object of an application is asked for nowhere: audits name it. */
const askedBy: Readonly<Partial<Record<EntityKind, { readonly kind: DirectoryKind; readonly form: IdForm }>>> = {
  user: { kind: "user", form: "object" },
  group: { kind: "group", form: "object" },
  servicePrincipal: { kind: "servicePrincipal", form: "object" },
  application: { kind: "application", form: "own" },
};

const noTenant = /^(?:\s*|\{?0{8}-?(?:0{4}-?){3}0{12}\}?|null|n\/a)$/i;

/** Members that say of which tenant something is: of users, of what they signed in to, of all beside them. */
const tenantMembers: readonly { readonly name: string; readonly isOf: (kind: EntityKind) => boolean }[] = [
  { name: "homeTenantId", isOf: (kind) => kind === "user" },
  { name: "resourceTenantId", isOf: (kind) => kind !== "user" },
  { name: "tenantId", isOf: () => true },
];

const isWithin = (member: string, path: string): boolean => `${path}/`.toLowerCase().startsWith(`${member}/`.toLowerCase());

const isForeign = (value: unknown, tenant: string): boolean =>
  typeof value === "string" ? !noTenant.test(value) && value.trim().toLowerCase() !== tenant : value !== undefined && value !== null;

/** Whether an object that has the place within it says that it is of another tenant. */
function isOfAnotherTenant(kind: EntityKind, key: string, record: unknown, tenant: string): boolean {
  const steps = key.split("/");
  for (let at = 0; at < steps.length; at++) {
    const holder = valueAtKey(record, steps.slice(0, at).join("/"));
    if (!isObject(holder)) continue;
    if (tenantMembers.some(({ name, isOf }) => isOf(kind) && isForeign(memberNamed(holder, name), tenant))) return true;
  }
  return false;
}

/** By the tenant: values of a document ask one after the other. */
const known = perRecord<Pick<Report, "entities" | "ofAnySystem">, Map<string, readonly Askable[]>>(() => new Map());

/**
 * The ids of a record that the directory of `tenant` (a GUID) may be asked for, each once: users and groups, service principals and applications, as the
 * directory itself numbers them. Never one that the record says to be of another tenant or that may be of another system, and none that is
 * listed here with its name. The record may be any JSON.
 */
export function askables(report: Pick<Report, "entities" | "ofAnySystem">, record: unknown, tenant: string): readonly Askable[] {
  if (!isGuid(tenant)) return [];
  const own = tenant.toLowerCase();
  const ofTenants = known(report, record);
  const found = ofTenants.get(own) ?? foundIn(report, record, own);
  ofTenants.set(own, found);
  return found;
}

/** `own`: in lower case. */
function foundIn(report: Pick<Report, "entities" | "ofAnySystem">, record: unknown, own: string): readonly Askable[] {
  const all: Askable[] = [];
  const refused = new Set<string>();
  for (const { kind: named, entities, ids, name } of subjects(report, record)) {
    const by = askedBy[named];
    const written = by && ids[by.form];
    if (!by || written === undefined || !isGuid(written)) continue;
    const id = written.toLowerCase();
    const places = entities.filter((entity) => entity.id.toLowerCase() === id);
    if (id === own || knownId(id)) continue;
    const isRefused =
      places.some(({ path }) => report.ofAnySystem?.some((member) => isWithin(member, path))) ||
      places.some(({ key }) => isOfAnotherTenant(named, key, record, own));
    if (isRefused) refused.add(id);
    else all.push({ kind: by.kind, id, keys: places.map(({ key }) => key), isNamed: name !== undefined });
  }
  // What is of another tenant in one place is so in all of the record.
  return all.filter(({ id }) => !refused.has(id));
}
