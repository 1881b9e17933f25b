import type { Report } from "../reports/report.ts";
import { entities } from "./entities.ts";
import { isObject, itemOf, memberOf, root, type Place } from "./place.ts";

const folded = (text: string): string => text.trim().toLowerCase();

/**
 * Keys of the values that name something one can go to: ids where they stand, and each text of the record that is such an id or the name that the record gives it.
 * What is no id, and has no id beside it, is none.
 */
export function namedKeys(report: Pick<Report, "entities">, record: unknown): string[] {
  const named = entities(report, record);
  const texts = new Set(named.flatMap(({ id, name }) => [folded(id), ...(name === undefined ? [] : [folded(name)])]));
  const keys = new Set(named.map(({ key }) => key));
  if (texts.size === 0) return [];
  const left: [unknown, Place][] = [[record, root]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, place] = next;
    if (typeof value === "string") {
      if (texts.has(folded(value))) keys.add(place.key);
    } else if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) left.push([item, itemOf(place, at)]);
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) left.push([member, memberOf(place, name)]);
    }
  }
  return [...keys];
}
