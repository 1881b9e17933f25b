import type { NameThere } from "../../protocol/grid.ts";
import type { Zone } from "../../query/zone.ts";
import { lookedUpLine, lookedUpShort } from "../../records/lookedUp.ts";
import type { RecordNames } from "./recordNames.ts";

/** Of the JSON of a policy no more are told at once. */
const mostAtOnce = 8;

/** What the directory was found to call the ids of a record, where they stand. */
export function namesThere({ ids, known }: Pick<RecordNames, "ids" | "known">, zone: Zone, now: Date): NameThere[] {
  const byKey = new Map<string, { readonly text: string; readonly origin: string }[]>();
  for (const id of ids) {
    const found = known(id);
    if (!found) continue;
    const told = { text: lookedUpShort(found), origin: lookedUpLine(found, zone, now) };
    for (const key of id.keys) byKey.set(key, [...(byKey.get(key) ?? []), told]);
  }
  return [...byKey].map(([key, all]) => ({
    key,
    text: all
      .slice(0, mostAtOnce)
      .map(({ text }) => text)
      .join(", "),
    origin: all
      .slice(0, mostAtOnce)
      .map(({ origin }) => origin)
      .join("\n"),
  }));
}
