import type { EntityKind } from "../reports/entityPlaces.ts";
import type { Report } from "../reports/report.ts";
import { memberNamed } from "../reports/valueAt.ts";
import type { IdForm } from "../reports/way.ts";
import { entitiesOnce, type Entity } from "./entities.ts";
import { perRecord } from "./perRecord.ts";

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
export const isGuid = (text: string): boolean => guid.test(text);

/** Something that a record names, with the ids by which it does. */
export interface Subject {
  readonly kind: EntityKind;
  /** The first that the record has; places of the same id, and of a user's other ids, behind it. */
  readonly entities: readonly Entity[];
  readonly ids: Readonly<Partial<Record<IdForm, string>>>;
  readonly name?: string;
}

/** What the record has at a key of `Place`; `undefined` when there is nothing. */
export function valueAtKey(record: unknown, key: string): unknown {
  let value = record;
  for (const step of key === "" ? [] : key.split("/")) {
    const name = step === "~2" ? "" : step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

const parentOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf("/")));

/** In lists of pairs the word says which id it is: `Device.ObjectID` is another one than `DeviceId`. */
function isObjectPair(record: unknown, key: string): boolean {
  const pair = valueAtKey(record, parentOf(key));
  const word = typeof pair === "object" && pair !== null ? (memberNamed(pair, "displayName") ?? memberNamed(pair, "key")) : undefined;
  return typeof word === "string" && word.trim().toLowerCase().endsWith(".objectid");
}

function formOf({ kind, id, key, path }: Entity, record: unknown): IdForm {
  switch (kind) {
    case "user":
      return isGuid(id) ? "object" : id.includes("@") ? "name" : "other";
    case "application":
    case "device":
      if (!isGuid(id)) return "other";
      return path === "targetResources/[]/id" || isObjectPair(record, key) ? "object" : "own";
    case "session":
      return path === "clientSessionId" ? "own" : "other";
    default:
      return isGuid(id) ? "object" : "other";
  }
}

/** What a record names, each once, in the order of the report's places. A user whose object id and sign-in name stand in one object is one. */
export const subjects: (report: Pick<Report, "entities">, record: unknown) => readonly Subject[] = perRecord((report, record) => {
  interface Found {
    readonly kind: EntityKind;
    readonly entities: Entity[];
    readonly ids: Partial<Record<IdForm, string>>;
    name?: string;
  }
  const all: Found[] = [];
  const byId = new Map<string, Found>();
  /** Users by the object that names them. */
  const usersIn = new Map<string, Found>();
  for (const entity of entitiesOnce(report, record)) {
    const form = formOf(entity, record);
    const { kind, id, key, name } = entity;
    const named = `${kind} ${form} ${id.toLowerCase()}`;
    const beside = kind === "user" && form !== "other" ? usersIn.get(parentOf(key)) : undefined;
    let same = byId.get(named) ?? (beside?.ids[form] === undefined ? beside : undefined);
    if (!same) all.push((same = { kind, entities: [], ids: {} }));
    same.entities.push(entity);
    same.ids[form] ??= id;
    if (name !== undefined) same.name ??= name;
    byId.set(named, same);
    if (kind === "user" && form !== "other") usersIn.set(parentOf(key), same);
  }
  return all;
});
