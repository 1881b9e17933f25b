import type { EntityKind, JsonPlace, MemberPlace, PairsPlace } from "../reports/entityPlaces.ts";
import type { Report } from "../reports/report.ts";
import { memberNamed, nameIn } from "../reports/valueAt.ts";
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

// Texts that the service writes for what it does not know, or does not tell: no text, zeros, and words.
const noId = /^(?:\s*|\{?0{8}-?(?:0{4}-?){3}0{12}\}?|null|n\/a|\{?pii removed\}?)$/i;
const isGuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const isId = (value: unknown): value is string => typeof value === "string" && !noId.test(value);
const withName = (id: string, name: unknown): { readonly name?: string } => (isId(name) && name !== id ? { name } : {});

/** What stands under a word in a table of a report's own; words of records may be called as members of every object. */
const under = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
const folded = (word: unknown): string => (typeof word === "string" ? word.toLowerCase().replaceAll(/\s/g, "") : "");

interface Found extends Place {
  readonly value: unknown;
  /** The object that it is a member of. */
  readonly holder: Members | undefined;
}

/** All that stands at a path, whose steps may be written in any case. `from`: the step that `value` has yet to take. */
function* found(value: unknown, steps: readonly string[], place: Place = root, from = 0, holder?: Members): Generator<Found> {
  const step = steps[from];
  if (step === undefined) yield { key: place.key, path: place.path, value, holder };
  else if (step === "[]") {
    if (!Array.isArray(value)) return;
    const isLast = from + 1 === steps.length;
    for (const [at, item] of value.entries()) {
      const here = itemOf(place, at);
      // Texts in a list have the path of the list, as its field has.
      yield* found(item, steps, isLast ? { key: here.key, path: place.path } : here, from + 1);
    }
  } else if (isObject(value)) {
    const name = nameIn(value, step);
    if (name === undefined) return;
    yield* found(value[name], steps, { key: memberOf(place, name).key, path: memberOf(place, step).path }, from + 1, value);
  }
}

function* inMembers(record: unknown, { path, kind, names = [] }: MemberPlace): Generator<Entity> {
  for (const { value, holder, ...place } of found(record, path.split("/"))) {
    if (!isId(value)) continue;
    const beside = (name: string): unknown => holder && memberNamed(holder, name);
    const itsKind = typeof kind === "string" ? kind : under(kind.words, folded(beside(kind.by)));
    if (itsKind === undefined) continue;
    const name = names.map(beside).find((text) => isId(text) && text !== value);
    yield { kind: itsKind, id: value, ...withName(value, name), ...place };
  }
}

/** JSON that a text is, if it is a list, an object or a text in quotes. */
function jsonIn(text: string): unknown {
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The texts that are the value of a pair: itself, or what is in its JSON. */
function textsOf(value: unknown): readonly unknown[] {
  if (typeof value !== "string") return [];
  const json = jsonIn(value);
  return json === undefined ? [value] : Array.isArray(json) ? json : [json];
}

interface Pair extends Place {
  readonly word: string;
  readonly pair: Members;
}

function* pairsAt(record: unknown, { pairs, word }: Pick<PairsPlace, "pairs" | "word">): Generator<readonly Pair[]> {
  for (const { value, ...place } of found(record, pairs.split("/"))) {
    if (!Array.isArray(value)) continue;
    yield value.flatMap((pair: unknown, at) =>
      isObject(pair) ? [{ ...itemOf(place, at), word: folded(memberNamed(pair, word)), pair }] : [],
    );
  }
}

function* textsIn({ pair, ...place }: Pair, texts: readonly string[]): Generator<{ text: string; value: unknown; place: Place }> {
  for (const text of texts) {
    const name = nameIn(pair, text);
    if (name !== undefined) yield { text, value: pair[name], place: { key: memberOf(place, name).key, path: memberOf(place, text).path } };
  }
}

function* inPairs(record: unknown, of: PairsPlace): Generator<Entity> {
  for (const pairs of pairsAt(record, of)) {
    const byWord = new Map(pairs.toReversed().map(({ word, pair }) => [word, pair]));
    for (const pair of pairs) {
      const paired = under(of.ids, pair.word);
      if (!paired) continue;
      const named = paired.name === undefined ? undefined : byWord.get(paired.name);
      for (const { text, value, place } of textsIn(pair, of.texts)) {
        const names = named ? textsOf(memberNamed(named, text)) : [];
        for (const [at, id] of textsOf(value).entries())
          if (isId(id)) yield { kind: paired.kind, id, ...withName(id, names[at]), ...place };
      }
    }
  }
}

function* inJson(record: unknown, of: JsonPlace): Generator<Entity> {
  for (const pairs of pairsAt(record, of)) {
    for (const pair of pairs) {
      const places = under(of.json, pair.word);
      if (!places) continue;
      for (const { value, place } of textsIn(pair, of.texts)) {
        const json = typeof value === "string" ? jsonIn(value) : undefined;
        for (const member of places)
          for (const entity of inMembers(json, member)) if (isGuid.test(entity.id)) yield { ...entity, ...place };
      }
    }
  }
}

/**
 * Every user, application, service principal, device, address, group, role, policy, session, correlation and request that a record names by an id, in the
 * order of the report's places, each once where it stands. The record may be any JSON. Placeholders are none: blank texts, GUIDs of zeros, `null`, `N/A`,
 * `PII Removed`. An address whose end the service has masked is one: rows can be found by it.
 */
export function entities({ entities: places }: Pick<Report, "entities">, record: unknown): Entity[] {
  const all = new Map<string, Entity>();
  for (const place of places) {
    const here = "path" in place ? inMembers(record, place) : "ids" in place ? inPairs(record, place) : inJson(record, place);
    for (const entity of here) {
      const once = JSON.stringify([entity.kind, entity.key, entity.id]);
      if (!all.has(once)) all.set(once, entity);
    }
  }
  return [...all.values()];
}
