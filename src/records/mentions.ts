import type { EntityPlace, MemberPlace, PairsPlace } from "../reports/entityPlaces.ts";
import type { Report } from "../reports/report.ts";

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `a/any(x1: x1/b/any(x2: x2 eq 'v'))` for the path `a/[]/b/[]`. */
function anyAt(path: string, compared: (path: string) => string, depth = 1): string {
  const [before, ...rest] = path.split("/[]");
  if (rest.length === 0) return compared(path);
  const variable = `x${String(depth)}`;
  return `${before ?? ""}/any(${variable}: ${anyAt(`${variable}${rest.join("/[]")}`, compared, depth + 1)})`;
}

const memberHas = ({ path }: MemberPlace, id: string): string => anyAt(path, (at) => `${at} eq ${literal(id)}`);

/** Values of pairs are ids as they are, or in JSON text. A GUID in a longer text is meant all the same; a name could be part of another. */
function pairsHave({ pairs, texts }: Pick<PairsPlace, "pairs" | "texts">, id: string): string {
  const json = JSON.stringify(id);
  return anyAt(`${pairs}/[]`, (at) =>
    texts
      .map((text) =>
        guid.test(id)
          ? `contains(${at}/${text},${literal(id)})`
          : [id, json, `[${json}]`].map((value) => `${at}/${text} eq ${literal(value)}`).join(" or "),
      )
      .join(" or "),
  );
}

const has = (place: EntityPlace, id: string): string => ("path" in place ? memberHas(place, id) : pairsHave(place, id));

/** The condition that holds for records of a report which name an id, wherever they may name one. */
export const mentionsOf = (id: string, { entities }: Pick<Report, "entities">): string =>
  [...new Set(entities.map((place) => has(place, id)))].join(" or ");
