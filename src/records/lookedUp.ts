import type { Zone } from "../query/zone.ts";
import type { DirectoryId } from "./askables.ts";
import { namedInstant } from "./formatInstant.ts";

/** What the directory said of an id, and when. It says so of today: it is no part of any record. */
export interface LookedUp extends DirectoryId {
  /** Milliseconds since 1970, on this machine's clock. */
  readonly at: number;
  /** Missing: it is not there, or the person may not read it. As hostile as the tenant's people are. */
  readonly name?: string;
  readonly signInName?: string;
}

const whenOf = ({ at }: LookedUp, zone: Zone, now: Date): string => namedInstant(new Date(at).toISOString(), zone, now);

/** Where a name is from, and how old it is. */
export const originOf = (found: LookedUp, zone: Zone, now: Date): string => `in the directory, looked up ${whenOf(found, zone, now)}`;

/** The name of today in a sentence, with where it is from; or that there is none. */
export function lookedUpLine(found: LookedUp, zone: Zone, now: Date): string {
  const { name, signInName, id } = found;
  if (name === undefined) return `${id}: not in the directory any more, or you may not read it (looked up ${whenOf(found, zone, now)}).`;
  return `${name}${signInName === undefined || signInName === name ? "" : ` (${signInName})`}: ${originOf(found, zone, now)}.`;
}

/** A few words to stand behind the id. */
export const lookedUpShort = ({ name }: LookedUp): string => (name === undefined ? "not in the directory" : `${name} (directory)`);

/** Those that a value of a record is, or has within its JSON. */
export function idsIn<Id extends DirectoryId>(value: unknown, ids: readonly Id[]): readonly Id[] {
  if (typeof value !== "string" || value.length < 36) return [];
  const text = value.toLowerCase();
  return ids.filter(({ id }) => (value.length === 36 ? text === id : text.includes(id)));
}
