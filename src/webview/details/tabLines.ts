import type { DetailPart, DetailSection, Entry, Item } from "../../records/detailPart.ts";
import { webAddresses } from "../../webAddresses.ts";
import { addressKey, hintKey, type PartView } from "./partTemplate.ts";

/** The lines of a tab that keys can come to: those in folded items are left out. */
export interface TabLines {
  /** What stands in a line, by its key, and in the line of a link, by the link's. */
  readonly lines: ReadonlyMap<string, Entry | Item>;
  /** In the order in which they stand. */
  readonly keys: readonly string[];
  /** Keys of what leads away from the record. */
  readonly links: ReadonlySet<string>;
  /** Keys of lines with an id of something that one can go to. */
  readonly named: readonly string[];
}

export function tabLines(sections: readonly DetailSection[], { isNamed, isOpen }: Pick<PartView, "isNamed" | "isOpen">): TabLines {
  const lines = new Map<string, Entry | Item>();
  const keys: string[] = [];
  const links = new Set<string>();
  const named: string[] = [];
  const addLink = (key: string): void => {
    keys.push(key);
    links.add(key);
  };
  const add = (part: DetailPart | undefined): void => {
    if (part?.kind === "entry" || part?.kind === "item") lines.set(part.key, part);
    if (part?.kind === "entry" || part?.kind === "item") keys.push(part.key);
    if (part?.kind === "entry" && !part.linked && isNamed(part.key)) named.push(part.key);
    if (part?.kind === "entry" && part.linked)
      for (const at of webAddresses(part.text).keys()) {
        lines.set(addressKey(part.key, at), part);
        addLink(addressKey(part.key, at));
      }
    if (part?.kind === "more") keys.push(`${part.key}…`);
    if (part?.kind === "explanation" && part.tab) addLink(hintKey);
    if (part?.kind === "comparison") addLink(part.key);
    if (part?.kind === "item" && isOpen(part)) part.parts.forEach(add);
    if (part?.kind === "table") for (const row of part.rows) row.forEach(add);
  };
  for (const { parts } of sections) parts.forEach(add);
  return { lines, keys, links, named };
}

/** Where the Tab key stops: at a line, and at the link of an id in it or behind it. `wanted`: the line that had the focus, `stays` as long as the focus does. */
export function tabStops({ keys, links, named }: TabLines, wanted: string | undefined, stays: boolean): Pick<PartView, "at" | "linkAt"> {
  // Keys begin with what the record says; what leads away from it is a key further.
  const first = keys.find((key) => !links.has(key)) ?? keys[0];
  const at = wanted !== undefined && keys.includes(wanted) ? wanted : stays && wanted !== undefined ? undefined : first;
  // What one goes on from with the next Tab: the line itself, or what follows it.
  const from = at === undefined ? -1 : keys.indexOf(at);
  return { at, linkAt: named.find((key) => keys.indexOf(key) >= from) ?? named.at(-1) };
}
