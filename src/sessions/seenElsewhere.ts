import { isOtherSpelling, type SpelledText } from "../query/index.ts";
import type { Collection } from "./collection.ts";

/** Values that are looked through for another spelling, the most frequent first. */
export const mostValues = 200;

export const longestWord = (text: string): string =>
  text.split(/\s+/).reduce((longest, word) => (word.length > longest.length ? word : longest), "");

/**
 * The spellings of a text that collections have loaded, those of most rows first: of each the rows of the collection that has most of them, as several may hold the
 * same records. Nothing is sent. A collection that goes meanwhile has none.
 */
export async function seenElsewhere(
  collections: readonly Collection[],
  { field, text }: SpelledText,
): Promise<ReadonlyMap<string, number>> {
  const facets = await Promise.all(collections.map((one) => facetOf(one, field.path, longestWord(text)).catch(() => [])));
  const seen = new Map<string, number>();
  for (const { value, rows } of facets.flat())
    if (typeof value === "string" && isOtherSpelling(field, text, value)) seen.set(value, Math.max(rows, seen.get(value) ?? 0));
  return new Map([...seen].sort(([, a], [, b]) => b - a));
}

async function facetOf(collection: Collection, path: string, search: string) {
  const letGo = collection.hold();
  try {
    const view = await collection.view();
    const { values } = await view.facetOf({ sort: [], filter: "" }, { path, search, by: "count", from: 0, count: mostValues });
    return values;
  } finally {
    letGo();
  }
}
