import type { EntityKind, JsonPlace, MemberPlace, PairsPlace } from "../reports/entityPlaces.ts";
import type { Report } from "../reports/report.ts";
import { memberNamed, nameIn } from "../reports/valueAt.ts";
import { isNoId } from "./noId.ts";
import { perRecord } from "./perRecord.ts";
import { isObject, itemOf, memberOf, root, type Members, type Place } from "./place.ts";

/**
 * What a record names by an id, and where its id stands: in the text there, or in the JSON that the text is.
 * A user has two sorts of ids, the object's and sign-in names; an application has the client's and, as the target of an audit, the object's; so has a device.
 */
export interface Entity extends Place {
  readonly kind: EntityKind;
  /** As it is written there. */
  readonly id: string;
  /** What the record calls it, as hostile as the tenant's people are. */
  readonly name?: string;
}

const isGuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const isId = (value: unknown): value is string => typeof value === "string" && !isNoId(value);
// Now and then an id stands in place of a name.
const isName = (name: unknown): name is string => isId(name) && !isGuid.test(name);
const withName = (id: string, name: unknown): { readonly name?: string } => (isName(name) && name !== id ? { name } : {});

/** What stands under a word in a table of a report's own; words of records may be called as members of every object. */
const under = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
const folded = (word: unknown): string => (typeof word === "string" ? word.toLowerCase().replaceAll(/\s/g, "") : "");

/** `holder`: the object that the value is a member of. */
type Visit = (value: unknown, place: Place, holder: Members | undefined) => void;
type Add = (kind: EntityKind, id: string, name: unknown, place: Place) => void;

/** Visits all that stands at a path, whose steps may be written in any case. `from`: the step that `value` has yet to take. */
function visitAll(visit: Visit, steps: readonly string[], value: unknown, place: Place = root, from = 0, holder?: Members): void {
  const step = steps[from];
  if (step === undefined) visit(value, place, holder);
  else if (step === "[]") {
    if (!Array.isArray(value)) return;
    const isLast = from + 1 === steps.length;
    for (let at = 0; at < value.length; at++) {
      const here = itemOf(place, at);
      // Texts in a list have the path of the list, as its field has.
      visitAll(visit, steps, value[at], isLast ? { key: here.key, path: place.path } : here, from + 1);
    }
  } else if (isObject(value)) {
    const name = nameIn(value, step);
    if (name === undefined) return;
    visitAll(visit, steps, value[name], { key: memberOf(place, name).key, path: memberOf(place, step).path }, from + 1, value);
  }
}

function addMembers(record: unknown, { path, kind, names = [] }: MemberPlace, add: Add): void {
  const visit: Visit = (value, place, holder) => {
    if (!isId(value)) return;
    const beside = (name: string): unknown => holder && memberNamed(holder, name);
    const itsKind = typeof kind === "string" ? kind : under(kind.words, folded(beside(kind.by)));
    if (itsKind !== undefined)
      add(
        itsKind,
        value,
        names.map(beside).find((text) => isName(text) && text !== value),
        place,
      );
  };
  visitAll(visit, path.split("/"), record);
}

/** Looks like a list, an object or a text in quotes; no id does. */
const isJson = (text: string): boolean => /^\s*["[{]/.test(text);

/** `undefined` where it is cut off or none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The texts that are the value of a pair: itself, or what is in its JSON. */
function textsOf(value: unknown): readonly unknown[] {
  if (typeof value !== "string") return [];
  if (!isJson(value)) return [value];
  const json = jsonIn(value);
  return Array.isArray(json) ? json : [json];
}

interface Pair {
  readonly word: string;
  readonly pair: Members;
  readonly place: Place;
}

/** Visits the pairs of each list. */
function visitPairs(visit: (pairs: readonly Pair[]) => void, record: unknown, { pairs, word }: Pick<PairsPlace, "pairs" | "word">): void {
  const visitList: Visit = (list, place) => {
    if (!Array.isArray(list)) return;
    visit(
      list.flatMap((pair: unknown, at) =>
        isObject(pair) ? [{ word: folded(memberNamed(pair, word)), pair, place: itemOf(place, at) }] : [],
      ),
    );
  };
  visitAll(visitList, pairs.split("/"), record);
}

function addPairs(record: unknown, of: PairsPlace, add: Add): void {
  const visit = (pairs: readonly Pair[]): void => {
    const byWord = new Map(pairs.toReversed().map(({ word, pair }) => [word, pair]));
    for (const { word, pair, place } of pairs) {
      const paired = under(of.ids, word);
      if (!paired) continue;
      const named = paired.name === undefined ? undefined : byWord.get(paired.name);
      for (const text of of.texts) {
        const names = named ? textsOf(memberNamed(named, text)) : [];
        const visitText: Visit = (value, here) => {
          for (const [at, id] of textsOf(value).entries()) if (isId(id)) add(paired.kind, id, names[at], here);
        };
        visitAll(visitText, [text], pair, place);
      }
    }
  };
  visitPairs(visit, record, of);
}

function addJson(record: unknown, of: JsonPlace, add: Add): void {
  const visit = (pairs: readonly Pair[]): void => {
    for (const { word, pair, place } of pairs) {
      const members = under(of.json, word) ?? [];
      const visitText: Visit = (value, here) => {
        const json = typeof value === "string" && isJson(value) ? jsonIn(value) : undefined;
        const addGuid: Add = (kind, id, name) => {
          if (isGuid.test(id)) add(kind, id, name, here);
        };
        for (const member of members) addMembers(json, member, addGuid);
      };
      if (members.length > 0) for (const text of of.texts) visitAll(visitText, [text], pair, place);
    }
  };
  visitPairs(visit, record, of);
}

/**
 * Every user, application, service principal, device, address, group, role, policy, session, correlation and request that a record names by an id, in the
 * order of the report's places, each once where it stands. The record may be any JSON. Placeholders are none: blank texts, GUIDs of zeros, `null`, `N/A`,
 * `PII Removed`. An address whose end the service has masked is one: rows can be found by it.
 */
export function entities({ entities: places }: Pick<Report, "entities">, record: unknown): Entity[] {
  const all = new Map<string, Entity>();
  const add: Add = (kind, id, name, { key, path }) => {
    // Neither kinds nor keys of places have spaces.
    const once = `${kind} ${key} ${id}`;
    if (!all.has(once)) all.set(once, { kind, id, ...withName(id, name), key, path });
  };
  for (const place of places) {
    if ("path" in place) addMembers(record, place, add);
    else if ("ids" in place) addPairs(record, place, add);
    else addJson(record, place, add);
  }
  return [...all.values()];
}

/** The same for those who ask again and again. */
export const entitiesOnce: (report: Pick<Report, "entities">, record: unknown) => readonly Entity[] = perRecord(entities);
