import type { Report } from "../reports/report.ts";
import { entitiesOnce, type Entity } from "./entities.ts";
import type { TextMember } from "./jsonMembers.ts";
import { unwrapped } from "./jsonText.ts";
import { perRecord } from "./perRecord.ts";
import { isMentionable } from "./valueMeaning.ts";

const longest = 400;
const zeros = /^0{8}-(?:0{4}-){3}0{12}$/;

/** What a record names, by the path of its place. */
const namedIn = perRecord((report: Pick<Report, "entities">, record): ReadonlyMap<string, readonly Entity[]> => {
  const byPath = new Map<string, Entity[]>();
  for (const entity of entitiesOnce(report, record)) {
    const path = entity.path.toLowerCase();
    const same = byPath.get(path);
    if (same) same.push(entity);
    else byPath.set(path, [entity]);
  }
  return byPath;
});

const parentOf = (place: string): string => place.slice(0, Math.max(0, place.lastIndexOf("/")));

/** The id that stands beside a name; where several things are called so, none is meant. */
function idBeside(name: string, path: string, all: ReadonlyMap<string, readonly Entity[]>): string | undefined {
  let id: string | undefined;
  /** Of each object the first counts. */
  const holders = new Set<string>();
  const beside = parentOf(path);
  for (const [place, found] of all) {
    if (parentOf(place) !== beside) continue;
    for (const entity of found) {
      if (entity.name !== name) continue;
      const holder = parentOf(entity.key);
      if (holders.has(holder)) continue;
      holders.add(holder);
      if (id !== undefined && id !== entity.id) return undefined;
      id = entity.id;
    }
  }
  return id;
}

/**
 * What other records may name, too, of a value: an id, an address or a sign-in name that it is, also in quotes of JSON; of what is called so, the id that
 * stands beside its name. The record may be any JSON.
 */
export function mentionAt(
  { path, value }: Pick<TextMember, "path" | "value">,
  report: Pick<Report, "entities">,
  record: unknown,
): string | undefined {
  if (typeof value !== "string" || value.length > longest) return undefined;
  const text = unwrapped(value);
  if (zeros.test(text)) return undefined;
  if (isMentionable(text)) return text;
  if (typeof record !== "object" || record === null || text.trim() === "") return undefined;
  const all = namedIn(report, record);
  const here = path.toLowerCase().replace(/\/\[\]$/, "");
  const own = [...(all.get(path.toLowerCase()) ?? []), ...(all.get(here) ?? [])].find(({ id }) => id === text);
  return own?.id ?? idBeside(text, path.toLowerCase(), all);
}
